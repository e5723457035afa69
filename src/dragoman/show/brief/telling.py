"""Words and numbers of a briefing: shares with their intervals, lists, short quotes, days."""

import re
from collections.abc import Sequence
from typing import Any

_MARKS = '"“”„«»'
_LANGUAGES = {
    "en": "English", "ru": "Russian", "tr": "Turkish", "kk": "Kazakh", "ky": "Kyrgyz", "uz": "Uzbek", "tk": "Turkmen", "tg": "Tajik",
    "az": "Azerbaijani", "uk": "Ukrainian", "zh": "Chinese", "ar": "Arabic", "fa": "Persian", "de": "German", "fr": "French", "es": "Spanish",
}  # fmt: skip
_WORDS = 25  # of a quote in the text; the annex has the whole


def percent(value: float | None) -> str:
    """A share as a whole per cent."""
    return "–" if value is None else f"{100 * value:.0f}\u00a0%"


def portion(part: int, whole: int) -> str:
    """What has been done of a whole as a per cent: a little is not nothing, and not quite all is not all."""
    if not whole or part in (0, whole):
        return percent(part / whole if whole else 0.0)
    share = 100 * part / whole
    return "less than 1\u00a0%" if share < 1 else "more than 99\u00a0%" if share > 99 else percent(part / whole)


def interval(row: dict[str, Any]) -> str:
    """A share with its interval, or why there is none."""
    if row["value"] is None:
        return "–"
    if row["low"] is None:
        return f"{percent(row['value'])} (no interval: one source)"
    return f"{percent(row['value'])} ({bounds(row)})"


def bounds(row: dict[str, Any]) -> str:
    """The interval of a share alone."""
    return f"{100 * row['low']:.0f}–{100 * row['high']:.0f}"


def listed(names: Sequence[str]) -> str:
    """Names in a row: "A, B and C"."""
    return " and ".join(part for part in (", ".join(names[:-1]), names[-1] if names else "") if part)


def short(quote: str) -> str:
    """A quote of at most twenty-five words, cut at a word."""
    words = quote.split()
    return " ".join(words) if len(words) <= _WORDS else " ".join(words[:_WORDS]).rstrip(",;:–-") + " …"


def plain(text: str) -> str:
    """A quote to be set in quotation marks: without those around the whole of it, and single ones within it.

    The annex has it as it stands in the source.
    """
    flat = " ".join(text.split())
    if len(flat) > 2 and flat[0] in _MARKS and flat[-1] in _MARKS and not set(_MARKS) & set(flat[1:-1]):
        return flat[1:-1].strip()
    return re.sub(rf"[{_MARKS}]", "’", re.sub(rf"(?<![^\s(\[—–-])[{_MARKS}](?=\S)", "‘", flat))


def signed(value: float, form: str = "g") -> str:
    """A number with its sign, the minus as printers set it."""
    return f"{value:+{form}}".replace("-", "−")


def language(code: str | None) -> str:
    """The English name of a language."""
    return _LANGUAGES.get(code or "", code or "an unknown language")


def the(name: str) -> str:
    """A name in running text: "the United States", "Russia"."""
    first, last = name.split()[0], name.split()[-1]
    article = first in ("United", "Organization", "Collective", "Shanghai") or last in ("Union", "States", "Community")
    return f"the {name}" if article or " of " in name else name


def apart(one: dict[str, Any] | None, other: dict[str, Any] | None) -> bool:
    """Whether two numbers lie apart by more than their intervals: none is claimed where one has none."""
    if not one or not other or None in (one["low"], one["high"], other["low"], other["high"]):
        return False
    return bool(one["low"] > other["high"] or other["low"] > one["high"])
