"""Plain text and Markdown: the text is the decoded file unchanged, so that offsets are those of the file.

Markdown stays as it is written; its markup stands outside the paragraphs.
"""

from dragoman.read.documents.encoding import decode, without_surrogates
from dragoman.read.documents.extract import Extract
from dragoman.read.documents.formats import Format
from dragoman.read.documents.layout import paragraphs


def read_text(data: bytes, format_: Format = Format.TEXT) -> Extract:
    """The text of a file of text or Markdown; raises SourceError if it cannot be decoded."""
    decoded = decode(data)
    text = without_surrogates(decoded.text)
    return Extract(
        format=format_.value,
        text=text,
        paragraphs=paragraphs(text),
        encoding=decoded.encoding,
        notes=decoded.notes,
    )
