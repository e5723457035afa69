"""Modality: did a deed happen, is it planned, hypothetical, denied or demanded – by its form and by what governs it."""

import re

from dragoman.read.languages import russian
from dragoman.read.languages.lexicon import cue_words
from dragoman.read.languages.parties import Line
from dragoman.read.languages.triggers import Deed, negated, preceded
from dragoman.read.languages.verbforms import Tense
from dragoman.records import EventType, Modality

_FREE = frozenset((Tense.PAST, Tense.PRESENT, Tense.FUTURE, Tense.MUST))
_BY_TENSE = {
    Tense.PAST: Modality.HAPPENED,
    Tense.PRESENT: Modality.HAPPENED,
    Tense.FUTURE: Modality.PLANNED,
    Tense.MUST: Modality.DEMANDED,
}
_GOVERNING = (
    ("fails", Modality.HAPPENED),
    ("may", Modality.HYPOTHETICAL),
    ("plans", Modality.PLANNED),
    ("demands", Modality.DEMANDED),
    ("denies", Modality.DENIED),
    ("future", Modality.PLANNED),
)
_CONVERBS = ("arak", "erek", "ıp", "ip", "up", "üp", "ken", "an", "en", "ып", "іп")
_IF = {
    "ru": re.compile(r"если"),
    "tr": re.compile(r"\w+[ıiuüae]rs[ae]|\w+m[ae]zs[ae]"),
    "kk": re.compile(r"\w+са|\w+се"),
}


def modality_of(line: Line, deed: Deed) -> Modality | None:
    """Did it happen, by the form of the word and by what governs it; None if it is only named."""
    form = deed.form
    if deed.word.negated:
        return Modality.HAPPENED
    if form is not None and form.able:
        return Modality.HYPOTHETICAL
    if form is not None and negated(line, deed):
        return Modality.DENIED
    if deed.governor is not None:
        return deed.governor.word.inner if deed.governor.modality is not Modality.DENIED else Modality.DENIED
    if line.language == "ru":
        return _russian_modality(line, deed)
    return _turkic_modality(line, deed)


def _russian_modality(line: Line, deed: Deed) -> Modality | None:
    """By the form of the verb, and by the word before it that governs it."""
    low, _ = russian.clause(line, deed.place)
    if any(line.has(place, "condition") for place in range(low, min(low + 3, deed.place))):
        return Modality.HYPOTHETICAL
    form = deed.form
    if form is not None and form.tense in _FREE and form.finite:
        if form.tense is Tense.PAST and any(line.low(place) == "бы" for place in (deed.place - 1, deed.place + 1)):
            return Modality.HYPOTHETICAL
        return _weighed(line, deed, _BY_TENSE[form.tense])
    if form is not None and form.tense is Tense.BOUND:
        return Modality.HAPPENED
    told = _governing(line, range(deed.place - 1, max(-1, low - 1), -1))
    if told is not None:
        return told
    if form is not None:
        return _across(line, low)
    return _of_noun(line, deed)


def _across(line: Line, low: int) -> Modality | None:
    """An infinitive after a comma hangs on the clause before."""
    return _governing(line, range(low - 1, -1, -1)) if low and not line.words[low - 1].breaks else None


def _governing(line: Line, places: range) -> Modality | None:
    """What the nearest word of government says of what hangs on it."""
    for place in places:
        for name, modality in _GOVERNING:
            if line.has(place, name):
                negated = line.has(place - 1, "negation")
                if negated:
                    return Modality.HYPOTHETICAL if line.low(place).startswith("исключ") else Modality.DENIED
                return modality
    return None


def _of_noun(line: Line, deed: Deed) -> Modality | None:
    """A deed named by a noun happened if its clause tells of the past, or if no verb says otherwise."""
    low, high = russian.clause(line, deed.place)
    if any(line.has(place, "rumour") for place in range(max(low, deed.place - 3), deed.place)):
        return None
    if any(line.has(place, "may") for place in range(deed.place + 1, high)):
        return Modality.HYPOTHETICAL
    if deed.word.event_type is EventType.CONSULT and not _past(line, deed):
        return Modality.HYPOTHETICAL
    return Modality.HAPPENED


def _past(line: Line, deed: Deed) -> bool:
    low, high = russian.clause(line, deed.place)
    forms = (word.low.removesuffix("сь").removesuffix("ся") for word in line.words[low:high] if word.mention is None)
    return any(low_.endswith(("л", "ла", "ло", "ли")) and len(low_) > 3 for low_ in forms)


def _turkic_modality(line: Line, deed: Deed) -> Modality | None:
    """By the suffixes of the verb, and by the word after it that governs it."""
    form = deed.form
    after = range(deed.place + 1, min(len(line.words), deed.place + 6))
    if form is None:
        told = _governing(line, after)
        return told or Modality.HAPPENED
    if line.low(deed.place).endswith(("rsa", "rse")):
        return Modality.HYPOTHETICAL
    if line.has(deed.place + 1, "may"):
        return Modality.HYPOTHETICAL
    if form.tense in _FREE:
        return _weighed(line, deed, _BY_TENSE[form.tense])
    if any(line.has(place, "ongoing") for place in after):
        return Modality.HAPPENED
    return _governing(line, after) or (Modality.HAPPENED if line.low(deed.place).endswith(_CONVERBS) else None)


def _weighed(line: Line, deed: Deed, told: Modality) -> Modality:
    """What a free form tells, unless a word elsewhere in the sentence denies it, or it hangs on an "if"."""
    if told is Modality.HAPPENED and _is_denied(line, deed):
        return Modality.DENIED
    conditional = any(_IF[line.language].fullmatch(word.low) for word in line.words if word.mention is None)
    return Modality.HYPOTHETICAL if told is Modality.PLANNED and conditional else told


def _is_denied(line: Line, deed: Deed) -> bool:
    """Whether a word denies the deed: before it in Russian ("опровергли, что …"), after it in Turkish ("… yalanladı")."""
    russian_order = line.language == "ru"
    if not russian_order and (deed.form is None or deed.form.finite):
        return False
    for place in range(deed.place) if russian_order else range(deed.place + 1, len(line.words)):
        for stems, cue in cue_words(line.language).get(line.low(place)[:2], ()):
            if cue.denies and line.low(place).startswith(stems.stem) and preceded(line, place, stems.before):
                return not any(word.text == ";" for word in line.words[min(place, deed.place) : max(place, deed.place)])
    return False
