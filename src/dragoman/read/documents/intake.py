"""Files → documents: find them, tell what they are, extract their text, and say what each part of it is."""

import hashlib
import os
import stat
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from dragoman.errors import SourceError
from dragoman.read.documents.about import find_about
from dragoman.read.documents.blocks import interview_lines, to_blocks
from dragoman.read.documents.dating import date_published
from dragoman.read.documents.extract import Extract, Stated
from dragoman.read.documents.formats import SUFFIXES, Format, detect, misnamed
from dragoman.read.documents.interview import announced_in
from dragoman.read.documents.language import READ_FOR_FINDINGS, identify
from dragoman.read.documents.noise import find_noise
from dragoman.read.documents.parts import find_parts
from dragoman.read.documents.pdf import read_pdf
from dragoman.read.documents.plain import read_text
from dragoman.read.documents.turns import find_turns, with_known_speakers
from dragoman.read.documents.web import read_html
from dragoman.read.documents.word import read_word
from dragoman.records import Document, Role, Source, text_hash

MAX_BYTES = 50_000_000
"""Bytes above which a file is not read."""

# Files that stand in many folders and are about the folder.
_ABOUT_THE_FOLDER_LIST = "readme license licence changelog notice copying authors contributing"
_ABOUT_THE_FOLDER = frozenset(_ABOUT_THE_FOLDER_LIST.split())
_SMALL, _MOSTLY = 300, 0.6  # words, and the share of them from which on noise is worth a note


def find_files(what: Sequence[Path]) -> tuple[list[Path], list[tuple[Path, SourceError]]]:
    """The files to read, sorted within each folder, and what could not be found or opened.

    A file named is always taken; of a folder, with all folders in it, those with the suffix of a document that are
    neither hidden nor about the folder itself (README, LICENSE).
    """
    found: dict[Path, None] = {}
    faults: list[tuple[Path, SourceError]] = []
    for path in what:
        if os.path.isdir(path):  # noqa: PTH112 – Path.is_dir raises where a folder above may not be entered
            found.update(dict.fromkeys(_in_folder(path, faults)))
        elif os.path.lexists(path):
            found[path] = None
        else:
            faults.append((path, SourceError("is not there", "check the path; put quotes around one with spaces")))
    return list(found), faults


def _in_folder(top: Path, faults: list[tuple[Path, SourceError]]) -> list[Path]:
    found: list[Path] = []
    waiting = [top]
    while waiting:
        folder = waiting.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as fault:
            faults.append(
                (folder, SourceError(f"cannot be opened ({fault.strerror})", "check who may read the folder"))
            )
            continue
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                waiting.append(Path(entry.path))
            elif _is_document(Path(entry.name)) and os.path.isfile(entry.path):  # noqa: PTH113 – see above
                found.append(Path(entry.path))
    return sorted(found)


def _is_document(name: Path) -> bool:
    return name.suffix.lower() in SUFFIXES and name.stem.lower() not in _ABOUT_THE_FOLDER


def read_document(
    path: Path, *, language: str | None = None, max_bytes: int = MAX_BYTES, told: Stated | None = None
) -> Document:
    """A file as a document; `language` (ISO 639-1) is believed if given, and so is what is `told` of it elsewhere.

    Raises SourceError if the file cannot be read: its message goes on from the file's name ("is empty").
    """
    return to_document(_bytes_of(path, max_bytes), path, language=language, told=told)


def to_document(data: bytes, path: Path, *, language: str | None = None, told: Stated | None = None) -> Document:
    """The bytes of a file as a document; `path` gives its name. Raises SourceError if they cannot be read."""
    if not data.strip():
        raise SourceError("is empty", "nothing is lost; remove it from the folder")
    format_ = detect(data, path)
    extract = _READERS[format_](data) if format_ in _READERS else read_text(data, format_)
    if not extract.paragraphs:
        raise SourceError("holds no text", "if it shows text on the screen, save it as PDF and add that")
    note = misnamed(format_, path)
    made = _document(extract, data, path, language, (*extract.notes, *((note,) if note else ())))
    return _as_told(made, told) if told else made


def _as_told(document: Document, told: Stated) -> Document:
    """The document with what an entry of a library says of it, before what it says itself."""
    own = document.source
    source = replace(
        own,
        title=told.title or own.title,
        outlet=told.outlet or own.outlet,
        author=told.author or own.author,
        published=told.published or own.published,
        url=told.url or own.url,
    )
    return replace(document, source=source)


_READERS = {Format.HTML: read_html, Format.PDF: read_pdf, Format.DOCX: read_word}


def _bytes_of(path: Path, max_bytes: int) -> bytes:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise SourceError("is not a file", "name a file or a folder of files")
        if status.st_size > max_bytes:
            size = f"{max_bytes / 1_000_000:g} MB"
            raise SourceError(f"is larger than {size}, more than any document should be", "split it and add the parts")
        return path.read_bytes()
    except OSError as fault:
        if isinstance(fault, FileNotFoundError):
            raise SourceError("is not there", "check the path; put quotes around one with spaces") from fault
        raise SourceError(f"cannot be read ({fault.strerror or fault})", "check who may read it") from fault
    except ValueError as fault:
        raise SourceError("has a name that the system does not allow", "check the path") from fault


def _set_aside(texts: list[str], clean: list[str]) -> list[str]:
    """A note where most of a document was taken for noise: the reader of the ledger should know, and may look."""
    total, kept = (sum(len(part.split()) for part in parts) for parts in (texts, clean))
    if total >= _SMALL and kept < (1 - _MOSTLY) * total:
        return [f"{total - kept:,} of {total:,} words were set aside as menus, headlines of other articles or comments"]
    return []


def _document(extract: Extract, data: bytes, path: Path, language: str | None, notes: tuple[str, ...]) -> Document:
    text, paragraphs, stated = extract.text, extract.paragraphs, extract.stated
    texts = [text[paragraph.start : paragraph.end] for paragraph in paragraphs]
    noise = find_noise(texts, paragraphs)
    parts = find_parts(texts, paragraphs, noise.flags, stated.title.value if stated.title else None)
    interview = announced_in(interview_lines(texts, parts.roles))
    turns = find_turns(texts, paragraphs, parts.roles, interview)
    interview = with_known_speakers(turns, interview)
    about = find_about(stated, texts, parts, interview)
    blocks = to_blocks(texts, paragraphs, parts.roles, turns)
    clean = [text_ for text_, flag in zip(texts, noise.flags, strict=True) if not flag]
    language = language or identify(" ".join(_prose(texts, parts.roles)) or " ".join(clean))
    source = Source(
        id=hashlib.sha256(data).hexdigest(),
        text_hash=text_hash(text),
        format=extract.format,
        language=language,
        path=str(path),
        url=stated.url,
        title=about.title,
        outlet=about.outlet,
        author=about.author,
        published=date_published(
            stated,
            edges=[texts[place] for place in (*parts.head, *parts.tail)],
            opening=clean[:4],
            body=clean,
            comments=texts[noise.comments :] if noise.comments is not None else [],
            stem=path.stem,
        ),
        encoding=extract.encoding,
        words=sum(len(part.split()) for part in clean),
        read_for_findings=language in READ_FOR_FINDINGS,
        notes=(*notes, *_set_aside(texts, clean)),
    )
    return Document(source, text, blocks)


def _prose(texts: Sequence[str], roles: Sequence[Role]) -> list[str]:
    """The first paragraphs of the body, enough to tell the language."""
    found: list[str] = []
    size = 0
    for text, role in zip(texts, roles, strict=True):
        if role is Role.BODY and size < 2_000:
            found.append(text[:2_000])
            size += len(text)
    return found
