"""Imprint lines: where, when and by whom in one line ("Gazette · 3 March 2024 · Analysis by Anna Berg")."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.read.documents.layout import is_finished
from dragoman.read.documents.people import first_person, has_body_word, is_outlet, is_person
from dragoman.read.documents.stamps import Stamp, stamps_in
from dragoman.records import Precision

_SEPARATOR = re.compile(r"\s*[·|•;,]\s*|\s+[–—/-]+\s+|(?<=\w)\.\s+")
_BY = re.compile(r"(?:.{0,30}\b)?(?:by|interview|interviewer|author|автор|yazar)\s*:?\s+(?P<name>\S.*)", re.I)
_LONGEST = 160
_LONGEST_ITEM = 8
_SMALL_WORDS = frozenset(("of", "for", "and", "the", "by", "in", "on", "at", "de", "la", "du", "und", "für", "ve", "и"))


@dataclass(frozen=True, slots=True)
class Imprint:
    """What an imprint line says; None where it does not."""

    date: Stamp | None
    outlet: str | None
    author: str | None


def read_imprint(line: str) -> Imprint | None:
    """What a line says if it is nothing but place, date, outlet and author; None if it says anything else."""
    plain = line.replace("*", " ").replace("_", " ").strip()
    if len(plain) > _LONGEST or is_finished(plain) or not plain:
        return None
    date = next(stamps_in(plain), None)
    rest = plain if date is None else f"{plain[: date.start]} | {plain[date.end :]}"
    items = list(_items(rest))
    named = date is not None and date.date.precision is Precision.DAY and all(map(_is_label, items))
    signed = len(items) == 2 and is_person(items[0]) and _is_label(items[1]) and len(items[1].split()) <= 2
    if not (named or signed):
        return None
    authors = (item if is_person(item) else _signed(item) for item in items)
    outlets = (
        item for item in items if is_outlet(item) or (" " in item and has_body_word(item) and not _BY.fullmatch(item))
    )
    return Imprint(date, next(outlets, None), next((name for name in authors if name), None))


def _items(line: str) -> Iterator[str]:
    for item in _SEPARATOR.split(line):
        if any(map(str.isalpha, item)):
            yield item.strip(" .,:()")


def _is_label(item: str) -> bool:
    """Whether an item is a name or a label and not a clause: short, its words capitalised."""
    words = item.split()
    if not words or len(words) > _LONGEST_ITEM or not (words[0][0].isupper() or words[0].isdigit()):
        return False
    return len(words) <= 2 or all(
        word[0].isupper() or word.lower() in _SMALL_WORDS or not word.isalpha() for word in words
    )


def _signed(item: str) -> str | None:
    found = _BY.fullmatch(item)
    return first_person(found["name"]) if found else None
