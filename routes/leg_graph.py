"""A graph of legs in arrays, laid out as networkx has it only when it is read as such."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, MutableMapping
from typing import TYPE_CHECKING, Any

import networkx as nx

from routes import fields
from routes.errors import GraphError
from routes.leg_table import NO_BOUND
from routes.pressure import route_weight

if TYPE_CHECKING:
    from routes.leg_table import LegTable

    Base = nx.MultiDiGraph[str]
else:
    # The class takes no type parameter when it runs.
    Base = nx.MultiDiGraph

MAX_LAID_OUT = 1_000_000
"""Most legs of which networkx's form is made: it takes up to 2 GiB of memory."""


class LegGraph(Base):
    """A networkx.MultiDiGraph whose jurisdictions and legs are made when they are first read.

    Until then `table` holds all there is to know and the analyses that work on arrays read that.
    As soon as anything reads or changes a node, an edge or an attribute of one, networkx's own
    form is made from the table and is from then on all that counts: `table` is None.

    Parameters
    ----------
    incoming_graph_data, multigraph_input, attributes
        As for networkx.MultiDiGraph.
    table : LegTable, optional
        The legs.
    """

    def __init__(
        self,
        incoming_graph_data: Any = None,  # noqa: ANN401  # whatever networkx takes
        multigraph_input: bool | None = None,  # noqa: FBT001  # as networkx has it
        *,
        table: LegTable | None = None,
        **attributes: object,
    ) -> None:
        self.table = table
        super().__init__(incoming_graph_data, multigraph_input, **attributes)

    def node_dict_factory(self) -> MutableMapping[Any, Any]:
        """Give what keeps nodes, or what leads from them: a mapping that fills on being read."""
        return {} if self.table is None else _FilledWhenRead(self)

    adjlist_outer_dict_factory = node_dict_factory

    def __contains__(self, node: object) -> bool:
        """Tell whether there is a jurisdiction of that id."""
        if self.table is None:
            return super().__contains__(node)
        ids = self.table.jurisdiction_ids
        if not isinstance(node, str):
            return False
        position = bisect_left(ids, node)
        return position < len(ids) and ids[position] == node

    def __len__(self) -> int:
        """Count jurisdictions."""
        return super().__len__() if self.table is None else len(self.table.jurisdiction_ids)

    def lay_out(self) -> None:
        """Make networkx's form of the table, which is forgotten.

        Raises
        ------
        GraphError
            There are too many legs for that; the table stays.
        """
        table = self.table
        if table is None:
            return
        if len(table.tail) > MAX_LAID_OUT:
            raise GraphError(
                f"this needs the graph as networkx has it, which is not made of {len(table.tail):,}"
                f" legs, more than {MAX_LAID_OUT:,}: max_flow, min_cut, sweep and "
                "least_pressure_route do without"
            )
        self.table = None
        ids = tuple(table.jurisdiction_ids)
        roles = dict.fromkeys(self.graph.get(fields.ORIGINS, ()), "origin")
        roles |= dict.fromkeys(self.graph.get(fields.DESTINATIONS, ()), "destination")
        # A frozen graph has methods that refuse to add: those of the class still do.
        for place in ids:
            attributes = _jurisdiction(place, roles.get(place, "transit"))
            nx.MultiDiGraph.add_node(self, place, **attributes)
        columns = (table.capacity, table.passing, table.interdict_cost, table.pressure)
        rows = zip(*(column.tolist() for column in columns), strict=True)
        ends = zip(table.tail.tolist(), table.head.tolist(), strict=True)
        for leg, (tail, head), row in zip(table.leg_ids, ends, rows, strict=True):
            nx.MultiDiGraph.add_edge(self, ids[tail], ids[head], key=leg, **_leg(*row))


def table_of(graph: nx.MultiDiGraph[str]) -> LegTable | None:
    """Give the table of a graph that has one and was never read as networkx has it."""
    return graph.table if isinstance(graph, LegGraph) else None


class _FilledWhenRead(MutableMapping[Any, Any]):
    """A mapping of a graph that has it laid out before the first thing is read or written."""

    def __init__(self, graph: LegGraph) -> None:
        self._graph = graph
        self._filled: dict[Any, Any] = {}

    def _content(self) -> dict[Any, Any]:
        if self._graph.table is not None:
            self._graph.lay_out()
        return self._filled

    def __getitem__(self, key: object) -> Any:  # noqa: ANN401  # whatever networkx keeps there
        return self._content()[key]

    def __setitem__(self, key: object, value: object) -> None:
        self._content()[key] = value

    def __delitem__(self, key: object) -> None:
        del self._content()[key]

    def __contains__(self, key: object) -> bool:
        return key in self._content()

    def __iter__(self) -> Iterator[Any]:
        return iter(self._content())

    def __len__(self) -> int:
        return len(self._content())


def _amount(number: int) -> fields.Amount:
    return fields.UNBOUNDED if number == NO_BOUND else number


def _jurisdiction(place: str, role: str) -> dict[str, Any]:
    return {
        fields.NAME: place,
        fields.ROLE: role,
        fields.NODE_CAPACITY: fields.UNBOUNDED,
        fields.LATITUDE: None,
        fields.LONGITUDE: None,
    }


def _leg(capacity: int, passing: int, cost: int, pressure: int) -> dict[str, Any]:
    return {
        fields.CAPACITY: _amount(capacity),
        fields.PRESSURE: pressure,
        fields.PASSING: _amount(passing),
        fields.INTERDICT_COST: _amount(cost),
        fields.ROUTE_WEIGHT: route_weight(pressure),
        fields.MECHANISM: "unspecified",
        fields.EVIDENCE_CLASS: None,
        fields.BASIS: "assumed",
        fields.EVIDENCE: (),
    }
