"""Tables that people may read and extend: CSV files that each state their source and licence in lines starting with `#`."""

import csv
from collections.abc import Iterator
from importlib.resources import files

from dragoman.errors import DataError


def rows(table: str) -> Iterator[dict[str, str]]:
    """The rows of `data/<table>.csv`, comment lines left out; raises DataError if a row has too many or too few cells."""
    name = f"{table}.csv"
    lines = (files("dragoman") / "data" / name).read_text(encoding="utf-8").splitlines()
    reader = csv.DictReader(line for line in lines if line.strip() and not line.startswith("#"))
    for row in reader:
        if None in row or None in row.values():
            raise DataError(
                f"data/{name}: a row has the wrong number of cells: {row}", "compare it with the header row"
            )
        yield row
