"""Formats in which the field hands tables around: CSV, tab and semicolon, packed or not, Parquet, and files of R."""

import csv
import gzip
import importlib
import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import polars as pl

from dragoman.errors import DataError

R = (".rds", ".rda", ".rdata")
_HEAD = 1 << 14
_GZIP = b"\x1f\x8b"
_CONVERT = "in R: write.csv(readRDS('votes.rds'), 'votes.csv', row.names = FALSE), or load('votes.RData') first"


def read_table(path: Path, *, wanted: Callable[[Sequence[str]], bool]) -> pl.DataFrame:
    """The table in a file, columns in small letters, cells of texts as texts.

    Of several objects in a file of R the first whose columns are `wanted`. Raises DataError.
    """
    ending = path.suffix.lower()
    try:
        if ending in R:
            table = _from_r(path, wanted)
        elif ending == ".parquet":
            table = pl.read_parquet(path)
        else:
            separator = _separator(_first_line(path))
            table = pl.read_csv(path, separator=separator, infer_schema=False, encoding="utf8-lossy")
    except OSError as fault:
        raise DataError(f"{path} cannot be read ({fault.strerror or fault})", "name a file that is there") from None
    except pl.exceptions.PolarsError as fault:
        why = str(fault).splitlines()[0]
        raise DataError(f"{path.name} is no table that can be read ({why})", "fetch or export it again") from None
    names = [_plain(name) for name in table.columns]
    if len(set(names)) < len(names):
        raise DataError(f"{path.name} has two columns of one name", "rename one of them")
    return table.rename(dict(zip(table.columns, names, strict=True)))


def columns_of(path: Path) -> list[str]:
    """The columns of a table in small letters, without reading all of it where the form allows that. Raises DataError.

    Of several objects in a file of R, those of the first table.
    """
    ending = path.suffix.lower()
    if ending in R:
        return read_table(path, wanted=lambda _: True).columns
    if ending == ".parquet":
        try:
            return [_plain(name) for name in pl.read_parquet_schema(path)]
        except (OSError, pl.exceptions.PolarsError) as fault:
            raise DataError(f"{path} cannot be read ({str(fault).splitlines()[0]})", "fetch it again") from None
    line = _first_line(path)
    return [_plain(cell) for cell in next(csv.reader([line], delimiter=_separator(line)), [])]


def _plain(column: str) -> str:
    return column.strip().strip('"').lower()


def _first_line(path: Path) -> str:
    try:
        with path.open("rb") as file:
            start = file.read(_HEAD)
        if start.startswith(_GZIP):
            with gzip.open(path) as packed:
                start = packed.read(_HEAD)
    except (OSError, EOFError) as fault:
        raise DataError(f"{path} cannot be read ({fault})", "name a file that is there") from None
    return next(iter(start.decode("utf-8-sig", errors="replace").splitlines()), "")


def _separator(line: str) -> str:
    return max("\t,;", key=line.count)


def _from_r(path: Path, wanted: Callable[[Sequence[str]], bool]) -> pl.DataFrame:
    try:
        rdata = importlib.import_module("rdata")
    except ImportError:
        hint = f"pip install rdata, or convert it {_CONVERT}"
        raise DataError(f"{path.name} is a file of R, which takes the package rdata to read", hint) from None
    try:
        found = rdata.read_rds(path) if path.suffix.lower() == ".rds" else rdata.read_rda(path)
    except Exception as fault:  # of many kinds, and none of them ours
        raise DataError(f"{path.name} is no file of R that can be read ({fault})", f"convert it {_CONVERT}") from None
    for table in found.values() if isinstance(found, Mapping) and not hasattr(found, "columns") else [found]:
        if hasattr(table, "columns") and wanted([_plain(str(name)) for name in table.columns]):
            return pl.read_csv(io.BytesIO(table.to_csv(index=False).encode()), infer_schema=False)
    raise DataError(f"{path.name} holds no such table", f"convert it {_CONVERT}")
