"""Inner loops of maximum flow on arcs laid out node by node, for networks solved again and again.

The algorithm of Dinic, as in `routes.kernels`, which works on any order of arcs. One source runs
interpreted on lists or compiled on arrays. The functions share these arguments:

rows
    The sequences `first`, `head` and `twin` of `routes.arc_rows.ArcRows`.
residual
    What can still move along the arc at each place, shape (rows,).
space
    Three working sequences, shape (node_count,) each: `level`, `cursor` and `order`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routes.kernels import Buffer, Space
    from routes.path_kernel import Rows


def level_rows(
    rows: Rows, residual: Sequence[int], ends: tuple[int, int], turn: int, space: Space
) -> int:
    """Count the steps from a node to others along residual arcs, until a goal is found.

    Parameters
    ----------
    rows, residual : see above
        Read only.
    ends : (int, int)
        The node to begin at, and the goal; a goal of -1 looks at everything.
    turn : int
        0 to follow arcs from the node, 1 to follow them backwards, towards it.
    space : see above
        Written: in `level` the steps plus 1, 0 on nodes not found; in `cursor` the place of the
        first arc of nodes found; in `order` these, nearest first.

    Returns
    -------
    int
        1 if the goal was found, else 0.
    """
    first, head, twin = rows
    level, cursor, order = space
    node = 0
    while node < len(level):
        level[node] = 0
        node += 1
    start, goal = ends
    level[start] = 1
    cursor[start] = first[start]
    order[0] = start
    taken = 0
    found = 1
    while taken < found:
        node = order[taken]
        taken += 1
        step = level[node] + 1
        place = first[node]
        end = first[node + 1]
        while place < end:
            there = head[place]
            if level[there] == 0 and residual[twin[place] if turn else place] > 0:
                level[there] = step
                cursor[there] = first[there]
                if there == goal:
                    return 1
                order[found] = there
                found += 1
            place += 1
    return 0


def push_rows(rows: Rows, residual: Buffer, ends: tuple[int, int], space: Space) -> int:
    """Push flow along shortest residual paths until each of them is blocked.

    Parameters
    ----------
    rows, residual : see above
        The second is written.
    ends : (int, int)
        Where the flow starts and ends.
    space : see above
        As `level_rows` wrote it, which must have found the start from the end, backwards. Written:
        in `level` 0 at dead ends; `order` holds the path.

    Returns
    -------
    int
        Flow added in this phase.

    References
    ----------
    E. A. Dinic (1970), "Algorithm for solution of a problem of maximum flow in networks with power
    estimation", Soviet Mathematics Doklady 11, 1277-1280.
    """
    first, head, twin = rows
    level, cursor, path = space
    pushed = 0
    depth = 0
    node = ends[0]
    while True:
        if node == ends[1]:
            amount = residual[path[0]]
            step = 1
            while step < depth:
                amount = min(amount, residual[path[step]])
                step += 1
            pushed += amount
            while step > 0:
                step -= 1
                residual[path[step]] -= amount
                residual[twin[path[step]]] += amount
                if residual[path[step]] == 0:
                    depth = step
            node = 0 + head[twin[path[depth]]]
        place = cursor[node]
        end = first[node + 1]
        step = level[node] - 1
        while place < end and (residual[place] == 0 or level[head[place]] != step):
            place += 1
        cursor[node] = place
        if place < end:
            path[depth] = place
            depth += 1
            node = 0 + head[place]
        elif depth == 0:
            return pushed
        else:
            level[node] = 0
            depth -= 1
            node = 0 + head[twin[path[depth]]]


def push_most(
    rows: Rows, residual: Buffer, ends: tuple[int, int], enough: int, space: Space
) -> int:
    """Push as much as goes from one node to another, or at least so much as is enough.

    Steps are counted from the end, so that no path is begun from where none leads there.

    Returns what was pushed, or `enough` if that was reached; if not, `level` tells from where the
    end can still be reached.
    """
    value = 0
    while value < enough:
        if level_rows(rows, residual, (ends[1], ends[0]), 1, space) == 0:
            return value
        value += push_rows(rows, residual, ends, space)
    return enough
