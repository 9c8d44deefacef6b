"""Inner loops over draws that start from the flow of each and tell what a plan leaves of it.

The arguments are those of `routes.draw_kernel`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from routes.draw_kernel import fill_arcs
from routes.path_kernel import move_by_paths
from routes.row_flow_kernel import level_rows, push_most

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routes.draw_kernel import Bounds, Ends, Places, Table
    from routes.kernels import Buffer, Space
    from routes.path_kernel import Rows, Work


def keep_flows(
    rows: Rows,
    amounts: Table,
    bounds: Bounds,
    buffers: tuple[Places, Table, Space],
    values: Buffer,
) -> int:
    """Write the largest flow of each draw in `values`, and the rows with it; gives their number.

    Parameters
    ----------
    rows, amounts, bounds : see above
    buffers : places, residuals, space
        The second has a sequence of shape (rows,) for each draw.
    values : mutable sequence of int, shape (draws,)
    """
    places, residuals, space = buffers
    source, sink, unbounded = bounds
    draw = 0
    while draw < len(amounts):
        fill_arcs(amounts[draw], places, residuals[draw], unbounded)
        values[draw] = push_most(rows, residuals[draw], (source, sink), unbounded, space)
        draw += 1
    return draw


def narrow_arc(
    rows: Rows, residual: Buffer, narrowed: tuple[int, int, int], ends: Ends, work: Work
) -> int:
    """Let an arc carry less, of which there is a maximum flow, and make that one again.

    What flows on the arc beyond what it still carries goes another way from its tail to its head,
    as far as there is one. The rest is lost, and taken back to the source and from the sink.

    Parameters
    ----------
    rows, residual : see above
        The second is written.
    narrowed : (int, int, int)
        The places of the arc and of its reverse, and how much less it carries.
    ends : see above
    work : as in `routes.path_kernel`

    Returns
    -------
    int
        What is lost.
    """
    head = rows[1]
    place, back, less = narrowed
    spare = residual[place]
    if less <= spare:
        residual[place] = spare - less
        return 0
    over = less - spare
    residual[place] = 0
    residual[back] -= over
    tail, there = head[back], head[place]
    over -= move_by_paths(rows, residual, (tail, there), over, work)
    move_by_paths(rows, residual, (tail, ends[0]), over, work)
    move_by_paths(rows, residual, (ends[1], there), over, work)
    return over


def narrow_arcs(
    rows: Rows,
    residual: Buffer,
    drawn: tuple[Sequence[int], Sequence[int], Sequence[int]],
    bounds: Bounds,
    buffers: tuple[Places, Work],
) -> int:
    """Let the arcs of a plan carry less in one draw.

    Parameters
    ----------
    rows, residual, bounds : see above
    drawn : before, after, changed
        What each arc carries in the draw, without and with the plan; the arcs that may differ.
    buffers : places, work

    Returns
    -------
    int
        What is lost; -1 where an arc lies with one that has no bound, of which nothing is told.
    """
    before, after, changed = drawn
    (onward, back), work = buffers
    lost = 0
    number = 0
    while number < len(changed):
        arc = changed[number]
        number += 1
        less = before[arc] - after[arc]
        if less > 0 and onward[arc] >= 0:
            one = onward[arc], back[arc], less
            if residual[one[0]] + residual[one[1]] >= bounds[2]:
                return -1
            lost += narrow_arc(rows, residual, one, (bounds[0], bounds[1]), work)
    return lost


def measure_plan(
    rows: Rows,
    drawn: tuple[Table, Table, Sequence[int]],
    bounds: Bounds,
    buffers: tuple[Places, Table, Buffer, Space, Work],
    tally: tuple[Sequence[int], Buffer],
) -> int:
    """Write what a plan leaves of each draw.

    Parameters
    ----------
    rows, bounds : see above
    drawn : before, after, changed
        As for `narrow_arcs`, the first two with a sequence for each draw.
    buffers : places, residuals, residual, space, work
        The second as `keep_flows` wrote it; the third is a working sequence, shape (rows,).
    tally : values, left
        The flow of each draw; written: what is left of it.

    Returns
    -------
    int
        In how many draws a path is left on which more could flow.
    """
    before, after, changed = drawn
    places, residuals, residual, space, work = buffers
    values, left = tally
    source, sink, unbounded = bounds
    wrong = 0
    draw = 0
    while draw < len(before):
        lost = -1
        if values[draw] < unbounded:
            place = 0
            while place < len(residual):
                residual[place] = residuals[draw][place]
                place += 1
            one = before[draw], after[draw], changed
            lost = narrow_arcs(rows, residual, one, bounds, (places, work))
        if lost >= 0:
            left[draw] = values[draw] - lost
            wrong += level_rows(rows, residual, (sink, source), 1, space)
        else:
            fill_arcs(after[draw], places, residual, unbounded)
            left[draw] = push_most(rows, residual, (source, sink), unbounded, space)
        draw += 1
    return wrong
