"""The atlas: shapes of states, from the world-atlas files that are shipped, and which of its outlines are disputed.

The atlas draws what Natural Earth calls the de facto viewpoint: who holds a place, not who claims it. Places where this
is disputed are rows of `data/disputed_areas.csv`; they are hatched, dashed and named, whoever the atlas gives them to.
"""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from dragoman.data import rows

VIEWPOINT = "Borders: Natural Earth 4.1 (world-atlas 2), de facto viewpoint: who holds a place; disputed areas hatched, no position taken"
Point = tuple[float, float]
Ring = tuple[Point, ...]
_SPACING = 0.9  # degrees between the lines of a hatching; at least four lines in each area
_LEAST_LINES = 4


@dataclass(frozen=True, slots=True)
class Disputed:
    """A disputed area: where it lies, who holds it, who else claims it, and its outlines as rings of (east, north)."""

    id: str
    name: str
    held_by: str
    claimed_by: str
    drawn_as: str
    rings: tuple[Ring, ...]


@cache
def topology(scale: str = "110m") -> Mapping[str, Any]:
    """The file of a scale, "110m" or "50m", as it stands."""
    place = files("dragoman") / "data" / "web" / f"countries-{scale}.json"
    told: Mapping[str, Any] = json.loads(place.read_text(encoding="utf-8"))
    return told


@cache
def names() -> Mapping[str, str]:
    """What the atlas calls the shapes, by their number (ISO 3166-1 numeric; by name where they have none)."""
    shapes = topology("50m")["objects"]["countries"]["geometries"]
    return {shape.get("id", shape["properties"]["name"]): shape["properties"]["name"] for shape in shapes}


@cache
def numbers() -> Mapping[str, str]:
    """The number of a shape in the atlas by the code of its state."""
    return {row["state"]: row["shape"] for row in rows("atlas_shapes")}


def shape_of(key: str, scale: str = "50m") -> tuple[Ring, ...]:
    """The outer rings of a shape, by its number or name; empty if the atlas has none."""
    atlas = topology(scale)
    for shape in atlas["objects"]["countries"]["geometries"]:
        if key in (shape.get("id"), shape["properties"]["name"]):
            polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
            return tuple(_ring(atlas, polygon[0]) for polygon in polygons)
    return ()


def _ring(atlas: Mapping[str, Any], arcs: Sequence[int]) -> Ring:
    """The points of a ring: its arcs joined, those with a negative number run backwards."""
    points: list[Point] = []
    for arc in arcs:
        line = _arc(atlas, arc if arc >= 0 else ~arc)
        points += (line if arc >= 0 else line[::-1])[1 if points else 0 :]
    return tuple(points)


def _arc(atlas: Mapping[str, Any], number: int) -> list[Point]:
    (width, height), (left, bottom) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    x = y = 0
    points = []
    for step_x, step_y in atlas["arcs"][number]:
        x, y = x + step_x, y + step_y
        points.append((round(x * width + left, 4), round(y * height + bottom, 4)))
    return points


def middle(ring: Ring) -> tuple[Point, float]:
    """Where the weight of a ring lies, and how large it is, in square degrees seen from above; across the date line too."""
    line = [ring[0]]
    for east, north in ring[1:]:
        turns = round((line[-1][0] - east) / 360)
        line.append((east + 360 * turns, north))
    area = x = y = 0.0
    for (x1, y1), (x2, y2) in zip(line, (*line[1:], line[0]), strict=True):
        part = x1 * y2 - x2 * y1
        area, x, y = area + part / 2, x + (x1 + x2) * part / 6, y + (y1 + y2) * part / 6
    if not area:
        return ring[0], 0.0
    east, north = x / area, y / area
    return (round((east + 180) % 360 - 180, 2), round(north, 2)), abs(area) * math.cos(math.radians(north))


def holds(ring: Ring, point: Point) -> bool:
    """Whether a point lies within a ring."""
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], ring[0]), strict=True):
        if (y1 > point[1]) != (y2 > point[1]) and point[0] < (x2 - x1) * (point[1] - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


@cache
def disputed() -> tuple[Disputed, ...]:
    """All areas of the table, with their outlines: a shape of the atlas, those rings of a shape that hold a point, or the
    points that the table gives."""
    return tuple(
        Disputed(row["id"], row["name"], row["held_by"], row["claimed_by"], row["drawn_as"], _outline(row["outline"]))
        for row in rows("disputed_areas")
    )


def _outline(text: str) -> tuple[Ring, ...]:
    kind, _, rest = text.partition(":")
    if kind == "shape":
        return shape_of(rest)
    if kind == "ring":
        name, _, where = rest.partition(" at ")
        points = [_point(pair) for pair in where.split(",")]
        return tuple(ring for ring in shape_of(name) if any(holds(ring, point) for point in points))
    ring = tuple(_point(pair) for pair in rest.split(";"))
    return ((*ring, ring[0]),)


def _point(text: str) -> Point:
    east, north = text.split()
    return float(east), float(north)


def hatching(rings: Sequence[Ring]) -> list[list[Point]]:
    """Parallel lines across the rings, rising to the right, each with its two ends."""
    return [line for ring in rings for line in _hatched(ring)]


def _hatched(ring: Ring) -> Iterator[list[Point]]:
    """Lines y = x + c where they lie within the ring."""
    offsets = [y - x for x, y in ring]
    spread = max(offsets) - min(offsets)
    step = min(_SPACING, spread / (_LEAST_LINES + 1))
    start = min(offsets) + step / 2 if step < _SPACING else math.ceil(min(offsets) / step) * step
    for number in range(int((max(offsets) - start) / step) + 1 if step else 0):
        crossings = sorted(_crossings(ring, start + number * step))
        for one, other in zip(crossings[::2], crossings[1::2], strict=False):
            if one != other:  # not where the line only touches a corner
                yield [one, other]


def _crossings(ring: Ring, offset: float) -> Iterator[Point]:
    for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], ring[0]), strict=True):
        one, other = y1 - x1 - offset, y2 - x2 - offset
        if (one > 0) != (other > 0):
            part = one / (one - other)
            yield round(x1 + part * (x2 - x1), 3), round(y1 + part * (y2 - y1), 3)
