"""Displacement as text for the terminal, and its other spellings."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from reports import amounts, json_text, plan_words, table_text
from reports.card_words import counted, listed
from reports.reply import Table

if TYPE_CHECKING:
    from decimal import Decimal
    from fractions import Fraction

    import routes
    from reports.subject import Subject
    from routes.chase_rows import Campaign
    from routes.response_rows import Response

SCHEMA = "routerisk/displacement/1"
GAINING_SHOWN = 3
"""Legs of each row that the forms for reading show, those that gain most."""

COLUMNS = (
    "adversary",
    "before",
    "cut_off",
    "comes_back",
    "displacement_ratio",
    "blocked",
    "after",
    "net_effect",
    "new_hubs",
)
TITLES = (
    "Adversary",
    "Cut off",
    "Comes back",
    "Ratio",
    "Blocked",
    "After",
    "Net effect",
    "New hubs",
    "Legs that gain most",
)
CHASE_TITLES = (
    "Regulator",
    "Leaves on average",
    "Least",
    "Most",
    "Comes back",
    "Hubs touched",
    "New hubs",
    "Cycle",
)
CHOSEN = (
    "Plans within the budget choose among single legs. Of several best plans one is looked at; "
    "others leave as little once everybody responds best, but may displace otherwise."
)
UNBOUNDED = (
    "What moves before the plan is unbounded, so what it cuts off, and what of it comes back, "
    "cannot be told."
)


@dataclass(frozen=True)
class Displaced:
    """What those who are met do about a plan, with what was asked.

    Attributes
    ----------
    subject : Subject
    plan : routes.Plan
    effort : Decimal or None
        The budget of which it is the best plan; None where its targets were named.
    rounds : int
        Of the chase; 0 where none was asked for.
    responses : routes.Responses or None
        None where what moves before is unbounded.
    chase : routes.Chase or None
        None where none was asked for, or what moves before is unbounded.
    """

    subject: Subject
    plan: routes.Plan
    effort: Decimal | None
    rounds: int
    responses: routes.Responses | None = field(repr=False)
    chase: routes.Chase | None = field(repr=False)

    def amount(self, scaled: int | Fraction) -> str:
        """Spell an amount as a reader wants it."""
        return amounts.rounded(round(scaled), self.subject.scale)


def rendered(told: Displaced, form: str) -> str:
    """Return displacement in one of its forms.

    Parameters
    ----------
    told : Displaced
    form : {"text", "json", "csv", "md"}
        csv holds one row for each adversary, none where what moves before is unbounded.

    Returns
    -------
    str
        With a line feed at its end.
    """
    if form == "json":
        return json_text.pretty(_document(told))
    if form == "csv":
        found = told.responses.rows if told.responses else ()
        return table_text.comma_separated(COLUMNS, [_csv_row(told, row) for row in found])
    return _as_markdown(told) if form == "md" else _as_text(told)


def _document(told: Displaced) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        **told.subject.head(),
        "asked": {
            "budget": None if told.effort is None else f"{told.effort.normalize():f}",
            "rounds": told.rounds,
        },
        "plan": [{"kind": target.kind, "id": target.id} for target in told.plan.targets],
        "responses": told.responses and told.responses.to_dict(),
        "chase": told.chase and told.chase.to_dict(),
        "sentences": _sentences(told),
        "notes": _assumptions(told),
    }


def _sentences(told: Displaced) -> list[str]:
    """Say what is interdicted, what that cuts off, and its net effect by adversary."""
    names = told.subject.target_names()
    targets = [names[target.kind, target.id] for target in told.plan.targets]
    what = f"Interdicted: {', '.join(targets) or 'nothing'}"
    if told.effort is not None:
        budget = f"{told.effort.normalize():f} {told.subject.effort_unit}"
        what += f", a best plan within {budget}"
    if told.responses is None:
        return [f"{what}.", UNBOUNDED]
    first = told.responses.rows[0]
    cut_off = f"{told.amount(first.cut_off_scaled)} of {told.amount(first.before_scaled)}"
    unit = told.subject.unit
    if not first.cut_off_scaled:
        return [f"{what}.", f"Cut off: {cut_off} {unit}, so nothing is displaced."]
    net = [f"{told.amount(row.net_scaled)} ({row.adversary})" for row in told.responses.rows]
    return [
        f"{what}.",
        f"Cut off: {cut_off} {unit}; the net effect, what moves less afterwards, is {listed(net)}.",
    ]


def _tables(told: Displaced) -> list[Table]:
    tables = []
    if told.responses is not None:
        rows = [_cells(told, row) for row in told.responses.rows]
        tables.append(Table("What comes back, by adversary", TITLES, rows))
    if told.chase is not None:
        rows = [_campaign_cells(told, each) for each in told.chase.campaigns]
        title = f"The chase over {counted(told.rounds, 'round')}, by regulator"
        tables.append(Table(title, CHASE_TITLES, rows))
    return tables


def _cells(told: Displaced, row: Response) -> list[str]:
    scaled = (row.blocked_scaled, row.after_scaled, row.net_scaled)
    gaining = [
        f"{shift.leg} {amounts.signed(shift.gain_scaled, told.subject.scale)}"
        for shift in row.gaining[:GAINING_SHOWN]
    ]
    return [
        row.adversary,
        told.amount(row.cut_off_scaled),
        told.amount(row.moved_scaled),
        _share(row.displacement_ratio),
        *(told.amount(each) for each in scaled),
        ", ".join(row.new_hubs) or "none",
        ", ".join(gaining) or "none",
    ]


def _campaign_cells(told: Displaced, each: Campaign) -> list[str]:
    return [
        each.regulator,
        told.amount(each.mean_scaled),
        told.amount(each.least_scaled),
        told.amount(each.most_scaled),
        _share(each.displacement_ratio),
        ", ".join(each.hubs_touched) or "none",
        ", ".join(each.new_hubs) or "none",
        _cycle(told, each),
    ]


def _cycle(told: Displaced, each: Campaign) -> str:
    if each.cycle is None:
        return "none seen"
    length = counted(each.cycle.length, "round")
    mean = told.amount(each.cycle.mean_scaled)
    return f"{length} from round {each.cycle.first_round}, {mean} on average"


def _share(ratio: Fraction | None) -> str:
    return "nothing cut off" if ratio is None else amounts.share(ratio.numerator, ratio.denominator)


def _assumptions(told: Displaced) -> list[str]:
    """List what the tables rest on, each sentence once."""
    chosen = () if told.effort is None else (CHOSEN, plan_words.COSTS)
    parts = [each.assumptions for each in (told.responses, told.chase) if each is not None]
    return list(dict.fromkeys(sentence for part in (chosen, *parts) for sentence in part))


def _as_text(told: Displaced) -> str:
    lines = [told.subject.line(), *_sentences(told)]
    for title, titles, rows in _tables(told):
        lines += ["", table_text.aligned(title, [titles, *rows])]
    rests = _assumptions(told)
    lines += ["", "What this rests on", *(f"  {sentence}" for sentence in rests)] if rests else []
    return "\n".join(lines) + "\n"


def _as_markdown(told: Displaced) -> str:
    blocks = [table_text.escape(line) for line in (told.subject.line(), *_sentences(told))]
    for title, titles, rows in _tables(told):
        blocks += [table_text.escape(title), table_text.markdown(titles, rows)]
    rests = _assumptions(told)
    if rests:
        blocks.append("What this rests on:")
        blocks.append("\n".join(f"* {table_text.escape(line)}" for line in rests))
    return "\n\n".join(blocks) + "\n"


def _csv_row(told: Displaced, row: Response) -> list[str]:
    """Spell a row for programs: the ratio from 0 to 1, amounts in the study's unit."""
    scale, ratio = told.subject.scale, row.displacement_ratio
    spelled = "" if ratio is None else f"{float(ratio):.6f}".rstrip("0").rstrip(".")
    later = (row.blocked_scaled, row.after_scaled, row.net_scaled)
    return [
        row.adversary,
        *(
            amounts.exact(each, scale)
            for each in (row.before_scaled, row.cut_off_scaled, row.moved_scaled)
        ),
        spelled,
        *(amounts.exact(each, scale) for each in later),
        ", ".join(row.new_hubs),
    ]
