"""Where a command writes: a folder that was meant, and never over the study that it reads."""

from __future__ import annotations

import os
from pathlib import Path

import click

from reports import options

OUT = "--out"


def folder(text: str, study: str | None, option: str = OUT) -> Path:
    """Give the folder that an option names for files.

    Parameters
    ----------
    text : str
        As it was typed. It need not exist, and a link to a folder is followed.
    study : str or None
        Folder of the study that the command reads; None for the packaged one.
    option : str
        Which option, for the message.

    Returns
    -------
    pathlib.Path

    Raises
    ------
    click.BadParameter
        It has no name, or one that is misread elsewhere; it is the root of the file system; or
        it is the study's own folder or that of its scenarios, where results would replace the
        tables or be read as such.
    """
    target = Path(options.named(text, option))
    real = os.path.realpath(target)
    if real == os.path.dirname(real):  # noqa: PTH120  # both are the texts of realpath
        raise click.BadParameter("is the root of the file system; name a folder", param_hint=option)
    if real in _own_folders(study):
        message = f"'{text}' is the study's own folder; choose another"
        raise click.BadParameter(message, param_hint=option)
    return target


def file(text: str, study: str | None) -> Path:
    """Give the file that ``--out`` names; raises as `folder` where it is a file of the study."""
    from seeds import package_file, schema

    target = Path(options.named(text, OUT))
    tables = {table.file for table in schema.tables()} | {package_file.FILE}
    home, scenarios = _own_folders(study)
    beside = os.path.realpath(target.parent)
    if beside == scenarios or (beside == home and target.name.casefold() in tables):
        message = f"'{text}' is a file of the study; choose another"
        raise click.BadParameter(message, param_hint=OUT)
    return target


def _own_folders(study: str | None) -> tuple[str, str]:
    from seeds import scenario_folder

    home = options.place(study)
    return os.path.realpath(home), os.path.realpath(home / scenario_folder.FOLDER)
