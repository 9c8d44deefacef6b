"""Tables of efforts against the search for best plans, and against hand-drawn answers."""

import numpy as np
import pytest

import routes
from routes import fields
from routes import plan_tables as module
from routes.arrays import compile_network
from routes.cut_tables import cut_tables
from routes.plan_tables import plan_tables
from routes.targets import offers
from tests.random_graphs import random_graphs
from tests.strategies import SCALE


def tables_of(graph, budget_scaled, lens="passing"):
    """Give the tables of a graph, what its arcs carry, and the names of these."""
    network = compile_network(graph, lens)
    cost = {offer.target.id: offer.target.cost_scaled for offer in offers(graph)}
    names = [*[None] * len(network.inner_ids), *network.leg_ids]
    names += [None] * (len(network.head) // 2 - len(names))
    taken = {arc: cost[name] for arc, name in enumerate(names) if name in cost}
    return plan_tables(cut_tables(network), taken, budget_scaled), network.amount[::2], names


def left(tables, amounts, closed):
    """Give what is left where some arcs are closed, by cuts alone."""
    counted = np.ones(len(amounts), dtype=bool)
    counted[list(closed)] = False
    return tables.tables.least(tables.tables.pairs(amounts[None], counted)).item()


def test_best_plans_of_each_budget_worked_out_by_hand(draw_graph):
    """Closing any leg takes 1. Over a move 5 and over b 6, all that legs out of s let through.

    s --6--> a --5--> t,  s --6--> b --4--> t,  b --9--> c --2--> t
    """
    graph = draw_graph("s a 6\ns b 6\na t 5\nb t 4\nb c 9\nc t 2")
    leaving, closed = [], []
    for budget in (0, 1, 2, 3):
        tables, amounts, names = tables_of(graph, budget * 1000)
        leaving.append(tables.least(amounts[None]).tolist())
        closed.append([names[arc] for arc in tables.plan(amounts)])
    assert leaving == [[11_000], [5_000], [0], [0]]
    assert closed == [[], ["s>b"], ["a>t", "s>b"], ["a>t", "s>b"]]


def test_what_can_be_spared_is_left_out(draw_graph):
    """Closing s>t leaves 2, which s>a lets through; to close a>t as well cuts elsewhere, to 2."""
    graph = draw_graph("s t 9\ns a 2\na t 1\na t 2")
    for ends in (("s", "a", "s>a"), ("a", "t", "a>t.2")):
        graph.edges[ends][fields.INTERDICT_COST] = fields.UNBOUNDED
    tables, amounts, names = tables_of(graph, 2000)
    assert tables.least(amounts[None]).tolist() == [2000]
    assert [names[arc] for arc in tables.plan(amounts)] == ["s>t"]


def test_an_effort_beyond_the_budget_closes_nothing(draw_graph):
    graph = draw_graph("s a 6\na t 5")
    graph.edges["a", "t", "a>t"][fields.INTERDICT_COST] = 4000
    graph.edges["s", "a", "s>a"][fields.INTERDICT_COST] = 6000
    tables, amounts, names = tables_of(graph, 5000)
    # The other is out of reach, so there is one level.
    assert (tables.levels, tables.least(amounts[None]).tolist()) == (1, [0])
    assert [names[arc] for arc in tables.plan(amounts)] == ["a>t"]
    tables, amounts, _ = tables_of(graph, 3999)
    assert tables.least(amounts[None]).tolist() == [5000]
    assert tables.plan(amounts) == ()


@pytest.mark.parametrize("lens", ["passing", "volume"])
def test_what_is_left_is_what_the_search_proves(lens):
    larger = 0
    for graph in random_graphs(300):
        for budget in (1, 3, 6):
            tables, amounts, names = tables_of(graph, budget * SCALE, lens)
            found = routes.interdict(graph, budget, lens=lens)
            unbounded = compile_network(graph, lens).unbounded
            least = int(tables.least(amounts[None])[0])
            assert found.value_scaled == (None if least >= unbounded else least)
            closed = tables.plan(amounts)
            assert left(tables, amounts, closed) == least
            assert sum(tables.effort[arc] for arc in closed) <= tables.levels
            for spared in closed:
                assert left(tables, amounts, [arc for arc in closed if arc != spared]) > least
            if found.value_scaled is not None and found.complete:
                assert tuple(names[arc] for arc in closed) in [plan.ids for plan in found.plans]
            larger += len(closed) > 1
    assert larger > 40


def test_many_cases_are_told_as_each_by_itself(monkeypatch):
    monkeypatch.setattr(module, "_MOST_AT_ONCE", 1)
    rng = np.random.default_rng(3)
    for graph in random_graphs(40):
        tables, amounts, _ = tables_of(graph, 3 * SCALE)
        cases = amounts * rng.integers(0, 2, (9, len(amounts)))
        together = tables.least(cases).tolist()
        assert together == [tables.least(case[None]).item() for case in cases]


def test_with_too_many_levels_of_effort_there_are_none(draw_graph):
    graph = draw_graph("s a 6\na t 5")
    graph.edges["s", "a", "s>a"][fields.INTERDICT_COST] = 7_000
    graph.edges["a", "t", "a>t"][fields.INTERDICT_COST] = 6_999
    # The closer of the two is in reach, which makes one level, and then both: 7,000 of one unit.
    assert tables_of(graph, 6_999)[0].levels == 1
    assert tables_of(graph, 7_000)[0] is None
