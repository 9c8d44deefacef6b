"""An evader who learns: who finds out, moves and opens new hubs round by round."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from routes.believed_pressure import MILLION, after_observing, believed_weights, stopped_parts
from routes.hub_entry import Member, best_entry, entries
from routes.lenses import leg_amount
from routes.pressure import CLOSED_PERCENT
from routes.rerouting import joined, spread
from routes.room import Room, room_beside

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import networkx as nx

    from routes.arrays import Network
    from routes.habits import Habits
    from routes.lenses import Lens
    from routes.rerouting import KnownRoutes


@dataclass(frozen=True)
class LearningRound:
    """What one who learns does in a round, in units of 1/scale.

    Attributes
    ----------
    round : int
        From 1.
    moved_scaled : int
        What has found another way in it.
    stopped_scaled : int
        What was tried over a leg that is closed, and was stopped.
    waiting_scaled : int
        What has no way at its end.
    after_scaled : int
        What moves at its end.
    opened : tuple of str
        New hubs, and further legs, opened in it, by id.
    """

    round: int
    moved_scaled: int
    stopped_scaled: int
    waiting_scaled: int
    after_scaled: int
    opened: tuple[str, ...]


@dataclass(frozen=True)
class Scene:
    """What an evader faces.

    Attributes
    ----------
    before, after : networkx.MultiDiGraph
        The graph before and after the plan, both with the legs that only might be opened.
    lens : {"passing", "volume"}
    known : KnownRoutes
        Of the graph before.
    network : Network
        The same graph in arrays.
    unused : frozenset of Member
        What must be opened first.
    flow : mapping of str to int
        What moved on each leg before.
    kept : mapping of str to int
        What goes on as before.
    before_scaled, cut_off_scaled : int
        What moved before, and what of it cannot go on.
    """

    before: nx.MultiDiGraph[str] = field(repr=False)
    after: nx.MultiDiGraph[str] = field(repr=False)
    lens: Lens
    known: KnownRoutes = field(repr=False)
    network: Network = field(repr=False)
    unused: frozenset[Member]
    flow: Mapping[str, int]
    kept: Mapping[str, int]
    before_scaled: int
    cut_off_scaled: int

    def limits(self, graph: nx.MultiDiGraph[str]) -> dict[str, int]:
        """Give what each leg carries at most, not above what moved before; 0 where closed."""
        limits = {leg: 0 for _, _, leg in self.before.edges(keys=True)}
        for _, _, leg, data in graph.edges(keys=True, data=True):
            amount, enough = leg_amount(data, self.lens), self.before_scaled
            limits[leg] = min(amount, enough) if isinstance(amount, int) else enough
        return limits


def learn(scene: Scene, habits: Habits) -> tuple[tuple[LearningRound, ...], dict[str, int]]:
    """Follow an evader who learns through some rounds.

    In a round new hubs are opened first, as long as one pays; then a share of what was cut off
    chooses among routes as `routes.rerouting.spread` says, by what is believed of them. What
    chooses a leg that the plan closed is stopped and waits. Then what was used is observed. Of
    closed legs that carried nothing before it is known that they are closed.

    Parameters
    ----------
    scene : Scene
    habits : Habits

    Returns
    -------
    rounds : tuple of LearningRound
    leg_flow : dict of str to int
        What moves on each leg in the end.
    """
    learner = _Learner(scene, habits)
    learner.observe(leg for leg, units in scene.flow.items() if units)
    rounds = tuple(learner.round(number) for number in range(1, habits.rounds + 1))
    return rounds, joined(scene.before, learner.flow, ())


class _Learner:
    """Somebody who evades, with what is believed, opened and moved by now."""

    def __init__(self, scene: Scene, habits: Habits) -> None:
        self._scene = scene
        self._habits = habits
        self._waiting = scene.cut_off_scaled
        self._unused = scene.unused
        self.flow: Counter[str] = Counter(scene.kept)
        self._at_first = stopped_parts(scene.before)
        self._believed = dict(self._at_first)
        self._true = dict.fromkeys(self._believed, MILLION) | stopped_parts(scene.after)
        self._could = scene.limits(scene.before)
        self._can = scene.limits(scene.after)
        # Who has never used a leg asks before the first time, and is told that it is closed.
        self._believed |= {
            leg: MILLION for leg, can in self._can.items() if not can and not scene.flow.get(leg)
        }

    def round(self, number: int) -> LearningRound:
        """Open what pays, move, and observe."""
        opened = self._open()
        scene, percent = self._scene, self._habits.moved_percent
        at_most = -(-scene.cut_off_scaled * percent // CLOSED_PERCENT)
        chosen = spread(
            scene.known,
            self._room(self._unused),
            min(self._waiting, at_most),
            self._habits.rationality,
            believed_weights(self._believed),
        )
        moved = stopped = 0
        for route, units in chosen:
            if all(self._can[leg] for leg in route.legs):
                self.flow.update(dict.fromkeys(route.legs, units))
                moved += units
            else:
                stopped += units
        self._waiting -= moved
        tried = {leg for route, _ in chosen for leg in route.legs}
        self.observe(tried.union(leg for leg, units in self.flow.items() if units))
        after = scene.before_scaled - self._waiting
        return LearningRound(number, moved, stopped, self._waiting, after, opened)

    def observe(self, legs: Iterable[str]) -> None:
        """Bring what is believed of some legs nearer to what is so."""
        for leg in legs:
            self._believed[leg] = after_observing(
                self._believed[leg], self._true[leg], self._habits.learned_percent
            )

    def _room(self, unused: frozenset[Member]) -> Room:
        """Tell where there seems to be room: on a closed leg as far as it is still believed in."""
        scene = self._scene
        room = room_beside(scene.before, scene.lens, self.flow, scene.before_scaled)
        for leg in room.legs:
            if Member("leg", leg) in unused:
                room.legs[leg] = 0
            elif self._can[leg]:
                room.legs[leg] = min(room.legs[leg], self._can[leg] - self.flow[leg])
            elif self._could[leg]:
                passing, at_first = (
                    MILLION - parts[leg] for parts in (self._believed, self._at_first)
                )
                room.legs[leg] = min(room.legs[leg], self._could[leg] * passing // at_first)
        for place in room.jurisdictions:
            if Member("jurisdiction", place) in unused:
                room.jurisdictions[place] = 0
        return room

    def _open(self) -> tuple[str, ...]:
        """Open what pays best, again and again, as long as something does."""
        opened: list[str] = []
        cost = self._habits.entry_percent * self._scene.before_scaled
        while self._waiting and self._unused:
            choices = entries(self._scene.known.routes, self._unused)
            now = self._could_move(frozenset())
            worth = {each: self._worth(self._could_move(each) - now) for each in choices}
            best = best_entry(worth, cost)
            if not best:
                break
            self._unused -= best
            opened += [member.id for member in best]
        return tuple(sorted(opened))

    def _could_move(self, opened: frozenset[Member]) -> int:
        """Tell how much of what waits would seem to find a way once some members are opened."""
        room = self._room(self._unused - opened)
        return min(room.most(self._scene.network), self._waiting)

    def _worth(self, units: int) -> int:
        """Add up what so many units gain, in hundredths, as costs are percentages."""
        return units * self._habits.horizon_rounds * CLOSED_PERCENT
