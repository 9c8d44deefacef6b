"""A view: how a study is looked at, and how a result says so."""

from __future__ import annotations

import importlib.metadata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from routes import fields
from seeds.study import UNDATED

if TYPE_CHECKING:
    import networkx as nx

    from routes.graph import Layer
    from routes.lenses import Lens
    from seeds import Study


@dataclass(frozen=True)
class View:
    """How a study is looked at.

    Attributes
    ----------
    lens : {"passing", "volume", "effort"}
    layer : {"goods", "service", "ownership", "licensed"}
    weakest_class : str or None
        A to E; None keeps legs without a grade too.
    """

    lens: Lens
    layer: Layer
    weakest_class: str | None = None

    def line(self, study: Study, day: str, given: str) -> str:
        """Say what was looked at, on which day, if on one, and which scenario is given, if any."""
        # In a study without dates a day would mean nothing.
        on = "" if study.data_date == UNDATED or not day else f" on {day}"
        weakest = f", evidence class {self.weakest_class} or stronger" if self.weakest_class else ""
        supposed = f", given '{given}'" if given else ""
        return f"{study.title}: {self.layer} layer{on}{weakest}{supposed}"

    def unit(self, graph: nx.MultiDiGraph[str]) -> str:
        """Give the unit of what the lens adds up."""
        name = fields.EFFORT_UNIT if self.lens == "effort" else fields.CAPACITY_UNIT
        return str(graph.graph[name])

    def to_dict(self, study: Study, given: str) -> dict[str, Any]:
        """Return what was looked at as plain data, with the digests of its inputs."""
        return {
            "study": {
                "name": study.name,
                "title": study.title,
                "capacity_unit": study.capacity_unit,
                "effort_unit": study.effort_unit,
                "data_date": study.data_date.isoformat(),
            },
            "inputs_sha256": dict(study.sha256),
            "routerisk_version": importlib.metadata.version("routerisk"),
            "given": given or None,
            "lens": self.lens,
            "layer": self.layer,
            "weakest_class": self.weakest_class,
            "scale": study.scale,
        }
