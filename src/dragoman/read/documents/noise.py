"""What stands around an article and is no part of it: menus, other headlines, readers' comments, advertisements.

Three signs: phrases of `data/noise.csv`, runs of headlines with their dates, and lines that every page repeats.
A section ("Read also") ends when a real paragraph comes again; readers' comments never end.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from dragoman.data import rows
from dragoman.read.documents.extract import Marker, Paragraph
from dragoman.read.documents.layout import is_finished
from dragoman.read.documents.stamps import is_stamp

_SENTENCE_END = re.compile(r"[.!?…。؟][\"”’»)]*\s+\W*[^\W\d_a-zа-яё]")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_MENU_SEPARATOR = re.compile(r"\s+[|/›»>·•]\s+")
_CREDIT = re.compile(
    r"\((?:[^()]{0,40}[,/:] ?)?(?:[^\W\d_][\w .&-]{1,30}), ?(?:19|20)\d\d\)\W*$"
    r"|\((?:photo|фото|foto)[:\s][^()]{2,60}\)\W*$",
    re.I,
)
_LONGEST_PHRASE_LINE = 200
_LONGEST_NOTICE = 500
_HEADLINE = 170
_FEWEST_STAMPS = 3
_FEWEST_MENU_LINES = 4


@dataclass(frozen=True, slots=True)
class Noise:
    """Which paragraphs are noise; `comments` is the first paragraph of the readers' comments, None without them."""

    flags: tuple[bool, ...]
    comments: int | None = None


@dataclass(frozen=True, slots=True)
class _Phrases:
    whole: dict[str, str]
    start: re.Pattern[str]
    scopes: dict[str, str]
    anywhere: tuple[str, ...]
    captions: re.Pattern[str]


@cache
def _phrases() -> _Phrases:
    whole: dict[str, str] = {}
    start: dict[str, str] = {}
    anywhere: list[str] = []
    captions: list[str] = []
    for row in rows("noise"):
        phrase, scope = row["phrase"], row["scope"]
        if scope == "caption":
            captions.append(re.escape(phrase) + (r"\W*$" if row["where"] == "whole" else ""))
        elif row["where"] == "anywhere":
            anywhere.append(phrase)
        else:
            (whole if row["where"] == "whole" else start)[phrase] = scope
    return _Phrases(
        whole, _any_of(list(start)), start, tuple(anywhere), re.compile(rf"\W*(?:{'|'.join(captions)})", re.I)
    )


def _any_of(phrases: list[str]) -> re.Pattern[str]:
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return re.compile("|".join(re.escape(phrase) + (r"\b" if phrase[-1].isalnum() else "") for phrase in ordered))


def scope_of(line: str) -> str:
    """What a line says about itself and what follows: "line", "section", "rest", "menu" or "" (nothing)."""
    if len(line) > _LONGEST_NOTICE:
        return ""
    known = _phrases()
    plain = _NUMBER.sub("<n>", line.lower()).replace("’", "'").strip(" \t*_#-–—•:.!…»›→>[](){}|")
    scope = known.whole.get(plain)
    if scope:
        return scope
    opening = _NUMBER.sub("<n>", line.lower()).replace("’", "'").lstrip(" *_#-–—•[(")
    found = known.start.match(opening)
    if found and (len(line) <= _LONGEST_PHRASE_LINE or "cookie" in opening or "expressed" in opening):
        # "Read also: a headline" is over with its line.
        scope = known.scopes[found[0]]
        return "line" if scope == "section" and len(plain) > len(found[0]) else scope
    return "line" if any(phrase in plain for phrase in known.anywhere) and len(line) <= _LONGEST_PHRASE_LINE else ""


def is_caption(line: str) -> bool:
    """Whether a line is a caption or a credit: "Photo: …", "… (Agency, 2023)"."""
    return len(line) <= 300 and (
        _CREDIT.search(line) is not None or (len(line) <= 200 and _phrases().captions.match(line) is not None)
    )


def is_real(text: str) -> bool:
    """Whether a paragraph is one of an article: finished, and long or of two sentences."""
    if not is_finished(text):
        return False
    return len(text) >= 120 or (len(text) >= 60 and _SENTENCE_END.search(text) is not None)


def find_noise(texts: Sequence[str], paragraphs: Sequence[Paragraph]) -> Noise:
    """Which of the paragraphs are noise; `texts` are their texts."""
    stamps = [is_stamp(text) for text in texts]
    real = [is_real(text) for text in texts]
    scopes = [scope_of(text) for text in texts]
    flags = [paragraph.furniture for paragraph in paragraphs]
    comments = _mark_phrases(
        flags, scopes, stamps, real, [_is_turn(t, p) for t, p in zip(texts, paragraphs, strict=True)]
    )
    _mark_headlines(flags, texts, stamps)
    _mark_menus(flags, texts, scopes)
    return Noise(tuple(flags), comments)


def _is_turn(text: str, paragraph: Paragraph) -> bool:
    return paragraph.marker is Marker.DASH and is_finished(text)


def _mark_phrases(
    flags: list[bool], scopes: Sequence[str], stamps: Sequence[bool], real: Sequence[bool], turns: Sequence[bool]
) -> int | None:
    """Mark lines, sections and the rest; the place where readers' comments begin."""
    in_section = seen_real = False
    for place, scope in enumerate(scopes):
        if scope == "rest" and seen_real:
            flags[place:] = [True] * (len(flags) - place)
            return place
        if scope == "section" and (seen_real or not _soon_real(place, real, stamps)):
            in_section = True
        elif in_section and (real[place] or turns[place]):
            in_section = False
        seen_real = seen_real or (real[place] and not in_section)
        flags[place] = flags[place] or in_section or scope in ("line", "section", "rest")
    return None


def _soon_real(place: int, real: Sequence[bool], stamps: Sequence[bool]) -> bool:
    """Whether the article itself follows: "Latest" above a title is the name of a section, not a list."""
    nearby = range(place + 1, min(place + 6, len(real)))
    return any(real[near] for near in nearby) and sum(stamps[near] for near in nearby) < 2


def _mark_headlines(flags: list[bool], texts: Sequence[str], stamps: Sequence[bool]) -> None:
    """Mark runs of short unfinished lines in which at least three are dates: lists of other articles."""
    start = 0
    while start < len(texts):
        end = start
        while end < len(texts) and (stamps[end] or _is_headline(texts[end])):
            end += 1
        dated = [place for place in range(start, end) if stamps[place]]
        if len(dated) >= _FEWEST_STAMPS:
            last = dated[-1]
            if dated[0] == start:
                first, last = start, min(last + 1, end - 1)
            else:
                # At the top of a page the title stands before the list.
                first = max(start, dated[0] - 1) if start == 0 else start
            flags[first : last + 1] = [True] * (last + 1 - first)
        start = max(end, start + 1)


def _is_headline(text: str) -> bool:
    return len(text) <= _HEADLINE and (not is_finished(text) or text.rstrip(' "”»').endswith("?"))


def _mark_menus(flags: list[bool], texts: Sequence[str], scopes: Sequence[str]) -> None:
    """Mark runs of very short lines, and lines of items with signs between, if several are words of menus."""
    start = 0
    for place in range(len(texts) + 1):
        if (
            place < len(texts)
            and len(texts[place]) <= 30
            and len(texts[place].split()) <= 3
            and not is_finished(texts[place])
        ):
            continue
        run = range(start, place)
        if len(run) >= _FEWEST_MENU_LINES and sum(scopes[near] == "menu" for near in run) >= 2:
            last = max(near for near in run if scopes[near] == "menu")
            flags[start : last + 1] = [True] * (last + 1 - start)
        start = place + 1
    for place, text in enumerate(texts):
        if len(text) <= _LONGEST_PHRASE_LINE:
            items = _MENU_SEPARATOR.split(text)
            if len(items) >= 3 and sum(scope_of(item) in ("menu", "line") for item in items) >= 2:
                flags[place] = True
