"""Mixtures: a study in which some rows are as another study has them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from seeds import schema
from seeds.differences import PACKAGE, RowName

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    import pandas as pd

    from seeds.differences import Differences
    from seeds.study import Study

DATA_DATE = RowName(PACKAGE, "data_date")
"""The one setting that is mixed: it is the day that is looked at."""

Needs = dict[RowName, frozenset[RowName]]


def mixture(base: Study, now: Study, names: Collection[RowName]) -> Study:
    """Give a study in which some rows are as another has them.

    Parameters
    ----------
    base, now : Study
        On one scale.
    names : collection of RowName
        Rows to take from `now`; one that it lacks is taken out.

    Returns
    -------
    Study
        `base` with these rows; its digests and scenarios are those of `base`. Whether every name
        in it is found is not considered; `needs` tells what that takes.

    Raises
    ------
    ValueError
        The scales differ.
    """
    if base.scale != now.scale:
        raise ValueError(f"the studies have different scales, {base.scale} and {now.scale}")
    ids: dict[str, set[str]] = {}
    for name in names:
        ids.setdefault(name.table, set()).add(name.id)
    changed: dict[str, Any] = {}
    if DATA_DATE in names:
        changed["data_date"] = now.data_date
    for table in sorted(ids.keys() - {PACKAGE}):
        changed[table] = _mixed(getattr(base, table), getattr(now, table), ids[table])
    return replace(base, **changed)


def _mixed(old: pd.DataFrame, new: pd.DataFrame, ids: Collection[str]) -> pd.DataFrame:
    import pandas as pd

    kept, put = old[~old["id"].isin(ids)], new[new["id"].isin(ids)]
    return pd.concat([kept, put], ignore_index=True)


def needs(base: Study, now: Study, told: Differences) -> Needs:
    """Tell what has to go along with each changed row, so that every name is found.

    A row that names another which only `now` has needs that one. A row that `now` lacks needs the
    change of every row by which `base` names it. What those need goes along too.

    Parameters
    ----------
    base, now : Study
    told : Differences
        Of these two.

    Returns
    -------
    dict of RowName to frozenset of RowName
        For each changed row those that go along, itself not among them. Not asked for: that a
        mechanism on which something presses is one of some leg, that an expression finds its
        quantities, and that capacities are what their derivations give.
    """
    kinds = {row.name: row.kind for row in told.rows}
    direct: dict[RowName, set[RowName]] = {name: set() for name in kinds}
    for name, others in _references(now, kinds):
        direct[name] |= {other for other in others if kinds.get(other) == "added"}
    for name, others in _references(base, kinds):
        for other in others:
            if kinds.get(other) == "removed":
                direct[other].add(name)
    return {name: frozenset(_reached(name, direct) - {name}) for name in sorted(direct)}


def _references(
    study: Study, names: Collection[RowName]
) -> Iterator[tuple[RowName, list[RowName]]]:
    """Yield those of the named rows that a study has, each with the rows that it names."""
    for table in schema.tables():
        for row in getattr(study, table.name).to_dict("records"):
            name = RowName(table.name, row["id"])
            if name in names:
                yield name, list(_named(table, row))


def _named(table: schema.TableSchema, row: Mapping[str, Any]) -> Iterator[RowName]:
    for field in table.fields:
        cell = row[field.name]
        if field.refers_to is not None and field.kind in {"id", "ids"} and cell is not None:
            ids = cell if isinstance(cell, tuple) else (cell,)
            yield from (RowName(field.refers_to, name) for name in ids)
    if table.name == "pressure" and row["target_kind"] in {"jurisdiction", "leg"}:
        yield RowName(f"{row['target_kind']}s", row["target"])


def _reached(name: RowName, direct: Mapping[RowName, set[RowName]]) -> set[RowName]:
    reached, ahead = {name}, [name]
    while ahead:
        found = direct[ahead.pop()] - reached
        reached |= found
        ahead += found
    return reached
