"""Structural balance: do the friends of a state's friends get on, and how far is the network from two clean camps?

A triangle is balanced if the product of its signs is positive. A state that hedges sits in unbalanced triangles on
purpose, so a low share around it is a finding and no fault. Source: [CartwrightHarary1956] [Estrada2019] [ArefWilson2018]
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

EXACT_BELOW = 25
"""Nodes of a knot (what is left of a component without its dangling ends) below which frustration is exact."""
_CHUNK = 1 << 18
_STARTS = 32
_SEED = 1

Edge = tuple[str, str, int]  # two sides, and +1 or -1
Signs = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class StructuralBalance:
    """How balanced a signed network is.

    `share` is balanced / triangles, None without a triangle. `walk` is Σexp(λ signed) / Σexp(λ unsigned), in (0, 1],
    None without an edge. The frustration lies from `frustration_low` to `frustration_high` edges, one number where it
    is exact; `frustration_index` is 1 - frustration_high / (edges / 2), None without an edge.
    """

    nodes: int
    edges: int
    triangles: int
    balanced: int
    walk: float | None
    frustration_low: int
    frustration_high: int

    @property
    def share(self) -> float | None:
        """Share of triangles that are balanced."""
        return self.balanced / self.triangles if self.triangles else None

    @property
    def frustration_index(self) -> float | None:
        """1 in a network of two clean camps; it falls with each edge that any division into two camps must break."""
        return 1 - 2 * self.frustration_high / self.edges if self.edges else None


def structural_balance(edges: Iterable[Edge]) -> StructuralBalance:
    """The balance of an undirected signed network: each pair once, in either order; the sign +1 or -1."""
    signs = _distinct(edges)
    nodes = sorted({side for pair in signs for side in pair})
    triangles, balanced = _triangles(signs, nodes)
    low, high = frustration(signs)
    return StructuralBalance(len(nodes), len(signs), triangles, balanced, _walk(signs, nodes), low, high)


def frustration(signs: Mapping[tuple[str, str], int]) -> tuple[int, int]:
    """The fewest edges that contradict a division into two camps: a lower and an upper bound, equal where exact.

    Dangling ends never contradict and are cut off; each knot that remains is searched through if it has fewer than 25
    nodes. Beyond that, the lower bound is the number of edge-disjoint unbalanced triangles found greedily, the upper
    one the best of 32 local searches.
    """
    low = high = 0
    for knot in _knots(signs):
        bounds = _searched(knot) if len({side for pair in knot for side in pair}) < EXACT_BELOW else _bounded(knot)
        low, high = low + bounds[0], high + bounds[1]
    return low, high


def _distinct(edges: Iterable[Edge]) -> dict[tuple[str, str], int]:
    return {(min(a, b), max(a, b)): 1 if sign > 0 else -1 for a, b, sign in sorted(edges) if a != b and sign}


def _matrix(signs: Mapping[tuple[str, str], int], nodes: Sequence[str]) -> Signs:
    place = {node: number for number, node in enumerate(nodes)}
    matrix = np.zeros((len(nodes), len(nodes)))
    for (a, b), sign in signs.items():
        matrix[place[a], place[b]] = matrix[place[b], place[a]] = sign
    return matrix


def _triangles(signs: Mapping[tuple[str, str], int], nodes: Sequence[str]) -> tuple[int, int]:
    """Triangles, and those of them that are balanced; a triangle makes six closed walks of three steps."""
    signed = _matrix(signs, nodes)
    unsigned = np.abs(signed)
    closed = round(float(np.trace(unsigned @ unsigned @ unsigned))) // 6
    net = round(float(np.trace(signed @ signed @ signed))) // 6  # balanced less unbalanced
    return closed, (closed + net) // 2


def _walk(signs: Mapping[tuple[str, str], int], nodes: Sequence[str]) -> float | None:
    if not signs:
        return None
    signed = _matrix(signs, nodes)
    ours, theirs = np.linalg.eigvalsh(signed), np.linalg.eigvalsh(np.abs(signed))
    largest = theirs.max()  # taken out of both sums, so that large networks do not overflow
    return float(np.exp(ours - largest).sum() / np.exp(theirs - largest).sum())


def _knots(signs: Mapping[tuple[str, str], int]) -> list[dict[tuple[str, str], int]]:
    """The components of the network without its dangling ends, each as its own edges."""
    near: dict[str, set[str]] = {}
    for a, b in signs:
        near.setdefault(a, set()).add(b)
        near.setdefault(b, set()).add(a)
    loose = sorted(node for node in near if len(near[node]) < 2)
    while loose:
        node = loose.pop()
        for other in near.pop(node, set()):
            near[other].discard(node)
            if len(near[other]) < 2:
                loose.append(other)
    knots = []
    left = set(near)
    while left:
        found, ahead = set[str](), [min(left)]
        while ahead:
            node = ahead.pop()
            if node not in found:
                found.add(node)
                ahead += sorted(near[node] - found)
        left -= found
        knots.append({pair: sign for pair, sign in sorted(signs.items()) if pair[0] in found and pair[1] in found})
    return [knot for knot in knots if knot]


def _searched(knot: Mapping[tuple[str, str], int]) -> tuple[int, int]:
    """Exact, by trying each division into two camps; the first node stays in the first camp."""
    nodes = sorted({side for pair in knot for side in pair})
    bit = {node: number - 1 for number, node in enumerate(nodes)}
    divisions = 1 << (len(nodes) - 1)
    fewest = len(knot)
    for begin in range(0, divisions, _CHUNK):
        camps = np.arange(begin, min(divisions, begin + _CHUNK), dtype=np.uint32)
        sides = {node: ((camps >> place) & 1).astype(np.uint8) if place >= 0 else None for node, place in bit.items()}
        broken = np.zeros(len(camps), dtype=np.uint16)
        for (a, b), sign in knot.items():
            one, other = sides[a], sides[b]
            apart = other if one is None else one if other is None else one ^ other
            assert apart is not None
            broken += apart if sign > 0 else 1 - apart
        fewest = min(fewest, int(broken.min()))
    return fewest, fewest


def _bounded(knot: Mapping[tuple[str, str], int]) -> tuple[int, int]:
    nodes = sorted({side for pair in knot for side in pair})
    matrix = _matrix(knot, nodes)
    draws = np.random.default_rng(_SEED)
    best = len(knot)
    for start in range(_STARTS):
        camps = np.ones(len(nodes)) if start == 0 else draws.choice([-1.0, 1.0], len(nodes))
        while (pull := camps * (matrix @ camps)).min() < 0:  # a node that breaks more edges than it keeps changes camp
            camps[int(pull.argmin())] *= -1
        kept = float(camps @ matrix @ camps) / 2  # edges kept less edges broken
        best = min(best, round((len(knot) - kept) / 2))
    return _disjoint(knot, nodes), best


def _disjoint(knot: Mapping[tuple[str, str], int], nodes: Sequence[str]) -> int:
    """Unbalanced triangles without a common edge: each must hold a broken edge of its own."""
    left = dict(knot)
    found = 0
    for a, b, c in combinations(nodes, 3):
        triangle = [(a, b), (a, c), (b, c)]
        if all(pair in left for pair in triangle) and left[a, b] * left[a, c] * left[b, c] < 0:
            found += 1
            for pair in triangle:
                del left[pair]
    return found
