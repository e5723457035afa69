"""What is shown of each sort of row: as cells of a table, and as the lines of a block."""

from collections.abc import Callable

from dragoman.cli.table import (
    MARKS,
    NOTED,
    Column,
    Item,
    counted,
    deed,
    describes,
    names,
    one_name,
    origin,
    says_who,
    shorten,
    view,
)
from dragoman.ledger import doubts
from dragoman.records import Row

# The columns of lists that are no findings, as a sheet.
SHEETS = {
    "events": (
        "id", "date", "event_type", "modality", "actors", "actor_ids", "recipients", "recipient_ids", "place", "quad",
        "intensity", "reports", "sources", "voices", "quote", "lead", "findings", "notes",
    ),
    "sources": (
        "id", "published", "language", "outlet", "author", "title", "words", "findings", "read_for_findings",
        "near_duplicate_of", "format", "encoding", "path", "url", "added_at", "issues", "notes",
    ),
    "actors": ("id", "name", "findings", "events", "claims", "ties", "forecasts", "documents"),
}  # fmt: skip


def short(row: Row, shelf: str = "") -> str:
    """The beginning of an id that is enough to name the row."""
    return str(row["id"])[: 12 if shelf == "sources" else 10]


def noted(row: Row) -> bool:
    """Whether a note of the row casts doubt on it: `show` prints it."""
    return bool(doubts(row["notes"]))


def _marked(row: Row) -> str:
    return f"{short(row)} {MARKS[row['status']]}" + (NOTED if noted(row) else "")


def _event(row: Row) -> Item:
    what, who, date = _type(row), deed(row), row["date"] or "undated"
    reports = counted(row["reports"], "report")
    told = f"{_voices(row)} ({reports})" if row["reports"] > 1 else _voices(row)
    where = f"{reports} in {counted(row['sources'], 'source')}" if row["reports"] > 1 else ""
    id_ = f"{short(row)} {NOTED}" if noted(row) else short(row)
    return Item(
        (id_, _two_lines(date), what, who, told, row["quote"]),
        (id_, date, what, who),
        row["quote"],
        (f"says who: {_voices(row)}", where),
    )


def _voices(row: Row) -> str:
    return names(row["voices"]) or "the document itself"


def _report(row: Row) -> Item:
    what, who, date, quote = _type(row), deed(row), row["date"] or "undated", row["span"]["exact"]
    return Item(
        (_marked(row), _two_lines(date), what, who, _said_where(row), quote),
        (_marked(row), date, what, who),
        quote,
        (f"says who: {says_who(row)}", origin(row["source"])),
    )


def _type(row: Row) -> str:
    return str(row["event_type"]) + ("" if row["modality"] == "happened" else f" {row['modality']}")


def _two_lines(date: str) -> str:
    return date.replace("/", " – ")


def _said_where(row: Row) -> str:
    return f"{says_who(row)} · {origin(row['source'])}"


def _claim(row: Row) -> Item:
    told = row["assessment"]
    about = view(told) if told else names(row["about"])
    content = " … ".join(span["exact"] for span in row["content"])
    speaker = one_name(row["speaker"])
    verb = describes(row["speaker"]) if told else "about"
    attitude = "" if row["claim_type"] == "statement" else row["claim_type"]
    return Item(
        (_marked(row), speaker, attitude, about, origin(row["source"]), content),
        (_marked(row), speaker, attitude, (f"{verb} {about}" if about else "")),
        content,
        (origin(row["source"]),),
    )


def _tie(row: Row) -> Item:
    bond = f"{one_name(row['a'])} · {row['relation'].replace('_', ' ')} · {one_name(row['b'])}"
    bond += "" if row["modality"] == "happened" else f" ({row['modality']})"
    when = f"{row['start'] or ''}–{row['end'] or ''}" if row["start"] or row["end"] else ""
    quote = row["span"]["exact"]
    return Item(
        (_marked(row), when, bond, _said_where(row), quote),
        (_marked(row), bond, when),
        quote,
        (f"says who: {says_who(row)}", origin(row["source"])),
    )


def _figure(row: Row) -> Item:
    bound = "" if row["bound"] == "exact" else f"{row['bound']} "
    value = f"{bound}{row['value']:,.15g} {row['unit']}"
    quote = row["span"]["exact"]
    return Item(
        (_marked(row), value, row["about"], _said_where(row), quote),
        (_marked(row), value, row["about"]),
        quote,
        (f"says who: {says_who(row)}", origin(row["source"])),
    )


def _forecast(row: Row) -> Item:
    due = f"due {row['due']}" if row["due"] else ""
    condition = f"if: {row['condition']}" if row["condition"] else ""
    speaker, content = one_name(row["speaker"]), row["content"]["exact"]
    return Item(
        (_marked(row), speaker, row["due"], row["condition"], origin(row["source"]), content),
        (_marked(row), speaker, due),
        content,
        (condition, origin(row["source"])),
    )


def _source(row: Row) -> Item:
    remark = "" if row["read_for_findings"] else "not read for findings yet"
    if row["near_duplicate_of"]:
        remark = f"resembles {row['near_duplicate_of'][:12]}"
    title = shorten(row["title"] or row["path"] or "", 140)
    facts = (row["published"] or "undated", row["language"])
    counts = (counted(row["words"], "word"), counted(row["findings"], "finding"), remark)
    return Item(
        (short(row, "sources"), *facts, row["outlet"], title, row["words"], row["findings"], remark),
        (short(row, "sources"), *facts, title),
        "",
        (row["outlet"], *counts),
    )


def _actor(row: Row) -> Item:
    kinds = [counted(row[kind], kind.removesuffix("s")) for kind in ("events", "claims", "ties", "forecasts")]
    found = f": {', '.join(kinds)}" if row["findings"] else ""
    return Item(
        [row[name] for name in SHEETS["actors"]],
        (f"{row['name']} [{row['id']}]" if row["id"] else row["name"],),
        "",
        (counted(row["documents"], "document"), counted(row["findings"], "finding") + found),
    )


_ID, _DATE, _QUOTE = Column("id"), Column("date", share=3), Column("quote", share=10)
_WHO = Column("says who", share=5)
ITEMS: dict[str, tuple[list[Column], Callable[[Row], Item]]] = {
    "events": ([_ID, _DATE, Column("type", share=3), Column("who → whom", share=7), _WHO, _QUOTE], _event),
    "reports": ([_ID, _DATE, Column("type", share=3), Column("who → whom", share=7), _WHO, _QUOTE], _report),
    "claims": ([_ID, Column("speaker", share=5), Column("type", share=2), Column("about", share=4), Column("outlet, date", share=4), _QUOTE], _claim),
    "ties": ([_ID, Column("since–until", share=3), Column("tie", share=7), _WHO, _QUOTE], _tie),
    "figures": ([_ID, Column("value", share=5), Column("about", share=5), _WHO, _QUOTE], _figure),
    "forecasts": (
        [_ID, Column("speaker", share=5), Column("due", share=2), Column("condition", share=4), Column("outlet, date", share=4), _QUOTE], _forecast,
    ),
    "sources": (
        [
            _ID, Column("date"), Column("lang"), Column("outlet", share=3), Column("title", share=6),
            Column("words", right=True), Column("findings", right=True), Column("remark", share=2),
        ],
        _source,
    ),
    "actors": (
        [
            Column("id", share=2), Column("name", share=3),
            *(Column(name, right=True) for name in ("findings", "events", "claims", "ties", "forecasts", "documents")),
        ],
        _actor,
    ),
}  # fmt: skip
