"""Sheets: CSV files of other people, with a header, whatever separates their cells, row by row."""

import csv
from collections.abc import Iterator

from dragoman.errors import DataError
from dragoman.world.registries.files import RegistryFile

_SEPARATORS = "\t;,"
_NO_DATA = frozenset({"", ".", "NA", "-99"})


def separator_of(header: str) -> str:
    """What separates the cells of a header: the tab of COW's `igo_year_formatv3.csv`, a comma, a semicolon."""
    return max(_SEPARATORS, key=header.count)


def header_of(line: str) -> list[str]:
    """The names of the columns, in small letters."""
    return [cell.strip().lower() for cell in next(csv.reader([line], delimiter=separator_of(line)), [])]


def rows_of_sheet(file: RegistryFile) -> Iterator[tuple[int, list[str]]]:
    """The rows with the number of their last line, header first (as written). DataError for what is no CSV."""
    lines = (text for _, text in file.lines(latin=True))
    first = next((text for text in lines if text.strip()), "")
    reader = csv.reader(_with(first, lines), delimiter=separator_of(first))
    try:
        for row in reader:
            if row:
                yield reader.line_num, [cell.strip() for cell in row]
    except csv.Error as fault:
        raise DataError(f"{file.name}:{reader.line_num}: {fault}", "is this a CSV file?") from None


def _with(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest


def number(cell: str) -> int | None:
    """A whole number, which some tools write as "1.0"; None where the file has no data. ValueError for other things."""
    if cell in _NO_DATA:
        return None
    whole, _, rest = cell.partition(".")
    if rest.strip("0") or len(whole) > 6:
        raise ValueError(f"{cell!r} is no whole number")
    return int(whole)
