"""Plans: sets of targets within a budget, and which targets all, some or none of them hold."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from routes.targets import Target

Standing = Literal["essential", "in some", "in none", "not seen"]
"""In every optimal plan, in some, in none; or in none of those listed, where not all are."""


@dataclass(frozen=True)
class Plan:
    """What to interdict.

    Attributes
    ----------
    targets : tuple of Target
        By kind and id.
    cost_scaled : int
        What they take together, in units of 1/scale.
    """

    targets: tuple[Target, ...]
    cost_scaled: int

    @classmethod
    def of(cls, targets: Iterable[Target]) -> Plan:
        """Make a plan of some targets."""
        ordered = tuple(sorted(targets))
        return cls(ordered, sum(target.cost_scaled for target in ordered))

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of its targets, in their order."""
        return tuple(target.id for target in self.targets)


def in_order(plans: Iterable[Plan]) -> tuple[Plan, ...]:
    """Sort plans: fewest targets first, then least cost, then by kind and id."""
    return tuple(
        sorted(plans, key=lambda plan: (len(plan.targets), plan.cost_scaled, plan.targets))
    )


def standings(
    offered: Iterable[Target],
    plans: Collection[Plan],
    *,
    complete: bool,
    needed: Collection[Target] = (),
) -> dict[Target, Standing]:
    """Tell which targets all, some or none of the optimal plans hold.

    Parameters
    ----------
    offered : iterable of Target
    plans : collection of Plan
        Optimal plans of which no target can be spared. Every optimal plan contains one of them,
        so a target that all of them hold is in every optimal plan.
    complete : bool
        Whether these are all such plans. If not, another plan may do without a target of them all.
    needed : collection of Target
        Targets without which no plan is optimal, as was found in another way.

    Returns
    -------
    dict of Target to {"essential", "in some", "in none", "not seen"}
        In the order of the targets.

    Examples
    --------
    >>> from routes.targets import Target
    >>> b, c, d = (Target("leg", name, 100) for name in "bcd")
    >>> plans = [Plan.of([b, c]), Plan.of([b])]
    >>> list(standings([b, c, d], plans, complete=True).values())
    ['essential', 'in some', 'in none']
    """
    counts = Counter(target for plan in plans for target in plan.targets)
    found: dict[Target, Standing] = {}
    for target in sorted(offered):
        count = counts[target]
        if count == 0:
            found[target] = "in none" if complete else "not seen"
        elif target in needed or (complete and count == len(plans)):
            found[target] = "essential"
        else:
            found[target] = "in some"
    return found
