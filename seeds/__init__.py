"""What is claimed, and who says so: tables, their schema, the strict reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

__all__ = ["DataError", "Fault", "Scenario", "Study", "as_known", "load"]

if TYPE_CHECKING:
    from seeds.faults import DataError, Fault
    from seeds.scenarios import Scenario
    from seeds.study import Study, load
    from seeds.vintage import as_known
else:
    # No module may be called like one of these: importing it would take the name's place.
    _HOMES = {
        "DataError": "faults",
        "Fault": "faults",
        "Scenario": "scenarios",
        "Study": "study",
        "as_known": "vintage",
        "load": "study",
    }

    def __getattr__(name: str) -> object:
        """Import what is asked for when it first is: who looks at file names needs no reader."""
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        import importlib

        return getattr(importlib.import_module(f"seeds.{_HOMES[name]}"), name)

    def __dir__() -> list[str]:
        """List the names that wait, too."""
        return sorted({*globals(), *_HOMES})
