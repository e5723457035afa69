"""The sources for reference managers: BibTeX, RIS and CSL-JSON, as Zotero, JabRef and Mendeley read them.

An author stands as the document names him, undivided, for names are put together differently in different countries.
Paths of this machine are left out; the SHA-256 in the note says which bytes were read.
"""

import json
import re
import unicodedata
from collections.abc import Iterator

from dragoman.ledger.ledger import Ledger
from dragoman.ledger.outward.telling import one_line, title_of, web_address
from dragoman.ledger.query import Query
from dragoman.records import Row

_SIGNS = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
_SPECIAL = re.compile(r"[\\{}$&#%_~^]")
_BETWEEN = re.compile(r"\s*;\s*|\s+(?:and|und|et|ve|и)\s+")
_UNDIVIDED = str.maketrans("ıøłðþæœ", "ioldtao")  # letters that are no letter with an accent
_RIS_END = "\r\n"


def bibtex_text(text: object) -> str:
    """A text as it may stand between the braces of a BibTeX field."""
    told = _SPECIAL.sub(lambda sign: _SIGNS.get(sign[0], f"\\{sign[0]}"), one_line(text))
    return told.replace("--", "-{}-").replace("--", "-{}-")  # else two hyphens would be set as a dash


def bibtex(ledger: Ledger, query: Query) -> Iterator[str]:
    """An entry for each source asked for, in the order of adding."""
    for source in ledger.sources(query):
        year, month, day = date_parts(source["published"])
        fields = {
            "author": " and ".join(f"{{{bibtex_text(name)}}}" for name in authors_of(source)),
            "title": f"{{{bibtex_text(title_of(source))}}}",
            "journal": bibtex_text(source["outlet"]),
            "year": year,
            "month": str(int(month)) if month else "",
            "date": "-".join(part for part in (year, month, day) if part),
            "url": web_address(source["url"]) or "",
            "urldate": source["added_at"][:10],
            "langid": bibtex_text(source["language"]),
            "note": bibtex_text(_note(source)),
        }
        lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
        yield f"@{'article' if source['outlet'] else 'misc'}{{{key_of(source)},\n{lines}}}\n\n"


def ris(ledger: Ledger, query: Query) -> Iterator[str]:
    """A record for each source asked for."""
    for source in ledger.sources(query):
        date = date_parts(source["published"])
        pairs = [("TY", "NEWS" if source["outlet"] else "GEN"), ("ID", key_of(source)), ("TI", title_of(source))]
        pairs += [("AU", name) for name in authors_of(source)]
        pairs += [("T2", one_line(source["outlet"])), ("PY", date[0]), ("DA", "/".join(part for part in date if part))]
        pairs += [("UR", web_address(source["url"]) or ""), ("LA", one_line(source["language"]))]
        pairs += [("Y2", source["added_at"][:10].replace("-", "/")), ("N1", _note(source))]
        lines = [f"{tag}  - {value}{_RIS_END}" for tag, value in pairs if value]
        yield "".join(lines) + f"ER  - {_RIS_END}{_RIS_END}"


def csl(ledger: Ledger, query: Query) -> Iterator[str]:
    """A CSL-JSON item for each source asked for, as one array."""
    yield "["
    for number, source in enumerate(ledger.sources(query)):
        issued = [int(part) for part in date_parts(source["published"]) if part]
        added = [int(part) for part in date_parts(source["added_at"][:10])]
        item = {
            "id": key_of(source),
            "type": "article-newspaper" if source["outlet"] else "document",
            "title": title_of(source),
            "author": [{"literal": name} for name in authors_of(source)],
            "container-title": one_line(source["outlet"]),
            "issued": {"date-parts": [issued]} if issued else None,
            "accessed": {"date-parts": [added]},
            "URL": web_address(source["url"]),
            "language": source["language"],
            "note": _note(source),
        }
        kept = {name: value for name, value in item.items() if value}
        yield (",\n" if number else "\n") + json.dumps(kept, ensure_ascii=False)
    yield "\n]\n"


def authors_of(source: Row) -> list[str]:
    """Who wrote a source, one by one."""
    return [name for name in _BETWEEN.split(one_line(source["author"])) if name]


def date_parts(date: str | None) -> tuple[str, str, str]:
    """Year, month and day of a date of publication, each empty where it is not known."""
    found = re.match(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", date or "")
    year, month, day = found.groups() if found else (None, None, None)
    return year or "", month or "", day or ""


def key_of(source: Row) -> str:
    """A key that is the same in every export: who, when, and the beginning of the SHA-256."""
    names = authors_of(source) or [one_line(source["outlet"]) or "anon"]
    plain = unicodedata.normalize("NFKD", names[0].split()[-1] if names[0].split() else "anon")
    plain = plain.translate(_UNDIVIDED)
    word = re.sub(r"[^a-z0-9]", "", plain.encode("ascii", "ignore").decode().lower()) or "source"
    return f"{word[:20]}{date_parts(source['published'])[0]}-{source['id'][:8]}"


def _note(source: Row) -> str:
    basis = source["reasons"].get("published")
    return one_line(f"SHA-256 {source['id']}" + (f"; date: {basis}" if basis else ""))
