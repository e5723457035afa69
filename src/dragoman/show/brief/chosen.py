"""What the analyst kept: the views chosen for the briefing, each with what it told, and the quotes behind findings and lists."""

from collections.abc import Iterator, Sequence
from urllib.parse import parse_qsl, unquote, urlsplit

from dragoman.errors import UsageError
from dragoman.ledger import window
from dragoman.ledger.clippings import Clipping, clippings
from dragoman.measure.naming import in_names
from dragoman.records import Kind, Row
from dragoman.show.asked import Asked
from dragoman.show.brief.blocks import Block, Bullets, Paragraph, Said, Section, paragraph
from dragoman.show.brief.matter import Matter
from dragoman.show.brief.telling import plain, short
from dragoman.show.words import MARKS, headline, voice

_LISTS = {f"/{kind.value}s": kind for kind in Kind}
_QUOTES = 3  # of a list


def chosen(about: Matter) -> tuple[Section, ...]:
    """The last part; none if nothing is kept."""
    kept = clippings(about.ledger)
    if not kept:
        return ()
    blocks: list[Block] = []
    for clipping in kept:
        blocks += _told(about, clipping)
    how = "Views of the ledger that were kept by hand; quotes as they stand now, at most three of a list."
    return (Section("Kept for this briefing", about.vintage, (*blocks, paragraph(how, note=True))),)


def _told(about: Matter, clipping: Clipping) -> Iterator[Paragraph | Bullets]:
    """Its title, what it told, and the quotes."""
    told = f"{clipping.told.rstrip('.')}." if clipping.told and clipping.told != clipping.title else ""
    single = clipping.address.startswith(("/finding/", "/event/"))  # its quote follows
    where = f"Kept by {clipping.analyst} on {clipping.kept_at[:10]}: {unquote(clipping.address)}"
    rows = _rows(about, clipping.address)
    head = Said(clipping.title if clipping.title.endswith((".", "?", "!")) else f"{clipping.title}.", strong=True)
    yield paragraph(
        head,
        *([told] if told and not (single and rows) else []),
        *([] if rows is not None else ["It is no longer in the ledger."]),
    )
    if rows:
        yield Bullets(tuple(_quoted(about, row, headed=not single) for row in rows))
    yield paragraph(where, note=True)


def _rows(about: Matter, address: str) -> Sequence[Row] | None:
    """The findings that a view shows, as they are now: of a list the first ones; None if what it showed is gone."""
    parts = urlsplit(address)
    thing, _, name = parts.path.strip("/").partition("/")
    try:
        if thing == "finding":
            return [about.ledger.finding(name)]
        if thing == "event":
            return [about.ledger.finding(about.ledger.event(name)["lead"])]
        if parts.path in _LISTS:
            return _first(about, _LISTS[parts.path], dict(parse_qsl(parts.query)))
    except UsageError:
        return None
    return []


def _first(about: Matter, kind: Kind, params: dict[str, str]) -> Sequence[Row]:
    asked = Asked.of({**params, "rows": str(_QUOTES)})
    query = asked.query(kind)
    if kind is not Kind.EVENT:
        return window.findings(about.ledger, query, modality=asked.modality)
    return [
        about.ledger.finding(event["lead"]) for event in window.events(about.ledger, query, modality=asked.modality)
    ]


def _quoted(about: Matter, row: Row, *, headed: bool) -> Said:
    quote = short(plain(row["span"]["exact"]))
    head = f"{in_names(headline(row), about.world)}: " if headed else ""
    told = f"{MARKS[row['status']]} {head}“{quote}” – {voice(row)}, {row['source']['published'] or 'undated'}."
    return Said(told, about.references.cite_row(row))
