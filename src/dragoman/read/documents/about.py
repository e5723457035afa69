"""Title, outlet and author of a document, each with the reason why we believe it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.read.documents.extract import Stated
from dragoman.read.documents.imprint import read_imprint
from dragoman.read.documents.interview import Interview
from dragoman.read.documents.parts import Parts, bio_name
from dragoman.read.documents.people import has_body_word, is_outlet, is_person, known_outlet, people_in
from dragoman.read.documents.stamps import is_stamp
from dragoman.records import Known, Role

_BYLINE = re.compile(r"\W*(?:by|written by|text by|authors?|автор|yazar|yazan)\b\s*:?\s+(?P<name>[^|•\n]{3,80})", re.I)
_FOOT = re.compile(
    r"\W*(?P<name>[^,]{4,50}),\s+(?:an?|the)?\s*[^.]{0,80}\b(?:analyst|expert|professor|journalist|researcher|fellow|writer|columnist|scholar)\b",
    re.I,
)
_WRITES = re.compile(
    r",\s+(?:writes|reports|notes|according to)\s+(?P<outlet>[^.,;]{2,40})"
    r"|\b(?P<before>[A-Z][^.,;]{2,40}?) (?:writes|reports)\b"
)
_WRITES_FOR = re.compile(r"\b(?:for|at|with) (?P<outlet>(?:[Tt]he )?[^\W\d_][\w’' -]{3,40})\.?$")
_LONGEST_LINE = 160
_DATELINE_OUTLET = re.compile(r"\W*[^\W\d_a-z][^(.]{1,60}\((?P<outlet>[^()]{2,40})\)\s*[-–—:]")


@dataclass(frozen=True, slots=True)
class About:
    """What is known about a document apart from its date."""

    title: Known | None
    outlet: Known | None
    author: Known | None


def find_about(stated: Stated, texts: Sequence[str], parts: Parts, interview: Interview) -> About:
    """Title, outlet and author: as the file states, else as the head, the introduction and the tail show."""
    return About(
        _title(stated, texts, parts), _outlet(stated, texts, parts, interview), _author(stated, texts, parts, interview)
    )


def _title(stated: Stated, texts: Sequence[str], parts: Parts) -> Known | None:
    if stated.title and not stated.weak:
        return stated.title
    if parts.title is None:
        return stated.title
    return Known(" ".join(texts[parts.title].split()), "title line of the text")


def _outlet(stated: Stated, texts: Sequence[str], parts: Parts, interview: Interview) -> Known | None:
    if stated.outlet:
        return stated.outlet
    return _outlet_line(texts, parts) or _outlet_asking(interview) or _outlet_in_text(texts, parts)


def _outlet_line(texts: Sequence[str], parts: Parts) -> Known | None:
    """The outlet that a line of the head names, alone or in an imprint."""
    lines = [place for place in parts.head if place != parts.title and len(texts[place]) <= _LONGEST_LINE]
    for place in lines:
        alone = is_outlet(texts[place]) and _near_top(place, texts, parts)
        if alone or _is_masthead(place, texts, parts):
            return Known(texts[place].strip(" *_"), "line at the top of the text")
    for place in lines:
        imprint = read_imprint(texts[place])
        if imprint and imprint.outlet:
            return Known(imprint.outlet, f"imprint “{_one_line(texts[place])}”")
    return None


def _outlet_asking(interview: Interview) -> Known | None:
    if interview.asker and (is_outlet(interview.asker) or "." in interview.asker.rstrip(".")):
        return Known(interview.asker, "introduction of the interview")
    return None


def _outlet_in_text(texts: Sequence[str], parts: Parts) -> Known | None:
    """The outlet of a dateline, that the first paragraph refers to, or for which the author is said to write."""
    opening = [place for place in parts.head if parts.roles[place] in (Role.BODY, Role.HEADING)][:2]
    for place in opening:
        found = _DATELINE_OUTLET.match(texts[place])
        if found and is_outlet(found["outlet"]):
            return Known(found["outlet"].strip(), "dateline")
    for said in (said for place in opening[:1] for said in _WRITES.finditer(texts[place][:600])):
        name = said["outlet"] or said["before"]
        if known_outlet(name):
            return Known(name, f"introduction “{said[0].strip(' ,')}”")
    for place in parts.tail:
        found = _WRITES_FOR.search(texts[place]) if bio_name(texts[place]) else None
        if found and has_body_word(found["outlet"]):
            return Known(found["outlet"], "note on the author at the end of the text")
    return None


def _is_masthead(place: int, texts: Sequence[str], parts: Parts) -> bool:
    """Whether a line is the first of all, above the title, and in capitals, as newspapers print their names."""
    above = place == parts.head[0] and parts.title is not None and place < parts.title
    return above and texts[place].isupper() and 2 <= len(texts[place].split()) <= 5


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _near_top(place: int, texts: Sequence[str], parts: Parts) -> bool:
    """Whether a line is one of the first three, or stands beside a date line."""
    order = parts.head.index(place)
    beside = parts.head[max(0, order - 1) : order + 2]
    return order < 3 or any(is_stamp(texts[near]) for near in beside)


def _author(stated: Stated, texts: Sequence[str], parts: Parts, interview: Interview) -> Known | None:
    if stated.author and not stated.weak:
        return stated.author
    return (
        _by_line(texts, (*parts.head, *parts.tail))
        or _name_line(texts, parts, interview)
        or _at_the_end(texts, parts, interview)
        or _who_asked(interview)
        or stated.author
    )


def _by_line(texts: Sequence[str], places: Sequence[int]) -> Known | None:
    for place in places:
        found = _BYLINE.match(texts[place]) if len(texts[place]) <= 140 else None
        names = people_in(found["name"]) if found else []
        if found and names and found["name"].find(names[0].split()[0]) < 40:
            return Known(" and ".join(names), f"byline “{_one_line(texts[place])}”")
    return None


def _name_line(texts: Sequence[str], parts: Parts, interview: Interview) -> Known | None:
    """A line of the head that is only a person's name – not that of the person interviewed."""
    for place in parts.head:
        name = texts[place].strip(" *_.,")
        if place == parts.title or parts.roles[place] is not Role.META or _is_masthead(place, texts, parts):
            continue
        imprint = read_imprint(texts[place])
        if imprint and imprint.author and not _is_guest(imprint.author, interview):
            return Known(imprint.author, f"imprint “{_one_line(texts[place])}”")
        if is_person(name) and not _is_guest(name, interview):
            return Known(name, "line with a name at the top of the text")
    return None


def _is_guest(name: str, interview: Interview) -> bool:
    return interview.guest is not None and name.casefold() == interview.guest.casefold()


def _at_the_end(texts: Sequence[str], parts: Parts, interview: Interview) -> Known | None:
    for place in parts.tail:
        text = texts[place].strip(" *_")
        foot = _FOOT.match(text) if len(text) <= 200 else None
        name = bio_name(text) or (foot["name"] if foot and is_person(foot["name"]) else None)
        if parts.roles[place] is Role.META and is_person(text):
            name = text
        if name and not _is_guest(name, interview):
            return Known(name, "note on the author at the end of the text")
    return None


def _who_asked(interview: Interview) -> Known | None:
    if interview.asker and is_person(interview.asker):
        return Known(interview.asker, "interviewer, named in the introduction")
    return None
