"""A side of a comparison: what BASE or NOW names, read and analysed the same way."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from reports import git_folder, json_text, options, reported_answer
from reports.git_folder import Revision

if TYPE_CHECKING:
    from reports.reported_answer import ReportedAnswer
    from reports.view import View
    from seeds import Study

RESULTS = "results.json"

Place = Path | Revision


@dataclass(frozen=True)
class Source:
    """What a command names, read.

    Attributes
    ----------
    word : str
        As it was typed; a name for what was not.
    content : Study or ReportedAnswer
        A study, or the results of a report.
    """

    word: str
    content: Study | ReportedAnswer = field(repr=False)

    @property
    def report(self) -> ReportedAnswer | None:
        """The results of a report; None for a study."""
        from reports.reported_answer import ReportedAnswer

        return self.content if isinstance(self.content, ReportedAnswer) else None


@dataclass(frozen=True)
class Side:
    """One side, with what a report of it says; the study is None where only a report is at hand."""

    word: str
    study: Study | None = field(repr=False)
    answer: ReportedAnswer


def sources(base: str, now: str | None) -> tuple[Source, Source]:
    """Read what BASE and NOW name.

    Parameters
    ----------
    base : str
        A results.json, a folder with one, a study folder, or a revision. A revision is one of the
        repository in which the other side lies, or else the present folder; its path is, if not
        named, that of the other side.
    now : str or None
        The same; without it the packaged study, or beside a revision with a path that folder in
        the working tree.

    Returns
    -------
    tuple of Source

    Raises
    ------
    click.UsageError
        A revision or its folder does not exist.
    seeds.DataError, OSError
        A side cannot be used or cannot be read.
    """
    old = _place(base)
    name, new = _default(old) if now is None else (now, _place(now))
    return _read(base, old, new), _read(name, new, old)


def side(source: Source, view: View, as_of: str | None) -> Side:
    """Analyse a study as a report of it would; a report is at hand already."""
    from reports.report_files import document
    from reports.reported_answer import ReportedAnswer
    from reports.results import analyze

    if isinstance(source.content, ReportedAnswer):
        return Side(source.word, None, source.content)
    results = analyze(source.content, as_of=as_of, layer=view.layer, lens=view.lens)
    # Spelled and read again, so that both kinds of sides go the same way.
    told = reported_answer.answer(json.loads(json_text.pretty(document(results))), RESULTS)
    return Side(source.word, source.content, told)


def _place(word: str) -> Place:
    return git_folder.revision(word) or Path(word)


def _default(base: Place) -> tuple[str, Place]:
    """Choose NOW where it is not named."""
    if isinstance(base, Revision) and base.path is not None:
        return base.path or ".", git_folder.top(Path()) / base.path
    packaged = options.place(None)
    return packaged.name, packaged


def _read(word: str, place: Place, beside: Place) -> Source:
    import seeds

    if isinstance(place, Revision):
        return Source(word, _at_revision(place, beside))
    for file in (place / RESULTS, place):
        if file.is_file():
            return Source(word, reported_answer.read(file))
    return Source(word, seeds.load(place))


def _at_revision(place: Revision, beside: Place) -> Study:
    import seeds

    path = place.path
    if isinstance(beside, Revision):
        path = beside.path if path is None else path
        near = options.place(None) if path is None else Path()
    else:
        near = beside
    repository = git_folder.top(near)
    if path is None:
        path = git_folder.within(near, repository)
    return seeds.load(git_folder.read(repository, place.rev, path))
