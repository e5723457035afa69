"""What we do not know, and by which method the rest is known: coverage, gaps, merged reports; how to cite."""

from dragoman import __version__
from dragoman.ledger.extent import read_in, stored_only
from dragoman.ledger.outward.citing import bibtex
from dragoman.show.brief.blocks import Bullets, Code, Said, Section, paragraph
from dragoman.show.brief.matter import Matter
from dragoman.show.brief.telling import language
from dragoman.show.coverage import Strip, strip
from dragoman.show.words import counted


def unknown(about: Matter) -> Section:
    """Part 9."""
    counts, held = about.ledger.counts(), strip(about.coverage)
    undated = sum(held.undated.values())
    dated = f"{counted(undated, 'document')} without a date; what they tell dates from their text alone."
    near = counts["near_duplicates"]
    lines = [
        _read(about, counts["sources"], held),
        (
            f"Not read: {counted(stored_only(about.ledger), 'document')} in languages that are only stored so far; "
            f"{counted(counts['skipped'], 'file')} could not be read."
        ),
        dated if undated else "Every document has a date; where it was inferred the annex says how.",
        f"{counted(counts['reports'], 'report')} became {counted(counts['events'], 'event')}; reports merged wrongly, or not "
        "merged, count wrongly." + (f" {counted(near, 'near-duplicate')} counted once." if near else ""),
        (
            f"People have decided on {about.reviewed[0]:,} of {about.reviewed[1]:,} findings; the rest is as the machine read it, and "
            "some of it is wrong."
        ),
    ]
    if about.whole:
        lines += [
            f"{note[0].upper()}{note[1:]}." for note in about.whole.notes if "missing" in note or "no date" in note
        ]
    return Section("What we do not know", about.vintage, (Bullets(tuple(Said(line) for line in lines)),))


def _read(about: Matter, documents: int, held: Strip) -> str:
    """How many documents were read, in which languages; of which time those are that there are."""
    by_language = read_in(about.ledger)
    told = ", ".join(f"{language(name)} {number}" for name, number in by_language.items())
    read = sum(by_language.values())
    number = counted(read, "document") if read == documents else f"{read:,} of {counted(documents, 'document')}"
    start = f"Read: {number}" + (f" ({told})" if told else "")
    if not held.periods:
        return f"{start}; none has a date."
    unit = "years" if len(held.periods[0]) == 4 else "months"
    gaps = f"{held.gaps()} of {len(held.periods)} {unit} between have none"
    return f"{start}; documents from {held.periods[0]} to {held.periods[-1]}, {gaps}."


def method(about: Matter, title: str, author: str | None) -> Section:
    """Part 10."""
    lines = (
        "Dragoman reads each document sentence by sentence and keeps who did what to whom, who says so, which ties hold, with the exact quote.",
        "Reports with one type, the same sides and near dates are merged into one event; only what happened, according to who tells of it, counts.",
        "Balance: share of each power in the cooperative events with all of them (PLOVER types); bands by a bootstrap over documents.",
        "Disagreements: findings that cannot both hold, and opposed accounts of one relation, ranked by directness, confidence and nearness in time.",
        "Sentences of the bottom line are computed from these numbers by rules; no language model wrote any of this.",
    )
    cite = f"{f'{author}, ' if author else ''}“{title}”, Dragoman {__version__}, {about.ledger.path.name}, state {about.mark}, {about.today}."
    parts = (
        Bullets(tuple(Said(line) for line in lines), ordered=True),
        paragraph(Said("Cite as: ", strong=True), cite),
        Code(bibtex(about.ledger, title, author)),
    )
    return Section("Method, and how to cite", f"Dragoman {__version__} · {about.today}", parts)
