import pytest

from routes import Measure
from routes.disconnection import can_disconnect
from routes.targets import offers


def act(name, effect, points, *legs, cost=1000):
    return Measure(name, name, effect, points, tuple(sorted(legs)), cost)


@pytest.mark.parametrize(("budget", "told"), [(1999, False), (2000, True)])
def test_the_cheapest_cut_of_legs_and_jurisdictions_decides(draw_graph, budget, told):
    # Two ways through m and one round it; closing m takes 1, each leg 1.
    graph = draw_graph("s m 5\ns m 5\nm t 5\nm t 5\ns t 5")
    offered = offers(graph, jurisdictions={"m": 1000})
    assert can_disconnect(graph, offered, budget) is told


def test_one_measure_may_close_several_legs_at_one_cost(draw_graph):
    graph = draw_graph("s t 5\ns t 5\ns t 5")
    closing = offers(graph, legs=False, measures=[act("all", "close", 0, "s>t", "s>t.2", "s>t.3")])
    # 333 for each leg: the cut cannot rule it out, and does not claim it either.
    assert can_disconnect(graph, closing, 1000) is None
    assert can_disconnect(graph, closing, 998) is False


def test_points_of_several_measures_may_close_a_leg_together(draw_graph):
    graph = draw_graph("s t 5 40")
    acts = [act(name, "pressure", 30, "s>t") for name in ("a", "b")]
    assert can_disconnect(graph, offers(graph, legs=False, measures=acts), 1000) is None
    # One alone never closes it.
    assert can_disconnect(graph, offers(graph, legs=False, measures=acts[:1]), 1000) is False
