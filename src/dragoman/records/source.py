"""Sources: documents as received, what we believe about them and why, and their text cut into blocks."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from dragoman.errors import SpanError


@dataclass(frozen=True, slots=True)
class Known:
    """A value together with the reason why we believe it ("meta tag article:published_time")."""

    value: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document as received.

    `id` is the SHA-256 of its bytes (hex); `text_hash` that of the extracted text (UTF-8); `published` a partial date
    in ISO 8601. Missing metadata are None. `read_for_findings` is False for languages that are only stored so far.
    """

    id: str
    text_hash: str
    format: str
    language: str | None
    path: str | None = None
    url: str | None = None
    title: Known | None = None
    outlet: Known | None = None
    author: Known | None = None
    published: Known | None = None
    encoding: str | None = None
    words: int = 0
    read_for_findings: bool = True
    notes: tuple[str, ...] = ()


class Role(StrEnum):
    """What a block of text is in its document."""

    TITLE = "title"
    HEADING = "heading"
    META = "meta"  # date lines, bylines, captions, section labels: read for metadata, not for findings
    BODY = "body"
    QUESTION = "question"
    ANSWER = "answer"
    NOISE = "noise"  # menus, other headlines, readers' comments, advertisements: never read


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the extracted text, half-open in code points, with its role.

    `speaker` names whose turn it is in an interview. `continues` says that the block goes on in the middle of the
    sentence that the block before it began (a page break, a hard line break).
    """

    start: int
    end: int
    role: Role
    speaker: str | None = None
    continues: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A source with its text. Blocks are in order and do not overlap; between them stand white space and markup."""

    source: Source
    text: str
    blocks: tuple[Block, ...]

    def __post_init__(self) -> None:
        if text_hash(self.text) != self.source.text_hash:
            raise SpanError("the text is not the one whose hash the source carries")
        edge = 0
        for block in self.blocks:
            if not edge <= block.start < block.end <= len(self.text):
                raise SpanError(f"the block {block.start}–{block.end} overlaps another or leaves the text")
            edge = block.end


def text_hash(text: str) -> str:
    """SHA-256 of a text in UTF-8, in hex. Lone surrogates cannot occur: decoding replaces them."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
