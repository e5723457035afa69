"""A facsimile: pages of a PDF as pictures, drawn by a process of its own, for a PDF is hostile until it is drawn.

    python facsimile.py FILE letters           how many letters each page has, as JSON
    python facsimile.py FILE picture NUMBER    a page, from 1 on, as PNG

It imports nothing of ours and no more than it needs, so that it begins at once; it ends with 1 if the file cannot be drawn.
"""

import contextlib
import json
import struct
import sys
import zlib
from pathlib import Path
from typing import Any

_WIDE, _HIGH = 1000, 1500  # pixels, at most
_MEMORY, _SECONDS = 2_000_000_000, 20


def letters(document: Any) -> list[int]:
    """How many letters each page has, spaces left out: by them a place in the text leads to its page."""
    return [sum(not one.isspace() for one in page.get_textpage().get_text_range()) for page in document]


def picture(document: Any, number: int) -> bytes:
    """A page as PNG."""
    page = document[number - 1]
    wide, high = (max(1.0, side) for side in page.get_size())
    drawn = page.render(scale=min(_WIDE / wide, _HIGH / high), rev_byteorder=True, maybe_alpha=False)
    content, size = bytes(drawn.buffer), drawn.width * drawn.n_channels
    lines = (content[start : start + size] for start in range(0, drawn.stride * drawn.height, drawn.stride))
    return png(drawn.width, drawn.height, drawn.n_channels, b"".join(b"\0" + line for line in lines))


def png(wide: int, high: int, channels: int, lines: bytes) -> bytes:
    """The file of lines of pixels, one, three or four bytes each, a 0 before each line."""
    colours = {1: 0, 3: 2, 4: 6}[channels]
    head = struct.pack(">IIBBBBB", wide, high, 8, colours, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(lines, 6)), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def bounded() -> None:
    """Take no more memory and time than a page may need, where the system knows such bounds."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))


def main(file: str, asked: str, *number: str) -> None:
    """Do what is asked, and write it to the standard output."""
    import pypdfium2

    bounded()
    try:
        with pypdfium2.PdfDocument(Path(file).read_bytes()) as document:
            made = json.dumps(letters(document)).encode() if asked == "letters" else picture(document, int(number[0]))
    except (pypdfium2.PdfiumError, IndexError, OSError):
        sys.exit(1)
    sys.stdout.buffer.write(made)


if __name__ == "__main__":
    main(*sys.argv[1:])
