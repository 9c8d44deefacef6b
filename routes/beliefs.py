"""Beliefs: what a study says about how far its own numbers can be trusted."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from routes.dates import day_of
from routes.errors import GraphError
from routes.pressure import contributions, pressure_on
from routes.rows import rows_by_id
from routes.supposition import suppose
from seeds.scenarios import Scenario

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from seeds import Study
    from seeds.scenarios import PressureChange

AS_IT_IS = "the study as it is"
"""Name of the weighting that a study has without any scenario."""

WHOLE_PERCENT = 100


@dataclass(frozen=True)
class Weighting:
    """One judgement of how much the acts that press on legs count.

    Attributes
    ----------
    name : str
        Of the scenario.
    pressure_percent : mapping of leg id to int
        Pressure on each leg, 0 to 100.
    """

    name: str
    pressure_percent: Mapping[str, int] = field(repr=False)


@dataclass(frozen=True)
class Contribution:
    """A row of the table `pressure` that is in force, with all on which it presses.

    Attributes
    ----------
    id : str
    points : tuple of int
        Percent of attempted consignments, one number for each weighting.
    legs : tuple of str
        Sorted.
    """

    id: str
    points: tuple[int, ...]
    legs: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True)
class Beliefs:
    """What is believed about the numbers of a graph, beside the numbers themselves.

    Attributes
    ----------
    as_of : str or None
        Day on which the weightings hold, as ISO date; None where there are none.
    priors : mapping of evidence class to (float, float)
        Beta(a, b) of the share of legs of that class that exist. A leg without such a class is
        taken to exist.
    weightings : tuple of Weighting
        Equally likely; the first is that of the graph. None: pressure is as the graph has it.
    contributions : tuple of Contribution
        What the pressure of the weightings is made of, sorted by id. None: what a weighting says
        of a leg is the pressure on it in every draw in which it holds.
    pressure_changes : tuple of seeds.scenarios.PressureChange
        What scenarios that hold in the study do to the sum of the contributions, in their order.
    sources : mapping of leg id to tuple of str
        Sources whose mistakes its numbers share; for other legs, their evidence in the graph.
    source_percent, jurisdiction_percent : int
        Share of the variance of each latent normal variable that a leg has in common with others
        of the same sources, and of the same ends; together at most 100. Assumed.
    cost_spread_percent : int
        The interdict cost is between so much below and above what the graph says. Assumed.
    pressure_spread_percent : int
        The points of a contribution are between so much below and above what its row says, by one
        factor for all legs on which it presses; 0 takes them as stated. Assumed.
    """

    as_of: str | None = None
    priors: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    weightings: tuple[Weighting, ...] = ()
    contributions: tuple[Contribution, ...] = field(default=(), repr=False)
    pressure_changes: tuple[PressureChange, ...] = field(default=(), repr=False)
    sources: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)
    source_percent: int = 25
    jurisdiction_percent: int = 25
    cost_spread_percent: int = 25
    pressure_spread_percent: int = 50

    def __post_init__(self) -> None:
        shares = (self.source_percent, self.jurisdiction_percent)
        if min(shares) < 0 or sum(shares) > WHOLE_PERCENT:
            raise GraphError(f"the shared percentages {shares} must be from 0 and add up to 100")
        if not 0 <= self.cost_spread_percent < WHOLE_PERCENT:
            raise GraphError(f"cost spread {self.cost_spread_percent} is outside 0 to 99 percent")
        if not 0 <= self.pressure_spread_percent <= WHOLE_PERCENT:
            spread = self.pressure_spread_percent
            raise GraphError(f"pressure spread {spread} is outside 0 to 100 percent")
        for row in self.contributions:
            if len(row.points) != len(self.weightings):
                raise GraphError(f"contribution {row.id!r} needs one number for each weighting")
        for name, prior in self.priors.items():
            if not all(0 < number < float("inf") for number in prior):
                raise GraphError(f"class {name}: Beta{prior} needs two finite numbers above 0")


def beliefs(study: Study, as_of: dt.date | str | None = None) -> Beliefs:
    """Gather what a study says about how far its numbers can be trusted.

    Parameters
    ----------
    study : seeds.Study
        Read are `priors`; `pressure`; scenarios that do nothing but weigh kinds of pressure
        otherwise; and `evidence`, of which reports of one case group count as one source.
    as_of : datetime.date or str, optional
        As for `routes.build`.

    Returns
    -------
    Beliefs
        With the shared percentages and the spreads of costs and of pressure at their defaults,
        about which a study says nothing. Whether the priors are well chosen is not considered.

    Raises
    ------
    GraphError
        The date cannot be read.

    Examples
    --------
    >>> import seeds
    >>> believed = beliefs(seeds.load())
    >>> believed.priors["C"], [weighting.name for weighting in believed.weightings][1:]
    ((3.0, 2.0), ['cases-weigh-more', 'rules-weigh-more'])
    """
    day = study.data_date if as_of is None else day_of(as_of)
    judged = {AS_IT_IS: study} | {
        scenario.name: suppose(study, scenario)
        for scenario in study.scenarios
        if _only_weighs(scenario)
    }
    origin = {row["id"]: row["case_group"] or row["id"] for row in rows_by_id(study.evidence)}
    return Beliefs(
        as_of=day.isoformat(),
        priors={row["id"]: _beta(row["alpha"], row["beta"]) for row in rows_by_id(study.priors)},
        weightings=tuple(
            Weighting(name, pressure_on(weighed, day)) for name, weighed in judged.items()
        ),
        contributions=_contributions(list(judged.values()), day),
        pressure_changes=study.pressure_changes,
        sources={
            row["id"]: tuple(sorted({origin.get(report, report) for report in row["evidence"]}))
            for row in rows_by_id(study.legs)
        },
    )


def _contributions(judged: list[Study], day: dt.date) -> tuple[Contribution, ...]:
    """Gather the contributions in force, with their points as each weighting has them."""
    legs: dict[str, list[str]] = {}
    points: list[dict[str, int]] = []
    for number, study in enumerate(judged):
        table = contributions(study, day)
        points.append(dict(zip(table["contribution"], table["points"], strict=True)))
        if number == 0:
            for leg, row in zip(table["leg"], table["contribution"], strict=True):
                legs.setdefault(row, []).append(leg)
    return tuple(
        Contribution(row, tuple(int(each[row]) for each in points), tuple(sorted(legs[row])))
        for row in sorted(legs)
    )


def _beta(alpha: object, beta: object) -> tuple[float, float]:
    return float(str(alpha)), float(str(beta))


def _only_weighs(scenario: Scenario) -> bool:
    """Tell whether a scenario does nothing but count kinds of pressure otherwise."""
    plain = Scenario(scenario.name, scenario.title, scenario.note, scenario.evidence)
    return bool(scenario.weights) and replace(scenario, weights={}) == plain
