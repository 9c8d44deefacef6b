"""What to ask about first: which evidence would change the answer, in sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reports import amounts
from reports.asked_number import as_question, plan_turns, tipping

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from fractions import Fraction

    import networkx as nx

    import routes
    from reports.asked_number import Names
    from routes.lenses import Lens

PLACES = ("First", "Second", "Third")
"""How questions are numbered, and so how many there are."""

MOST_CHANGES = 3
"""So many of the smallest changes are named."""

ERRORS_ABOVE_CHANCE = 3
"""What is worth less than so many of its standard errors may be worth nothing."""

TITLE = "Ask about these first"


@dataclass(frozen=True)
class Asked:
    """What evidence would change, in several ways.

    Attributes
    ----------
    information : routes.ValueOfInformation
        What each number is worth to know before one of some plans is chosen.
    tipping : routes.TippingPoints
        The smallest changes that flip the headline.
    contributions : tuple of routes.ContributionTipping
        The same for the points of contributions to pressure.
    breakdown : routes.Breakdown or None
        How wrong numbers may be before the plan that is best for the numbers as given is not; None
        where it has none.
    """

    information: routes.ValueOfInformation
    tipping: routes.TippingPoints
    contributions: tuple[routes.ContributionTipping, ...]
    breakdown: routes.Breakdown | None

    def to_dict(self) -> dict[str, Any]:
        """Give them as plain values."""
        return {
            "information": self.information.to_dict(),
            "tipping_points": self.tipping.to_dict(),
            "contribution_tipping": [row.to_dict() for row in self.contributions],
            "breakdown": None if self.breakdown is None else self.breakdown.to_dict(),
        }


def gathered(
    graph: nx.MultiDiGraph[str],
    plans: Sequence[routes.Plan],
    budget: Fraction | int,
    *,
    draws: int,
    seed: int,
    beliefs: routes.Beliefs,
    lens: Lens,
    step: Callable[[str], None] = lambda _done: None,
) -> Asked:
    """Work out what evidence would change the choice among plans, and the headline.

    Parameters
    ----------
    graph, draws, seed, beliefs, lens
        As for `routes.ensemble`.
    plans : sequence of Plan
        Of `routes.plan_candidates` for the budget: the first is best for the numbers as given.
    budget : Fraction or int
        Effort in the study's unit.
    step : callable
        Called up to `steps_of` times, for a progress bar.
    """
    import routes

    information = routes.value_of_information(
        graph, plans, draws, seed, beliefs=beliefs, lens=lens, step=step
    )
    tipping = routes.tipping_points(graph, lens, step=step)
    best = routes.interdict(graph, budget, lens=lens, limit=1)
    breakdown = None
    if lens != "effort" and best.value_scaled is not None:
        breakdown = routes.breakdown(graph, plans[0], budget, lens=lens, step=step)
    contributions = routes.contribution_tipping(graph, beliefs, lens, step=step)
    return Asked(information, tipping, contributions, breakdown)


def steps_of(graph: nx.MultiDiGraph[str], draws: int, beliefs: routes.Beliefs) -> int:
    """Count the steps that `gathered` tells at most."""
    from routes.draw_batches import batch_count

    changed = 2 * graph.number_of_edges() + len(beliefs.contributions)
    return batch_count(graph, draws) + changed


def worth_asking(
    information: routes.ValueOfInformation, most: int = len(PLACES)
) -> list[routes.InformationValue]:
    """Choose the numbers that are most worth knowing, and worth more than chance alone shows.

    How to weigh kinds of pressure is a judgement that no evidence settles, so it is left out.
    """
    found = [row for row in information.rows if row.kind != "weighting" and _above_chance(row)]
    return found[:most]


def sentences(asked: Asked, names: Names, unit: str) -> list[str]:
    """Say what to ask about first, and by how little the answers would change.

    Parameters
    ----------
    asked : Asked
    names : mapping of (kind, id) to str
        How a reader knows jurisdictions and legs.
    unit : str
        Of amounts under the lens.

    Returns
    -------
    list of str
        What knowing everything is worth; one for each question, most valuable first; what they
        are not; and the smallest changes.
    """
    return [*_opening(asked.information, unit), *questions(asked, names, unit), *_closing(asked)]


def questions(asked: Asked, names: Names, unit: str) -> list[str]:
    """Say of each number worth asking about what it is worth, and where the answers turn."""
    told = []
    for place, row in zip(PLACES, worth_asking(asked.information), strict=False):
        worth = _with_error(row.evppi_scaled, row.error_scaled, asked.information.scale)
        parts = [
            f"{place}: {as_question(row, names)}. To know is worth {worth} {unit}.",
            *plan_turns(row, asked.information),
            *tipping(row, asked.tipping, asked.contributions),
        ]
        told.append(" ".join(parts))
    return told


def _opening(information: routes.ValueOfInformation, unit: str) -> list[str]:
    if information.unbounded.count:
        told = (
            f"In {information.unbounded.count} of {information.draws:,} draws some plan leaves a "
            "flow without a bound, so what a number is worth to know cannot be told."
        )
        return [told]
    if information.best is None or information.evpi_scaled is None:
        return []
    scale = information.scale
    worth = _with_error(information.evpi_scaled, information.evpi_error_scaled or 0.0, scale)
    best = ", ".join(information.best.ids) or "nothing"
    told = (
        f"Of the plans listed, closing {best} leaves least on average. If everything were known "
        f"before a plan is chosen, {worth} {unit} less would be left."
    )
    said = [told]
    if not worth_asking(information):
        said.append("No number alone is worth more to know than chance could show.")
    return said


def _closing(asked: Asked) -> list[str]:
    said = []
    information = asked.information
    judged = [row for row in information.rows if row.kind == "weighting" and _above_chance(row)]
    for row in judged:
        worth = _with_error(row.evppi_scaled, row.error_scaled, information.scale)
        said.append(f"To agree on how kinds of pressure are weighed would be worth {worth}.")
    if worth_asking(information):
        said.append(
            "Each is an upper bound of what a report is worth, which may be wrong or say less; the "
            "error is that of chance in the draws."
        )
    changes = [
        f"{row.leg} ({_change(row.capacity_percent, more=_is_above(row.capacity))})"
        for row in asked.tipping.rows[:MOST_CHANGES]
        if row.capacity_percent is not None
    ]
    if changes:
        said.append(
            "The legs in every minimum cut change soonest with the capacity of "
            f"{', '.join(changes)}."
        )
    points = [
        f"{row.id} ({row.points.nearest})"
        for row in asked.contributions[:MOST_CHANGES]
        if row.points.nearest is not None
    ]
    if points:
        said.append(
            "They change soonest with the points, more or less, of these contributions to "
            f"pressure: {', '.join(points)}."
        )
    return said + _stays_best(asked.breakdown)


def _stays_best(breakdown: routes.Breakdown | None) -> list[str]:
    if breakdown is None:
        return []
    slack = [
        f"{row.leg} ({_change(row.slack_percent, more=row.rival_above is not None)})"
        for row in breakdown.rows[:MOST_CHANGES]
        if row.slack_percent is not None
    ]
    plan = ", ".join(breakdown.plan.ids) or "nothing"
    if not slack:
        return [f"Closing {plan} stays a best plan whatever one leg alone lets pass."]
    told = (
        f"Closing {plan}, best for the numbers as given, stops being so soonest when one of these "
        f"lets more or less pass, by more than: {', '.join(slack)}."
    )
    return [told]


def _is_above(sides: routes.Sides) -> bool:
    """Tell whether the nearest flip is above what there is."""
    nearest, above = sides.nearest, sides.above
    return (
        above is not None
        and sides.present != "unbounded"
        and (above.value - sides.present == nearest)
    )


def _change(percent: float, *, more: bool) -> str:
    return f"{percent:.1f} % {'more' if more else 'less'}"


def _above_chance(row: routes.InformationValue) -> bool:
    return row.evppi_scaled > ERRORS_ABOVE_CHANCE * row.error_scaled


def _with_error(value: float, error: float, scale: int) -> str:
    shown = amounts.rounded(round(value), scale)
    if value >= amounts.WHOLE_FROM * scale:
        return f"{shown} +/- {error / scale:,.0f}"
    return f"{shown} +/- {amounts.rounded(round(error), scale)}"
