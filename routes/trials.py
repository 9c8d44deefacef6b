"""Trials: what a study tells with sets of changed rows as they are now, each worked out once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routes.conclusions import Conclusions, conclusions
from routes.errors import GraphError
from seeds import mixtures

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from routes.conclusions import Move
    from routes.graph import Layer
    from routes.lenses import Lens
    from seeds import Study
    from seeds.differences import RowName
    from seeds.mixtures import Needs


class Trials:
    """The study before with sets of changed rows, each worked out once."""

    def __init__(
        self,
        base: Study,
        now: Study,
        needs: Needs,
        question: tuple[dt.date | None, Layer, Lens],
    ) -> None:
        self.needs = needs
        self._studies = base, now
        self._question = question
        self._known: dict[frozenset[RowName], Conclusions | None] = {}

    def conclusions(self, chosen: frozenset[RowName]) -> Conclusions | None:
        """Work out what the study tells with some rows and what they need; None if nothing."""
        names = self._with_needs(chosen)
        if names not in self._known:
            mixed = mixtures.mixture(*self._studies, names)
            try:
                self._known[names] = conclusions(mixed, *self._question)
            except GraphError:
                self._known[names] = None
        return self._known[names]

    def make(self, move: Move, target: Conclusions, chosen: frozenset[RowName]) -> bool:
        """Tell whether some rows make a move."""
        found = self.conclusions(chosen)
        return found is not None and move.is_made(found, target)

    def gain(self, row: RowName, first: Conclusions) -> int | None:
        """Give what one row adds to the flow; None where that is no number."""
        found = self.conclusions(frozenset({row}))
        if found is None or found.value is None or first.value is None:
            return None
        return found.value - first.value

    def along(self, chosen: Iterable[RowName]) -> tuple[RowName, ...]:
        """Name what goes along with some rows, sorted."""
        rows = frozenset(chosen)
        return tuple(sorted(self._with_needs(rows) - rows))

    def _with_needs(self, chosen: frozenset[RowName]) -> frozenset[RowName]:
        return chosen.union(*(self.needs.get(name, frozenset()) for name in chosen))
