"""A reply: what a command found, said once and spelled in each of its forms."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from reports import json_text, table_text

if TYPE_CHECKING:
    from collections.abc import Sequence


class Table(NamedTuple):
    """A table to read.

    Attributes
    ----------
    title : str
    columns : sequence of str
    rows : sequence of sequence of str
        A table without rows is left out.
    """

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class Reply:
    """What a command found.

    Attributes
    ----------
    title : str
        Stands above it in Markdown.
    line : str
        What was looked at.
    sentences : tuple of str
        What was found.
    notes : tuple of str
        How to read it, what is assumed and what is not considered.
    tables : tuple of Table
    document : dict
        The whole of it as plain data, for programs; sentences and notes join it.
    columns, rows : sequence
        Its one table for a spreadsheet.
    stopped : bool
        Whether a limit of time ended the search.
    """

    title: str
    line: str
    sentences: tuple[str, ...]
    notes: tuple[str, ...]
    tables: tuple[Table, ...]
    document: dict[str, Any] = field(repr=False)
    columns: Sequence[str]
    rows: Sequence[Sequence[str]] = field(repr=False)
    stopped: bool = False


def rendered(reply: Reply, form: str) -> str:
    """Return a reply in one of its forms.

    Parameters
    ----------
    reply : Reply
    form : {"text", "json", "csv", "md"}

    Returns
    -------
    str
        With a line feed at its end.
    """
    if form == "json":
        told = {"sentences": list(reply.sentences), "notes": list(reply.notes)}
        return json_text.pretty({**reply.document, **told})
    if form == "csv":
        return table_text.comma_separated(reply.columns, reply.rows)
    shown = [table for table in reply.tables if table.rows]
    parts = _markdown(reply, shown) if form == "md" else _text(reply, shown)
    return "\n\n".join(parts) + "\n"


def _text(reply: Reply, shown: Sequence[Table]) -> list[str]:
    return [
        "\n".join([reply.line, *reply.sentences]),
        "\n".join(reply.notes),
        *(table_text.aligned(title, [columns, *rows]) for title, columns, rows in shown),
    ]


def _markdown(reply: Reply, shown: Sequence[Table]) -> list[str]:
    parts = [f"# {table_text.escape(reply.title)}"]
    told = (f"{reply.line}.", *reply.sentences, *reply.notes)
    parts += [table_text.escape(sentence) for sentence in told]
    for title, columns, rows in shown:
        parts += [f"## {table_text.escape(title)}", table_text.markdown(columns, rows)]
    return parts
