"""HTML: the article without its page, as trafilatura finds it, and what the page states about itself.

Where trafilatura finds next to nothing, or the page is nested deeper than lxml follows, the text is taken tag by tag
with the standard library's parser, which knows no depth.
"""

import logging
import re
from dataclasses import replace
from typing import Any

from dragoman.read.documents.encoding import decode, without_surrogates
from dragoman.read.documents.extract import Composer, Extract, Marker, Paragraph, Stated
from dragoman.read.documents.formats import Format
from dragoman.read.documents.pagetext import compose_flat
from dragoman.read.documents.statements import stated_in

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_BLOCKS_LIST = "p head item quote row code ab fw list table body main div"
_BLOCKS = frozenset(_BLOCKS_LIST.split())
_LEFT_OUT = frozenset(("graphic", "del"))
_WORD = re.compile(r"\w+")
_LITTLE = 250
_NEAR_TOP = 5

# A library prints nothing, and these log what is in nobody's interest.
for _name in ("trafilatura", "htmldate", "courlan"):
    logging.getLogger(_name).addHandler(logging.NullHandler())


def read_html(data: bytes) -> Extract:
    """The article on a page; raises SourceError if the page cannot be decoded."""
    decoded = decode(data, html=True)
    markup = _CONTROLS.sub(" ", without_surrogates(decoded.text))
    tree, too_deep = _parsed(markup)
    stated = stated_in(tree) if tree is not None else Stated()
    composer = Composer() if tree is None or too_deep else _article(tree)
    if len(composer.text) < _LITTLE:
        flat = compose_flat(markup)
        composer = flat if len(flat.text) > 3 * len(composer.text) else composer
    text, paragraphs = _headed(composer, stated)
    return Extract(
        format=Format.HTML.value,
        text=without_surrogates(text),
        paragraphs=paragraphs,
        encoding=decoded.encoding,
        notes=decoded.notes,
        stated=stated,
    )


def _parsed(markup: str) -> tuple[Any, bool]:
    """The tree of a page, None if nothing can be made of it, and whether it goes deeper than the tree does."""
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", huge_tree=False)
    try:
        tree = html.fromstring(markup.encode("utf-8"), parser=parser)
    except (etree.LxmlError, ValueError, TypeError):
        return None, False
    too_deep = any("depth" in str(entry.message).lower() for entry in parser.error_log)
    return (tree if isinstance(tree, html.HtmlElement) else None), too_deep


def _article(tree: Any) -> Composer:
    """What trafilatura takes for the article; empty if it finds none."""
    from trafilatura import bare_extraction

    composer = Composer()
    try:
        found = bare_extraction(
            tree, fast=True, favor_precision=True, include_comments=False, include_tables=True, include_formatting=True
        )
    # Pages are broken in ways that its own handling does not foresee; the flat text is there for them.
    except Exception:
        return composer
    body = getattr(found, "body", None)
    if body is not None:
        _compose(composer, body)
    return composer


def _compose(composer: Composer, body: Any) -> None:
    """Write trafilatura's tree to the composer, walking it without recursion."""
    from lxml import etree

    bold = italic = left_out = 0
    for event, element in etree.iterwalk(body, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        rend = str(element.get("rend", "")) if tag == "hi" else ""
        step = 1 if event == "start" else -1
        bold, italic = bold + step * (rend == "#b"), italic + step * (rend == "#i")
        left_out += step * (tag in _LEFT_OUT)
        if event == "start":
            _open(composer, element, tag)
            text = element.text
        else:
            _end(composer, element, tag)
            text = element.tail if element is not body else None
        if text and tag and not left_out:
            composer.add(text, bold=bold > 0, italic=italic > 0)


def _open(composer: Composer, element: Any, tag: str) -> None:
    if tag in _BLOCKS or tag == "lb":
        composer.close()
    elif tag == "cell" and element.getprevious() is not None:
        composer.add(" | ")


def _end(composer: Composer, element: Any, tag: str) -> None:
    if tag not in _BLOCKS:
        return
    level = 0
    if tag == "head":
        rend = str(element.get("rend", ""))
        level = min(int(rend[-1]), 6) if rend[-1:].isdigit() and rend[-1] != "0" else 2
    marker = {"item": Marker.BULLET, "quote": Marker.QUOTE}.get(tag, Marker.NONE)
    composer.close(level=level, marker=marker)


def _headed(composer: Composer, stated: Stated) -> tuple[str, tuple[Paragraph, ...]]:
    """The text with the page's title at its top, unless it stands there already."""
    text, paragraphs = composer.text, tuple(composer.paragraphs)
    if stated.title is None or not paragraphs:
        return text, paragraphs
    title = " ".join(stated.title.value.split())
    wanted = _letters(title)
    for paragraph in paragraphs[:_NEAR_TOP]:
        own = _letters(text[paragraph.start : paragraph.end])
        if own == wanted or (len(own) > 15 and own in wanted):
            return text, paragraphs
    shift = len(title) + 2
    moved = (replace(part, start=part.start + shift, end=part.end + shift) for part in paragraphs)
    return f"{title}\n\n{text}", (Paragraph(0, len(title), level=1), *moved)


def _letters(text: str) -> str:
    return "".join(_WORD.findall(text.casefold()))
