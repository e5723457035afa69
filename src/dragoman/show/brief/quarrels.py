"""Where the sources disagree about a state: the strongest pairs, both quotes side by side, and what would settle each."""

from dataclasses import dataclass
from typing import Any

from dragoman.errors import UsageError
from dragoman.measure.disagreements import disagreements
from dragoman.show.brief.blocks import Block, Opposed, Quote, Section, paragraph
from dragoman.show.brief.matter import Matter
from dragoman.show.brief.telling import listed, plain
from dragoman.show.words import counted

_KINDS = {
    "relation": "how they stand",
    "trend": "which way it goes",
    "tie": "what binds them",
    "event": "what happened",
}
_SHOWN = 3
_NAMELESS = {"he", "she", "they", "it", "who", "we", "I"}  # voices that the reader could not resolve
_LONGEST = 320  # letters of a quote


@dataclass(frozen=True, slots=True)
class Quarrels:
    """The disagreements shown, how many there are, in how many places two quotes only bear on each other, what the measure notes."""

    shown: tuple[Opposed, ...]
    number: int
    bearing: int
    notes: tuple[str, ...]


def quarrels(about: Matter) -> Quarrels:
    """The disagreements about the state, in the time asked about, each pair of sides once; not what only bears on another."""
    try:
        result = disagreements(about.ledger, about.code)
    except UsageError:
        return Quarrels((), 0, 0, ())
    told = [row for row in result.frame.to_dicts() if _within(about, row)]
    rows = [row for row in told if not row["indirect"]]
    shown = tuple(_opposed(about, row) for row in _chosen(about, rows))
    return Quarrels(shown, len(rows), len(told) - len(rows), result.notes)


def _chosen(about: Matter, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The strongest, each pair of sides and each finding once."""
    chosen: list[dict[str, Any]] = []
    used: set[object] = set()
    for row in sorted(rows, key=lambda row: about.code not in (row["a"], row["b"])):  # within each, the strongest first
        keys = {(row["kind"], row["a"], row["b"]), row["finding_1"], row["finding_2"]}
        if len(chosen) < _SHOWN and not keys & used and not _NAMELESS & {row["voice_1"], row["voice_2"]}:
            chosen.append(row)
            used |= keys
    return chosen


def _within(about: Matter, row: dict[str, Any]) -> bool:
    """Whether neither quote was published outside the time asked about; undated ones stay."""
    days = [day for day in (row["date_1"], row["date_2"]) if day]
    early = about.since and any(day < about.since for day in days)
    late = about.until and any(day[: len(about.until)] > about.until for day in days)
    return not early and not late


def _opposed(about: Matter, row: dict[str, Any]) -> Opposed:
    named = listed([about.name_of(code) for code in dict.fromkeys((row["a"], row["b"])) if code])
    matter, bracket, _ = str(row["about"]).partition(" (")  # "what it is about (pairs)", or the pairs alone
    told = f"{matter}: {named}" if bracket else named
    return Opposed(
        f"{told} ({_KINDS.get(row['kind'], row['kind'])})", _quote(about, row, 1), _quote(about, row, 2), row["settle"]
    )


def _quote(about: Matter, row: dict[str, Any], number: int) -> Quote:
    finding = str(row[f"finding_{number}"] or "")
    quote, voice = str(row[f"quote_{number}"]), str(row[f"voice_{number}"])
    sources = _cite(about, finding, quote, voice)
    told = plain(quote)
    if len(told) > _LONGEST:
        told = told[:_LONGEST].rsplit(" ", 1)[0] + " …"
    return Quote(told, f"{voice}, {row[f'date_{number}'] or 'undated'}", sources)


def _cite(about: Matter, finding: str, quote: str, voice: str) -> tuple[int, ...]:
    """The source of a quote: of a finding, of a sentence ("text:SOURCE START"); a row of a table has none."""
    kind, colon, place = finding.partition(":")
    if not colon:
        return about.references.cite([finding], most=1) if finding else ()
    source, _, start = place.partition(" ")
    return about.references.cite_text(source, int(start), quote, voice) if kind == "text" and start.isdigit() else ()


def disagreeing(about: Matter, held: Quarrels) -> Section:
    """Part 6."""
    title = "Where the sources disagree"
    if not held.shown:
        none = (
            f"No disagreement about {about.name} was found. That does not say that there is none: fewer sides of a matter may "
            "be in the ledger than there are."
        )
        return Section(title, about.vintage, (paragraph(none), *_bearing(held)))
    rest = held.number - len(held.shown)
    more = f"{counted(rest, 'weaker one')} in the ledger." if rest else "All that were found."
    return Section(title, about.vintage, (*held.shown, paragraph(more, note=True), *_bearing(held)))


def _bearing(held: Quarrels) -> tuple[Block, ...]:
    """Where to find what is not counted here."""
    if not held.bearing:
        return ()
    more = f"In {counted(held.bearing, 'more place')} two quotes only bear on each other, and may both hold (dragoman disagreements --all)."
    return (paragraph(more, note=True),)
