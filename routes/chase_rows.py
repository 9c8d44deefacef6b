"""The chase in rows: what each round of each regulator left, and averages over rounds."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

from routes import notebook_table

if TYPE_CHECKING:
    import pandas as pd

    from routes.lenses import Lens
    from routes.plans import Plan

Regulator = Literal["no one", "myopic", "forward-looking"]


@dataclass(frozen=True)
class ChaseRound:
    """A round: a plan, and what those do whom it meets, in units of 1/scale.

    ``before = kept + moved + waiting``, where before is what moved before the first plan.

    Attributes
    ----------
    round : int
        From 1.
    plan : Plan
        In force in this round only.
    cut_off_scaled : int
        What moved at the end of the round before and cannot go on so.
    kept_scaled : int
        What goes on.
    moved_scaled : int
        What finds another way in it, of what is cut off now or was before.
    waiting_scaled : int
        What has no way at its end.
    new_hubs : tuple of str
        Jurisdictions between the ends through which something moves and nothing did before the
        first plan, sorted.
    """

    round: int
    plan: Plan
    cut_off_scaled: int
    kept_scaled: int
    moved_scaled: int
    waiting_scaled: int
    new_hubs: tuple[str, ...]

    @property
    def after_scaled(self) -> int:
        """What moves at its end."""
        return self.kept_scaled + self.moved_scaled

    def to_dict(self) -> dict[str, Any]:
        """Give the fields as plain values, and what moves at its end."""
        return asdict(self) | {"after_scaled": self.after_scaled}


@dataclass(frozen=True)
class Cycle:
    """Rounds that repeat for ever.

    Attributes
    ----------
    first_round : int
        The first of them.
    length : int
        How many there are; 1 where nothing changes any more.
    mean_scaled : Fraction
        What moves at the end of one of them, on average: the limit of averages over ever more
        rounds.
    """

    first_round: int
    length: int
    mean_scaled: Fraction


@dataclass(frozen=True)
class Campaign:
    """What one kind of regulator achieves.

    Attributes
    ----------
    regulator : {"no one", "myopic", "forward-looking"}
    rounds : tuple of ChaseRound
    hubs_touched : tuple of str
        Jurisdictions between the ends through which something moved in some round, sorted.
    new_hubs : tuple of str
        Those through which nothing had moved before the first plan.
    cycle : Cycle or None
        None where no state has come again within the rounds.
    """

    regulator: Regulator
    rounds: tuple[ChaseRound, ...]
    hubs_touched: tuple[str, ...]
    new_hubs: tuple[str, ...]
    cycle: Cycle | None

    @property
    def mean_scaled(self) -> Fraction:
        """What moves at the end of a round, on average over the rounds."""
        return Fraction(sum(each.after_scaled for each in self.rounds), len(self.rounds))

    @property
    def least_scaled(self) -> int:
        """What moves at the end of the round after which least does."""
        return min(each.after_scaled for each in self.rounds)

    @property
    def most_scaled(self) -> int:
        """What moves at the end of the round after which most does."""
        return max(each.after_scaled for each in self.rounds)

    @property
    def displacement_ratio(self) -> Fraction | None:
        """What found another way of what was cut off, over all rounds; None if nothing was."""
        cut_off = sum(each.cut_off_scaled for each in self.rounds)
        return (
            Fraction(sum(each.moved_scaled for each in self.rounds), cut_off) if cut_off else None
        )

    def to_dict(self) -> dict[str, Any]:
        """Give fields and averages as plain values; fractions as texts, such as 1/3."""
        ratio, cycle = self.displacement_ratio, self.cycle
        return {
            "regulator": self.regulator,
            "rounds": [each.to_dict() for each in self.rounds],
            "mean_scaled": str(self.mean_scaled),
            "least_scaled": self.least_scaled,
            "most_scaled": self.most_scaled,
            "displacement_ratio": None if ratio is None else str(ratio),
            "hubs_touched": list(self.hubs_touched),
            "new_hubs": list(self.new_hubs),
            "cycle": cycle and asdict(cycle) | {"mean_scaled": str(cycle.mean_scaled)},
        }


@dataclass(frozen=True)
class Chase:
    """The same budget spent round after round in different ways.

    Attributes
    ----------
    lens : {"passing", "volume"}
        What moves.
    scale : int
        Divide amounts by it for the study's unit.
    budget_scaled : int
        Effort in each round, in units of 1/scale.
    before_scaled : int
        What moved before the first plan.
    campaigns : tuple of Campaign
        No one, myopic, forward-looking.
    assumptions : tuple of str
        What they rest on, in sentences.
    """

    lens: Lens
    scale: int
    budget_scaled: int
    before_scaled: int
    campaigns: tuple[Campaign, ...]
    assumptions: tuple[str, ...]

    def campaign(self, regulator: Regulator) -> Campaign:
        """Give what one kind of regulator achieves."""
        return next(each for each in self.campaigns if each.regulator == regulator)

    def to_dict(self) -> dict[str, Any]:
        """Give the fields as plain values."""
        names = ("lens", "scale", "budget_scaled", "before_scaled")
        return {name: getattr(self, name) for name in names} | {
            "campaigns": [each.to_dict() for each in self.campaigns],
            "assumptions": list(self.assumptions),
        }

    def to_frame(self) -> pd.DataFrame:
        """Give one row for each round of each regulator."""
        import pandas as pd

        columns = ["cut_off_scaled", "moved_scaled", "waiting_scaled", "after_scaled"]
        rows = [
            [campaign.regulator, each.round, ", ".join(each.plan.ids)]
            + [getattr(each, name) for name in columns]
            for campaign in self.campaigns
            for each in campaign.rounds
        ]
        return pd.DataFrame(rows, columns=["regulator", "round", "plan", *columns])

    def _repr_html_(self) -> str:
        told = ", ".join(
            f"{each.regulator} {float(each.mean_scaled / self.scale):,.6g}"
            for each in self.campaigns
        )
        caption = f"chase, {self.lens}: on average {told}"
        return notebook_table.of_frame(caption, self.to_frame(), self.scale)
