"""Russian sentences: which parties stand in them, and what part each plays beside a verb.

No parser: cases, prepositions and the marks between clauses decide. A comma ends a clause unless it stands between
joined names; a verb without a subject takes that of the clause before.
"""

import itertools
import re
from dataclasses import replace

from dragoman.read.languages.cases import ALL, Cases, is_adjective, of_adjective, of_name, of_noun
from dragoman.read.languages.parties import Directory, Line, Party
from dragoman.read.languages.verbforms import Form
from dragoman.world import EntityKind, Sense

_VERB = re.compile(r"\w{2,}(?:[аеияуыёо]л[аио]?(?:сь|ся)?|[её]т(?:ся)?|ит(?:ся)?|[юуая]т(?:ся)?|ть(?:ся)?|сти|чь)")
_CLIMB = 5  # words that a head noun may stand before its genitive
_SAME = {"во": "в", "со": "с", "ко": "к", "об": "о", "обо": "о", "ото": "от", "подо": "под"}
_SOON = 3  # words after "and" within which a verb begins a clause
_PLACES = ("в", "на")
_INDECLINABLE = 3  # cases; a name that may stand in more does not decline
_PRONOUNS = frozenset(("мы", "я", "вы"))


def parties(line: Line, directory: Directory) -> list[Party]:
    """The parties of a sentence, in order, those that are joined in one group."""
    found: list[Party] = []
    for place, word in enumerate(line.words):
        if not directory.acts(word):
            continue
        assert word.mention is not None
        adjective = word.mention.sense is Sense.DEMONYM and is_adjective(word.low)
        party = _by_adjective(line, directory, place) if adjective else _by_noun(line, directory, place)
        found.append(party)
    found = _with_names(line, directory, found)
    _join(line, found)
    return found


def _by_adjective(line: Line, directory: Directory, place: int) -> Party:
    """ "российский суд": who acts for the state; "российские товары": whose they are."""
    word = line.words[place]
    head = place + 1
    while head < len(line.words) and line.words[head].mention is None and is_adjective(line.low(head)):
        if line.has(head, "organ"):
            break
        head += 1
    own = line.has(head, "organ")
    last = head if own else place
    party = Party(directory.actor(line, word, place, last), place, last, of_adjective(word.low), own=own)
    party.preposition = _preposition(line, place)
    return party


def _by_noun(line: Line, directory: Directory, place: int) -> Party:
    word = line.words[place]
    known = directory.dictionary_form(word)
    cases = ALL if word.text.isupper() else of_name(word.low.replace("ё", "е"), known)
    if word.mention is not None and word.mention.entity.kind is EntityKind.PERSON:
        cases = _of_person(cases)
    before = _preposition(line, place)
    if "gen" in cases and not before:
        head = _organ_above(line, place)
        if head is not None:
            actor = directory.actor(line, word, head, place)
            low = line.low(head)
            case = ALL if line.words[head].text.isupper() else of_noun(low)
            return Party(actor, head, place, case, _preposition(line, head))
        if _noun_above(line, place):
            above = _preposition(line, place - 1)
            return Party(directory.actor(line, word, place, place), place, place, cases, above, own=False)
    court = place - 2
    sort = "court" if before in _PLACES else "visitor" if before == "из" else ""
    if sort and line.has(court, sort):  # "суд в Минске" is a court of Belarus, "коллега из Казахстана" acts for it
        return Party(
            directory.actor(line, word, court, place), court, place, of_noun(line.low(court)), _preposition(line, court)
        )
    return Party(directory.actor(line, word, place, place), place, place, cases, before)


def _of_person(cases: Cases) -> Cases:
    """A person is no object in the nominative: "Путин" does, "Путина" is done to."""
    if cases == frozenset(("nom", "acc")):
        return frozenset(("nom",))
    return cases | {"acc"} if cases == frozenset(("gen",)) else cases


def _with_names(line: Line, directory: Directory, found: list[Party]) -> list[Party]:
    """ "Президент России Владимир Путин" is one party: the person, in the case of the name."""
    kept: list[Party] = []
    named = -1
    for party in found:
        before = kept[-1] if kept else None
        person = party.actor.id is not None and directory.is_person(party.actor.id)
        beside = before is not None and before.own and before.last == party.first - 1 and before.first != named
        if before is not None and beside and person and not party.preposition:
            named = before.first
            span = line.span(directory.text, before.first, party.last)
            cases = party.cases & before.cases or party.cases
            actor = replace(party.actor, span=span, state=party.actor.state or before.actor.state)
            kept[-1] = Party(actor, before.first, party.last, cases, before.preposition)
        else:
            kept.append(party)
    return kept


def _preposition(line: Line, place: int) -> str:
    """The preposition before a phrase, adjectives between left out."""
    before = place - 1
    while before >= 0 and line.words[before].mention is None and is_adjective(line.low(before)) and place - before < 3:
        before -= 1
    low = line.low(before)
    return _SAME.get(low, low) if line.has(before, "preposition") else ""


def _organ_above(line: Line, place: int) -> int | None:
    """The head of "министр иностранных дел Казахстана": the leftmost organ whose genitives lead to the name."""
    head: int | None = None
    for before in range(place - 1, max(-1, place - 1 - _CLIMB), -1):
        word = line.words[before]
        if not word.is_word or line.has(before, "preposition", "joint", "negation") or word.mention is not None:
            break
        if line.has(before, "organ"):
            head = before
            cases = ALL if word.text.isupper() else of_noun(word.low)
            if "gen" not in cases:
                break
        elif is_verb(line, before) or (head is not None and not _is_genitive(word.low)):
            break
    return head


def _is_genitive(word: str) -> bool:
    return "gen" in (of_adjective(word) if is_adjective(word) else of_noun(word))


def _noun_above(line: Line, place: int) -> bool:
    """Whether a noun right before a genitive rules it: "роль Астаны"."""
    word = line.words[place - 1] if place else None
    if word is None or not word.is_word or not word.text[0].isalpha() or word.mention is not None:
        return False
    no_noun = line.has(place - 1, "preposition", "joint", "negation", "conjunction", "future", "may")
    return not (no_noun or is_verb(line, place - 1) or is_adjective(word.low))


def is_verb(line: Line, place: int) -> bool:
    """Whether a word looks like a verb."""
    return bool(_VERB.fullmatch(line.low(place))) and not line.has(place, "organ") and line.words[place].mention is None


def _join(line: Line, found: list[Party]) -> None:
    """Give joined names one group, the cases that they share, and the preposition of the first."""
    number = 0
    for one, two in itertools.pairwise(found):
        between = [line.low(place) for place in range(one.last + 1, two.first)]
        if between and all(word == "," or line.has(one.last + 1 + n, "joint") for n, word in enumerate(between)):
            shared = one.cases & two.cases
            inherits = one.own and one.last > one.first and "gen" in two.cases and two.first == two.last
            if not (shared or inherits) or (two.preposition and two.preposition != one.preposition):
                continue
            if inherits:
                two.cases, two.own = one.cases, one.own
            else:
                one.cases = two.cases = shared
                two.own = two.own and (one.own or bool(two.preposition))
            two.preposition = two.preposition or one.preposition
            if not one.group:
                number += 1
                one.group = number
            two.group = one.group
    _part_lists(line, found)


def _part_lists(line: Line, found: list[Party]) -> None:
    """Names with nothing but commas between them are no list: "Турция, Россия …"."""
    for number in {party.group for party in found if party.group}:
        group = [party for party in found if party.group == number]
        if not any(line.has(place, "joint") for place in range(group[0].last, group[-1].first)):
            for party in group:
                party.group = 0


def clause(line: Line, place: int) -> tuple[int, int]:
    """The clause around a word, as a half-open range of words."""
    if place not in line.clauses:
        low = place
        while low > 0 and not _ends(line, low - 1):
            low -= 1
        high = place + 1
        while high < len(line.words) and not _ends(line, high):
            high += 1
        line.clauses[place] = low, high
    return line.clauses[place]


def _ends(line: Line, mark: int) -> bool:
    """Whether a clause ends at a mark or word."""
    word = line.words[mark]
    if word.breaks:
        return True
    if mark in line.joints:
        return False
    if word.text == ",":
        return not _listed(line, mark)
    return word.low in ("и", "но", "а") and any(is_verb(line, mark + step) for step in range(1, _SOON + 1))


def _listed(line: Line, comma: int) -> bool:
    """Whether a comma stands in a list of nouns, one word each."""
    after = line.low(comma + 2)
    return after in ("и", "или") and not is_verb(line, comma + 1) and not line.has(comma + 1, "conjunction")


def subject(line: Line, place: int, form: Form | None) -> list[Party]:
    """Who does what the verb at `place` says; those before it first, then of the clause before, then those after it."""
    low, high = clause(line, place)
    if any(line.low(n) in _PRONOUNS for n in range(low, place)):
        return []
    fit = [one for one in line.parties if one.own and "nom" in one.cases and not one.preposition]
    inside = [one for one in fit if low <= one.first and one.last < high]
    before = [one for one in inside if one.last < place]
    if before:
        return line.group_of(before[-1])
    if form is not None and form.plural and (somewhere := _impersonal(line, low, place)):
        return line.group_of(somewhere)
    after = [one for one in inside if one.first > place and "acc" not in one.cases]
    if after:
        return line.group_of(after[0])
    earlier = [one for one in fit if one.last < low] if not _relative(line, low) else []
    if earlier:
        return line.group_of(earlier[0])
    somewhere = _impersonal(line, 0, place) if form is not None and form.plural else None
    if somewhere is not None:
        return line.group_of(somewhere)
    return line.group_of(inside[0]) if inside else []


def _relative(line: Line, low: int) -> bool:
    return line.low(low).startswith("котор")


def _impersonal(line: Line, low: int, high: int) -> Party | None:
    """ "В Баку утверждают": a place or organ that speaks for its state."""
    for party in line.parties:
        inside = low <= party.first and party.last < high and party.own and party.preposition in _PLACES
        if inside and ("loc" in party.cases or len(party.cases) > _INDECLINABLE):
            return party
    return None


def slot(line: Line, place: int, name: str, taken: list[Party]) -> list[Party]:
    """The parties that stand in a slot of the word at `place` – a case, a preposition or `of` – the nearest after it first."""
    low, high = clause(line, place)
    free = [one for one in line.parties if low <= one.first and one.last < high and one not in taken]
    after = [one for one in free if one.first > place]
    before = [one for one in reversed(free) if one.last < place]
    for party in (*after, *before):
        if _fits(party, name):
            return [one for one in line.group_of(party) if one not in taken]
    return []


def _fits(party: Party, name: str) -> bool:
    if name == "of":
        return not party.own and not party.preposition
    if name in ALL:
        return party.own and not party.preposition and name in party.cases
    return party.preposition == name
