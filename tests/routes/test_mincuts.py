import itertools
import json

import pytest

from routes import all_min_cuts, min_cut


def test_a_chain_of_equal_legs_has_one_cut_for_each(draw_graph):
    # s -1-> a -1-> b -1-> t
    cuts = all_min_cuts(draw_graph("s a 1\na b 1\nb t 1"))
    assert [cut.legs for cut in cuts.cuts] == [("a>b",), ("b>t",), ("s>a",)]
    assert (cuts.status, cuts.value, cuts.count, cuts.complete) == ("cut", 1000, 3, True)


def test_independent_choices_multiply(draw_graph):
    # Ten routes of two equal legs each: either leg of each, 2 ** 10 cuts.
    graph = draw_graph("\n".join(f"s {place} 1\n{place} t 1" for place in "abcdefghij"))
    assert all_min_cuts(graph, limit=2000).count == 1024
    assert all_min_cuts(graph, limit=1024).complete


@pytest.mark.parametrize("limit", [1, 7, 1023])
def test_beyond_the_limit_the_list_says_at_least(draw_graph, limit):
    graph = draw_graph("\n".join(f"s {place} 1\n{place} t 1" for place in "abcdefghij"))
    cuts = all_min_cuts(graph, limit=limit)
    assert (cuts.count, cuts.complete) == (limit, False)
    assert len(set(cuts.cuts)) == limit
    assert list(cuts.cuts) == sorted(cuts.cuts)


def test_places_off_the_flow_make_no_copies(draw_graph):
    # s -1-> a -1-> t, with a dead end s -5-> x -5-> y and a side entry q -5-> z -5-> a.
    graph = draw_graph("s a 1\na t 1\ns x 5\nx y 5\nz a 5\nq z 5")
    assert [cut.legs for cut in all_min_cuts(graph).cuts] == [("a>t",), ("s>a",)]


def test_a_chain_of_many_jurisdictions_is_no_deeper_than_its_list(draw_graph):
    # 3 000 hops: a search that recursed would fail here.
    places = ["s", *(f"n{number:04d}" for number in range(2999)), "t"]
    lines = "\n".join(f"{a} {b} 1" for a, b in itertools.pairwise(places))
    assert all_min_cuts(draw_graph(lines), limit=5).count == 5
    assert min_cut(draw_graph(lines)).value == 1000


@pytest.mark.parametrize(
    ("lines", "status", "value"),
    [("t s 1", "no route", 0), ("s t unbounded", "unbounded", None)],
)
def test_without_a_finite_cut_the_list_is_empty(draw_graph, lines, status, value):
    cuts = all_min_cuts(draw_graph(lines))
    assert (cuts.status, cuts.value, cuts.cuts, cuts.complete) == (status, value, (), True)


def test_a_limit_below_one_is_refused(draw_graph):
    with pytest.raises(ValueError, match="at least 1"):
        all_min_cuts(draw_graph("s t 1"), limit=0)


def test_results_are_plain_values_and_tables(draw_graph):
    cuts = all_min_cuts(draw_graph("s a 1\na t 1", capacities={"a": "1"}))
    assert json.loads(json.dumps(cuts.to_dict()))["cuts"][0] == {
        "legs": [],
        "jurisdictions": ["a"],
    }
    assert cuts.to_frame().to_numpy().tolist() == [
        [1, "jurisdiction", "a"],
        [2, "leg", "a>t"],
        [3, "leg", "s>a"],
    ]
