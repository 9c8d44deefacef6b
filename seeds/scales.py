"""Scales: two studies brought to one scale, so that their quantities can be held together."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from seeds import schema
from seeds.numerals import UNBOUNDED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from seeds.scenarios import Scenario
    from seeds.study import Study


def on_one_scale(first: Study, second: Study) -> tuple[Study, Study]:
    """Bring two studies to their smallest common scale.

    Parameters
    ----------
    first, second : Study

    Returns
    -------
    tuple of Study
        The same two studies; a quantity of either is a whole number of the same fraction of its
        unit. Whether the units are the same is not considered.
    """
    scale = math.lcm(first.scale, second.scale)
    return rescaled(first, scale), rescaled(second, scale)


def rescaled(study: Study, scale: int) -> Study:
    """Give a study on another scale.

    Parameters
    ----------
    study : Study
    scale : int
        A multiple of the study's own.

    Returns
    -------
    Study

    Raises
    ------
    ValueError
        The scale is no multiple of the study's own, so that quantities would be rounded.
    """
    factor, rest = divmod(scale, study.scale)
    if rest or not factor:
        raise ValueError(f"{scale} is no multiple of the study's scale {study.scale}")
    if factor == 1:
        return study
    frames = {
        table.name: getattr(study, table.name).assign(
            **{
                name: getattr(study, table.name)[name].map(lambda cell: _times(cell, factor))
                for name in _quantities(table)
            }
        )
        for table in schema.tables()
        if _quantities(table)
    }
    scenarios = tuple(_scenario(scenario, factor) for scenario in study.scenarios)
    return replace(study, scale=scale, scenarios=scenarios, **frames)


def _quantities(table: schema.TableSchema) -> list[str]:
    return [field.name for field in table.fields if field.kind == "quantity"]


def _times(cell: Any, factor: int) -> Any:  # noqa: ANN401  # any parsed cell
    return cell if cell is None or cell == UNBOUNDED else cell * factor


def _scenario(scenario: Scenario, factor: int) -> Scenario:
    capacity = {leg: _times(amount, factor) for leg, amount in scenario.capacity.items()}
    return replace(
        scenario, capacity=capacity, add=tuple(_leg(row, factor) for row in scenario.add)
    )


def _leg(row: Mapping[str, Any], factor: int) -> dict[str, Any]:
    names = _quantities(schema.table("legs"))
    return {**row, **{name: _times(row[name], factor) for name in names}}
