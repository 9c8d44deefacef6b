"""An answer: what a change does to a study on a day, in a layer, through a lens."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import routes
from reports import change_words, comparison_section
from reports.compared import compared
from reports.idle_change import idle_changes
from routes import fields

if TYPE_CHECKING:
    from reports.compared import Compared
    from reports.idle_change import IdleChange
    from reports.question import Question
    from reports.view import View


@dataclass(frozen=True)
class Answer:
    """A question with what came out.

    Attributes
    ----------
    question : Question
    view : View
    compared : Compared
    idle : tuple of IdleChange
        What the change names without effect.
    """

    question: Question
    view: View
    compared: Compared
    idle: tuple[IdleChange, ...]

    @property
    def as_of(self) -> str:
        """The day that was looked at."""
        return str(self.compared.before.graph[fields.AS_OF])

    def to_dict(self) -> dict[str, Any]:
        """Return the change and what it does as plain data, amounts in units of 1/scale."""
        return {
            "as_of": self.as_of,
            "asked": change_words.plain(self.question.change),
            "without_effect": [asdict(idle) for idle in self.idle],
            "sentences": comparison_section.sentences(self.compared),
            "comparison": self.compared.comparison.to_dict(),
        }

    def head(self) -> dict[str, Any]:
        """Return what was asked about, as plain data: the same for all answers to one line."""
        return self.view.to_dict(self.question.study, self.question.given)

    def line(self) -> str:
        """Say what was looked at."""
        return self.view.line(self.question.study, self.as_of, self.question.given)


def answered(question: Question, view: View) -> Answer:
    """Answer a question.

    Parameters
    ----------
    question : Question
    view : View

    Returns
    -------
    Answer
        How an evader might respond with legs that are not in the study is not considered.

    Raises
    ------
    routes.GraphError
        Where the tables make no graph that can be analysed.
    """
    changed = routes.suppose(question.study, question.change)
    before, after = (
        routes.build(study, question.as_of, view.layer, view.weakest_class)
        for study in (question.study, changed)
    )
    pair = compared(before, after, view.lens)
    return Answer(question, view, pair, idle_changes(question.study, question.change, pair))
