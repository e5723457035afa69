"""How the register and the track records are printed: as a table, CSV or JSON."""

import json
import math
from collections.abc import Sequence
from typing import Any

import click

from dragoman.cli.options import one_format
from dragoman.cli.table import Column, Item, command, counted, print_items, room, wrap
from dragoman.ledger import csv_lines
from dragoman.records import Row
from dragoman.scenario.track_record import FEW, Answer, Calibration, Record

_ANSWER = (
    "question_id", "due", "question", "rubric", "form", "forecaster", "kind", "forecast", "made_on", "outcome", "source",
    "resolutions_note", "registered_at",
)  # fmt: skip
_RECORD = (
    "forecaster", "kind", "waiting", "void", "decided", "came", "share", "low", "high", "brier", "log", "numbers", "crps",
    "remark",
)  # fmt: skip


def print_register(rows: Sequence[Answer], today: str, number: int, head: str, *, json_: bool, csv_: bool) -> None:
    """Print questions with their forecasts; `number` and `head` are those of the register."""
    one_format(json_=json_, csv_=csv_)
    told = [_answer(row) for row in rows]
    if json_:
        click.echo(json.dumps({"rows": number, "head": head, "forecasts": told}, ensure_ascii=False))
    elif csv_:
        _csv(told, _ANSWER)
    elif not told:
        click.echo("No question is waiting here." if number else f"Nothing is registered yet. {_how()}")
    else:
        print_items(_COLUMNS, [_item(row, today) for row in told])
        click.echo(
            f"\nThe register has {counted(number, 'row')}; the last has the hash {head[:16]}: note it elsewhere."
        )


def _how() -> str:
    return (
        f"Register a question, with what will decide it and by when: {command('scenario', 'forecast', 'add', '--help')}"
    )


_COLUMNS = [
    Column("id"), Column("due"), Column("question", share=4), Column("forecaster", share=2), Column("forecast"),
    Column("outcome"),
]  # fmt: skip


def _answer(row: Answer) -> Row:
    question, told, done = row
    return {
        "question_id": question.id,
        "due": str(question.due),
        "question": question.question,
        "rubric": question.rubric,
        "form": question.form,
        "forecaster": told.forecaster if told else None,
        "kind": told.kind if told else None,
        "probability": told.probability if told else None,
        "distribution": [list(pair) for pair in told.distribution] if told else [],
        "forecast": _forecast(row),
        "made_on": str(told.made_on) if told and told.made_on else None,
        "finding": question.finding,
        "outcome": (done.value if done.value is not None else done.outcome) if done else None,
        "source": done.source if done else None,
        "resolutions_note": done.note if done else None,
        "registered_at": question.registered_at,
    }


def _forecast(row: Answer) -> str:
    """A forecast in a word: its probability, the middle of its distribution, or "will come"."""
    told = row[1]
    if told is None:
        return ""
    if told.distribution:
        points, chances = zip(*told.distribution, strict=True)
        mean = sum(p * c for p, c in told.distribution) / sum(chances)
        return f"{mean:g}" if len(points) == 1 else f"about {mean:.1f}"
    return "will come" if told.probability is None else f"{told.probability:.0%}"


def _item(row: Row, today: str) -> Item:
    state = (
        row["outcome"]
        if row["outcome"] is not None
        else ("to resolve" if row["due"] < today[: len(row["due"])] else "")
    )
    cells = (
        row["question_id"][:8],
        row["due"],
        row["question"],
        row["forecaster"] or "nobody yet",
        row["forecast"],
        state,
    )
    return Item(cells, (cells[0], f"due {cells[1]}", cells[3], cells[4], state), row["question"])


def print_records(records: Sequence[Record], all_: Calibration | None, *, json_: bool, csv_: bool) -> None:
    """Print the record of each forecaster, and the calibration of all probabilities."""
    one_format(json_=json_, csv_=csv_)
    rows = [_record(record) for record in records]
    if json_:
        click.echo(json.dumps({"forecasters": rows, "calibration": _calibration(all_)}, ensure_ascii=False))
    elif csv_:
        _csv(rows, _RECORD)
    elif not rows:
        click.echo(f"No forecast is registered yet. {_how()}")
    else:
        print_items(_HEADS, [_record_item(row) for row in rows])
        if all_:
            _print_calibration(all_)
        click.echo()
        for line in wrap(_READ, room()):
            click.echo(line)


_READ = (
    "Brier, log score and CRPS are losses: smaller is better. Right: of yes-or-no forecasts those that came true, with the "
    "95 % interval; with a probability, above one half and it was yes, or below and it was no; a document's, which gives "
    f"none, if it was yes. With fewer than {FEW} resolved forecasts a record cannot be judged."
)
_HEADS = [
    Column("forecaster", share=2), Column("kind"), Column("waiting", right=True), Column("resolved", right=True),
    Column("right", right=True), Column("95 %"), Column("Brier", right=True), Column("log", right=True),
    Column("CRPS", right=True), Column("remark", share=1),
]  # fmt: skip


def _record(record: Record) -> Row:
    resolved = record.decided + record.numbers
    return {
        "forecaster": record.forecaster,
        "kind": record.kind,
        "waiting": record.waiting,
        "void": record.void,
        "decided": record.decided,
        "came": record.came,
        "share": record.share,
        "low": record.low,
        "high": record.high,
        "brier": record.brier,
        "log": None if record.log is not None and math.isinf(record.log) else record.log,
        "sure_and_wrong": record.log is not None and math.isinf(record.log),
        "numbers": record.numbers,
        "crps": record.crps,
        "remark": (f"{resolved} resolved: too few to judge" if resolved else "none resolved yet") if record.few else "",
    }


def _record_item(row: Row) -> Item:
    share = f"{row['came']} of {row['decided']}" if row["decided"] else ""
    band = f"{row['low']:.0%} – {row['high']:.0%}" if row["low"] is not None else ""
    log = "infinite" if row["sure_and_wrong"] else _figure(row["log"])
    cells = (
        row["forecaster"], row["kind"], row["waiting"], row["decided"] + row["numbers"], share, band,
        _figure(row["brier"]), log, _figure(row["crps"]), row["remark"],
    )  # fmt: skip
    told = [f"{name} {cell}" for name, cell in (("right", share), ("Brier", cells[6]), ("CRPS", cells[8])) if cell]
    return Item(cells, (row["forecaster"], row["kind"], f"{row['waiting']} waiting"), "", (*told, row["remark"]))


def _print_calibration(told: Calibration) -> None:
    click.echo(click.style(f"\nAll {counted(told.n, 'forecast')} with a probability that are resolved", bold=True))
    click.echo(f"answer yes    {told.base:.0%} of them (the base rate)")
    click.echo(f"Brier         {told.brier:.3f}; {told.base_brier:.3f} for whoever had always said the base rate")
    parts = told.parts
    click.echo(f"reliability   {parts['reliability']:.3f} (0: what was given 70 % came 7 times in 10)")
    click.echo(f"resolution    {parts['resolution']:.3f} (0: what came and what did not were given the same)")
    if told.auc is not None:
        click.echo(f"AUC           {told.auc:.2f} (0.5: told apart by chance)")
    for low, high, count, mean, share in told.bands:
        click.echo(f"  {low:4.0%} – {high:4.0%}   n {count:3}   said {mean:4.0%}   came {share:4.0%}")


def _calibration(told: Calibration | None) -> Row | None:
    if told is None:
        return None
    names = ("low", "high", "n", "said", "came")
    return {
        "n": told.n,
        "base_rate": told.base,
        "brier": told.brier,
        "brier_of_base_rate": told.base_brier,
        "auc": told.auc,
        **told.parts,
        "bands": [dict(zip(names, band, strict=True)) for band in told.bands],
    }


def _figure(value: Any) -> str:
    return "" if value is None else f"{value:.3f}"


def _csv(rows: Sequence[Row], columns: Sequence[str]) -> None:
    for line in csv_lines(rows, columns):
        click.echo(line, nl=False)
