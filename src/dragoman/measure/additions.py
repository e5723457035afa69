"""Additions: files of UN votes or ideal points that a user has, taken into the folder beside the ledger."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from dragoman.errors import DataError, DragomanError
from dragoman.measure.formats import R, columns_of
from dragoman.measure.positions import OWN_POINTS, Points, add_points, is_points, load_points
from dragoman.measure.releases import is_votes
from dragoman.measure.votes import OWN, Votes, add_votes, load_votes


@dataclass(frozen=True, slots=True)
class Addition:
    """What was taken in: `what` it is, `size` in words, the file it is kept in, and what was put right or left out.

    `instead_of` is the table that it takes the place of, one that ships or one that was added before.
    """

    source: Path
    what: str
    size: str
    kept: Path
    instead_of: str
    notes: tuple[str, ...]


def is_addition(path: Path) -> bool:
    """Whether a file is meant as votes or ideal points: a file of R or Parquet is, a text if its columns are."""
    if path.suffix.lower() in (*R, ".parquet"):
        return True
    try:
        columns = columns_of(path)
    except DragomanError:
        return False
    return is_votes(columns) or is_points(columns)


def take_addition(path: Path, ledger: Path) -> Addition:
    """Keep the votes or ideal points of a file beside the ledger, in the place of those that ship or were added before.

    Raises DataError, and then nothing is changed.
    """
    columns = columns_of(path)
    if is_votes(columns):
        before = _told(lambda: load_votes(ledger=ledger))
        votes = add_votes(path, ledger)
        size = (
            f"{votes.rollcalls.height:,} roll calls of sessions {votes.sessions[0]} to {votes.sessions[-1]}, "
            f"{len(votes.states)} states"
        )
        return Addition(path, "votes", size, votes_file(ledger), before, votes.notes)
    if is_points(columns):
        before = _told(lambda: load_points(ledger=ledger))
        points = add_points(path, ledger)
        size = f"{len(points.at):,} points of sessions {points.sessions[0]} to {points.sessions[-1]}"
        return Addition(path, "ideal points", size, votes_file(ledger).with_name(OWN_POINTS), before, ())
    hint = "votes have the columns rcid, ccode, session, vote; ideal points ccode, session, IdealPoint"
    raise DataError(f"{path.name} holds neither votes nor ideal points; it has {', '.join(columns[:12])}", hint)


def _told(load: Callable[[], Votes | Points]) -> str:
    """The table that measures rest on so far: which release, to which session."""
    try:
        table = load()
    except DragomanError:
        return "a file that could not be read"
    return f"{table.release}, to session {table.sessions[-1]}"


def votes_file(ledger: Path) -> Path:
    """Where the votes that a user added are kept; the file need not be there."""
    from dragoman.world import folder_of

    return folder_of(ledger) / OWN
