"""Russian sources: which words beside a verb of speech name the speaker."""

from dragoman.read.languages.cases import is_adjective, of_noun
from dragoman.read.languages.parties import Line
from dragoman.read.languages.sayings import Cue

_PRONOUNS = frozenset("он она они его её ее их я мы".split())
_ADVERBS = frozenset(
    "ранее также тогда вчера сегодня при этом позднее позже затем накануне ещё еще уже тоже вновь снова однако между вместе с тем".split()
)
_LONGEST = 14  # words of a source
_NAME = 6  # words in marks that may be a name


def quoted_words(line: Line, cue: Cue, high: int) -> tuple[int, int] | None:
    """ "Цитирует агентство слова министра": the minister speaks."""
    for place in range(cue.last + 1, high):
        if line.low(place) in ("слова", "заявление", "высказывание"):
            return phrase(line, place + 1, high)
    return None


def source_of(line: Line, cue: Cue, low: int, high: int) -> tuple[int, int] | None:
    """The words for the speaker: before the cue if a name or noun can be the subject there, else after it."""
    left = _left(line, cue.first, low)
    right = phrase(line, cue.last + 1, high)
    if left is not None and can_speak(line, left[0]):
        return left
    if right is not None and can_speak(line, right[0]):
        return right
    if cue.form.plural and (place := somewhere(line, cue.last + 1, high)):
        return place
    return left or right


def _left(line: Line, cue: int, low: int) -> tuple[int, int] | None:
    start = cue
    while start > low and line.words[start - 1].text != ",":
        opening = opening_of(line, start - 1, low)
        if opening is None and line.words[start - 1].breaks:
            break
        start = start - 1 if opening is None else opening
    while start < cue and (
        line.has(start, "conjunction") or line.low(start) in _ADVERBS or not line.words[start].is_word
    ):
        start += 1
    last = cue - 1
    while last >= start and (line.low(last) in _ADVERBS or line.has(last, "negation")):
        last -= 1
    return (start, last) if start <= last and last - start < _LONGEST else None


def opening_of(line: Line, closing: int, low: int) -> int | None:
    """Where the marks open that close at a place around a name: "клуба «Яуза»"."""
    if line.words[closing].text not in ("»", "”"):
        return None
    return next((n for n in range(closing - 1, max(low, closing - _NAME) - 1, -1) if line.words[n].text in "«“"), None)


def phrase(line: Line, start: int, high: int) -> tuple[int, int] | None:
    """The noun phrase that begins at a place, with the name in marks that may belong to it."""
    while start < high and line.low(start) in _ADVERBS:
        start += 1
    place = start
    while place < high and place - start < _LONGEST:
        word = line.words[place]
        if (word.text in '«“"' and place > start) or (word.text == "«" and place == start):
            closing = next((n for n in range(place + 1, min(high, place + 6)) if line.words[n].text in '»”"'), None)
            if closing is None:
                break
            place = closing + 1
            continue
        if not word.is_word or word.text[0].isdigit() or line.has(place, "preposition", "conjunction"):
            break
        if place > start and (line.low(start) in _PRONOUNS or _is_listener(word.low)):
            break
        place += 1
    return (start, place - 1) if place > start else None


def _is_listener(word: str) -> bool:
    return word in ("журналистам", "агентству", "изданию", "газете", "телеканалу", "корреспонденту", "порталу")


def can_speak(line: Line, place: int) -> bool:
    """Whether the word can begin a subject: a name or noun in the nominative, a pronoun, or "в" before a place."""
    word = line.words[place]
    if word.low in _PRONOUNS or word.text.isupper() or word.text in '«“"':
        return True
    if line.has(place, "preposition"):
        party = next((one for one in line.parties if place < one.first <= place + 2), None)
        return word.low in ("в", "во", "на") and party is not None and party.own
    party = next((one for one in line.parties if one.first == place), None)
    if party is not None and party.own:
        return "nom" in party.cases
    if is_adjective(word.low):
        return word.low[-2:] in ("ый", "ий", "ая", "яя", "ое", "ее", "ые", "ие", "ой")
    return word.text[0].isalpha() and "nom" in of_noun(word.low)


def somewhere(line: Line, place: int, high: int) -> tuple[int, int] | None:
    """ "Сообщили в Лондоне"."""
    if line.low(place) in ("в", "во", "на") and place + 1 < high:
        found = phrase(line, place + 1, high)
        return (place, found[1]) if found else None
    return None
