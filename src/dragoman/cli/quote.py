"""A finding's quote as it stands in its source: the sentence around it."""

import re

from dragoman.records import Document

_END = re.compile(r"[.!?…][\"'”’»)\]]*\s+(?![a-zа-я])|\n\s*\n")
_ROOM = 300  # characters on either side of the quote at most


def in_context(document: Document, start: int, end: int) -> tuple[str, str, str]:
    """What stands before the quote in its sentence, the quote, and what follows, each on one line."""
    block = next((block for block in document.blocks if block.start <= start < block.end), None)
    first, last = (block.start, max(block.end, end)) if block else (0, len(document.text))
    before = document.text[max(first, start - _ROOM) : start]
    after = document.text[end : min(last, end + _ROOM)]
    ends = list(_END.finditer(before))
    if ends:
        before = before[ends[-1].end() :]
    closing = None if document.text[start:end].rstrip().endswith((".", "!", "?", "…")) else _END.search(after)
    if closing:
        after = after[: closing.end()]
    elif document.text[start:end].rstrip().endswith((".", "!", "?", "…")):
        after = ""
    return _line(before), _line(document.text[start:end]), _line(after).rstrip()


def _line(text: str) -> str:
    return re.sub(r"\s+", " ", text)
