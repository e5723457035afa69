"""The network around a state, drawn as plain SVG: who it cooperates with and who it is told to be in conflict with."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.show.brief.ribbon import INK, SOFT, drawing, text
from dragoman.show.brief.telling import signed
from dragoman.show.charts import folded

_WIDTH, _HEIGHT, _TOP = 680.0, 250.0, 40.0
_BLUE, _ORANGE = "#0072b2", "#d55e00"
_LETTERS = 124


@dataclass(frozen=True, slots=True)
class Bond:
    """Another side, and the net intensity of what is told between it and the state."""

    name: str
    weight: float


def ego(title: str, foot: str, name: str, bonds: Sequence[Bond]) -> str:
    """The picture: solid blue for cooperation, dashed orange for conflict, as thick as there is of it."""
    middle = (_WIDTH / 2, _TOP + _HEIGHT / 2)
    most = max((abs(bond.weight) for bond in bonds), default=1.0) or 1.0
    lines, labels = [], []
    for number, bond in enumerate(bonds):
        angle = 2 * math.pi * number / len(bonds) - math.pi / 2 + math.pi / len(bonds)
        x, y = middle[0] + 190 * math.cos(angle), middle[1] + (_HEIGHT / 2 - 20) * math.sin(angle)
        colour, dash = (_BLUE, "") if bond.weight > 0 else (_ORANGE, ' stroke-dasharray="6 4"')
        thick = 1 + 5 * math.sqrt(abs(bond.weight) / most)
        lines.append(
            f'<line x1="{middle[0]:.1f}" y1="{middle[1]:.1f}" x2="{x:.1f}" y2="{y:.1f}" stroke="{colour}" '
            f'stroke-width="{thick:.1f}" stroke-opacity="0.75"{dash}/>'
        )
        labels.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{colour}"/>')
        anchor, shift = ("start", 9) if math.cos(angle) > 0 else ("end", -9)
        labels.append(text(x + shift, y + 4, f"{_shortened(bond.name)} {signed(bond.weight)}", size=11, anchor=anchor))
    labels.append(f'<circle cx="{middle[0]:.1f}" cy="{middle[1]:.1f}" r="7" fill="{INK}"/>')
    width = 7.4 * len(name) + 12
    labels.append(
        f'<rect x="{middle[0] - width / 2:.1f}" y="{middle[1] + 10:.1f}" width="{width:.1f}" height="18" fill="white" '
        'fill-opacity="0.85" rx="3"/>'
    )
    labels.append(text(middle[0], middle[1] + 23, name, size=12, weight="bold", anchor="middle"))
    told = folded(foot, _LETTERS)
    bottom = _TOP + _HEIGHT + 22
    feet = [text(0, bottom + 14 * k, line, size=10.5, fill=SOFT) for k, line in enumerate(told)]
    parts = [text(0, 18, title, size=15, weight="bold"), *lines, *labels, *feet]
    return drawing(_WIDTH, bottom + 14 * (len(told) - 1) + 5, title, parts)


def _shortened(name: str) -> str:
    return name if len(name) <= 30 else f"{name[:28].rstrip()}…"
