"""Deeds: the words of a sentence that tell a political event, with class, modality and sides.

A row of `languages_deeds.csv` names the word; the grammar of the language says who stands where. A deed bound to
another verb ("призвал возобновить переговоры", "katılmayı reddetti") has the modality that this gives it.

Source: [PLOVER]
"""

from collections.abc import Sequence

from dragoman.read.languages import turkic
from dragoman.read.languages.modalities import modality_of
from dragoman.read.languages.parties import Line, Party
from dragoman.read.languages.triggers import Deed, grammar, triggers
from dragoman.read.languages.verbforms import Tense
from dragoman.records import Modality


def deeds(line: Line) -> list[Deed]:
    """The deeds of a sentence, in order, those that nobody did and nothing asserts left out."""
    found = _without_doubles(line, list(triggers(line)))
    for deed in found:
        _place_sides(line, deed)
    for deed in found:
        _govern(line, deed, found)
    for deed in found:
        deed.modality = modality_of(line, deed)
        _inherit_sides(deed)
    return [deed for deed in found if deed.modality is not None and _enough(line, deed)]


def _without_doubles(line: Line, found: list[Deed]) -> list[Deed]:
    """A noun tells nothing beside a verb of the same class in its clause, nor a verb beside the noun that it carries."""
    kept = []
    for deed in found:
        low, high = grammar(line.language).clause(line, deed.place)
        beside = [other for other in found if other is not deed and low <= other.place < high]
        if not deed.word.is_verb and any(other.word.event_type == deed.word.event_type for other in beside):
            continue
        if any(other.first < deed.first <= other.place or (other.first <= deed.place < other.place) for other in found):
            continue
        kept.append(deed)
    return kept


def _place_sides(line: Line, deed: Deed) -> None:
    """Find actors and recipients where the row says that they stand."""
    speech = grammar(line.language)
    row = deed.word
    if row.actor:
        deed.actors = _first_slot(line, deed, row.actor, [])
    elif row.is_verb and not (deed.form is not None and deed.form.first):
        deed.actors = speech.subject(line, deed.place, deed.form)
    if deed.form is not None and deed.form.passive and line.language == "ru":
        deed.recipients, deed.actors = deed.actors, speech.slot(line, deed.place, "ins", deed.actors)
    deed.recipients = deed.recipients or _first_slot(line, deed, row.recipient, deed.actors)
    if row.reciprocal:
        deed.actors, deed.recipients = [*deed.actors, *deed.recipients], []


def _first_slot(line: Line, deed: Deed, slots: Sequence[str], taken: list[Party]) -> list[Party]:
    speech = grammar(line.language)
    for name in slots:
        found: list[Party] = speech.slot(line, deed.place, name, taken)
        if found:
            return found
    return []


def _govern(line: Line, deed: Deed, found: list[Deed]) -> None:
    """The deed above one that hangs on it: before it in Russian, after it in Turkish."""
    if deed.form is not None and deed.form.finite and not _under_condition(line, deed):
        return
    if line.language == "ru":
        above = [
            other
            for other in found
            if other.place < deed.place and other.word.inner and _same_sentence(line, other, deed)
        ]
        deed.governor = above[-1] if above else None
    elif deed.form is None or deed.form.tense is Tense.BOUND:
        above = [other for other in found if other.place > deed.place and other.word.inner]
        clear = above and not any(turkic.is_finite(line, n) for n in range(deed.place + 1, above[0].place))
        deed.governor = above[0] if clear else None


def _same_sentence(line: Line, one: Deed, two: Deed) -> bool:
    between = line.words[one.place : two.place]
    return not any(word.breaks for word in between)


def _under_condition(line: Line, deed: Deed) -> bool:
    low, _ = grammar(line.language).clause(line, deed.place)
    return line.has(low, "condition")


def _inherit_sides(deed: Deed) -> None:
    """What somebody is asked for, or accused of, he does; what he agrees to do, the one who agrees does."""
    above = deed.governor
    if above is None:
        return
    if above.word.inner in (Modality.DEMANDED, Modality.HAPPENED) and above.recipients:
        own = [party for party in deed.actors if party not in (*above.actors, *above.recipients)]
        deed.recipients = deed.recipients or (own if not deed.word.is_verb else [])
        deed.actors = list(above.recipients)
        if above.word.inner is Modality.HAPPENED:
            deed.recipients = list(above.actors)
    elif above.word.inner is Modality.DEMANDED:
        deed.actors = []  # whoever asks for it is not the one who does it
    elif not deed.actors:
        deed.actors = list(above.actors)
    taken = {id(party) for party in deed.actors}
    deed.recipients = [party for party in deed.recipients if id(party) not in taken]


def _enough(line: Line, deed: Deed) -> bool:
    """Whether enough is known of its sides for the row; a passive need not say who did it."""
    if deed.word.reciprocal and len(deed.actors) > 1:
        return True
    if deed.word.reciprocal and deed.form is not None and deed.form.passive:
        return False
    unnamed = parties_word(line, deed) is not None
    if deed.word.needs == "recipient":
        return bool(deed.recipients)
    if deed.word.needs == "both":
        return bool(deed.recipients and (deed.actors or unnamed))
    if deed.word.needs == "actor":
        passive = deed.form is not None and deed.form.passive
        return bool(deed.actors or unnamed or (passive and deed.recipients))
    return bool(deed.actors or deed.recipients or unnamed)


def parties_word(line: Line, deed: Deed) -> int | None:
    """The word for those who take part without being named ("стороны"), before a deed."""
    low, _ = grammar(line.language).clause(line, deed.place)
    return next((n for n in (*range(low, deed.place), *range(low)) if line.has(n, "party")), None)
