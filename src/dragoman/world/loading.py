"""Loading: all tables as one – ours, then a user's – or none, with every fault in them named by file and line.

A user's row takes the place of ours where both say when the same fact began (see `AMENDABLE`); else it is added. One
fault anywhere raises DataError, which lists all of them as "file:line: fault".
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from dragoman.errors import DataError, UsageError
from dragoman.world.checks import membership_faults, office_faults
from dragoman.world.rows import keep
from dragoman.world.sheet import Row, Sheet, read_sheet
from dragoman.world.tables import AMENDABLE, COLUMNS, DATA, KEYS, Count, Tables

_MOST = 200  # faults that are listed

Place = tuple[str, Row]


def read_tables(folders: Sequence[Path]) -> Tables:
    """The tables of all folders as one; raises DataError with every fault in them."""
    faults: list[str] = []
    sheets = [sheet for folder in folders for sheet in read_folder(folder, faults)]
    return tables_of(sheets, faults)


def read_folder(folder: Path, faults: list[str]) -> list[Sheet]:
    """The sheets of a folder: of ours each table there must be, of a user's every CSV file."""
    ours = folder == DATA
    names = list(COLUMNS) if ours else sorted(path.name for path in folder.glob("*.csv"))
    read = [read_sheet(folder / name, name if ours else f"{folder.name}/{name}", faults) for name in names]
    return [sheet for sheet in read if sheet]


def tables_of(sheets: Iterable[Sheet], faults: list[str]) -> Tables:
    """The tables that the sheets make up; raises DataError with the faults found before and now."""
    of_table: dict[str, list[Sheet]] = {}
    for sheet in sheets:
        of_table.setdefault(sheet.table, []).append(sheet)
    tables = Tables()
    places: dict[str, list[str]] = {}
    for table, columns in COLUMNS.items():
        rows = _joined(table, of_table.get(table, []))
        places[table] = _keep_all(table, rows, tables, faults)
        verified = sum(bool(row["checked"]) for _, row in rows) if "checked" in columns else None
        tables.counts[table] = Count(len(rows), verified)
    faults += office_faults(list(zip(places["tenures.csv"], tables.tenures, strict=True)), tables)
    faults += membership_faults(list(zip(places["memberships.csv"], tables.memberships, strict=True)), tables)
    if faults:
        faults = _in_order(faults)
        more = [f"… and {len(faults) - _MOST} more"] if len(faults) > _MOST else []
        raise DataError("\n".join([*faults[:_MOST], *more]), "mend these lines; nothing was loaded")
    return tables


def _in_order(faults: list[str]) -> list[str]:
    """File by file as they were met, line by line."""
    files: dict[str, int] = {}
    keyed = []
    for fault in faults:
        file, _, rest = fault.partition(":")
        line = rest.partition(":")[0]
        keyed.append((files.setdefault(file, len(files)), int(line) if line.isdecimal() else 0, fault))
    return [fault for _, _, fault in sorted(keyed, key=lambda each: each[:2])]


def _keep_all(table: str, rows: Iterable[Place], tables: Tables, faults: list[str]) -> list[str]:
    """Keep the rows; returns the places of those that were lawful, in order."""
    places = []
    for place, row in rows:
        try:
            keep(table, row, tables)
        except (UsageError, ValueError) as fault:
            faults.append(f"{place}: {fault}")
        else:
            places.append(place)
    return places


def _joined(table: str, sheets: list[Sheet]) -> list[Place]:
    """The rows of several files: none twice, and the later for the earlier where that may be."""
    if len(sheets) < 2:
        return sheets[0].rows if sheets else []
    rows = list(sheets[0].rows)
    keys = KEYS[table] if table in AMENDABLE else COLUMNS[table]
    there = {tuple(row[key] for key in keys): number for number, (_, row) in enumerate(rows)}
    for sheet in sheets[1:]:
        for place, row in sheet.rows:
            number = there.get(tuple(row[key] for key in keys))
            if number is None:
                rows.append((place, row))
            elif table in AMENDABLE:
                rows[number] = (place, row)
    return rows
