"""How findings are told in one line, and text made harmless for where it is going to stand.

Whatever a document says stays text in every format: no formula, no markup, no script, no line that ends an entry.
"""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from dragoman.records import Row

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_OVERRIDES = re.compile("[\u202d\u202e]")  # turn the letters after them round
_MARKDOWN = re.compile(r"([\\`*_\[\]#|~$<>^]|%(?=%)|(?<=<)%|=(?==))")
_ENTITY = re.compile(r"&(?=\\?#?\w+;)")  # any other & stands for itself: an address may be copied as it stands
_LINE_START = re.compile(r"([-+=](?=[\s=-]|$)|:(?=::))|(\d+)([.)])(?=\s|$)")


def one_line(text: object) -> str:
    """A text on one line, without control characters and overrides of direction; empty for None."""
    return "" if text is None else " ".join(_OVERRIDES.sub("\ufffd", _CONTROL.sub("\ufffd", str(text))).split())


def xml_text(text: object) -> str:
    """A text without the characters that XML does not allow."""
    return _CONTROL.sub("\ufffd", str(text))


def markdown(text: object) -> str:
    """A text as Markdown that shows just this text: what would be markup is escaped, also at the beginning of a line."""
    told = _ENTITY.sub("&amp;", _MARKDOWN.sub(r"\\\1", one_line(text)))
    begun = _LINE_START.match(told)
    if not begun:
        return told
    return f"\\{told}" if begun[1] else f"{begun[2]}\\{begun[3]}{told[begun.end() :]}"


def web_address(text: str | None) -> str | None:
    """An address that may become a link: http or https, without spaces and quotes; None for any other."""
    if not text or re.search(r"[\s\"'<>\\^`{|}\x00-\x20\x7f]", text):
        return None
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    return text if parts.scheme in ("http", "https") and parts.netloc else None


def address_of(source: Row) -> str:
    """What names a source for other programs: its address on the web, else a name made of its SHA-256."""
    return web_address(source["url"]) or f"urn:sha256:{source['id']}"


def file_name(source: Row) -> str:
    """The last part of a source's path or address: folders of this machine are nobody else's business."""
    return str(source["path"] or source["url"] or "").replace("\\", "/").rstrip("/").rpartition("/")[2]


def title_of(source: Row) -> str:
    """A source's title, or what else it can be called."""
    return one_line(source["title"] or file_name(source) or source["id"][:12])


def names(actors: Iterable[Row]) -> str:
    """Actors side by side."""
    return ", ".join(one_line(actor["name"]) for actor in actors)


def headline(row: Row) -> str:
    """What a finding or merged event says, in one line."""
    kind = row["kind"]
    if kind == "event":
        sides = " → ".join(side for side in (names(row["actors"]) or "?", names(row["recipients"])) if side)
        return f"{row['event_type']}: {sides}" + _unless_happened(row)
    if kind == "tie":
        bond = str(row["relation"]).replace("_", " ")
        return f"{names([row['a']])} · {bond} · {names([row['b']])}" + _unless_happened(row)
    if kind == "figure":
        return f"{row['value']:,.15g} {one_line(row['unit'])}" + (f", {one_line(row['about'])}" if row["about"] else "")
    if kind == "forecast":
        return f"{names([row['speaker']])} expects" + (f", by {row['due']}" if row["due"] else "")
    told = row["assessment"]
    said = f": {told['a']} and {told['b']} are {told['sign']}" if told else _about(row)
    return one_line(f"{names([row['speaker']])}{said}")


def actors_of(row: Row) -> list[Row]:
    """Those whom a finding names, voices left out, each once."""
    kind = row["kind"]
    if kind == "event":
        found = [*row["actors"], *row["recipients"]]
    elif kind == "tie":
        found = [row["a"], row["b"]]
    elif kind == "claim":
        found = [row["speaker"], *row["about"]]
    else:
        found = [row["speaker"]] if kind == "forecast" else []
    return list({actor["id"] or actor["name"].casefold(): actor for actor in found}.values())


def _unless_happened(row: Row) -> str:
    return "" if row["modality"] == "happened" else f" ({row['modality']})"


def _about(row: Row) -> str:
    return f", about {names(row['about'])}" if row["about"] else ""
