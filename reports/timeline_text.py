"""The time line as text for the terminal, and its other spellings."""

from __future__ import annotations

import csv
import io
import textwrap
from typing import TYPE_CHECKING

from reports import amounts, json_text
from reports.table_text import escape

if TYPE_CHECKING:
    import routes
    from routes.timeline import Change, Month
    from seeds import Study

SCHEMA = "routerisk/timeline/1"
COLUMNS = ("day", "passing", "volume", "effort", "chokepoints_in_every_cut", "changes")


def rendered(study: Study, line: routes.Timeline, form: str) -> str:
    """Return the time line in one of its forms.

    Parameters
    ----------
    study : seeds.Study
    line : routes.Timeline
    form : {"text", "json", "csv", "md"}

    Returns
    -------
    str
        With a line feed at its end.
    """
    if form == "json":
        head = {"schema": SCHEMA, "study": study.name, "inputs_sha256": dict(study.sha256)}
        return json_text.pretty(head | line.to_dict())
    rows = [_row(line, month) for month in line.months]
    if form == "csv":
        stream = io.StringIO()
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerows([COLUMNS, *rows])
        return stream.getvalue()
    if form == "md":
        cells = [list(COLUMNS), ["---"] * len(COLUMNS), *([escape(c) for c in row] for row in rows)]
        return "\n".join(f"| {' | '.join(row)} |" for row in cells) + "\n"
    return _text(study, line)


def _row(line: routes.Timeline, month: Month) -> list[str]:
    values = [amounts.exact(month.value_scaled[lens], line.scale) for lens in COLUMNS[1:4]]
    members = "; ".join((*month.every.legs, *month.every.jurisdictions))
    return [month.day, *values, members, "; ".join(_told(line, row) for row in month.changes)]


def _told(line: routes.Timeline, change: Change) -> str:
    """Name a row that came or went, with what it does by itself to what passes."""
    sign = "+" if change.begins else "-"
    effect = change.effect_scaled.get("passing")
    if not effect:
        return f"{sign}{change.id}"
    size = amounts.rounded(abs(effect), line.scale)
    return f"{sign}{change.id} ({'+' if effect > 0 else '-'}{size})"


def _text(study: Study, line: routes.Timeline) -> str:
    lines = [
        f"{study.title}: {line.layer} layer",
        f"passing and volume in {study.capacity_unit}; effort to close everything in",
        f"{study.effort_unit}; chokepoints: how many are in every minimum cut. Below a month: rows",
        "that came (+) or went (-), with what each by itself does to what passes; then what",
        "joined (+) or left (-) the members of every cut.",
        "",
        f"{'month':10}  {'passing':>10}  {'volume':>10}  {'effort':>7}  chokepoints",
    ]
    before: set[str] = set()
    for month in line.months:
        values = [amounts.rounded(month.value_scaled[lens], line.scale) for lens in COLUMNS[1:4]]
        here = {*month.every.legs, *month.every.jurisdictions}
        lines.append(f"{month.day}  {values[0]:>10}  {values[1]:>10}  {values[2]:>7}  {len(here)}")
        lines += [f"            {_told(line, change)}" for change in month.changes]
        moved = [f"+{name}" for name in sorted(here - before)]
        moved += [f"-{name}" for name in sorted(before - here)]
        lines += _wrapped(moved)
        before = here
    return "\n".join(lines) + "\n"


def _wrapped(moved: list[str]) -> list[str]:
    text = ", ".join(moved)
    return textwrap.wrap(
        text,
        width=100,
        initial_indent="            every cut: ",
        subsequent_indent="              ",
        break_long_words=False,
        break_on_hyphens=False,
    )
