"""Turkish and Kazakh sentences: which parties stand in them, and what part each plays beside a verb.

The verb stands last; what belongs to it stands before, down to the verb before. A bare name with a comma after it, or
at the head of the sentence, is the subject; a genitive is that of a verb turned into a noun ("Rusya'nın gönderdiği").
"""

import itertools
import re
from dataclasses import replace

from dragoman.read.languages.cases import Cases, of_ending, of_suffix
from dragoman.read.languages.parties import Directory, Line, Party
from dragoman.read.languages.verbforms import Form, Tense
from dragoman.read.languages.words import bare
from dragoman.world import EntityKind, Sense

_FINITE = {
    "tr": re.compile(
        r"\w{2,}(?:[dt][ıiuü](?:l[ae]r|k)?|yor(?:lar|du)?|[ae]c[ae]k(?:l[ae]r|t[ıiuü]r)?|m[ıiuü]şt?[ıiuü]?r?|[ae]bilir|m[ae]z|m[ae]l[ıiuü]|m[ae]kt[ae]d[ıiuü]r)"
    ),
    "kk": re.compile(r"\w{2,}(?:[дт][ыі]|[аей]д[ыі]|д[ыі]қ|мін|міз)|\w+уда|мүмкін"),
}
_NO_VERBS = frozenset("şimdi kendi adı adında değil yedi hiçbiri ülkedeki kadar yarattı".split())
_OWNERS = ("larının", "lerinin", "ların", "lerin")
_REACH = 3  # words between a possessor and the organ that it has
_SUFFIX = re.compile(r"['’](\w+)$")
_KAZAKH_WITH = re.compile(r"\w{3,}([мбп]ен)$")
_OBJECT = re.compile(r"\w+[ıiuü]n(?:[ıiuü]|[ae]|d[ae]n?)")
_POSSESSED = re.compile(r"[ıiuü]['’]?n(?:[ae]|d[ae]n?|[ıiuü]n?)$|[ыі]н(?:ың|ің|а|е|да|де|ан|ен)$")
_CASES = frozenset("acc dat gen ins abl loc".split())


def parties(line: Line, directory: Directory) -> list[Party]:
    """The parties of a sentence, in order, those that are joined in one group."""
    found: list[Party] = []
    for place, word in enumerate(line.words):
        if directory.acts(word) and not (found and found[-1].last >= place):
            found.append(_party(line, directory, place))
    found = _with_names(line, directory, found)
    _join(line, found)
    return found


def _party(line: Line, directory: Directory, place: int) -> Party:
    word = line.words[place]
    assert word.mention is not None
    cases = _cases_of_name(line, directory, place)
    bare = cases == frozenset(("nom",))
    last = _organ_after(line, place, possessor="gen" in cases) if bare or "gen" in cases else place
    if last > place:
        cases, own, loose = case_of_word(line, last), True, False
    else:
        person = word.mention.entity.kind is EntityKind.PERSON
        noun = bare and not person and _noun_follows(line, place)
        demonym = word.mention.sense is Sense.DEMONYM and not directory.is_name(word)
        own = not ("gen" in cases or (bare and demonym) or noun)
        loose = noun and not demonym and not _POSSESSED.search(line.low(place + 1))
    party = Party(directory.actor(line, word, place, last), place, last, cases, own=own, loose=loose)
    if line.has(last + 1, "postposition"):
        party.preposition = line.low(last + 1)
    return party


def _with_names(line: Line, directory: Directory, found: list[Party]) -> list[Party]:
    """ "Rusya Devlet Başkanı Vladimir Putin'in" is one party: the person, in the case of the name."""
    kept: list[Party] = []
    named = -1
    for party in found:
        before = kept[-1] if kept else None
        person = party.actor.id is not None and directory.is_person(party.actor.id)
        titled = (
            before is not None
            and before.first != named
            and before.own
            and "nom" in before.cases
            and before.last > before.first
        )
        if before is not None and titled and person and before.last == party.first - 1:
            span = line.span(directory.text, before.first, party.last)
            actor = replace(party.actor, span=span, state=party.actor.state or before.actor.state)
            kept[-1] = replace(party, actor=actor, first=before.first)
            named = before.first
        else:
            kept.append(party)
    return [_with_unknown_name(line, directory, party) for party in kept]


def _with_unknown_name(line: Line, directory: Directory, party: Party) -> Party:
    """A title goes on in a name that only the text knows: "Kazakistan Dışişleri Bakanı Asker Bekenov'un"."""
    last = party.last
    if party.first == last or not party.own or "nom" not in party.cases:
        return party
    while last + 1 < len(line.words) and last - party.last < 3 and _in_name(line, last + 1):
        last += 1
    if last - party.last < 2:
        return party
    name = bare(" ".join(word.text for word in line.words[party.last + 1 : last + 1]))
    span = line.span(directory.text, party.first, last)
    actor = replace(party.actor, name=name, id=None, span=span)
    grown = _SUFFIX.search(line.low(last)) or (_KAZAKH_WITH.search(line.low(last)) if line.language == "kk" else None)
    cases = of_suffix(grown.group(1), line.language) if grown else frozenset(("nom",))
    after = line.low(last + 1) if line.has(last + 1, "postposition") else ""
    return replace(party, actor=actor, last=last, cases=cases, preposition=after)


def _in_name(line: Line, place: int) -> bool:
    word = line.words[place]
    return word.mention is None and word.capital and word.text[0].isalpha() and not line.has(place, "organ")


def _cases_of_name(line: Line, directory: Directory, place: int) -> Cases:
    """The case of a name by what it has grown; a name of several words may grow it without an apostrophe."""
    word = line.words[place]
    if word.ending:
        return of_suffix(word.ending, line.language)
    assert word.mention is not None
    known, written = directory.dictionary_form(word), word.mention.text.lower()
    if written.replace("̇", "") == known or not written.startswith(known[:4]) or len(written) <= len(known):
        return frozenset(("nom",))
    return of_suffix(written[len(known) :], line.language)


def case_of_word(line: Line, place: int) -> Cases:
    """The cases of a noun as written, with or without an apostrophe before its ending."""
    low = line.low(place)
    grown = _SUFFIX.search(low)
    return of_suffix(grown.group(1), line.language) if grown else of_ending(low, line.language)


def _organ_after(line: Line, place: int, *, possessor: bool) -> int:
    """The last word of "Kazakistan Dışişleri Bakanlığı", of "Özbekistan'ın Ankara Büyükelçisi"; the place itself if none."""
    last = place
    step = place + 1
    while step < len(line.words) and step - last <= (_REACH if possessor and last == place else 1):
        word = line.words[step]
        if line.has(step, "organ") and (word.mention is None):
            last = step
            possessor = False
        elif not (possessor and word.mention is not None and not word.ending):
            break
        step += 1
    return last


def _noun_follows(line: Line, place: int) -> bool:
    """Whether a noun follows to which a bare name may belong: "Kazak tahılına"."""
    after = place + 1
    if after >= len(line.words) or not line.words[after].is_word or line.words[after].mention is not None:
        return False
    if line.words[after].text[0].isdigit() or line.has(after, "postposition", "joint") or is_finite(line, after):
        return False
    return line.low(after) not in ("bir", "dün", "bu", "yeni", "ise", "da", "de")


def _join(line: Line, found: list[Party]) -> None:
    """Give joined names one group, with the case and the organ of the last one."""
    number = 0
    for one, two in reversed(list(itertools.pairwise(found))):
        between = [line.low(place) for place in range(one.last + 1, two.first)]
        comma = between == [","] and bool(two.group) and _is_listed(one, two)
        joint = len(between) == 1 and (line.has(one.last + 1, "joint") or between == ["-"])
        alike = one.cases == two.cases or "nom" in one.cases
        if not alike or not (joint or comma) or one.preposition in ("arasındaki", "karşı"):
            continue
        one.cases, one.own, one.preposition, one.loose = two.cases, two.own, two.preposition, two.loose
        if not two.group:
            number += 1
            two.group = number
        one.group = two.group


def _is_listed(one: Party, two: Party) -> bool:
    """Whether a comma joins: "X, Y ve Z'nin" has one ending for all, but "X, Y ve Z'yle görüştü" begins with the subject."""
    bare = one.cases == frozenset(("nom",)) and two.preposition != "arasındaki"
    return bare and (one.first > 0 or "nom" in two.cases)


def is_finite(line: Line, place: int) -> bool:
    """Whether a word looks like a verb at which a clause ends."""
    word = line.words[place]
    if word.mention is not None or word.capital or word.low in _NO_VERBS:
        return False
    return bool(_FINITE[line.language].fullmatch(word.low)) and _may_end(line, place)


def _may_end(line: Line, place: int) -> bool:
    """A finite verb stands before a mark, before "and", at the end, or before a word that is no noun of its own."""
    after = place + 1
    return after >= len(line.words) or not line.words[after].is_word or line.has(after, "joint") or line.low(after) in (
        "ancak", "ama", "fakat", "ise", "diye",
    )  # fmt: skip


def clause(line: Line, place: int) -> tuple[int, int]:
    """The clause of the verb at `place`: from the finite verb or mark before it, to itself."""
    if place not in line.clauses:
        low = place
        while low > 0 and not line.words[low - 1].breaks and not is_finite(line, low - 1):
            low -= 1
        line.clauses[place] = low, place + 1
    return line.clauses[place]


def subject(line: Line, place: int, form: Form | None) -> list[Party]:
    """Who does what the verb at `place` says."""
    low, _ = clause(line, place)
    if any(line.low(n).startswith(("taraflar", "тараптар")) for n in range(low, place)):
        return []
    if form is not None and form.passive:
        return slot(line, place, "tarafından", [])
    if form is not None and not form.finite:
        if form.relative:
            after = [one for one in line.parties if one.first > place and one.own and "nom" in one.cases]
            if after:
                return line.group_of(after[0])
        elif form.tense is not Tense.BOUND or line.language == "kk":
            owner = [one for one in line.parties if low <= one.first < place and _is_genitive(one)]
            owner = [one for one in owner if not _has_object(line, one, place)] if line.language == "tr" else owner
            if owner:
                return line.group_of(owner[0])
        else:
            owner = [one for one in line.parties if low <= one.first < place and one.cases == frozenset(("gen",))]
            if owner:
                return line.group_of(owner[-1])
            if any(line.low(n).endswith(_OWNERS) for n in range(low, place)):
                return []  # somebody whom the world does not know does it: "bakanlarının imzalaması"
    return _bare(line, low, place) or _bare(line, _sentence_part(line, low), low)


def _has_object(line: Line, party: Party, place: int) -> bool:
    """Whether a genitive owns the object of the verb ("Ermenistan'ın bütünlüğünü desteklediğini"), and is not its subject."""
    after = range(party.last + 1, min(party.last + 3, place))
    words = [line.low(n) for n in after if line.words[n].mention is None]
    return any(_OBJECT.fullmatch(word) for word in words) and all(not line.words[n].mention for n in after)


def _sentence_part(line: Line, low: int) -> int:
    """Where the part of a sentence begins that a semicolon ends."""
    return next((n + 1 for n in range(low - 1, -1, -1) if line.words[n].text in ";:"), 0)


def _is_genitive(party: Party) -> bool:
    return party.cases == frozenset(("gen",))


def _bare(line: Line, low: int, high: int) -> list[Party]:
    """The bare names between two places: one with a comma after it first, then the first that belongs to no noun."""
    bare = [one for one in line.parties if low <= one.first and one.last < high and "nom" in one.cases]
    bare = [
        one for one in bare if not one.preposition or (one.preposition in ("ile", "мен", "бен", "пен") and one.group)
    ]
    plain = [one for one in bare if one.own]
    marked = [one for one in plain if line.low(one.last + 1) == ","]
    first = [one for one in bare if one.loose and one.first == low]
    chosen = (marked or first or plain)[:1]
    return line.group_of(chosen[0]) if chosen else []


def slot(line: Line, place: int, name: str, taken: list[Party]) -> list[Party]:
    """The parties in a slot of the word at `place` – a case, a postposition or `of` – the nearest before it first."""
    low, _ = clause(line, place)
    free = [one for one in line.parties if low <= one.first and one.first < place and one not in taken]
    if name == "subj":
        return subject(line, place, None)
    for party in free if name == "gen" else reversed(free):
        if _fits(party, name):
            return [one for one in line.group_of(party) if one not in taken]
    return []


def _fits(party: Party, name: str) -> bool:
    if name == "of":
        return not party.own
    if name in _CASES:
        return name in party.cases and (party.own or _is_genitive(party)) and not (name == "acc" and party.loose)
    if name == "мен":
        return party.preposition in ("мен", "бен", "пен")
    return party.preposition == name
