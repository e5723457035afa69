"""Answers of a measure on the terminal, as CSV or JSON, as a chart; and what a number rests on."""

import json
from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dragoman.cli.options import PathType
from dragoman.cli.table import Column, Item, command, counted, print_items, room, shorten, table_lines, wrap
from dragoman.errors import UsageError
from dragoman.ledger import Ledger, csv_lines

if TYPE_CHECKING:
    from dragoman.measure.result import Result

_FILE = PathType(path_type=Path, dir_okay=False, readable=False)
_MOST_QUOTES = 40
_LAST, _LEAST = "remark", 24  # the last column, which may be broken into lines of so many letters or more
_HIDDEN = ("row", "value", "low", "high", "n", "missing")


def answers(verb: Callable[..., Any]) -> Callable[..., Any]:
    """Give a verb --csv, --json, --chart and --explain, gathered as `out`."""

    @wraps(verb)
    def with_output(*args: Any, csv_: bool, json_: bool, chart: Path | None, explain: bool, **options: Any) -> Any:
        if csv_ and json_:
            raise UsageError("--json and --csv cannot go together", "give one of them")
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
            elif ledger and result.evidence:
                click.echo(f"What a number rests on: --explain, or {command('show', _some_row(result), '-l', ledger)}")


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


def _some_row(result: "Result") -> str:
    return next(row for row, found in result.evidence.items() if found)


def print_answer(result: "Result", across: str | None = None) -> None:
    """Print the question, the definition, the numbers, and what was chosen."""
    click.echo(click.style(result.question, bold=True))
    for line in wrap(result.definition, room()):
        click.echo(line)
    same = _same(result, across)
    click.echo(" · ".join(f"{name}: {value}" for name, value in same.items()))
    keys = [key for key in _keys(result) if key not in same]
    columns, items = _wide(result, across, keys) if across and across in keys else _long(result, keys)
    _print_items(columns, items)
    click.echo()
    told = [f"{name}: {value}" for name, value in result.settings.items() if value]
    for note in [*result.notes, *([" · ".join(told)] if told else [])]:
        for line in wrap(note, room(), rest="  "):
            click.echo(line)
    if result.citation:
        for line in wrap(f"Sources: {', '.join(result.citation)} (docs/bibliography.md)", room(), rest="  "):
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


def _print_items(columns: list[Column], items: list[Item]) -> None:
    """A table where it has room, for numbers are read down a column; else blocks."""
    filled = [k for k, column in enumerate(columns) if column.name == "value" or any(item.cells[k] for item in items)]
    columns = [columns[k] for k in filled]
    items = [Item([item.cells[k] for k in filled], item.head, item.quote, item.foot, item.above) for item in items]
    widths = (
        [max(len(c.name), *(len(str(item.cells[k])) for item in items)) for k, c in enumerate(columns)] if items else []
    )
    if sum(widths) + 2 * len(widths) <= room():
        for line in table_lines([Column(c.name, 0, c.right) for c in columns], items, room()):
            click.echo(line)
    else:
        print_items(columns, items)


def _width(column: Column, cells: list[str]) -> int:
    widest = max(len(column.name), *map(len, cells)) if cells else 0
    return min(widest, _LEAST) if column.name == _LAST else widest


def _long(result: "Result", keys: list[str]) -> tuple[list[Column], list[Item]]:
    columns = [*(Column(key, share=2 if key in ("quote", "settle") else 0) for key in keys)]
    columns += [Column("value", right=True), Column("95 %"), Column("n", right=True), Column(_LAST, share=3)]
    items = []
    for row in result.frame.to_dicts():
        cells = [_text(row[key]) for key in keys]
        own = [_number(row["value"]), _interval(row), _text(row["n"]), row["missing"] or ""]
        head = (*cells, f"{own[0]} {own[1]}".strip(), f"n {own[2]}" if own[2] else "", own[3])
        items.append(Item([*cells, *own], head))
    return columns, items


def _wide(result: "Result", across: str, keys: list[str]) -> tuple[list[Column], list[Item]]:
    """One line for each combination of the other keys, one column for each value of `across`; what is of none stands first."""
    keys = [key for key in keys if key != across]
    rows = result.frame.to_dicts()
    heads = sorted(dict.fromkeys(_text(row[across]) for row in rows), key=bool)
    lines: dict[tuple[str, ...], dict[str, str]] = {}
    for row in rows:
        cell = f"{_number(row['value'])} {_interval(row)}".strip()
        lines.setdefault(tuple(_text(row[key]) for key in keys), {})[_text(row[across])] = cell
    columns = [*(Column(key) for key in keys), *(Column(head or "all") for head in heads)]
    items = [
        Item(
            [*line, *(cells.get(head, "") for head in heads)],
            (" · ".join(line), *(f"{head or 'all'} {cells[head]}" for head in heads if head in cells)),
        )
        for line, cells in lines.items()
    ]
    return columns, items


def _number(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() else f"{value:.3f}"
    return str(value)


def _interval(row: dict[str, Any]) -> str:
    return (
        f"[{_number(row['low'])}, {_number(row['high'])}]" if row["low"] is not None and row["high"] is not None else ""
    )


def _text(value: Any) -> str:
    return "" if value is None else _number(value) if isinstance(value, float) else str(value)


def _explain(result: "Result", ledger: Path | None) -> None:
    """Under the address of each number the findings that it rests on."""
    if ledger is None:
        for row, found in result.evidence.items():
            click.echo(f"{row}  {', '.join(found[:_MOST_QUOTES])}")
        return
    with Ledger.open(ledger, readonly=True) as book:
        for row, found in result.evidence.items():
            if found:
                click.echo(f"\n{click.style(row, bold=True)}  {counted(len(found), 'finding')}")
                explain_row(book, found)


def explain_row(book: Ledger, found: Sequence[str]) -> None:
    """Print findings in short: id, who says so, the quote, the source; rows of tables by their names."""
    for one in found[:_MOST_QUOTES]:
        kind, colon, place = one.partition(":")
        if colon:
            click.echo(f"  {_origin_of(book, kind, place)}")
            continue
        row = book.finding(one)
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
