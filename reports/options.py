"""Options: what the commands share, from the words on the line to what they stand for."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from seeds import Study

# The same words as in routes.fields, written out because help must not wait for that package.
LENSES = ("passing", "volume", "effort")
LAYERS = ("goods", "service", "ownership", "licensed")
CLASSES = ("A", "B", "C", "D", "E")

study_argument = click.argument("study", required=False, metavar="[STUDY]")
as_of_option = click.option(
    "--as-of",
    metavar="DATE",
    help="Day (2026-07-10) or month (2026-07) to look at; default: the data's date.",
)
lens_option = click.option(
    "--lens",
    type=click.Choice(LENSES),
    default="passing",
    show_default=True,
    help="What a cut adds up: passing capacity, volume without pressure, or effort.",
)
layer_option = click.option(
    "--layer",
    type=click.Choice(LAYERS),
    default="goods",
    show_default=True,
    help="The kind of movement.",
)
scenario_option = click.option(
    "--scenario",
    metavar="NAME",
    help="Suppose a scenario of the study, by its name, or one in a TOML file.",
)
given_option = click.option(
    "--given",
    metavar="NAME",
    help="Suppose a scenario first, so that the study before the change is that one.",
)
weakest_class_option = click.option(
    "--weakest-class",
    type=click.Choice(CLASSES),
    help="Keep only legs whose evidence is of this class or stronger; default: all legs.",
)
format_option = click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json", "csv", "md")),
    default="text",
    show_default=True,
    help="text for reading, json for programs, csv for a spreadsheet, md for a review.",
)


def examples(*lines: str) -> str:
    """Lay out examples one a line; the first sign has click keep the lines as they are."""
    return "\n".join(["\b", "Examples:", *(f"  {line}" for line in lines)])


def named(text: str, option: str) -> str:
    """Refuse a place without a name, and one that another system or command would misread."""
    from pathlib import PurePath

    from seeds import file_names

    if not text.strip():
        # It would be the present folder by mistake.
        raise click.BadParameter("name a folder", param_hint=option)
    for part in PurePath(text).parts:
        objection = file_names.objection(part)
        if objection:
            raise click.BadParameter(f"{part!r} {objection}", param_hint=option)
    return text


def load(study: str | None) -> Study:
    """Read the study that a command names, or the packaged one."""
    import seeds

    return seeds.load(study)


def place(study: str | None) -> Path:
    """Give the folder of the study that a command names, or of the packaged one."""
    import importlib.resources
    from pathlib import Path

    from seeds import schema

    if study is not None:
        return Path(study)
    return Path(str(importlib.resources.files("seeds") / schema.DEFAULT_STUDY))


def checked_day(text: str | None, option: str = "--as-of") -> str | None:
    """Refuse a day that cannot be read as a mistake of usage."""
    from routes.dates import day_of
    from routes.errors import GraphError

    if text is not None:
        try:
            day_of(text)
        except GraphError as error:
            raise click.BadParameter(str(error), param_hint=option) from None
    return text


@contextlib.contextmanager
def progress(total: int) -> Iterator[Callable[[str], None]]:
    """Show a bar on standard error while that is a terminal; yields the step to call."""
    from tqdm import tqdm

    form = "{desc} {bar} {n}/{total}"
    with tqdm(total=total, disable=None, file=sys.stderr, leave=False, bar_format=form) as bar:

        def step(name: str) -> None:
            bar.set_description(name)
            bar.update()

        yield step
