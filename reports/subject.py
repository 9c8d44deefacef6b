"""A subject: the study that a command asks about, how it is looked at, and its graph."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from routes import fields

if TYPE_CHECKING:
    import networkx as nx

    from reports.view import View
    from seeds import Study


@dataclass(frozen=True)
class Subject:
    """What is asked about.

    Attributes
    ----------
    study : Study
        With the given scenario supposed, if one is given.
    given : str
        Name of that scenario; empty without one.
    view : View
    graph : networkx.MultiDiGraph
    """

    study: Study
    given: str
    view: View
    graph: nx.MultiDiGraph[str] = field(repr=False)

    @property
    def as_of(self) -> str:
        """The day that is looked at."""
        return str(self.graph.graph[fields.AS_OF])

    @property
    def scale(self) -> int:
        """What amounts are divided by for the study's units."""
        return self.study.scale

    @property
    def effort_unit(self) -> str:
        """The unit of effort."""
        return self.study.effort_unit

    @property
    def unit(self) -> str:
        """The unit of the lens."""
        effort = self.view.lens == "effort"
        return self.study.effort_unit if effort else self.study.capacity_unit

    def line(self) -> str:
        """Say what is looked at."""
        return self.view.line(self.study, self.as_of, self.given)

    def head(self) -> dict[str, Any]:
        """Return what is looked at as plain data, with the digests of its inputs."""
        return {"as_of": self.as_of, **self.view.to_dict(self.study, self.given)}

    def ends(self) -> dict[str, tuple[str, str]]:
        """Give origin and destination of every leg, by id."""
        return {leg: (start, end) for start, end, leg in self.graph.edges(keys=True)}

    def leg_names(self) -> dict[str, str]:
        """Name every leg by its ends and its id, by id."""
        return {
            leg: f"{self.place_name(start)} to {self.place_name(end)} ({leg})"
            for leg, (start, end) in self.ends().items()
        }

    def target_names(self) -> dict[tuple[str, str], str]:
        """Name whatever could be a target, by its kind and id."""
        names = {("leg", leg): name for leg, name in self.leg_names().items()}
        names |= {
            ("jurisdiction", place): f"{self.place_name(place)} ({place})" for place in self.graph
        }
        measures = zip(self.study.measures["id"], self.study.measures["name"], strict=True)
        return names | {("measure", str(each)): f"{name} ({each})" for each, name in measures}

    def place_name(self, place: str) -> str:
        """Give the name of a jurisdiction."""
        return str(self.graph.nodes[place][fields.NAME])
