"""Title, outlet and author of a document, each with the reason why we believe it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.read.extract import Stated
from dragoman.read.interview import Interview
from dragoman.read.parts import Parts, bio_name
from dragoman.read.people import first_person, is_outlet, is_person, known_outlet
from dragoman.read.stamps import is_stamp
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
    for place in parts.head:
        if (
            place != parts.title
            and len(texts[place]) <= 60
            and is_outlet(texts[place])
            and _near_top(place, texts, parts)
        ):
            return Known(texts[place].strip(" *_"), "line at the top of the text")
    if interview.asker and (known_outlet(interview.asker) or "." in interview.asker.rstrip(".")):
        return Known(interview.asker, "introduction of the interview")
    for place in parts.head:
        found = _DATELINE_OUTLET.match(texts[place])
        if found and known_outlet(found["outlet"]):
            return Known(found["outlet"].strip(), "dateline")
        for said in _WRITES.finditer(texts[place][:600]):
            name = said["outlet"] or said["before"]
            if known_outlet(name) and place == parts.head[0 if parts.title is None else min(1, len(parts.head) - 1)]:
                return Known(name, f"introduction “{said[0].strip(' ,')}”")
    return None


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
        name = first_person(found["name"]) if found else None
        if found and name and found["name"].find(name.split()[0]) < 40:
            return Known(name, f"byline “{' '.join(texts[place].split())}”")
    return None


def _name_line(texts: Sequence[str], parts: Parts, interview: Interview) -> Known | None:
    """A line of the head that is only a person's name – not that of the person interviewed."""
    for place in parts.head:
        name = texts[place].strip(" *_.,")
        if (
            place != parts.title
            and parts.roles[place] is Role.META
            and is_person(name)
            and not _is_guest(name, interview)
        ):
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
