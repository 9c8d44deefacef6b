"""Effort that closes to a share, held against trying every cut in fractions."""

import itertools
from fractions import Fraction

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from routes import fields, from_edges, interdict, interdict_partly
from routes.lenses import jurisdiction_amount, leg_amount
from tests.counts import count
from tests.strategies import graphs


def graph_of(text):
    rows = [row.split() for row in text.split("|")]
    columns = ["origin", "destination", "capacity", "interdict_cost"][: len(rows[0])]
    return from_edges(pd.DataFrame(rows, columns=columns), origin="S", destination="E")


def arcs_of(graph, lens, places):
    """List the split graph's arcs: tail, head, amount, and cost or None where it stays open."""
    for place, data in graph.nodes(data=True):
        yield (place, 0), (place, 1), jurisdiction_amount(data, lens), places.get(place)
    for origin, end, data in graph.edges(data=True):
        cost = data[fields.INTERDICT_COST] if data.get(fields.INTERDICTABLE, True) else None
        amount = leg_amount(data, lens)
        yield (origin, 1), (end, 0), amount, None if cost == "unbounded" else cost


def least_over_all_cuts(graph, budget_scaled, lens, places):
    """Close arcs of every cut in falling order of amount for their cost, the last one in part."""
    sources = {(origin, 0) for origin in graph.graph[fields.ORIGINS]}
    sinks = {(end, 1) for end in graph.graph[fields.DESTINATIONS]}
    free = sorted({(p, side) for p in graph for side in (0, 1)} - sources - sinks)
    arcs = list(arcs_of(graph, lens, places))
    left = []
    for inside in itertools.product((False, True), repeat=len(free)):
        side = sources | {node for node, there in zip(free, inside, strict=True) if there}
        cut = [(amount, cost) for u, v, amount, cost in arcs if u in side and v not in side]
        if not any(amount == "unbounded" for amount, _ in cut):
            left.append(after_spreading(cut, Fraction(budget_scaled)))
    return min(left, default=None)


def after_spreading(cut, budget):
    total = Fraction(sum(amount for amount, _ in cut))
    closable = [(Fraction(amount, cost), cost) for amount, cost in cut if cost]
    for worth, cost in sorted(closable, reverse=True):
        spent = min(budget, Fraction(cost))
        total -= worth * spent
        budget -= spent
    return total


@settings(max_examples=count(100, full=1_000), deadline=None)
@given(
    graph=graphs(max_jurisdictions=4, max_legs=8),
    budget=st.fractions(0, 6, max_denominator=4),
    lens=st.sampled_from(sorted(fields.LENSES)),
    data=st.data(),
)
def test_it_finds_what_trying_every_cut_finds(graph, budget, lens, data):
    places = data.draw(st.dictionaries(st.sampled_from(sorted(graph)), st.sampled_from((100, 300))))
    found = interdict_partly(graph, budget, lens=lens, jurisdictions=places)
    expected = least_over_all_cuts(graph, found.budget_scaled, lens, places)
    assert found.value_scaled == found.bound_scaled == expected
    cost = sum(target.cost_scaled * share for target, share in found.shares.items())
    assert cost <= found.budget_scaled
    assert all(0 < share <= 1 for share in found.shares.values())


@settings(max_examples=40, deadline=None)
@given(graph=graphs(max_legs=8, unbounded=False), budget=st.fractions(0, 6, max_denominator=4))
def test_closing_in_part_is_no_worse_than_closing_whole_legs(graph, budget):
    assert interdict_partly(graph, budget).value_scaled <= interdict(graph, budget).value_scaled


def test_one_leg_is_closed_in_part_where_the_price_leaves_a_gap():
    """S -9,1,1-> A -5,5-> E with 3/2: on the first cut 9 and half of 1 go, 3/2 is left; on the

    second 5 and half of 5, 5/2 is left. With 2 nothing is left on the second.
    """
    graph = graph_of("S A 9|S A 1|S A 1|A E 5|A E 5")
    scale = graph.graph["scale"]
    found = interdict_partly(graph, Fraction(3, 2))
    assert found.value_scaled == Fraction(3 * scale, 2)
    assert {t.id: share for t, share in found.shares.items()} == {
        "S>A": 1,
        "S>A.2": Fraction(1, 2),
    }
    assert interdict_partly(graph, 2).value_scaled == 0


def test_results_that_are_no_numbers_have_names():
    assert interdict_partly(graph_of("A S 5|E A 5"), 3).status == "no route"
    assert interdict_partly(graph_of("S E 5"), 0).status == "no effort"
    assert interdict_partly(graph_of("S E unbounded"), 1).status == "unbounded"
    assert interdict_partly(graph_of("S E 5 unbounded"), 1).value_scaled is not None


def test_when_time_is_up_it_says_what_is_proven():
    found = interdict_partly(graph_of("S A 9|S A 1|S A 1|A E 5|A E 5"), 1, time_limit_s=0)
    assert found.status == "stopped"
    assert found.bound_scaled < found.value_scaled < found.before_scaled


def test_results_become_tables_and_plain_values():
    found = interdict_partly(graph_of("S E 9 2|S E 1 2"), 1)
    assert found.to_frame()["share"].tolist() == [0.5]
    assert found.to_dict()["shares"][0]["share"] == "1/2"
    assert "<table>" in found._repr_html_()
