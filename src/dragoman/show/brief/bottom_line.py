"""The bottom line: three to five sentences computed from the numbers, none claiming more than its interval allows.

Likelihood (what may come) and confidence (how far these documents carry) are told apart, after ICD 203: a thing can be
likely on thin evidence, and unlikely on good evidence.
"""

from dataclasses import dataclass
from typing import Any

from dragoman.ledger.extent import independent, most_of_one, read_in, stored_only
from dragoman.show.brief.blocks import Paragraph, Said, Section, paragraph
from dragoman.show.brief.matter import Matter
from dragoman.show.brief.outlooks import asked
from dragoman.show.brief.quarrels import Quarrels
from dragoman.show.brief.standing import finding
from dragoman.show.brief.telling import apart, bounds, interval, language, listed, percent, portion, the
from dragoman.show.brief.turning import turns
from dragoman.show.words import counted

_ENOUGH, _FAIR = 20, 8  # independent documents for high, and for moderate confidence
_SEEN, _SOME = 0.5, 0.1  # share of findings that people decided on
_ONE = 0.4  # share of the findings in one document above which it is not many voices but one


@dataclass(frozen=True, slots=True)
class Confidence:
    """How far the documents carry, and the facts from which that follows."""

    level: str
    why: str


def bottom_line(about: Matter, quarrels: Quarrels) -> Section:
    """Part 2."""
    sentences = [
        sentence
        for sentence in (_leading(about), _moving(about), _conflict(about), _quarrel(about, quarrels), _missing(about))
        if sentence
    ]
    sure = confidence(about)
    parts: list[Paragraph] = [Paragraph(tuple(sentences))]
    parts.append(paragraph(Said("Likelihood. ", strong=True), _likelihood(about)))
    parts.append(paragraph(Said(f"Confidence: {sure.level}. ", strong=True), sure.why))
    return Section("Bottom line", about.vintage, tuple(parts))


def _leading(about: Matter) -> Said | None:
    shares = [
        (power, row) for power in about.asked if (row := about.number("share", power)) and row["value"] is not None
    ]
    if not shares:
        return Said(f"The documents tell of no cooperation between {about.name} and any of these powers.")
    ranked = sorted(shares, key=lambda pair: -pair[1]["value"])
    (first, top), rest = ranked[0], ranked[1:]
    sources = about.cite(about.whole, top)
    n = counted(top["n"], "cooperative event")
    if len(ranked) == 1:
        return Said(f"Of the powers, the documents tell of cooperation with {the(about.name_of(first))} only.", sources)
    if all(apart(top, row) and top["low"] > row["high"] for _, row in rest):
        leader = the(about.name_of(first))
        text = f"Of these powers {leader} has the largest share of the cooperation told of, {interval(top)}; the intervals are apart."
        return Said(text, sources)
    close = [the(about.name_of(power)) for power, row in rest if not apart(top, row)]
    unknown = any(row["low"] is None for row in (top, *(row for power, row in rest if not apart(top, row))))
    why = "the intervals overlap" + (", or one is not known" if unknown else "")
    within = f" (95 %: {bounds(top)})" if top["low"] is not None else ""
    text = (
        f"No one power leads: {the(about.name_of(first))} has the largest share of the cooperation told of with {about.name}, "
        f"{percent(top['value'])}{within} of {n}, but that of {listed(close)} may be as large, for {why}."
    )
    return Said(text, sources)


def _moving(about: Matter) -> Said | None:
    moves = turns(about)
    if len(about.years) < 2:
        return None
    clear = [turn for turn in moves if turn.clear]
    if not clear:
        return Said(f"{finding(about, moves)}: these documents show no turn." if moves else f"{finding(about, moves)}.")
    turn = max(clear, key=lambda one: one.moved)
    told = f"The share of {the(about.name_of(turn.power))} went from {interval(turn.old)} in {turn.before} to {interval(turn.new)} in {turn.year}."
    return Said(told, about.cite(about.yearly, turn.new))


def _conflict(about: Matter) -> Said | None:
    rows = [(power, row) for power in about.asked if (row := about.number("conflict", power)) and row["value"]]
    if not rows:
        return Said("They tell of no conflict with any of them.")
    ranked = sorted(rows, key=lambda pair: -pair[1]["value"])
    parts = [f"{the(about.name_of(power))} ({_events(row)})" for power, row in ranked]
    sources = about.references.cite([one for _, row in ranked for one in _behind(about, row)])
    return Said(f"Conflict – words or deeds – is told with {listed(parts)}; the number is of events.", sources)


def _events(row: dict[str, Any]) -> str:
    return f"{row['value']:.0f}" + (
        f", 95 %: {row['low']:.0f}–{row['high']:.0f}" if row["low"] is not None else ", one source"
    )


def _behind(about: Matter, row: dict[str, Any]) -> tuple[str, ...]:
    return about.whole.rests_on(row["row"]) if about.whole else ()


def _quarrel(about: Matter, quarrels: Quarrels) -> Said | None:
    if not quarrels.shown:
        return Said("No disagreement among the sources about it was found, which does not say that there is none.")
    first = quarrels.shown[0]
    about_what = first.about.partition(" (")[0]
    text = (
        f"The sources disagree in {counted(quarrels.number, 'place')}, most of all about {about_what}: “{_few(first.one.text)}” "
        f"against “{_few(first.other.text)}”"
    )
    return Said(text, tuple(sorted({*first.one.sources, *first.other.sources})))


def _few(quote: str) -> str:
    """The first words of a quote, for a sentence that holds two."""
    words = quote.split()
    return quote if len(words) <= 14 else " ".join(words[:14]).rstrip(",;:–-") + " …"


def _missing(about: Matter) -> Said | None:
    silent = [power for power in about.asked if not (row := about.number("level", power)) or row["value"] is None]
    if not silent or about.whole is None:
        return None
    names = listed([the(about.name_of(power)) for power in silent])
    return Said(f"Of events with {names} they tell nothing, which is missing, not zero.")


def _likelihood(about: Matter) -> str:
    if about.issues:
        return "What may come stands under “What may come”, with ranges that held four in five resolved cases."
    number = len(asked(about))
    if number:
        are = "is" if number == 1 else "are"
        return (
            f"{counted(number, 'question')} about {about.name} {are} registered; “What may come” lists the forecasts."
        )
    return (
        "No likelihood is given: no scenario was run and no forecast registered. “What may come” lists what the documents "
        "expect – as what they say, not as what will come."
    )


def confidence(about: Matter) -> Confidence:
    """High: twenty independent documents read, half the findings reviewed, none of them with two fifths of all findings;
    moderate: eight documents and a tenth reviewed; else low."""
    stored = stored_only(about.ledger)
    documents = independent(about.ledger)
    decided, every = about.reviewed
    share = decided / every if every else 0.0
    largest = most_of_one(about.ledger) / every if every else 1.0
    if documents >= _ENOUGH and share >= _SEEN and largest < _ONE:
        level = "high"
    elif documents >= _FAIR and share >= _SOME and largest < _ONE:
        level = "moderate"
    else:
        level = "low"
    languages = listed(sorted(language(code) for code in read_in(about.ledger))) or "no language"
    kept = f" ({stored:,} more only stored)" if stored else ""
    why = (
        f"{counted(documents, 'independent document')} read, in {languages}{kept}; people have decided on {portion(decided, every)} of "
        f"{counted(every, 'finding')}; the largest document holds {100 * largest:.0f} %. The rule: high from {_ENOUGH} documents and "
        f"{100 * _SEEN:.0f} % reviewed, moderate from {_FAIR} and {100 * _SOME:.0f} %, neither if one document holds {100 * _ONE:.0f} %."
    )
    return Confidence(level, why)
