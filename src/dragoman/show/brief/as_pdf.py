"""The briefing as PDF/UA through typst, the extra `[print]`: tagged, so that it can be read aloud."""

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, replace
from importlib.resources import files
from typing import Any

from dragoman.errors import UsageError
from dragoman.show.brief.blocks import Block, Brief

_SCRIPTS = {
    "Chinese": (
        "[\u4e00-\u9fff]",
        ("cjk", "han sans", "han serif", "simsun", "yahei", "pingfang", "wenquanyi", "heiti", "songti"),
    ),
    "Arabic": ("[\u0620-\u064a]", ("arabic", "dejavu sans", "arial", "segoe ui", "times new roman", "naskh")),
    "Georgian": ("[\u10d0-\u10ff]", ("georgian", "dejavu sans", "arial", "segoe ui", "sylfaen")),
    "Armenian": ("[\u0531-\u0587]", ("armenian", "dejavu sans", "arial", "segoe ui", "sylfaen")),
    "Hebrew": ("[\u05d0-\u05ea]", ("hebrew", "dejavu sans", "arial", "segoe ui")),
}
"""Letters of a script, and words in the names of families that have them."""
_KINDS = ("paragraph", "bullets", "table", "opposed", "picture", "code")


def as_pdf(brief: Brief) -> bytes:
    """The briefing as the content of a PDF file. Raises UsageError without the extra, and where typst refuses."""
    try:
        import typst  # type: ignore[import-not-found, unused-ignore]
    except ImportError:
        raise UsageError(
            "PDF needs the extra [print]", "pip install 'dragoman[print]', or write .html and print it from a browser"
        ) from None
    template = (files("dragoman.show.brief") / "brief.typ").read_bytes()
    lacking = without_font(brief, typst.Fonts().families())
    if lacking:
        line = (
            f"Letters that no font of this machine has stand as boxes here ({', '.join(lacking)}); the HTML has them."
        )
        brief = replace(brief, lines=(*brief.lines, line))
    told = json.dumps(_told(brief), ensure_ascii=False)
    try:
        made = typst.compile(template, format="pdf", sys_inputs={"brief": told}, pdf_standards=["ua-1"])
    except typst.TypstError as fault:
        raise UsageError(
            f"typst could not set the briefing ({str(fault).splitlines()[0]})", "write .html instead"
        ) from fault
    return bytes(made)


def without_font(brief: Brief, families: Sequence[str]) -> list[str]:
    """The scripts in which a briefing quotes and for which no family of fonts is there, by their names."""
    text = json.dumps(asdict(brief), ensure_ascii=False)
    held = " ".join(families).lower()
    return [
        script for script, (letters, fonts) in _SCRIPTS.items()
        if re.search(letters, text) and not any(font in held for font in fonts)
    ]  # fmt: skip


def _told(brief: Brief) -> dict[str, Any]:
    """The briefing as plain values, each block with its kind."""
    sections = [
        {"title": one.title, "vintage": one.vintage, "blocks": [_block(block) for block in one.blocks]}
        for one in brief.sections
    ]
    return asdict(brief) | {"sections": sections, "author": "Dragoman"}


def _block(block: Block) -> dict[str, Any]:
    kind = type(block).__name__.lower()
    assert kind in _KINDS
    return asdict(block) | {"kind": kind}
