"""The balance of a briefing: shares with their intervals, year by year, and the turning points among them."""

from typing import Any

from dragoman.show.brief.blocks import Bullets, Paragraph, Picture, Said, Section, Table, paragraph, said
from dragoman.show.brief.matter import Matter
from dragoman.show.brief.ribbon import Panel, Point, ribbon
from dragoman.show.brief.telling import interval, percent, plain, short, the
from dragoman.show.brief.turning import Turn, turns


def standing(about: Matter) -> Section:
    """Part 3: how the state stands between the powers."""
    title = "How it stands between the powers"
    if about.whole is None:
        none = f"The sources tell of no event between {about.name} and any of the powers. That is missing, not zero."
        return Section(title, about.vintage, (paragraph(none),))
    moves = turns(about)
    parts: list[Paragraph | Picture | Table | Bullets] = [_table(about)]
    if len(about.years) > 1:
        parts.append(_picture(about, moves))
        if moves:
            parts.append(
                paragraph(
                    "The largest moves from one year with numbers to the next:"
                    if not any(m.clear for m in moves)
                    else "Turning points:"
                )
            )
        parts += [
            Bullets(
                tuple(_told(about, turn, letter) for turn, letter in zip(moves, "abc", strict=False)), ordered=False
            )
        ]
    notes = ". ".join(f"{note[0].upper()}{note[1:]}" for note in about.whole.notes)
    how = (
        "Share: of the cooperative events with all powers told of. Brackets: 95 % of a bootstrap over documents – what other "
        "documents might have told. A power not told of is missing, not zero."
    )
    parts.append(paragraph(how, *([f" {notes}."] if notes else []), note=True))
    return Section(title, about.vintage, tuple(parts))


def _table(about: Matter) -> Table:
    rows = []
    for power in about.asked:
        held = {name: about.number(name, power) for name in ("level", "cooperation", "conflict", "share")}
        level, share = held["level"], held["share"]
        told = bool(level and level["value"] is not None)
        cells = (
            [_whole(held[name]) for name in ("level", "cooperation", "conflict")] if told else ["not told of", "", ""]
        )
        last = Said(interval(share) if share and told else "", about.cite(about.whole, level) if told else ())
        rows.append((Said(about.name_of(power), strong=True), *said(*cells), last))
    head = ("Power", "Events", "of these cooperation", "conflict", "Share of cooperation (95 %)")
    return Table(head, tuple(rows), right=(1, 2, 3), widths=(3, 1, 2, 1, 4))


def _whole(row: dict[str, Any] | None) -> str:
    return "–" if row is None or row["value"] is None else f"{row['value']:.0f}"


def _picture(about: Matter, moves: list[Turn]) -> Picture:
    letters = {(turn.power, turn.year): letter for turn, letter in zip(moves, "abc", strict=False)}
    panels = []
    for power in about.asked:
        held = [(year, about.yearly_number("share", power, year)) for year in about.years]
        points = [
            Point(int(year), row["value"], row["low"], row["high"], letters.get((power, year), ""))
            for year, row in held
            if row and row["value"] is not None
        ]
        panels.append(Panel(about.name_of(power), tuple(points)))
    title = finding(about, moves)
    foot = (
        f"Share of cooperative events by year, in %; band or bar: 95 %; hollow: one source, no interval. Time: {about.window}. "
        f"Source: {about.ledger.path.name}, state {about.mark}, as of {about.today}"
    )
    svg = ribbon(title, foot, panels)
    return Picture(svg, f"{title}. Shares by year and power; the table holds the numbers.", _twin(about))


def _twin(about: Matter) -> Table:
    head = ("Year", *(about.name_of(power) for power in about.asked))
    rows = []
    for year in about.years:
        held = [about.yearly_number("share", power, year) for power in about.asked]
        rows.append(said(year, *(interval(row) if row else "–" for row in held)))
    return Table(head, tuple(rows))


def finding(about: Matter, moves: list[Turn]) -> str:
    """What the picture shows, in one line that claims no more than the intervals allow."""
    clear = [turn for turn in moves if turn.clear]
    if clear:
        turn = max(clear, key=lambda one: one.moved)
        way = "rises" if turn.new["value"] > turn.old["value"] else "falls"
        return f"The share of {the(about.name_of(turn.power))} {way} in {turn.year}, beyond its interval"
    if not moves:
        return "Year by year too little is told to see a turn"
    return "No power’s share moved from one year to the next by more than its uncertainty"


def _told(about: Matter, turn: Turn, letter: str) -> Said:
    moved = f"{percent(turn.old['value'])} to {percent(turn.new['value'])}"
    sure = "beyond the intervals" if turn.clear else "within the intervals, so it may be chance"
    if not turn.bounded:
        sure = "one of the two told by one source only, so without an interval"
    event = _event_of(about, turn)
    text = f"({letter}) {turn.year}: the share of {the(about.name_of(turn.power))} went from {moved} since {turn.before}, {sure}."
    if event is None:
        return Said(text, about.cite(about.yearly, turn.new))
    sources = about.references.cite(event["findings"], most=2)
    return Said(f"{text} Told of that year: “{short(plain(event['quote']))}”", sources)


def _event_of(about: Matter, turn: Turn) -> dict[str, Any] | None:
    """The event of that year between the two of which most documents tell."""
    events = about.ledger.events(actor=about.code, with_=turn.power.removesuffix("+"), since=turn.year, until=turn.year)
    fitting = [event for event in events if event["modality"] == "happened"]
    return max(fitting, key=lambda event: (event["sources"], event["reports"], event["id"]), default=None)
