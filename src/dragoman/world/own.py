"""A user's own tables: a folder beside the ledger, `kz.world/` beside `kz.ledger`, whose CSV files add to ours.

What is taken in is checked together with all other tables first; a fault anywhere, and nothing is written. Tables are
written whole and in an order in which no row comes before what it names.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dragoman.errors import DataError, UsageError
from dragoman.world.entities import EntityKind, Sense
from dragoman.world.loading import Place, read_folder, tables_of
from dragoman.world.sheet import Row, Sheet, is_table, read_sheet
from dragoman.world.tables import COLUMNS, DATA, KEYS, NAME_TABLES, Tables

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
    """What became of the rows taken in, by table; `left` counts things of registries by the reason they were left for."""

    folder: Path
    added: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    known: Counter[str] = field(default_factory=Counter)
    left: Counter[str] = field(default_factory=Counter)


def folder_of(ledger: Path) -> Path:
    """Where the tables of a ledger are kept; the folder need not be there."""
    return ledger.with_suffix(SUFFIX)


def state_of(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """What changes when a table of the folder does: names, times and sizes of its files."""
    tables = sorted(folder.glob("*.csv"))
    return tuple((path.name, path.stat().st_mtime_ns, path.stat().st_size) for path in tables)


def take_in(files: Sequence[Path], ledger: Path) -> Taken:
    """Add the rows of tables – or of registries – to the tables beside a ledger. Safe to repeat.

    A row that says the same thing of the same time as one of the user's own takes its place. Raises DataError with the
    faults of all files, UsageError for a file that is no table and no registry.
    """
    taken, faults = Taken(folder_of(ledger)), list[str]()
    there = read_folder(taken.folder, faults) if taken.folder.is_dir() else []
    ours, theirs = ([sheet for sheet in there if (sheet.file in COLUMNS) is own] for own in (True, False))
    shipped = read_folder(DATA, faults)
    new = [sheet for file in files for sheet in _sheets(file, taken, faults)]
    merged = _merged(ours, new)
    try:
        tables = tables_of([*shipped, *_as_sheets(merged), *theirs], faults)
    except DataError as fault:
        raise DataError(fault.message, "mend these lines; nothing was added") from None
    _write(taken, ours, _merged(ours, _shelved(new, tables)))
    return taken


def _sheets(file: Path, taken: Taken, faults: list[str]) -> Iterable[Sheet]:
    """What a file holds: one of our tables, or a registry whose rows go to several."""
    if is_table(file):
        sheet = read_sheet(file, str(file), faults)
        return [sheet] if sheet else []
    from dragoman.world.registries import Report, rows_of  # only files that are no tables need it

    report = Report()
    try:
        rows = rows_of(file, folder=taken.folder if taken.folder.is_dir() else None, report=report)
    except DataError as fault:
        faults += fault.message.splitlines()
        return []
    except UsageError:  # it is no registry either
        read_sheet(file, str(file), faults)
        return []
    taken.left += report.skipped
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
                key = (*key, place)
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


def _write(taken: Taken, ours: Iterable[Sheet], merged: Merged) -> None:
    before = _merged(ours, ())
    taken.folder.mkdir(parents=True, exist_ok=True)
    for table in COLUMNS:
        old, new = before.get(table, {}), merged.get(table, {})
        for key, (_, row) in new.items():
            fate = taken.added if key not in old else taken.known if old[key][1] == row else taken.changed
            fate[table] += 1
        if new and [row for _, row in new.values()] != [row for _, row in old.values()]:
            _write_table(taken.folder / table, [row for _, row in new.values()])


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
