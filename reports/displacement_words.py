"""Responses and the chase in words: sentences, and rows of tables to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports import amounts
from reports.reply import Table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    import routes
    from reports.subject import Subject

MODEL = "(model result)"
MOST_LEGS = 10
"""So many legs that gain are shown, those that gain most under any adversary."""

MOST_ROUNDS = 12
"""So many rounds are shown in the forms for reading."""

RESPONSE_TITLES = (
    "Plan",
    "Adversary",
    "Cut off",
    "Reappears",
    "Net effect",
    "Moves then",
    "Displaced",
    "New hubs",
)
CSV_COLUMNS = (
    "plan",
    "targets",
    "adversary",
    "before",
    "cut_off",
    "moved",
    "blocked",
    "after",
    "net",
    "displacement_ratio",
    "new_hubs",
)


def response_sentences(found: routes.Responses, subject: Subject) -> list[str]:
    """Say what a plan does, from the least to the most able adversary."""
    scale, first = found.scale, found.rows[0]
    what = ", ".join(name for _, name in found.targets)
    opening = (
        f"Plan: {what}. Of {amounts.rounded(first.before_scaled, scale)} {subject.unit} that move "
        f"{MODEL} it cuts off {amounts.rounded(first.cut_off_scaled, scale)}."
    )
    if not first.cut_off_scaled:
        return [opening, "Nothing is lost at the target, so nothing is displaced."]
    net = sorted(row.net_scaled for row in found.rows)
    displaced = _between_shares([row.displacement_ratio for row in found.rows])
    less = (
        f"Net effect: {_between(net[0], net[-1], scale)} less, depending on how those who are cut "
        f"off respond; displacement {displaced}."
    )
    return [opening, less, _hubs(found)]


def _hubs(found: routes.Responses) -> str:
    told = [f"{', '.join(row.new_hubs)} ({row.adversary})" for row in found.rows if row.new_hubs]
    return f"New hubs: {'; '.join(told)}." if told else "No new hub is used by any of them."


def response_rows(found: Sequence[routes.Responses]) -> list[list[str]]:
    """Give a row for each plan and adversary, for reading."""
    return [
        [
            str(number),
            row.adversary,
            *(
                amounts.rounded(units, each.scale)
                for units in (
                    row.cut_off_scaled,
                    row.moved_scaled,
                    row.net_scaled,
                    row.after_scaled,
                )
            ),
            _share(row.displacement_ratio),
            ", ".join(row.new_hubs),
        ]
        for number, each in enumerate(found, start=1)
        for row in each.rows
    ]


def csv_rows(found: Sequence[routes.Responses]) -> list[list[str]]:
    """Give the same with all decimals, for a spreadsheet; lists are parted by semicolons."""
    return [
        [
            str(number),
            ";".join(name for _, name in each.targets),
            row.adversary,
            *(
                amounts.exact(units, each.scale)
                for units in (
                    row.before_scaled,
                    row.cut_off_scaled,
                    row.moved_scaled,
                    row.blocked_scaled,
                    row.after_scaled,
                    row.net_scaled,
                )
            ),
            "" if row.displacement_ratio is None else f"{float(row.displacement_ratio):.6f}",
            ";".join(row.new_hubs),
        ]
        for number, each in enumerate(found, start=1)
        for row in each.rows
    ]


def gains(found: routes.Responses, subject: Subject) -> Table:
    """List the legs that gain most, under each adversary who moves."""
    moving = found.rows[1:]
    gain = {
        row.adversary: {shift.leg: shift.gain_scaled for shift in row.gaining} for row in moving
    }
    legs = {leg for gained in gain.values() for leg in gained}
    ordered = sorted(legs, key=lambda leg: (-max(g.get(leg, 0) for g in gain.values()), leg))
    names = subject.leg_names()
    rows = [
        [
            names.get(leg, leg),
            *(amounts.signed(gained.get(leg, 0), found.scale) for gained in gain.values()),
        ]
        for leg in ordered[:MOST_LEGS]
    ]
    more = "" if len(ordered) <= MOST_LEGS else f", the first {MOST_LEGS} of {len(ordered)}"
    titles = ["Leg", *(name.capitalize() for name in gain)]
    return Table(f"Legs that gain after the first plan{more}", titles, rows)


def learning(found: routes.Responses) -> Table:
    """Follow the one who learns, until nothing more changes."""
    told = [each for each in found.rounds if each.moved_scaled or each.stopped_scaled][:MOST_ROUNDS]
    rows = [
        [
            str(each.round),
            *(
                amounts.rounded(units, found.scale)
                for units in (
                    each.moved_scaled,
                    each.stopped_scaled,
                    each.waiting_scaled,
                    each.after_scaled,
                )
            ),
            ", ".join(each.opened),
        ]
        for each in told
    ]
    titles = ["Round", "Found a way", "Tried and stopped", "Waits", "Moves then", "Opened"]
    return Table("The one who learns, first plan", titles, rows)


def chase_sentences(found: routes.Chase, subject: Subject) -> list[str]:
    """Say what each kind of regulator achieves on average, and whether rounds repeat."""
    mean = {
        each.regulator: amounts.rounded(round(each.mean_scaled), found.scale)
        for each in found.campaigns
    }
    rounds = len(found.campaigns[0].rounds)
    budget = f"{amounts.rounded(found.budget_scaled, found.scale)} {subject.effort_unit}"
    means = (
        f"The chase, {rounds} rounds with {budget} in each: on average {mean['myopic']} "
        f"{subject.unit} move at the end of a round if the regulator follows what moved last, "
        f"{mean['forward-looking']} if it looks ahead, {mean['no one']} if no one acts {MODEL}."
    )
    circles = [
        f"The {each.regulator} regulator goes in a circle of {each.cycle.length} rounds from round "
        f"{each.cycle.first_round} on, for ever."
        for each in found.campaigns
        if each.cycle is not None and each.cycle.length > 1
    ]
    return [means, *circles]


def chase_tables(found: routes.Chase) -> list[Table]:
    """Give averages, and the first rounds of those who act."""
    scale = found.scale
    averages = [
        [
            each.regulator,
            amounts.rounded(round(each.mean_scaled), scale),
            amounts.rounded(each.least_scaled, scale),
            amounts.rounded(each.most_scaled, scale),
            _share(each.displacement_ratio),
            str(len(each.hubs_touched)),
            ", ".join(each.new_hubs),
            "" if each.cycle is None else f"{each.cycle.length} from {each.cycle.first_round}",
        ]
        for each in found.campaigns
    ]
    rounds = [
        [
            str(one.round),
            campaign.regulator,
            amounts.rounded(one.cut_off_scaled, scale),
            amounts.rounded(one.moved_scaled, scale),
            amounts.rounded(one.after_scaled, scale),
            ", ".join(one.plan.ids) or "nothing",
        ]
        for campaign in found.campaigns[1:]
        for one in campaign.rounds[:MOST_ROUNDS]
    ]
    count = len(found.campaigns[0].rounds)
    more = "" if count <= MOST_ROUNDS else f", the first {MOST_ROUNDS} rounds of {count}"
    titles = ["Regulator", "Mean", "Least", "Most", "Displaced", "Hubs", "New hubs", "Repeats"]
    return [
        Table("The chase: what moves at the end of a round", titles, averages),
        Table(
            f"The chase, round by round{more}",
            ["Round", "Regulator", "Cut off", "Found a way", "Moves then", "Plan"],
            rounds,
        ),
    ]


def _share(ratio: Fraction | None) -> str:
    return "" if ratio is None else amounts.share(ratio.numerator, ratio.denominator)


def _between_shares(ratios: Sequence[Fraction | None]) -> str:
    known = sorted(ratio for ratio in ratios if ratio is not None)
    low, high = _share(known[0]), _share(known[-1])
    return high if low == high else f"from {low} to {high}"


def _between(low: int, high: int, scale: int) -> str:
    texts = amounts.rounded(low, scale), amounts.rounded(high, scale)
    return texts[1] if texts[0] == texts[1] else f"{texts[0]} to {texts[1]}"
