"""What an ensemble rests on, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from routes.beliefs import Beliefs
    from routes.leg_beliefs import LegBeliefs
    from routes.lenses import Lens


def assumptions(legs: LegBeliefs, beliefs: Beliefs, lens: Lens, *, plans: bool) -> tuple[str, ...]:
    """Say what an ensemble rests on.

    Parameters
    ----------
    legs : LegBeliefs
    beliefs : Beliefs
    lens : {"passing", "volume", "effort"}
    plans : bool
        Whether plans are compared.

    Returns
    -------
    tuple of str
    """
    said = [
        _existence(legs, beliefs),
        _capacity(legs),
        *_pressure(legs, beliefs),
        "What is not in the graph is in no draw: a leg that nobody has seen exists in none.",
    ]
    if beliefs.source_percent or beliefs.jurisdiction_percent:
        said.append(
            f"Of what is drawn for a leg, {beliefs.source_percent} % of the variance is shared "
            f"with legs of the same sources and {beliefs.jurisdiction_percent} % with legs of the "
            "same ends, separately for existence, capacity and cost; these shares are assumed."
        )
    if lens == "effort" or plans:
        said.append(
            f"Interdict costs lie up to {beliefs.cost_spread_percent} % below or above what the "
            "table says, triangularly; this range is assumed, as tables give none."
        )
    if plans:
        said.append(
            "A plan is best among the plans listed: looking for the best of all plans anew takes "
            "too long for every draw, and is done for fewer where candidates are gathered."
        )
    return tuple(said)


def _existence(legs: LegBeliefs, beliefs: Beliefs) -> str:
    count = sum(name is not None for name in legs.prior)
    if not count:
        return "Every leg exists in every draw: there is no prior for it."
    classes = sorted({name for name in legs.prior if name is not None})
    told = ", ".join(f"{name} {_beta(*beliefs.priors[name])}" for name in classes)
    sure = len(legs.prior) - count
    others = f" Those without a prior always exist: {sure}." if sure else ""
    return (
        f"Whether a leg exists is drawn ({count} of the legs): per draw, a share for each evidence "
        f"class from its prior ({told}), then each leg with that probability.{others}"
    )


def _beta(alpha: float, beta: float) -> str:
    return f"Beta({alpha:g}, {beta:g})"


def _capacity(legs: LegBeliefs) -> str:
    count = int(np.count_nonzero(legs.low < legs.high))
    fixed = len(legs.ids) - count
    if not count:
        return "Capacities are as the graph has them: no leg has a low and a high estimate."
    rest = (
        f" Those without such estimates keep the capacity of the graph: {fixed}." if fixed else ""
    )
    return (
        f"Capacity is drawn ({count} of the legs), triangularly from the low to the high estimate "
        f"with its mode at the best one.{rest}"
    )


def _pressure(legs: LegBeliefs, beliefs: Beliefs) -> Iterator[str]:
    names = [weighting.name for weighting in beliefs.weightings]
    rows, spread = len(legs.pressure.rows), beliefs.pressure_spread_percent
    if len(names) > 1:
        told = ", ".join(names)
        rest = "" if rows else " Beyond that it has no uncertainty."
        yield (
            f"Pressure is one of {len(names)} judgements in each draw, equally likely: "
            f"{told}.{rest}"
        )
    elif not rows:
        yield "Pressure is as the graph has it in every draw."
    if rows:
        yield (
            f"The points of each contribution to pressure ({rows} of them press on these legs) lie "
            f"up to {spread} % below or above what its row says, triangularly, alike on all its "
            "legs and independently of other rows; this range is assumed, as tables give none."
        )
