"""A comparison: what holds in a graph before and after an intervention."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from routes import notebook_table
from routes.cut_rows import Cut, Members
from routes.cuts import min_cut
from routes.displacement import Displacement, displacement
from routes.errors import GraphError
from routes.fields import SCALE
from routes.intervention import intervene
from routes.lenses import EVERY_LENS, require_lens
from routes.paths import least_pressure_route

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    import networkx as nx
    import pandas as pd

    from routes.fields import Amount
    from routes.lenses import Lens
    from routes.measures import Measure
    from routes.route_rows import Route


@dataclass(frozen=True)
class Standing:
    """What holds in one graph.

    Attributes
    ----------
    cuts : dict of lens to Cut
        The minimum cuts under every lens; the value of a cut is that of the largest flow.
    route : Route or None
        The least-pressure route.
    """

    cuts: dict[Lens, Cut]
    route: Route | None

    def to_dict(self) -> dict[str, Any]:
        """Give the fields as plain values."""
        route = None if self.route is None else self.route.to_dict()
        return {"cuts": {lens: cut.to_dict() for lens, cut in self.cuts.items()}, "route": route}


@dataclass(frozen=True)
class Comparison:
    """Two graphs side by side.

    Attributes
    ----------
    lens : {"passing", "volume", "effort"}
        Under which the chokepoints are compared.
    scale : int
        Divide amounts by it for the study's unit.
    before, after : Standing
    displacement : Displacement or None
        None where the flow of either graph is unbounded.
    """

    lens: Lens
    scale: int
    before: Standing
    after: Standing
    displacement: Displacement | None

    @property
    def new_chokepoints(self) -> Members:
        """Members of every minimum cut afterwards that were not in every one before."""
        return _beyond(self.after.cuts[self.lens].every, self.before.cuts[self.lens].every)

    @property
    def gone_chokepoints(self) -> Members:
        """Members of every minimum cut before that are not in every one afterwards."""
        return _beyond(self.before.cuts[self.lens].every, self.after.cuts[self.lens].every)

    def to_dict(self) -> dict[str, Any]:
        """Give the fields and the chokepoints that are new or gone as plain values."""
        return {
            "lens": self.lens,
            "scale": self.scale,
            "before": self.before.to_dict(),
            "after": self.after.to_dict(),
            "displacement": None if self.displacement is None else asdict(self.displacement),
            "new_chokepoints": self.new_chokepoints._asdict(),
            "gone_chokepoints": self.gone_chokepoints._asdict(),
        }

    def to_frame(self) -> pd.DataFrame:
        """Give one row for each lens: `lens`, `before_scaled` and `after_scaled`."""
        import pandas as pd

        rows = [
            (lens, cut.value, self.after.cuts[lens].value) for lens, cut in self.before.cuts.items()
        ]
        # Plain objects: a column with an unbounded value would else become floats.
        columns = ["lens", "before_scaled", "after_scaled"]
        return pd.DataFrame(rows, columns=columns, dtype=object)

    def _repr_html_(self) -> str:
        moved = self.displacement
        told = ""
        if moved is not None:
            blocked = notebook_table.units(moved.blocked_scaled, self.scale)
            rerouted = notebook_table.units(moved.rerouted_scaled, self.scale)
            told = f"; {self.lens}: blocked {blocked}, re-routed {rerouted}"
        caption = f"largest flow before and after{told}"
        return notebook_table.of_frame(caption, self.to_frame(), self.scale)


def what_if(
    graph: nx.MultiDiGraph[str],
    *,
    remove: Collection[str] = (),
    close: Collection[str] = (),
    set_capacity: Mapping[str, Amount] | None = None,
    set_pressure: Mapping[str, int] | None = None,
    apply: Collection[Measure] = (),
    lens: Lens = "passing",
) -> Comparison:
    """Compare a graph with what an intervention makes of it.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A graph that keeps the contract; it is left as it is.
    remove, close, set_capacity, set_pressure, apply
        The intervention, as `routes.intervene` takes it.
    lens : {"passing", "volume", "effort"}
        Under which chokepoints are compared, and what is displaced.

    Returns
    -------
    Comparison
        Flows, chokepoints and least-pressure route before and after, and what moved. New legs that
        an evader might open in response are not considered.

    Raises
    ------
    GraphError
        The graph breaks the contract, the lens is unknown, or the intervention cannot be made.
    CertificateError
        An answer failed its own check.

    Examples
    --------
    >>> import pandas as pd
    >>> from routes import from_edges
    >>> ends = {"origin": ["a", "a", "b"], "destination": ["b", "c", "c"]}
    >>> frame = pd.DataFrame(ends | {"capacity": [5, 3, 4]})
    >>> graph = from_edges(frame, origin="a", destination="c")
    >>> moved = what_if(graph, remove=["a>c"]).displacement
    >>> [units // graph.graph["scale"] for units in (moved.before_scaled, moved.blocked_scaled)]
    [7, 3]
    """
    changed = intervene(
        graph,
        remove=remove,
        close=close,
        set_capacity=set_capacity,
        set_pressure=set_pressure,
        apply=apply,
    )
    return compare(graph, changed, lens)


def compare(
    before: nx.MultiDiGraph[str], after: nx.MultiDiGraph[str], lens: Lens = "passing"
) -> Comparison:
    """Compare two graphs, such as one study on two days or with and without a scenario.

    Parameters
    ----------
    before, after : networkx.MultiDiGraph
        Graphs that keep the contract.
    lens : {"passing", "volume", "effort"}
        Under which chokepoints are compared, and what is displaced.

    Returns
    -------
    Comparison

    Raises
    ------
    GraphError
        A graph breaks the contract, the lens is unknown, or the graphs differ in their scale.
    CertificateError
        An answer failed its own check.
    """
    require_lens(lens)
    standings = _standing(before), _standing(after)
    scale: int = before.graph[SCALE]
    if after.graph[SCALE] != scale:
        message = f"the graphs have different scales, {scale} and {after.graph[SCALE]}"
        raise GraphError(f"{message}; build both from studies of one scale")
    return Comparison(lens, scale, *standings, displacement(before, after, lens))


def _standing(graph: nx.MultiDiGraph[str]) -> Standing:
    cuts: dict[Lens, Cut] = {lens: min_cut(graph, lens) for lens in EVERY_LENS}
    return Standing(cuts, least_pressure_route(graph))


def _beyond(members: Members, others: Members) -> Members:
    """Give the members that the others lack."""
    legs = sorted({*members.legs} - {*others.legs})
    places = sorted({*members.jurisdictions} - {*others.jurisdictions})
    return Members(tuple(legs), tuple(places))
