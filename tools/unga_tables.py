"""Make the table of UN votes that ships, from the data of the R package unvotes.

usage: python tools/unga_tables.py FOLDER

FOLDER holds the data of the package (github.com/dgrtwo/unvotes, MIT) as `unvotes_votes.parquet`,
`unvotes_rollcalls.parquet` and `unvotes_issues.parquet`.
"""

import sys
from pathlib import Path

import polars as pl

from dragoman.measure.releases import ISSUES, UNGA, read_release
from dragoman.measure.votes import SHIPPED, votes_of


def joined(folder: Path) -> pl.DataFrame:
    """The three tables of unvotes as one, as `merge(un_votes, un_roll_calls)` gives it, with issues beside."""
    votes = pl.read_parquet(folder / "unvotes_votes.parquet").with_columns(
        pl.col("country", "country_code", "vote").cast(pl.String), pl.col("rcid").cast(pl.Int64)
    )
    calls = pl.read_parquet(folder / "unvotes_rollcalls.parquet").drop("short", "descr")
    issues = pl.read_parquet(folder / "unvotes_issues.parquet")
    marks = issues.select("rcid", "short_name").unique().with_columns(mark=pl.lit("1"))
    wide = marks.pivot("short_name", index="rcid", values="mark").select("rcid", *ISSUES)
    return votes.join(calls, on="rcid").join(wide, on="rcid", how="left").sort("rcid", "country")


def main(folder: Path) -> None:
    """Write `data/unga/votes.parquet` and print what was noted."""
    between = SHIPPED.with_name("joined.parquet")
    joined(folder).write_parquet(between)
    long, notes = read_release(between)
    between.unlink()
    votes = votes_of(long, release="unvotes", notes=notes)
    UNGA.mkdir(exist_ok=True)
    votes.write(SHIPPED)
    print(*votes.notes, sep="\n")
    print(f"{votes.rollcalls.height} roll calls, {len(votes.states)} states, {SHIPPED.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
