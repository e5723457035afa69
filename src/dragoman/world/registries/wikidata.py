"""Results of Wikidata's query service in JSON: the standard form (`head`, `results`) and the short list of objects.

Which variable is which is told by its name (`VARIABLES`). One row gives a person in an office, a further name of a
person, or – with an organisation and no person – a membership of a country.
"""

import json
import re
from collections.abc import Iterator

from dragoman.errors import DataError, UsageError
from dragoman.records import PartialDate
from dragoman.world.entities import EntityKind
from dragoman.world.registries import dates
from dragoman.world.registries.draft import Draft
from dragoman.world.registries.files import Faults, RegistryFile
from dragoman.world.registries.names import clean, fault_of_person
from dragoman.world.registries.positions import Positions

FORM = "Wikidata query results"

VARIABLES: dict[str, tuple[str, ...]] = {
    "person": ("person", "human", "politician", "holder", "officeholder", "leader", "minister"),
    "name": ("personLabel", "humanLabel", "politicianLabel", "holderLabel", "officeholderLabel", "leaderLabel",
             "ministerLabel", "name"),
    "title": ("positionLabel", "officeLabel", "postLabel", "title"),
    "country": ("countryLabel", "stateLabel", "jurisdictionLabel"),
    "code": ("iso3", "iso", "iso2", "countryCode", "countryIso3", "code"),
    "organisation": ("orgLabel", "organisationLabel", "organizationLabel", "igoLabel"),
    "start": ("start", "startTime", "startDate", "from", "since"),
    "end": ("end", "endTime", "endDate", "to", "until"),
    "start_precision": ("startPrecision", "startTimePrecision"),
    "end_precision": ("endPrecision", "endTimePrecision"),
    "alias": ("alias", "aliases", "altLabel", "personAltLabel"),
    "surname": ("familyNameLabel", "surname"),
}  # fmt: skip
_LARGEST = 256 * 1024 * 1024
_Q_NUMBER = re.compile(r"Q\d+")
_ALIASES = re.compile(r"\s*[|;]\s*")

_Row = dict[str, str]


def draft_from(file: RegistryFile, draft: Draft) -> None:
    """Fill the draft. Raises DataError for faults of the file, UsageError if no variable says who is meant."""
    rows = list(_meanings(_bindings(file), file.name))
    draft.report.source = f"file:{file.name} ({FORM})"
    positions, persons = Positions(draft.known), dict[str, str]()
    for row in rows:
        country = _country(row, draft)
        if row.get("name"):
            _person(row, country, draft, positions, persons)
        elif row.get("organisation"):
            _membership(row, country, draft)
        else:
            draft.report.skip("a row without a name")


def _bindings(file: RegistryFile) -> list[dict[str, str]]:
    """The rows, each variable with its value as text. All faults at once."""
    try:
        value = json.loads(file.whole(_LARGEST))
    except (ValueError, RecursionError):
        raise DataError(f"{file.name} is no JSON", "download the results again, as JSON") from None
    results = value.get("results") if isinstance(value, dict) else None
    listed = results.get("bindings") if isinstance(results, dict) else value
    if not isinstance(listed, list):
        raise UsageError(f"{file.name} holds no query results", "download the results as JSON")
    faults, rows = Faults(file.name), list[dict[str, str]]()
    for number, item in enumerate(listed, start=1):
        cells = {str(name): _text(cell) for name, cell in item.items()} if isinstance(item, dict) else {"": None}
        if None in cells.values():
            faults.add(number, "a result that is no set of values (counted from 1)")
        rows.append({name: cell for name, cell in cells.items() if cell})
    faults.check()
    return rows


def _text(cell: object) -> str | None:
    """The value of a variable; numbers as text; None for what cannot be one."""
    value = cell.get("value") if isinstance(cell, dict) else cell
    if value is None and not isinstance(cell, dict):
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return str(value)


def _meanings(rows: list[dict[str, str]], name: str) -> Iterator[_Row]:
    """The rows by what the variables mean."""
    found = {variable for row in rows for variable in row}
    chosen = {
        meaning: variable for meaning, variables in VARIABLES.items() for variable in reversed(variables) if variable in found
    }  # fmt: skip
    if rows and not {"name", "organisation"} & set(chosen):
        raise UsageError(
            f"{name} has no variable that names a person or an organisation, only {', '.join(sorted(found))}",
            "ask for ?personLabel, ?positionLabel, ?countryLabel or ?iso3, ?start and ?end",
        )
    for row in rows:
        yield {meaning: row[variable] for meaning, variable in chosen.items() if variable in row}


def _country(row: _Row, draft: Draft) -> str | None:
    code = draft.known.country(row["code"]) if row.get("code") else None
    return code or (draft.known.named(row["country"], EntityKind.STATE) if row.get("country") else None)


def _person(row: _Row, country: str | None, draft: Draft, positions: Positions, persons: dict[str, str]) -> None:
    name = clean(row["name"])
    if name is None or fault_of_person(name) or _Q_NUMBER.fullmatch(name):
        draft.report.skip("a person without a name of two words")
        return
    key = row.get("person", name).rsplit("/", 1)[-1]
    if key not in persons:
        countries = [country] if country else []
        persons[key] = draft.person([name], key=key, surname=row.get("surname", ""), countries=countries)
    for alias in dict.fromkeys(_ALIASES.split(row.get("alias", ""))):
        if alias and (further := clean(alias)):
            draft.name(persons[key], further, person=True)
    if not row.get("title"):
        return
    post = positions.post([row["title"]], [country] if country else [])
    if post is None:
        draft.report.skip("a position that is no office of ours")
    elif (span := _span(row, draft)) is not None:
        draft.tenure(persons[key], post, *span)


def _membership(row: _Row, country: str | None, draft: Draft) -> None:
    name = clean(row["organisation"])
    if country is None or name is None:
        draft.report.skip("a membership of a country that we do not know")
    elif (span := _span(row, draft)) is not None:
        org = draft.known.named(name, EntityKind.ORGANISATION)
        if org is None:
            draft.report.skip("a membership in an organisation that we do not know")
        else:
            draft.membership_between(draft.linked(org), country, "member", *span)


def _span(row: _Row, draft: Draft) -> tuple[PartialDate | None, PartialDate | None] | None:
    read = []
    for side in ("start", "end"):
        text = row.get(side)
        date = dates.read_wikidata(text, row.get(f"{side}_precision")) if text else None
        if text and date is None:
            draft.report.skip("a date that is none")
            return None
        read.append(date)
    return read[0], read[1]
