"""The briefing: two to four pages on a state between the powers, every sentence with its sources, every source with its quotes."""

import datetime
from collections.abc import Sequence

from dragoman.ledger import Ledger
from dragoman.measure import powers as power_names
from dragoman.scenario.issue import Issue
from dragoman.show.brief.blocks import Brief
from dragoman.show.brief.bonds import bonds
from dragoman.show.brief.bottom_line import bottom_line
from dragoman.show.brief.chosen import chosen
from dragoman.show.brief.matter import Matter, matter
from dragoman.show.brief.outlooks import outlooks
from dragoman.show.brief.quarrels import disagreeing, quarrels
from dragoman.show.brief.record import changed
from dragoman.show.brief.standing import standing
from dragoman.show.brief.surroundings import surroundings
from dragoman.show.brief.telling import portion
from dragoman.show.brief.unknown import method, unknown


def brief(
    ledger: Ledger,
    state: str,
    *,
    today: datetime.date,
    powers: Sequence[str] = power_names.DEFAULT,
    since: str | None = None,
    until: str | None = None,
    author: str | None = None,
    issues: Sequence[Issue] = (),
) -> Brief:
    """The briefing on a state. `today` is the day that it bears; `since` and `until` are partial dates, both meant.

    The same ledger, day and question give the same briefing. Raises UsageError for what nobody knows and an empty ledger.
    """
    about = matter(ledger, state, powers, today=today, since=since, until=until, issues=issues)
    found = quarrels(about)
    title = f"{about.name} between the powers"
    sections = (
        bottom_line(about, found), standing(about), changed(about), bonds(about), disagreeing(about, found),
        surroundings(about), outlooks(about), unknown(about), method(about, title, author), *chosen(about),
    )  # fmt: skip
    return Brief(title, _head(about, author), sections, about.references.all())


def _head(about: Matter, author: str | None) -> tuple[str, ...]:
    """Part 1: period, day, author, ledger, and how much of it people have seen."""
    decided, every = about.reviewed
    share = portion(decided, every).replace("\u00a0", " ") if every else "nothing"
    powers = ", ".join(about.name_of(code) for code in about.asked)
    return (
        f"{about.window[0].upper()}{about.window[1:]} · as of {about.today}" + (f" · {author}" if author else ""),
        f"Powers: {powers}",
        f"Machine-coded, {share} reviewed · ledger {about.ledger.path.name}, state {about.mark}",
    )
