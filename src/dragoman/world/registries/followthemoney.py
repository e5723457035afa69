"""FollowTheMoney entities as OpenSanctions publishes them: one JSON object a line, flat or nested.

Read three times, so that what is not taken need not be kept: the lines are checked and the positions found; then who
held them and who belongs to what; then the persons and organisations. Weak aliases are left: by their definition they
must not be matched.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from dragoman.records import PartialDate
from dragoman.world.entities import EntityKind
from dragoman.world.registries import dates
from dragoman.world.registries.draft import Draft
from dragoman.world.registries.files import Faults, RegistryFile
from dragoman.world.registries.names import clean, fault_of_person, language_of
from dragoman.world.registries.positions import Positions, Post

FORM = "FollowTheMoney entities"

_ORGANISATIONS = {
    "Organization": "organisation",
    "PublicBody": "public body",
    "Company": "company",
    "LegalEntity": "legal entity",
}
_THINGS = ("Person", *_ORGANISATIONS)
_RELATIONS = ("Occupancy", "Membership")
_COUNTRIES = ("citizenship", "nationality", "country", "jurisdiction", "mainCountry")
_NESTED_IN = {"positionOccupancies": "holder", "occupancies": "post", "membershipMember": "member"}
_DEEPEST = 8
_STATUSES = {"": "member", "member": "member", "observer": "observer", "associate member": "associate"}


def is_entity(value: object) -> bool:
    """Whether a JSON value is an entity."""
    return (
        isinstance(value, dict) and isinstance(value.get("schema"), str) and isinstance(value.get("properties"), dict)
    )


@dataclass(slots=True)
class _Entity:
    id: str
    schema: str
    caption: str
    properties: dict[str, list[str]]

    def get(self, *names: str) -> list[str]:
        return [value for name in names for value in self.properties.get(name, ())]


@dataclass(slots=True)
class _Relations:
    """What the first two readings found; ids are the registry's."""

    posts: dict[str, Post] = field(default_factory=dict)
    held: list[tuple[str, Post, PartialDate | None, PartialDate | None]] = field(default_factory=list)
    members: list[tuple[str, str, str, PartialDate | None, PartialDate | None]] = field(default_factory=list)
    last_seen: str = ""


def draft_from(file: RegistryFile, draft: Draft, *, only_offices: bool = False) -> None:
    """Fill the draft. `only_offices` leaves out persons who held no office that we keep. Raises DataError."""
    file.passes = 3
    relations = _Relations()
    _first_reading(file, draft, relations)
    draft.report.source = f"file:{file.name} ({FORM}{f', {relations.last_seen}' if relations.last_seen else ''})"
    for entity in _entities(file, _RELATIONS):
        if entity.schema == "Occupancy":
            _occupancy(entity, draft, relations)
        else:
            _membership(entity, draft, relations)
    ids = _third_reading(file, draft, {holder for holder, *_ in relations.held} if only_offices else None)
    _write_relations(draft, relations, ids)


def _first_reading(file: RegistryFile, draft: Draft, relations: _Relations) -> None:
    faults, positions = Faults(file.name), Positions(draft.known)
    others: set[str] = set()
    for number, text in file.lines():
        if not text.strip():
            continue
        try:
            entities = list(_flat(_parsed(text)))
        except ValueError as fault:
            faults.add(number, str(fault))
            continue
        for entity in entities:
            relations.last_seen = max(relations.last_seen, *entity.get("last_seen"), "")
            if entity.schema == "Position" and entity.id not in relations.posts:
                post = _post(entity, draft, positions)
                if post:
                    relations.posts[entity.id] = post
                else:
                    others.add(entity.id)
    faults.check()
    if others:
        draft.report.skip("a position that is no office of ours", len(others))


def _post(entity: _Entity, draft: Draft, positions: Positions) -> Post | None:
    if entity.get("subnationalArea"):
        return None
    countries = [found for code in entity.get("country") if (found := draft.known.country(code))]
    titles = [*entity.get("name"), entity.caption]
    return positions.post(titles, list(dict.fromkeys(countries)), entity.get("topics"))


def _occupancy(entity: _Entity, draft: Draft, relations: _Relations) -> None:
    post = next((relations.posts[key] for key in entity.get("post") if key in relations.posts), None)
    holder = next(iter(entity.get("holder")), None)
    if post is None or holder is None:
        draft.report.skip("an occupancy of no office of ours")
    elif "ended" in entity.get("status") and not entity.get("endDate"):
        draft.report.skip("an office held that ended, but when is not said")
    elif (span := _span(entity, draft)) is not None:
        relations.held.append((holder, post, *span))


def _membership(entity: _Entity, draft: Draft, relations: _Relations) -> None:
    member, organisation = next(iter(entity.get("member")), None), next(iter(entity.get("organization")), None)
    status = _STATUSES.get(" ".join(entity.get("role")).casefold())
    if member is None or organisation is None or status is None:
        draft.report.skip("a membership in a role that we do not keep")
    elif (span := _span(entity, draft)) is not None:
        relations.members.append((member, organisation, status, *span))


def _span(entity: _Entity, draft: Draft) -> tuple[PartialDate | None, PartialDate | None] | None:
    starts, ends = ([dates.read(text) for text in entity.get(name)] for name in ("startDate", "endDate"))
    if None in starts or None in ends:
        draft.report.skip("a date that is none")
        return None
    return dates.best([date for date in starts if date]), dates.best([date for date in ends if date], last=True)


def _third_reading(file: RegistryFile, draft: Draft, wanted: set[str] | None) -> dict[str, str]:
    ids: dict[str, str] = {}
    for entity in _entities(file, _THINGS):
        if entity.id in ids:
            continue
        if wanted is not None and entity.schema == "Person" and entity.id not in wanted:
            draft.report.skip("a person without an office of ours")
            continue
        found = _thing(entity, draft)
        if found:
            ids[entity.id] = found
    return ids


def _thing(entity: _Entity, draft: Draft) -> str | None:
    person = entity.schema == "Person"
    names = _names(entity, person=person)
    if not names:
        draft.report.skip("an entity without a name that can be read")
        return None
    codes = [found for code in entity.get(*_COUNTRIES) if (found := draft.known.country(code))]
    countries = list(dict.fromkeys(codes))
    if person:
        surname = next(iter(entity.get("lastName")), "")
        found = draft.person(names, key=entity.id, surname=surname, countries=countries)
    else:
        state = draft.known.named(names[0], EntityKind.STATE)
        if state:
            return draft.linked(state)
        states = [code for code in countries if draft.known.tables.entities[code].kind is EntityKind.STATE]
        home = states[0] if len(states) == 1 else ""
        organisation = draft.organisation(names, _ORGANISATIONS[entity.schema], key=entity.id, state=home)
        if organisation is None:
            return None
        found = organisation
    for name in names[1:]:
        draft.name(found, name, person=person)
    weak = len(entity.get("weakAlias"))
    if weak:
        draft.report.skip("a weak alias", weak)
    return found


def _names(entity: _Entity, *, person: bool) -> list[str]:
    """Clean names, the chief one first: the caption, or the first in Latin letters if the caption is in others.

    None at all for a person without a name of two words.
    """
    given = [entity.caption, *entity.get("name", "alias", "previousName")]
    names = list(dict.fromkeys(name for text in given if (name := clean(text))))
    fit = [name for name in names if not (person and fault_of_person(name))]
    chief = next((name for name in fit if language_of(name) == "mul"), next(iter(fit), None))
    return [] if chief is None else [chief, *(name for name in names if name != chief)]


def _write_relations(draft: Draft, relations: _Relations, ids: dict[str, str]) -> None:
    for holder, post, start, end in relations.held:
        if holder in ids:
            draft.tenure(ids[holder], post, start, end)
        else:
            draft.report.skip("an office held by somebody who is not in the file")
    entities = draft.known.tables.entities
    for member, organisation, status, start, end in relations.members:
        who, org = ids.get(member), ids.get(organisation)
        state = entities.get(who or "")
        if org is None or state is None or state.kind is not EntityKind.STATE:
            draft.report.skip("a membership of a person or company")
        else:
            draft.membership_between(org, state.id, status, start, end)


def _entities(file: RegistryFile, schemas: tuple[str, ...]) -> Iterator[_Entity]:
    """The entities of some schemas, from lines that were found good before."""
    marks = tuple(f'"{schema}"' for schema in schemas)
    for _, text in file.lines():
        if any(mark in text for mark in marks):
            yield from (entity for entity in _flat(_parsed(text)) if entity.schema in schemas)


def _parsed(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except RecursionError:
        raise ValueError("nested too deep") from None
    except ValueError:
        raise ValueError("the line is no JSON") from None
    if not is_entity(value):
        raise ValueError("the line is no entity: it needs `id`, `schema` and `properties`")
    entity: dict[str, Any] = value
    return entity


def _flat(value: dict[str, Any], depth: int = 0, extra: tuple[str, str] | None = None) -> Iterator[_Entity]:
    """An entity and those nested in it; a nested one gets the id of the outer where it leaves that out."""
    key, properties = value.get("id"), dict[str, list[str]]()
    if not isinstance(key, str) or not key:
        raise ValueError("an entity without an id")
    if depth > _DEEPEST:
        raise ValueError("nested too deep")
    for name, values in value["properties"].items():
        if not isinstance(values, list):
            raise ValueError(f"the property {name!r} of {key} is no list")
        back = (_NESTED_IN[name], key) if name in _NESTED_IN else None
        for inner in values:
            if is_entity(inner):
                yield from _flat(inner, depth + 1, back)
            elif not isinstance(inner, str):
                raise ValueError(f"the property {name!r} of {key} holds something that is no text")
        properties[name] = [inner if isinstance(inner, str) else str(inner.get("id", "")) for inner in values]
    if extra:
        properties.setdefault(extra[0], [extra[1]])
    seen = value.get("last_seen") or value.get("lastSeen")
    properties["last_seen"] = [seen[:10]] if isinstance(seen, str) else []
    caption = value.get("caption")
    yield _Entity(key, value["schema"], caption if isinstance(caption, str) else "", properties)
