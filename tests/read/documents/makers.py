"""Small files of every format, made in memory, and a reader of texts for the tests."""

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import docx

from dragoman.read.documents.intake import to_document
from dragoman.records import Document, Role

LONG = (
    "The two governments have worked on the new corridor for several years. Their ministers meet twice a year, and "
    "the railways of both countries have agreed on common tariffs for all goods that cross the border."
)
LONGER = (
    "Nobody expected the talks to end so soon. The delegations had come with long lists of demands, and most of them "
    "were left for the next round, which is to be held in the capital of the smaller country."
)


def read(text: str | bytes, name: str = "article.txt", **options: str) -> Document:
    """The document that a file of that name and content gives."""
    data = text.encode("utf-8") if isinstance(text, str) else text
    return to_document(data, Path(name), **options)


def parts(document: Document) -> list[tuple[str, str]]:
    """(role, text) of every block."""
    return [(str(block.role), document.text[block.start : block.end]) for block in document.blocks]


def of_role(document: Document, role: Role) -> list[str]:
    """The texts of the blocks that have a role."""
    return [document.text[block.start : block.end] for block in document.blocks if block.role is role]


def turns(document: Document) -> list[tuple[str, str | None, str]]:
    """(role, speaker, text) of the blocks that are turns of speech."""
    return [
        (str(block.role), block.speaker, document.text[block.start : block.end])
        for block in document.blocks
        if block.role in (Role.QUESTION, Role.ANSWER)
    ]


def make_pdf(pages: Sequence[Sequence[str]], *, info: str = "", trailer: str = "", leading: int = 14) -> bytes:
    """A PDF of one font with the lines of each page; an empty line leaves a gap. `info` holds its properties."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for lines in pages:
        shown = "".join(f"({line}) Tj T*\n" for line in lines)
        stream = f"BT /F1 10 Tf {leading} TL 50 780 Td\n{shown}ET"
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            f"/Contents {len(objects)} 0 R >>"
        )
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    objects.append(f"<< {info} >>")
    body, offsets = "%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    body += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    body += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R {trailer}>>\n"
    body += f"startxref\n{body.index('xref')}\n%%EOF\n"
    return body.encode("latin-1")


def make_locked_pdf() -> bytes:
    """A PDF whose password nobody knows."""
    secret = "<" + "5A" * 32 + ">"
    locked = f"/Encrypt << /Filter /Standard /V 1 /R 2 /O {secret} /U {secret} /P -4 >> /ID [<00> <00>] "
    return make_pdf([["Nothing to see."]], trailer=locked)


def make_docx(document: "docx.document.Document") -> bytes:
    """The bytes of a Word document."""
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def make_zip(files: dict[str, bytes]) -> bytes:
    """A zip archive of the files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def make_page(body: str, head: str = "") -> str:
    """A web page with the furniture that pages have."""
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">{head}</head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li><li><a href="/x">Sport</a></li></ul></nav>
<main><article>{body}</article>
<div class="related"><h3>Read also</h3><ul><li><a href="/1">Minister resigns after a scandal</a></li></ul></div>
</main><footer><p>All rights reserved. The Gazette 2024</p></footer></body></html>"""
