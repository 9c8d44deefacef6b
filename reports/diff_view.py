"""The common view: in which layer, through which lens and on which day sides are compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from reports.options import LAYERS, LENSES
from reports.view import View

if TYPE_CHECKING:
    from reports.diff_side import Source
    from reports.reported_answer import ReportedAnswer


def common(
    pair: tuple[Source, Source], as_of: str | None, layer: str | None, lens: str | None
) -> tuple[View, str | None]:
    """Settle how to look at two sides: as is asked, else as a report among them does.

    Parameters
    ----------
    pair : tuple of Source
    as_of, layer, lens : str or None
        What is asked for; None where nothing is.

    Returns
    -------
    view : View
    as_of : str or None
        None for the data date of either study. A study beside a report that was made for another
        day than its data date is looked at on that day too.

    Raises
    ------
    click.UsageError
        A report looks in another way than is asked for or than the other report does, or supposes
        a scenario that the other side does not.
    """
    from routes.dates import day_of

    told = [(source.word, source.report) for source in pair if source.report is not None]
    if as_of is not None:
        for word, report in told:
            _require(word, report, "as_of", day_of(as_of).isoformat())
    supposed = {source.report.supposed if source.report else "" for source in pair}
    if len(supposed) > 1:
        named = ", ".join(f"'{title}'" for title in sorted(supposed) if title)
        raise click.UsageError(f"only one side supposes {named}; compare like with like")
    chosen: dict[str, Any] = {
        "layer": layer or (told[0][1].layer if told else LAYERS[0]),
        "lens": lens or (told[0][1].lens if told else LENSES[0]),
    }
    for word, report in told:
        for name, wanted in chosen.items():
            _require(word, report, name, wanted)
    days = [report.as_of for _, report in told if report.as_of != report.data_date]
    return View(**chosen), as_of or (days[0] if days else None)


def _require(word: str, report: ReportedAnswer, name: str, wanted: str) -> None:
    found = getattr(report, name)
    if found != wanted:
        message = f"'{word}' is a report with {name} '{found}', not '{wanted}'"
        raise click.UsageError(f"{message}; ask for '{found}', or name its study")
