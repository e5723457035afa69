"""Cells: what a cell of each column may hold. What it may not is a ValueError that says why, and what would do."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TypeVar

from dragoman.data import rows as data_rows
from dragoman.errors import UsageError
from dragoman.records import Interval, PartialDate
from dragoman.world.entities import EntityKind, Sense
from dragoman.world.sheet import Row
from dragoman.world.spelling import fold
from dragoman.world.tables import CERTAINTIES, LANGUAGES, MARKS, MILESTONES, STOPS, Tables

Choice = TypeVar("Choice", bound=str)
Check = Callable[[str, Tables], object]

SENSES = tuple(Sense)
YES, NO = "yes", "no"
_OFTEN, _NEVER_NAMES = "opener", "function word"  # sets of `word_sets.csv`
_HAN = re.compile("[\u3400-\u9fff]")
_SLUG = (re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*"), "small letters, digits and hyphens (jane-doe)")
_IDS = {
    EntityKind.STATE: (re.compile(r"[A-Z][A-Z0-9]{2,4}"), "three to five capitals and digits (KAZ)"),
    EntityKind.ORGANISATION: (re.compile(r"[A-Z0-9][A-Z0-9+_-]*"), "capitals, digits, -, _ and + (OTS)"),
}


@lru_cache(maxsize=8192)
def date(text: str) -> PartialDate | None:
    """A day, a month or a year; None for an empty cell."""
    try:
        return PartialDate.parse(text) if text else None
    except UsageError as fault:
        raise ValueError(f"{fault.message}; write 2022, 2022-01 or 2022-01-06") from None


@lru_cache(maxsize=8192)
def interval(start: str, end: str) -> Interval:
    """From the first day to the first day on which it no longer held."""
    span = Interval(date(start), date(end))
    if span.start and span.end and span.start.first >= span.end.first and start == end:
        raise ValueError(f"it ends on the day on which it begins ({start}); `end` is the first day after it")
    return span


def whole(text: str, what: str, least: int) -> int:
    """A whole number of at least so much."""
    try:
        number = int(text)
    except ValueError:
        raise ValueError(f"{what} {text!r} is no number") from None
    if number < least:
        raise ValueError(f"{what} {number} is less than {least}")
    return number


def one_of(value: str, allowed: tuple[Choice, ...]) -> Choice:
    """One of some words."""
    for choice in allowed:
        if value == choice:
            return choice
    raise ValueError(f"{value!r} is none of {', '.join(filter(None, allowed))}")


def known(entity: str, tables: Tables, *kinds: EntityKind) -> str:
    """The id of an entity that some table gives, of one of these kinds if any are given."""
    found = tables.entities.get(entity)
    if found is None or (kinds and found.kind not in kinds):
        raise ValueError(f"{entity!r} is no known {' or '.join(kinds) or 'entity'}")
    return entity


def parts(cell: str) -> tuple[str, ...]:
    """What a cell holds between its bars."""
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def office(name: str, tables: Tables) -> str:
    """The name of an office of `offices.csv`."""
    if name not in tables.offices:
        raise ValueError(f"{name!r} is no office of offices.csv")
    return name


def status(name: str, tables: Tables) -> str:
    """A status of `statuses.csv`."""
    if name not in tables.statuses:
        raise ValueError(f"{name!r} is no status of statuses.csv")
    return name


def relation(name: str) -> str:
    """A relation of `relations.csv`."""
    if name not in _relations():
        raise ValueError(f"{name!r} is no relation of relations.csv")
    return name


def new_id(code: str, kind: EntityKind) -> str:
    """An id of the form that entities of this kind have."""
    form, words = _IDS.get(kind, _SLUG)
    if not form.fullmatch(code):
        raise ValueError(f"ids of {kind}s are {words}, not {code!r}")
    return code


def name(text: str, bearer: str, tables: Tables, sense: Sense = Sense.NAME) -> str:
    """A name that does no harm in texts: no word that every text holds, nor the present name of another state.

    An acronym may be spelled like such a word if its capitals tell it apart: "IS", "LeT".
    """
    word(text, apart=sense is Sense.ACRONYM and any(letter.isupper() for letter in text[1:]))
    other = tables.present.get(fold(text))
    if other and other != bearer:
        raise ValueError(f"{text!r} is the name of another, {other}")
    return text


def word(text: str, *, apart: bool = False) -> str:
    """A word that may stand for something: of more than one letter, and none that stands in every sentence."""
    if not any(letter.isalpha() for letter in text):
        raise ValueError(f"{text!r} holds no letter")
    if len(text) < 2 and not _HAN.match(text):
        raise ValueError(f"{text!r} is one letter, which would be found everywhere")
    if not apart and text.casefold() in _ordinary():
        raise ValueError(f"{text!r} is a word of every text, not a name")
    return text


@lru_cache(maxsize=1)
def _relations() -> frozenset[str]:
    return frozenset(row["relation"] for row in data_rows("relations"))


@lru_cache(maxsize=1)
def _ordinary() -> frozenset[str]:
    sets = (_OFTEN, _NEVER_NAMES)
    return frozenset(each for row in data_rows("word_sets") if row["set"] in sets for each in parts(row["words"]))


def faults_of(table: str, row: Row, tables: Tables) -> Iterator[str]:
    """What is wrong with the cells of a row, each by itself."""
    for column, cell in row.items():
        check = _OF_TABLE.get((table, column)) or _OF_COLUMN.get(column)
        try:
            if check:
                check(cell, tables)
        except ValueError as fault:
            yield str(fault)


def _each(*kinds: EntityKind, empty: bool = False) -> Check:
    return lambda cell, tables: None if empty and not cell else known(cell, tables, *kinds)


def _choice(*allowed: str) -> Check:
    return lambda cell, _: one_of(cell, allowed)


def _number(what: str, least: int = 1) -> Check:
    return lambda cell, _: whole(cell, what, least) if cell else None


_DATE: Check = lambda cell, _: date(cell)  # noqa: E731 (one of a table of checks)
_ORG, _SIDE = _each(EntityKind.ORGANISATION), _each(EntityKind.STATE, EntityKind.ORGANISATION)
_OF_COLUMN: dict[str, Check] = {
    **dict.fromkeys(("start", "end", "checked", "date"), _DATE),
    **{what: _number(what) for what in ("cow", "gw", "rank", "step", "days")},
    **dict.fromkeys(("bare", "full", "beside"), _choice(YES, NO)),
    **dict.fromkeys(("a", "b", "entity"), _each()),
    "certainty": _choice(*CERTAINTIES),
    "language": _choice(*LANGUAGES),
    "sense": _choice(*SENSES),
    "acting": _choice(*MARKS),
    "several": _choice("", YES),
    "org": _ORG,
    "parent": _each(EntityKind.ORGANISATION, empty=True),
    "instrument": _each(EntityKind.ORGANISATION, empty=True),
    "person": _each(EntityKind.PERSON),
    "body": _SIDE,
    "state": _each(EntityKind.STATE, empty=True),
    "relation": lambda cell, _: relation(cell),
}
_OF_TABLE: dict[tuple[str, str], Check] = {
    ("memberships.csv", "state"): _SIDE,
    ("memberships.csv", "status"): status,
    ("tenures.csv", "office"): office,
    ("milestones.csv", "kind"): _choice(*MILESTONES),
    ("routes.csv", "kind"): _choice(*STOPS),
}
