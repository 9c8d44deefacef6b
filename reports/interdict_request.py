"""A request for plans: the subject, what may be chosen, and the numbers that bound the choice."""

from __future__ import annotations

from dataclasses import dataclass
from math import gcd
from typing import TYPE_CHECKING, Any

import routes
from reports import interdict_options, question
from reports.subject import Subject
from routes import targets
from routes.frontier import MOST_BUDGETS

if TYPE_CHECKING:
    from reports.interdict_options import Numbers, Words
    from reports.view import View
    from routes.targets import Offer
    from seeds import Study

SCHEMA = "routerisk/interdict/1"


@dataclass(frozen=True)
class Choice:
    """What was chosen by options that are no numbers to be read.

    Attributes
    ----------
    method : str
    legs, measures : bool
        Whether they may be targets.
    everything : bool
        Whether the forms for reading show every plan.
    added_pressure : int or None
        Points that choosing a leg adds; None where it closes the leg.
    inspectors : int
    leaves_percent : int
    """

    method: str
    legs: bool = True
    measures: bool = False
    everything: bool = False
    added_pressure: int | None = None
    inspectors: int = 1
    leaves_percent: int = 5


@dataclass(frozen=True)
class Request:
    """A request for plans.

    Attributes
    ----------
    subject : Subject
    choice : Choice
    numbers : Numbers
    """

    subject: Subject
    choice: Choice
    numbers: Numbers

    def targets(self) -> dict[str, Any]:
        """Give what may be chosen, as the functions of `routes` take it."""
        measures = routes.measures(self.subject.study) if self.choice.measures else {}
        return {
            "legs": self.choice.legs,
            "jurisdictions": self.numbers.jurisdictions,
            "measures": tuple(measures.values()),
        }

    def offers(self) -> tuple[Offer, ...]:
        """List what may be chosen in the graph."""
        return targets.offers(self.subject.graph, **self.targets())

    def most_budgets(self) -> int:
        """Count the budgets of a whole frontier, at most."""
        costs = [offer.target.cost_scaled for offer in self.offers()]
        all_steps = sum(costs) // (gcd(*costs) or 1) + 1
        return min(all_steps, MOST_BUDGETS)

    def head(self) -> dict[str, Any]:
        """Return what is asked as plain data, as far as the method heeds it."""
        head = {"schema": SCHEMA, "method": self.choice.method, **self.subject.head()}
        asked = self.numbers.to_dict()
        asked |= {"legs": self.choice.legs, "measures": self.choice.measures}
        asked |= {"added_pressure_percent": self.choice.added_pressure}
        asked |= {"inspectors": self.choice.inspectors}
        asked |= {"leaves_percent": self.choice.leaves_percent}
        heeded = interdict_options.GOES_WITH[self.choice.method]
        names = interdict_options.PARAMETERS
        if "lens" not in heeded:
            del head["lens"]
        return {**head, "asked": {key: asked[key] for key in asked if names[key] in heeded}}


def request(
    study: Study,
    words: Words,
    choice: Choice,
    view: View,
    *,
    given: str | None,
    as_of: str | None,
) -> Request:
    """Make a request of what options say.

    Parameters
    ----------
    study : Study
        As read.
    words : Words
    choice : Choice
    view : View
    given : str or None
        The scenario that is supposed first.
    as_of : str or None
        Day asked for; without it that scenario's own.

    Returns
    -------
    Request

    Raises
    ------
    click.UsageError
        A word stands for nothing.
    DataError, OSError
        The scenario's file cannot be used or cannot be read.
    routes.GraphError
        The tables make no graph that can be analysed.
    """
    base, name, day = question.base(study, given, as_of)
    graph = routes.build(base, day, view.layer, view.weakest_class)
    legs = sorted(leg for _, _, leg in graph.edges(keys=True))
    numbers = interdict_options.numbers(words, base, legs)
    return Request(Subject(base, name, view, graph), choice, numbers)
