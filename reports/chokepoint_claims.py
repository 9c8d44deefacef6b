"""What a claim card says of a chokepoint: what it counts, how surely, and what would change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports import amounts, card_words
from reports.best_plans_text import is_proven
from routes import fields

if TYPE_CHECKING:
    from collections.abc import Callable

    import routes
    from reports.card_words import Words
    from routes.fields import Amount
    from routes.frontier_rows import FrontierRow
    from routes.tipping_rows import Sides


def claim(words: Words, kind: str, name: str) -> str:
    """Say what a chokepoint counts and what is lost without it."""
    results = words.results
    counted = _counted(words, kind, name)
    loss = words.sure.losses.get((kind, name))
    total = words.amount(results.cut.value)
    told = (
        f"Model result: {words.member_name(kind, name)} counts {counted} of the {total} "
        f"{results.unit} in the minimum cut of the {words.layer} layer{words.day}"
    )
    if loss is None or not results.cut.value:
        return f"{told}."
    part = amounts.share(loss, results.cut.value)
    what = "the leg" if kind == "leg" else "the jurisdiction"
    return f"{told}; without {what} alone {words.amount(loss)} ({part}) is lost."


def number_sources(words: Words, kind: str, name: str) -> tuple[str, ...]:
    """List the reports that the numbers of a chokepoint rest on."""
    return words.sources((name,)) if kind == "leg" else ()


def standing(words: Words, kind: str, name: str) -> str:
    """Say whether it is in every or in some minimum cut."""
    every = words.results.cut.every
    held = name in (every.legs if kind == "leg" else every.jurisdictions)
    found = words.results.cuts
    count = found.count if found.complete else f"at least {found.count}"
    which = "every" if held else "some, but not every"
    return f"In {which} minimum cut, for the numbers as given; minimum cuts: {count}."


def draws(member: routes.MemberShares | None) -> str:
    """Say in which share of draws it is there and is a chokepoint."""
    if member is None:
        return "It lets something pass in no draw."
    every, some = card_words.share(member.every), card_words.share(member.some)
    return (
        f"It lets something pass in {card_words.share(member.present)} of {member.every.draws:,} "
        f"draws, and is in every minimum cut in {every}, in some in {some}."
    )


def out_of_reach(kind: str) -> str:
    """Say why no plan closes it."""
    if kind == "jurisdiction":
        return "What closing a jurisdiction takes is in no table, so no plan is made for it."
    return (
        "The Commerce Department cannot close this leg, or no effort is stated for it: no plan, no "
        "regret and no displacement belong to it."
    )


def single_bound(words: Words, regret: routes.PlanRegret, row: FrontierRow | None) -> str:
    """Say what closing it alone leaves beside the best plan of the same effort."""
    effort = words.effort(regret.plan.cost_scaled)
    if row is None or not row.best.plans:
        return f"Closing it takes {effort}; the best plan for that effort was not looked for."
    best = row.best
    if regret.plan in best.plans and is_proven(best):
        return f"Closing it takes {effort}; no plan for that effort leaves less (proven)."
    return (
        f"Closing it takes {effort}; for that effort the best plan closes "
        f"{', '.join(best.plans[0].ids)} and leaves {words.amount(best.value_scaled)}, "
        f"and none leaves less than {words.amount(best.bound_scaled)}."
    )


def change(words: Words, kind: str, name: str) -> str:
    """Say how far its numbers may be off before other chokepoints are named."""
    told = [_flips(words, name) if kind == "leg" else "", _worth(words, name)]
    return " ".join(sentence for sentence in told if sentence) or (
        "No change of one number of it alone is known that would change the headline."
    )


def evidence(words: Words, kind: str, name: str) -> str:
    """Say how well it is documented and where its numbers come from."""
    if kind == "jurisdiction":
        return "The capacity of a jurisdiction has no basis in the tables."
    data = words.legs[name]
    grade = data[fields.EVIDENCE_CLASS] or "not graded"
    low, high = data.get(fields.CAPACITY_LOW), data.get(fields.CAPACITY_HIGH)
    span = ""
    if low is not None and high is not None:
        span = f", between {words.amount(low)} and {words.amount(high)}"
    rows = words.pressing.get(name, [])
    parts = [f"{row['id']} {row['points']:+d}" for row in rows]
    judged = " (judgements)" if all(row["basis"] == "assumed" for row in rows) else ""
    pressed = f", made of {', '.join(parts)}{judged}" if parts else ""
    return (
        f"Evidence class {grade}. Capacity {words.amount(data[fields.CAPACITY])} "
        f"({data[fields.BASIS] or 'no basis given'}){span}; pressure {data[fields.PRESSURE]} %"
        f"{pressed}."
    )


def _counted(words: Words, kind: str, name: str) -> str:
    if kind == "jurisdiction":
        return words.amount(words.graph.nodes[name][fields.NODE_CAPACITY])
    return words.amount(words.legs[name][fields.LENSES[words.results.lens]])


def _flips(words: Words, leg: str) -> str:
    """Say at which values of a number of the leg other chokepoints are named."""
    if not words.sure.tipping.rows:
        return ""
    row = words.sure.tipping.of(leg)
    ways = [
        *_ways("capacity", row.capacity, words.amount),
        *_ways("pressure", row.pressure, _spelt),
    ]
    if not ways:
        return "No other value of its capacity or pressure alone changes what else is a chokepoint."
    return f"Other chokepoints are named once its {' or its '.join(ways)}."


def _ways(name: str, sides: Sides, spell: Callable[[Amount], str]) -> list[str]:
    """Say on which sides of its present value a number changes the headline."""
    ends = []
    if sides.below is not None:
        ends.append(f"{spell(sides.below.value)} or less")
    if sides.above is not None:
        ends.append(f"{spell(sides.above.value)} or more")
    return [f"{name} is {' or '.join(ends)} (now {spell(sides.present)})"] if ends else []


def _spelt(percent: Amount) -> str:
    return f"{percent} %"


def _worth(words: Words, name: str) -> str:
    kinds = {"existence", "capacity", "cost"}
    rows = [row for row in words.worth_asking() if row.id == name and row.kind in kinds]
    if not rows:
        return ""
    told = card_words.listed([f"{row.kind} {words.mean(row.evppi_scaled)}" for row in rows])
    return f"Worth of knowing before a plan is chosen: {told} {words.moved_unit}."
