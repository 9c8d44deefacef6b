import pytest

import routes
import seeds
from routes import cut_tables, fields
from routes.beliefs import Beliefs
from routes.best_in_draws import best_in_draws
from routes.drawn_graph import drawn_graphs
from routes.targets import scaled_budget
from tests.random_graphs import random_graphs

BELIEFS = Beliefs(priors={"A": (3.0, 1.0), "B": (1.0, 1.0)}, cost_spread_percent=0)
DRAWS = range(5, 11)


def searched(graph, budget, beliefs, lens="passing"):
    """Search for the best plan on the graph of each draw."""
    drawn = drawn_graphs(graph, DRAWS, 1, beliefs=beliefs)
    return [routes.interdict(each, budget, lens=lens, limit=1).value_scaled for each in drawn]


def by_tables(graph, budget, beliefs, lens="passing"):
    scaled = scaled_budget(graph, budget)
    return best_in_draws(graph, scaled, DRAWS, 1, beliefs=beliefs, lens=lens)


@pytest.mark.parametrize("lens", ["passing", "effort"])
def test_what_is_left_is_what_a_search_on_each_draw_proves(lens):
    bounded = unbounded = 0
    for number, graph in enumerate(random_graphs(120)):
        for place, (_, _, _, data) in enumerate(graph.edges(keys=True, data=True)):
            data[fields.EVIDENCE_CLASS] = ("A", None, "B")[place % 3]
            data[fields.INTERDICTABLE] = place % 5 != 0
        told = by_tables(graph, 1 + number % 3, BELIEFS, lens)
        assert told == searched(graph, 1 + number % 3, BELIEFS, lens)
        bounded += any(told)
        unbounded += None in told
    assert bounded > 20
    assert unbounded > 2


def test_the_packaged_study_draw_by_draw():
    study = seeds.load()
    graph, beliefs = routes.build(study), routes.beliefs(study)
    # Costs are those that are stated in both.
    certain = Beliefs(**{**vars(beliefs), "cost_spread_percent": 0})
    assert by_tables(graph, 6, certain) == searched(graph, 6, certain)


def test_a_network_too_wide_for_tables_is_left_to_a_search(draw_graph, monkeypatch):
    monkeypatch.setattr(cut_tables, "MOST_ARCS", 0)
    assert by_tables(draw_graph("s a 1\na t 1"), 1, BELIEFS) is None
