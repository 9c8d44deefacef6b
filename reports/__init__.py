"""What people read: the offline page, figures, tables and the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

__all__ = ["ExportError", "Results", "WriteError", "analyze", "build", "export", "show"]

if TYPE_CHECKING:
    from reports.export_error import ExportError
    from reports.export_forms import export
    from reports.notebook import show
    from reports.report_files import build
    from reports.results import Results, analyze
    from reports.writer import WriteError
else:
    # No module may be called like one of these: importing it would take the name's place.
    _HOMES = {
        "ExportError": "export_error",
        "Results": "results",
        "WriteError": "writer",
        "analyze": "results",
        "build": "report_files",
        "export": "export_forms",
        "show": "notebook",
    }

    def __getattr__(name: str) -> object:
        """Import what is asked for when it first is: the command line's help waits for none."""
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        import importlib

        return getattr(importlib.import_module(f"reports.{_HOMES[name]}"), name)

    def __dir__() -> list[str]:
        """List the names that wait, too."""
        return sorted({*globals(), *_HOMES})
