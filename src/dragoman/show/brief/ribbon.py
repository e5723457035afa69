"""The ribbon: a power's share over the years with its band, one small panel a power, drawn as plain SVG.

One panel a power, because bands that overlap in one picture cannot be read. A year without a number leaves a gap; a number
of one source, which has no interval, is hollow.
"""

import html
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from dragoman.show.charts import PALETTE, folded

FONT = "'Noto Sans', 'Segoe UI', 'DejaVu Sans', 'Liberation Sans', sans-serif"
INK, SOFT, LINE = "#222222", "#555555", "#dddddd"
_WIDTH, _PANEL, _TOP, _LEFT, _GAP, _FOOT = 680.0, 112.0, 70.0, 28.0, 16.0, 38.0
_LETTERS = 124  # of a line of the foot
_MOST_LABELS = 8  # years that a panel names


@dataclass(frozen=True, slots=True)
class Point:
    """A share in a year, from 0 to 1; `low` and `high` None where there is no interval; `letter` marks what the text tells of."""

    year: int
    value: float
    low: float | None
    high: float | None
    letter: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """A power and its points, years ascending."""

    name: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where a panel stands: years side by side in equal steps, shares from the foot to the top."""

    left: float
    width: float
    years: tuple[int, ...]

    def x(self, year: int) -> float:
        steps, inner = len(self.years) - 1, self.width - 24
        return self.left + 12 + (inner * self.years.index(year) / steps if steps else inner / 2)

    def y(self, share: float) -> float:
        return _TOP + _PANEL * (1 - share)


def ribbon(title: str, foot: str, panels: Sequence[Panel]) -> str:
    """The picture."""
    years = tuple(sorted({point.year for panel in panels for point in panel.points}))
    lines = folded(foot, _LETTERS)
    height = _TOP + _PANEL + _FOOT + 14 * (len(lines) - 1) + 5
    width = (_WIDTH - _LEFT - _GAP * (len(panels) - 1)) / len(panels)
    parts = [text(0, 18, title, size=15, weight="bold")]
    for number, panel in enumerate(panels):
        frame = _Frame(_LEFT + number * (width + _GAP), width, years)
        parts += _panel(panel, frame, PALETTE[number % len(PALETTE)], scale=number == 0)
    parts += [text(0, _TOP + _PANEL + _FOOT + 14 * k, line, size=10.5, fill=SOFT) for k, line in enumerate(lines)]
    return drawing(_WIDTH, height, title, parts)


def _panel(panel: Panel, frame: _Frame, colour: str, *, scale: bool) -> list[str]:
    left, right, middle = frame.left, frame.left + frame.width, frame.left + frame.width / 2
    parts = [text(left, _TOP - 22, panel.name, size=11.5, weight="bold", fill=INK)]
    for share in (0.0, 0.5, 1.0):
        y = frame.y(share)
        parts.append(f'<line x1="{left:.1f}" x2="{right:.1f}" y1="{y:.1f}" y2="{y:.1f}" stroke="{LINE}"/>')
        if scale:
            parts.append(text(left - 6, y + 3.5, f"{100 * share:.0f}", size=10, fill=SOFT, anchor="end"))
    each = 1 + (len(frame.years) - 1) // _MOST_LABELS
    parts += [
        text(frame.x(year), _TOP + _PANEL + 14, f"’{year % 100:02d}", size=10, anchor="middle", fill=SOFT)
        for year in frame.years[::-each]
    ]
    if not panel.points:
        return [*parts, text(middle, frame.y(0.5) - 6, "not told of", size=10.5, anchor="middle", fill=SOFT)]
    for _, run in groupby(enumerate(panel.points), key=lambda pair: pair[1].year - pair[0]):
        parts += _run([point for _, point in run], frame, colour)
    for point in panel.points:
        if point.letter:
            y = frame.y(point.value if point.high is None else point.high) - 5
            parts.append(text(frame.x(point.year), y, point.letter, size=11, weight="bold", anchor="middle"))
    return parts


def _run(points: Sequence[Point], frame: _Frame, colour: str) -> list[str]:
    """Points of years that follow each other: a band where all have an interval, and a bar for each that has one."""
    parts = []
    bars = [
        (frame.x(p.year), frame.y(p.low), frame.y(p.high)) for p in points if p.low is not None and p.high is not None
    ]
    if len(bars) == len(points) > 1:
        edge = [(x, high) for x, _, high in bars] + [(x, low) for x, low, _ in reversed(bars)]
        told = " ".join(f"{x:.1f},{y:.1f}" for x, y in edge)
        parts.append(f'<polygon points="{told}" fill="{colour}" fill-opacity="0.16"/>')
    for x, low, high in bars:
        parts.append(
            f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{low:.1f}" y2="{high:.1f}" stroke="{colour}" stroke-width="1.2" stroke-opacity="0.7"/>'
        )
    told = " ".join(f"{frame.x(p.year):.1f},{frame.y(p.value):.1f}" for p in points)
    parts.append(f'<polyline points="{told}" fill="none" stroke="{colour}" stroke-width="2"/>')
    for p in points:
        fill = colour if p.low is not None else "white"
        place = f'cx="{frame.x(p.year):.1f}" cy="{frame.y(p.value):.1f}"'
        parts.append(f'<circle {place} r="3.2" fill="{fill}" stroke="{colour}" stroke-width="1.5"/>')
    return parts


def text(
    x: float, y: float, told: str, *, size: float, weight: str = "normal", fill: str = INK, anchor: str = "start"
) -> str:
    """A line of text in a drawing."""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" font-weight="{weight}" fill="{fill}" text-anchor="{anchor}">'
        f"{html.escape(told)}</text>"
    )


def drawing(width: float, height: float, title: str, parts: Sequence[str]) -> str:
    """A drawing of a size, white, with its title for those who do not see it."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" height="{height:g}" '
        f'role="img" font-family="{FONT}"><title>{html.escape(title)}</title>'
        f'<rect width="{width:g}" height="{height:g}" fill="white"/>{"".join(parts)}</svg>'
    )
