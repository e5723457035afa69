"""How rows are told to people: actors, deeds, voices, origins, numbers – the same words in every page."""

from collections.abc import Iterable
from typing import Any

from dragoman.ledger import doubts
from dragoman.ledger.outward.telling import file_name
from dragoman.records import Row

MARKS = {"suggested": "○", "confirmed": "●", "corrected": "✎", "rejected": "✕"}
TOLD = {
    "suggested": "suggested by the machine",
    "confirmed": "confirmed by an analyst",
    "corrected": "corrected by an analyst",
    "rejected": "rejected by an analyst",
}
_BASES = {"general": "general knowledge"}
_OVERRIDES = str.maketrans({"\u202d": "\ufffd", "\u202e": "\ufffd"})


def unturned(value: Any) -> Any:
    """A value as it may stand on a page: signs that turn round the letters after them, so that 2022 is read as 2202, are
    shown as signs that cannot be read. No language needs them; files of rows keep them."""
    return value.translate(_OVERRIDES) if isinstance(value, str) else value


def counted(number: int, noun: str) -> str:
    """ "1 report", "2 reports", "2 entries"."""
    many = f"{noun[:-1]}ies" if noun.endswith("y") and noun[-2] not in "aeiou" else f"{noun}s"
    return f"{number:,} {noun if number == 1 else many}"


def number(value: float | None) -> str:
    """A figure with its thousands apart and a true minus; nothing for None."""
    return "" if value is None else f"{value:,.15g}".replace("-", "−")


def unit_of(value: float, unit: str) -> str:
    """The unit as it follows a figure: "1 tonne", "3 tonnes", "3 km", "3 percent"."""
    is_word = unit.isascii() and unit.islower() and unit.isalpha() and len(unit) > 2
    return unit if value == 1 or not is_word or unit.endswith(("s", "percent")) else counted(2, unit).partition(" ")[2]


def one_name(actor: Row) -> str:
    """An actor's name, and the state or body behind it where that is another."""
    state = actor["state"]
    return f"{actor['name']} ({state})" if state and state != actor["id"] else str(actor["name"])


def names(actors: Iterable[Row]) -> str:
    """Actors side by side."""
    return ", ".join(one_name(actor) for actor in actors)


def voice(row: Row) -> str:
    """Who says so, from the outermost voice to the innermost."""
    return " → ".join(one_name(actor) for actor in row["voice"]) or "the document itself"


def says_who(row: Row) -> str:
    """The innermost voice of a finding, else the outlet."""
    return one_name(row["voice"][-1]) if row["voice"] else str(row["source"]["outlet"] or "the document itself")


def origin(source: Row) -> str:
    """Outlet and date of a source, or the name of its file."""
    return f"{source['outlet'] or file_name(source) or 'unknown outlet'}, {source['published'] or 'undated'}"


def headline(row: Row) -> str:
    """What a finding says, in one line."""
    return _HEADLINES[row["kind"]](row)


def _event(row: Row) -> str:
    sides = names(row["actors"]) or "?", names(row["recipients"])
    return f"{row['event_type']}: {' → '.join(side for side in sides if side)}" + _unless_happened(row)


def _unless_happened(row: Row) -> str:
    return "" if row["modality"] == "happened" else f" ({row['modality']})"


def _claim(row: Row) -> str:
    told = row["assessment"]
    if told:
        return f"{one_name(row['speaker'])}: {told['a']} and {told['b']} are {told['sign']}"
    about = names(row["about"])
    return one_name(row["speaker"]) + (f", about {about}" if about else "")


def _tie(row: Row) -> str:
    bond = f"{one_name(row['a'])} · {row['relation'].replace('_', ' ')} · {one_name(row['b'])}"
    return bond + _unless_happened(row)


def _figure(row: Row) -> str:
    bound = "" if row["bound"] == "exact" else f"{row['bound']} "
    return f"{bound}{number(row['value'])} {unit_of(row['value'], row['unit'])}" + (
        f", {row['about'].strip(' ,')}" if row["about"] else ""
    )


def _forecast(row: Row) -> str:
    due = f", due {row['due']}" if row["due"] else ""
    return f"{one_name(row['speaker'])}{due}"


_HEADLINES = {"event": _event, "claim": _claim, "tie": _tie, "figure": _figure, "forecast": _forecast}


def content(row: Row) -> str:
    """The words that a claim or forecast reports; the quote of other findings."""
    parts = row.get("content")
    if not parts:
        return str(row["span"]["exact"])
    spans = parts if isinstance(parts, list) else [parts]
    return " … ".join(span["exact"] for span in spans)


def basis(told: str) -> str:
    """What a row of the tables rests on, as the tables tell it, in words."""
    parts = [part.strip() for part in told.split(";")]
    plain = [_BASES.get(part, part.removeprefix("pages:").replace("repo:", "repository ")) for part in parts]
    return "; ".join(plain)


def remarks(row: Row) -> list[str]:
    """The notes that speak against a row."""
    return doubts(row["notes"])


def coins(source: Row) -> str:
    """The source as an OpenURL ContextObject, which Zotero reads from the title of an empty span (COinS)."""
    from urllib.parse import urlencode

    pairs: list[tuple[str, Any]] = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"),
        ("rft.type", "newspaperArticle"),
        ("rft.title", source["title"]),
        ("rft.creator", source["author"]),
        ("rft.source", source["outlet"]),
        ("rft.date", source["published"]),
        ("rft.language", source["language"]),
        ("rft.identifier", source["url"] or f"urn:sha256:{source['id']}"),
    ]
    return urlencode([(name, value) for name, value in pairs if value])
