"""The briefing as one page of HTML that needs nothing but itself, with a style sheet for A4; no script in it."""

import html
from functools import cache, singledispatch
from importlib.resources import files

from dragoman.show.brief.blocks import (
    Brief,
    Bullets,
    Code,
    Opposed,
    Paragraph,
    Picture,
    Quote,
    Reference,
    Said,
    Section,
    Table,
)


def as_html(brief: Brief) -> str:
    """The briefing as a page."""
    return (
        f'<!doctype html>\n<html lang="{brief.language}">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{html.escape(brief.title)}</title>\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<style>{_style()}</style>\n</head>\n<body>\n{body_of(brief)}</body>\n</html>\n"
    )


def body_of(brief: Brief) -> str:
    """What stands in the body of the page; every word of it is escaped, and no style stands in it."""
    lines = "".join(f'<p class="head">{html.escape(line)}</p>\n' for line in brief.lines)
    sections = "".join(_section(section, number) for number, section in enumerate(brief.sections, 1))
    sources = "".join(map(_reference, brief.references))
    annex = (
        f'<section class="annex"><h2>Annex: sources and quotes</h2>\n<ol class="sources">\n{sources}</ol></section>\n'
    )
    return f"<h1>{html.escape(brief.title)}</h1>\n{lines}{sections}{annex}"


@cache
def _style() -> str:
    place = files("dragoman") / "data" / "web" / "own" / "brief.css"
    return place.read_text(encoding="utf-8")


def _section(section: Section, number: int) -> str:
    body = "\n".join(_block(block) for block in section.blocks)
    head = f"<h2>{number} {html.escape(section.title)} <small>{html.escape(section.vintage)}</small></h2>"
    return f"<section>\n{head}\n{body}\n</section>\n"


@singledispatch
def _block(block: object) -> str:
    raise TypeError(f"{type(block).__name__} is no block of a briefing")


@_block.register
def _paragraph(block: Paragraph) -> str:
    told = " ".join(map(_said, block.parts))
    return f'<p class="note" dir="auto">{told}</p>' if block.note else f'<p dir="auto">{told}</p>'


@_block.register
def _bullets(block: Bullets) -> str:
    items = "\n".join(f'<li dir="auto">{_said(item)}</li>' for item in block.items)
    tag = "ol" if block.ordered else "ul"
    return f"<{tag}>\n{items}\n</{tag}>"


@_block.register
def _table(block: Table) -> str:
    total = sum(block.widths)
    columns = "".join(f'<col width="{100 * width / total:.0f}%">' for width in block.widths if not block.whole)
    head = "".join(f"<th{_side(block, place)}>{html.escape(name)}</th>" for place, name in enumerate(block.head))
    rows = "\n".join(
        f"<tr>{''.join(f'<td{_side(block, place)} dir=auto>{_said(cell)}</td>' for place, cell in enumerate(row))}</tr>"
        for row in block.rows
    )
    return f"<table>\n{columns}<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody></table>"


def _side(table: Table, place: int) -> str:
    return ' class="right"' if place in table.right else ' class="whole"' if place in table.whole else ""


@_block.register
def _opposed(block: Opposed) -> str:
    return (
        f'<div class="opposed"><h3>{html.escape(block.about)}</h3>\n<div>{_quote(block.one)}{_quote(block.other)}</div>\n'
        f'<p class="note">To settle it: {html.escape(block.settle)}</p></div>'
    )


def _quote(quote: Quote) -> str:
    told = html.escape(quote.text)
    return f'<blockquote dir="auto">“{told}”<footer>– {html.escape(quote.voice)}{_cite(quote.sources)}</footer></blockquote>'


@_block.register
def _picture(block: Picture) -> str:
    svg = block.svg.replace('role="img"', f'role="img" aria-label="{html.escape(block.alt)}"', 1)
    return f"<figure>{svg}\n<details><summary>The numbers</summary>{_table(block.twin)}</details></figure>"


@_block.register
def _code(block: Code) -> str:
    return f"<pre>{html.escape(block.text)}</pre>"


def _said(part: Said) -> str:
    told = html.escape(part.text)
    return (f"<strong>{told}</strong>" if part.strong else told) + _cite(part.sources)


def _cite(numbers: tuple[int, ...]) -> str:
    links = ", ".join(f'<a href="#s{number}">{number}</a>' for number in numbers)
    return f'<sup class="cite">[{links}]</sup>' if links else ""


def _reference(reference: Reference) -> str:
    told = html.escape(reference.citation)
    if reference.address:
        address = html.escape(reference.address)
        told = told.replace(address, f'<a href="{address}" rel="noreferrer">{address}</a>', 1)
    quotes = "".join(
        f'<blockquote dir="auto">{html.escape(quote.text)}<footer>{html.escape(quote.voice)}</footer></blockquote>'
        for quote in reference.quotes
    )
    return f'<li id="s{reference.number}" value="{reference.number}">{told}{quotes}</li>\n'
