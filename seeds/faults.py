"""Faults: what is wrong with a study's files, where, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

MAX_COMPARED = 1_000
"""Most spellings among which a close one is looked for; comparing is slow."""


@dataclass(frozen=True, order=True)
class Fault:
    """One fault of one cell, row or file.

    ``row`` is the line number that an editor shows (the header is line 1) and 0 where the
    whole file is meant; ``column`` is the header's name and empty where the whole row is meant.
    """

    file: str
    row: int
    column: str
    message: str

    def __str__(self) -> str:
        place = self.file
        if self.row:
            place += f":{self.row}"
        column = f"{self.column} " if self.column else " "
        return printable(f"{place}:{column}{self.message}")


class CellError(ValueError):
    """A cell that does not hold what its column asks for; the message says what to do."""


class DataError(ValueError):
    """A study that cannot be used as it stands, with every fault found in it.

    Attributes
    ----------
    faults : tuple of Fault
        All faults, in the order of file, row and column.
    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__(self.faults)  # the argument with which a copy is made

    def __str__(self) -> str:
        return "\n".join(str(fault) for fault in self.faults)


def printable(text: str) -> str:
    """Spell out what could steer a terminal: headers and file names may hold anything."""
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode()
        for character in text
    )


def suggestion(text: str, known: Collection[str], names: Mapping[str, str] | None = None) -> str:
    """Say which known id was probably meant.

    Case apart, an id or another spelling of it is always found; a close one is looked for
    among at most ``MAX_COMPARED`` spellings.

    Parameters
    ----------
    text : str
        What was typed.
    known : collection of str
        The ids that would have been accepted.
    names : mapping of str to str, optional
        Other spellings (names, aliases) and the id that each stands for. The first
        spelling of an id is shown as its name.

    Returns
    -------
    str
        `` Did you mean 'TW' (Taiwan)?`` with a leading blank, or an empty text when
        nothing is close. Suggestions are never applied by the reader.

    Examples
    --------
    >>> suggestion("TWN", ["TW", "US"], {"Taiwan": "TW", "TWN": "TW"})
    " Did you mean 'TW' (Taiwan)?"
    """
    spellings = {word.casefold(): word for word in sorted(known)}
    other = {word.casefold(): target for word, target in sorted((names or {}).items())}
    folded = text.casefold()
    target = other.get(folded) or spellings.get(folded)
    if target is None:
        if len(spellings) + len(other) > MAX_COMPARED:
            return ""
        import difflib

        close = difflib.get_close_matches(folded, sorted({*spellings, *other}), n=1, cutoff=0.6)
        if not close:
            return ""
        target = spellings.get(close[0]) or other[close[0]]
    name = next((word for word, owner in (names or {}).items() if owner == target), "")
    label = f" ({name})" if name else ""
    return f" Did you mean '{target}'{label}?"
