"""Responses to a plan: one row for each kind of adversary, and what they rest on."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

from routes import notebook_table

if TYPE_CHECKING:
    import pandas as pd

    from routes.displacement import LegShift
    from routes.habits import Habits
    from routes.learning import LearningRound
    from routes.lenses import Lens
    from routes.targets import Kind

Adversary = Literal["static", "learning", "logit", "best response"]


@dataclass(frozen=True)
class Response:
    """What one kind of adversary does about a plan, in units of 1/scale.

    ``before = kept + moved + blocked`` and ``after = kept + moved``.

    Attributes
    ----------
    adversary : {"static", "learning", "logit", "best response"}
    before_scaled : int
        What moved before the plan.
    kept_scaled : int
        What goes on as before.
    moved_scaled : int
        What the plan cuts off and reappears elsewhere.
    blocked_scaled : int
        What finds no other way.
    new_hubs : tuple of str
        Jurisdictions between the ends through which something moves afterwards and nothing did
        before, sorted.
    legs : tuple of LegShift
        Every leg, by id, with what it carries before and after.
    """

    adversary: Adversary
    before_scaled: int
    kept_scaled: int
    moved_scaled: int
    blocked_scaled: int
    new_hubs: tuple[str, ...]
    legs: tuple[LegShift, ...] = field(repr=False)

    @property
    def after_scaled(self) -> int:
        """What moves afterwards."""
        return self.kept_scaled + self.moved_scaled

    @property
    def cut_off_scaled(self) -> int:
        """What is lost at the target: what moved before and cannot go on as it did."""
        return self.before_scaled - self.kept_scaled

    @property
    def net_scaled(self) -> int:
        """What moves less afterwards: the net effect."""
        return self.before_scaled - self.after_scaled

    @property
    def displacement_ratio(self) -> Fraction | None:
        """What reappears elsewhere of what is lost at the target; None where nothing is lost."""
        if not self.cut_off_scaled:
            return None
        return Fraction(self.moved_scaled, self.cut_off_scaled)

    @property
    def gaining(self) -> tuple[LegShift, ...]:
        """Legs that carry more afterwards, the largest gain first, then by id."""
        gaining = [shift for shift in self.legs if shift.gain_scaled > 0]
        return tuple(sorted(gaining, key=lambda shift: (-shift.gain_scaled, shift.leg)))

    def to_dict(self) -> dict[str, Any]:
        """Give fields and properties as plain values; the ratio as a text, such as 1/3."""
        ratio = self.displacement_ratio
        return asdict(self) | {
            "after_scaled": self.after_scaled,
            "cut_off_scaled": self.cut_off_scaled,
            "net_scaled": self.net_scaled,
            "displacement_ratio": None if ratio is None else str(ratio),
            "gaining": [shift.leg for shift in self.gaining],
        }


@dataclass(frozen=True)
class Responses:
    """What four kinds of adversary do about one plan.

    Attributes
    ----------
    lens : {"passing", "volume"}
        What moves.
    scale : int
        Divide amounts by it for the study's unit.
    targets : tuple of (str, str)
        Kind and id of what the plan interdicts.
    rows : tuple of Response
        Static, learning, logit, best response. Static moves no more than any other; learning,
        without legs to open, and logit no more than the best response.
    rounds : tuple of LearningRound
        What one who learns does, round by round; its row is the end of the last.
    most_scaled : int
        The largest flow after the plan if every further leg were open; the flow of no row is
        larger.
    routes_seen : int
        Routes after the plan among which those choose who do not respond best.
    routes_complete : bool
        Whether these are all. If not, more are looked for once they are full.
    habits : Habits
        What is assumed of those who respond, in numbers.
    assumptions : tuple of str
        What the rows rest on, in sentences.
    """

    lens: Lens
    scale: int
    targets: tuple[tuple[Kind, str], ...]
    rows: tuple[Response, ...]
    rounds: tuple[LearningRound, ...]
    most_scaled: int
    routes_seen: int
    routes_complete: bool
    habits: Habits
    assumptions: tuple[str, ...]

    def row(self, adversary: Adversary) -> Response:
        """Give the row of one kind of adversary."""
        return next(row for row in self.rows if row.adversary == adversary)

    @property
    def learning_mean_scaled(self) -> Fraction:
        """What moves at the end of a round, on average over the rounds of one who learns."""
        return Fraction(sum(each.after_scaled for each in self.rounds), len(self.rounds))

    def to_dict(self) -> dict[str, Any]:
        """Give the fields as plain values; fractions as texts."""
        return {
            "lens": self.lens,
            "scale": self.scale,
            "targets": [{"kind": kind, "id": name} for kind, name in self.targets],
            "rows": [row.to_dict() for row in self.rows],
            "rounds": [asdict(each) for each in self.rounds],
            "learning_mean_scaled": str(self.learning_mean_scaled),
            "most_scaled": self.most_scaled,
            "routes_seen": self.routes_seen,
            "routes_complete": self.routes_complete,
            "habits": self.habits.to_dict(),
            "assumptions": list(self.assumptions),
        }

    def to_frame(self) -> pd.DataFrame:
        """Give one row for each adversary; the displacement ratio as float, NaN for None."""
        import pandas as pd

        names = ("before", "cut_off", "moved", "blocked", "after", "net")
        rows = []
        for row in self.rows:
            amounts = {f"{name}_scaled": getattr(row, f"{name}_scaled") for name in names}
            ratio = row.displacement_ratio
            share = float("nan") if ratio is None else float(ratio)
            hubs = ", ".join(row.new_hubs)
            rows.append(
                {"adversary": row.adversary}
                | amounts
                | {"displacement_ratio": share, "new_hubs": hubs}
            )
        return pd.DataFrame(rows)

    def _repr_html_(self) -> str:
        names = ", ".join(name for _, name in self.targets) or "nothing"
        return notebook_table.of_frame(
            f"responses to {names}, {self.lens}", self.to_frame(), self.scale
        )
