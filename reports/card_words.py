"""Words that every claim card shares: names, amounts, shares, regret and displacement."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import routes
from reports import amounts, ask_first, asked_number
from reports.headline import LAYER_WORDS
from routes import fields
from routes.dates import day_of
from routes.rows import rows_by_id
from seeds.study import UNDATED

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from reports.assurance import Assurance
    from routes.fields import Amount

_PERCENT = 100

_ADVERSARIES = {
    "static": "one who changes nothing",
    "learning": "one who learns over rounds",
    "logit": "one who chooses with error (logit)",
    "best response": "one who responds best",
}


class Words:
    """Names and numbers of an assurance as a reader wants them.

    Parameters
    ----------
    sure : Assurance
    """

    def __init__(self, sure: Assurance) -> None:
        self.sure = sure
        self.results = sure.results
        self.graph = sure.results.graph
        self.scale = sure.results.study.scale
        self.legs = {leg: data for _, _, leg, data in self.graph.edges(keys=True, data=True)}
        self._ends = {leg: (start, end) for start, end, leg in self.graph.edges(keys=True)}

    @property
    def moved_unit(self) -> str:
        """The unit of what moves."""
        return self.results.study.capacity_unit

    @property
    def day(self) -> str:
        """When this is said of: nothing in a study without dates."""
        undated = self.results.study.data_date == UNDATED
        return "" if undated else f" on {self.graph.graph[fields.AS_OF]}"

    @property
    def layer(self) -> str:
        """The layer as a reader knows it."""
        return LAYER_WORDS[self.graph.graph[fields.LAYER]]

    @cached_property
    def pressing(self) -> dict[str, list[dict[str, Any]]]:
        """Contributions to the pressure on each leg on the day."""
        study = self.results.study
        table = {row["id"]: row for row in rows_by_id(study.pressure)}
        found: dict[str, list[dict[str, Any]]] = {}
        rows = routes.contributions(study, day_of(self.graph.graph[fields.AS_OF]))
        for leg, contribution in zip(rows["leg"], rows["contribution"], strict=True):
            found.setdefault(leg, []).append(table[contribution])
        return found

    def amount(self, scaled: Amount | None) -> str:
        """Spell an amount; None has no bound."""
        return amounts.rounded("unbounded" if scaled is None else scaled, self.scale)

    def mean(self, scaled: float | None) -> str:
        """Spell a mean amount; None has no bound."""
        return self.amount(None if scaled is None else round(scaled))

    def effort(self, scaled: int) -> str:
        """Spell an effort with its unit."""
        return f"{amounts.rounded(scaled, self.scale)} {self.results.study.effort_unit}"

    def place_name(self, place: str) -> str:
        """Give the name of a jurisdiction."""
        return str(self.graph.nodes[place][fields.NAME])

    def leg_name(self, leg: str) -> str:
        """Name a leg by its ends and its id."""
        start, end = self._ends[leg]
        return f"{self.place_name(start)} to {self.place_name(end)} ({leg})"

    def member_name(self, kind: str, name: str) -> str:
        """Name a leg or a jurisdiction."""
        return self.leg_name(name) if kind == "leg" else f"{self.place_name(name)} ({name})"

    @cached_property
    def names(self) -> dict[tuple[str, str], str]:
        """Names of legs and jurisdictions, by kind and id."""
        legs = {("leg", leg): self.leg_name(leg) for leg in self.legs}
        places = {("jurisdiction", place): self.place_name(place) for place in self.graph}
        return legs | places

    def worth_asking(self) -> list[routes.InformationValue]:
        """List the numbers that are worth knowing before the main plan is chosen."""
        asked = self.sure.asked
        if asked is None:
            return []
        return ask_first.worth_asking(asked.information, len(asked.information.rows))

    def number_name(self, row: routes.InformationValue) -> str:
        """Name a number that is drawn."""
        return asked_number.as_question(row, self.names)

    def leg_names(self, legs: Sequence[str]) -> str:
        """Name some legs."""
        return listed([self.leg_name(leg) for leg in legs])

    def sources(self, legs: Iterable[str]) -> tuple[str, ...]:
        """List the reports that the legs and the pressure on them rest on."""
        named = {report for leg in legs for report in self.legs[leg][fields.EVIDENCE]}
        named |= {report for leg in legs for report in self._reasons(leg)}
        return tuple(sorted(named))

    def _reasons(self, leg: str) -> set[str]:
        return {report for row in self.pressing.get(leg, ()) for report in row["evidence"]}

    def threat_model(self) -> str:
        """Say who moves first and what each side sees."""
        return (
            "The Commerce Department moves first and closes legs at a stated effort, for sure. "
            "Whoever moves goods then sees what is closed and takes any open leg of the graph up "
            "to its capacity. Legs that nobody has reported cannot be taken."
        )

    def objective(self) -> str:
        """Say what is made least."""
        layer = self.graph.graph[fields.LAYER]
        what = "pass" if self.sure.moved == "passing" else "move before enforcement is counted"
        return (
            f"As few {self.moved_unit} as possible {what} in the {self.layer} layer{self.day}, "
            f"within a budget of effort. Layers other than {layer} are not counted."
        )

    def adversaries(self) -> str:
        """Say what those who respond are assumed to do."""
        found = next((each for each in self.sure.responses.values() if each), None)
        return "" if found is None else " ".join(found.assumptions)

    def data(self) -> str:
        """Say of when the data are and how often they were drawn."""
        study, ensemble = self.results.study, self.sure.ensemble
        dated = "" if study.data_date == UNDATED else f"Data to {study.data_date.isoformat()}. "
        return (
            f"{dated}{ensemble.draws:,} draws (seed {ensemble.seed}); +/- is their Monte Carlo "
            "standard error and says nothing of how far the assumptions are off. "
            + " ".join(ensemble.assumptions)
        )

    def regret(self, found: routes.PlanRegret) -> str:
        """Say what it costs, over the draws, to have chosen this plan."""
        if not found.compared:
            return "No other plan of this budget was compared."
        told = found.regret
        others = counted(found.compared, "other plan")
        if told.mean_scaled is None:
            return (
                f"Beside {others} of this budget: in some draws it leaves a flow without a bound."
            )
        return (
            f"Beside {others} of this budget it leaves {self.mean(told.mean_scaled)} more (+/- "
            f"{self.mean(told.standard_error_scaled)}) than the best of the draw on average, "
            f"{self.amount(told.quantile(95).value_scaled)} or more in one draw of twenty, "
            f"{self.amount(told.highest_scaled)} at worst; it is the best in {share(found.best)}."
        )

    def displacement(self, found: routes.Responses) -> str:
        """Say what four kinds of adversary do about a plan."""
        first = found.rows[0]
        if not first.cut_off_scaled:
            return "Nothing that flows is cut off, so nothing is displaced."
        cut_off = f"{self.amount(first.cut_off_scaled)} of {self.amount(first.before_scaled)}"
        others = [row for row in found.rows if row.adversary != "static"]
        if not any(row.moved_scaled for row in others):
            return (
                f"Cut off: {cut_off}; displacement ratio 0: neither one who learns, nor one who "
                "chooses with error (logit), nor one who responds best finds another way."
            )
        told = [f"{_ADVERSARIES[row.adversary]} {self._reappearing(row)}" for row in others]
        return (
            f"Cut off: {cut_off}, all of it stopped if nobody re-routes. Of this come back: "
            f"{listed(told)}."
        )

    def _reappearing(self, row: routes.Response) -> str:
        ratio = row.displacement_ratio
        part = "" if ratio is None else amounts.share(ratio.numerator, ratio.denominator)
        hubs = ""
        if row.new_hubs:
            hubs = f", through the new hub{'s' * (len(row.new_hubs) > 1)} {listed(row.new_hubs)}"
        net = self.amount(row.net_scaled)
        return f"{self.amount(row.moved_scaled)} ({part}; net effect {net}{hubs})"


def share(found: routes.Share) -> str:
    """Spell a share of draws with its error.

    Examples
    --------
    >>> share(routes.Share(50, 100))
    '50.0 % (+/- 5.0)'
    """
    return f"{_PERCENT * found.share:.1f} % (+/- {_PERCENT * found.standard_error:.1f})"


def listed(words: Sequence[str]) -> str:
    """Join words as a sentence does.

    Examples
    --------
    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def counted(number: int, noun: str) -> str:
    """Give a number with its noun."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
