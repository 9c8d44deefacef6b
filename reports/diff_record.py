"""A diff: everything that changed between two sides, and why."""

from __future__ import annotations

import importlib.metadata
import math
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

from reports import diff_plans
from routes import fields
from routes.attribution import Attribution, attribution
from routes.conclusions import Conclusions, conclusions
from seeds.differences import Differences, differences
from seeds.roots import Root, roots
from seeds.scales import on_one_scale

if TYPE_CHECKING:
    from reports.diff_plans import DiffPlans
    from reports.diff_side import Side
    from reports.view import View
    from seeds import Study


@dataclass(frozen=True)
class FileChange:
    """One input file whose content differs."""

    file: str
    kind: Literal["added", "removed", "changed"]


@dataclass(frozen=True)
class LayerChange:
    """What one layer tells on either side."""

    layer: str
    before: Conclusions
    after: Conclusions


@dataclass(frozen=True)
class Diff:
    """Two sides and what is between them.

    Attributes
    ----------
    base, now : Side
    scale : int
        Common to both; divide amounts by it.
    files : tuple of FileChange
    data : Differences or None
        None where a side is a report, from which rows cannot be told.
    roots : tuple of Root
        What stands behind capacities that changed.
    layers : tuple of LayerChange
        Every layer that has legs on either side, on that side's day; empty where a side is a
        report.
    why : Attribution or None
        None where a side is a report.
    plans : DiffPlans or None
        None where they were not asked for.
    """

    base: Side
    now: Side
    scale: int
    files: tuple[FileChange, ...]
    data: Differences | None
    roots: tuple[Root, ...]
    layers: tuple[LayerChange, ...]
    why: Attribution | None
    plans: DiffPlans | None

    def values(self) -> tuple[int | None, int | None]:
        """Give the flow on either side in units of 1/scale; None where unbounded."""
        told = (self.base.answer, self.now.answer)
        before, after = (
            None if answer.value is None else answer.value * (self.scale // answer.scale)
            for answer in told
        )
        return before, after

    def share(self) -> Fraction | None:
        """Give the change of the flow as a share of what it was; None of nothing or unbounded."""
        before, after = self.values()
        return None if not before or after is None else Fraction(after - before, before)

    def shifts(self, which: Literal["every", "some"], kind: str) -> dict[str, tuple[str, ...]]:
        """Give the chokepoints of a kind that joined or left every or some minimum cut."""
        old = set(getattr(self.base.answer, which)[kind])
        new = set(getattr(self.now.answer, which)[kind])
        return {"joined": tuple(sorted(new - old)), "left": tuple(sorted(old - new))}

    def to_dict(self) -> dict[str, Any]:
        """Return the diff as plain data, amounts in units of 1/scale."""
        return {
            "routerisk_version": importlib.metadata.version("routerisk"),
            "base": _side(self.base),
            "now": _side(self.now),
            "layer": self.now.answer.layer,
            "lens": self.now.answer.lens,
            "scale": self.scale,
            "data": {
                "files": [asdict(change) for change in self.files],
                "rows_told": self.data is not None,
                **({} if self.data is None else self.data.to_dict()),
            },
            "answer": self._answer(),
            "roots": [asdict(root) for root in self.roots],
            "layers": [asdict(layer) for layer in self.layers],
            "why": None if self.why is None else self.why.to_dict(),
            "plans": None if self.plans is None else self.plans.to_dict(),
        }

    def _answer(self) -> dict[str, Any]:
        before, after = self.values()
        share = self.share()
        return {
            "flow": {
                "base_scaled": before,
                "now_scaled": after,
                "gain_scaled": None if before is None or after is None else after - before,
                "gain_per_million": None if share is None else round(share * 10**6),
            },
            "chokepoints": {
                which: {kind: self.shifts(which, kind) for kind in ("leg", "jurisdiction")}
                for which in ("every", "some")
            },
            **{
                name: {
                    "base": getattr(self.base.answer, name),
                    "now": getattr(self.now.answer, name),
                }
                for name in ("status", "route", "assumed_percent", "headline")
            },
        }


def _side(side: Side) -> dict[str, Any]:
    answer = side.answer
    return {
        "source": side.word,
        "study": answer.name,
        "title": answer.title,
        "unit": answer.unit,
        "as_of": answer.as_of,
        "data_date": answer.data_date,
        "inputs_sha256": dict(answer.inputs_sha256),
    }


def diff(
    base: Side, now: Side, view: View, as_of: str | None, budget: Fraction | None = None
) -> Diff:
    """Compare two sides.

    Parameters
    ----------
    base, now : Side
    view : View
    as_of : str or None
        With the view, how they were analysed.
    budget : Fraction, optional
        Effort within which the best plans are compared; without it they are not.

    Returns
    -------
    Diff

    Raises
    ------
    click.UsageError
        A side does not tell about plans within the budget.
    routes.GraphError
        Where the tables make no graph that can be analysed.
    """
    files = _file_changes(base, now)
    scale = math.lcm(base.answer.scale, now.answer.scale)
    plans = None if budget is None else diff_plans.compared(base, now, view, as_of, budget)
    if base.study is None or now.study is None:
        return Diff(base, now, scale, files, None, (), (), None, plans)
    why = attribution(base.study, now.study, as_of=as_of, layer=view.layer, lens=view.lens)
    layers = _layer_changes(*on_one_scale(base.study, now.study), view, as_of)
    data = differences(base.study, now.study)
    return Diff(base, now, scale, files, data, roots(now.study, data), layers, why, plans)


def _file_changes(base: Side, now: Side) -> tuple[FileChange, ...]:
    old, new = base.answer.inputs_sha256, now.answer.inputs_sha256
    found = []
    for name in sorted({*old, *new}):
        if name not in old:
            found.append(FileChange(name, "added"))
        elif name not in new:
            found.append(FileChange(name, "removed"))
        elif old[name] != new[name]:
            found.append(FileChange(name, "changed"))
    return tuple(found)


def _layer_changes(
    base: Study, now: Study, view: View, as_of: str | None
) -> tuple[LayerChange, ...]:
    from routes.dates import day_of

    used = {*base.legs["layer"], *now.legs["layer"]}
    day = None if as_of is None else day_of(as_of)
    return tuple(
        LayerChange(
            layer,
            conclusions(base, day, layer, view.lens),
            conclusions(now, day, layer, view.lens),
        )
        for layer in fields.LAYERS
        if layer in used
    )
