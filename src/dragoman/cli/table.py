"""Rows on the terminal: a table with few columns where there is room, else a short block each.

Nothing is cut but at a word, and never without "…". The width is that of the terminal or of COLUMNS, 100 in a pipe.
"""

import shlex
import shutil
import sys
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from dragoman.cli.options import known_world

WIDE = 110  # columns from which rows are shown as a table
_PIPED = 100
_NARROWEST = 40
_GAP = 2
_MOST_LINES = 6  # of one cell, or of a quote in a block
_INDENT = "    "
NOTED = "!"
MARKS = {"suggested": "○", "confirmed": "●", "corrected": "✎", "rejected": "✕"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: as wide as its widest cell, or – with a share – its share of what room is left."""

    name: str
    share: int = 0
    right: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """A row: its cells for a table; and for a block its head, its quote and where it comes from, each may be empty.

    `above` is a heading that stands before the row.
    """

    cells: Sequence[Any]
    head: Sequence[Any]
    quote: str = ""
    foot: Sequence[Any] = ()
    above: str = ""


def room() -> int:
    """How many columns there are to write in."""
    return max(_NARROWEST, shutil.get_terminal_size((_PIPED, 24)).columns)


def print_items(columns: Sequence[Column], items: Sequence[Item]) -> None:
    """Print rows as a table or as blocks."""
    lines = table_lines(columns, items, room()) if room() >= WIDE else block_lines(items, room())
    for line in lines:
        click.echo(line)


def block_lines(items: Iterable[Item], width: int) -> Iterable[str]:
    """Each row as a head line, its quote, and where it comes from."""
    for item in items:
        yield from _heading(item)
        name, *parts = [str(part) for part in item.head if part not in (None, "")]
        head = wrap(" · ".join(parts) or name, width, first=f"{name}  " if parts else "", rest=_INDENT)
        yield from (click.style(line, bold=True) for line in head)
        if item.quote:
            yield from wrap(f"“{item.quote}”", width, first=_INDENT, rest=_INDENT, most=_MOST_LINES)
        foot = " · ".join(str(part) for part in item.foot if part not in (None, ""))
        if foot:
            yield from wrap(foot, width, first=_INDENT, rest=_INDENT)


def table_lines(columns: Sequence[Column], items: Sequence[Item], width: int) -> Iterable[str]:
    """All rows under their column heads; a cell that is long goes on in the next line."""
    rows = [["" if cell is None else str(cell) for cell in item.cells] for item in items]
    widths = _widths(columns, rows, width)
    yield _line([column.name for column in columns], columns, widths)
    yield _line(["─" * size for size in widths], columns, widths)
    for item, row in zip(items, rows, strict=True):
        yield from _heading(item)
        cells = [wrap(cell, size, most=_MOST_LINES) or [""] for cell, size in zip(row, widths, strict=True)]
        for number in range(max(map(len, cells))):
            parts = [cell[number] if number < len(cell) else "" for cell in cells]
            yield _line(parts, columns, widths)


def _heading(item: Item) -> Iterable[str]:
    return ("", click.style(item.above, bold=True)) if item.above else ()


def _widths(columns: Sequence[Column], rows: Sequence[Sequence[str]], width: int) -> list[int]:
    widest = [max(len(column.name), *(len(row[n]) for row in rows)) for n, column in enumerate(columns)]
    rest = width - _GAP * (len(columns) - 1) - sum(w for w, c in zip(widest, columns, strict=True) if not c.share)
    shares = sum(column.share for column in columns)
    return [
        max(len(column.name), rest * column.share // shares) if column.share else size
        for size, column in zip(widest, columns, strict=True)
    ]


def _line(parts: Sequence[str], columns: Sequence[Column], widths: Sequence[int]) -> str:
    cells = [
        part.rjust(size) if column.right else part.ljust(size)
        for part, column, size in zip(parts, columns, widths, strict=True)
    ]
    return (" " * _GAP).join(cells).rstrip()


def wrap(text: str, width: int, *, first: str = "", rest: str = "", most: int | None = None) -> list[str]:
    """A text in lines, broken between words; beyond `most` lines cut with "…". A word longer than a line is left whole
    where there is nothing beside it, for it may be an address."""
    return textwrap.wrap(
        " ".join(text.split()),
        width,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=most is not None,
        break_on_hyphens=False,
        max_lines=most,
        placeholder=" …",
    )


def shorten(text: str, length: int = 120) -> str:
    """A text on one line, cut at a word to at most `length` characters."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    cut, space, _ = line[: length - 1].rpartition(" ")
    return (cut if space else line[: length - 1]) + "…"


def counted(number: int, noun: str) -> str:
    """ "1 report", "2 reports"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def legend() -> str:
    """What the marks of status mean."""
    return "○ machine · ● confirmed · ✎ corrected · ✕ rejected"


def step(*words: object) -> str:
    """What to type next, by the name by which this program can be called."""
    return f"Next: {command(*words)}"


def command(*words: object) -> str:
    """A call of this program as it would have to be typed here."""
    return f"{program()} {shlex.join(str(word) for word in words)}"


def program() -> str:
    """The program's name if it is on the PATH, else the path by which it was called."""
    called = Path(sys.argv[0])
    if shutil.which("dragoman"):
        return "dragoman"
    if called.stem == "dragoman":
        return shlex.quote(str(called))
    return f"{shlex.quote(sys.executable)} -m dragoman"


def names(actors: Iterable[dict[str, Any]]) -> str:
    """Actors side by side, with the state that a person stands for."""
    return ", ".join(one_name(actor) for actor in actors)


def deed(row: dict[str, Any]) -> str:
    """Who did it to whom: "? →" before a recipient of whom nobody says who did it, "" if nobody is named."""
    sides = [names(row["actors"]), names(row["recipients"])]
    return " → ".join(side for side in (sides[0] or ("?" if sides[1] else ""), sides[1]) if side)


def one_name(actor: dict[str, Any]) -> str:
    """An actor's name, and the state or body behind it where that is another."""
    state = actor["state"]
    return f"{actor['name']} ({state})" if state and state != actor["id"] else str(actor["name"])


def side_name(key: str) -> str:
    """The world's name for a side of an assessment; what is no code of the world is a name already."""
    entity = known_world().entity(key)
    return entity.name if entity else key


def view(told: dict[str, Any]) -> str:
    """An assessment in words."""
    return f"{side_name(told['a'])} and {side_name(told['b'])} as {told['sign']}"


def describes(speaker: dict[str, Any]) -> str:
    """The verb after a speaker: "A describes", "A and B describe"; what the world knows by an "and" is one."""
    return "describe" if speaker["id"] is None and " and " in speaker["name"] else "describes"


def says_who(row: dict[str, Any]) -> str:
    """The innermost voice of a finding, else the outlet."""
    if row["voice"]:
        return one_name(row["voice"][-1])
    return str(row["source"]["outlet"] or "the document itself")


def origin(source: dict[str, Any]) -> str:
    """Outlet and date of a source, or its file."""
    outlet = source["outlet"] or Path(source["path"] or source["url"] or "?").name
    return f"{outlet}, {source['published'] or 'undated'}"
