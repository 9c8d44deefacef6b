"""Two graphs compared: the numbers, and the names of what they are about."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import routes
from routes import fields

if TYPE_CHECKING:
    import networkx as nx

    from routes.lenses import Lens


@dataclass(frozen=True)
class Compared:
    """A graph before and after a change.

    Attributes
    ----------
    before, after : networkx.MultiDiGraph
    comparison : routes.Comparison
        Of these two.
    """

    before: nx.MultiDiGraph[str] = field(repr=False)
    after: nx.MultiDiGraph[str] = field(repr=False)
    comparison: routes.Comparison

    def unit(self, lens: Lens) -> str:
        """Give the unit of a lens."""
        name = fields.EFFORT_UNIT if lens == "effort" else fields.CAPACITY_UNIT
        return str(self.after.graph[name])

    def place_name(self, place: str) -> str:
        """Give the name of a jurisdiction."""
        return str(self.after.nodes[place][fields.NAME])

    def ends(self) -> dict[str, tuple[str, str]]:
        """Give origin and destination of every leg of either graph, by id."""
        edges = {*self.before.edges(keys=True), *self.after.edges(keys=True)}
        return {leg: (origin, end) for origin, end, leg in sorted(edges, key=lambda edge: edge[2])}


def compared(
    before: nx.MultiDiGraph[str], after: nx.MultiDiGraph[str], lens: Lens = "passing"
) -> Compared:
    """Compare two graphs of one study.

    Parameters
    ----------
    before, after : networkx.MultiDiGraph
        Graphs that keep the contract, with the same jurisdictions.
    lens : {"passing", "volume", "effort"}

    Returns
    -------
    Compared

    Raises
    ------
    routes.GraphError
        A graph breaks the contract, or their scales differ.
    """
    return Compared(before, after, routes.compare(before, after, lens))
