import itertools
import json
import subprocess
import sys

import numpy as np
import pytest

import seeds
from routes import GraphError, build, fields, least_pressure_route, max_flow, removal_table, sweep
from routes.removal_rows import RemovalRows
from tests.random_graphs import graph_without, members_of, random_graph

SEED = 20261031


def solved_again(graph, removed, lens):
    """Give the value and the route's weight after removal, both from scratch."""
    left = graph_without(graph, *removed)
    route = least_pressure_route(left)
    return max_flow(left, lens).value, None if route is None else route.weight_micronats


def loss_of(base, value):
    return None if base is None else base - value


def expected_rows(graph, lens, order):
    """Give the sweep by removal and solving again, ranked by counting larger losses."""
    base, _ = solved_again(graph, (), lens)
    found = {
        removed: solved_again(graph, removed, lens)
        for removed in itertools.combinations(members_of(graph), order)
    }
    losses = {removed: loss_of(base, value) for removed, (value, _) in found.items()}
    rows = []
    for removed in sorted(found, key=lambda removed: (-(losses[removed] or 0), removed)):
        larger = sum((other or 0) > (losses[removed] or 0) for other in losses.values())
        rows.append((removed, *found[removed], losses[removed], 1 + larger))
    return rows


def told(result):
    rows = []
    for row in result.rows:
        if result.order == 1:
            removed = ((row.kind, row.id),)
        else:
            removed = ((row.kind_1, row.id_1), (row.kind_2, row.id_2))
        values = (row.value_scaled, row.route_weight_micronats, row.loss_scaled, row.rank)
        rows.append((removed, *values))
    return rows


def multigraphs(count, seed, **size):
    rng = np.random.default_rng(seed)
    return [random_graph(rng, **size) for _ in range(count)]


@pytest.mark.parametrize("lens", sorted(fields.LENSES))
def test_removing_is_as_solving_again(lens):
    for graph in multigraphs(80, SEED):
        assert told(sweep(graph, lens=lens)) == expected_rows(graph, lens, 1)


@pytest.mark.slow
@pytest.mark.parametrize("lens", sorted(fields.LENSES))
def test_removing_is_as_solving_again_on_a_thousand_graphs(lens):
    statuses = set()
    for graph in multigraphs(1000, SEED + 1):
        result = sweep(graph, lens=lens)
        statuses.add(result.status)
        assert told(result) == expected_rows(graph, lens, 1)
    assert statuses == {"flow", "no route", "unbounded"}


@pytest.mark.parametrize("lens", sorted(fields.LENSES))
def test_removing_two_is_as_solving_again(lens):
    for graph in multigraphs(40, SEED + 2, most_places=5, most_legs=8):
        result = sweep(graph, order=2, lens=lens)
        assert told(result) == expected_rows(graph, lens, 2)
        alone = {(row.kind, row.id): row.loss_scaled for row in sweep(graph, lens=lens).rows}
        for row in result.rows:
            one, other = alone[row.kind_1, row.id_1], alone[row.kind_2, row.id_2]
            beyond = None if one is None else row.loss_scaled - one - other
            assert row.beyond_scaled == beyond


@pytest.mark.parametrize("order", [1, 2])
@pytest.mark.parametrize("top", [1, 2, 3, 7, 10_000])
def test_the_first_rows_are_the_head_of_all(order, top):
    for graph in multigraphs(40, SEED + 3, most_places=6, most_legs=9):
        for lens in fields.LENSES:
            whole = sweep(graph, order=order, lens=lens)
            losing = [row for row in whole.rows if row.loss_scaled and row.rank <= top]
            if whole.status == "unbounded":
                losing = [row for row in whole.rows if row.value_scaled is not None]
            assert list(sweep(graph, order=order, lens=lens, top=top).rows) == losing


def test_ties_share_a_rank_and_pairs_tell_what_they_lose_beyond(draw_graph):
    # s -3-> a -3-> t and s -3-> b -2-> t: a route each; what b>t lets through limits s>b.
    graph = draw_graph("s a 3\na t 3\ns b 3\nb t 2")
    ranks = {row.id: (row.loss_scaled, row.rank) for row in sweep(graph).rows}
    assert ranks == {
        "s": (5000, 1),
        "t": (5000, 1),
        "a": (3000, 3),
        "a>t": (3000, 3),
        "s>a": (3000, 3),
        "b": (2000, 6),
        "b>t": (2000, 6),
        "s>b": (2000, 6),
    }
    pairs = {(row.id_1, row.id_2): row.beyond_scaled for row in sweep(graph, order=2).rows}
    assert pairs["a>t", "b>t"] == 0  # different routes: their losses add up
    assert pairs["a>t", "s>a"] == -3000  # the same route twice


def test_two_that_stand_in_for_each_other_lose_more_together(draw_graph):
    # s -2-> a, from where two parallel legs of 2 lead to t: either will do.
    graph = draw_graph("s a 2\na t 2\na t 2")
    row = next(row for row in sweep(graph, order=2).rows if row.id_1 == "a>t" == row.id_2[:3])
    assert (row.loss_scaled, row.beyond_scaled, row.value_scaled) == (2000, 2000, 0)


def test_a_member_that_bounds_an_unbounded_flow_is_found(draw_graph):
    # s -unbounded-> a, two unbounded legs to t; s -1-> t
    graph = draw_graph("s a unbounded\na t unbounded\na t unbounded\ns t 1")
    result = sweep(graph)
    values = {row.id: row.value_scaled for row in result.rows}
    assert values == {"a": 1000, "s": 0, "s>a": 1000, "s>t": None, "t": 0} | dict.fromkeys(
        ("a>t", "a>t.2")
    )
    assert {row.loss_scaled for row in result.rows} == {None}
    assert [row.id for row in sweep(graph, top=1).rows] == ["a", "s", "t", "s>a"]
    both = next(
        row for row in sweep(graph, order=2).rows if (row.id_1, row.id_2) == ("a>t", "a>t.2")
    )
    assert both.value_scaled == 1000


@pytest.mark.slow
def test_all_pairs_of_the_packaged_study_are_as_solving_again():
    graph = build(seeds.load(), as_of="2026-10-31")
    assert told(sweep(graph, order=2)) == expected_rows(graph, "passing", 2)


def test_every_member_is_told_of_once(draw_graph):
    graph = draw_graph("s a 3\na t 3\ns b 3\nb t 2\nb c 0")
    everyone = sorted(name for _, name in members_of(graph))
    for order, top in itertools.product((1, 2), (None, 1)):
        seen = []
        sweep(graph, order=order, top=top, step=seen.append)
        assert sorted(seen) == everyone


def test_too_many_pairs_are_refused_unless_only_the_first_are_asked_for(draw_graph, monkeypatch):
    graph = draw_graph("s a 3\na t 3\ns b 3\nb t 2")
    for module in ("removal_table", "sweep"):
        monkeypatch.setattr(sys.modules[f"routes.{module}"], "MOST_PAIRS", 27)
    with pytest.raises(GraphError, match=r"28 pairs are too many to list.*use top"):
        sweep(graph, order=2)
    assert [row.rank for row in sweep(graph, order=2, top=1).rows] == [1] * 22
    assert removal_table.MOST_PAIRS == 27


def test_a_wrong_order_or_number_is_refused(draw_graph):
    graph = draw_graph("s t 1")
    with pytest.raises(ValueError, match="order must be 1 or 2, not 3"):
        sweep(graph, order=3)
    with pytest.raises(ValueError, match="top must be at least 1, not 0"):
        sweep(graph, top=0)
    with pytest.raises(GraphError, match="choose one of"):
        sweep(graph, lens="cost")


def test_the_graph_is_left_as_it_was():
    for graph in multigraphs(20, SEED + 4):
        before = json.dumps([*graph.nodes(data=True), *graph.edges(keys=True, data=True)])
        sweep(graph)
        sweep(graph, order=2)
        after = json.dumps([*graph.nodes(data=True), *graph.edges(keys=True, data=True)])
        assert after == before


def test_results_are_plain_values_and_tables(draw_graph):
    result = sweep(draw_graph("s t 2"))
    plain = json.loads(json.dumps(result.to_dict()))
    assert plain["rows"][0] == {
        "kind": "jurisdiction",
        "id": "s",
        "value_scaled": 0,
        "loss_scaled": 2000,
        "route_weight_micronats": None,
        "rank": 1,
    }
    frame = result.to_frame()
    assert frame["loss_scaled"].tolist() == [2000, 2000, 2000]
    assert frame["route_weight_micronats"].isna().all()
    assert str(frame.dtypes["route_weight_micronats"]) == "Int64"
    pairs = sweep(draw_graph("t s 1"), order=2, top=1).to_frame()
    assert (len(pairs), pairs.columns[0]) == (0, "kind_1")


def test_the_same_bytes_whatever_the_hash_seed():
    code = (
        "import json, seeds, routes; graph = routes.build(seeds.load(), as_of='2026-10-31');"
        "print(json.dumps([routes.sweep(graph, order=n, top=9).to_dict() for n in (1, 2)]))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            check=True,
            capture_output=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(outputs) == 1


def test_many_rows_are_made_when_they_are_read(draw_graph, monkeypatch):
    graph = draw_graph("s a 3\na t 3\ns b 3\nb t 2\nb c 0")
    whole = sweep(graph)
    monkeypatch.setattr("routes.removal_rows._AT_ONCE", 2)
    made = sweep(graph)
    assert isinstance(whole.rows, tuple)
    assert isinstance(made.rows, RemovalRows)
    assert made.rows == whole.rows
    assert made == whole
    assert made.rows != whole.rows[:-1]
    assert (len(made.rows), made.rows[-1]) == (len(whole.rows), whole.rows[-1])
    assert made.rows[1:3] == whole.rows[1:3]
    assert made.to_dict() == whole.to_dict()
    assert made.to_frame().equals(whole.to_frame())
    assert json.loads(json.dumps(made.to_dict()))["rows"][0]["id"] == whole.rows[0].id
