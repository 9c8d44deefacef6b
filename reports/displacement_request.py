"""A request for responses: the plans that are asked about, what is assumed, and the answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import click

import routes
from reports import interdict_options, options, question
from reports.option_faults import OptionFaults
from reports.plan_words import FIRST_PLANS
from reports.subject import Subject
from seeds.faults import suggestion

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from decimal import Decimal

    import networkx as nx

    from reports.view import View
    from routes.targets import Kind
    from seeds import Study

SCHEMA = "routerisk/displacement/1"
EXAMPLE = "routerisk displacement --budget 3"
REGULATORS = 3


@dataclass(frozen=True)
class Words:
    """What was typed, as far as it must be read.

    Attributes
    ----------
    legs, close, measures : tuple of str
        Ids of what a plan holds.
    budget : str or None
        Effort for plans that are looked for instead.
    rationality : str
    further_as_of : str or None
        Day whose legs may be opened.
    """

    legs: tuple[str, ...]
    close: tuple[str, ...]
    measures: tuple[str, ...]
    budget: str | None
    rationality: str
    further_as_of: str | None

    def names_targets(self) -> bool:
        """Tell whether a plan is named."""
        return bool(self.legs or self.close or self.measures)


@dataclass(frozen=True)
class Request:
    """What is asked.

    Attributes
    ----------
    subject : Subject
    named : routes.Plan or None
        The plan that is named; None where the best within a budget are looked for.
    budget : Decimal or None
        In the study's unit of effort.
    rounds : int or None
        Of the chase; None without one.
    habits : dict
        What is assumed of those who respond, as `routes.responses` takes it.
    further : networkx.MultiDiGraph or None
    further_as_of : str or None
    """

    subject: Subject
    named: routes.Plan | None
    budget: Decimal | None
    rounds: int | None
    habits: dict[str, Any]
    further: nx.MultiDiGraph[str] | None = field(repr=False)
    further_as_of: str | None

    def steps(self) -> int:
        """Count the steps until the answer, at most."""
        plans = FIRST_PLANS if self.named is None else 1
        return plans + REGULATORS * (self.rounds or 0)

    def head(self) -> dict[str, Any]:
        """Return what is asked as plain data."""
        asked = {
            "targets": self.named and [[each.kind, each.id] for each in self.named.targets],
            "budget": None if self.budget is None else f"{self.budget.normalize():f}",
            "rounds": self.rounds,
            "further_as_of": self.further_as_of,
            **self.habits,
            "rationality": str(self.habits["rationality"]),
        }
        return {"schema": SCHEMA, **self.subject.head(), "asked": asked}


@dataclass(frozen=True)
class Answered:
    """What was found.

    Attributes
    ----------
    request : Request
    interdiction : routes.Interdiction or None
        How the plans were found, if they were looked for.
    responses : tuple of routes.Responses
        Of the plan that was named, or of the first of the best plans; empty where no plan does
        anything or the flow is unbounded.
    chase : routes.Chase or None
    """

    request: Request
    interdiction: routes.Interdiction | None
    responses: tuple[routes.Responses, ...]
    chase: routes.Chase | None


def request(
    study: Study,
    words: Words,
    view: View,
    *,
    rounds: int | None,
    habits: dict[str, int],
    given: str | None,
    as_of: str | None,
) -> Request:
    """Make a request of what options say.

    Parameters
    ----------
    study : Study
        As read.
    words : Words
    view : View
    rounds : int or None
    habits : dict of str to int
        All but the rationality.
    given : str or None
        The scenario that is supposed first.
    as_of : str or None

    Returns
    -------
    Request

    Raises
    ------
    click.UsageError
        Neither a plan nor a budget is named, or both, or a word stands for nothing.
    DataError, OSError
        The scenario's file cannot be used or cannot be read.
    routes.GraphError
        The tables make no graph that can be analysed.
    """
    if words.names_targets() == (words.budget is not None):
        raise click.UsageError(
            f"name a plan with --leg, --close and --measure, or a budget: {EXAMPLE}"
        )
    if rounds is not None and words.budget is None:
        raise click.UsageError("--rounds: a chase needs --budget, which is spent in every round")
    base, name, day = question.base(study, given, as_of)
    graph = routes.build(base, day, view.layer, view.weakest_class)
    faults = OptionFaults()
    budget = None
    if words.budget is not None:
        budget = interdict_options.amount(words.budget, "--budget", "", faults)
    rationality = interdict_options.amount(words.rationality, "--rationality", "", faults)
    named = _named(words, graph, set(base.measures["id"]), faults)
    if faults.lines:
        raise faults.refusal()
    further = None
    if words.further_as_of is not None:
        other = options.checked_day(words.further_as_of, "--further-as-of")
        further = routes.build(base, other, view.layer, view.weakest_class)
    return Request(
        subject=Subject(base, name, view, graph),
        named=named,
        budget=budget,
        rounds=rounds,
        habits={**habits, "rationality": rationality},
        further=further,
        further_as_of=words.further_as_of,
    )


def answered(asked: Request, step: Callable[[str], None]) -> Answered:
    """Answer a request.

    Parameters
    ----------
    asked : Request
    step : callable
        Called after each plan, and after each round of the chase.

    Returns
    -------
    Answered
    """
    subject, habits = asked.subject, asked.habits
    lens, found, chased = subject.view.lens, None, None
    plans: tuple[routes.Plan, ...] = (asked.named,) if asked.named else ()
    if asked.budget is not None:
        found = routes.interdict(subject.graph, asked.budget, lens=lens)
        plans = tuple(plan for plan in found.plans[:FIRST_PLANS] if plan.targets)
    measures = routes.measures(subject.study).values()
    told = []
    for plan in plans:
        told.append(
            routes.responses(
                subject.graph,
                plan,
                lens=lens,
                measures=measures,
                further=asked.further,
                **habits,
            )
        )
        step(", ".join(plan.ids))
    if asked.rounds is not None and asked.budget is not None:
        chased = routes.chase(
            subject.graph,
            asked.rounds,
            asked.budget,
            lens=lens,
            rationality=habits["rationality"],
            moved_percent=habits["moved_percent"],
            step=step,
        )
    return Answered(asked, found, tuple(each for each in told if each is not None), chased)


def _named(
    words: Words, graph: nx.MultiDiGraph[str], measures: Collection[str], faults: OptionFaults
) -> routes.Plan | None:
    """Make a plan of what is named; what it costs plays no part, so it is not looked up."""
    if not words.names_targets():
        return None
    kinds: list[tuple[Kind, str, tuple[str, ...], Collection[str]]] = [
        ("leg", "--leg", words.legs, {leg for _, _, leg in graph.edges(keys=True)}),
        ("jurisdiction", "--close", words.close, set(graph)),
        ("measure", "--measure", words.measures, measures),
    ]
    targets = set[routes.Target]()
    for kind, option, names, known in kinds:
        for name in names:
            if name not in known:
                message = f"'{name}' is not there on that day.{suggestion(name, known)}"
                faults.add(option, "", message)
            targets.add(routes.Target(kind, name, 0))
    return routes.Plan.of(targets)
