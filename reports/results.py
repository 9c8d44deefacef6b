"""Results: one study analysed on one day, in one layer, through one lens."""

from __future__ import annotations

import importlib.metadata
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import routes
from reports import amounts
from reports.best_plans import BestPlans, best_plans
from reports.compared import Compared, compared
from routes import fields

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx as nx

    from routes.graph import Layer
    from routes.lenses import Lens
    from seeds import Scenario, Study

ROUTES_LISTED = 5
"""How many of the least-pressure routes a report lists."""

CUTS_LISTED = 100
"""How many minimum cuts a report lists before it says "at least"."""


@dataclass(frozen=True)
class Results:
    """Everything that a report states, computed once.

    Attributes
    ----------
    study : seeds.Study
    graph : networkx.MultiDiGraph
        The legs in force on the day, in the layer.
    lens : str
        The number that the cuts add up.
    flow : routes.Flow
    cut : routes.Cut
    cuts : routes.MinCuts
    shortest : tuple of routes.Route
        The least-pressure route first.
    centrality : routes.Centrality
    assumed_scaled : int
        The part of the cut's value that stands on assumed capacities, in units of 1/scale.
    compared : Compared or None
        The study without and with the scenario that is supposed; None without one.
    weakest_class : str or None
        Legs whose evidence is of a weaker class are left out; None keeps all.
    certainty : mapping or None
        How sure this is, as `reports.certainty` says it; None where that was not asked.
    """

    study: Study = field(repr=False)
    graph: nx.MultiDiGraph[str] = field(repr=False)
    lens: Lens
    flow: routes.Flow
    cut: routes.Cut
    cuts: routes.MinCuts
    shortest: tuple[routes.Route, ...]
    centrality: routes.Centrality
    assumed_scaled: int
    compared: Compared | None = None
    weakest_class: str | None = None
    certainty: Mapping[str, Any] | None = field(default=None, repr=False)

    @property
    def assumed_percent(self) -> int:
        """Share of the cut's value that stands on assumed capacities, in percent."""
        return amounts.percent(self.assumed_scaled, self.cut.value or 0)

    @property
    def unit(self) -> str:
        """The unit of the lens."""
        name = fields.EFFORT_UNIT if self.lens == "effort" else fields.CAPACITY_UNIT
        return str(self.graph.graph[name])

    @cached_property
    def best_plans(self) -> BestPlans:
        """What closing legs within small budgets leaves at best; computed when first asked for."""
        return best_plans(self.graph, self.lens)

    def with_certainty(self, told: Mapping[str, Any]) -> Results:
        """Return the same results with what is said of how sure they are."""
        found = replace(self, certainty=told)
        # Looked for once: a copy would look for the best plans anew.
        vars(found).update(best_plans=self.best_plans)
        return found

    def to_dict(self) -> dict[str, Any]:
        """Return the results as plain data, amounts in units of 1/scale, without the best plans."""
        return {
            "study": {
                "name": self.study.name,
                "title": self.study.title,
                "capacity_unit": self.study.capacity_unit,
                "effort_unit": self.study.effort_unit,
                "data_date": self.study.data_date.isoformat(),
                "supposed": self.study.supposed,
            },
            "inputs_sha256": dict(self.study.sha256),
            "routerisk_version": importlib.metadata.version("routerisk"),
            "as_of": self.graph.graph[fields.AS_OF],
            "layer": self.graph.graph[fields.LAYER],
            "lens": self.lens,
            "weakest_class": self.weakest_class,
            "scale": self.study.scale,
            "legs_in_force": self.graph.number_of_edges(),
            "flow": self.flow.to_dict(),
            "cut": self.cut.to_dict(),
            "minimum_cuts": self.cuts.to_dict(),
            "routes": [route.to_dict() for route in self.shortest],
            "centrality": self.centrality.to_dict(),
            "assumed_scaled": self.assumed_scaled,
            "assumed_percent": self.assumed_percent,
            "comparison": None if self.compared is None else self.compared.comparison.to_dict(),
        }

    def _repr_html_(self) -> str:
        from reports import notebook

        return notebook.results_html(self)


def analyze(
    study: Study,
    *,
    as_of: str | None = None,
    lens: Lens = "passing",
    layer: Layer = "goods",
    scenario: Scenario | None = None,
    weakest_class: str | None = None,
) -> Results:
    """Analyse a study.

    Parameters
    ----------
    study : seeds.Study
        As read by :func:`seeds.load`.
    as_of : str, optional
        A day, or a month for its last day. Without it the scenario's day, or else the study's own
        data date.
    lens : {"passing", "volume", "effort"}
        The number that a cut adds up.
    layer : {"goods", "service", "ownership", "licensed"}
        The kind of movement; layers are never summed.
    scenario : seeds.Scenario, optional
        Supposed before the study is analysed, and compared with the study as it is.
    weakest_class : {"A", "B", "C", "D", "E"}, optional
        Keep only legs whose evidence is of that class or stronger; by default all legs.

    Returns
    -------
    Results
        With a certificate for the cut, checked before it is returned.

    Raises
    ------
    routes.GraphError
        Where the tables make no graph that can be analysed.
    """
    day = as_of or (scenario.as_of if scenario else None)
    supposed = routes.suppose(study, scenario) if scenario else study
    graph = routes.build(supposed, day, layer, weakest_class)
    before = routes.build(study, day, layer, weakest_class) if scenario else None
    cut = routes.min_cut(graph, lens)
    return Results(
        study=supposed,
        graph=graph,
        lens=lens,
        flow=routes.max_flow(graph, lens),
        cut=cut,
        cuts=routes.all_min_cuts(graph, lens, limit=CUTS_LISTED),
        shortest=routes.k_routes(graph, k=ROUTES_LISTED),
        centrality=routes.centrality(graph, lens),
        assumed_scaled=_assumed(graph, cut),
        compared=None if before is None else compared(before, graph, lens),
        weakest_class=weakest_class,
    )


def _assumed(graph: nx.MultiDiGraph[str], cut: routes.Cut) -> int:
    """Add up the members of the cut whose number is assumed; a node's own capacity has no basis."""
    if cut.lens == "effort":
        # What closing a leg takes is a judgement throughout; its basis speaks of its capacity.
        return cut.value or 0
    legs = {leg: data for _, _, leg, data in graph.edges(keys=True, data=True)}
    assumed = [leg for leg in cut.legs if legs[leg][fields.BASIS] == "assumed"]
    attribute = fields.LENSES[cut.lens]
    total = sum(int(legs[leg][attribute]) for leg in assumed)
    return total + sum(int(graph.nodes[node][fields.NODE_CAPACITY]) for node in cut.jurisdictions)
