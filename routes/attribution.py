"""An attribution: which changed rows of a study moved what it tells."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from routes.bearing import bearing
from routes.conclusions import Conclusions, Move, conclusions, moves
from routes.dates import day_of
from routes.errors import CertificateError
from routes.minimal_sets import MAX_SUBSETS, MAX_TRIALS, minimal_sets
from routes.trials import Trials
from seeds import mixtures
from seeds.differences import RowName, differences
from seeds.scales import on_one_scale

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    import pandas as pd

    from routes.graph import Layer
    from routes.lenses import Lens
    from routes.minimal_sets import Proof
    from seeds import Study


@dataclass(frozen=True)
class RowSet:
    """Changed rows that together move something.

    Attributes
    ----------
    rows : tuple of RowName
    along : tuple of RowName
        Changed rows that go along so that every name is found, such as the evidence of a new leg;
        they move nothing by themselves.
    """

    rows: tuple[RowName, ...]
    along: tuple[RowName, ...]


@dataclass(frozen=True)
class Reason:
    """Why one conclusion moved.

    Attributes
    ----------
    move : Move
    proof : {"smallest", "irreducible", "unfinished"}
        As of `routes.minimal_sets`.
    sets : tuple of RowSet
        Each alone, applied to the study before, moves the conclusion to where it is now.
    """

    move: Move
    proof: Proof
    sets: tuple[RowSet, ...]


@dataclass(frozen=True)
class Effect:
    """What one changed row does alone.

    Attributes
    ----------
    row : RowName
    gain_scaled : int or None
        What it, with the rows that it needs, adds to the flow of the study before, in units of
        1/scale; None where a side is unbounded or no graph can be built so. Effects of several
        rows need not add up.
    """

    row: RowName
    gain_scaled: int | None


@dataclass(frozen=True)
class Attribution:
    """Why conclusions moved between two studies.

    Attributes
    ----------
    scale : int
        Divide amounts by it for the studies' unit.
    before, after : Conclusions
    reasons : tuple of Reason
        One for each conclusion that moved.
    effects : tuple of Effect
        One for each changed row that can touch the conclusions; empty where those are more than
        the bound on sets.
    idle : tuple of RowName
        Changed rows that cannot touch the conclusions.
    """

    scale: int
    before: Conclusions
    after: Conclusions
    reasons: tuple[Reason, ...]
    effects: tuple[Effect, ...]
    idle: tuple[RowName, ...]

    def to_dict(self) -> dict[str, Any]:
        """Give the fields as plain values; a row is a pair of table and id."""
        return asdict(self)

    def to_frame(self) -> pd.DataFrame:
        """Give one row for each set: `what`, `kind`, `id`, `joined`, `proof`, `rows`."""
        import pandas as pd

        rows = [
            (*asdict(reason.move).values(), reason.proof, found.rows)
            for reason in self.reasons
            for found in reason.sets
        ]
        return pd.DataFrame(rows, columns=["what", "kind", "id", "joined", "proof", "rows"])


def attribution(
    base: Study,
    now: Study,
    *,
    as_of: dt.date | str | None = None,
    layer: Layer = "goods",
    lens: Lens = "passing",
    max_subsets: int = MAX_SUBSETS,
    max_trials: int = MAX_TRIALS,
) -> Attribution:
    """Find for each conclusion that moved the fewest changed rows that move it.

    A set of rows moves a conclusion when the study before, with these rows as they are now, tells
    what the study now tells: the flow exactly, that a chokepoint is or is not in every or in some
    minimum cut, the legs of the least-pressure route. Only sets in which every name is found are
    looked at: a row brings along what it needs, as `seeds.mixtures.needs` says. A set without an
    origin or destination, or with sums that are too large, moves nothing.

    Parameters
    ----------
    base, now : seeds.Study
        The study before and after; scales may differ. Pressure that a scenario set is that of
        `base`.
    as_of : datetime.date or str, optional
        By default either study on its own data date, whose change then counts as a row.
    layer : {"goods", "service", "ownership", "licensed"}
    lens : {"passing", "volume", "effort"}
    max_subsets, max_trials : int
        Bounds on the search, as `routes.minimal_sets` takes them.

    Returns
    -------
    Attribution
        What those who move goods would answer, and changes of capacities that derivations do not
        give, are not considered.

    Raises
    ------
    GraphError
        Where either study makes no graph that can be analysed.
    CertificateError
        Where all changed rows together do not give what the study now tells.
    """
    before, after = on_one_scale(base, now)
    day = None if as_of is None else day_of(as_of)
    told = differences(before, after)
    rows = bearing(before, after, told, as_of=day, layer=layer, lens=lens)
    tell = partial(conclusions, as_of=day, layer=layer, lens=lens)
    trials = Trials(before, after, mixtures.needs(before, after, told), tell)
    first, last = tell(before), tell(after)
    if trials.told(frozenset(rows)) != last:
        raise CertificateError("all changed rows together do not give what the study now tells")
    inner = {name: trials.needs.get(name, frozenset()) & set(rows) for name in rows}
    reasons = []
    for move in moves(first, last):
        found = minimal_sets(
            rows,
            inner,
            partial(trials.give, partial(move.is_made, target=last)),
            max_subsets=max_subsets,
            max_trials=max_trials,
        )
        reasons.append(Reason(move, found.proof, _sets(found.sets, trials)))
    alone = rows if len(rows) <= max_subsets else ()
    effects = [Effect(row, _gain(trials.told(frozenset({row})), first)) for row in alone]
    idle = tuple(row.name for row in told.rows if row.name not in set(rows))
    return Attribution(before.scale, first, last, tuple(reasons), tuple(effects), idle)


def _gain(found: Conclusions | None, first: Conclusions) -> int | None:
    if found is None or found.value is None or first.value is None:
        return None
    return found.value - first.value


def _sets(found: Iterable[tuple[RowName, ...]], trials: Trials[Conclusions]) -> tuple[RowSet, ...]:
    return tuple(RowSet(rows, trials.along(rows)) for rows in found)
