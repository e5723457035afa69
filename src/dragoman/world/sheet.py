"""A sheet: one CSV file as one of our tables, or refused with what is wrong with it, line by line."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dragoman.world.tables import COLUMNS, NAME_TABLES

Row = dict[str, str]

_HEAD = 1 << 16  # bytes in which a header is looked for
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ENTITY = "entity"  # only tables of names begin with it
_LIKE = 0.5  # of the columns of a table that a header must share to be meant as that table
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of one file with the places where they stand ("my.csv:3"); `table` is the table of ours that it adds to."""

    table: str
    file: str
    rows: list[tuple[str, Row]]


def read_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The rows of a table with their line numbers, header first; comment lines at the top are left out.

    Raises ValueError, beginning with the number of the line, for what is no CSV in UTF-8.
    """
    lines = list(io.StringIO(_text(path.read_bytes()), newline=""))
    top = next((n for n, line in enumerate(lines) if not line.startswith("#")), len(lines))
    reader = csv.reader(lines[top:], strict=True)
    line = top
    try:
        for row in reader:
            if any(row):
                yield line + 1, row
            line = top + reader.line_num
    except csv.Error as fault:
        raise ValueError(f"{line + 1}: this is no CSV ({fault})") from None


def read_sheet(path: Path, label: str, faults: list[str]) -> Sheet | None:
    """A file as one of our tables, known by its name or else by its header; None if that cannot be: see `faults`.

    `label` is how faults name the file.
    """
    kept: list[tuple[str, Row]] = []
    columns: tuple[str, ...] = ()
    table: str | None = None
    try:
        for line, cells in read_rows(path):
            if not columns:
                columns, table = tuple(cell.strip() for cell in cells), _table(path.name, cells)
                if table is None or columns != COLUMNS[table]:
                    faults.append(f"{label}:{line}: {_header_fault(table, columns)}")
                    return None
            elif len(cells) != len(columns):
                faults.append(f"{label}:{line}: {len(cells)} cells where the header has {len(columns)}")
            elif fault := _CONTROL.search("".join(cells)):
                faults.append(f"{label}:{line}: {_control_fault(fault.group(), columns, cells)}")
            else:
                kept.append((f"{label}:{line}", dict(zip(columns, cells, strict=True))))
    except ValueError as fault:
        faults.append(f"{label}:{fault}")
        return None
    except OSError as fault:
        faults.append(f"{label}: it cannot be opened ({fault.strerror or fault})")
        return None
    if not columns or table is None:
        faults.append(f"{label}: it is empty; a table begins with its header")
        return None
    return Sheet(table, path.name, kept)


def is_table(path: Path) -> bool:
    """Whether a file is meant as one of our tables: it has the name of one, or a header that is nearly that of one."""
    if path.name in COLUMNS:
        return True
    try:
        with path.open("rb") as file:
            content = file.read(_HEAD)
    except OSError:
        return True  # whoever reads it tells why it cannot be read
    if content.startswith(_UTF_16):
        return True
    head = content.decode("utf-8-sig", errors="replace")
    first = next((line for line in head.splitlines() if line.strip() and not line.startswith("#")), "")
    try:
        return _table(path.name, next(csv.reader([first]), [])) is not None
    except csv.Error:
        return False


def _text(content: bytes) -> str:
    if content.startswith(_UTF_16):
        raise ValueError("1: the text is UTF-16, not UTF-8")
    if b"\0" in content:
        raise ValueError("1: this is a binary file, not a table")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = content.count(b"\n", 0, fault.start) + 1
        raise ValueError(f"{line}: the text is not UTF-8 (byte {content[fault.start]:#04x})") from None


def _table(name: str, cells: list[str]) -> str | None:
    """The table that a file is: by its name, by its header, or by the header that it has most in common with."""
    if name in COLUMNS:
        return name
    columns = [cell.strip() for cell in cells]
    same = [table for table, known in COLUMNS.items() if list(known) == columns]
    if same:
        return NAME_TABLES[0] if columns[0] == _ENTITY else same[0]
    plain = set(map(_plain, cells))
    shared = {table: len(plain & set(known)) / max(len(known), len(plain)) for table, known in COLUMNS.items()}
    nearest = max(shared, key=lambda table: shared[table])
    return nearest if shared[nearest] > _LIKE else None


def _plain(column: str) -> str:
    """A column's name as ours are written: "Start " → "start"."""
    return "".join(column.split()).lower()


def _header_fault(table: str | None, columns: tuple[str, ...]) -> str:
    if len(columns) == 1 and (found := next((mark for mark in ";\t" if mark in columns[0]), None)):
        return f"the cells are separated by {found!r}; save the table with commas"
    if table is None:
        return f"no table has such a header; a table is one of {', '.join(COLUMNS)}"
    known = COLUMNS[table]
    strange = [column for column in columns if column not in known]
    missing = [column for column in known if column not in columns]
    meant = {column: _meant(column, strange, missing) for column in strange}
    why = [f"unknown column {one!r}" + (f": write {meant[one]!r}" if meant[one] else "") for one in strange]
    why += [f"no column {column!r}" for column in missing if column not in meant.values()]
    told = "; ".join(why) or "the columns stand in another order, or twice"
    return f"the header must be {','.join(known)}, that of {table} ({told})"


def _meant(column: str, strange: list[str], missing: list[str]) -> str | None:
    """The column of ours that is meant by a strange one: spelled alike, or the only one that is missing."""
    alike = [one for one in missing if one == _plain(column)]
    return alike[0] if alike else missing[0] if len(strange) == len(missing) == 1 else None


def _control_fault(letter: str, columns: tuple[str, ...], cells: list[str]) -> str:
    column = next(name for name, cell in zip(columns, cells, strict=True) if letter in cell)
    return f"a control character (U+{ord(letter):04X}) stands in {column!r}; remove it"
