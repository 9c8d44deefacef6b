"""What people read: the offline page, figures, tables and the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.build import build
from reports.export import export
from reports.export_error import ExportError
from reports.notebook import show
from reports.writer import WriteError

__all__ = ["ExportError", "Results", "WriteError", "analyze", "build", "export", "show"]

if TYPE_CHECKING:
    from reports.results import Results, analyze
else:

    def __getattr__(name: str) -> object:
        """Import the analysis when it is first asked for: the command line starts without it."""
        if name in {"Results", "analyze"}:
            from reports import results

            return getattr(results, name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
