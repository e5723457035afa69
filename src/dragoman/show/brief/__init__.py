"""The printable briefing on a state: HTML, Markdown, Word, and PDF with the extra `[print]`."""

from dragoman.show.brief.blocks import Brief
from dragoman.show.brief.briefing import brief
from dragoman.show.brief.writing import ENDINGS, write_brief

__all__ = ["ENDINGS", "Brief", "brief", "write_brief"]
