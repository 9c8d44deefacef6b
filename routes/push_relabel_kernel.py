"""Inner loops of maximum flow by push and relabel, on plain integer sequences.

As in `routes.kernels`, one source runs interpreted on lists or compiled on arrays; each function
calls only functions above it. They share these arguments:

rows
    The sequences `first`, `head` and `twin` of `routes.arc_rows.ArcRows`.
residual
    What can still move along the arc at each place, shape (rows,).
space
    The parts `nodes` and `levels`.
nodes
    Four sequences, shape (node_count,) each. `label`: at most the steps from the node to the goal
    along residual arcs, and node_count, which is called far, where it is not known to reach it;
    `cursor`: the place of its first arc that may still be pushed along; `excess`: what has arrived
    there and not left; `below`: of nodes that wait, the one that waits below it, or far.
levels
    Two sequences, shape (node_count + 1,) each: by label `waiting`, the node on top of those with
    excess, or far; and `count`, how many nodes have the label.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routes.kernels import Buffer

    Rows = tuple[Sequence[int], Sequence[int], Sequence[int]]
    Nodes = tuple[Buffer, Buffer, Buffer, Buffer]
    Levels = tuple[Buffer, Buffer]
    PreflowSpace = tuple[Nodes, Levels]


def label_exactly(
    rows: Rows, residual: Sequence[int], ends: tuple[int, int], space: PreflowSpace
) -> int:
    """Set every label to the steps to the goal, and queue the nodes with excess that reach it.

    Parameters
    ----------
    rows, residual, space : see above
        `below` is used for the search too.
    ends : (int, int)
        The goal, and a node that is passed by.

    Returns
    -------
    int
        The highest label of a node with excess; 0 without one.
    """
    first, head, twin = rows
    (label, cursor, excess, queue), (waiting, count) = space
    goal, shunned = ends
    far = len(label)
    node = 0
    while node < far:
        label[node] = far
        cursor[node] = first[node]
        waiting[node] = far
        count[node] = 0
        node += 1
    label[goal] = 0
    queue[0] = goal
    taken = 0
    found = 1
    while taken < found:
        node = 0 + queue[taken]
        taken += 1
        count[label[node]] += 1
        step = label[node] + 1
        place = 0 + first[node]
        end = 0 + first[node + 1]
        while place < end:
            there = head[place]
            if label[there] == far and residual[twin[place]] > 0 and there != shunned:
                label[there] = step
                queue[found] = there
                found += 1
            place += 1
    # All nodes of the queue have been read: from here on its place is that of the stacks.
    highest = 0
    node = 0
    while node < far:
        level = 0 + label[node]
        if excess[node] > 0 and 0 < level < far:
            queue[node] = waiting[level]
            waiting[level] = node
            highest = max(highest, level)
        node += 1
    return highest


def cut_off(old: int, top: int, space: PreflowSpace) -> int:
    """Put nodes far whose label is above one that no node has any more; give the new top."""
    label = space[0][0]
    count = space[1][1]
    far = len(label)
    level = old + 1
    above = 0
    while level <= top:
        above += count[level]
        count[level] = 0
        level += 1
    if above > 0:
        node = 0
        while node < far:
            if old < label[node]:
                label[node] = far
            node += 1
    return old


def discharge(  # noqa: C901, PLR0912, PLR0915 - passing the arrays to parts costs more than their work
    rows: Rows, residual: Buffer, highest: int, most_work: int, space: PreflowSpace
) -> int:
    """Push and lift from the highest node with excess until none can reach the goal.

    Returns
    -------
    int
        0 when done; 1 when so much work was done that labels should be exact again.
    """
    first, head, twin = rows
    (label, cursor, excess, below), (waiting, count) = space
    far = len(label)
    top = far - 1
    while top > 0 and count[top] == 0:
        top -= 1
    work = 0
    while highest > 0:
        node = 0 + waiting[highest]
        if node == far:
            highest -= 1
            continue
        if work > most_work:
            return 1
        waiting[highest] = below[node]
        begin = 0 + first[node]
        end = 0 + first[node + 1]
        place = 0 + cursor[node]
        left = 0 + excess[node]
        level = highest
        while True:
            while place < end:
                if residual[place] > 0:
                    there = head[place]
                    if label[there] == level - 1:
                        amount = min(left, residual[place])
                        residual[place] -= amount
                        residual[twin[place]] += amount
                        if excess[there] == 0 and level > 1:
                            below[there] = waiting[level - 1]
                            waiting[level - 1] = there
                        excess[there] += amount
                        left -= amount
                        if left == 0:
                            break
                place += 1
            if left == 0:
                break
            count[level] -= 1
            if count[level] == 0:
                label[node] = far
                top = cut_off(level, top, space)
                break
            work += 12 + end - begin
            lowest = far
            place = begin
            way = begin
            # No arc leads further down than to this level, or it would have been pushed along.
            while way < end and lowest > level:
                if residual[way] > 0:
                    there = head[way]
                    if label[there] < lowest:
                        lowest = 0 + label[there]
                        place = way
                way += 1
            level = lowest + 1
            if level >= far:
                label[node] = far
                break
            label[node] = level
            count[level] += 1
            top = max(top, level)
        cursor[node] = place
        excess[node] = left
        highest = min(level, far - 1)
    return 0


def move_excess(
    rows: Rows, residual: Buffer, ends: tuple[int, int], most_work: int, space: PreflowSpace
) -> int:
    """Move as much excess to a goal as residual arcs let through.

    Returns
    -------
    int
        How often the labels were made exact.
    """
    rounds = 1
    highest = label_exactly(rows, residual, ends, space)
    while highest > 0 and discharge(rows, residual, highest, most_work, space) > 0:
        rounds += 1
        highest = label_exactly(rows, residual, ends, space)
    return rounds


def saturate(rows: Rows, residual: Buffer, start: int, space: PreflowSpace) -> int:
    """Fill every arc that leaves a node, up to what can go on from where it leads; give the sum."""
    first, head, twin = rows
    excess = space[0][2]
    total = 0
    place = 0 + first[start]
    while place < first[start + 1]:
        there = head[place]
        amount = 0 + residual[place]
        onward = 0
        way = 0 + first[there]
        while way < first[there + 1] and onward < amount:
            onward += residual[way]
            way += 1
        amount = min(amount, onward)
        residual[place] -= amount
        residual[twin[place]] += amount
        excess[there] += amount
        total += amount
        place += 1
    return total
