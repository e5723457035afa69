"""Libraries of reference managers: RIS, BibTeX and CSL-JSON files, with the documents attached to their entries.

The entry is believed before the document: somebody has looked at it. Only files of this machine are read – beside or below
the library file, or named by a whole path; nothing is fetched.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from dragoman.errors import SourceError, UsageError
from dragoman.read.documents.bibtex import bibtex_entries, bibtex_files, latex_text
from dragoman.read.documents.extract import Stated
from dragoman.records import Known, PartialDate

LIBRARIES = (".ris", ".bib", ".json")
"""The endings of library files. A .json is one only if it holds CSL items."""
_MOST_BYTES = 50_000_000
_RIS_LINE = re.compile(r"([A-Z][A-Z0-9])  ?- ?(.*)")
_BIB_START = re.compile(r"^\s*@\w+\s*[{(]", re.M)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ATTACH = "in Zotero export with “Export Files”, or name the file in the entry"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry as the library has it: texts, empty where it says nothing, and the files that it names."""

    key: str
    title: str = ""
    author: str = ""
    outlet: str = ""
    published: str | None = None
    url: str = ""
    files: tuple[str, ...] = ()


@dataclass(slots=True)
class Shelf:
    """What libraries hold: the documents to read, what their entries say of each, and what cannot be read."""

    documents: list[Path] = field(default_factory=list)
    told: dict[Path, Stated] = field(default_factory=dict)
    faults: list[tuple[Path, SourceError]] = field(default_factory=list)


def open_libraries(what: Sequence[Path]) -> tuple[list[Path], Shelf]:
    """The places without the library files among them, and what these hold."""
    rest, shelf = list[Path](), Shelf()
    for place in what:
        text = _library_text(place)
        if text is None:
            rest.append(place)
        else:
            _put(shelf, place, _ENTRIES[place.suffix.lower()](text))
    return rest, shelf


def _library_text(place: Path) -> str | None:
    """The text of a library file; None for what is none."""
    if place.suffix.lower() not in LIBRARIES or not place.is_file() or place.stat().st_size > _MOST_BYTES:
        return None
    try:
        text = place.read_bytes().decode("utf-8-sig", errors="replace")
    except OSError:
        return None
    return text if _LOOKS[place.suffix.lower()](text) else None


def _put(shelf: Shelf, library: Path, entries: Iterable[Entry]) -> None:
    for number, entry in enumerate(entries, 1):
        place = Path(f"{library}#{entry.key or number}")
        if not entry.files:
            shelf.faults.append((place, SourceError(f"{_called(entry)} has no file attached", _ATTACH)))
        for named in entry.files:
            try:
                document = attached(named, library)
            except SourceError as fault:
                shelf.faults.append((place, fault))
                continue
            if document not in shelf.told:
                shelf.documents.append(document)
                shelf.told[document] = stated_by(entry, library)


def _called(entry: Entry) -> str:
    return f"“{entry.title[:80]}”" if entry.title else "the entry"


def attached(named: str, library: Path) -> Path:
    """The file that an entry names. Raises SourceError if it is elsewhere, or not there."""
    path = _local(named)
    base = library.parent.resolve()
    try:
        place = path if path.is_absolute() else (base / path).resolve()
        if not path.is_absolute() and not place.is_relative_to(base):
            raise SourceError(
                f"names a file outside the folder of {library.name}: {named}", "move it beside the library"
            )
        if not place.is_file():
            raise SourceError(f"names a file that is not there: {named}", _ATTACH)
    except (OSError, ValueError):
        raise SourceError(f"names a file that the system does not allow: {named[:80]!r}", "mend the entry") from None
    return place


def _local(named: str) -> Path:
    """The path in a name; raises SourceError for an address on the web or on another machine."""
    elsewhere = SourceError(f"names no file of this machine: {named[:200]}", "save the document and name its path")
    if named.lower().startswith("file:"):
        parts = urlsplit(named)
        if parts.netloc not in ("", "localhost"):
            raise elsewhere
        named = url2pathname(parts.path)
    elif _SCHEME.match(named):  # a drive letter has no second sign
        raise elsewhere
    if named.startswith(("//", "\\\\")):
        raise elsewhere
    path = Path(named)
    return path if path.is_absolute() else Path(named.replace("\\", "/"))


def stated_by(entry: Entry, library: Path) -> Stated:
    """What an entry says of its document."""
    reason = f"entry of the library {library.name}"

    def known(text: str | None) -> Known | None:
        return Known(text, reason) if text else None

    return Stated(
        title=known(entry.title),
        outlet=known(entry.outlet),
        author=known(entry.author),
        published=known(entry.published),
        url=entry.url or None,
    )


def ris_entries(text: str) -> Iterator[Entry]:
    """The records of a RIS file."""
    held: dict[str, list[str]] = {}
    for line in text.splitlines():
        found = _RIS_LINE.match(line)
        if not found:
            continue
        tag, value = found[1], found[2].strip()
        if tag == "TY":
            held = {}
        elif tag == "ER":
            yield _ris_entry(held)
        elif value:
            held.setdefault(tag, []).append(value)


def _ris_entry(held: dict[str, list[str]]) -> Entry:
    def first(*tags: str) -> str:
        return next((held[tag][0] for tag in tags if tag in held), "")

    return Entry(
        key=first("ID", "AN"),
        title=first("TI", "T1", "CT"),
        author=" and ".join(turned(name) for tag in ("AU", "A1") for name in held.get(tag, [])),
        outlet=first("T2", "JO", "JF", "JA", "PB"),
        published=date_of(first("DA", "PY", "Y1")) or date_of(first("PY", "Y1")),
        url=first("UR"),
        files=tuple(name for tag in ("L1", "L2", "L4") for name in held.get(tag, []) if not _is_web(name)),
    )


def _is_web(name: str) -> bool:
    return name.lower().startswith(("http:", "https:"))


def bib_entries(text: str) -> Iterator[Entry]:
    """The entries of a BibTeX or BibLaTeX file."""
    for key, fields in bibtex_entries(text):
        told = {name: latex_text(value) for name, value in fields.items()}
        authors = re.split(r"\s+and\s+", fields.get("author", ""))
        month = told.get("month", "").lower()
        number = f"{_MONTHS.index(month[:3]) + 1}" if month[:3] in _MONTHS else month
        year = f"{told.get('year', '')}/{number}" if number.isdigit() else told.get("year", "")
        outlets = ("journal", "journaltitle", "booktitle", "publication", "publisher", "institution", "organization")
        yield Entry(
            key=key,
            title=told.get("title", ""),
            author=" and ".join(turned(latex_text(name)) for name in authors if name),
            outlet=next((told[name] for name in outlets if told.get(name)), ""),
            published=date_of(told.get("date", "")) or date_of(year),
            url=told.get("url", ""),
            files=tuple(path for path in bibtex_files(fields.get("file", "")) if not _is_web(path)),
        )


def csl_entries(text: str) -> Iterator[Entry]:
    """The items of a CSL-JSON file; `file`, `files` or `attachments` name their documents."""
    for item in _csl_items(text):
        people = item.get("author")
        yield Entry(
            key=_text(item.get("id") or item.get("citation-key")),
            title=_text(item.get("title")),
            author=" and ".join(filter(None, map(_csl_name, people if isinstance(people, list) else []))),
            outlet=_text(item.get("container-title") or item.get("publisher")),
            published=_csl_date(item.get("issued")),
            url=_text(item.get("URL")),
            files=tuple(_csl_files(item)),
        )


def _csl_items(text: str) -> list[dict[str, Any]]:
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return []
    items = told.get("items") if isinstance(told, dict) else told
    if not isinstance(items, list) or not all(isinstance(one, dict) and "type" in one for one in items):
        return []
    return items if any("title" in one or "issued" in one for one in items) else []


def _csl_files(item: dict[str, Any]) -> Iterator[str]:
    for name in ("file", "files", "attachments"):
        held = item.get(name)
        for one in held if isinstance(held, list) else [held]:
            place = (one.get("path") or one.get("localPath")) if isinstance(one, dict) else one
            if isinstance(place, str) and place and not _is_web(place):
                yield place


def _csl_name(person: object) -> str:
    if not isinstance(person, dict):
        return ""
    parts = [_text(person.get(name)) for name in ("given", "non-dropping-particle", "family")]
    return _text(person.get("literal")) or " ".join(part for part in parts if part)


def _csl_date(issued: object) -> str | None:
    if not isinstance(issued, dict):
        return None
    parts = issued.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list):
        return date_of("/".join(str(part) for part in parts[0]))
    return date_of(_text(issued.get("raw") or issued.get("literal")))


def _text(value: object) -> str:
    return " ".join(str(value).split()) if isinstance(value, str | int) else ""


def turned(name: str) -> str:
    """A name as it is spoken: "Berg, Anna" is Anna Berg."""
    last, comma, first = name.partition(",")
    return " ".join(f"{first} {last}".split()) if comma and "," not in first else " ".join(name.split())


def date_of(text: str) -> str | None:
    """A date as a library writes it – 2022, 2022-01, 2022/01/07/ – in ISO 8601; None for what is none."""
    found = re.match(r"\s*(\d{4})(?:[-/](\d{1,2}))?(?:[-/](\d{1,2}))?(?!\d)", text)
    if not found:
        return None
    try:
        return str(PartialDate(*(int(part) if part else None for part in found.groups())))  # type: ignore[arg-type]
    except UsageError:
        return None


_ENTRIES = {".ris": ris_entries, ".bib": bib_entries, ".json": csl_entries}
_LOOKS = {
    ".ris": lambda text: re.search(r"^TY  ?- ", text, re.M) is not None,
    ".bib": lambda text: _BIB_START.search(text) is not None,
    ".json": lambda text: bool(_csl_items(text)),
}
