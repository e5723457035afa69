"""The form of a correction: the fields of a finding in plain words, those first that analysts correct first.

Where few values are right a field is a list; where a field is a stretch of text it is given in its words.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dragoman.data import rows
from dragoman.records import Bound, ClaimType, EventType, Modality, Sign
from dragoman.show.correction import Correction

Options = Sequence[tuple[str, str]]
"""Values with what each is called."""
_DEEDS: Mapping[EventType, str] = {
    EventType.AGREE: "promise or agree to do something",
    EventType.CONSULT: "meet, call, negotiate",
    EventType.SUPPORT: "back, sign, recognise",
    EventType.CONCEDE: "yield, release, allow",
    EventType.COOPERATE: "work or exercise together",
    EventType.AID: "give money, goods, troops",
    EventType.RETREAT: "withdraw, cease fire",
    EventType.REQUEST: "ask, call on",
    EventType.ACCUSE: "criticise, condemn, sue",
    EventType.REJECT: "refuse, vote against, veto",
    EventType.THREATEN: "warn, set an ultimatum",
    EventType.PROTEST: "demonstrate, strike",
    EventType.SANCTION: "embargo, expel, break off",
    EventType.MOBILIZE: "raise or move forces",
    EventType.COERCE: "seize, arrest, deport",
    EventType.ASSAULT: "attack, kill, bomb",
}
_MODALITIES: Mapping[Modality, str] = {
    Modality.HAPPENED: "it happened",
    Modality.PLANNED: "it is planned or promised",
    Modality.HYPOTHETICAL: "it might happen",
    Modality.DENIED: "it is denied",
    Modality.DEMANDED: "it is demanded",
}
_NO_SIGN = (("", "nothing is said of how two stand"),)
_NAME = "a name or a code, as Kazakhstan or KAZ"
_NAMES = "names or codes, several apart by ;"
_DATE = "2022, 2022-01 or 2022-01-06; empty if it is not told"
_WORDS = "the words as they stand in the text; where they stand more than once, the nearest are taken"
_LABELS = {
    "event_type": ("Type", ""), "modality": ("Whether it happened", ""), "actors": ("Who acts", _NAMES), "recipients": ("To whom", _NAMES),
    "date": ("When", "2022, 2022-01, 2022-01-06, or a time as 2022-01-06/2022-01-08; empty if it is not told"), "place": ("Where", ""),
    "claim_type": ("Type", ""), "speaker": ("Who says it", _NAME), "about": ("About whom", _NAMES),
    "assessment-sign": ("How two stand, as it is said", ""), "assessment-a": ("one of the two", _NAME), "assessment-b": ("the other", _NAME),
    "relation": ("Type", ""), "a": ("One side", _NAME), "b": ("Other side", _NAME), "start": ("From", _DATE), "end": ("Until", _DATE),
    "value": ("Number", "as 26, 2.5 or 26,000,000,000"), "unit": ("Unit", "USD, tonne, percent …"), "bound": ("Exactly or about", ""),
    "due": ("By when", "2027, 2027-06 or 2027-06-30; empty if it is not told"), "condition": ("On what condition", ""),
    "voice": ("Through whom it is told", "outermost first, apart by ;"), "notes": ("Notes", "apart by ;"),
    "content": ("What is said", _WORDS + "; apart by …"), "cue": ("Word of saying", _WORDS), "span": ("Quote", _WORDS),
}  # fmt: skip
"""What a field is called, and what it wants."""
_FIRST = (
    "event_type", "claim_type", "relation", "value", "unit", "bound", "actors", "recipients", "a", "b", "speaker", "about", "assessment",
    "modality", "date", "start", "end", "due",
)  # fmt: skip
_PLACES = ("content", "cue", "span")


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of the form: `name` as it is sent, `value` as it stands, the `options` of a list, whether it is a `place`
    in the text; `of` is the field of the finding whose part it is."""

    name: str
    of: str
    label: str
    hint: str
    value: str
    options: Options = ()
    place: bool = False


def fields(correction: Correction) -> list[Field]:
    """The fields of a finding, in the order of the form."""
    ranked = sorted(correction.fields(), key=lambda key: _FIRST.index(key) if key in _FIRST else len(_FIRST))
    return [field for key in ranked for field in _fields_of(correction, key)]


def _fields_of(correction: Correction, key: str) -> list[Field]:
    if key != "assessment":
        value = correction.as_typed(key)
        return [_field(key, key, value, _with(value, _options(key)))]
    told = correction.row["assessment"] or {"a": "", "b": "", "sign": ""}
    parts = [_field(f"assessment-{part}", key, str(told[part]), ()) for part in ("a", "b")]
    signs = [*_NO_SIGN, *((str(sign), str(sign)) for sign in Sign)]
    return [_field("assessment-sign", key, str(told["sign"]), signs), *parts]


def _field(name: str, of: str, value: str, options: Options) -> Field:
    label, hint = _LABELS.get(name, (name.replace("_", " ").capitalize(), ""))
    return Field(name=name, of=of, label=label, hint=hint, value=value, options=options, place=name in _PLACES)


def _options(key: str) -> Options:
    """The values among which a field is chosen; none for a field that is typed."""
    if key == "event_type":
        return [(str(one), f"{one}: {_DEEDS[one]}") for one in EventType]
    if key == "modality":
        return [(str(one), _MODALITIES[one]) for one in Modality]
    if key == "relation":
        return _plain(dict.fromkeys(row["relation"] for row in rows("relations")))
    return _plain({"claim_type": ClaimType, "bound": Bound}.get(key, ()))


def _plain(values: Iterable[str]) -> Options:
    return [(str(value), str(value).replace("_", " ")) for value in values]


def _with(value: str, options: Options) -> Options:
    """The options, with the value as it stands if it is none of them."""
    return [(value, value), *options] if options and value not in dict(options) else options


def typed(form: Mapping[str, str]) -> dict[str, str]:
    """What a form that was sent says of each field of a finding; the parts of an assessment put together."""
    told = {name.removeprefix("field-"): text for name, text in form.items() if name.startswith("field-")}
    parts = [told.pop(f"assessment-{part}", "").strip() for part in ("a", "b", "sign")]
    if any(parts) or "field-assessment-sign" in form:
        told["assessment"] = "; ".join(parts) if parts[2] else ""
    return told
