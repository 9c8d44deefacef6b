"""Run a command line and tell in which of the project's own functions the time went.

    python -m tests.report_spans TARGET.json report --out risk-report

A function counts what it takes without what functions named here take inside it, and without
imports, which count by themselves; so all parts add up to the whole. What runs in another thread
counts by itself, and waiting for it belongs to the rest. Functions are wrapped when their module
is imported, and nothing is imported for that.
"""

from __future__ import annotations

import builtins
import functools
import importlib
import json
import sys
import threading
import time
from pathlib import Path
from types import FunctionType

BEGUN = time.perf_counter()
IMPORTS = "imports"
REST = "the rest"

ANALYSES = (
    "ensemble",
    "tipping_points",
    "plan_regrets",
    "responses",
    "breakdown",
    "robust_plans",
    "value_of_information",
    "contribution_tipping",
    "sweep",
    "backtest",
    "frontier",
)
PARTS = {
    ("seeds.fingerprint", "fingerprint"): "fingerprint of the study",
    ("reports.program", "computing"): "naming the program",
    ("reports.program", "making"): "naming the program",
    ("reports.result_cache", "_read"): "reading what is kept",
    ("reports.kept_report", "keep"): "keeping the report",
    ("reports.options", "load"): "reading the study",
    ("reports.results", "analyze"): "graph, cuts, routes, centrality",
    **{("routes", name): name for name in ANALYSES},
    ("reports.certainty", "_document"): "claim cards",
    ("reports.page_geometry", "leg_lines"): "lines on the map",
    ("reports.page_geometry", "diagram"): "diagrams",
    ("reports.page_data", "page_data"): "page, its data",
    ("reports.page", "html"): "page",
    ("reports.report_files", "tables"): "tables",
    ("reports.figure", "images"): "figures",
    ("reports.frontier_figure", "images"): "figures",
    ("reports.writer", "write_folder"): "writing",
}
"""Module and function, and the name of the part."""


class Spans:
    """Seconds by part, each without those inside it."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.meanwhile: dict[str, float] = {}
        self._inside = threading.local()
        self._waiting = dict(PARTS)

    def timed(self, part, call):
        """Give a function that does the same and counts."""

        @functools.wraps(call)
        def counted(*arguments, **options):
            begun = time.perf_counter()
            inside = vars(self._inside).setdefault("seconds", [0.0])
            inside.append(0.0)
            try:
                return call(*arguments, **options)
            finally:
                took = time.perf_counter() - begun
                own = took - inside.pop()
                inside[-1] += took
                is_main = threading.current_thread() is threading.main_thread()
                counted_in = self.seconds if is_main else self.meanwhile
                counted_in[part] = counted_in.get(part, 0.0) + own
                if part == IMPORTS:
                    self._wrap()

        return counted

    def _wrap(self) -> None:
        """Wrap the functions of modules that are there by now."""
        for module, name in list(self._waiting):
            found = vars(sys.modules[module]).get(name) if module in sys.modules else None
            # A package may hold a module of the name before it holds the function.
            if isinstance(found, FunctionType) or hasattr(found, "cache_clear"):
                wrapped = self.timed(self._waiting.pop((module, name)), found)
                setattr(sys.modules[module], name, wrapped)


def main() -> None:
    """Run the line, write what it took, and leave with its exit code."""
    target, *line = sys.argv[1:]
    spans = Spans()
    builtins.__import__ = spans.timed(IMPORTS, builtins.__import__)
    importlib.import_module = spans.timed(IMPORTS, importlib.import_module)
    from reports import cli

    code = cli.run(line)
    whole = time.perf_counter() - BEGUN
    parts = dict(spans.seconds)
    told = {
        "seconds": whole,
        "parts": {**parts, REST: whole - sum(parts.values())},
        "meanwhile": dict(spans.meanwhile),
        "modules": _others(),
    }
    Path(target).write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
    raise SystemExit(code)


def _others() -> list[str]:
    """List the modules of other projects that were imported, in the order of that."""
    # The last is what installers leave for every start of Python.
    own = {"seeds", "routes", "geodata", "reports", "tests", "_distutils_hack"}
    return [
        name
        for name, module in list(sys.modules.items())
        if name.partition(".")[0] not in own | set(sys.stdlib_module_names)
        and name.replace(".", "_").isidentifier()
        and getattr(module, "__file__", None)
        and getattr(module, "__spec__", None) is not None
        and module.__spec__.name == name
    ]


if __name__ == "__main__":
    main()
