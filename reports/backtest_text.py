"""The backtest as text for the terminal, and its other spellings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports import backtest_words, json_text, table_text
from reports.backtest_words import MODEL

if TYPE_CHECKING:
    import routes
    from seeds import Study

    _Table = tuple[str, list[str], list[list[str]]]

SCHEMA = "routerisk/backtest/1"
COLUMNS = (
    "kind",
    "day",
    "until",
    "counted",
    "forecaster",
    "jurisdiction",
    "rank",
    "probability",
    "came",
)
MOST_NAMES = 6
"""So many that are level are named; more are counted."""


def rendered(study: Study, found: routes.Backtest, form: str) -> str:
    """Return a backtest in one of its forms.

    Parameters
    ----------
    study : seeds.Study
    found : routes.Backtest
    form : {"text", "json", "csv", "md"}
        csv holds every forecast, one a row; came is blank where the horizon is not over.

    Returns
    -------
    str
        With a line feed at its end.
    """
    opening, further = backtest_words.opening(found), backtest_words.further(found)
    if form == "json":
        head = {"schema": SCHEMA, "study": study.name, "inputs_sha256": dict(study.sha256)}
        return json_text.pretty({**head, **found.to_dict(), "sentences": [*opening, *further]})
    if form == "csv":
        return table_text.comma_separated(COLUMNS, _rows(found))
    line = f"{study.title}: {found.layer} layer, data to {study.data_date}"
    lines = [*opening, line, *further]
    tables = [table for table in (_scores(found), _dates(found), _vain(study, found)) if table[2]]
    if form == "md":
        return _as_markdown(lines, tables, found)
    parts = ["\n".join(lines)]
    parts += [table_text.aligned(title, [columns, *rows]) for title, columns, rows in tables]
    parts.append("\n".join(["What this rests on", *(f"  {told}" for told in found.assumptions)]))
    return "\n\n".join(parts) + "\n"


def _as_markdown(lines: list[str], tables: list[_Table], found: routes.Backtest) -> str:
    blocks = [table_text.escape(line) for line in lines]
    for title, columns, rows in tables:
        blocks += [table_text.escape(title), table_text.markdown(columns, rows)]
    blocks.append("What this rests on:")
    blocks.append("\n".join(f"* {table_text.escape(told)}" for told in found.assumptions))
    return "\n\n".join(blocks) + "\n"


def _scores(found: routes.Backtest) -> _Table:
    """Lay out the scores; hits at 1 are left out where k is 1 anyway."""
    ks = sorted({1, found.k})
    rows = []
    for score in found.scores:
        at = {1: (score.hits_first, score.recall_first), found.k: (score.hits, score.recall)}
        hits = [cell for k in ks for cell in (_decimal(at[k][0], 2), _decimal(at[k][1], 2))]
        told = [_decimal(score.p, 2), _decimal(score.brier, 3), _decimal(score.skill, 3)]
        rows.append([score.forecaster, *hits, *told])
    columns = [f"{what} at {k}" for k in ks for what in ("hits", "recall")]
    title = f"Scores over {found.candidates} forecasts; p: chance of as many hits at {found.k}"
    return title, ["forecaster", *columns, "p", "Brier", "skill"], rows


def _dates(found: routes.Backtest) -> _Table:
    rows = [_date(window, found.k) for window in found.windows]
    columns = ["date", "scored", "candidates", "who came", f"the model's first {found.k}"]
    return f"Control dates, each with {found.months} months after it", columns, rows


def _date(window: routes.BacktestWindow, k: int) -> list[str]:
    came = [
        f"{report.jurisdiction} {report.latest} ({report.report})" for report in window.appeared
    ]
    scored = "yes" if window.counted else "no: overlaps" if window.complete else "no: not over"
    candidates = str(len(window.ranked(MODEL)))
    return [str(window.day), scored, candidates, ", ".join(came) or "nobody", _named(window, k)]


def _named(window: routes.BacktestWindow, k: int) -> str:
    """Name who is surely among the first, and who is level for the rest."""
    credit = window.credits(MODEL, k)
    sure = [place for place, share in credit.items() if share == 1]
    sure.sort(key=lambda place: (window.ranks(MODEL)[place], place))
    level = sorted(place for place, share in credit.items() if 0 < share < 1)
    told = [", ".join(sure)] if sure else []
    if level:
        names = ", ".join(level) if len(level) <= MOST_NAMES else str(len(level))
        told.append(f"{k - len(sure)} of {names}, which are level")
    return "; ".join(told) or "nobody"


def _vain(study: Study, found: routes.Backtest) -> _Table:
    names = dict(zip(study.jurisdictions["id"], study.jurisdictions["name"], strict=True))
    rows = [
        [
            f"{names[row.jurisdiction]} ({row.jurisdiction})",
            str(row.windows),
            f"{row.named:.2f}",
            f"{row.by_chance:.2f}",
        ]
        for row in found.negative_controls
    ]
    columns = ["jurisdiction", "windows", f"among the model's first {found.k}", "by chance"]
    return "Negative controls: a search found nothing", columns, rows


def _rows(found: routes.Backtest) -> list[list[str]]:
    windows = [*found.windows, *([found.placebo] if found.placebo else [])]
    return [
        [
            told["kind"],
            told["day"],
            told["until"],
            "yes" if told["counted"] else "no",
            forecaster,
            row["jurisdiction"],
            str(row["rank"]),
            _decimal(row["probability"], 6),
            {True: "yes", False: "no", None: ""}[row["came"]],
        ]
        for told in (window.to_dict() for window in windows)
        for forecaster, forecast in told["forecasts"].items()
        for row in forecast
    ]


def _decimal(number: float | None, places: int) -> str:
    return "" if number is None else f"{number:.{places}f}"
