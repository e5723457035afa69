"""A briefing written to a file, in the form that its name asks for."""

from collections.abc import Callable
from pathlib import Path

from dragoman.errors import UsageError
from dragoman.ledger import write_made
from dragoman.show.brief.blocks import Brief


def _html(brief: Brief) -> bytes:
    from dragoman.show.brief.as_html import as_html

    return as_html(brief).encode("utf-8")


def _markdown(brief: Brief) -> bytes:
    from dragoman.show.brief.as_markdown import as_markdown

    return as_markdown(brief).encode("utf-8")


def _docx(brief: Brief) -> bytes:
    from dragoman.show.brief.as_docx import as_docx

    return as_docx(brief)


def _pdf(brief: Brief) -> bytes:
    from dragoman.show.brief.as_pdf import as_pdf

    return as_pdf(brief)


_WRITERS: dict[str, Callable[[Brief], bytes]] = {
    ".html": _html, ".htm": _html, ".md": _markdown, ".markdown": _markdown, ".docx": _docx, ".pdf": _pdf
}  # fmt: skip
ENDINGS = tuple(_WRITERS)
"""The endings of file names in which a briefing can be written."""


def known_ending(target: Path) -> str:
    """The ending of a file's name, if a briefing can be written so; raises UsageError if not."""
    ending = target.suffix.lower()
    if ending not in _WRITERS:
        raise UsageError(
            f"a briefing cannot be written as {ending or 'a file without ending'}",
            "name a file .html, .md, .docx or .pdf",
        )
    return ending


def made(brief: Brief, ending: str) -> bytes:
    """The briefing as the content of a file with this ending. Raises UsageError if what it takes is not installed."""
    return _WRITERS[ending](brief)


def write_brief(brief: Brief, target: Path) -> None:
    """Write a briefing: wholly or not at all. Raises UsageError for a name of another kind, LedgerError if it cannot be written."""
    content = made(brief, known_ending(target))
    write_made(target, lambda part: _put(part, content))


def _put(part: Path, content: bytes) -> None:
    part.write_bytes(content)
