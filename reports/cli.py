"""The command line: results on standard output, everything else on standard error."""

from __future__ import annotations

import gc
import io
import sys
from typing import TYPE_CHECKING

import click

from reports.command_list import Commands, WaitingGroup
from reports.exit_codes import BAD_DATA, BUG, CANNOT_ACCESS, FINE, INTERRUPTED, USAGE

if TYPE_CHECKING:
    from collections.abc import Sequence

RARE_COLLECTION = 200_000
"""Newly made objects after which the collector of cycles runs."""


@click.group(
    cls=WaitingGroup,
    commands=Commands(),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="STUDY is a folder of tables; without it the packaged study is analysed. "
    "Exit codes: 0 fine, 1 a gate tripped, 2 usage, 3 bad data, 4 cannot read or write, 70 a bug.",
)
@click.version_option(package_name="routerisk", message="%(package)s %(version)s")
def routerisk() -> None:
    """Find where routes of export-controlled AI GPUs could be cut, and how sure that is."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code."""
    # A run is short and makes few cycles: looking for them as often as Python does by default
    # took a fifth of the time of a report.
    gc.set_threshold(RARE_COLLECTION)
    # A result is a file for programs: UTF-8 with line feeds, whatever the locale.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    raise SystemExit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    try:
        code: int | None = routerisk.main(arguments, prog_name="routerisk", standalone_mode=False)
    except (click.exceptions.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return USAGE
    except SystemExit as left:
        # Click leaves with 1 when the reader of its output has gone; 1 is kept for gates.
        return CANNOT_ACCESS if left.code else FINE
    except Exception as error:  # noqa: BLE001  # every way to fail has its exit code
        return _failed(error)
    return code or FINE


def _failed(error: Exception) -> int:
    """Say on standard error what went wrong and return the exit code for it."""
    import traceback

    from routes.errors import GraphError
    from seeds.faults import DataError

    if isinstance(error, (DataError, GraphError)):
        click.echo(str(error), err=True)
        return BAD_DATA
    if isinstance(error, OSError):
        click.echo(str(error), err=True)
        return CANNOT_ACCESS
    traceback.print_exception(error)
    click.echo("This is a bug in routerisk; the lines above say where.", err=True)
    return BUG
