"""Tables on the terminal: coloured where a person looks, plain and wide where a program reads."""

import shutil
import sys
from collections.abc import Iterable, Sequence
from typing import Any

_PIPED_WIDTH = 160
_WIDE = 130  # columns from which a quote can claim a third without pushing others out
_SHORT = ("", "id", "date", "type")
_NUMBERS = ("reports", "words", "findings", "events", "claims", "ties", "figures", "forecasts", "value")
MARKS = {"suggested": "○", "confirmed": "●", "corrected": "✎", "rejected": "✕"}


def print_table(columns: Sequence[str], rows: Iterable[Sequence[Any]], *, title: str | None = None) -> None:
    """Print rows under their column heads. A column called "quote" takes what room is left."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else _PIPED_WIDTH
    console = Console(file=sys.stdout, width=width, highlight=False, soft_wrap=False)
    table = Table(box=box.SIMPLE_HEAD, title=title, title_justify="left", pad_edge=False, show_edge=False)
    for column in columns:
        quote = column == "quote"
        table.add_column(
            column,
            no_wrap=column in _SHORT,
            overflow="fold",
            justify="right" if column in _NUMBERS else "left",
            ratio=1 if quote else None,
            min_width=width // 3 if quote and width >= _WIDE else None,
        )
    for row in rows:
        table.add_row(*(Text("" if cell is None else str(cell)) for cell in row))
    console.print(table)


def legend() -> str:
    """What the marks of status mean."""
    return "○ machine · ● confirmed · ✎ corrected · ✕ rejected"


def shorten(text: str, length: int = 120) -> str:
    """A text on one line, cut at a word to at most `length` characters."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    return line[: length - 1].rsplit(" ", 1)[0] + "…"


def names(actors: Iterable[dict[str, Any]]) -> str:
    """Actors side by side, with the state that a person stands for."""
    return ", ".join(one_name(actor) for actor in actors)


def one_name(actor: dict[str, Any]) -> str:
    """An actor's name, and the state or body behind it where that is another."""
    state = actor["state"]
    return f"{actor['name']} ({state})" if state and state != actor["id"] else str(actor["name"])
