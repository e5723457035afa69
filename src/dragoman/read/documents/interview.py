"""Who asks and who answers, as the title and the introduction of an interview say it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.read.documents.people import first_person, is_person, known_outlet

_REACH = 160
_GUEST_AFTER = re.compile(
    r"\b(?:interview(?:s|ed)?(?: with| of)?|conversation with|(?:spoke|spoken|speaks|talked|talks?|chatted|"
    r"sat down|discussed [^.]{0,80}) (?:to|with)|dialogue with|Q&A with|questions (?:to|for)|our guest(?: is)?"
    r"|answers? (?:from|by))\s+(?!by\b)",
    re.I,
)
_IN_AN_INTERVIEW = re.compile(
    r"\b(?:in|during|as part of) (?:an?|his|her|their|the|our|this|that)\s(?:\w+\s){0,2}$", re.I
)
_ANSWERED = re.compile(
    r"\banswer(?:ed|s)\s+(?:the\s+)?(?:(?P<asker>[^.]{2,60}?)['’]s?\s+)?questions?\b"
    r"(?:\s+(?:of|from|by)\s+(?P<other>[^.]{2,60}))?"
)
_GUEST_BEFORE = re.compile(
    r"\b(?:told|spoke (?:to|with)|talked (?:to|with)|said|shared|gave)\b[^.]{0,60}?\b(?:interview|in a conversation)\b"
    r"|\b(?:gave|granted) (?:an? )?(?:\w+ )?interview\b"
)
_INTERVIEW_SUBJECT = re.compile(
    r"^(?:in|during) (?:an?|his|her|their) (?:\w+ ){0,2}interview (?:with|to|for) [^,.]{2,80},\s+", re.I
)
_QUOTING_TITLE = re.compile(r"^\W*(?P<name>[^:“\"«]{4,60}?):\s*[“\"«'‘]")
_ASKED_BY = re.compile(
    r"\b(?:interview(?:ed)?|conducted|questions|asked) (?:was )?(?:conducted |prepared )?by\s+(?P<asker>[^.,;\n]{2,60})"
    r"|\binterview(?:er)?\s*:\s*(?P<other>[^.,;\n]{2,60})",
    re.I,
)
_SUBJECT = re.compile(
    r"^\W*(?P<who>[^\s,.][^,]{1,60}?)\s+(?:has |have )?"
    r"(?:had an? (?:\w+ )?(?:conversation|interview|talk)|spoke|talked|sat down|interviewed|discussed)\b"
)


@dataclass(frozen=True, slots=True)
class Interview:
    """The person interviewed and the person or outlet that asks, without ranks; None where the text does not say."""

    guest: str | None = None
    asker: str | None = None

    @property
    def announced(self) -> bool:
        """Whether the text says that it is an interview."""
        return self.guest is not None


def announced_in(lines: Sequence[str]) -> Interview:
    """What the title and the first paragraphs announce."""
    guest = asker = None
    for line in lines:
        line = line.replace("*", "").replace("_", " ")
        guest = guest or _guest(line)
        asker = asker or _asker(line)
    return Interview(guest, asker if asker != guest else None)


def _guest(line: str) -> str | None:
    answered = _ANSWERED.search(line)
    if answered:
        return first_person(line[: answered.start()][-_REACH:])
    subject = _INTERVIEW_SUBJECT.match(line)
    if subject:
        return first_person(line[subject.end() :][:_REACH])
    for found in _GUEST_AFTER.finditer(line):
        if _IN_AN_INTERVIEW.search(line[: found.start()]):
            return first_person(line[: found.start()]) if found.start() > 40 else None
        name = first_person(_clause(line[found.end() :]))
        if name:
            return name
    before = _GUEST_BEFORE.search(line)
    if before:
        return first_person(line[: before.start()])
    title = _QUOTING_TITLE.match(line)
    return first_person(title["name"]) if title and len(line) <= 250 else None


def _clause(text: str) -> str:
    """What follows, up to the end of the sentence; a full stop after a rank or an initial does not end it."""
    end = re.search(r"(?<=[^\W\d_]{5})[.!?]\s", text)
    return text[: end.start() if end else _REACH][:_REACH]


def _asker(line: str) -> str | None:
    found = _ASKED_BY.search(line) or _ANSWERED.search(line)
    if found and (found["asker"] or found["other"]):
        return _person_or_outlet(found["asker"] or found["other"])
    subject = _SUBJECT.match(line)
    return _person_or_outlet(subject["who"]) if subject else None


def _person_or_outlet(words: str) -> str | None:
    words = words.strip(" *_")
    outlet = known_outlet(words)
    if outlet or re.fullmatch(r"(?:[\w-]+\.)+[a-z]{2,6}", words, re.I):
        return outlet or words
    return words if is_person(words) else first_person(words)
