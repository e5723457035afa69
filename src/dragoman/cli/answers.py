"""Answers of a measure on the terminal, as CSV or JSON, as a chart; and what a number rests on."""

import json
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dragoman.cli.options import PathType, known_world, one_format
from dragoman.cli.table import Column, Item, block_lines, command, counted, room, shorten, table_lines, wrap
from dragoman.ledger import Ledger, csv_lines

if TYPE_CHECKING:
    from dragoman.measure.result import Result

_FILE = PathType(path_type=Path, dir_okay=False, readable=False)
_MOST_QUOTES = 40
_MOST_REASONS = 12
_LAST = "remark"
_FEW, _FEWEST = "few", 5
_FEW_TOLD = "few: fewer than five stand behind the number"
_SAMPLED = ("balance", "sensitivity", "similarity", "vote_difference", "voice_agreement")
_MANY, _LARGE = 100, 10
_HIDDEN = ("row", "value", "low", "high", "n", "missing")


def answers(verb: Callable[..., Any]) -> Callable[..., Any]:
    """Give a verb --csv, --json, --chart and --explain, gathered as `out`."""

    @wraps(verb)
    def with_output(*args: Any, csv_: bool, json_: bool, chart: Path | None, explain: bool, **options: Any) -> Any:
        one_format(json_=json_, csv_=csv_)
        return verb(*args, out=Output(csv_, json_, chart, explain), **options)

    decorated: Callable[..., Any] = with_output
    for option in (
        click.option("--explain", is_flag=True, help="List the findings behind each number, with their quotes."),
        click.option(
            "--chart", metavar="FILE", type=_FILE, help="Draw it: FILE.html, or FILE.svg with the extra [print]."
        ),
        click.option("--json", "json_", is_flag=True, help="Print JSON, for programs."),
        click.option("--csv", "csv_", is_flag=True, help="Print CSV for spreadsheets (UTF-8 with byte order mark)."),
    ):
        decorated = option(decorated)
    return decorated


class Output:
    """How an answer is wanted."""

    def __init__(self, csv_: bool, json_: bool, chart: Path | None, explain: bool) -> None:
        self.csv_, self.json_, self.chart, self.explain = csv_, json_, chart, explain

    def give(self, result: "Result", *, ledger: Path | None = None, across: str | None = None) -> None:
        """Print the answer, draw it if asked; `across` names the key whose values become columns of the table."""
        if self.chart:
            from dragoman.show.picture import write_picture

            write_picture(result, self.chart, {"ledger": ledger.name} if ledger else {})
            click.echo(f"Drawn: {self.chart}", err=True)
        if self.json_:
            click.echo(json.dumps(as_row(result), ensure_ascii=False, default=str))
        elif self.csv_:
            for line in csv_lines(result.frame.to_dicts(), result.frame.columns):
                click.echo(line, nl=False)
        else:
            print_answer(result, across)
            if self.explain:
                _explain(result, ledger)
            elif ledger and (row := _some_row(result)):
                _print_lines([f"What a number rests on: --explain, or {command('show', row, '-l', ledger)}"])


def as_row(result: "Result") -> dict[str, Any]:
    """The answer for programs: its definition and settings, then its rows, each with what it rests on."""
    rows = [{**row, "evidence": list(result.rests_on(row["row"]))} for row in result.frame.to_dicts()]
    return {
        "measure": result.measure,
        "question": result.question,
        "definition": result.definition,
        "citation": list(result.citation),
        "settings": dict(result.settings),
        "notes": list(result.notes),
        "rows": rows,
    }


def _some_row(result: "Result") -> str | None:
    return next((row for row in result.frame["row"] if result.rests_on(row)), None)


def print_answer(result: "Result", across: str | None = None) -> None:
    """Print the question, the numbers, why some are missing, how they are defined, and what was chosen."""
    from dragoman.measure.naming import in_names

    click.echo(click.style(in_names(result.question, known_world()), bold=True))
    same = _same(result, across)
    if same:
        click.echo(" · ".join(f"{name}: {value}" for name, value in same.items()))
    keys = [key for key in _keys(result) if key not in same]
    reasons = _reasons(result)
    made = _wide(result, across, keys, reasons) if across and across in keys else _long(result, keys, reasons)
    _print_items(*made)
    _print_reasons(reasons)
    click.echo()
    _print_lines([result.definition, *([_FEW_TOLD] if _few_in(result) else [])], rest="")
    told = [f"{name}: {value}" for name, value in result.settings.items() if value]
    _print_lines([*result.notes, *([" · ".join(told)] if told else [])])
    if result.citation:
        _print_lines([f"Sources: {', '.join(result.citation)} (docs/bibliography.md)"])


def _print_lines(texts: Sequence[str], *, rest: str = "  ") -> None:
    for text in texts:
        for line in wrap(text, room(), rest=rest):
            click.echo(line)


def _keys(result: "Result") -> list[str]:
    return [name for name in result.frame.columns if name not in _HIDDEN]


def _same(result: "Result", across: str | None) -> dict[str, str]:
    """The keys that are the same in every row, told once above the table; those that are empty in all are not told."""
    frame = result.frame
    same = {}
    for key in _keys(result):
        values = set(frame[key].to_list())
        if len(values) == 1 and frame.height > 1 and key != across:
            same[key] = _text(values.pop())
    return same


def _reasons(result: "Result") -> dict[str, int]:
    """Why numbers are missing, numbered in the order of the rows."""
    told = dict.fromkeys(row["missing"] for row in result.frame.to_dicts() if row["missing"])
    return {reason: number for number, reason in enumerate(told, 1)}


def _print_reasons(reasons: Mapping[str, int]) -> None:
    if not reasons:
        return
    from dragoman.measure.naming import in_names

    click.echo()
    world = known_world()
    for reason, number in list(reasons.items())[:_MOST_REASONS]:
        _print_lines([f"{number}) {in_names(reason, world)}"], rest="   ")
    if len(reasons) > _MOST_REASONS:
        click.echo(f"… and {len(reasons) - _MOST_REASONS} reasons more: --csv has them all")


def _print_items(columns: list[Column], items: list[Item]) -> None:
    """A table where it has room, for numbers are read down a column; else blocks."""
    filled = [k for k, column in enumerate(columns) if column.name == "value" or any(item.cells[k] for item in items)]
    columns = [columns[k] for k in filled]
    items = [Item([item.cells[k] for k in filled], item.head, item.quote, item.foot, item.above) for item in items]
    widths = (
        [max(len(c.name), *(len(str(item.cells[k])) for item in items)) for k, c in enumerate(columns)] if items else []
    )
    fits = sum(widths) + 2 * len(widths) <= room()
    plain = [Column(c.name, 0, c.right) for c in columns]
    for line in table_lines(plain, items, room()) if fits else block_lines(items, room()):
        click.echo(line)


def _long(result: "Result", keys: list[str], reasons: Mapping[str, int]) -> tuple[list[Column], list[Item]]:
    columns = [Column(key) for key in keys]
    columns += [Column("value", right=True), Column("95 %"), Column("n", right=True), Column(_LAST)]
    items = []
    for row in result.frame.to_dicts():
        cells = [_text(row[key]) for key in keys]
        few = _FEW if _is_few(result, row) else ""
        own = [_value(row, reasons), _interval(row), _text(row["n"]), few]
        head = (*cells, f"{own[0]} {own[1]}".strip(), f"n {own[2]}" if own[2] else "", few)
        items.append(Item([*cells, *own], head))
    return columns, items


def _wide(
    result: "Result", across: str, keys: list[str], reasons: Mapping[str, int]
) -> tuple[list[Column], list[Item]]:
    """One line for each combination of the other keys, one column for each value of `across`; what is of none stands first."""
    keys = [key for key in keys if key != across]
    rows = result.frame.to_dicts()
    heads = sorted(dict.fromkeys(_text(row[across]) for row in rows), key=bool)
    lines: dict[tuple[str, ...], dict[str, str]] = {}
    for row in rows:
        number = f"n {row['n']}" if row["value"] is not None and row["n"] is not None else ""
        parts = (_value(row, reasons), _interval(row), number, _FEW if _is_few(result, row) else "")
        lines.setdefault(tuple(_text(row[key]) for key in keys), {})[_text(row[across])] = " ".join(filter(None, parts))
    columns = [*(Column(key) for key in keys), *(Column(head or "all") for head in heads)]
    items = [
        Item(
            [*line, *(cells.get(head, "") for head in heads)],
            (" · ".join(line), *(f"{head or 'all'} {cells[head]}" for head in heads if head in cells)),
        )
        for line, cells in lines.items()
    ]
    return columns, items


def _is_few(result: "Result", row: Mapping[str, Any]) -> bool:
    return result.measure in _SAMPLED and row["value"] is not None and row["n"] is not None and row["n"] < _FEWEST


def _few_in(result: "Result") -> bool:
    return any(_is_few(result, row) for row in result.frame.to_dicts())


def _value(row: Mapping[str, Any], reasons: Mapping[str, int]) -> str:
    """The number, or a dash with the number of the reason why there is none."""
    if row["value"] is None and row["missing"]:
        return f"– {reasons[row['missing']]})"
    return _number(row["value"], row["n"])


def _number(value: Any, n: int | None = None) -> str:
    """A whole number as one; others with two places, with three where a hundred or more were counted."""
    if value is None:
        return "–"
    if not isinstance(value, float):
        return str(value)
    if abs(value - round(value)) < 5e-4:
        return str(round(value))
    return f"{value:.1f}".removesuffix(".0") if abs(value) >= _LARGE else f"{value:.{3 if (n or 0) >= _MANY else 2}f}"


def _interval(row: Mapping[str, Any]) -> str:
    if row["low"] is None or row["high"] is None:
        return ""
    return f"[{_number(row['low'], row['n'])}, {_number(row['high'], row['n'])}]"


def _text(value: Any) -> str:
    return "" if value is None else _number(value) if isinstance(value, float) else str(value)


def _explain(result: "Result", ledger: Path | None) -> None:
    """Under the address of each number that is shown the findings that it rests on."""
    told = {row: found for row in result.frame["row"] if (found := result.rests_on(row))}
    if ledger is None:
        for row, found in told.items():
            click.echo(f"{row}  {', '.join(found[:_MOST_QUOTES])}")
        return
    with Ledger.open(ledger, readonly=True) as book:
        for row, found in told.items():
            click.echo(f"\n{click.style(row, bold=True)}  {counted(len(found), 'finding')}")
            explain_row(book, found)


def explain_row(book: Ledger, found: Sequence[str]) -> None:
    """Print findings in short: id, who says so, the quote, the source; rows of tables by their names.

    A sentence of a document stands once, however many findings are made of it.
    """
    said: set[tuple[str, str]] = set()
    for one in found[:_MOST_QUOTES]:
        kind, colon, place = one.partition(":")
        if colon:
            click.echo(f"  {_origin_of(book, kind, place)}")
            continue
        row = book.finding(one)
        sentence = (row["source"]["id"], row["span"]["exact"])
        if sentence in said:
            continue
        said.add(sentence)
        voice = row["voice"][-1]["name"] if row["voice"] else "the document itself"
        origin = row["source"]["title"] or row["source"]["outlet"] or row["source"]["path"]
        click.echo(f"  {one[:10]}  {row['kind']}  {voice} · {shorten(str(origin), 60)}")
        for line in wrap(f"“{row['span']['exact']}”", room(), first="    ", rest="    ", most=4):
            click.echo(line)
    if len(found) > _MOST_QUOTES:
        click.echo(f"  … and {len(found) - _MOST_QUOTES} more: --json lists them all")


def _origin_of(book: Ledger, kind: str, place: str) -> str:
    """What stands behind a number that is no finding: a row of a table, a document, a sentence of one."""
    if kind == "table":
        return place
    source = book.source(place.split()[0])
    return f"{kind} of {source.id[:10]}, {source.title.value if source.title else source.path}"
