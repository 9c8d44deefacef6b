"""The static figure of the frontier: what the best plans leave, beside plans by rules of thumb."""

from __future__ import annotations

import math
from itertools import accumulate
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from reports import amounts, palette
from reports.best_plans_text import RULE_WORDS, is_proven, sentences
from reports.figure import fixed_settings, saved

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from reports.results import Results
    from routes.frontier_rows import FrontierRow

SIZE_INCHES = (8.4, 4.8)
PLOT_PLACE = (0.105, 0.125, 0.66, 0.745)
LABEL_GAP = 0.052
"""Least distance between two labels, as a part of the height."""

BEST = "best plans"
_DASHES: dict[str, Any] = {
    "greedy": (0, (1, 1.6)),
    "betweenness": (0, (5, 2)),
    "capacity": (0, (5, 2, 1, 2)),
    "flow": (0, (2, 2)),
}


def images(results: Results) -> dict[str, bytes]:
    """Draw what the best plans leave for each budget.

    Parameters
    ----------
    results : Results

    Returns
    -------
    dict of file name to content
        ``frontier.svg``, which says in words what it shows; empty where there are no plans. The
        same results give the same bytes.
    """
    if not results.best_plans.rows:
        return {}
    with fixed_settings():
        told = {"Title": _title(results), "Date": None, "Creator": None}
        drawn = saved(_draw(results), "svg", told)
    words = f"<desc>{escape(_described(results))}</desc>"
    return {"frontier.svg": drawn.replace(b"</title>", b"</title>\n " + words.encode(), 1)}


def series(rows: tuple[FrontierRow, ...]) -> dict[str, list[int | None]]:
    """Give what is left at each budget: by the best plans, then by each rule."""
    ruled = {
        words: [next(plan.value_scaled for plan in row.rules if plan.rule == rule) for row in rows]
        for rule, words in RULE_WORDS.items()
    }
    return {BEST: [row.best.value_scaled for row in rows]} | ruled


def _described(results: Results) -> str:
    """Say in words what is drawn, for those who hear it."""
    rows = results.best_plans.rows
    scale = results.study.scale
    left = ", ".join(
        f"{amounts.exact(row.best.budget_scaled, scale)}: "
        f"{amounts.rounded('unbounded' if value is None else value, scale)}"
        for row, value in zip(rows, series(rows)[BEST], strict=True)
    )
    return f"{' '.join(sentences(results))} Left by budget: {left}."


def _title(results: Results) -> str:
    return f"What the best plans leave, in {results.study.capacity_unit} (model result)"


def _draw(results: Results) -> Figure:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=SIZE_INCHES, facecolor=palette.LIGHT["paper"])
    FigureCanvasAgg(figure)
    axes = figure.add_axes(PLOT_PLACE)
    ink, soft = palette.LIGHT["ink"], palette.LIGHT["soft"]
    rows, scale = results.best_plans.rows, results.study.scale
    _frame(axes, results)
    lines = {
        name: [float("nan") if value is None else value / scale for value in values]
        for name, values in series(rows).items()
    }
    _draw_lines(axes, rows, lines, scale)
    _draw_marks(axes, rows, lines[BEST], scale)
    _name_lines(axes, lines)
    figure.text(PLOT_PLACE[0], 0.93, _title(results), fontsize=11.5, color=ink)
    axes.set_xlabel(f"Budget, {results.study.effort_unit}", fontsize=9, color=soft)
    return figure


def _frame(axes: Axes, results: Results) -> None:
    rows, scale = results.best_plans.rows, results.study.scale
    values = [value for line in series(rows).values() for value in line if value is not None]
    axes.set_xlim(0, _beyond(rows, scale))
    axes.set_ylim(0, 1.06 * max(*values, 1) / scale)
    axes.yaxis.set_major_formatter(lambda value, _position: f"{value:,.10g}")
    axes.tick_params(labelsize=8, colors=palette.LIGHT["soft"])
    axes.grid(axis="y", color=palette.LIGHT["rule"], lw=0.7)
    axes.set_axisbelow(True)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_color(palette.LIGHT["line"])


def _draw_lines(
    axes: Axes, rows: tuple[FrontierRow, ...], lines: dict[str, list[float]], scale: int
) -> None:
    budgets = [row.best.budget_scaled / scale for row in rows] + [_beyond(rows, scale)]
    for rule, name in RULE_WORDS.items():
        style: dict[str, Any] = {"ls": _DASHES[rule], "color": palette.LIGHT["soft"], "lw": 1.1}
        axes.step(budgets, [*lines[name], lines[name][-1]], where="post", **style)
    best: dict[str, Any] = {"color": palette.LIGHT["cut"], "lw": 2.4, "zorder": 3}
    axes.step(budgets, [*lines[BEST], lines[BEST][-1]], where="post", **best)


def _beyond(rows: tuple[FrontierRow, ...], scale: int) -> float:
    """Give the end of the axis: half a step beyond the last budget, so that its value shows."""
    last = rows[-1].best.budget_scaled
    return last * (len(rows) - 0.5) / (len(rows) - 1) / scale


def _draw_marks(axes: Axes, rows: tuple[FrontierRow, ...], best: list[float], scale: int) -> None:
    """Mark where best plans do not grow out of those before, and what is not proven."""
    points = [(row.best.budget_scaled / scale, left) for row, left in zip(rows, best, strict=True)]
    kinds = {
        "contains no best plan before it": ("D", [row.nested is False for row in rows]),
        "not proven": ("X", [not is_proven(row.best) for row in rows]),
    }
    for name, (marker, marked) in kinds.items():
        chosen = [point for point, mark in zip(points, marked, strict=True) if mark]
        if chosen:
            style: dict[str, Any] = {
                "mfc": palette.LIGHT["paper"],
                "mec": palette.LIGHT["cut"],
                "mew": 1.5,
            }
            axes.plot(
                *zip(*chosen, strict=True), marker, ms=6, ls="", label=name, zorder=5, **style
            )
    if axes.get_legend_handles_labels()[0]:
        axes.legend(frameon=False, fontsize=8, loc="lower left", labelcolor=palette.LIGHT["soft"])


def _name_lines(axes: Axes, lines: dict[str, list[float]]) -> None:
    """Write beside each line what it is; lines that end together share a label."""
    ends: dict[float, list[str]] = {}
    for name, values in lines.items():
        if not math.isnan(values[-1]):
            ends.setdefault(values[-1], []).append(name)
    (_, right), (_, top) = axes.get_xlim(), axes.get_ylim()
    for end, height in zip(sorted(ends), spread(sorted(ends), LABEL_GAP * top), strict=True):
        bold = BEST in ends[end]
        axes.annotate(
            ",\n".join(ends[end]),
            (right, end),
            xytext=(right * 1.03, height),
            fontsize=8.5,
            va="center",
            color=palette.LIGHT["cut" if bold else "soft"],
            annotation_clip=False,
            arrowprops={"arrowstyle": "-", "color": palette.LIGHT["line"], "lw": 0.6},
        )


def spread(heights: list[float], gap: float) -> list[float]:
    """Move heights in rising order apart, upwards, so that none is closer than a gap.

    Examples
    --------
    >>> spread([0, 1, 9], 3)
    [0, 3, 9]
    """
    return list(accumulate(heights, lambda below, height: max(height, below + gap)))
