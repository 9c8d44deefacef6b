"""A diff as text for the terminal, as Markdown for a review, and as JSON for programs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reports import amounts, diff_plan_words, diff_words, json_text, table_text
from reports.table_text import escape
from seeds.package_file import FILE
from seeds.study import UNDATED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reports.diff_gates import Gate
    from reports.diff_record import Diff
    from reports.reported_answer import ReportedAnswer
    from routes.conclusions import Conclusions

    Table = tuple[str, list[str], list[list[str]]]
    Verdicts = Sequence[tuple[Gate, str]]

SCHEMA = "routerisk/diff/1"
MOST_CELLS = 200
"""Most changed cells that are listed for reading; JSON lists all."""

MOST_CHARACTERS = 60
"""Longest text of a cell for reading."""


def rendered(diff: Diff, verdicts: Verdicts, form: str) -> str:
    """Return a diff in one of its forms.

    Parameters
    ----------
    diff : Diff
    verdicts : sequence of pairs
        Each gate that was asked for, with why it trips; an empty text where it does not.
    form : {"text", "json", "md"}

    Returns
    -------
    str
        With a line feed at its end.
    """
    if form == "json":
        gates = [{"gate": str(gate), "tripped": bool(why), "why": why} for gate, why in verdicts]
        return json_text.pretty({"schema": SCHEMA, **diff.to_dict(), "gates": gates})
    return _markdown(diff, verdicts) if form == "md" else _text(diff, verdicts)


def _text(diff: Diff, verdicts: Verdicts) -> str:
    blocks = ["\n".join(_opening(diff))]
    for title, sentences in _sections(diff, verdicts):
        blocks.append("\n".join([title, *(f"  {sentence}" for sentence in sentences)]))
    blocks += [
        table_text.aligned(title, [columns, *rows]) for title, columns, rows in _tables(diff)
    ]
    return "\n\n".join(blocks) + "\n"


def _markdown(diff: Diff, verdicts: Verdicts) -> str:
    parts = [
        f"# What changed: {escape(diff.now.answer.title)}",
        "  \n".join(map(escape, _opening(diff))),
    ]
    for title, sentences in _sections(diff, verdicts):
        parts += [f"## {title}", "\n".join(f"- {escape(sentence)}" for sentence in sentences)]
    for title, columns, rows in _tables(diff):
        parts += [f"## {title}", table_text.markdown(columns, rows)]
    return "\n\n".join(parts) + "\n"


def _opening(diff: Diff) -> list[str]:
    answer = diff.now.answer
    lines = [
        f"Base: {_told(diff.base.word, diff.base.answer)}",
        f"Now: {_told(diff.now.word, answer)}",
        f"Looked at: {answer.layer} layer, {answer.lens} lens",
    ]
    return lines if diff.files or _moved(diff) else [*lines, "Nothing changed."]


def _moved(diff: Diff) -> bool:
    """Tell whether anything differs but the names of the folders."""
    old, new = diff.base.answer, diff.now.answer
    names = {name: getattr(new, name) for name in ("name", "title", "data_date", "plans")}
    return bool(diff.data) or replace(old, **names) != new


def _told(word: str, answer: ReportedAnswer) -> str:
    source = word if word.isprintable() else repr(word)
    # In a study without dates a day would mean nothing.
    if answer.data_date == UNDATED.isoformat():
        return f"{source} ({answer.title})"
    return f"{source} ({answer.title}, on {answer.as_of}, data to {answer.data_date})"


def _sections(diff: Diff, verdicts: Verdicts) -> list[tuple[str, list[str]]]:
    """Give the titles and sentences that stand before the tables; sections without any left out."""
    old, new = diff.base.answer.headline, diff.now.answer.headline
    tripped = [f"{gate}: {why}" if why else f"{gate}: holds" for gate, why in verdicts]
    sections = [
        ("Answer", [*diff_words.answer(diff), *diff_plan_words.sentences(diff)]),
        ("Headline before, where it differs", [told for told in old if told not in new]),
        ("Headline now, where it differs", [told for told in new if told not in old]),
        ("Why", _why(diff)),
        ("Gates", tripped),
    ]
    return [(title, sentences) for title, sentences in sections if sentences]


def _why(diff: Diff) -> list[str]:
    if diff.why is None:
        return ["A report holds no rows: why something changed can be told of two studies only."]
    told = [
        *diff_words.reasons(diff),
        *diff_plan_words.reasons(diff),
        *diff_words.roots(diff),
    ]
    if diff.why.idle:
        names = diff_words.listed(map(diff_words.row, diff.why.idle))
        told.append(f"Cannot touch flow, chokepoints or route: {names}.")
    return told


def _tables(diff: Diff) -> list[Table]:
    tables: list[Table] = [
        ("What each row does to the flow alone", ["Row", "Change"], _effect_rows(diff)),
        ("Changed data", ["File", "Id", "Kind", "Column", "Base", "Now"], _data_rows(diff)),
        ("Changed files", ["File", "Kind"], _file_rows(diff)),
        ("Layers", ["Layer", "Base", "Now", "In every cut, joined", "left"], _layer_rows(diff)),
    ]
    return [table for table in tables if table[2]]


def _effect_rows(diff: Diff) -> list[list[str]]:
    effects = diff.why.effects if diff.why else ()
    return [
        [
            diff_words.row(effect.row),
            "unknown"
            if effect.gain_scaled is None
            else amounts.signed(effect.gain_scaled, diff.scale),
        ]
        for effect in effects
    ]


def _data_rows(diff: Diff) -> list[list[str]]:
    if diff.data is None:
        return []
    rows = [
        [FILE, "", "changed", cell.column, _short(cell.old), _short(cell.new)]
        for cell in diff.data.settings
    ]
    for change in diff.data.rows:
        cells = change.cells if change.kind == "changed" else ()
        place = [change.name.file, change.id, change.kind]
        rows += [[*place, cell.column, _short(cell.old), _short(cell.new)] for cell in cells]
        rows += [] if cells else [[*place, "", "", ""]]
    for scenario in diff.data.scenarios:
        file = f"scenarios/{scenario.name}.toml"
        rows.append([file, scenario.name, scenario.kind, ", ".join(scenario.parts), "", ""])
    rest = len(rows) - MOST_CELLS
    more = [[f"and {rest} more; JSON lists all", "", "", "", "", ""]] if rest > 0 else []
    return rows[:MOST_CELLS] + more


def _file_rows(diff: Diff) -> list[list[str]]:
    """List the files; beside rows only those in which no row, setting or scenario changed."""
    told = {row[0] for row in _data_rows(diff)}
    if len(told) > MOST_CELLS:
        return []
    note = "changed, but no value in it" if diff.data is not None else "changed"
    return [
        [change.file, note if change.kind == "changed" else change.kind]
        for change in diff.files
        if change.file not in told
    ]


def _short(text: str) -> str:
    return text if len(text) <= MOST_CHARACTERS else f"{text[: MOST_CHARACTERS - 1]}…"


def _layer_rows(diff: Diff) -> list[list[str]]:
    rows = []
    for layer in diff.layers:
        old, new = (
            {*told.every.legs, *told.every.jurisdictions} for told in (layer.before, layer.after)
        )
        rows.append(
            [
                layer.layer,
                _value(layer.before, diff.scale),
                _value(layer.after, diff.scale),
                diff_words.listed(sorted(new - old)),
                diff_words.listed(sorted(old - new)),
            ]
        )
    return rows


def _value(told: Conclusions, scale: int) -> str:
    return "unbounded" if told.value is None else amounts.rounded(told.value, scale)
