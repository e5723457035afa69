"""The briefing as a Word document, for editors: styles for headings, real tables, notes by number."""

import io
import zipfile
from functools import singledispatchmethod
from typing import Any

from dragoman.ledger.outward.telling import xml_text
from dragoman.show.brief.blocks import Brief, Bullets, Code, Opposed, Paragraph, Picture, Quote, Reference, Said, Table

_SMALL, _NOTE, _TABLE = 8.0, 8.5, 8.5
_WIDTH = 17.4  # centimetres between the margins of A4


def as_docx(brief: Brief) -> bytes:
    """The briefing as the content of a .docx file. The same briefing gives the same bytes."""
    writer = _Writer(brief)
    for number, section in enumerate(brief.sections, 1):
        writer.heading(f"{number} {section.title}", section.vintage)
        for block in section.blocks:
            writer.put(block)
    writer.annex(brief.references)
    return writer.content()


class _Writer:
    """Writes blocks into a document."""

    def __init__(self, brief: Brief) -> None:
        import datetime

        from docx import Document
        from docx.shared import Cm, Pt

        self._document: Any = Document()
        self._pt, self._cm = Pt, Cm
        page = self._document.sections[0]
        page.page_width, page.page_height = Cm(21), Cm(29.7)
        page.left_margin = page.right_margin = Cm(1.8)
        page.top_margin = page.bottom_margin = Cm(1.7)
        style = self._document.styles["Normal"]
        style.font.name, style.font.size = "Calibri", Pt(10)
        style.paragraph_format.space_after = Pt(4)
        told = self._document.core_properties
        told.title, told.author, told.comments = xml_text(brief.title), "Dragoman", ""
        told.created = told.modified = datetime.datetime(2000, 1, 1)  # noqa: DTZ001 (the same bytes each time)
        self._document.add_heading(xml_text(brief.title), 0)
        for line in brief.lines:
            self._line(line, _NOTE)

    def heading(self, title: str, vintage: str) -> None:
        """A part's title, and how old what it rests on is."""
        self._document.add_heading(xml_text(title), 1)
        self._line(vintage, _SMALL)

    def _line(self, text: str, size: float) -> Any:
        made = self._document.add_paragraph()
        made.paragraph_format.space_after = self._pt(2)
        self._run(made, text, size=size)
        return made

    def _run(
        self, paragraph: Any, text: str, *, size: float | None = None, bold: bool = False, raised: bool = False
    ) -> None:
        run = paragraph.add_run(xml_text(text))
        run.bold, run.font.superscript = bold or None, raised or None
        if size:
            run.font.size = self._pt(size)

    def _said(self, paragraph: Any, part: Said, size: float | None = None) -> None:
        self._run(paragraph, part.text, size=size, bold=part.strong)
        self._cite(paragraph, part.sources, size)

    def _cite(self, paragraph: Any, numbers: tuple[int, ...], size: float | None = None) -> None:
        if numbers:
            self._run(paragraph, f"[{', '.join(map(str, numbers))}]", size=size, raised=True)

    @singledispatchmethod
    def put(self, block: object) -> None:
        """Write a block."""
        raise TypeError(f"{type(block).__name__} is no block of a briefing")

    @put.register
    def _paragraph(self, block: Paragraph) -> None:
        made = self._document.add_paragraph()
        for number, part in enumerate(block.parts):
            if number:
                self._run(made, " ")
            self._said(made, part, _NOTE if block.note else None)

    @put.register
    def _bullets(self, block: Bullets) -> None:
        for item in block.items:
            made = self._document.add_paragraph(style="List Number" if block.ordered else "List Bullet")
            made.paragraph_format.space_after = self._pt(2)
            self._said(made, item)

    @put.register
    def _table(self, block: Table) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        table = self._document.add_table(rows=1, cols=len(block.head), style="Table Grid")
        shares = block.widths or tuple(1 for _ in block.head)
        rows = [tuple(Said(name, strong=True) for name in block.head), *block.rows]
        for place, row in enumerate(rows):
            cells = table.rows[0].cells if not place else table.add_row().cells
            for column, (cell, part) in enumerate(zip(cells, row, strict=True)):
                cell.width = self._cm(_WIDTH * shares[column] / sum(shares))
                made = cell.paragraphs[0]
                made.paragraph_format.space_after = self._pt(1)
                if column in block.right:
                    made.alignment = WD_ALIGN_PARAGRAPH.RIGHT
                self._said(made, part, _TABLE)
        self._repeat_head(table)
        self._document.add_paragraph().paragraph_format.space_after = self._pt(2)

    def _repeat_head(self, table: Any) -> None:
        """The heads again on every page."""
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        mark = OxmlElement("w:tblHeader")
        mark.set(qn("w:val"), "true")
        table.rows[0]._tr.get_or_add_trPr().append(mark)

    @put.register
    def _opposed(self, block: Opposed) -> None:
        self._run(self._document.add_paragraph(), block.about, bold=True)
        table = self._document.add_table(rows=1, cols=2)
        for cell, quote in zip(table.rows[0].cells, (block.one, block.other), strict=True):
            self._run(cell.paragraphs[0], f"“{quote.text}”", size=9)
            origin = cell.add_paragraph()
            self._run(origin, f"– {quote.voice}", size=_SMALL)
            self._cite(origin, quote.sources, _SMALL)
        self._line(f"To settle it: {block.settle}", _NOTE)

    @put.register
    def _picture(self, block: Picture) -> None:
        drawn = _png(block.svg)
        if drawn is None:
            self._line(block.alt, _NOTE)
            self._table(block.twin)
            return
        made = self._document.add_picture(io.BytesIO(drawn), width=self._cm(_WIDTH))
        made._inline.docPr.set("descr", xml_text(block.alt))

    @put.register
    def _code(self, block: Code) -> None:
        made = self._document.add_paragraph()
        self._run(made, block.text.rstrip(), size=_SMALL)
        made.runs[0].font.name = "Consolas"

    def annex(self, references: tuple[Reference, ...]) -> None:
        """The numbered sources, each with its quotes."""
        self._document.add_page_break()
        self._document.add_heading("Annex: sources and quotes", 1)
        for reference in references:
            self._line(f"[{reference.number}] {reference.citation}", 9)
            for quote in reference.quotes:
                self._annexed(quote)

    def _annexed(self, quote: Quote) -> None:
        made = self._line(quote.text, _NOTE)
        made.paragraph_format.left_indent = self._cm(0.8)
        self._run(made, f" – {quote.voice}", size=7.5)

    def content(self) -> bytes:
        """The bytes of the file."""
        held, settled = io.BytesIO(), io.BytesIO()
        self._document.save(held)
        with zipfile.ZipFile(held) as made, zipfile.ZipFile(settled, "w", zipfile.ZIP_DEFLATED) as kept:
            for part in made.infolist():
                same = zipfile.ZipInfo(part.filename, (1980, 1, 1, 0, 0, 0))  # not the time at which it was packed
                same.compress_type = zipfile.ZIP_DEFLATED
                kept.writestr(same, made.read(part))
        return settled.getvalue()


def _png(svg: str) -> bytes | None:
    """A drawing as PNG, for Word knows no SVG; None without the extra `[print]`: the table then stands in its place."""
    try:
        import vl_convert  # type: ignore[import-not-found, unused-ignore]
    except ImportError:
        return None
    return bytes(vl_convert.svg_to_png(svg, scale=2.5))
