"""BibTeX taken apart: entries with their fields, LaTeX turned into text, the files that a `file` field names."""

import re
import unicodedata
from collections.abc import Iterator

_ENTRY = re.compile(r"@(\w+)\s*[{(]\s*")
_NO_ENTRY = frozenset({"comment", "preamble", "string"})
_FIELD = re.compile(r"\s*,?\s*([\w-]+)\s*=\s*")
_ACCENTS = dict(
    zip(
        "`'^\"~=.uvHcdbrk",
        "\u0300\u0301\u0302\u0308\u0303\u0304\u0307\u0306\u030c\u030b\u0327\u0323\u0331\u030a\u0328",
        strict=True,
    )
)
_ACCENT = re.compile(r"\\([`'^\"~=.]|[uvHcdbrk](?![A-Za-z]))\s*(?:\{\s*(\\?[A-Za-z])\s*\}|(\\?[A-Za-z]))")
_WORDS = {
    "ss": "ß", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å", "i": "ı",
    "j": "ȷ", "textendash": "–", "textemdash": "—", "textbackslash": "\\", "textasciitilde": "~", "textasciicircum": "^",
    "textquoteright": "’", "textquoteleft": "‘", "textquotedblleft": "“", "textquotedblright": "”", "ldots": "…",
}  # fmt: skip
_WORD = re.compile(r"\\([A-Za-z]+)(?:\{\}|\s+|(?![A-Za-z]))")


def bibtex_entries(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Each entry's key and its fields as written, names in small letters. What is broken off is left out."""
    place = 0
    while found := _ENTRY.search(text, place):
        place = found.end()
        if found[1].lower() in _NO_ENTRY:
            continue
        end = re.compile(r"[,})]").search(text, place)
        if not end:
            return
        key, place = text[place : end.start()].strip(), end.start()
        fields: dict[str, str] = {}
        while named := _FIELD.match(text, place):
            value, place = _value(text, named.end())
            fields.setdefault(named[1].lower(), value)
        yield key, fields


def _value(text: str, place: int) -> tuple[str, int]:
    """A field's value, its parts joined, and where it ends."""
    parts = []
    while place < len(text):
        if text[place] == "{":
            end = _closing(text, place)
            parts.append(text[place + 1 : end - 1])
        elif text[place] == '"':
            end = _quoted(text, place)
            parts.append(text[place + 1 : end - 1])
        else:
            bare = re.compile(r"[^\s,#{}()\"]*").match(text, place)
            end = bare.end() if bare else place
            parts.append(text[place:end])
        joined = re.compile(r"\s*#\s*").match(text, end)
        if not joined:
            return "".join(parts), end
        place = joined.end()
    return "".join(parts), place


def _closing(text: str, place: int) -> int:
    """Where the group that opens here ends, its brace included."""
    depth, end = 0, place
    while end < len(text):
        if text[end] == "\\":
            end += 1
        elif text[end] in "{}":
            depth += 1 if text[end] == "{" else -1
            if not depth:
                return end + 1
        end += 1
    return len(text) + 1


def _quoted(text: str, place: int) -> int:
    """Where a value in quotes ends; quotes in braces do not end it."""
    end = place + 1
    while end < len(text) and text[end] != '"':
        end = _closing(text, end) if text[end] == "{" else end + (2 if text[end] == "\\" else 1)
    return end + 1


def latex_text(text: str) -> str:
    r"""LaTeX as plain text on one line: "Tok{\'a}yev \& Co" is "Tokáyev & Co"."""
    told = _ACCENT.sub(lambda found: _accented(found[1], found[2] or found[3]), text)
    told = re.sub(r"\\([&%$#_{}])", lambda found: f"\ue000{ord(found[1])};", told)
    told = _WORD.sub(lambda found: _WORDS.get(found[1], ""), told)
    told = told.replace("---", "—").replace("--", "–").replace("~", " ").replace("{", "").replace("}", "")
    told = re.sub(r"\ue000(\d+);", lambda found: chr(int(found[1])), told)
    return " ".join(told.split())


def _accented(sign: str, letter: str) -> str:
    return unicodedata.normalize("NFC", letter.removeprefix("\\") + _ACCENTS[sign])


def bibtex_files(field: str) -> Iterator[str]:
    r"""The paths in a `file` field: "Full Text:files/3/a.pdf:application/pdf;…", or a path alone. `\:` is a colon."""
    for one in _parted(field, ";"):
        parts = _parted(one, ":")
        drive = len(parts) == 2 and len(parts[0].strip()) == 1
        path = ":".join(parts[1:-1]) if len(parts) >= 3 else one if drive else parts[-1]
        path = re.sub(r"\\([\\:;{}_&%$#])", r"\1", path).strip()
        if path:
            yield path


def _parted(text: str, sign: str) -> list[str]:
    return re.split(rf"(?<!\\){sign}", text) if text.strip() else []
