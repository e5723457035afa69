"""The file that a ledger is: opened, recognised, brought to the newest form; and SQLite's faults in plain words."""

import contextlib
import sqlite3
import time
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from dragoman.errors import LedgerBusy, LedgerDamaged, LedgerError
from dragoman.ledger.remake import remake

APPLICATION_ID = 0x44524147  # "DRAG", at a fixed place in the file's head
_PATIENCE = 15.0  # seconds that a writer waits for another to finish its document
_REMADE = 2  # the last migration after which what is made from findings must be made again


def connect(path: Path, *, create: bool, readonly: bool) -> sqlite3.Connection:
    """A connection to the ledger at `path`, in its newest form; made if it is not there and `create` is set.

    Raises LedgerError if there is none, if it is something else, newer than this program, or cannot be opened.
    """
    if not create and not path.exists():
        raise LedgerError(f"there is no ledger at {path}", f"make one with `dragoman add FOLDER -l {path}`")
    if path.is_dir():
        raise LedgerError(f"{path} is a folder, not a ledger", "name a file, for instance kz.ledger")
    with plain_words(path):
        connection = _open(path, readonly=readonly)
        try:
            _recognise(connection, path, create=create, readonly=readonly)
        except BaseException:
            connection.close()
            raise
    return connection


@contextlib.contextmanager
def plain_words(path: Path) -> Iterator[None]:
    """Turn every fault of SQLite into a LedgerError that says what to do."""
    try:
        yield
    except sqlite3.Error as fault:
        raise _explain(fault, path) from fault


@contextlib.contextmanager
def writing(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    """One transaction: all of it or nothing."""
    with plain_words(path):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            if connection.in_transaction:  # a full disk may have ended it already
                connection.rollback()
            raise
        connection.commit()


def newest_version() -> int:
    """The number of the last migration: the version of the ledgers that this program writes."""
    return _migrations()[-1][0]


def engine() -> dict[str, str | bool]:
    """The version of SQLite and whether it has full-text search."""
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        try:
            connection.execute("CREATE VIRTUAL TABLE probe USING fts5 (word)")
        except sqlite3.Error:
            return {"sqlite": sqlite3.sqlite_version, "fts5": False}
    return {"sqlite": sqlite3.sqlite_version, "fts5": True}


def _open(path: Path, *, readonly: bool) -> sqlite3.Connection:
    """A connection; for reading one that leaves no files behind, if the folder lets us take them away again."""
    place = path.resolve().as_uri()
    if not readonly:
        return _connect(place)
    for mode in ("rw", "ro"):  # the last to close takes away -wal and -shm, but only if it might write
        connection = _connect(f"{place}?mode={mode}")
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            connection.execute("PRAGMA query_only = ON")
        except sqlite3.OperationalError as fault:
            connection.close()
            if not _is_forbidden(fault):
                raise
        else:
            return connection
    if _holds_something(path.resolve().with_name(f"{path.resolve().name}-wal")):
        raise LedgerError(
            f"{path} was not closed when its last writer ended, and its folder may not be written to",
            f"copy it together with {path.name}-wal to a folder that may be written to, and open it there",
        )
    return _connect(f"{place}?immutable=1")  # a folder that we may not write to: nobody else writes there


def _is_forbidden(fault: sqlite3.OperationalError) -> bool:
    return any(said in str(fault) for said in ("unable to open", "readonly", "read-only"))


def _holds_something(path: Path) -> bool:
    try:
        return path.stat().st_size > 0
    except OSError:
        return False


def _connect(uri: str) -> sqlite3.Connection:
    connection = sqlite3.connect(uri, uri=True, timeout=_PATIENCE, isolation_level=None)
    connection.row_factory = sqlite3.Row
    connection.create_function("casefold", 1, lambda text: text and text.casefold(), deterministic=True)
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def _recognise(connection: sqlite3.Connection, path: Path, *, create: bool, readonly: bool) -> None:
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    marked = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if marked != APPLICATION_ID and (tables or not create):
        raise LedgerError(f"{path} is not a ledger of Dragoman", "name another file with -l")
    if version > newest_version():
        raise LedgerError(
            f"{path} was written by a newer Dragoman (form {version}; this one knows {newest_version()})",
            "install the newest version of Dragoman",
        )
    if not readonly:
        _write_ahead(connection)
        connection.execute("PRAGMA cache_size = -32000")  # 32 MB: the indexes of some thousand documents
        connection.execute("PRAGMA wal_autocheckpoint = 8000")  # pages: write back seldom, for most change again soon
        connection.execute("PRAGMA synchronous = NORMAL")  # safe in WAL: a killed process loses nothing
        _migrate(connection, version)
    elif version < newest_version():
        connection.execute("PRAGMA query_only = OFF")
        _migrate(connection, version)
        connection.execute("PRAGMA query_only = ON")


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Turn on WAL: readers go on while one process writes.

    SQLite does not wait for this one statement while another process makes the same file, so we do.
    """
    for pause in (0.05, 0.1, 0.2, 0.4, 0.8, 1.6, None):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as fault:
            if pause is None or "locked" not in str(fault):
                raise
            time.sleep(pause)
        else:
            return


def _migrate(connection: sqlite3.Connection, version: int) -> None:
    if version == newest_version():
        return
    connection.execute("BEGIN EXCLUSIVE")
    try:
        version = connection.execute("PRAGMA user_version").fetchone()[0]  # another process may have been first
        for number, script in _migrations():
            if number > version:
                for statement in _statements(script):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {number}")
        if 0 < version < _REMADE:
            remake(connection)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


def _migrations() -> list[tuple[int, str]]:
    folder = resources.files("dragoman.ledger") / "migrations"
    scripts = [entry for entry in folder.iterdir() if entry.name.endswith(".sql")]
    return sorted((int(entry.name.split("_")[0]), entry.read_text("utf-8")) for entry in scripts)


def _statements(script: str) -> Iterator[str]:
    """The script's statements, so that all of them run in one transaction (executescript would commit)."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _explain(fault: sqlite3.Error, path: Path) -> LedgerError:
    said = str(fault)
    if "locked" in said or "busy" in said:
        return LedgerBusy(f"another process is writing to {path}", "wait until it is done, then try again")
    if "not a database" in said:
        return LedgerError(f"{path} is not a ledger", "name another file with -l")
    if "malformed" in said:
        return LedgerDamaged(f"{path} is damaged", "take a copy of it from a backup, or add the documents afresh")
    if "full" in said:
        return LedgerError(f"the disk with {path} is full", "make room, then run the same command again: it goes on")
    if "readonly" in said or "read-only" in said:
        return LedgerError(f"{path} may not be written to", "make the file and its folder writable, or copy it")
    if "unable to open" in said:
        return LedgerError(f"{path} cannot be opened", "see that its folder is there and may be written to")
    if "disk I/O" in said:
        return LedgerError(f"the disk with {path} cannot be read or written", "see whether it is full or unplugged")
    return LedgerError(f"{path}: {said}", "run `dragoman check`, and report this if it finds nothing")
