"""The briefing as Markdown: for wikis, editors and version control. What is drawn elsewhere stands as its table here."""

import re
from collections.abc import Iterable
from functools import singledispatch

from dragoman.ledger.outward.telling import markdown
from dragoman.show.brief.blocks import Brief, Bullets, Code, Opposed, Paragraph, Picture, Quote, Reference, Said, Table


def as_markdown(brief: Brief) -> str:
    """The briefing as Markdown."""
    parts = [f"# {markdown(brief.title)}", "  \n".join(map(markdown, brief.lines))]
    for number, section in enumerate(brief.sections, 1):
        parts += [f"## {number} {markdown(section.title)}", f"*{markdown(section.vintage)}*"]
        parts += [_block(block) for block in section.blocks]
    parts.append("## Annex: sources and quotes")
    parts += [_reference(reference) for reference in brief.references]
    return "\n\n".join(parts) + "\n"


@singledispatch
def _block(block: object) -> str:
    raise TypeError(f"{type(block).__name__} is no block of a briefing")


@_block.register
def _paragraph(block: Paragraph) -> str:
    return " ".join(map(_said, block.parts))


@_block.register
def _bullets(block: Bullets) -> str:
    return "\n".join(
        f"{f'{number}.' if block.ordered else '-'} {_said(item)}" for number, item in enumerate(block.items, 1)
    )


@_block.register
def _table(block: Table) -> str:
    lines = [
        _line(map(markdown, block.head)),
        _line("---:" if n in block.right else "---" for n in range(len(block.head))),
    ]
    return "\n".join([*lines, *(_line(map(_said, row)) for row in block.rows)])


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


@_block.register
def _opposed(block: Opposed) -> str:
    quotes = "\n>\n".join(
        f"> “{markdown(q.text)}”  \n> – {markdown(q.voice)}{_cite(q.sources)}" for q in (block.one, block.other)
    )
    return f"**{markdown(block.about)}**\n\n{quotes}\n\nTo settle it: {markdown(block.settle)}"


@_block.register
def _picture(block: Picture) -> str:
    return f"{markdown(block.alt)}\n\n{_table(block.twin)}"


@_block.register
def _code(block: Code) -> str:
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", block.text)), default=0))
    return f"{fence}\n{block.text.rstrip()}\n{fence}"


def _said(part: Said) -> str:
    told = markdown(part.text)
    return (f"**{told}**" if part.strong and told else told) + _cite(part.sources)


def _cite(numbers: tuple[int, ...]) -> str:
    return f" \\[{', '.join(map(str, numbers))}\\]" if numbers else ""


def _reference(reference: Reference) -> str:
    quotes = "\n\n".join(_quoted(quote) for quote in reference.quotes)
    return f"\\[{reference.number}\\] {markdown(reference.citation)}\n\n{quotes}"


def _quoted(quote: Quote) -> str:
    return f"> {markdown(quote.text)}  \n> – {markdown(quote.voice)}"
