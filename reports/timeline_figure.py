"""The static figure of the time line for papers, as PNG and SVG."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports import amounts, palette
from reports.figure import fixed_settings, saved

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    import routes
    from routes.timeline import Month
    from seeds import Study

SIZE_INCHES = (10, 4.6)
MOST_NAMED = 12
"""Months with the largest changes of what passes that are named in the figure."""

LABEL_ROWS = 4
"""Rows over which the names are spread, so that neighbours stand clear of each other."""


def images(study: Study, line: routes.Timeline) -> dict[str, bytes]:
    """Draw what passes and what could move, month by month, naming the largest changes.

    Parameters
    ----------
    study : seeds.Study
    line : routes.Timeline
        With its effects, of which the largest of a month is named.

    Returns
    -------
    dict of file name to content
        ``timeline.png`` and ``timeline.svg``; the same time line gives the same bytes.
    """
    with fixed_settings():
        figure = _draw(study, line)
        return {
            "timeline.png": saved(figure, "png", {"Software": None}),
            "timeline.svg": saved(figure, "svg", {"Date": None, "Creator": None}),
        }


def _draw(study: Study, line: routes.Timeline) -> Figure:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=SIZE_INCHES, facecolor=palette.LIGHT["paper"])
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0.09, 0.15, 0.895, 0.75))
    _draw_series(axes, line)
    _name_changes(axes, line)
    ink, soft = palette.LIGHT["ink"], palette.LIGHT["soft"]
    title = f"{line.layer.capitalize()} layer, month by month (model result)"
    figure.text(0.09, 0.935, title, fontsize=12, color=ink)
    note = "Named: in the months of largest change, the dated row that by itself changed most."
    figure.text(0.09, 0.02, note, fontsize=8, color=soft)
    axes.set_ylabel(study.capacity_unit, fontsize=9, color=soft)
    return figure


def _draw_series(axes: Axes, line: routes.Timeline) -> None:
    months = range(len(line.months))
    styles = {
        "passing": ("what passes enforcement", "-", "cut"),
        "volume": ("what could move", "--", "soft"),
    }
    for lens, (label, dashes, colour) in styles.items():
        values = [_amount(month, lens, line.scale) for month in line.months]
        axes.step(
            months, values, dashes, where="post", color=palette.LIGHT[colour], label=label, lw=1.6
        )
    years = [i for i, month in enumerate(line.months) if month.day[5:7] in {"01", "07"}]
    axes.set_xticks(years, [line.months[i].day[:7] for i in years], fontsize=8)
    axes.set_ylim(bottom=0)
    axes.yaxis.set_major_formatter(lambda value, _position: f"{value:,.0f}")
    axes.tick_params(labelsize=8, colors=palette.LIGHT["soft"])
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    axes.legend(frameon=False, fontsize=9, loc="upper left")


def _amount(month: Month, lens: str, scale: int) -> float:
    value = month.value_scaled[lens]
    return float("nan") if value is None else value / scale


def _name_changes(axes: Axes, line: routes.Timeline) -> None:
    """Write the row with the largest effect of each of the months that changed most."""
    largest: list[tuple[int, int, str, int]] = []
    for i, month in enumerate(line.months):
        effects = [(row.effect_scaled.get("passing") or 0, row.id) for row in month.changes]
        size, name, effect = max(((abs(e), name, e) for e, name in effects), default=(0, "", 0))
        if size:
            largest.append((size, i, name, effect))
    chosen = sorted(sorted(largest, reverse=True)[:MOST_NAMED], key=lambda entry: entry[1])
    top = axes.get_ylim()[1]
    for rank, (size, i, name, effect) in enumerate(chosen):
        value = _amount(line.months[i], "passing", line.scale)
        if value != value:  # noqa: PLR0124  # not a number: nothing to point at
            continue
        sign = "+" if effect > 0 else "\N{MINUS SIGN}"
        text = f"{name}\n{sign}{amounts.rounded(size, line.scale)}"
        axes.annotate(
            text,
            (i, value),
            xytext=(i, top * (0.03 + 0.085 * (rank % LABEL_ROWS))),
            fontsize=6.5,
            ha="center",
            color=palette.LIGHT["soft"],
            bbox={"facecolor": palette.LIGHT["paper"], "edgecolor": "none", "pad": 1},
            arrowprops={"arrowstyle": "-", "color": palette.LIGHT["line"], "lw": 0.6},
        )
