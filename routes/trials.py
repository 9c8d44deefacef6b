"""Trials: what a study tells with sets of changed rows as they are now, each worked out once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from routes.errors import GraphError
from seeds import mixtures

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from seeds import Study
    from seeds.differences import RowName
    from seeds.mixtures import Needs

Told = TypeVar("Told")


class Trials(Generic[Told]):
    """The study before with sets of changed rows, each worked out once.

    Parameters
    ----------
    base, now : seeds.Study
    needs : mapping of row to rows
        As `seeds.mixtures.needs` gives it.
    tell : callable
        Gives what a study tells; a graph that cannot be built tells nothing.
    """

    def __init__(
        self, base: Study, now: Study, needs: Needs, tell: Callable[[Study], Told]
    ) -> None:
        self.needs = needs
        self._studies = base, now
        self._tell = tell
        self._known: dict[frozenset[RowName], Told | None] = {}

    def told(self, chosen: frozenset[RowName]) -> Told | None:
        """Work out what the study tells with some rows and what they need; None if nothing."""
        names = self._with_needs(chosen)
        if names not in self._known:
            mixed = mixtures.mixture(*self._studies, names)
            try:
                self._known[names] = self._tell(mixed)
            except GraphError:
                self._known[names] = None
        return self._known[names]

    def give(self, wanted: Callable[[Told], bool], chosen: frozenset[RowName]) -> bool:
        """Tell whether what the study tells with some rows is as wanted."""
        found = self.told(chosen)
        return found is not None and wanted(found)

    def along(self, chosen: Iterable[RowName]) -> tuple[RowName, ...]:
        """Name what goes along with some rows, sorted."""
        rows = frozenset(chosen)
        return tuple(sorted(self._with_needs(rows) - rows))

    def _with_needs(self, chosen: frozenset[RowName]) -> frozenset[RowName]:
        return chosen.union(*(self.needs.get(name, frozenset()) for name in chosen))
