"""Tables of results as CSV files that open safely in a spreadsheet program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports import finding_tables, imprint, network_tables, plan_table, table_text

if TYPE_CHECKING:
    from reports.results import Results


def content(results: Results) -> dict[str, bytes]:
    """Return the tables by file name, and the imprint beside them.

    Parameters
    ----------
    results : Results

    Returns
    -------
    dict of str to bytes
        UTF-8 with line feeds. Amounts are in the study's units with all their decimals, or the
        word unbounded; a blank is unknown. A text that a spreadsheet program would run as a
        formula is kept a text by a quotation mark before it.
    """
    tables = (
        network_tables.legs(results),
        network_tables.jurisdictions(results),
        finding_tables.chokepoints(results),
        plan_table.plans(results),
        finding_tables.routes(results),
    )
    files = {
        f"{table.name}.csv": table_text.comma_separated(
            (column.name for column in table.columns), table.texts()
        ).encode("utf-8")
        for table in tables
    }
    return files | imprint.file(results)
