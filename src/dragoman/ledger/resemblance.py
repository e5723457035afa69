"""Near-duplicates: the same dispatch under two headlines is one voice, not two.

Two sources resemble each other when the sets of their five-word sequences (noise left out) have a Jaccard similarity of
0.8 or more, as estimated by MinHash with 128 permutations (standard error 0.04 at most). Candidates are found by bands
of four rows, which miss a pair at 0.8 once in twenty million. Source: [Broder1997]

Sources that resemble each other, directly or through others, form one cluster, so that what belongs together does not
depend on the order in which documents came. Each carries the number of the first of them, a lone source its own.
"""

import operator
import sqlite3
from array import array

import rensa

from dragoman.records import Document, Role

LIKENESS = 0.8
_SHINGLE = 5
_PERMUTATIONS = 128
_ROWS = 4
_SEED = 1
_FEWEST = 20  # shingles below which a text is too short to be called a copy


def join_cluster(connection: sqlite3.Connection, number: int, document: Document) -> int | None:
    """Store the signature of source `number`, and join it with what it resembles.

    Returns the number of the cluster's first source if this one united several that were apart before, else None.
    """
    signature = signature_of(document)
    if signature is None:
        return None
    alike = [other for other in _candidates(connection, signature) if _resembles(connection, other, signature)]
    connection.execute("INSERT INTO signatures VALUES (?, ?)", (number, signature.tobytes()))
    connection.executemany(
        "INSERT INTO bands VALUES (?, ?, ?)", [(band, key, number) for band, key in _bands(signature)]
    )
    if not alike:
        return None
    return _unite(connection, [number, *alike])


def signature_of(document: Document) -> "array[int] | None":
    """The MinHash of the text that is no noise; None if the text is too short."""
    kept = (document.text[block.start : block.end] for block in document.blocks if block.role != Role.NOISE)
    words = " ".join(kept).casefold().split()
    shingles = [" ".join(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1)]
    if len(shingles) < _FEWEST:
        return None
    sketch = rensa.RMinHash(_PERMUTATIONS, _SEED)
    sketch.update(shingles)
    return array("I", sketch.digest())


def _bands(signature: "array[int]") -> list[tuple[int, int]]:
    """Each band with a 63-bit key made of its rows."""
    keys = []
    for start in range(0, _PERMUTATIONS, _ROWS):
        key = 0
        for value in signature[start : start + _ROWS]:
            key = (key * 0x9E3779B97F4A7C15 + value) & 0x7FFFFFFFFFFFFFFF
        keys.append((start // _ROWS, key))
    return keys


def _candidates(connection: sqlite3.Connection, signature: "array[int]") -> list[int]:
    found: set[int] = set()
    for band, key in _bands(signature):
        rows = connection.execute("SELECT source_number FROM bands WHERE band = ? AND hash = ?", (band, key))
        found.update(row[0] for row in rows)
    return sorted(found)


def _resembles(connection: sqlite3.Connection, other: int, signature: "array[int]") -> bool:
    row = connection.execute("SELECT signature FROM signatures WHERE source_number = ?", (other,)).fetchone()
    theirs = array("I", row[0])
    equal: int = sum(map(operator.eq, signature, theirs))
    return equal >= LIKENESS * _PERMUTATIONS


def _unite(connection: sqlite3.Connection, numbers: list[int]) -> int | None:
    """Give all clusters to which the sources belong the earliest first; returns it if they were over two."""
    places = ", ".join("?" * len(numbers))
    rows = connection.execute(f"SELECT DISTINCT first_alike FROM sources WHERE number IN ({places})", numbers)
    firsts = sorted(row[0] for row in rows)
    for later in firsts[1:]:
        connection.execute("UPDATE sources SET first_alike = ? WHERE first_alike = ?", (firsts[0], later))
    return int(firsts[0]) if len(firsts) > 2 else None  # two: the newcomer's own, and the one that it joined
