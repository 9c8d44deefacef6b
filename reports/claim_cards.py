"""Claim cards: for each chokepoint and plan everything that must stand beside the claim."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reports import chokepoint_claims, plan_claims
from reports.assurance import budget_rows, chokepoint_plan, row_of
from reports.card_words import Words
from routes import fields

if TYPE_CHECKING:
    from collections.abc import Mapping

    import routes
    from reports.assurance import Assurance
    from routes.frontier_rows import FrontierRow


@dataclass(frozen=True)
class Part:
    """One thing that a card says.

    Attributes
    ----------
    label : str
        What it is about, such as "Draws".
    text : str
        In sentences.
    evidence : tuple of str
        Ids of the reports that its numbers rest on; empty where they are computed or judged.
    """

    label: str
    text: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True)
class Card:
    """What is claimed of a chokepoint or a plan, with all that belongs to the claim.

    Attributes
    ----------
    kind : {"chokepoint", "plan"}
    title : str
    targets : tuple of str
        Legs and jurisdictions that it is about.
    parts : tuple of Part
        In the order in which they are read.
    numbers : dict
        The same for programs, amounts in units of 1/scale.
    """

    kind: str
    title: str
    targets: tuple[str, ...]
    parts: tuple[Part, ...]
    numbers: dict[str, Any]

    def to_dict(self) -> dict[str, Any]:
        """Give the card as plain data."""
        return {
            "kind": self.kind,
            "title": self.title,
            "targets": list(self.targets),
            "parts": [
                {"label": part.label, "text": part.text, "evidence": list(part.evidence)}
                for part in self.parts
            ],
            "numbers": self.numbers,
        }


def cards(sure: Assurance) -> list[Card]:
    """Make the cards of a report.

    Parameters
    ----------
    sure : Assurance

    Returns
    -------
    list of Card
        First one for each plan of the frontier, the smallest budget first; then one for each leg
        and jurisdiction that is in some minimum cut, the largest loss first.
    """
    words = Words(sure)
    some = sure.results.cut.some
    members = [("leg", leg) for leg in some.legs]
    members += [("jurisdiction", place) for place in some.jurisdictions]
    members.sort(key=lambda member: (-(sure.losses.get(member) or 0), member))
    return [
        *(_plan_card(sure, words, row) for row in budget_rows(sure.results)),
        *(_chokepoint_card(sure, words, *member) for member in members),
    ]


def shared_parts(sure: Assurance) -> list[Part]:
    """Say what holds for every card: who moves first, what is sought, and the data."""
    words = Words(sure)
    return [
        Part("Threat model", words.threat_model()),
        Part("Objective", words.objective()),
        Part("Adversaries", words.adversaries()),
        Part("Data", words.data()),
    ]


def _plan_card(sure: Assurance, words: Words, row: FrontierRow) -> Card:
    plan = row.best.plans[0]
    regret = sure.regrets[plan]
    legs = tuple(dict.fromkeys(target.id for target in plan.targets))
    return Card(
        kind="plan",
        title=plan_claims.title(words, row),
        targets=legs,
        parts=(
            Part("Claim", plan_claims.claim(words, row)),
            Part("Value and bound", plan_claims.bound(words, row)),
            Part("In every, in some", plan_claims.standing(row)),
            Part("Draws", plan_claims.draws(words, regret)),
            Part("Regret", words.regret(regret)),
            *_displacement(words, sure.responses[plan]),
            Part("What would change it", plan_claims.change(words, row)),
            Part("Evidence", plan_claims.evidence(words, legs), words.sources(legs)),
        ),
        numbers={
            "budget_scaled": row.best.budget_scaled,
            "value_scaled": row.best.value_scaled,
            "bound_scaled": row.best.bound_scaled,
            "plans": [list(each.ids) for each in row.best.plans],
            "complete": row.best.complete,
            **_plan_numbers(sure, plan),
        },
    )


def _chokepoint_card(sure: Assurance, words: Words, kind: str, name: str) -> Card:
    results = sure.results
    member = next((m for m in sure.ensemble.members if (m.kind, m.id) == (kind, name)), None)
    plan = chokepoint_plan(results, name) if kind == "leg" else None
    parts = [
        Part(
            "Claim",
            chokepoint_claims.claim(words, kind, name),
            chokepoint_claims.number_sources(words, kind, name),
        )
    ]
    parts.append(Part("In every, in some", chokepoint_claims.standing(words, kind, name)))
    parts.append(Part("Draws", chokepoint_claims.draws(member)))
    if plan is None:
        parts.append(Part("Budget", chokepoint_claims.out_of_reach(kind)))
    else:
        regret = sure.regrets[plan]
        best = row_of(results, plan.cost_scaled)
        parts.append(Part("Value and bound", chokepoint_claims.single_bound(words, regret, best)))
        parts.append(Part("Regret", words.regret(regret)))
        parts += _displacement(words, sure.responses[plan])
    parts.append(Part("What would change it", chokepoint_claims.change(words, kind, name)))
    evidence = words.sources((name,) if kind == "leg" else ())
    parts.append(Part("Evidence", chokepoint_claims.evidence(words, kind, name), evidence))
    return Card(
        kind="chokepoint",
        title=words.member_name(kind, name),
        targets=(name,),
        parts=tuple(parts),
        numbers={
            "kind": kind,
            "in_every": _holds(results.cut.every, kind, name),
            "in_some": True,
            "loss_scaled": sure.losses.get((kind, name)),
            "value_scaled": results.cut.value,
            "draws": _member_numbers(member),
            **({} if plan is None else _plan_numbers(sure, plan)),
        },
    )


def _holds(members: routes.Members, kind: str, name: str) -> bool:
    return name in (members.legs if kind == "leg" else members.jurisdictions)


def _displacement(words: Words, found: routes.Responses | None) -> list[Part]:
    return [] if found is None else [Part("Displacement", words.displacement(found))]


def _member_numbers(member: routes.MemberShares | None) -> Mapping[str, Any] | None:
    if member is None:
        return None
    named = {"present": member.present, "every": member.every, "some": member.some}
    return {name: share.to_dict() for name, share in named.items()}


def _plan_numbers(sure: Assurance, plan: routes.Plan) -> dict[str, Any]:
    """Give what draws and adversaries say of a plan, for programs."""
    regret, found = sure.regrets[plan], sure.responses[plan]
    return {
        "plan": {"legs": list(plan.ids), "cost_scaled": plan.cost_scaled},
        "regret": {
            "compared": regret.compared,
            "mean_scaled": regret.regret.mean_scaled,
            "error_scaled": regret.regret.standard_error_scaled,
            "percentile_95_scaled": regret.regret.quantile(95).value_scaled,
            "worst_scaled": regret.regret.highest_scaled,
        },
        "left_in_draws": {
            "mean_scaled": regret.value.mean_scaled,
            "error_scaled": regret.value.standard_error_scaled,
            "percentile_5_scaled": regret.value.quantile(5).value_scaled,
            "percentile_95_scaled": regret.value.quantile(95).value_scaled,
        },
        "best_compared": regret.best.to_dict(),
        "displacement": None
        if found is None
        else [
            {
                "adversary": row.adversary,
                fields.SCALE: found.scale,
                "after_scaled": row.after_scaled,
                "cut_off_scaled": row.cut_off_scaled,
                "moved_scaled": row.moved_scaled,
                "net_scaled": row.net_scaled,
                "new_hubs": list(row.new_hubs),
            }
            for row in found.rows
        ],
    }
