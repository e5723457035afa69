"""The answer: the form in which a model has to give what it found, and the reading of what it sent instead.

Everything in it is either a quote of the text or one word of a closed vocabulary: there is no field for free words. An
item that does not keep to the form is left out and counted, and the others are read.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from dragoman.read.wordlists import relation_nouns
from dragoman.records import ClaimType, EventType, Modality, Sign

_MOST = 400  # items of one kind in one answer
_TRIES = 60  # places at which the answer may begin, in prose around it
_THOUGHTS = re.compile(r"<think(?:ing)?>.*?</think(?:ing)?>", re.DOTALL)


@cache
def relations() -> tuple[str, ...]:
    """The kinds of tie, as the ledger names them."""
    return tuple(sorted({relation for relation, _ in relation_nouns().values()}))


def _listed(relation: str) -> str:
    if relation not in relations():
        raise ValueError("no kind of tie")
    return relation


def _strict(schema: dict[str, Any]) -> None:
    """Every field required and none besides, as strict structured output demands."""
    schema.pop("title", None)
    schema.pop("description", None)
    schema["additionalProperties"] = False
    schema["required"] = list(schema["properties"])
    for field in schema["properties"].values():
        field.pop("default", None)
        field.pop("title", None)


Quote = Annotated[str, BeforeValidator(lambda words: "" if words is None else words)]
Relation = Annotated[
    str, AfterValidator(_listed), Field(json_schema_extra=lambda schema: schema.update(enum=[*relations()]))
]


class _Form(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", json_schema_extra=_strict)


class ToldEvent(_Form):
    """Who did what to whom; `words` are those that tell of the deed."""

    words: str
    event_type: EventType
    modality: Modality
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    date: Quote = ""
    place: Quote = ""


class ToldSides(_Form):
    """How the speaker describes the relation of two sides."""

    a: str
    b: str
    sign: Sign


class ToldClaim(_Form):
    """Who says what, by which words."""

    speaker: Quote = ""
    cue: Quote = ""
    content: tuple[str, ...]
    claim_type: ClaimType
    denies: bool = False
    assessment: ToldSides | None = None


class ToldTie(_Form):
    """What binds `a` to `b`; `words` are those that tell of it."""

    words: str
    a: str
    b: str
    relation: Relation
    modality: Modality
    since: Quote = ""
    until: Quote = ""


class ToldFigure(_Form):
    """A number with its unit, as the text has it."""

    words: str


class ToldForecast(_Form):
    """What may come, according to the speaker."""

    speaker: Quote = ""
    content: str
    due: Quote = ""
    condition: Quote = ""


Told = ToldEvent | ToldClaim | ToldTie | ToldFigure | ToldForecast
_KINDS: dict[str, type[Told]] = {
    "claims": ToldClaim,
    "events": ToldEvent,
    "ties": ToldTie,
    "figures": ToldFigure,
    "forecasts": ToldForecast,
}


class _Whole(_Form):
    claims: tuple[ToldClaim, ...]
    events: tuple[ToldEvent, ...]
    ties: tuple[ToldTie, ...]
    figures: tuple[ToldFigure, ...]
    forecasts: tuple[ToldForecast, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model told, and how many items did not keep to the form."""

    told: tuple[Told, ...]
    misformed: int


class Unreadable(ValueError):
    """What came is no answer in the form asked for."""


@cache
def schema() -> dict[str, Any]:
    """The form as a JSON schema."""
    return _Whole.model_json_schema()


def read_answer(text: str) -> Answer:
    """What a model's words hold, prose and fences around them left out; raises Unreadable if they hold no answer."""
    whole = _object_in(text)
    told: list[Told] = []
    misformed = 0
    for name, form in _KINDS.items():
        items = whole.get(name) or []
        if not isinstance(items, list):
            misformed += 1
            continue
        misformed += max(0, len(items) - _MOST)
        for item in items[:_MOST]:
            try:
                told.append(form.model_validate(item))
            except (ValidationError, RecursionError):
                misformed += 1
    return Answer(tuple(told), misformed)


def _object_in(text: str) -> dict[str, Any]:
    for value in _values_in(_THOUGHTS.sub(" ", text)):
        if isinstance(value, dict) and not _KINDS.keys().isdisjoint(value):
            return value
    raise Unreadable("no answer in the form asked for")


def _values_in(text: str) -> Iterator[Any]:
    """The JSON values that begin at a brace, the first ones first."""
    decoder, at = json.JSONDecoder(), text.find("{")
    for _ in range(_TRIES):
        if at < 0:
            return
        past = at + 1
        try:
            value, past = decoder.raw_decode(text, at)
            yield value
        except (ValueError, RecursionError):
            pass
        at = text.find("{", past)
