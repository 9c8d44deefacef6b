"""Legs and jurisdictions over draws: who is ranked with whom, and the counts as shares."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

import numpy as np

from routes import fields
from routes.draw_ranks import RANKS
from routes.draw_spread import moments
from routes.ensemble_rows import MemberShares, RankShares
from routes.shares import Share

if TYPE_CHECKING:
    import networkx as nx

    from routes.arrays import IntArray, Network
    from routes.draw_tally import DrawTally


def rank_groups(graph: nx.MultiDiGraph[str], network: Network) -> IntArray:
    """Rank legs among legs, and jurisdictions that are no ends of routes among one another.

    Returns
    -------
    ndarray of int64, shape (members,)
        1 for legs, 0 for such jurisdictions, -1 for origins and destinations.
    """
    ends = {*graph.graph[fields.ORIGINS], *graph.graph[fields.DESTINATIONS]}
    groups = [-1 if place in ends else 0 for place in network.inner_ids]
    return np.array([*groups, *([1] * len(network.leg_ids))], dtype=np.int64)


def member_rows(network: Network, whole: DrawTally, ranked: IntArray) -> tuple[MemberShares, ...]:
    """Turn counts over all draws into shares, jurisdictions first, then legs, by id."""
    bounded = int((whole.values < network.unbounded).sum())
    names = (*network.inner_ids, *network.leg_ids)
    draws = len(whole.values)
    rows = []
    for number, name in enumerate(names):
        mean, error = _loss(whole, number, bounded)
        rows.append(
            MemberShares(
                kind="jurisdiction" if number < len(network.inner_ids) else "leg",
                id=name,
                present=Share(int(whole.present[number]), draws),
                every=Share(int(whole.every[number]), draws),
                some=Share(int(whole.some[number]), draws),
                route_every=Share(int(whole.route_every[number]), draws),
                route_some=Share(int(whole.route_some[number]), draws),
                loss_mean_scaled=mean,
                loss_error_scaled=error,
                ranks=_ranks(whole.ranks[number], draws) if ranked[number] >= 0 else (),
            )
        )
    return tuple(rows)


def _loss(whole: DrawTally, number: int, bounded: int) -> tuple[float | None, float | None]:
    if not bounded:
        return None, None
    mean, deviation = moments(int(whole.loss[number]), int(whole.loss_squares[number]), bounded)
    return mean, deviation / sqrt(bounded)


def _ranks(counts: IntArray, draws: int) -> tuple[RankShares, ...]:
    sure, possible = counts[:RANKS].tolist(), counts[RANKS:].tolist()
    return tuple(
        RankShares(rank, Share(alone, draws), Share(tied, draws))
        for rank, (alone, tied) in enumerate(zip(sure, possible, strict=True), 1)
    )
