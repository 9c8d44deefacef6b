"""The shape of what is told of minimum cuts."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from routes import notebook_table

if TYPE_CHECKING:
    import pandas as pd

    from routes.certificate import Certificate
    from routes.lenses import Lens

CutStatus = Literal["cut", "no route", "unbounded"]


class Members(NamedTuple):
    """Legs and jurisdictions, by id, each sorted."""

    legs: tuple[str, ...] = ()
    jurisdictions: tuple[str, ...] = ()


NO_MEMBERS = Members()


@dataclass(frozen=True)
class CutSide:
    """The minimum cut that lies nearest one side.

    Attributes
    ----------
    legs, jurisdictions : tuple of str
        Its members, each sorted.
    reach : tuple of str
        Jurisdictions wholly on that side of it, sorted. Members are on neither side.
    """

    legs: tuple[str, ...] = ()
    jurisdictions: tuple[str, ...] = ()
    reach: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cut:
    """The minimum cuts of a graph, described by two of them and by what they share.

    Attributes
    ----------
    status : {"cut", "no route", "unbounded"}
        Without a route nothing need be cut; when some route is unbounded nothing finite cuts.
    value : int or None
        Capacity of every minimum cut in units of 1/scale; None when unbounded.
    scale : int
        Divide amounts by it for the study's unit.
    lens : {"passing", "volume", "effort"}
        Which amounts are added up.
    legs, jurisdictions : tuple of str
        The minimum cut nearest the origins.
    source_side, sink_side : CutSide
        The minimum cuts nearest the origins and nearest the destinations.
    every, some : Members
        What is in every minimum cut, and what is in at least one.
    unique : bool
        Whether there is exactly one minimum cut.
    certificate : Certificate or None
        What was checked; None when unbounded.
    """

    status: CutStatus
    value: int | None
    scale: int
    lens: Lens
    legs: tuple[str, ...] = ()
    jurisdictions: tuple[str, ...] = ()
    source_side: CutSide = CutSide()
    sink_side: CutSide = CutSide()
    every: Members = NO_MEMBERS
    some: Members = NO_MEMBERS
    unique: bool = False
    certificate: Certificate | None = None

    def to_dict(self) -> dict[str, Any]:
        """Give the fields as plain values."""
        plain = asdict(self)
        return plain | {"every": self.every._asdict(), "some": self.some._asdict()}

    def to_frame(self) -> pd.DataFrame:
        """Give one row for each member of some minimum cut: `kind`, `id` and four yes-or-no."""
        import pandas as pd

        rows = [("leg", leg, *self._holds("legs", leg)) for leg in self.some.legs]
        rows += [
            ("jurisdiction", jurisdiction, *self._holds("jurisdictions", jurisdiction))
            for jurisdiction in self.some.jurisdictions
        ]
        columns = ["kind", "id", "in_every", "in_some", "on_source_side", "on_sink_side"]
        return pd.DataFrame(rows, columns=columns)

    def _repr_html_(self) -> str:
        count = "the only minimum cut" if self.unique else "not the only minimum cut"
        amount = notebook_table.units(self.value, self.scale)
        known = f", {count}" if self.status == "cut" else ""
        caption = f"{self.status}, {self.lens}: {amount}{known}"
        return notebook_table.of_frame(caption, self.to_frame(), self.scale)

    def _holds(self, kind: str, member: str) -> tuple[bool, ...]:
        sets = (self.every, self.some, self.source_side, self.sink_side)
        return tuple(member in getattr(chosen, kind) for chosen in sets)
