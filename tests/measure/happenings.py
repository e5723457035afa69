"""Events for tests: a line each, made into a panel or a ledger of the toy language."""

from collections.abc import Sequence

import polars as pl

from dragoman.ledger import Ledger
from dragoman.measure import panel
from dragoman.records import Reading
from tests.factory import make_document, make_event


def made(*lines: str) -> pl.DataFrame:
    """A panel of lines `AGREE KAZ,RUS > CHN 2022-01-06 planned economy s1`; all after the type in any order or left out.

    A day is a date, a word of small letters a modality or a domain, `s1` the number of a source, others are sides.
    """
    return panel.completed(pl.DataFrame([_row(line) for line in lines], schema=_SCHEMA), "the test")


def keep(
    ledger: Ledger, text: str, *events: tuple[str, str, Sequence[str], Sequence[str], str | None, str], **facts: object
) -> str:
    """Add a document with events (quote, type, actors, recipients, date, modality); returns its id."""
    document = make_document(text, path=f"{abs(hash(text))}.txt", **facts)  # type: ignore[arg-type]
    found = tuple(
        make_event(document, quote, kind, one, other, day, how) for quote, kind, one, other, day, how in events
    )
    ledger.add(Reading(document, found))
    return document.source.id


_SCHEMA = {
    "event_type": pl.String, "actors": pl.List(pl.String), "recipients": pl.List(pl.String), "date": pl.Date,
    "modality": pl.String, "domain": pl.String, "clusters": pl.List(pl.Int64),
}  # fmt: skip
_MODALITIES = ("happened", "planned", "hypothetical", "denied", "demanded")


def _row(line: str) -> dict[str, object]:
    kind, *words = line.split()
    sides, day, modality, domain, clusters = [list[str](), list[str]()], None, "happened", "politics", list[int]()
    at = 0
    for word in words:
        if word == ">":
            at = 1
        elif word[:4].isdigit():
            day = word
        elif word in _MODALITIES:
            modality = word
        elif word.startswith("s") and word[1:].isdigit():
            clusters.append(int(word[1:]))
        elif word.islower():
            domain = word
        else:
            sides[at] += word.split(",")
    date = pl.Series([day]).str.to_date("%Y-%m-%d")[0] if day else None
    names = ("event_type", "actors", "recipients", "date", "modality", "domain", "clusters")
    return dict(zip(names, (kind, *sides, date, modality, domain, clusters or [1]), strict=True))
