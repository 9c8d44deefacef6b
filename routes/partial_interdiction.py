"""Partial interdiction: effort that closes a leg or jurisdiction only to a share."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from routes import notebook_table
from routes.arrays import compile_network
from routes.contract import require
from routes.engine import solve
from routes.errors import CertificateError, GraphError
from routes.fields import SCALE
from routes.least_cuts import CutFinder
from routes.lenses import require_lens
from routes.partial_tree import SideTree
from routes.stopwatch import Stopwatch
from routes.targets import offers, scaled_budget

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    import networkx as nx
    import pandas as pd

    from routes.arrays import Network
    from routes.fields import Amount
    from routes.lenses import Lens
    from routes.partial_tree import Spread
    from routes.targets import Target

_LARGEST_SUM = 2**62

Status = Literal["optimal", "stopped", "no effort", "no route", "unbounded"]


@dataclass(frozen=True)
class PartialInterdiction:
    """A best way to spread a budget over targets that can be closed to a share.

    Attributes
    ----------
    status : {"optimal", "stopped", "no effort", "no route", "unbounded"}
        Stopped: time was up, and this is the best found. No effort: the budget is 0. No route:
        nothing passes as it is. Unbounded: the flow is, and no share of anything bounds it.
    lens : {"passing", "volume", "effort"}
        Which amounts bound the flow.
    scale : int
        Divide amounts by it for the study's unit.
    budget_scaled : int
        Units of 1/scale, like all that follow.
    before_scaled : int or None
        The largest flow with nothing interdicted; None when unbounded.
    value_scaled, bound_scaled : Fraction or None
        The largest flow afterwards, and what no way of spreading goes below.
    shares : dict of Target to Fraction
        Above 0, up to 1; of one of possibly several best ways.
    """

    status: Status
    lens: Lens
    scale: int
    budget_scaled: int
    before_scaled: int | None
    value_scaled: Fraction | None
    bound_scaled: Fraction | None
    shares: dict[Target, Fraction]

    def to_dict(self) -> dict[str, Any]:
        """Give the fields as plain values, fractions as text."""
        fields = {name: getattr(self, name) for name in self.__dataclass_fields__}
        for name in ("value_scaled", "bound_scaled"):
            fields[name] = None if fields[name] is None else str(fields[name])
        shares = [{**asdict(target), "share": str(part)} for target, part in self.shares.items()]
        return fields | {"shares": shares}

    def to_frame(self) -> pd.DataFrame:
        """Give one row for each target, with its kind, id, cost and share."""
        import pandas as pd

        rows = [{**asdict(target), "share": float(part)} for target, part in self.shares.items()]
        return pd.DataFrame(rows, columns=["kind", "id", "cost_scaled", "share"])

    def _repr_html_(self) -> str:
        caption = f"{self.status}, {self.lens}: shares to close"
        return notebook_table.of_frame(caption, self.to_frame(), self.scale)


def interdict_partly(
    graph: nx.MultiDiGraph[str],
    budget: Fraction | Decimal | int,
    *,
    lens: Lens = "passing",
    jurisdictions: Mapping[str, Amount] | None = None,
    time_limit_s: float | None = None,
) -> PartialInterdiction:
    """Spread a budget over legs so that the least can move, where a part closes a part.

    A share of the cost of a target takes that share of its amount away.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A graph that keeps the contract; it is not changed.
    budget : Fraction, Decimal or int
        Effort in the study's unit, from 0.
    lens : {"passing", "volume", "effort"}
        Which amounts bound the flow.
    jurisdictions : mapping of jurisdiction id to int, optional
        Jurisdictions with a node capacity that may be narrowed too, and what closing each takes
        in units of 1/scale.
    time_limit_s : float, optional
        Seconds after which the search ends with what it has.

    Returns
    -------
    PartialInterdiction
        Checked by a maximum flow on what is left. Unbounded legs stay as they are, as any part of
        them is unbounded too. One best way of several; measures are not considered.

    Raises
    ------
    GraphError
        The graph breaks the contract, or lens, budget or targets are impossible.
    CertificateError
        The value failed its check.

    References
    ----------
    R. K. Wood (1993), "Deterministic network interdiction", Mathematical and Computer Modelling
    17(2), 1-18, doi 10.1016/0895-7177(93)90236-R.

    Examples
    --------
    >>> import pandas as pd
    >>> from routes import from_edges
    >>> frame = pd.DataFrame({"origin": ["a"], "destination": ["b"], "capacity": [9]})
    >>> found = interdict_partly(from_edges(frame, origin="a", destination="b"), Fraction(1, 4))
    >>> found.value_scaled / found.scale
    Fraction(27, 4)
    """
    require_lens(lens)
    require(graph)
    offered = offers(graph, jurisdictions=jurisdictions)
    spend = scaled_budget(graph, budget)
    network = compile_network(graph, lens)
    solution = solve(network)
    status: Status = "optimal"
    bound = None if solution.value is None else Fraction(solution.value)
    value, shares = bound, dict[int, Fraction]()
    targets = _targets(network, {offer.target for offer in offered})
    if solution.status != "flow":
        status = solution.status
    elif spend == 0:
        status = "no effort"
    else:
        arcs = np.array(sorted(targets), dtype=np.int64)
        cost = np.array([targets[arc].cost_scaled for arc in sorted(targets)], dtype=np.int64)
        tree = SideTree(network, arcs, cost, spend, Stopwatch(time_limit_s).pause)
        spread, bound = tree.best()
        _check(network, spread)
        status = "optimal" if bound == spread.value else "stopped"
        value, shares = spread.value, spread.shares
    named = {targets[arc]: share for arc, share in shares.items()}
    return PartialInterdiction(
        status=status,
        lens=lens,
        scale=graph.graph[SCALE],
        budget_scaled=spend,
        before_scaled=solution.value,
        value_scaled=value,
        bound_scaled=bound,
        shares={target: named[target] for target in sorted(named)},
    )


def _targets(network: Network, targets: set[Target]) -> dict[int, Target]:
    """Give the targets that have an arc with a finite amount, by that arc."""
    names = [("jurisdiction", place) for place in network.inner_ids]
    names += [("leg", leg) for leg in network.leg_ids]
    by_name = {(target.kind, target.id): target for target in targets}
    return {
        2 * position: by_name[name]
        for position, name in enumerate(names)
        if name in by_name and network.amount[2 * position] < network.unbounded
    }


def _check(network: Network, spread: Spread) -> None:
    """Recompute what passes by a maximum flow with the amounts that the shares leave."""
    unit = lcm(spread.value.denominator, *(s.denominator for s in spread.shares.values()))
    if unit * network.unbounded > _LARGEST_SUM:
        raise GraphError(f"amounts of 1/{unit} are too fine to check; round costs or the budget")
    amounts = network.amount * unit
    for arc, share in spread.shares.items():
        amounts[arc] = int(amounts[arc] * (1 - share))
    amounts[network.amount >= network.unbounded] = 1 + int(
        amounts[network.amount < network.unbounded].sum()
    )
    value, _ = CutFinder(network).find(amounts)
    if Fraction(value, unit) != spread.value:
        raise CertificateError(f"{Fraction(value, unit)} can pass, not {spread.value} as was found")
