"""A user's own tables: a folder beside the ledger, `kz.world/` beside `kz.ledger`, whose CSV files add to ours.

What is taken in is checked together with all other tables first; a fault anywhere, and nothing is written. Tables are
written whole and in an order in which no row comes before what it names.
"""

import contextlib
import csv
import io
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dragoman.errors import DataError, UsageError
from dragoman.world.entities import EntityKind, Sense
from dragoman.world.loading import Place, read_folder, tables_of
from dragoman.world.sheet import Row, Sheet, is_table, read_sheet
from dragoman.world.tables import AMENDABLE, COLUMNS, DATA, KEYS, NAME_TABLES, Tables

SUFFIX = ".world"
_NAMES_OF = {
    EntityKind.STATE: "state_names.csv",
    EntityKind.ORGANISATION: "organisation_names.csv",
    EntityKind.GROUP: "group_names.csv",
    EntityKind.PERSON: "person_names.csv",
    EntityKind.PLACE: "place_names.csv",
}


@dataclass(slots=True)
class Taken:
    """What became of the rows taken in, by table; `left` counts things of registries by the reason they were left for.

    `changed` are rows that took the place of one of the user's or of ours, `known` those that say nothing new; `empty`
    are the files that gave no row.
    """

    folder: Path
    added: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    known: Counter[str] = field(default_factory=Counter)
    left: Counter[str] = field(default_factory=Counter)
    empty: list[Path] = field(default_factory=list)


def folder_of(ledger: Path) -> Path:
    """Where the tables of a ledger are kept; the folder need not be there."""
    return ledger.with_suffix(SUFFIX)


def state_of(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """What changes when a table of the folder does: names, times and sizes of its files."""
    tables = sorted(folder.glob("*.csv"))
    return tuple((path.name, path.stat().st_mtime_ns, path.stat().st_size) for path in tables)


def take_in(files: Sequence[Path], ledger: Path, *, only_offices: bool = False) -> Taken:
    """Add the rows of tables – or of registries – to the tables beside a ledger. Safe to repeat, and to call at once.

    A row that says the same thing of the same time as one of the user's own takes its place. `only_offices` leaves out
    persons of registries who held no office that we keep. Raises DataError with the faults of all files, UsageError for
    a file that is no table and no registry.
    """
    with _alone(folder_of(ledger)):
        return _take_in(files, Taken(folder_of(ledger)), only_offices)


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Holds off others who would add to the folder, by a lock on the folder above it, until it is written."""
    above = next(parent for parent in folder.resolve().parents if parent.is_dir())
    if sys.platform == "win32":  # which cannot lock a folder
        yield
        return
    import fcntl

    handle = os.open(above, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _take_in(files: Sequence[Path], taken: Taken, only_offices: bool) -> Taken:
    faults: list[str] = []
    there = read_folder(taken.folder, faults) if taken.folder.is_dir() else []
    ours, theirs = ([sheet for sheet in there if (sheet.file in COLUMNS) is own] for own in (True, False))
    shipped = read_folder(DATA, faults)
    new = [sheet for file in files for sheet in _sheets(file, taken, faults, only_offices)]
    merged = _merged(ours, new)
    try:
        tables = tables_of([*shipped, *_as_sheets(merged), *theirs], faults)
    except DataError as fault:
        raise DataError(fault.message, "mend these lines; nothing was added") from None
    shelved = _shelved(new, tables)
    _count(taken, _merged(ours, ()), _merged(shipped, ()), _merged((), shelved))
    _write(taken.folder, _merged(ours, ()), _merged(ours, shelved))
    return taken


def _sheets(file: Path, taken: Taken, faults: list[str], only_offices: bool) -> Iterable[Sheet]:
    """What a file holds: one of our tables, or a registry whose rows go to several."""
    if is_table(file):
        before = len(faults)
        sheet = read_sheet(file, str(file), faults)
        if sheet and not sheet.rows and len(faults) == before:
            taken.empty.append(file)
        return [sheet] if sheet else []
    from dragoman.world.registries import Report, rows_of  # only files that are no tables need it

    report = Report()
    try:
        folder = taken.folder if taken.folder.is_dir() else None
        rows = rows_of(file, folder=folder, report=report, only_offices=only_offices)
    except DataError as fault:
        faults += fault.message.splitlines()
        return []
    except UsageError:  # it is no registry either
        read_sheet(file, str(file), faults)
        return []
    taken.left += report.skipped
    if not any(rows.values()):
        taken.empty.append(file)
    return [
        Sheet(table, file.name, [(f"{file}: {table}, row {number}", row) for number, row in enumerate(kept, 1)])
        for table, kept in rows.items()
    ]


Merged = dict[str, dict[tuple[str, ...], Place]]


def _merged(ours: Iterable[Sheet], new: Iterable[Sheet]) -> Merged:
    """The rows of each table by what makes them the same fact, the newer for the older."""
    merged: Merged = {}
    for sheet in (*ours, *new):
        rows = merged.setdefault(sheet.table, {})
        fresh: set[tuple[str, ...]] = set()
        for place, row in sheet.rows:
            key = tuple(row[column] for column in KEYS[sheet.table])
            if key in fresh and rows[key][1] != row:  # two rows of one file that disagree are for the checks to tell
                key = (*key, *row.values())
            fresh.add(key)
            rows[key] = rows[key] if key in rows and rows[key][1] == row else (place, row)
    return merged


def _as_sheets(merged: Merged) -> list[Sheet]:
    return [Sheet(table, table, list(rows.values())) for table, rows in merged.items()]


def _shelved(sheets: Iterable[Sheet], tables: Tables) -> list[Sheet]:
    """The sheets, with names in the table of names that fits those who bear them, where the file did not say."""
    shelved: dict[str, Sheet] = {}
    for sheet in sheets:
        named = sheet.table in NAME_TABLES and sheet.file not in COLUMNS
        for place, row in sheet.rows:
            table = _names_table(row, tables) if named else sheet.table
            shelved.setdefault(table, Sheet(table, sheet.file, [])).rows.append((place, row))
    return list(shelved.values())


def _names_table(row: Row, tables: Tables) -> str:
    return "metonyms.csv" if row["sense"] == Sense.METONYM else _NAMES_OF[tables.entities[row["entity"]].kind]


def _count(taken: Taken, mine: Merged, shipped: Merged, new: Merged) -> None:
    """Say of each new row whether it is added, changes one of the user's or one of ours, or says nothing new."""
    for table, rows in new.items():
        for key, (_, row) in rows.items():
            old = mine.get(table, {}).get(key) or shipped.get(table, {}).get(key)
            if old and old[1] != row and key not in mine.get(table, {}) and table not in AMENDABLE:
                old = None  # such a row stands beside ours
            fate = taken.added if old is None else taken.known if old[1] == row else taken.changed
            fate[table] += 1


def _write(folder: Path, before: Merged, after: Merged) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for table in COLUMNS:
        old, new = before.get(table, {}), after.get(table, {})
        if new and [row for _, row in new.values()] != [row for _, row in old.values()]:
            _write_table(folder / table, [row for _, row in new.values()])


def _write_table(path: Path, rows: Iterable[Row]) -> None:
    """Write a table whole, below the comments that stand in it, or not at all."""
    text = io.StringIO()
    if path.exists():
        lines = path.read_text(encoding="utf-8-sig").splitlines(keepends=True)
        text.writelines(line for number, line in enumerate(lines) if all(one[0] == "#" for one in lines[: number + 1]))
    writer = csv.DictWriter(text, COLUMNS[path.name], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    draft = path.with_name(f".{path.name}.new")
    draft.write_text(text.getvalue(), encoding="utf-8")
    draft.replace(path)
