"""Points of contributions that flip the headline, applied to the table and built anew."""

from dataclasses import replace

import pandas as pd
import pytest

import routes
import seeds
from routes.beliefs import Beliefs, Contribution, Weighting
from routes.lenses import leg_amount


def _with_points(study, row, points):
    cells = [
        points if name == row else present
        for name, present in zip(study.pressure["id"], study.pressure["points"], strict=True)
    ]
    table = study.pressure.assign(points=pd.Series(cells, dtype=object, index=study.pressure.index))
    return replace(study, pressure=table)


def _flips(study, row, points, lens):
    """Build the study with other points; tell whether other legs are in every minimum cut."""
    usual = routes.min_cut(routes.build(study), lens)
    graph = routes.build(_with_points(study, row, points))
    closed = {leg for _, _, leg, data in graph.edges(keys=True, data=True) if not _open(data, lens)}
    cut = routes.min_cut(graph, lens)
    kept = tuple(leg for leg in usual.every.legs if leg not in closed)
    return (cut.status, cut.every) != (usual.status, usual.every._replace(legs=kept))


def _open(data, lens):
    return leg_amount(data, lens) != 0


@pytest.mark.parametrize("lens", ["passing", pytest.param("volume", marks=pytest.mark.slow)])
def test_the_packaged_study_with_other_points(lens):
    """Of the two nearest rows every nearer number, and of the last, which nothing flips, some."""
    study = seeds.load()
    found = routes.contribution_tipping(routes.build(study), routes.beliefs(study), lens)
    nearest = [row.points.nearest for row in found]
    known = [each for each in nearest if each is not None]
    assert nearest == sorted(known) + [None] * (len(found) - len(known))
    for row in found[:2]:
        for flip, back in ((row.points.below, 1), (row.points.above, -1)):
            if flip is not None:
                assert _flips(study, row.id, flip.value, lens)
                for points in range(flip.value + back, row.points.present, back):
                    assert not _flips(study, row.id, points, lens)
    for row in found[-1:]:
        for points in range(row.points.present - 60, row.points.present + 60, 30):
            assert row.points.nearest is None
            assert not _flips(study, row.id, points, lens)


def _row_of_two(points, **change):
    """Give a of 5 and b of 10 in a row, b pressed by R with 20 of 100, and what is believed."""
    frame = pd.DataFrame(
        {
            "origin": ["x", "y"],
            "destination": ["y", "z"],
            "capacity": [5, 10],
            "pressure": [0, points],
        }
    )
    graph = routes.from_edges(frame, origin="x", destination="z")
    believed = Beliefs(
        as_of=graph.graph["as_of"],
        weightings=(Weighting("as stated", {"x>y": 0, "y>z": points}),),
        contributions=(Contribution("R", (points,), ("y>z",)),),
    )
    return graph, replace(believed, **change)


def test_a_leg_that_comes_to_let_less_through_worked_out_by_hand():
    """At 50 both let 5 pass and neither is in every cut; with fewer points nothing changes."""
    graph, believed = _row_of_two(20)
    (row,) = routes.contribution_tipping(graph, believed)
    assert (row.id, row.points.present) == ("R", 20)
    assert (row.points.below, row.points.above.value) == (None, 50)
    assert row.points.above.headline.legs == ()
    assert row.to_dict()["points"]["above"]["value"] == 50
    told = []
    at_no_spread = replace(believed, pressure_spread_percent=0)
    assert routes.contribution_tipping(graph, at_no_spread, step=told.append) == (row,)
    assert told == ["R"]


def test_a_leg_that_is_the_cut_already():
    """At 70, b lets 3 pass; from 50 points down it is not in every cut, and 100 closes all."""
    (row,) = routes.contribution_tipping(*_row_of_two(70))
    assert (row.points.below.value, row.points.above.value) == (50, 100)
    assert row.points.above.headline.status == "no route"


def test_without_contributions_or_without_a_bound_nothing_is_told():
    graph, believed = _row_of_two(20)
    assert routes.contribution_tipping(graph, Beliefs()) == ()
    frame = pd.DataFrame({"origin": ["x"], "destination": ["z"], "capacity": ["unbounded"]})
    boundless = routes.from_edges(frame, origin="x", destination="z")
    (leg,) = [key for _, _, key in boundless.edges(keys=True)]
    believed = replace(
        believed,
        weightings=(Weighting("as stated", {leg: 0}),),
        contributions=(Contribution("R", (0,), (leg,)),),
    )
    assert routes.contribution_tipping(boundless, believed) == ()
