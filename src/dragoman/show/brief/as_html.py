"""The briefing as one page of HTML that needs nothing but itself, with a style sheet for A4; no script in it."""

import html
from functools import singledispatch

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

_STYLE = """
:root { color-scheme: light; }
body { margin: 2rem auto; max-width: 46rem; padding: 0 1rem; background: #fff; color: #1b1b1b;
  font: 1rem/1.45 "Noto Sans", "Segoe UI", system-ui, "DejaVu Sans", sans-serif; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 0.4rem; }
h2 { font-size: 1.1rem; margin: 1.6rem 0 0.3rem; padding-top: 0.5rem; border-top: 1.5px solid #1b1b1b; }
h2 small { float: right; font-weight: normal; font-size: 0.68rem; color: #5c5c5c; padding-top: 0.3rem; }
p, ul, ol { margin: 0.4rem 0; } ul, ol { padding-left: 1.3rem; } li { margin: 0.15rem 0; }
.head { color: #444; font-size: 0.85rem; margin: 0; } .note { color: #555; font-size: 0.8rem; }
table { border-collapse: collapse; width: 100%; font-size: 0.82rem; margin: 0.5rem 0; table-layout: auto; }
th, td { text-align: left; vertical-align: top; padding: 0.25rem 0.5rem 0.25rem 0; border-bottom: 1px solid #d9d9d9; overflow-wrap: anywhere; }
th { font-weight: 600; border-bottom: 1px solid #777; } .right { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.whole { white-space: nowrap; }
sup.cite { line-height: 0; font-size: 0.7em; } a { color: #00518a; } sup.cite a { text-decoration: none; }
.opposed { margin: 0.7rem 0; break-inside: avoid; } .opposed h3 { font-size: 0.92rem; margin: 0 0 0.2rem; }
.opposed > div { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; }
blockquote { margin: 0; padding-left: 0.7rem; border-left: 3px solid #0072b2; } .opposed > div > blockquote + blockquote { border-color: #d55e00; }
blockquote footer { color: #555; font-size: 0.8rem; }
figure { margin: 0.8rem 0; break-inside: avoid; } figure svg { width: 100%; height: auto; }
details { font-size: 0.85rem; } summary { cursor: pointer; color: #555; }
pre { background: #f5f5f5; padding: 0.6rem; overflow-x: auto; font-size: 0.75rem; white-space: pre-wrap; }
.annex { font-size: 0.82rem; } .annex li { margin: 0.6rem 0; overflow-wrap: anywhere; } .annex blockquote { margin: 0.25rem 0; border-color: #bbb; }
@page { size: A4; margin: 16mm 17mm 18mm; @bottom-right { content: counter(page); font-size: 8pt; color: #555; } }
@media print {
  html { font-size: 9.3pt; } body { margin: 0; padding: 0; max-width: none; line-height: 1.36; } details { display: none; }
  h2 { margin-top: 9pt; break-after: avoid; } tr, li { break-inside: avoid; } thead { display: table-header-group; }
  a { color: inherit; text-decoration: none; } .annex { break-before: page; } .annex li { break-inside: auto; }
  pre { background: none; border: 1px solid #ccc; padding: 4pt; }
}
"""


def as_html(brief: Brief) -> str:
    """The briefing as a page."""
    lines = "".join(f'<p class="head">{html.escape(line)}</p>\n' for line in brief.lines)
    sections = "".join(_section(section, number) for number, section in enumerate(brief.sections, 1))
    sources = "".join(map(_reference, brief.references))
    annex = (
        f'<section class="annex"><h2>Annex: sources and quotes</h2>\n<ol class="sources">\n{sources}</ol></section>\n'
    )
    return (
        f'<!doctype html>\n<html lang="{brief.language}">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{html.escape(brief.title)}</title>\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{html.escape(brief.title)}</h1>\n{lines}{sections}{annex}</body>\n</html>\n"
    )


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
    columns = "".join(f'<col style="width:{100 * width / total:.0f}%">' for width in block.widths if not block.whole)
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
