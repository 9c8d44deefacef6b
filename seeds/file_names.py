"""File names: which of them mean the same file on every system, and no option of a command."""

from __future__ import annotations

import re

_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9]) *(\..*)?", re.IGNORECASE)


def objection(name: str) -> str:
    """Say what is wrong with the name of a file or folder.

    Parameters
    ----------
    name : str
        One name, not a path.

    Returns
    -------
    str
        A verb and its object, to be put behind the name; empty where nothing is wrong.

    References
    ----------
    Microsoft, "Naming Files, Paths, and Namespaces", Windows App Development, for the names
    of devices, which stay devices whatever their ending.

    Examples
    --------
    >>> objection("con.toml"), objection("malaysia-shut.toml")
    ('is the name of a device on Windows', '')
    """
    if not name.isprintable():
        return "holds a character that cannot be shown"
    if name.startswith("-"):
        return "begins with '-', as the options of commands do"
    if _DEVICE.fullmatch(name):
        return "is the name of a device on Windows"
    return ""
