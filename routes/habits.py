"""Habits: how evaders are assumed to respond, and the sentences that say so."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from routes.errors import GraphError
from routes.pressure import CLOSED_PERCENT

if TYPE_CHECKING:
    from collections.abc import Iterator

RATIONALITY = 5
MOVED_PERCENT = 25
LEARNED_PERCENT = 50
ENTRY_PERCENT = 5
HORIZON_ROUNDS = 4
ROUNDS = 12
MOST_ROUNDS = 10_000


@dataclass(frozen=True)
class Habits:
    """How those respond who are neither idle nor perfect; all of it is assumed.

    Attributes
    ----------
    rationality : Fraction
        Nats of log odds that a nat of route weight is worth, from 0.
    moved_percent : int
        Of what was cut off so much can look for another way in a round, 1 to 100.
    learned_percent : int
        Weight of what is observed in a round, against what was believed, 1 to 100.
    entry_percent : int
        What opening a new hub costs, in percent of what moved in a round before the plan, from 0.
    horizon_rounds : int
        Rounds over which what a new hub gains is added up, from 1.
    rounds : int
        How many are looked at, from 1.
    most_routes : int
        So many routes are seen at a time, the least pressed first.
    """

    rationality: Fraction
    moved_percent: int
    learned_percent: int
    entry_percent: int
    horizon_rounds: int
    rounds: int
    most_routes: int

    def to_dict(self) -> dict[str, Any]:
        """Give the fields as plain values; the rationality as text, such as 5 or 1/2."""
        fields = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return fields | {"rationality": str(self.rationality)}


def habits(*, rationality: Fraction | Decimal | int, **whole: int) -> Habits:
    """Make habits of numbers.

    Parameters
    ----------
    rationality : Fraction, Decimal or int
    **whole : int
        The other attributes of `Habits`.

    Returns
    -------
    Habits

    Raises
    ------
    GraphError
        With every number that is impossible.
    """
    faults = list(_faults(rationality, whole))
    if faults:
        raise GraphError("nobody can respond so:\n" + "\n".join(faults))
    return Habits(rationality=Fraction(rationality), **whole)


def _faults(rationality: object, whole: dict[str, int]) -> Iterator[str]:
    exact = None
    if isinstance(rationality, (int, Fraction, Decimal)) and not isinstance(rationality, bool):
        with contextlib.suppress(ValueError, OverflowError):
            exact = Fraction(rationality)
    if exact is None or exact < 0:
        yield f"rationality must be an exact number from 0, such as 5, not {rationality!r}"
    bounds = {
        "moved_percent": (1, CLOSED_PERCENT),
        "learned_percent": (1, CLOSED_PERCENT),
        "rounds": (1, MOST_ROUNDS),
        "entry_percent": (0, None),
        "horizon_rounds": (1, None),
        "most_routes": (1, None),
    }
    for name, value in whole.items():
        least, most = bounds[name]
        is_whole = isinstance(value, int) and not isinstance(value, bool)
        if not is_whole or value < least or (most is not None and value > most):
            upto = "on" if most is None else f"to {most}"
            yield f"{name} must be a whole number from {least} {upto}, not {value!r}"


def logit_sentence(rationality: Fraction) -> str:
    """Say how those choose who prefer the least pressed routes, but not only them."""
    return (
        f"Those who choose among routes take each with odds of exp(-{rationality} x its weight): "
        f"the share that passes it, to the power {rationality}. The {rationality} is assumed; "
        "with 0 all routes are alike, with a large number the least pressed fill up first."
    )


def learning_sentences(chosen: Habits) -> tuple[str, ...]:
    """Say how those respond who learn."""
    respond = (
        f"Those who learn move at most {chosen.moved_percent} % of what was cut off in a round, "
        f"for {chosen.rounds} rounds, and choose by the pressure that they believe: what they "
        f"observe where they move counts {chosen.learned_percent} %, what they believed before "
        "the rest. What they try over a closed leg is stopped and waits. Assumed."
    )
    enter = (
        f"They open a new hub once what it gains in {chosen.horizon_rounds} rounds is more than "
        f"{chosen.entry_percent} % of what moved in a round before, for each jurisdiction or leg "
        "that has to be opened with it. Assumed."
    )
    return respond, enter
