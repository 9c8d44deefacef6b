"""The inner loop that ranks members by what is lost without them, on plain integer sequences."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routes.kernels import Buffer


def count_ranks(
    losses: Sequence[int], group: Sequence[int], losers: Buffer, ranks: Sequence[Buffer]
) -> int:
    """Count the ranks that members have, and those that they may have where losses tie.

    Parameters
    ----------
    losses, group : sequences of int, shape (members,)
        Members are ranked within their group, the largest loss first; those of group -1, and those
        without which nothing is lost, have no rank.
    losers : mutable sequence of int, shape (members,)
        Working space.
    ranks : sequence of mutable sequences of int
        For each member `sure` at 0 to R - 1 and `possible` at R to 2 R - 1, raised by 1.

    Returns
    -------
    int
        How many members have a rank.
    """
    count = 0
    member = 0
    while member < len(losses):
        if losses[member] > 0 and group[member] >= 0:
            losers[count] = member
            count += 1
        member += 1
    place = 0
    while place < count:
        member = losers[place]
        above = 0
        equal = 0
        other = 0
        while other < count:
            if group[losers[other]] == group[member]:
                above += losses[losers[other]] > losses[member]
                equal += losses[losers[other]] == losses[member]
            other += 1
        most = len(ranks[member]) // 2
        if equal == 1 and above < most:
            ranks[member][above] += 1
        rank = above
        while rank < min(above + equal, most):
            ranks[member][most + rank] += 1
            rank += 1
        place += 1
    return count
