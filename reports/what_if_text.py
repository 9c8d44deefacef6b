"""The answer to a what-if as text for the terminal, and its other spellings."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from reports import amounts, change_words, comparison_section, json_text, table_text
from reports.table_text import aligned, escape

if TYPE_CHECKING:
    from reports.answer import Answer
    from reports.compared import Compared
    from routes import Cut

    Table = tuple[str, list[str], list[list[str]]]

SCHEMA = "routerisk/whatif/1"
SHIFT_COLUMNS = ("leg", "origin", "destination", "before", "after", "spare")
WIDTH = 100
TOTALS = {"passing": "passing", "volume": "volume", "effort": "effort to close all"}


def rendered(answer: Answer, form: str) -> str:
    """Return an answer in one of its forms.

    Parameters
    ----------
    answer : Answer
    form : {"text", "json", "csv", "md"}
        As CSV every leg of the graph before or after, with what it carries and could carry more.

    Returns
    -------
    str
        With a line feed at its end.
    """
    if form == "json":
        return json_text.pretty({"schema": SCHEMA, **answer.head(), **answer.to_dict()})
    if form == "csv":
        return table_text.comma_separated(SHIFT_COLUMNS, _shifts(answer))
    return _markdown(answer) if form == "md" else _text(answer)


def _text(answer: Answer) -> str:
    change = change_words.words(answer.question.change, answer.question.study.scale)
    blocks = [
        "\n".join([answer.line(), "Supposed", *(line for told in change for line in _wrap(told))]),
        "\n".join(comparison_section.sentences(answer.compared)),
        *(aligned(title, [columns, *rows]) for title, columns, rows in _tables(answer) if rows),
    ]
    return "\n\n".join(blocks) + "\n"


def _wrap(line: str) -> list[str]:
    return textwrap.wrap(
        line,
        WIDTH,
        initial_indent="  ",
        subsequent_indent="    ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _markdown(answer: Answer) -> str:
    change = change_words.words(answer.question.change, answer.question.study.scale)
    parts = [
        f"# What if: {escape(answer.question.study.title)}",
        escape(answer.line() + "."),
        "\n".join(f"- {escape(told)}" for told in change),
        "\n".join(f"{escape(told)}  " for told in comparison_section.sentences(answer.compared)),
    ]
    for title, columns, rows in _tables(answer):
        if rows:
            parts += [f"## {title}", table_text.markdown(columns, rows)]
    return "\n\n".join(part.rstrip() for part in parts if part) + "\n"


def _tables(answer: Answer) -> list[Table]:
    compared = answer.compared
    return [
        ("Totals", ["", "Before", "After", "Unit"], _total_rows(compared)),
        ("In every minimum cut", ["", "Id", "What"], _chokepoint_rows(compared)),
        ("Least-pressure route", ["", "Would pass", "Legs"], _route_rows(compared)),
        (
            "Legs that carry more or less",
            list(comparison_section.COLUMNS),
            comparison_section.leg_rows(compared),
        ),
        (
            "Jurisdictions through which more or less passes",
            ["Jurisdiction", "Before", "After", "Change"],
            _jurisdiction_rows(compared),
        ),
    ]


def _total_rows(compared: Compared) -> list[list[str]]:
    before, after = compared.comparison.before.cuts, compared.comparison.after.cuts
    return [
        [TOTALS[lens], spelled(cut), spelled(after[lens]), compared.unit(lens)]
        for lens, cut in before.items()
    ]


def spelled(cut: Cut) -> str:
    """Spell the value of a cut."""
    return "unbounded" if cut.value is None else amounts.rounded(cut.value, cut.scale)


def _chokepoint_rows(compared: Compared) -> list[list[str]]:
    comparison = compared.comparison
    kinds = (("new", comparison.new_chokepoints), ("gone", comparison.gone_chokepoints))
    rows = []
    for kind, members in kinds:
        rows += [[kind, leg, comparison_section.leg_name(compared, leg)] for leg in members.legs]
        rows += [[kind, place, compared.place_name(place)] for place in members.jurisdictions]
    return rows


def _route_rows(compared: Compared) -> list[list[str]]:
    standings = (("before", compared.comparison.before), ("after", compared.comparison.after))
    return [
        [when, comparison_section.share(standing.route), ", ".join(standing.route.legs)]
        for when, standing in standings
        if standing.route
    ]


def _jurisdiction_rows(compared: Compared) -> list[list[str]]:
    moved, scale = compared.comparison.displacement, compared.comparison.scale
    if moved is None:
        return []
    return [
        [
            compared.place_name(shift.jurisdiction),
            amounts.rounded(shift.before_scaled, scale),
            amounts.rounded(shift.after_scaled, scale),
            amounts.signed(shift.after_scaled - shift.before_scaled, scale),
        ]
        for shift in moved.jurisdictions
        if shift.after_scaled != shift.before_scaled
    ]


def _shifts(answer: Answer) -> list[list[str]]:
    moved, scale = answer.compared.comparison.displacement, answer.compared.comparison.scale
    if moved is None:
        return []
    ends = answer.compared.ends()
    return [
        [
            shift.leg,
            *ends[shift.leg],
            amounts.exact(shift.before_scaled, scale),
            amounts.exact(shift.after_scaled, scale),
            amounts.exact(shift.spare_scaled, scale),
        ]
        for shift in moved.legs
    ]
