"""The step summary: Markdown that a run on GitHub shows beside its log."""

from __future__ import annotations

import os
from pathlib import Path

VARIABLE = "GITHUB_STEP_SUMMARY"
"""Names the file to which a step of a run appends its summary."""

MAX_BYTES = 512 * 1024
"""Half of what GitHub shows of one step; a longer summary would be refused as a whole."""

CUT = "\n\nThe summary is cut here: it is longer than a summary may be. The log has all of it.\n"


def add(markdown: str) -> None:
    """Append Markdown to the step's summary, where the run has one.

    Parameters
    ----------
    markdown : str

    Raises
    ------
    reports.writer.WriteError
        The file cannot be written.
    """
    from reports import writer

    name = os.environ.get(VARIABLE)
    if name:
        file = Path(name)
        taken = file.stat().st_size if file.exists() else 0
        writer.append(file, fitted(markdown, MAX_BYTES - taken))


def fitted(markdown: str, room_bytes: int) -> bytes:
    r"""Return Markdown that takes up no more than the room there is.

    Parameters
    ----------
    markdown : str
    room_bytes : int

    Returns
    -------
    bytes
        UTF-8. What is too long ends after a whole line and says that it was cut; where there is no
        room even for that, nothing is left.

    Examples
    --------
    >>> fitted("short\n", 100)
    b'short\n'
    """
    content = markdown.encode("utf-8")
    if len(content) <= room_bytes:
        return content
    room = room_bytes - len(CUT.encode("utf-8"))
    if room < 0:
        return b""
    return content[: content.rfind(b"\n", 0, room) + 1] + CUT.encode("utf-8")
