"""The text of a page tag by tag, for pages on which no article is found or whose nesting no tree can hold.

The scan is linear in the length of the page whatever stands in it, which a parser of attributes cannot promise. Known
bad case: a `>` inside an attribute's value.
"""

import re
from html import unescape

from dragoman.read.documents.extract import Composer, Marker

_UNSEEN = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style|noscript|template|svg)\b.*?(?:</\1\s*>|\Z)", re.I | re.S)
_TOKEN = re.compile(r"<(?P<end>/?)(?P<tag>[a-z][a-z0-9:-]*)[^<>]*>|<[!?][^<>]*>|(?P<text>[^<]+|<)", re.I)
_SKIPPED = frozenset(("nav", "header", "footer", "aside", "form", "button", "select", "iframe", "head"))
_INLINE_LIST = (
    "a abbr acronym b bdi bdo big cite code data dfn em font i img ins kbd label mark q s samp small span strike "
    "strong sub sup time tt u var wbr"
)
_INLINE = frozenset(_INLINE_LIST.split())
_BOLD = frozenset(("b", "strong"))
_ITALIC = frozenset(("i", "em"))
_LEVELS = {f"h{level}": level for level in range(1, 7)}


def compose_flat(markup: str) -> Composer:
    """Every paragraph of a page outside its menus, headers and footers."""
    writer = _FlatWriter()
    for token in _TOKEN.finditer(_UNSEEN.sub(" ", markup)):
        tag = (token["tag"] or "").lower()
        if token["text"]:
            writer.add(unescape(token["text"]))
        elif tag and token["end"]:
            writer.end(tag)
        elif tag:
            writer.begin(tag)
    writer.composer.close()
    return writer.composer


class _FlatWriter:
    """Closes a paragraph at every tag that is not inline."""

    def __init__(self) -> None:
        self.composer = Composer()
        self._skipping: list[str] = []
        self._bold = 0
        self._italic = 0

    def begin(self, tag: str) -> None:
        if tag in _SKIPPED:
            self._skipping.append(tag)
        elif tag == "body":
            # A head that was never closed does not swallow the page.
            self._skipping.clear()
        self._bold += tag in _BOLD
        self._italic += tag in _ITALIC
        if tag not in _INLINE:
            self.composer.close()

    def end(self, tag: str) -> None:
        if tag in _SKIPPED and tag in self._skipping:
            while self._skipping.pop() != tag:
                pass
        self._bold -= tag in _BOLD and self._bold > 0
        self._italic -= tag in _ITALIC and self._italic > 0
        if tag not in _INLINE:
            marker = Marker.BULLET if tag == "li" else Marker.NONE
            self.composer.close(level=_LEVELS.get(tag, 0), marker=marker)

    def add(self, text: str) -> None:
        if not self._skipping:
            self.composer.add(text, bold=self._bold > 0, italic=self._italic > 0)
