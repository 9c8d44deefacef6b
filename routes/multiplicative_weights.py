"""Multiplicative weights: inspectors who learn by what they find, and how near they come."""

from __future__ import annotations

import decimal
import heapq
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from routes.errors import CertificateError, GraphError
from routes.inspection import PERCENT, inspected
from routes.learned_patrol import Averages, LearnedPatrol
from routes.patrol import patrol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import networkx as nx

    from routes.stretches import Span

MOST_ROUNDS = 1_000_000
_BITS = 64
_ONE = 1 << _BITS
_MOST_BITS = 1_024
_CUT_BITS = 512
_DIGITS = 40
_ROUNDED = 1e-9


@dataclass(frozen=True)
class _Game:
    """Legs with their detection, and how they hang together."""

    percent: dict[str, int]
    leaving: dict[str, list[tuple[str, str]]]
    origins: tuple[str, ...]
    destinations: frozenset[str]

    @classmethod
    def of(cls, span: Span) -> _Game:
        leaving: dict[str, list[tuple[str, str]]] = {}
        for each in span.stretches:
            leaving.setdefault(each.origin, []).append((each.leg, each.destination))
        percent = {each.leg: int(each.rate * PERCENT) for each in span.stretches}
        return cls(percent, leaving, span.origins, frozenset(span.destinations))

    def least_found(self, inspected: Mapping[str, int]) -> tuple[int, tuple[str, ...]]:
        """Find the route on which least is found, the first by leg ids among equals.

        Amounts are percent times what is inspected. There must be a route.
        """
        waiting: list[tuple[int, tuple[str, ...], str]] = [(0, (), at) for at in self.origins]
        heapq.heapify(waiting)
        done: set[str] = set()
        while True:
            found, legs, place = heapq.heappop(waiting)
            if place in self.destinations:
                return found, legs
            if place in done:
                continue
            done.add(place)
            for leg, there in self.leaving.get(place, ()):
                if there not in done:
                    more = self.percent[leg] * inspected.get(leg, 0)
                    heapq.heappush(waiting, (found + more, (*legs, leg), there))


def multiplicative_weights(
    graph: nx.MultiDiGraph[str],
    rounds: int,
    *,
    detection: Mapping[str, int] | None = None,
    step: Callable[[str], None] = lambda _rounds: None,
) -> LearnedPatrol:
    """Let one inspector learn against an evader who always answers best.

    In each round a leg is inspected at random in proportion to its weight, and the evader, who
    knows the weights, takes the route on which least is found. Then the weight of every leg of
    that route grows by the factor exp(rate * detection). Averages over the rounds close in on the
    value of the game that `routes.patrol` solves; single rounds do not.

    Parameters
    ----------
    graph, detection
        As for `routes.patrol`.
    rounds : int
        From 1 to 1,000,000. The rate is sqrt(8 ln n / rounds) for n legs that can be inspected.
    step : callable
        Called with the number of rounds at each of `LearnedPatrol.averages`.

    Returns
    -------
    LearnedPatrol
        `low` and `high` are exact for the strategies that were played, whatever was rounded on
        the way: the value lies between them for sure. One inspector only; what is not considered
        for `routes.patrol` is not considered here.

    Raises
    ------
    GraphError
        As for `routes.patrol`, or the number of rounds is impossible.
    CertificateError
        The bracket is wider than the theorem allows, or the value outside it.

    Notes
    -----
    Weights are whole numbers, and what is inspected is rounded down to 1/2**64. For gains from 0
    to 1, what the learner finds on average is at most ln n / (rate * t) + rate / 8 below the best
    leg in hindsight after t rounds; after all of them that is sqrt(ln n / (2 * rounds)). As the
    evader answers best, what is found on average lies between low and high, not above the first.

    References
    ----------
    Y. Freund and R. E. Schapire (1999), "Adaptive game playing using multiplicative weights",
    Games and Economic Behavior 29, 79-103, doi 10.1006/game.1999.0738.

    Examples
    --------
    >>> import pandas as pd
    >>> from routes import from_edges
    >>> frame = pd.DataFrame({"origin": ["a", "a"], "destination": ["b", "b"], "capacity": [1, 1]})
    >>> found = multiplicative_weights(from_edges(frame, origin="a", destination="b"), 100)
    >>> str(found.value), str(found.averages[-1].high), found.averages[-1].low > 0.44
    ('1/2', '1/2', True)
    """
    if isinstance(rounds, bool) or not isinstance(rounds, int) or not 1 <= rounds <= MOST_ROUNDS:
        raise GraphError(f"rounds must be a whole number from 1 to {MOST_ROUNDS}, not {rounds!r}")
    span = inspected(graph, detection or {}, 1)
    solved = patrol(graph, detection=detection, inspectors=1)
    if solved.value is None:
        return LearnedPatrol(solved.status, None, 0, (), 0, 0)
    return _played(_Game.of(span), rounds, solved.value, step)


class _Play:
    """The game as it is played: weights, and what was done by now."""

    def __init__(self, game: _Game, rounds: int) -> None:
        self._game = game
        self._legs = sorted(leg for leg, percent in game.percent.items() if percent)
        with decimal.localcontext(decimal.Context(prec=_DIGITS)):
            many = decimal.Decimal(len(self._legs)).ln()
            rate = (8 * many / rounds).sqrt()
            self._growth = {
                percent: round((rate * percent / PERCENT).exp() * _ONE)
                for percent in sorted(set(game.percent.values()))
            }
        self._rate, self._many = float(rate), float(many)
        self._weight = dict.fromkeys(self._legs, _ONE)
        self._spent = dict.fromkeys(self._legs, 0)
        self._used = dict.fromkeys(self._legs, 0)
        self.route: tuple[str, ...] = ()
        self._least = 0

    def round(self) -> None:
        """Inspect, let the evader answer, and learn from it."""
        total = sum(self._weight.values())
        chances = {leg: (weight << _BITS) // total for leg, weight in self._weight.items()}
        self._least, self.route = self._game.least_found(chances)
        for leg, chance in chances.items():
            self._spent[leg] += chance
        for leg in self.route:
            if leg in self._weight:
                self._used[leg] += 1
                growth = self._growth[self._game.percent[leg]]
                self._weight[leg] = self._weight[leg] * growth >> _BITS
        if total.bit_length() > _MOST_BITS:
            # Legs that have fallen behind so far are hardly ever inspected.
            self._weight = {leg: weight >> _CUT_BITS or 1 for leg, weight in self._weight.items()}

    def averages(self, number: int) -> Averages:
        """Tell what the averages over so many rounds are good for."""
        found, _ = self._game.least_found(self._spent)
        percent = self._game.percent
        high = max(percent[leg] * times for leg, times in self._used.items())
        last = max(percent[leg] for leg in self.route)
        bound = self._many / (self._rate * number) + self._rate / 8 if self._rate else 0.0
        return Averages(
            rounds=number,
            low=Fraction(found, number * PERCENT * _ONE),
            high=Fraction(high, number * PERCENT),
            bound=bound,
            last_low=Fraction(self._least, PERCENT * _ONE),
            last_high=Fraction(last, PERCENT),
        )


def _played(
    game: _Game, rounds: int, value: Fraction, step: Callable[[str], None]
) -> LearnedPatrol:
    """Play all rounds and check what theory says of their averages."""
    play = _Play(game, rounds)
    told: list[Averages] = []
    late: list[tuple[str, ...]] = []
    for number in range(1, rounds + 1):
        play.round()
        if 2 * number > rounds:
            late.append(play.route)
        if number & (number - 1) == 0 or number == rounds:
            told.append(play.averages(number))
            step(f"{number} rounds")
    last = told[-1]
    if not last.low <= value <= last.high:
        raise CertificateError(f"the value {value} is not from {last.low} to {last.high}")
    if last.high - last.low > last.bound + _ROUNDED:
        raise CertificateError(f"{last.low} to {last.high} is wider than {last.bound}")
    changes = sum(one != other for one, other in pairwise(late))
    return LearnedPatrol("optimal", value, rounds, tuple(told), len(set(late)), changes)
