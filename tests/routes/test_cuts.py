"""Minimum cuts: worked by hand, by brute force, and under changes whose effect is known."""

import json

import networkx as nx
import pytest
from hypothesis import given, settings

from routes import GraphError, all_min_cuts, fields, max_flow, min_cut
from tests.strategies import graphs

LENSES = sorted(fields.LENSES)


def members_of(legs, jurisdictions):
    return frozenset(
        {*(("leg", leg) for leg in legs), *(("jurisdiction", j) for j in jurisdictions)}
    )


@pytest.mark.slow
@settings(max_examples=2000, deadline=None, derandomize=True)
@given(graph=graphs())
def test_every_answer_agrees_with_brute_force_over_all_sets_of_nodes(graph, brute_force):
    for lens in LENSES:
        expected = brute_force(graph, lens)
        cut, cuts = min_cut(graph, lens), all_min_cuts(graph, lens)
        assert cut.value == cuts.value == max_flow(graph, lens).value == expected.value
        if not expected.value:
            assert (
                cut.status == cuts.status == ("unbounded" if expected.value is None else "no route")
            )
            assert cuts.cuts == ()
            continue
        listed = [members_of(*members) for members in cuts.cuts]
        assert len(set(listed)) == len(listed) == cuts.count
        assert set(listed) == expected.cuts
        assert members_of(*cut.every) == frozenset.intersection(*expected.cuts)
        assert members_of(*cut.some) == frozenset.union(*expected.cuts)
        assert cut.unique == (len(expected.cuts) == 1)
        for side in (cut.source_side, cut.sink_side):
            assert members_of(side.legs, side.jurisdictions) in expected.cuts


def test_three_thin_parallel_legs_tie_with_one_thick_leg(draw_graph):
    # s =0.1=> a -0.3-> t    In floats 0.1 + 0.1 + 0.1 > 0.3, so one of the two cuts would be lost.
    #   =0.1=>
    #   =0.1=>
    cut = min_cut(draw_graph("s a 0.1\ns a 0.1\ns a 0.1\na t 0.3"))
    assert cut.value == 300
    assert cut.source_side.legs == ("s>a", "s>a.2", "s>a.3")
    assert cut.sink_side.legs == ("a>t",)
    assert cut.every.legs == ()
    assert cut.some.legs == ("a>t", "s>a", "s>a.2", "s>a.3")
    assert not cut.unique


def test_a_leg_back_from_destination_to_origin_changes_nothing(draw_graph):
    # s -2-> a -1-> t -5-> s    networkx 3.6 returns a wrong directed node cut on such a graph.
    cut = min_cut(draw_graph("s a 2\na t 1\nt s 5"))
    assert (cut.value, cut.legs, cut.unique) == (1000, ("a>t",), True)


def test_a_jurisdiction_is_cut_where_it_is_the_narrowest(draw_graph):
    # s -2-> a(3) -2-> t    Through a 3 pass, which is less than 2 + 2 on either side of it.
    #   -2->      -2->
    graph = draw_graph("s a 2\ns a 2\na t 2\na t 2", capacities={"a": "3"})
    cut = min_cut(graph)
    assert (cut.value, cut.legs, cut.jurisdictions) == (3000, (), ("a",))
    assert cut.source_side.reach == ("s",)
    assert cut.sink_side.reach == ("t",)
    assert min_cut(graph, "effort").legs == ("s>a", "s>a.2")
    assert min_cut(graph, "effort").jurisdictions == ()


def test_an_origin_can_be_the_cut(draw_graph):
    # s(1) -2-> t
    cut = min_cut(draw_graph("s t 2", capacities={"s": "1"}))
    assert (cut.value, cut.jurisdictions, cut.every.jurisdictions) == (1000, ("s",), ("s",))


def test_unbounded_legs_are_cut_around(draw_graph):
    # s -unbounded-> a -2-> b -unbounded-> t
    cut = min_cut(draw_graph("s a unbounded\na b 2\nb t unbounded"))
    assert (cut.value, cut.legs) == (2000, ("a>b",))


def test_an_unbounded_route_has_no_finite_cut(draw_graph):
    # s -unbounded-> a -unbounded-> t, and beside it s -1-> t
    cut = min_cut(draw_graph("s a unbounded\na t unbounded\ns t 1"))
    assert (cut.status, cut.value, cut.legs, cut.certificate) == ("unbounded", None, (), None)


def test_two_origins_and_two_destinations_are_parted_together(draw_graph):
    # s -1-> a -3-> t    The leg a>t takes all that both origins send to it; r>u goes past it.
    # r -1-> a    r -4-> u
    graph = draw_graph("s a 1\nr a 1\na t 3\nr u 4", origins="rs", destinations="tu")
    cut = min_cut(graph)
    assert (cut.value, cut.legs) == (6000, ("r>a", "r>u", "s>a"))


def test_without_a_route_nothing_need_be_cut(draw_graph):
    cut = min_cut(draw_graph("a s 1\nt a 1"))
    assert (cut.status, cut.value, cut.legs, cut.unique) == ("no route", 0, (), True)
    assert cut.certificate.routes_left == 0


@pytest.mark.parametrize("lens", LENSES)
def test_a_leg_under_full_pressure_counts_nothing_under_any_lens(draw_graph, lens):
    # s -5 (100 %)-> t and s -1-> a -1-> t
    cut = min_cut(draw_graph("s t 5 100\ns a 1\na t 1"), lens)
    assert cut.value == 1000
    assert "s>t" not in cut.some.legs


def test_pressure_thins_the_passing_lens_and_not_the_volume_lens(draw_graph):
    # s -10 (35 %)-> t    6.5 pass.
    graph = draw_graph("s t 10 35")
    assert min_cut(graph).value == 6500
    assert min_cut(graph, "volume").value == 10_000


def test_an_unknown_lens_is_refused(draw_graph):
    with pytest.raises(GraphError, match="choose one of effort, passing, volume"):
        min_cut(draw_graph("s t 1"), "cost")


def test_results_are_plain_values_and_tables(draw_graph):
    cut = min_cut(draw_graph("s a 1\na t 1"))
    assert json.loads(json.dumps(cut.to_dict()))["some"]["legs"] == ["a>t", "s>a"]
    table = cut.to_frame()
    assert table["id"].tolist() == ["a>t", "s>a"]
    assert table["on_source_side"].tolist() == [False, True]


@settings(max_examples=150, deadline=None, derandomize=True)
@given(graph=graphs(unbounded=False))
def test_value_is_that_of_networkx_on_the_merged_graph_with_split_nodes(graph):
    split = nx.DiGraph()
    for place, data in graph.nodes(data=True):
        bound = data[fields.NODE_CAPACITY]
        split.add_edge(
            (place, 0), (place, 1), **({} if bound == "unbounded" else {"capacity": bound})
        )
    for origin, destination, data in graph.edges(data=True):
        tail, head = (origin, 1), (destination, 0)
        before = split.edges[tail, head]["capacity"] if split.has_edge(tail, head) else 0
        split.add_edge(tail, head, capacity=before + data[fields.PASSING])
    split.add_edges_from(("source", (origin, 0)) for origin in graph.graph[fields.ORIGINS])
    split.add_edges_from(((end, 1), "sink") for end in graph.graph[fields.DESTINATIONS])
    assert min_cut(graph).value == nx.maximum_flow_value(split, "source", "sink")


@settings(max_examples=150, deadline=None, derandomize=True)
@given(graph=graphs())
def test_scaling_all_amounts_scales_the_cut(graph):
    tripled = graph.copy()
    for _, data in tripled.nodes(data=True):
        data[fields.NODE_CAPACITY] = tripled_amount(data[fields.NODE_CAPACITY])
    for _, _, data in tripled.edges(data=True):
        for name in (fields.CAPACITY, fields.PASSING):
            data[name] = tripled_amount(data[name])
    before, after = min_cut(graph), min_cut(tripled)
    assert after.value == (None if before.value is None else 3 * before.value)
    assert (after.legs, after.some, after.every) == (before.legs, before.some, before.every)


def tripled_amount(amount):
    return amount if amount == fields.UNBOUNDED else 3 * amount


@settings(max_examples=150, deadline=None, derandomize=True)
@given(graph=graphs())
def test_renaming_jurisdictions_renames_the_answer(graph):
    new = {place: "zyxwvutsrq"[number] for number, place in enumerate(sorted(graph))}
    renamed = nx.relabel_nodes(graph, new)
    for name in (fields.ORIGINS, fields.DESTINATIONS):
        renamed.graph[name] = tuple(sorted(new[place] for place in graph.graph[name]))
    before, after = min_cut(graph), min_cut(renamed)
    assert after.legs == before.legs
    assert after.some.jurisdictions == tuple(sorted(new[j] for j in before.some.jurisdictions))


@settings(max_examples=150, deadline=None, derandomize=True)
@given(graph=graphs())
def test_turning_every_leg_around_and_swapping_the_ends_mirrors_the_cut(graph):
    turned = graph.reverse()
    turned.graph[fields.ORIGINS] = graph.graph[fields.DESTINATIONS]
    turned.graph[fields.DESTINATIONS] = graph.graph[fields.ORIGINS]
    before, after = min_cut(graph), min_cut(turned)
    assert after.value == before.value
    assert (after.every, after.some) == (before.every, before.some)
    assert after.source_side == before.sink_side


@settings(max_examples=150, deadline=None, derandomize=True)
@given(graph=graphs())
def test_the_order_in_which_a_graph_was_made_does_not_matter(graph):
    shuffled = nx.MultiDiGraph(**graph.graph)
    shuffled.add_nodes_from(reversed(list(graph.nodes(data=True))))
    shuffled.add_edges_from(reversed(list(graph.edges(keys=True, data=True))))
    assert min_cut(shuffled) == min_cut(graph)
    assert max_flow(shuffled) == max_flow(graph)
    assert all_min_cuts(shuffled) == all_min_cuts(graph)


def test_a_graph_that_breaks_the_contract_is_told_so(draw_graph):
    graph = draw_graph("s t 1")
    graph.nodes["s"][fields.ROLE] = "smuggler"
    with pytest.raises(GraphError, match="role must be one of origin, transit, destination"):
        min_cut(graph)


def test_the_frame_tells_every_from_some(draw_graph):
    # Each of the two legs is a minimum cut, so neither is in every one.
    frame = min_cut(draw_graph("s a 5\na t 5")).to_frame()
    assert not frame["in_every"].any()
    assert frame["in_some"].all()
