"""Interviews, cut into turns: who asks, who answers, and where each turn begins.

Recognised, in this order: labels ("**Name:** …", "Name: …", "Q:", "A.B.:"), dashes, emphasised questions with plain
answers, and – only where an interview is announced or the questions address somebody – nothing but questions that
alternate with answers. A turn holds until the next begins. An op-ed with rhetorical questions is no interview.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from dragoman.read.documents.extract import Marker, Paragraph
from dragoman.read.documents.interview import Interview
from dragoman.read.documents.layout import is_finished
from dragoman.read.documents.people import is_outlet, is_person, known_outlet, without_ranks
from dragoman.records import Role

_LABEL = re.compile(
    r"(?P<wrap>\*{1,3}|_{1,3})?(?P<label>[^\W\d_][^:*\n]{0,60}?)\s*(?P<close>\*{1,3}|_{1,3})?\s*[:：]\s*(?:\*{1,3}|_{1,3})?\s*"
)
_INITIALS = re.compile(r"(?:[^\W\d_a-zа-яё]\.\s?){1,3}|[^\W\d_a-zа-яё]{1,3}")
_ASKS_LIST = (
    "q question questions interviewer host moderator correspondent в вопрос корр корреспондент ведущий s soru sunucu"
)
_ASKS = frozenset(_ASKS_LIST.split())
_ANSWERS_LIST = "a answer interviewee guest о ответ c cevap yanıt"
_ANSWERS = frozenset(_ANSWERS_LIST.split())
_YOU = re.compile(r"\b(?:you|your|yours|yourself|вы|вас|вам|ваш\w*|вами|siz\w*)\b|(?:sunuz|siniz|sınız|sünüz)\b", re.I)
_LONGEST_QUESTION = 900
_FEWEST_TURNS = 2
_FEWEST_ALTERNATIONS = 3


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn that begins at a paragraph: its role, whose it is, and at which offset inside it the words begin."""

    role: Role
    speaker: str | None
    skip: int = 0


@dataclass(frozen=True, slots=True)
class _Label:
    name: str
    skip: int
    bold: bool


def find_turns(
    texts: Sequence[str], paragraphs: Sequence[Paragraph], roles: Sequence[Role], interview: Interview
) -> dict[int, Turn]:
    """The turns by the paragraph at which they begin; empty if the document is no interview."""
    body = [place for place, role in enumerate(roles) if role is Role.BODY]
    return (
        _labelled(texts, paragraphs, body, interview)
        or _dashed(texts, paragraphs, body, interview)
        or _emphasised(texts, paragraphs, body, interview)
        or _alternating(texts, body, roles, interview)
    )


def _asks(text: str) -> bool:
    """Whether a paragraph ends as a question does."""
    return text.rstrip(' *_"”»)').endswith("?") and len(text) <= _LONGEST_QUESTION


def _question(interview: Interview) -> Turn:
    return Turn(Role.QUESTION, interview.asker)


def _answer(interview: Interview) -> Turn:
    return Turn(Role.ANSWER, interview.guest)


def _label_of(text: str) -> _Label | None:
    found = _LABEL.match(text)
    if not found:
        return None
    name = " ".join(found["label"].split()).rstrip()
    plain = name.rstrip(".").lower()
    fits = plain in _ASKS or plain in _ANSWERS or _INITIALS.fullmatch(name) or _is_speaker(name)
    return _Label(name, found.end(), found["wrap"] is not None) if fits else None


def _is_speaker(name: str) -> bool:
    """Whether a label can be a speaker: a person with or without rank, a surname, an outlet."""
    words = name.split()
    if len(words) > 7 or not words[0][:1].isupper():
        return False
    bare = without_ranks(name)
    return (
        is_person(bare.title() if bare.isupper() else bare)
        or is_outlet(name)
        or (len(bare.split()) == 1 and bare[:1].isupper())
    )


def _labelled(
    texts: Sequence[str], paragraphs: Sequence[Paragraph], body: Sequence[int], interview: Interview
) -> dict[int, Turn]:
    labels = {place: label for place in body if (label := _label_of(texts[place]))}
    times = Counter(label.name for label in labels.values())
    trusted = {
        place: label for place, label in labels.items() if times[label.name] > 1 or (label.bold and len(times) > 1)
    }
    names = Counter(label.name for label in trusted.values())
    open_questions = [place for place in body if place not in trusted and _asks(texts[place])]
    if not names or max(names.values()) < _FEWEST_TURNS:
        return {}
    askers = _askers(texts, trusted, interview)
    led = any(label.bold for label in trusted.values()) or len(names) > 1 or interview.announced
    if len(names) == 1 and not (open_questions and led):
        return {}
    turns = {place: _labelled_turn(label, askers, interview) for place, label in trusted.items()}
    if not askers:
        after = dict(pairwise(body))
        turns.update({place: _question(interview) for place in open_questions if after.get(place) in trusted})
    return turns


def _askers(texts: Sequence[str], trusted: dict[int, _Label], interview: Interview) -> set[str]:
    """The labels of those who ask: named so, an outlet, or mostly ending in a question mark."""
    asked = Counter(label.name for place, label in trusted.items() if _asks(texts[place]))
    times = Counter(label.name for label in trusted.values())
    found = set()
    for name, count in times.items():
        plain = name.rstrip(".").lower()
        guest = interview.guest is not None and interview.guest.endswith(without_ranks(name))
        if plain in _ASKS or (not guest and plain not in _ANSWERS and (asked[name] * 2 > count or known_outlet(name))):
            found.add(name)
    return found if found != set(times) else set()


def _labelled_turn(label: _Label, askers: set[str], interview: Interview) -> Turn:
    plain = label.name.rstrip(".").lower()
    asks = label.name in askers
    person: str | None = _person_behind(label.name, interview)
    if plain in _ASKS or plain in _ANSWERS:
        person = interview.asker if asks else interview.guest
    return Turn(Role.QUESTION if asks else Role.ANSWER, person, label.skip)


def _person_behind(label: str, interview: Interview) -> str:
    """The full name for a surname or initials that the introduction explains, else the label without ranks."""
    bare = without_ranks(label)
    for name in (interview.guest, interview.asker):
        if name and name != bare:
            initials = "".join(word[0] for word in name.split())
            if name.lower().endswith(" " + bare.lower()) or label.replace(".", "").replace(" ", "") == initials:
                return name
    return known_outlet(bare) or bare


def _dashed(
    texts: Sequence[str], paragraphs: Sequence[Paragraph], body: Sequence[int], interview: Interview
) -> dict[int, Turn]:
    dashed = [place for place in body if paragraphs[place].marker is Marker.DASH]
    asking = [place for place in dashed if _asks(texts[place])]
    if len(asking) < _FEWEST_TURNS:
        return {}
    if len(asking) == len(dashed):
        return _with_plain_answers(asking, body, interview)
    if len(dashed) - len(asking) < _FEWEST_TURNS or (dashed[0] != asking[0] and len(asking) * 4 < len(dashed)):
        return {}
    turns: dict[int, Turn] = {}
    answering = True
    for number, place in enumerate(dashed):
        following = dashed[number + 1] if number + 1 < len(dashed) else None
        answering = _dash_answers(texts, place, following, asked=not answering)
        turns[place] = _answer(interview) if answering else _question(interview)
    return turns


def _dash_answers(texts: Sequence[str], place: int, following: int | None, *, asked: bool) -> bool:
    """Whether a dashed paragraph answers: turns alternate, but a long statement is no question."""
    if asked:
        return not (
            _asks(texts[place]) and following is not None and not _asks(texts[following]) and len(texts[place]) < 250
        )
    return not _asks(texts[place]) and len(texts[place]) > 400


def _with_plain_answers(asking: Sequence[int], body: Sequence[int], interview: Interview) -> dict[int, Turn]:
    """Marked questions; whatever stands between them answers."""
    turns: dict[int, Turn] = {}
    after = dict(pairwise(body))
    questions = set(asking)
    for place in asking:
        turns[place] = _question(interview)
        if place in after and after[place] not in questions:
            turns[after[place]] = _answer(interview)
    return turns if any(turn.role is Role.ANSWER for turn in turns.values()) else {}


def _emphasised(
    texts: Sequence[str], paragraphs: Sequence[Paragraph], body: Sequence[int], interview: Interview
) -> dict[int, Turn]:
    marked = [place for place in body if paragraphs[place].emphasised]
    asking = [place for place in marked if _asks(texts[place])]
    fewest = _FEWEST_TURNS if interview.announced else _FEWEST_ALTERNATIONS
    if len(asking) < fewest or len(asking) * 5 < len(marked) * 3 or len(marked) * 3 > len(body) * 2:
        return {}
    # A question may be an order ("Tell us about …"): emphasised paragraphs after the first question all ask.
    later = [place for place in marked if place >= asking[0] and is_finished(texts[place])]
    return _with_plain_answers(later, body, interview)


def _alternating(
    texts: Sequence[str], body: Sequence[int], roles: Sequence[Role], interview: Interview
) -> dict[int, Turn]:
    asking = {
        place
        for place, role in enumerate(roles)
        if role in (Role.BODY, Role.HEADING) and _asks(texts[place]) and _only_asks(texts[place])
    }
    if len(asking) < _FEWEST_ALTERNATIONS:
        return {}
    flow = [place for place, role in enumerate(roles) if role is Role.BODY or place in asking]
    changes = sum(1 for one, two in pairwise(flow) if one in asking and two not in asking)
    addressed = sum(1 for place in asking if _YOU.search(texts[place]))
    longest = _longest_stretch(flow, asking)
    if changes < _FEWEST_ALTERNATIONS or longest > 10:
        return {}
    if addressed * 2 < len(asking) and not (interview.announced and addressed):
        return {}
    return _with_plain_answers(sorted(asking), flow, interview)


def _only_asks(text: str) -> bool:
    """Whether a paragraph is short enough to be nothing but a question."""
    return len(text) <= 500


def _longest_stretch(flow: Sequence[int], asking: set[int]) -> int:
    """The most paragraphs between two questions, from the first question on."""
    longest = stretch = 0
    begun = False
    for place in flow:
        begun = begun or place in asking
        stretch = 0 if place in asking else stretch + begun
        longest = max(longest, stretch)
    return longest


def with_known_speakers(turns: dict[int, Turn], interview: Interview) -> Interview:
    """The interview with the guest and the asker that labels name where the introduction did not."""
    answering = Counter(turn.speaker for turn in turns.values() if turn.role is Role.ANSWER and turn.speaker)
    asking = Counter(turn.speaker for turn in turns.values() if turn.role is Role.QUESTION and turn.speaker)
    guest = interview.guest or next(iter(answering), None)
    asker = interview.asker or next(iter(asking), None)
    return replace(interview, guest=guest, asker=asker)
