"""Reciprocity: does a state get back what it gives?

Meetings are left out by whoever counts: all sides of them act, so that they are reciprocal by construction.
Source: [GarlaschelliLoffredo2004] [Squartini2013]
"""

from collections.abc import Mapping
from dataclasses import dataclass

Flows = Mapping[tuple[str, str], float]
"""What goes from one side to the other, 0 or more."""


@dataclass(frozen=True, slots=True)
class Reciprocity:
    """How far the links of a directed network are returned.

    `share` is returned links / links, None without a link; `rho` that share against what chance gives at the same
    density, (r - a) / (1 - a), None if all possible links are there; `weighted` Σ min(w_ij, w_ji) / Σ w_ij.
    """

    nodes: int
    links: int
    returned: int
    weighted: float | None

    @property
    def share(self) -> float | None:
        """Share of links that are returned."""
        return self.returned / self.links if self.links else None

    @property
    def density(self) -> float | None:
        """Share of the possible links that are there; None below two nodes."""
        return self.links / (self.nodes * (self.nodes - 1)) if self.nodes > 1 else None

    @property
    def rho(self) -> float | None:
        """Above 0: more is returned than chance would; below 0: less."""
        share, density = self.share, self.density
        if share is None or density is None or density == 1:
            return None
        return (share - density) / (1 - density)


def reciprocity(flows: Flows) -> Reciprocity:
    """The reciprocity of a network; flows of 0 and from a side to itself are no links."""
    links = {pair: weight for pair, weight in sorted(flows.items()) if weight > 0 and pair[0] != pair[1]}
    nodes = {side for pair in links for side in pair}
    total = sum(links.values())
    both = sum(min(weight, links.get((b, a), 0.0)) for (a, b), weight in links.items())
    returned = sum((b, a) in links for a, b in links)
    return Reciprocity(len(nodes), len(links), returned, both / total if total else None)


def ratio(flows: Flows, a: str, b: str) -> float | None:
    """The smaller flow between two sides over the larger one, from 0 to 1; None if nothing flows either way."""
    there, back = flows.get((a, b), 0.0), flows.get((b, a), 0.0)
    return min(there, back) / max(there, back) if max(there, back) > 0 else None
