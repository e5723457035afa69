"""Small releases of votes: made by hand, in the columns of those that the field hands around."""

from pathlib import Path

import polars as pl

from dragoman.measure.votes import Votes, votes_of

CODES = {"KAZ": 705, "RUS": 365, "CHN": 710, "TUR": 640, "USA": 2}


def made(votes: dict[str, str], *, session: int = 69, start: int = 1) -> list[dict[str, object]]:
    """Rows of one session: for each state a letter a roll call – y, a, n, or - for no vote."""
    cast = {"y": 1, "a": 2, "n": 3, "-": 8}
    return [
        {
            "rcid": session * 1000 + start + place, "ccode": CODES[state], "vote": cast[letter], "session": session,
            "date": f"{session + 1945}-12-{place % 28 + 1:02d}", "year": session + 1945,
        }
        for state, letters in votes.items()
        for place, letter in enumerate(letters)
    ]  # fmt: skip


def written(path: Path, rows: list[dict[str, object]], separator: str = ",") -> Path:
    """The rows as a text."""
    pl.DataFrame(rows).write_csv(path, separator=separator)
    return path


def table(*sessions: list[dict[str, object]]) -> Votes:
    """A table of votes from rows, without a file."""
    names = {number: state for state, number in CODES.items()}
    frame = pl.DataFrame([row for rows in sessions for row in rows])
    long = frame.filter(pl.col("vote") < 8).select(
        pl.col("rcid").alias("rollcall"), pl.col("session").cast(pl.Int16), pl.col("date").str.to_date(),
        pl.col("year").cast(pl.Int16), pl.lit(None, pl.String).alias("resolution"), pl.lit(None, pl.Boolean).alias("important"),
        pl.lit(None, pl.String).alias("issues"), pl.col("ccode").replace_strict(names, return_dtype=pl.String).alias("state"),
        pl.col("vote").cast(pl.Int8),
    )  # fmt: skip
    return votes_of(long, release="made by hand")
