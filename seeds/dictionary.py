"""The data dictionary: the schema as tables for people."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from seeds import cells, schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

KINDS = {
    "id": "up to 64 letters, digits and the signs `.` `_` `-` `>`, a letter or digit first",
    "text": "one line of text; it cannot begin with `=` `+` `-` `@`",
    "enum": "one word of the list given",
    "quantity": f"digits, with a point and up to {cells.MAX_DECIMALS} decimals if need be, "
    f"or the word `{cells.UNBOUNDED}`",
    "integer": "a whole number, such as 15 or -5",
    "coordinate": "degrees, such as 1.35 or -98.6",
    "date": "a day, written as 2026-07-10",
    "ids": "ids, separated by `;`",
    "texts": "texts, separated by `;`",
    "url": "an address that begins with `http://` or `https://`",
}
"""What a cell of each kind holds."""


def markdown() -> str:
    """Write the data dictionary.

    Returns
    -------
    str
        Markdown: one table of the kinds of cells, then one table for each CSV file of a
        study with column, kind, whether it may be blank, unit and meaning. Rules between
        columns (such as low <= best <= high) are not part of it.

    Examples
    --------
    >>> print(markdown().splitlines()[0])
    | kind | a cell holds |
    """
    kinds = _rows(("kind", "a cell holds"), KINDS.items())
    return "\n\n".join([kinds, *(_section(table) for table in schema.tables())]) + "\n"


def _section(table: schema.TableSchema) -> str:
    need = "required" if table.required else "optional"
    header = ("column", "kind", "required or default", "unit", "meaning")
    body = (
        (f"`{field.name}`", field.kind, _need(field), field.unit or "", _meaning(field))
        for field in table.fields
    )
    return f"### {table.file} ({need})\n\n{table.title}.\n\n{_rows(header, body)}"


def _need(field: schema.Field) -> str:
    if field.required:
        return "required"
    return f"`{field.default}`" if field.default is not None else ""


def _meaning(field: schema.Field) -> str:
    parts = [field.title]
    if field.choices:
        parts.append("One of " + ", ".join(f"`{choice}`" for choice in field.choices))
    if field.minimum is not None and field.maximum is not None:
        parts.append(f"{field.minimum} to {field.maximum}")
    if field.refers_to is not None:
        parts.append(f"Stands in {field.refers_to}.csv")
    return ". ".join(parts)


def _rows(header: Sequence[str], body: Iterable[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *body]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines
    )


if __name__ == "__main__":
    sys.stdout.write(markdown())
