"""A figure: a picture that can be quoted – its finding as title, unit and window below, its source inside the image.

One Vega-Lite specification serves screen and print. Text and guides have the colours INK, DIM, GUIDE, FAINT and no others, so
that the screen can put others in their place when it is dark (own/pictures.js).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from dragoman import __version__
from dragoman.records import Row
from dragoman.show.charts import FONT, PALETTE, Spec, as_json

Named = Callable[[str], str]
"""What a code is called: "RUS" → "Russia"."""
BLUE, VERMILION, GREEN, PURPLE, SKY, ORANGE, GREY = PALETTE
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down", "stroke")
SIGNS: Mapping[str, tuple[str, str]] = {
    "cooperative": (BLUE, "circle"),
    "adversarial": (VERMILION, "triangle-down"),
    "neutral": (GREY, "diamond"),
    "not assessed": ("#8a8a8a", "cross"),
}
"""Colour and shape of each assessment."""
INK, DIM, GUIDE, FAINT = "#1b2733", "#56616c", "#98a1a9", "#eef1f3"
WIDTH = 660
_TITLE_LINE, _NOTE_LINE = 82, 122  # letters


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A picture with all that goes with it. `rows` are the numbers drawn, its twin as a table, with `columns`."""

    name: str
    spec: Spec
    title: str
    caption: str
    source: str
    alt: str
    rows: Sequence[Row]
    columns: Sequence[str]

    @property
    def script(self) -> str:
        """The specification for a script element."""
        return as_json(self.spec)


def figure(
    name: str, plot: Spec, *, title: str, caption: str, alt: str, told: Mapping[str, str], rows: Sequence[Row],
    columns: Sequence[str],
) -> Figure:  # fmt: skip
    """A figure of a plot: a specification without title. `told` is what the source line says of the ledger (Desk.told)."""
    source = source_line(told)
    spec: Spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "description": f"{title}. {alt}",
        "background": "white",
        "padding": 12,
        "title": {
            "text": folded(title, _TITLE_LINE),
            "subtitle": folded(caption, _NOTE_LINE),
            "anchor": "start",
            "frame": "bounds",
            "offset": 14,
        },
        "vconcat": [plot, _foot(source)],
        "spacing": 8,
        "align": "none",
        "config": _config(),
    }
    return Figure(
        name=name, spec=spec, title=title, caption=caption, source=source, alt=alt, rows=rows, columns=tuple(columns)
    )


def source_line(told: Mapping[str, str]) -> str:
    """Where the numbers come from: "Source: kz.ledger, state 0a1b2c3d4e5f, as of 2026-11-22 · machine-coded, Dragoman 0.1"."""
    return f"Source: {told['ledger']}, state {told['state']}, as of {told['as of']} · machine-coded, Dragoman {__version__}"


def _foot(source: str) -> Spec:
    lines = folded(source, _NOTE_LINE)
    return {
        "data": {"values": [{"text": lines}]},
        "width": 20,  # the text runs on beyond it
        "height": 12 * len(lines),
        "view": {"stroke": None},
        "mark": dim(10, align="left", baseline="top", x=0, y=0, lineHeight=12),
        "encoding": {"text": {"field": "text"}},
    }


def folded(text: str, width: int) -> list[str]:
    """The text in lines of at most so many letters."""
    lines = [""]
    for word in text.split(" "):  # not at a space that holds "40 %" together
        if lines[-1] and len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def shortened(text: str, letters: int) -> str:
    """The text, cut off visibly if it is longer."""
    return text if len(text) <= letters else f"{text[: letters - 1]}…"


def number_link(row: str) -> str:
    """The page of a number, with the findings that it rests on."""
    return f"/number?at={quote(row, safe=':-')}"


def share(value: float) -> str:
    """ "45 %", which no line breaks."""
    return f"{100 * value:.0f}\u00a0%"


def between(first: str, last: str) -> str:
    """ "2020 to 2024", or "2020" alone."""
    return first if first == last else f"{first} to {last}"


def listed(names: Sequence[str], most: int = 5) -> str:
    """ "A", "A and B", "A, B and C"; of more than `most` the first ones, and how many others."""
    if len(names) > most:
        names = [*names[: most - 1], f"{len(names) - most + 1} others"]
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1]))) if names else "nobody"


def coloured(field: str, names: Sequence[str], *, legend: bool = True) -> Spec:
    """Colour and shape by name, in the order given."""
    kept = list(names)
    at = {"field": field, "type": "nominal"}
    told = {"title": None, "orient": "top", "symbolOpacity": 1, "columns": 5} if legend else None
    return {
        "color": {
            **at,
            "scale": {"domain": kept, "range": [PALETTE[n % len(PALETTE)] for n in range(len(kept))]},
            "legend": told,
        },
        "shape": {
            **at,
            "scale": {"domain": kept, "range": [SHAPES[n % len(SHAPES)] for n in range(len(kept))]},
            "legend": told,
        },
    }


def signed(field: str) -> Spec:
    """Colour and shape by assessment, each told in the legend."""
    at = {"field": field, "type": "nominal"}
    legend = {"title": None, "orient": "top", "symbolOpacity": 1, "symbolSize": 90}
    colours, shapes = [colour for colour, _ in SIGNS.values()], [shape for _, shape in SIGNS.values()]
    return {
        "color": {**at, "scale": {"domain": list(SIGNS), "range": colours}, "legend": legend},
        "shape": {**at, "scale": {"domain": list(SIGNS), "range": shapes}, "legend": legend},
    }


def _config() -> Spec:
    return {
        "font": FONT,
        "title": {"fontSize": 16, "fontWeight": 600, "color": INK, "lineHeight": 21} | {
            "subtitleColor": DIM, "subtitleFontSize": 11.5, "subtitlePadding": 6, "subtitleLineHeight": 15,
        },
        "axis": {
            "gridColor": FAINT, "domainColor": GUIDE, "tickColor": GUIDE, "labelColor": DIM, "titleColor": DIM,
            "labelFontSize": 11, "titleFontWeight": "normal",
        },
        "header": {"labelColor": INK, "titleColor": INK, "labelFontSize": 12},
        "legend": {"labelFontSize": 12, "labelColor": INK, "titleColor": DIM, "titleFontWeight": "normal"},
        "view": {"stroke": None},
        "text": {"font": FONT},
    }  # fmt: skip


def dim(size: float = 11, **more: object) -> Spec:
    """A mark of text that stands behind."""
    return {"type": "text", "color": DIM, "fontSize": size, **more}
