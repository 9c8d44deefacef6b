"""The kept report: what was made of the same files before, so that it need not be made again."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reports import program, scenario_files
from reports.result_cache import Shelf, folder

if TYPE_CHECKING:
    from collections.abc import Mapping

    from routes.graph import Layer
    from routes.lenses import Lens

MOST_BYTES = 8_000_000
"""Of all files together; what is larger is made anew each time."""


def _program() -> dict[str, str]:
    return program.computing() | program.making()


_SHELF = Shelf("report", _program, most_entries=20)


@dataclass(frozen=True)
class Made:
    """What a report consists of.

    Attributes
    ----------
    opening : tuple of str
        The sentences that it opens with.
    files : mapping of name to content
    """

    opening: tuple[str, ...]
    files: Mapping[str, bytes]


@dataclass(frozen=True)
class Asked:
    """What is asked of a study, in the words of the command line.

    Attributes
    ----------
    as_of, scenario : str or None
        A scenario by its name or by the path of its file.
    lens : {"passing", "volume", "effort"}
    layer : {"goods", "service", "ownership", "licensed"}
    draws : int
    """

    as_of: str | None
    lens: Lens
    layer: Layer
    scenario: str | None
    draws: int


def find(study: str | None, asked: Asked) -> Made | None:
    """Give the report that was kept for the files of a study and a question.

    Parameters
    ----------
    study : str or None
        Its folder; None for the packaged one.
    asked : Asked

    Returns
    -------
    Made or None
        None where nothing is kept for these very bytes, this program and its libraries; also where
        a file cannot be read, of which whoever reads the study then says what is wrong.
    """
    if folder() is None:
        return None
    from seeds.faults import DataError
    from seeds.fingerprint import fingerprint

    try:
        taken = fingerprint(study)
        digests = {**taken.sha256, **_of_scenario(asked.scenario)}
    except (DataError, OSError):
        return None
    told = _SHELF.find(_content(taken.name, digests, asked))
    if told is None:
        return None
    return Made(
        tuple(told["opening"]),
        {name: _content_of(*kept) for name, kept in told["files"].items()},
    )


def keep(name: str, sha256: Mapping[str, str], asked: Asked, made: Made) -> None:
    """Keep a report.

    Parameters
    ----------
    name : str
        Of the study.
    sha256 : mapping of file name to hexadecimal digest
        As the study that was read tells them, with that of the scenario's file: what was in the
        files when they were read, and not what is there now.
    asked : Asked
    made : Made
    """
    if sum(map(len, made.files.values())) <= MOST_BYTES:
        files = {name: _told(content) for name, content in made.files.items()}
        _SHELF.keep(_content(name, sha256, asked), {"opening": list(made.opening), "files": files})


def _told(content: bytes) -> tuple[str, str]:
    """Put the content of a file into words of JSON: text as it is, which is soonest read again."""
    try:
        return "text", content.decode("utf-8")
    except UnicodeDecodeError:
        return "base64", base64.b64encode(content).decode("ascii")


def _content_of(form: str, told: str) -> bytes:
    return told.encode("utf-8") if form == "text" else base64.b64decode(told)


def _content(name: str, sha256: Mapping[str, str], asked: Asked) -> dict[str, Any]:
    return {"study": name, "sha256": dict(sha256), "asked": vars(asked)}


def _of_scenario(word: str | None) -> dict[str, str]:
    """Give the digest of the file that a scenario is read from, if it is not one of the study."""
    if word is None or not word.endswith(scenario_files.ENDING):
        return {}
    from seeds import scenario_folder

    file = Path(word)
    return {file.name: hashlib.sha256(scenario_folder.file_content(file)).hexdigest()}
