"""Graphs for the benchmark, drawn from a seed as integer arrays.

They are built without networkx, which would need most of a minute for a million legs.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from routes.arrays import network_of
from routes.leg_table import NO_BOUND
from routes.lens_arrays import LensArrays

SEED = 20261031


@dataclass(frozen=True, eq=False)
class Legs:
    """Legs as arrays: where they start and end, their capacity, and who are origins."""

    node_count: int
    tail: np.ndarray
    head: np.ndarray
    capacity: np.ndarray
    origins: np.ndarray
    destinations: np.ndarray

    @property
    def count(self):
        return len(self.tail)


def random_legs(count, ends, seed=SEED):
    """Draw legs between any two jurisdictions, one of ten to a few hubs.

    There are ten legs to a jurisdiction; a hub's share falls with its rank (Zipf), capacities are
    lognormal, origins and destinations are drawn too.
    """
    rng = np.random.default_rng(seed)
    node_count = count // 10
    tail = rng.integers(0, node_count, count)
    anywhere = rng.integers(0, node_count, count)
    hub = rng.permutation(node_count)[np.minimum(rng.zipf(1.5, count), node_count) - 1]
    head = np.where(rng.random(count) < 0.9, anywhere, hub)
    head = np.where(head == tail, (tail + 1) % node_count, head)
    places = rng.permutation(node_count)
    return Legs(node_count, tail, head, _capacity(rng, count), places[:ends], places[-ends:])


def ring_legs(count, ends, seed=SEED):
    """Draw nine of ten legs between neighbours on a ring, so that routes are long, others to hubs.

    The rest is as in `random_legs`.
    """
    rng = np.random.default_rng(seed)
    legs = random_legs(count, ends, seed)
    steps = rng.integers(1, 11, count) * rng.choice([-1, 1], count)
    near = (legs.tail + steps) % legs.node_count
    head = np.where(rng.random(count) < 0.9, near, legs.head)
    return replace(legs, head=np.where(head == legs.tail, near, head))


def layered_legs(layers, width, degree, seed=SEED):
    """Draw layers of equal width; every jurisdiction has some legs into the next layer."""
    rng = np.random.default_rng(seed)
    tail = np.repeat(np.arange((layers - 1) * width), degree)
    head = (tail // width + 1) * width + rng.integers(0, width, len(tail))
    capacity = _capacity(rng, len(tail))
    last = np.arange((layers - 1) * width, layers * width)
    return Legs(layers * width, tail, head, capacity, np.arange(width), last)


def grid_legs(side, seed=SEED):
    """Draw a square grid with legs both ways between neighbours, from its left to its right."""
    rng = np.random.default_rng(seed)
    place = np.arange(side * side).reshape(side, side)
    pairs = np.concatenate(
        [
            np.stack([place[:, :-1].ravel(), place[:, 1:].ravel()], axis=1),
            np.stack([place[:-1].ravel(), place[1:].ravel()], axis=1),
        ]
    )
    tail, head = np.concatenate([pairs, pairs[:, ::-1]]).T
    capacity = _capacity(rng, len(tail))
    return Legs(side * side, tail.copy(), head.copy(), capacity, place[:, 0], place[:, -1])


def road_legs(side, ends, seed=SEED):
    """Draw streets between neighbours in the plane, both ways, and a few long shortcuts.

    Places lie on a square grid; in each of its cells one diagonal is drawn too, so that streets
    meet at places only, and of ten streets three are left out. Of a hundred legs two are shortcuts
    between any two places. Goods go from some places of the left quarter to some of the right.
    """
    rng = np.random.default_rng(seed)
    place = np.arange(side * side).reshape(side, side)
    falling = rng.random((side - 1, side - 1)) < 0.5
    diagonals = np.where(
        falling,
        np.stack([place[:-1, :-1], place[1:, 1:]]),
        np.stack([place[1:, :-1], place[:-1, 1:]]),
    )
    pairs = np.concatenate(
        [
            np.stack([place[:, :-1].ravel(), place[:, 1:].ravel()], axis=1),
            np.stack([place[:-1].ravel(), place[1:].ravel()], axis=1),
            diagonals.reshape(2, -1).T,
        ]
    )
    pairs = pairs[rng.random(len(pairs)) < 0.7]
    tail = rng.integers(0, side * side, len(pairs) // 50)
    shortcuts = np.stack([tail, (tail + rng.integers(1, side * side, len(tail))) % side**2], axis=1)
    pairs = np.concatenate([pairs, shortcuts])
    tail, head = np.concatenate([pairs, pairs[:, ::-1]]).T
    origins = rng.choice(place[:, : side // 4].ravel(), ends, replace=False)
    destinations = rng.choice(place[:, -(side // 4) :].ravel(), ends, replace=False)
    capacity = _capacity(rng, len(tail))
    return Legs(side * side, tail.copy(), head.copy(), capacity, origins, destinations)


def names(legs):
    """Name jurisdictions and legs, in the order of their numbers."""
    digits = len(str(max(legs.count, legs.node_count)))
    ids = tuple(f"j{number:0{digits}}" for number in range(legs.node_count))
    return ids, tuple(f"l{number:0{digits}}" for number in range(legs.count))


def lens_arrays(legs, known=None):
    """Give what `routes.lens_arrays.lens_arrays` would give for a graph of such legs.

    Names that are known already need not be made.
    """
    ids, leg_ids = known or names(legs)
    return LensArrays(
        jurisdiction_ids=ids,
        leg_ids=leg_ids,
        tail=legs.tail.astype(np.uint32),
        head=legs.head.astype(np.uint32),
        amount=legs.capacity,
        node_amount=np.full(legs.node_count, NO_BOUND),
        origins=np.sort(legs.origins),
        destinations=np.sort(legs.destinations),
    )


def network(legs, known=None):
    """Give the network that `routes.arrays.compile_network` would make of a graph of such legs."""
    return network_of(lens_arrays(legs, known))


def _capacity(rng, count):
    return 1 + rng.lognormal(3.0, 1.0, count).astype(np.int64)
