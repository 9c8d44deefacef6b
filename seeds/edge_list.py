"""An edge list: one table of edges as people have it, read as strictly as the tables of a study."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from seeds import cells, csv_text, edge_columns, edge_rules, headers, schema
from seeds.edge_rules import place_id
from seeds.faults import CellError, DataError, Fault
from seeds.schema import Field

if TYPE_CHECKING:
    from seeds.csv_text import TextRow

_ENDS = ("origin", "destination")
_TEXT = Field("", "text", "", required=True)
_PRESSURE = Field("pressure", "integer", "", minimum=0, maximum=100)


@dataclass(frozen=True)
class Edge:
    """One edge, its cells as text; blank where nothing is said.

    Attributes
    ----------
    row : int
        Line of the edge table.
    id : str
        As given, else made of the ends and the mechanism.
    origin, destination : str
        Ids of jurisdictions.
    capacity, pressure, mechanism, layer, valid_from, valid_to : str
        As written; pressure is a whole percentage.
    """

    row: int
    id: str
    origin: str
    destination: str
    capacity: str
    pressure: str
    mechanism: str
    layer: str
    valid_from: str
    valid_to: str


@dataclass(frozen=True)
class EdgeList:
    """A table of edges.

    Attributes
    ----------
    edges : tuple of Edge
        In the order of the file.
    jurisdictions : dict of str to str
        Id and name of every end, in the order in which they come. The name is the text of the
        cell; the id is the same where it can be one, else made of its letters and digits.
    left_out : tuple of str
        Columns that were not used, as the header spells them.
    """

    edges: tuple[Edge, ...]
    jurisdictions: dict[str, str]
    left_out: tuple[str, ...]


def read(content: bytes, file: str) -> EdgeList:
    r"""Read a table of edges.

    Parameters
    ----------
    content : bytes
        CSV as a study has it. Columns are known by their usual names in capital or small
        letters; `origin`, `destination` and `capacity` are required.
    file : str
        Its name, for the faults.

    Returns
    -------
    EdgeList
        Whether the names are those of real places is not considered.

    Raises
    ------
    DataError
        With every fault of the table, each with row, column and remedy.

    Examples
    --------
    >>> table = read(b"From,To,Weight,Colour\nUnited States,MY,12.5,red\n", "mine.csv")
    >>> table.edges[0].id, table.edges[0].capacity, table.left_out
    ('United_States>MY', '12.5', ('Colour',))
    """
    header: list[str] = []

    def judge(found: list[str]) -> list[headers.Message]:
        header.extend(found)
        return edge_columns.messages(found)

    rows, faults = csv_text.split(file, content, edge_columns.REQUIRED, judge)
    columns = edge_columns.chosen(header)
    faults += [fault for row in rows for fault in _cell_faults(file, row, columns)]
    spoilt = {fault.row for fault in faults}
    faults += edge_rules.faults(file, rows, columns, spoilt)
    if faults:
        raise DataError(faults)
    left_out = [
        name
        for name in header
        if name not in columns.values() and not name.startswith(headers.NOTE_PREFIX)
    ]
    return EdgeList(_edges(rows, columns), _jurisdictions(rows, columns), tuple(left_out))


def _cell_faults(file: str, row: TextRow, columns: dict[str, str]) -> list[Fault]:
    faults = []
    for column, name in columns.items():
        try:
            cells.parse(_field(column), row.cells[name])
        except CellError as error:
            faults.append(Fault(file, row.line, name, str(error)))
            continue
        if column in _ENDS and not place_id(row.cells[name]):
            message = f"'{row.cells[name]}' makes no id. Write it in letters from A to Z."
            faults.append(Fault(file, row.line, name, message))
    return faults


def _field(column: str) -> Field:
    if column in _ENDS:
        return _TEXT
    if column == "pressure":
        return _PRESSURE
    field = schema.column("legs", column)
    return replace(field, required=False) if column == "id" else field


def _jurisdictions(rows: list[TextRow], columns: dict[str, str]) -> dict[str, str]:
    names = [row.cells[columns[end]] for row in rows for end in _ENDS]
    return {place_id(name): name for name in names}


def _edges(rows: list[TextRow], columns: dict[str, str]) -> tuple[Edge, ...]:
    """Give each edge its id; those that are made keep clear of those that are given."""
    told = [{column: row.cells[name] for column, name in columns.items()} for row in rows]
    used = {texts_of.get("id", "") for texts_of in told}
    edges = []
    for row, texts_of in zip(rows, told, strict=True):
        ends = {end: place_id(texts_of[end]) for end in _ENDS}
        leg = texts_of.get("id") or _new_id(ends, texts_of.get("mechanism", ""), used, row.line)
        used.add(leg)
        texts = {column: texts_of.get(column, "") for column in edge_columns.COLUMNS}
        edges.append(Edge(row=row.line, **{**texts, **ends, "id": leg}))
    return tuple(edges)


def _new_id(ends: dict[str, str], mechanism: str, used: set[str], line: int) -> str:
    """Make ``A>B`` or ``A>B.mechanism``, with a number where that is taken."""
    name = ">".join(ends.values()) + (f".{mechanism}" if mechanism else "")
    numbered = (name if copy == 1 else f"{name}.{copy}" for copy in itertools.count(1))
    free = next(word for word in numbered if word not in used)
    return free if len(free) <= edge_rules.LONGEST_ID else f"row-{line}"
