"""Positions: a title in a registry, and the office of which body it means – or none of those that we keep.

The titles are rows of `data/position_patterns.csv`. "President of Tatarstan" is no office of Russia, for after the
name of the state nothing but the pattern may stand.
"""

import re
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from dragoman.world.entities import EntityKind
from dragoman.world.registries.known import Known, data_rows
from dragoman.world.spelling import fold
from dragoman.world.tables import DATA

_ARTICLES = re.compile(r"\bthe\b")
_OF = ("of", "for", "to")
_HEAD = "gov.head"  # the topic that OpenSanctions gives to heads of state and government
_SUBNATIONAL = frozenset({"gov.state", "gov.muni"})


@dataclass(frozen=True, slots=True)
class Post:
    """An office of a body."""

    body: str
    office: str


@dataclass(frozen=True, slots=True)
class _Pattern:
    title: re.Pattern[str]
    office: str
    alone: bool
    only: str


class Positions:
    """Titles to posts, by the table of patterns."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._patterns = [
            _Pattern(re.compile(row["pattern"]), row["office"], row["alone"] == "yes", row["only"])
            for row in data_rows(DATA / "position_patterns.csv")
        ]
        kinds = (EntityKind.STATE, EntityKind.ORGANISATION)
        bodies: dict[str, set[str]] = defaultdict(set)
        for entity in known.tables.entities.values():
            for name in known.called(entity.id) if entity.kind in kinds else ():
                bodies[_plain(name)].add(entity.id)
        self._bodies = {name: next(iter(bearers)) for name, bearers in bodies.items() if len(bearers) == 1}

    def post(self, titles: Collection[str], countries: list[str], topics: Collection[str] = ()) -> Post | None:
        """The post that the titles of one position name; None if it is none of ours, or of a part of a state.

        `countries` are ids of our tables; with none given, the title must name the body.
        """
        if _SUBNATIONAL & set(topics):
            return None
        for title in titles:
            for body, rest, named in self._readings(_plain(title), countries):
                office = self._office(rest, body, surely=named or _HEAD in topics)
                if office:
                    return Post(body, office)
        return None

    def _readings(self, title: str, countries: list[str]) -> list[tuple[str, str, bool]]:
        """The body, what is left of the title, and whether the title named the body."""
        readings = [reading for country in countries if (reading := self._without(title, country))]
        words = title.split()
        for cut in range(1, len(words)):
            head, tail = words[:cut], words[cut:]
            if tail[0] in _OF:
                readings += self._body_named(tail[1:], head, countries)
            readings += self._body_named(head, tail, countries)
        if len(countries) == 1:
            readings.append((countries[0], title, False))
        return readings

    def _body_named(self, name: list[str], rest: list[str], countries: list[str]) -> list[tuple[str, str, bool]]:
        """A reading in which these words name the body: any body if no country is given, else an organisation."""
        body = self._bodies.get(" ".join(name))
        if body is None or (countries and self._known.tables.entities[body].kind is not EntityKind.ORGANISATION):
            return []
        return [(body, " ".join(rest), True)]

    def _without(self, title: str, body: str) -> tuple[str, str, bool] | None:
        for name in sorted(self._known.called(body), key=lambda name: (-len(name), name)):
            bare = _plain(name)
            for of in _OF:
                if title.endswith(f" {of} {bare}"):
                    return body, title[: -len(f" {of} {bare}")], True
                if f" {of} {bare} " in title:
                    return body, title.replace(f" {of} {bare} ", " of state ", 1), True
            if title.startswith(f"{bare} "):
                return body, title[len(bare) + 1 :], True
        return None

    def _office(self, title: str, body: str, *, surely: bool) -> str | None:
        state = self._known.tables.entities[body].kind is EntityKind.STATE
        for pattern in self._patterns:
            if pattern.only and pattern.only != body:
                continue
            if (surely or pattern.alone) and pattern.title.fullmatch(title) and self._fits(pattern, state):
                return pattern.office
        return None

    @staticmethod
    def _fits(pattern: _Pattern, state: bool) -> bool:
        """Offices of organisations are not those of states, save where the row names the body."""
        of_an_organisation = pattern.office in ("secretary-general", "director-general", "managing director")
        return bool(pattern.only) or of_an_organisation is not state


def _plain(title: str) -> str:
    return " ".join(_ARTICLES.sub(" ", fold(title).replace(",", " ")).split())
