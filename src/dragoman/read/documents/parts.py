"""What each paragraph is in its document: title, heading, metadata or body.

The head of a document is what stands before its first real paragraph, its tail what stands after the last one.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.read.documents.extract import Marker, Paragraph
from dragoman.read.documents.imprint import read_imprint
from dragoman.read.documents.layout import begins_small, is_finished
from dragoman.read.documents.noise import is_caption, is_real
from dragoman.read.documents.people import is_outlet, is_person
from dragoman.read.documents.stamps import is_stamp
from dragoman.records import Role

_BYLINE = re.compile(
    r"\W*(?:by|written by|text by|authors?|interviewed by|interviewer|автор|беседовала?|yazar|yazan)\b"
    r"\s*:?\s+\W*[^\W\d_]",
    re.I,
)
_BIO = re.compile(
    r"\W*(?P<name>(?:[^\W\d_][\w.'’-]*\s+){1,3}[^\W\d_][\w.'’-]*)"
    r"(?:\s+is|\s+was|\s+works as|,)\s+(?:an?|the)\s[^.]{0,160}"
    r"\b(?:analyst|expert|professor|journalist|researcher|fellow|writer|columnist|editor|scholar|correspondent|lecturer|"
    r"historian|scientist|commentator|reporter|author|economist|observer|contributor)\b"
    r"|\W*(?P<writer>(?:[^\W\d_][\w.'’-]*\s+){1,3}[^\W\d_][\w.'’-]*)"
    r"\s+(?:writes|covers|reports|teaches) (?:on|for|about|from|at|in)\b"
)
_HEADING_LENGTH = 130
_HEADING_WORDS = 18
_QUESTION_HEADING_WORDS = 12
_CAPTION_LENGTH = 300
_LONGEST_MARKED = 250
_LONGEST_LABEL = 60
_MOST_HEADINGS_TOGETHER = 3
_HEAD_LINES = 6
_SHINGLE = 4
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Parts:
    """Roles by paragraph, the place of the title (None without one) and how far head and tail reach.

    `head` are the places up to and including the first two real paragraphs, after the lines that every page repeats;
    `tail` are those of the last four that stand below the first real paragraph.
    """

    roles: tuple[Role, ...]
    title: int | None
    head: tuple[int, ...]
    tail: tuple[int, ...]


def bio_name(text: str) -> str | None:
    """Whose biography a closing line is ("Anna Berg is a political analyst …"); None if it is none."""
    found = _BIO.match(text) if len(text) <= 600 else None
    name = (found["name"] or found["writer"]) if found else None
    return name if name and is_person(name) else None


def is_byline(text: str) -> bool:
    """Whether a line says who wrote: "By Anna Berg"."""
    return len(text) <= 120 and not is_finished(text) and _BYLINE.match(text) is not None


def find_parts(
    texts: Sequence[str], paragraphs: Sequence[Paragraph], noise: Sequence[bool], stated_title: str | None = None
) -> Parts:
    """The role of each paragraph; body until turns of speech are found."""
    kept = [place for place, flag in enumerate(noise) if not flag]
    roles = [Role.NOISE if flag else Role.BODY for flag in noise]
    real = [place for place in kept if is_real(texts[place]) and not paragraphs[place].level]
    opening = [place for place in kept if not real or place < real[0]][:15]
    closing = kept[-4:] if not real else [place for place in kept if place > real[-1]]
    _mark_meta(roles, texts, kept, {*opening, *closing, *kept[:_HEAD_LINES]})
    _mark_headings(roles, texts, paragraphs, kept)
    _mark_captions(roles, texts, kept)
    _mark_pull_quotes(roles, texts, paragraphs, kept)
    for place in kept[-3:] if len(kept) > 3 else []:
        if bio_name(texts[place]):
            roles[place] = Role.META
    title = _title(roles, texts, paragraphs, opening, stated_title)
    if title is not None:
        roles[title] = Role.TITLE
        # What stands above a title names the section or the person, not what follows.
        for place in opening:
            if place < title and roles[place] is Role.HEADING:
                roles[place] = Role.META
    head = [place for place in kept if len(real) < 2 or place <= real[1]][:15]
    # A journal prints its name and date above every page.
    head = [place for place, part in enumerate(paragraphs) if part.furniture and part.page == 0] + head
    tail = [place for place in kept[-4:] if place not in opening]
    return Parts(tuple(roles), title, tuple(head), tuple(tail))


def _mark_meta(roles: list[Role], texts: Sequence[str], kept: Sequence[int], edges: set[int]) -> None:
    for place in kept:
        text = texts[place]
        named = place in edges and len(text) <= 80 and (is_person(text) or is_outlet(text))
        named = named or (place in edges and read_imprint(text) is not None)
        if named or is_caption(text) or is_byline(text) or is_stamp(text):
            roles[place] = Role.META


def _mark_headings(
    roles: list[Role], texts: Sequence[str], paragraphs: Sequence[Paragraph], kept: Sequence[int]
) -> None:
    """Mark short unfinished lines before a paragraph that begins anew; questions only where other headings are."""
    found: list[int] = []
    labels = _recurring_labels(texts)
    before = ""
    for order, place in enumerate(kept):
        text = texts[place]
        follows = texts[kept[order + 1]] if order + 1 < len(kept) else ""
        free = (not before or is_finished(before)) and follows and not begins_small(follows)
        if roles[place] is Role.META:
            continue
        marked = paragraphs[place].level > 0 and len(text) <= _LONGEST_MARKED
        free = free and not begins_small(text) and _label(text) not in labels
        if marked or (free and _looks_like_heading(text, paragraphs[place])):
            found.append(place)
        else:
            before = text
    plain = {place for place in found if not texts[place].rstrip().endswith("?")}
    listed = _listed(found, kept, paragraphs)
    for place in found:
        if (place in plain or len(plain) > 1) and place not in listed:
            roles[place] = Role.HEADING


def _listed(found: Sequence[int], kept: Sequence[int], paragraphs: Sequence[Paragraph]) -> set[int]:
    """Unmarked lines that stand more than three in a row below the head: items of a list, not headings."""
    order = {place: number for number, place in enumerate(kept)}
    listed: set[int] = set()
    run: list[int] = []
    for place in [*found, -1]:
        if run and order.get(place) != order[run[-1]] + 1:
            if len(run) > _MOST_HEADINGS_TOGETHER and order[run[0]] > _HEAD_LINES:
                listed.update(near for near in run if not paragraphs[near].level)
            run = []
        run.append(place)
    return listed


def _looks_like_heading(text: str, paragraph: Paragraph) -> bool:
    if (
        paragraph.marker is not Marker.NONE
        or len(text) > _HEADING_LENGTH
        or text.rstrip(" *_").endswith((",", ":", ";", "|"))
    ):
        return False
    words = len(text.split())
    if text.rstrip().endswith("?"):
        return words <= _QUESTION_HEADING_WORDS
    return words <= _HEADING_WORDS and not is_finished(text)


def _mark_captions(roles: list[Role], texts: Sequence[str], kept: Sequence[int]) -> None:
    """Mark a short paragraph that stands in the middle of somebody's sentence: a caption or a quote pulled out."""
    for one, two, three in zip(kept, kept[1:], kept[2:], strict=False):
        if roles[one] is Role.BODY and not is_finished(texts[one]) and len(texts[one]) > _HEADING_LENGTH:
            short = len(texts[two]) <= _CAPTION_LENGTH and not begins_small(texts[two])
            if short and roles[two] is Role.BODY and begins_small(texts[three]):
                roles[two] = Role.META


def _mark_pull_quotes(
    roles: list[Role], texts: Sequence[str], paragraphs: Sequence[Paragraph], kept: Sequence[int]
) -> None:
    """Mark emphasised paragraphs that only repeat what stands elsewhere in the text."""
    candidates = [
        place
        for place in kept
        if roles[place] is Role.BODY and (paragraphs[place].emphasised or paragraphs[place].marker is Marker.QUOTE)
    ]
    if not candidates:
        return
    skipped = set(candidates)
    elsewhere: set[tuple[str, ...]] = set()
    for place in kept:
        if place not in skipped:
            elsewhere.update(_shingles(texts[place]))
    for place in candidates:
        own = _shingles(texts[place])
        if len(own) >= _SHINGLE and sum(shingle in elsewhere for shingle in own) >= 0.6 * len(own):
            roles[place] = Role.META


def _shingles(text: str) -> list[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    return [tuple(words[place : place + _SHINGLE]) for place in range(len(words) - _SHINGLE + 1)]


def _title(
    roles: Sequence[Role],
    texts: Sequence[str],
    paragraphs: Sequence[Paragraph],
    opening: Sequence[int],
    stated: str | None,
) -> int | None:
    """The place of the title: as stated, else the first heading of the head, else its first line that can be one."""
    if stated:
        wanted = _letters(stated)
        for place in opening:
            own = _letters(texts[place])
            if own and (own == wanted or (len(own) > 15 and own in wanted)):
                return place
    marked = [place for place in opening if paragraphs[place].level]
    if marked:
        return min(marked, key=lambda place: (paragraphs[place].level > 2, place))
    labels = _recurring_labels(texts)
    lines = [
        place
        for place in opening
        if _can_be_title(texts[place], paragraphs[place])
        and (place == opening[0] or not texts[place].rstrip().endswith("?"))
        and not _is_begun(texts, place, labels)
    ]
    for place in lines:
        if roles[place] is not Role.META and len(texts[place].split()) >= 3:
            return place
    first = next((place for place in lines if place == opening[0] and not is_stamp(texts[place])), None)
    return None if first is None or is_outlet(texts[first]) or is_byline(texts[first]) else first


def _can_be_title(text: str, paragraph: Paragraph) -> bool:
    asks = text.rstrip().endswith("?")
    if paragraph.marker is not Marker.NONE or len(text) > _LONGEST_MARKED or begins_small(text):
        return False
    if asks and paragraph.italic:
        return False
    return not is_finished(text) or text.rstrip("\"”»' ").endswith(("?", "!", "…"))


def _label(text: str) -> str:
    """What stands before a colon near the start of a text, empty if nothing does."""
    label, colon, _ = text[:_LONGEST_LABEL].partition(":")
    return label + colon if colon else ""


def _recurring_labels(texts: Sequence[str]) -> frozenset[str]:
    times = Counter(map(_label, texts))
    return frozenset(label for label, count in times.items() if label and count > 1)


def _is_begun(texts: Sequence[str], place: int, labels: frozenset[str]) -> bool:
    """Whether a line is the first half of a sentence, or one of several that begin with the same label ("Q: …")."""
    follows = texts[place + 1] if place + 1 < len(texts) else ""
    if begins_small(follows) and not is_finished(texts[place]):
        return True
    return _label(texts[place]) in labels


def _letters(text: str) -> str:
    return "".join(_WORD.findall(text.casefold()))
