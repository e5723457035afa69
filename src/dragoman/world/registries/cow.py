"""The Correlates of War: who was in the state system, and which state in which intergovernmental organisation.

Four sheets: `states….csv` (a row a stay in the system), `system….csv` (a row a state and year), `state_year_format….csv`
(a row a state and year, a column an organisation) and `igo_year_format….csv` (a row an organisation and year, a column a
state). States are known by their COW number; members are 1 full, 2 associate, 3 observer; 0 none, -9 no data, -1 no such
organisation or state that year. Source: [COW-IGO]
"""

from collections.abc import Callable, Iterable, Iterator

from dragoman.errors import UsageError
from dragoman.records import Interval, PartialDate
from dragoman.world.registries import dates
from dragoman.world.registries.draft import Draft
from dragoman.world.registries.files import Faults, RegistryFile
from dragoman.world.registries.known import data_rows
from dragoman.world.registries.names import clean
from dragoman.world.registries.sheets import number, rows_of_sheet
from dragoman.world.registries.spells import Spell, Spells
from dragoman.world.tables import DATA

SYSTEM = "COWSYS"
_STATUSES = {1: "member", 2: "associate", 3: "observer"}
_CODES = frozenset({*_STATUSES, 0, -1, -9})
_ABOUT_ORGANISATIONS = frozenset(
    "ioname orgname longorgname year sdate deaddate dead integrated replaced igocode ionum version accuracyofpre1965"
    " accuracyofpre1965membershipdates sourcesandnotes imputed political social economic".split()
)
_ABOUT_STATES = frozenset({"ccode", "year", "state", "stateabb", "statenme", "country", "version"})

_Row = dict[str, str]
_Fill = Callable[[RegistryFile, Draft], None]


def reader_of(header: list[str]) -> tuple[str, _Fill] | None:
    """What the sheet is called and what reads it, by its columns; None if it is none of the four."""
    columns = set(header)
    if {"ccode", "styear", "endyear"} <= columns:
        return "COW state system membership", _stays
    if {"ioname", "year"} <= columns and columns - _ABOUT_ORGANISATIONS:
        return "COW IGO membership, by organisation and year", _by_organisation
    if {"ccode", "year"} <= columns and columns - _ABOUT_STATES:
        return "COW IGO membership, by state and year", _by_state
    if {"ccode", "stateabb", "year"} <= columns:
        return "COW state system membership, by year", _system_years
    return None


def _cells(file: RegistryFile, faults: Faults) -> Iterator[tuple[int, list[str], _Row]]:
    """The rows with their number, header as written and cells by small-letter column."""
    rows = rows_of_sheet(file)
    _, header = next(rows)
    small = [name.lower() for name in header]
    if len(set(small)) < len(small):
        raise UsageError(f"{file.name} has two columns of one name", "mend the header")
    for line, row in rows:
        if len(row) == len(small):
            yield line, header, dict(zip(small, row, strict=True))
        else:
            faults.add(line, f"{len(row)} cells where the header has {len(small)}")


def _source(file: RegistryFile, draft: Draft, version: str) -> None:
    stated = f", version {version}" if version else ""
    draft.report.source = f"file:{file.name} ({draft.report.form}{stated})"
    if file.odd_lines:
        draft.report.skip("letters that are not UTF-8 were read as Latin-1, in lines", file.odd_lines)


def _stays(file: RegistryFile, draft: Draft) -> None:
    faults, stays, version = Faults(file.name), list[tuple[str, Interval]](), ""
    for line, _, row in _cells(file, faults):
        try:
            start = PartialDate(*(_needed(row, f"st{part}") for part in ("year", "month", "day")))
            last = [_needed(row, f"end{part}") for part in ("year", "month", "day")]
            stays.append((str(_needed(row, "ccode")), Interval(start, dates.after(*last))))
        except (ValueError, OverflowError, UsageError) as fault:
            faults.add(line, str(fault))
        version = row.get("version") or version
    faults.check()
    _source(file, draft, version)
    _system(draft)
    edge = max((interval.end for _, interval in stays if interval.end), default=None, key=str)
    for state, interval in stays:
        end = None if interval.end == edge else interval.end  # the last day of the file is nobody's end
        _in_system(draft, state, Interval(interval.start, end))


def _system_years(file: RegistryFile, draft: Draft) -> None:
    faults, version = Faults(file.name), ""
    reader, found = Spells(), list[Spell]()
    for line, _, row in _cells(file, faults):
        try:
            found += reader.see(str(_needed(row, "ccode")), _year(row), (1,))
        except ValueError as fault:
            faults.add(line, str(fault))
        version = row.get("version") or version
    found += reader.finish()
    faults.check()
    _source(file, draft, version)
    _system(draft)
    for spell in _settled(found, reader):
        _in_system(draft, spell.subject, spell.interval(reader.first_year or 0), spell.note)


def _system(draft: Draft) -> None:
    if SYSTEM not in draft.known.tables.entities:
        draft.organisation(["Correlates of War state system"], "list of states", key=SYSTEM, code=SYSTEM)


def _in_system(draft: Draft, state: str, interval: Interval, note: str = "") -> None:
    _enter(draft, SYSTEM, state, "member", interval, note)


def _enter(draft: Draft, org: str, state: str, status: str, interval: Interval, note: str) -> None:
    if not draft.known.has_number(state):
        draft.report.skip("a membership of a state that we do not know by its COW number")
        return
    parts = draft.known.states_of(state, interval)
    if not parts:
        draft.report.skip("a membership in years in which no state of ours had the COW number")
    for known, part in parts:
        draft.membership(org, known, status, part, note)


def _by_state(file: RegistryFile, draft: Draft) -> None:
    faults, reader, found = Faults(file.name), Spells(), list[Spell]()
    columns = list[str]()
    for line, header, row in _cells(file, faults):
        columns = columns or [name for name in header if name.lower() not in _ABOUT_STATES]
        try:
            found += reader.see(str(_needed(row, "ccode")), _year(row), _values(row, columns))
        except ValueError as fault:
            faults.add(line, str(fault))
    found += reader.finish()
    faults.check()
    _source(file, draft, "")
    ours = _ours("organisation")
    for name in columns:
        if name.lower() not in ours:
            draft.report.skip(
                "an organisation whose name the file does not give (the file by organisation and year does)"
            )
    for spell in _settled(found, reader):
        org = ours.get(columns[spell.column].lower(), "")
        if org in draft.known.tables.entities:
            _enter_spell(draft, reader, spell, draft.linked(org), spell.subject)


def _by_organisation(file: RegistryFile, draft: Draft) -> None:
    faults, reader, found = Faults(file.name), Spells(), list[Spell]()
    columns, about, version = list[str](), dict[str, _Row](), ""
    for line, header, row in _cells(file, faults):
        columns = columns or [name.lower() for name in header if name.lower() not in _ABOUT_ORGANISATIONS]
        try:
            found += reader.see(row["ioname"], _year(row), _values(row, columns))
        except ValueError as fault:
            faults.add(line, str(fault))
        about[row["ioname"]] = {name: row[name] for name in _ABOUT_ORGANISATIONS if name in row}
        version = row.get("version") or version
    found += reader.finish()
    faults.check()
    _source(file, draft, version)
    states, orgs = _ours("state"), {name: _organisation(draft, row) for name, row in about.items()}
    unknown = [column for column in columns if column not in states]
    if unknown:
        draft.report.skip("a column that names no state", len(unknown))
    for spell in _settled(found, reader):
        org, state = orgs.get(spell.subject), states.get(columns[spell.column])
        if org and state:
            _enter_spell(draft, reader, spell, org, state)


def _organisation(draft: Draft, row: _Row) -> str | None:
    """The organisation of a row: ours by our table, else by its exact name, else a new one."""
    known = _ours("organisation").get(row["ioname"].lower(), "")
    if known in draft.known.tables.entities:
        return draft.linked(known)
    long = row.get("longorgname", "").split("/")[0].partition(" (")[0]
    names = [name for text in (long, row.get("orgname", "")) if (name := clean(text))]
    if not names:
        draft.report.skip("an organisation without a name that can be read")
        return None
    start, end = _known_year(row.get("sdate", "")), _known_year(row.get("deaddate", ""))
    end = "" if start and end <= start else end  # the tables know no life of less than a year
    return draft.organisation(names, "igo", key=row["ioname"], code=row["ioname"], start=start, end=end)


def _known_year(cell: str) -> str:
    try:
        year = number(cell)
    except ValueError:
        return ""
    return str(year) if year and 1000 <= year <= 9999 else ""


def _enter_spell(draft: Draft, reader: Spells, spell: Spell, org: str, state: str) -> None:
    _enter(draft, org, state, _STATUSES[spell.value], spell.interval(reader.first_year or 0), spell.note)


def _settled(spells: Iterable[Spell], reader: Spells) -> Iterator[Spell]:
    """Spells whose end is known for what it is: one that runs to the last year of the file has none."""
    for spell in spells:
        if spell.end is not None and spell.last == reader.last_year:
            spell.end = None
            spell.say(f"the file ends in {reader.last_year}")
        yield spell


def _ours(kind: str) -> dict[str, str]:
    return {row["name"].lower(): row["means"] for row in data_rows(DATA / "cow_names.csv") if row["kind"] == kind}


def _needed(row: _Row, column: str) -> int:
    value = number(row.get(column, ""))
    if value is None:
        raise ValueError(f"{column} is blank")
    return value


def _year(row: _Row) -> int:
    year = _needed(row, "year")
    if not 1000 <= year <= 9999:
        raise ValueError(f"{year} is no year")
    return year


def _values(row: _Row, columns: list[str]) -> tuple[int, ...]:
    values = tuple(_VALUES.get(row[name.lower()], _UNREAD) for name in columns)
    if _UNREAD in values:
        column = columns[values.index(_UNREAD)]
        raise ValueError(f"{column} is {row[column.lower()]!r}, which is none of 1, 2, 3, 0, -1 and -9")
    return values


_UNREAD = -100
_VALUES = {f"{code}{zero}": code for code in _CODES for zero in ("", ".0")} | dict.fromkeys(("", ".", "NA"), -9)
