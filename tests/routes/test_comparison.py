"""A comparison says what holds before and after, and what_if is a comparison with a changed copy.

A --x: 5--> B --y: 3--> C
A --z: 4, pressure 50-> C        passes 2
"""

import numpy as np
import pytest

import routes
import seeds
from routes import fields
from tests.strategies import SCALE, empty_graph, jurisdiction, leg

TRIALS = 40
SEED = 20261122


@pytest.fixture
def graph():
    drawn = empty_graph(("A",), ("C",))
    for name in "ABC":
        drawn.add_node(name, **jurisdiction())
    drawn.add_edge("A", "B", key="x", **leg(5 * SCALE, interdict_cost=2 * SCALE))
    drawn.add_edge("B", "C", key="y", **leg(3 * SCALE))
    drawn.add_edge("A", "C", key="z", **leg(4 * SCALE, 50))
    return drawn


@pytest.fixture(scope="module")
def study():
    return seeds.load()


def test_every_lens_the_route_and_the_chokepoints_are_told(graph):
    told = routes.what_if(graph, set_capacity={"y": 9 * SCALE}, remove=["z"])
    values = {
        lens: (cut.value, told.after.cuts[lens].value) for lens, cut in told.before.cuts.items()
    }
    # Effort: closing y and z takes one unit each; without z closing y takes one.
    assert values == {
        "passing": (5 * SCALE, 5 * SCALE),
        "volume": (7 * SCALE, 5 * SCALE),
        "effort": (2 * SCALE, 1 * SCALE),
    }
    assert told.before.route.legs == told.after.route.legs == ("x", "y")
    assert told.new_chokepoints.legs == ("x",)
    assert told.gone_chokepoints.legs == ("y", "z")


def test_the_least_pressure_route_may_change_or_go(graph):
    told = routes.what_if(graph, remove=["y"])
    assert told.after.route.legs == ("z",)
    nothing = routes.what_if(graph, close=["C"])
    assert nothing.after.route is None
    assert nothing.after.cuts["passing"].status == "no route"
    assert nothing.displacement.blocked_scaled == 5 * SCALE


def test_chokepoints_are_compared_under_the_lens_asked(graph):
    # Passing: y (3) is the bottleneck of A > B > C until it lets 9 through; then x (5) is.
    # Effort: y takes 1 to close and x 2, before and after.
    wider = {"y": 9 * SCALE}
    passing = routes.what_if(graph, set_capacity=wider)
    assert (passing.new_chokepoints.legs, passing.gone_chokepoints.legs) == (("x",), ("y",))
    effort = routes.what_if(graph, set_capacity=wider, lens="effort")
    assert (effort.new_chokepoints.legs, effort.gone_chokepoints.legs) == ((), ())


def test_plain_values_and_a_frame_come_out(graph):
    told = routes.what_if(graph, remove=["z"])
    plain = told.to_dict()
    assert plain["displacement"]["blocked_scaled"] == 2 * SCALE
    assert plain["before"]["route"]["legs"] == ("x", "y")
    assert told.to_frame().to_numpy().tolist() == [
        ["passing", 5 * SCALE, 3 * SCALE],
        ["volume", 7 * SCALE, 3 * SCALE],
        ["effort", 2 * SCALE, 1 * SCALE],
    ]


def test_graphs_of_two_scales_cannot_be_compared(graph):
    other = graph.copy()
    other.graph[fields.SCALE] = 10 * SCALE
    with pytest.raises(routes.GraphError, match="different scales, 100 and 1000"):
        routes.compare(graph, other)


def test_an_unknown_lens_is_refused(graph):
    with pytest.raises(routes.GraphError, match="lens 'x' is unknown"):
        routes.what_if(graph, lens="x")


def _chosen(rng, names, most):
    """Draw up to so many of some names."""
    return sorted(str(name) for name in rng.choice(names, rng.integers(0, most + 1), replace=False))


def _scenario(study, rng):
    """Draw a scenario of every kind of act, without contradictions."""
    legs = sorted(study.legs["id"])
    ends = {row.id: {row.origin, row.destination} for row in study.legs.itertuples()}
    removed, closed = _chosen(rng, legs, 8), _chosen(rng, sorted(study.jurisdictions["id"]), 1)
    free = [name for name in legs if name not in removed and ends[name].isdisjoint(closed)]
    return seeds.Scenario(
        "x",
        "A supposition",
        "",
        remove=tuple(removed),
        close=tuple(closed),
        capacity=dict.fromkeys(_chosen(rng, free, 3), int(rng.integers(50_000)) * study.scale),
        pressure={name: int(rng.integers(101)) for name in _chosen(rng, free, 3)},
        measures=tuple(_chosen(rng, sorted(study.measures["id"]), 4)),
    )


def test_tables_under_a_scenario_make_the_graph_that_the_intervention_makes(study):
    known = routes.measures(study)
    rng = np.random.default_rng(SEED)
    for _ in range(TRIALS):
        scenario = _scenario(study, rng)
        graph = routes.build(study, layer=str(rng.choice(fields.LAYERS)))
        here = {key for *_, key in graph.edges(keys=True)}
        changed = routes.intervene(
            graph,
            remove=here.intersection(scenario.remove),
            close=scenario.close,
            set_capacity={k: v for k, v in scenario.capacity.items() if k in here},
            set_pressure={k: v for k, v in scenario.pressure.items() if k in here},
            apply=[known[name] for name in scenario.measures],
        )
        supposed = routes.build(routes.suppose(study, scenario), layer=graph.graph[fields.LAYER])
        assert dict(changed.nodes(data=True)) == dict(supposed.nodes(data=True))
        assert sorted(changed.edges(keys=True)) == sorted(supposed.edges(keys=True))
        for origin, end, key, data in changed.edges(keys=True, data=True):
            assert supposed[origin][end][key] == data


def test_a_scenario_on_top_of_another_changes_what_the_first_left(study):
    first = seeds.Scenario(
        "a", "First", "", pressure={"US>CN.direct": 40}, measures=("direct-shipment-checks",)
    )
    second = seeds.Scenario("b", "Second", "", measures=("direct-shipment-checks",))
    points = routes.measures(study)["direct-shipment-checks"].points
    both = routes.suppose(routes.suppose(study, first), second)
    assert routes.pressure_on(both, both.data_date)["US>CN.direct"] == 40 + 2 * points
    assert both.supposed == "First; Second"
    again = routes.suppose(both, seeds.Scenario("c", "Third", "", pressure={"US>CN.direct": 7}))
    assert routes.pressure_on(again, again.data_date)["US>CN.direct"] == 7
