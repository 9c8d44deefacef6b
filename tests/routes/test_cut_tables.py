import itertools

import numpy as np
import pytest

from routes import cut_tables as module
from routes.arrays import compile_network
from routes.cut_tables import NO_CUT, cut_tables
from tests.random_graphs import random_graphs


def carried_by(network, tables):
    everything = np.ones(len(network.head) // 2, dtype=bool)
    return tables.pairs(network.amount[None, ::2], everything)


def told_of(network, tables):
    """Tell of each leg what the least cut with it and without it costs."""
    found = tables.cuts(carried_by(network, tables))
    pairs = tables.pair_of[len(network.inner_ids) : network.member_count]
    return {
        leg: (int(found.through[pair, 0]), int(found.around[pair, 0]))
        for leg, pair in zip(network.leg_ids, pairs, strict=True)
        if pair >= 0
    }


def test_least_cuts_with_and_without_each_leg(draw_graph):
    r"""All four cuts, in units: {sa, sb} 8, {at, bt} 6, {sa, bt} 7 and
    {sb, at, ab} 9, the last with a on the side of the source and b on that of the sink.

    s --3--> a --2--> t
     \       | 2     /
      --5--> b --4---
    """
    network = compile_network(draw_graph("s a 3\ns b 5\na t 2\na b 2\nb t 4"), "passing")
    tables = cut_tables(network)
    assert tables.least(carried_by(network, tables)).tolist() == [6000]
    assert told_of(network, tables) == {
        "s>a": (7000, 6000),
        "s>b": (8000, 6000),
        "a>t": (6000, 7000),
        "a>b": (9000, 6000),
        "b>t": (6000, 8000),
    }


def test_a_leg_from_end_to_end_is_in_every_cut(draw_graph):
    network = compile_network(draw_graph("s t 3\ns a 1\na t 2"), "passing")
    assert told_of(network, cut_tables(network)) == {
        "s>t": (4000, NO_CUT),
        "s>a": (4000, 5000),
        "a>t": (5000, 4000),
    }


def test_legs_into_an_origin_or_out_of_a_destination_are_in_no_cut(draw_graph):
    network = compile_network(draw_graph("s a 1\na s 7\na t 2\nt a 9"), "passing")
    assert set(told_of(network, cut_tables(network))) == {"s>a", "a>t"}


def every_cut(network, tables):
    """List every cut: its cost, and the pairs that it has."""
    carried = carried_by(network, tables)[:, 0].tolist()
    decided = [step.scope[0] for step in tables.steps]
    fixed = {int(node) for pair in tables.ends for node in pair} - set(decided)
    for sides in itertools.product((0, 1), repeat=len(decided)):
        side = dict(zip(decided, sides, strict=True))
        # Of nodes that are not decided about, the source has no pair that enters it.
        side |= {node: int(any(pair[1] == node for pair in tables.ends)) for node in fixed}
        cut = {
            number
            for number, (tail, head) in enumerate(tables.ends.tolist())
            if side[tail] == 0 and side[head] == 1
        }
        yield sum(carried[pair] for pair in cut), cut


@pytest.mark.parametrize("lens", ["passing", "volume"])
def test_costs_are_those_of_all_cuts_tried_one_by_one(lens):
    several = 0
    for graph in random_graphs(200):
        network = compile_network(graph, lens)
        tables = cut_tables(network)
        found = tables.cuts(carried_by(network, tables))
        tried = list(every_cut(network, tables))
        several += len(tried) > 8
        assert found.least[0] == min(cost for cost, _ in tried)
        for pair in range(len(tables.ends)):
            having = [cost for cost, cut in tried if pair in cut]
            lacking = [cost for cost, cut in tried if pair not in cut]
            assert found.through[pair, 0] == min(having)
            assert found.around[pair, 0] == min(lacking, default=NO_CUT)
    assert several > 50


def test_each_table_has_one_node_more_than_the_next_needs_of_it(draw_graph):
    # A ladder of ten rungs: however long it is, no table is about more than three nodes.
    rows = ["s a0 1", "s b0 1", "a9 t 1", "b9 t 1"]
    rows += [f"{side}{n} {side}{n + 1} 1" for side in "ab" for n in range(9)]
    rows += [f"a{n} b{n} 1" for n in range(10)]
    tables = cut_tables(compile_network(draw_graph("\n".join(rows)), "passing"))
    assert max(len(step.scope) for step in tables.steps) == 3
    assert sum(2 ** len(step.scope) for step in tables.steps) < 8 * 20


def test_where_tables_would_be_large_there_are_none(draw_graph):
    # Of n nodes that all lead to each other the first table is about all of them.
    def complete(count):
        nodes = [f"n{number}" for number in range(count)]
        rows = [f"{one} {other} 1" for one, other in itertools.permutations(nodes, 2)]
        graph = draw_graph("\n".join([*rows, "s n0 1", f"n{count - 1} t 1"]))
        return compile_network(graph, "passing")

    assert cut_tables(complete(8)) is not None
    assert cut_tables(complete(11)) is None


def test_limits_hold(draw_graph, monkeypatch):
    network = compile_network(draw_graph("s a 1\na t 1"), "passing")
    assert cut_tables(network, 2) is not None
    assert cut_tables(network, 1) is None
    # With those from the source and to the sink, and within each of three places, there are seven.
    monkeypatch.setattr(module, "MOST_ARCS", 7)
    assert cut_tables(network) is not None
    monkeypatch.setattr(module, "MOST_ARCS", 6)
    assert cut_tables(network) is None


def test_where_sums_might_not_be_exact_there_are_none(draw_graph):
    # Four arcs of as much as all carry together are more than 64 bits hold.
    graph = draw_graph(f"s a {2**46}\na t 1")
    assert cut_tables(compile_network(graph, "volume")) is not None
    graph = draw_graph(f"s a {2**50}\na t {2**50}")
    assert cut_tables(compile_network(graph, "volume")) is None
