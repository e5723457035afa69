"""What an analyst types for a field of a finding, made into what the contract has there; and back.

Each reader says in one sentence what its field wants, in a UsageError, if the text is not that.
"""

import datetime
import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dragoman.data import rows
from dragoman.errors import UsageError
from dragoman.records import (
    Bound,
    ClaimType,
    Document,
    EventType,
    Modality,
    PartialDate,
    Row,
    Sign,
    Span,
    parse_when,
)
from dragoman.show.words import unturned
from dragoman.world import World

FIXED = ("id", "kind", "status", "source", "method", "confidence", "quad", "intensity")
_NOTHING = ("", "none", "null", "-")
_APART = " … "
_MOST_LETTERS = 1500  # of words that a form shows; longer ones are told by their place
_CODE = re.compile(r"[A-Z]{2,8}")
_PLACE = re.compile(r"(\d+)\s*[-–]\s*(\d+)")
_PLACES = re.compile(rf"{_PLACE.pattern}(?:\s*;\s*{_PLACE.pattern})*")


@dataclass(frozen=True, slots=True)
class Correction:
    """A finding to be corrected, with the text that it quotes and the world in which names are looked up."""

    row: Row
    document: Document
    world: World

    def fields(self) -> list[str]:
        """The fields that can be corrected."""
        return [key for key in self.row if key not in FIXED]

    def as_typed(self, key: str) -> str:
        """What would have to be typed for a field to be as it is."""
        return _typed(self.row[key])

    def read(self, key: str, text: str) -> Any:
        """The value that a text means in a field; raises UsageError with what the field wants."""
        if key not in self.fields():
            raise UsageError(f"{key} is no field that can be corrected", f"these can: {', '.join(self.fields())}")
        kind = self.row["kind"]
        reader = _READERS.get((kind, key)) or _READERS.get(("", key)) or _text
        return reader(self, key, text.strip())

    def changes(self, typed: Mapping[str, str]) -> tuple[Row, dict[str, UsageError]]:
        """The fields that were typed anew with their values, and those that cannot be read with what they want."""
        changed: Row = {}
        faults: dict[str, UsageError] = {}
        for key in self.fields():
            if key not in typed or _is_same(typed[key], self.as_typed(key)):
                continue
            try:
                value = self.read(key, typed[key])
            except UsageError as fault:
                faults[key] = fault
                continue
            if value != self.row[key]:
                changed[key] = value
        return changed, faults

    def verify(self, changes: Row) -> None:
        """Raises UsageError if the changed fields contradict each other or those that stay."""
        row = self.row | changes
        if row["kind"] == "tie" and row["start"] and row["end"]:
            start, end = PartialDate.parse(row["start"]), PartialDate.parse(row["end"])
            if end.last < start.first:
                raise UsageError(f"the tie from {start} to {end} ends before it begins", "correct its start or its end")

    @property
    def day(self) -> datetime.date | None:
        """The day as of which names are looked up: the finding's, else that of publication."""
        for said in (self.row.get("date"), self.row.get("start"), self.row["source"]["published"]):
            try:
                if said:
                    return parse_when(said).first
            except UsageError:  # a source may carry a date that is none
                continue
        return None


def _is_same(typed: str, shown: str) -> bool:
    """Whether a field was left as the form showed it, which may break lines and shows no sign that turns letters round."""
    return typed.split() in (shown.split(), unturned(shown).split())


def _typed(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return _words(value) if value and _is_span(value[0]) else "; ".join(_typed(part) for part in value)
    if not isinstance(value, dict):
        return str(value)
    if "sign" in value:
        return f"{value['a']}; {value['b']}; {value['sign']}"
    return _words([value]) if _is_span(value) else str(value["name"] or value["id"])


def _is_span(value: Any) -> bool:
    return isinstance(value, dict) and "exact" in value


def _words(spans: list[Row]) -> str:
    """Stretches of text in their words; by their places if they are long, or hold signs that a form would change."""
    words = _APART.join(span["exact"] for span in spans)
    if len(words) <= _MOST_LETTERS and " ".join(words.split()).isprintable():
        return words
    return "; ".join(f"{span['start']}-{span['end']}" for span in spans)


def _wants(key: str, what: str, hint: str = "") -> UsageError:
    return UsageError(f"{key.replace('_', ' ')} wants {what}", hint)


def _text(_: Correction, key: str, text: str) -> str | None:
    return None if text.casefold() in _NOTHING else text


def _some_text(_: Correction, key: str, text: str) -> str:
    if not text:
        raise _wants(key, "a word or more")
    return text


def _when(_: Correction, key: str, text: str) -> str | None:
    if text.casefold() in _NOTHING:
        return None
    try:
        return str(parse_when(text))
    except UsageError:
        raise _wants(
            key, "a year, a month or a day, or the first and last of a time", "2022, 2022-01, 2022-01-06/2022-01-08"
        ) from None


def _date(_: Correction, key: str, text: str) -> str | None:
    if text.casefold() in _NOTHING:
        return None
    try:
        return str(PartialDate.parse(text))
    except UsageError:
        raise _wants(key, "a year, a month or a day", "2022, 2022-01 or 2022-01-06") from None


def _number(_: Correction, key: str, text: str) -> float:
    try:
        number = float(text.replace(",", "").replace(" ", ""))
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise _wants(key, "a number", "as 26, 2.5 or 26,000,000,000")
    return number


def _one_of(values: Iterable[str]) -> "Reader":
    allowed = list(values)

    def read(_: Correction, key: str, text: str) -> str:
        for value in allowed:
            if value.casefold() == text.casefold().replace(" ", "_") or value.casefold() == text.casefold():
                return str(value)
        raise _wants(key, f"one of {', '.join(allowed)}")

    return read


def _relation(correction: Correction, key: str, text: str) -> str:
    read: Reader = _one_of(dict.fromkeys(row["relation"] for row in rows("relations")))
    return str(read(correction, key, text))


def _actor(correction: Correction, key: str, text: str) -> Row:
    """The actor that a name or code means; one that the finding names already keeps its place in the text."""
    if not text:
        raise _wants(key, "a name or a code", "as KAZ, OTS or Kassym-Jomart Tokayev")
    world, day = correction.world, correction.day
    for old in _named(correction.row):
        if str(old["name"]).casefold() == text.casefold():
            return old
    known = world.identities(text, on=day, nearly=False)
    found = (known[0].id, known[0].name) if known else (None, text)
    for old in _named(correction.row):
        if old["id"] and old["id"] == found[0]:
            return old
    if not known and _CODE.fullmatch(text):
        raise UsageError(f"{text} is no code that the world knows", "write a name, or look it up with `dragoman who`")
    state = world.rollup(known[0].id, on=day) if known else None
    return {"name": found[1], "id": found[0], "state": state, "span": None}


def _named(row: Row) -> list[Row]:
    """The actors on a row as it stands."""
    parts = [row[key] for key in ("actors", "recipients", "about", "speaker", "a", "b", "voice") if key in row]
    flat = [actor for part in parts for actor in (part if isinstance(part, list) else [part])]
    return [actor for actor in flat if isinstance(actor, dict)]


def _actors(correction: Correction, key: str, text: str) -> list[Row]:
    if text.casefold() in _NOTHING:
        return []
    parts = text.split(";" if ";" in text else ",")
    return [_actor(correction, key, part.strip()) for part in parts if part.strip()]


def _assessment(correction: Correction, key: str, text: str) -> Row | None:
    if text.casefold() in _NOTHING:
        return None
    parts = [part.strip() for part in text.split(";" if ";" in text else ",")]
    if len(parts) != 3 or parts[2].casefold() not in list(Sign) or not (parts[0] and parts[1]):
        raise _wants(key, f"two actors and one of {', '.join(Sign)}", "as CHN, RUS, adversarial – or none")
    a, b = (_actor(correction, key, part) for part in parts[:2])
    return {"a": _side(a), "b": _side(b), "sign": parts[2].casefold()}


def _side(actor: Row) -> str:
    return str(actor["state"] or actor["id"] or actor["name"].casefold())


def _span(correction: Correction, key: str, text: str) -> Row:
    found = _PLACE.fullmatch(text)
    place = (int(found[1]), int(found[2])) if found else _words_in(correction, text)
    whole = correction.document.text
    if not place or not place[0] < place[1] <= len(whole) or not whole[place[0] : place[1]].strip():
        raise _wants(key, "words as they stand in the text, or their place", f"as 0-20; the text ends at {len(whole)}")
    span = Span.cut(whole, *place)
    return {"start": span.start, "end": span.end, "exact": span.exact}


def _words_in(correction: Correction, text: str) -> tuple[int, int] | None:
    """Where the words stand, nearest to the finding."""
    if not text:
        return None
    pattern = re.compile(r"\s+".join(map(re.escape, text.split())))
    places = [found.span() for found in pattern.finditer(correction.document.text)]
    start = correction.row["span"]["start"]
    return min(places, key=lambda place: abs(place[0] - start), default=None)


def _cue(correction: Correction, key: str, text: str) -> Row | None:
    return None if text.casefold() in _NOTHING else _span(correction, key, text)


def _spans(correction: Correction, key: str, text: str) -> list[Row]:
    """One stretch or more: places apart by ";", words by "…" – unless the words themselves hold it."""
    if _PLACES.fullmatch(text):
        return [_span(correction, key, part.strip()) for part in text.split(";")]
    parts = [text] if _words_in(correction, text) else text.split(_APART.strip())
    return [_span(correction, key, part.strip()) for part in parts]


def _notes(_: Correction, key: str, text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


Reader = Callable[[Correction, str, str], Any]
_READERS: dict[tuple[str, str], Reader] = {
    ("", "span"): _span,
    ("", "voice"): _actors,
    ("", "notes"): _notes,
    ("", "speaker"): _actor,
    ("", "modality"): _one_of(Modality),
    ("event", "event_type"): _one_of(EventType),
    ("event", "date"): _when,
    ("event", "actors"): _actors,
    ("event", "recipients"): _actors,
    ("claim", "cue"): _cue,
    ("claim", "content"): _spans,
    ("claim", "about"): _actors,
    ("claim", "claim_type"): _one_of(ClaimType),
    ("claim", "assessment"): _assessment,
    ("tie", "a"): _actor,
    ("tie", "b"): _actor,
    ("tie", "relation"): _relation,
    ("tie", "start"): _date,
    ("tie", "end"): _date,
    ("figure", "value"): _number,
    ("figure", "unit"): _some_text,
    ("figure", "bound"): _one_of(Bound),
    ("forecast", "content"): _span,
    ("forecast", "due"): _when,
}
