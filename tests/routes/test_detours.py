"""Layouts of open arcs, flows filled from both ends, and removals in several threads."""

import importlib.util
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from routes import CertificateError, detour_kernel, engine, loss_batches, sweep_flow
from routes.arrays import compile_network
from routes.detours import DetourNetwork, Detours
from routes.leaders import Leaders
from routes.least_losses import least_losses
from routes.removals import Removals
from tests.benchmark_graphs import grid_legs, layered_legs, network, random_legs
from tests.strategies import graphs

KINDS = [
    "interpreted",
    pytest.param(
        "compiled",
        marks=pytest.mark.skipif(
            importlib.util.find_spec("numba") is None,
            reason="numba, the extra 'fast', is not installed",
        ),
    ),
]
LARGER = {
    "random": lambda: random_legs(1_500, ends=4),
    "layered": lambda: layered_legs(layers=7, width=40, degree=5),
    "grid": lambda: grid_legs(side=18),
}


def bounded(graph):
    for lens in ("passing", "volume"):
        compiled = compile_network(graph, lens)
        solution = sweep_flow.sweep_flow(compiled, "interpreted")
        if solution.value is not None:
            yield compiled, solution


def without(compiled, positions):
    amount = compiled.amount.copy()
    amount[2 * np.array(positions)] = 0
    return engine.solve(replace(compiled, amount=amount), "interpreted").value


def require_parts(detours):
    """Look through all rows: each arc once, where it belongs, with its node."""
    bounds, head, arc, place = (np.asarray(each, dtype=np.int64) for each in detours.rows)
    residual = np.asarray(detours.residual, dtype=np.int64)
    node, heads = detours.shared.node, detours.shared.network.head
    laid_out = np.flatnonzero(node[heads] != node[heads[np.arange(len(heads)) ^ 1]])
    assert sorted(arc[: bounds[-1]]) == laid_out.tolist()
    for each in laid_out:
        at, tail = place[each], node[heads[each ^ 1]]
        assert (arc[at], head[at]) == (each, node[heads[each]])
        part = {(True, False): 0, (True, True): 1, (False, True): 2, (False, False): 3}[
            bool(residual[each] > 0), bool(residual[each ^ 1] > 0)
        ]
        assert bounds[4 * tail + part] <= at < bounds[4 * tail + part + 1]


@pytest.mark.parametrize("kind", KINDS)
@given(graph=graphs())
@settings(max_examples=40, deadline=None, derandomize=True)
def test_each_loss_is_what_solving_again_gives(kind, graph):
    for compiled, solution in bounded(graph):
        losses = Removals(compiled, solution, kind).losses(Leaders(None))
        for position, loss in enumerate(losses.tolist()):
            assert solution.value - loss == without(compiled, [position])


@pytest.mark.parametrize("kind", KINDS)
@given(graph=graphs())
@settings(max_examples=15, deadline=None, derandomize=True)
def test_after_a_member_is_out_each_loss_is_what_solving_again_gives(kind, graph):
    for compiled, solution in bounded(graph):
        for first in np.flatnonzero(solution.residual[compiled.member_arcs + 1]).tolist():
            removed = Removals(compiled, solution, kind)
            lost = removed.take_out(first)
            assert solution.value - lost == without(compiled, [first])
            for other, loss in enumerate(removed.losses(Leaders(None)).tolist()):
                assert solution.value - lost - loss == without(compiled, [first, other])
            removed.reset(solution)
            assert np.array_equal(removed.residual, solution.residual)


@given(graph=graphs())
@settings(max_examples=40, deadline=None, derandomize=True)
def test_arcs_stay_where_they_belong_and_a_minimum_cut_bounds_losses_from_below(graph):
    for compiled, solution in bounded(graph):
        removed = Removals(compiled, solution, "interpreted")
        detours = Detours.begin(DetourNetwork.of(compiled, "interpreted"), solution.residual)
        require_parts(detours)
        flows = removed.flows()
        found = detours.measured(np.arange(compiled.member_count))
        require_parts(detours)
        assert (found <= flows).all()
        assert (least_losses(compiled, flows, removed._apart()) <= found).all()


@pytest.mark.parametrize("kind", KINDS[1:])
@pytest.mark.parametrize("threads", [2, 3])
@pytest.mark.parametrize("name", sorted(LARGER))
def test_several_threads_give_the_losses_of_one(name, threads, kind, monkeypatch):
    monkeypatch.setattr(loss_batches, "_AT_ONCE", 7)
    compiled = network(LARGER[name]())
    solution = sweep_flow.sweep_flow(compiled)
    alone = Removals(compiled, solution, kind, threads=1)
    several = Removals(compiled, solution, kind, threads=threads)
    told = []
    losses = several.losses(Leaders(None), done=lambda positions: told.extend(positions.tolist()))
    assert np.array_equal(losses, alone.losses(Leaders(None)))
    assert sorted(told) == np.flatnonzero(several.flows()).tolist()
    again = Removals(compiled, solution, kind, threads=threads)
    again.losses(Leaders(None))
    assert again.searches == several.searches


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("work", [0, 10**6])
@pytest.mark.parametrize("name", sorted(LARGER))
def test_the_flow_of_a_sweep_is_a_largest_one_whether_it_was_left_or_not(
    name, work, kind, monkeypatch
):
    monkeypatch.setattr(sweep_flow, "_WORK_PER_ARC", work)
    compiled = network(LARGER[name]())
    solution = sweep_flow.sweep_flow(compiled, kind)
    other = engine.solve(compiled, kind)
    assert solution.value == other.value
    assert np.array_equal(solution.residual, other.residual) == (work == 0)
    flow = solution.residual[1::2]
    assert np.array_equal(solution.residual[::2] + flow, compiled.amount[::2])
    balance = np.zeros(compiled.node_count, dtype=np.int64)
    np.add.at(balance, compiled.head[::2], flow)
    np.subtract.at(balance, compiled.head[1::2], flow)
    assert balance[compiled.sink] == -balance[compiled.source] == solution.value
    assert np.count_nonzero(balance) == 2


@pytest.mark.parametrize("kind", KINDS)
def test_no_route_and_a_route_without_a_bound_are_told_by_both_flows(kind, draw_graph):
    for lines, status in (("s a 2\nb t 1", "no route"), ("s t unbounded", "unbounded")):
        compiled = compile_network(draw_graph(lines), "passing")
        solution = sweep_flow.sweep_flow(compiled, kind)
        assert (solution.status, solution.value) == (status, engine.solve(compiled, kind).value)


def test_a_search_that_finds_no_way_where_there_is_one_ends_with_an_error(monkeypatch):
    compiled = network(LARGER["grid"]())
    solution = sweep_flow.sweep_flow(compiled, "interpreted")
    monkeypatch.setattr(detour_kernel, "fill_paths", lambda *_: 0)
    removed = Removals(compiled, solution, "interpreted")
    with pytest.raises(CertificateError, match="no maximum flow any more"):
        removed.losses(Leaders(None))
    detour = np.flatnonzero((removed.flows() > 0) & ~removed._apart())[0]
    with pytest.raises(CertificateError, match="no way was found"):
        removed.take_out(int(detour))


def test_flow_led_around_a_jurisdiction_does_not_pass_it_by_legs_to_and_fro(draw_graph):
    # Of 7 that leave s, 5 reach b and 2 reach c; 4 and 1 of them can leave for t, and between b
    # and c legs lead both ways. So 5 arrive; without b 1 does, by c; without c 4 do, by b; without
    # s>b the 2 that reach c do, one of them by b.
    compiled = compile_network(
        draw_graph("s b 5\nb c 3\nc b 3\nb t 4\nc t 1\ns c 2\nb s 1"), "passing"
    )
    solution = sweep_flow.sweep_flow(compiled, "interpreted")
    assert solution.value == 5000
    losses = Removals(compiled, solution, "interpreted").losses(Leaders(None)).tolist()
    found = dict(zip((*compiled.inner_ids, *compiled.leg_ids), losses, strict=True))
    assert {name: loss for name, loss in found.items() if loss} == {
        "s": 5000,
        "t": 5000,
        "b": 4000,
        "c": 1000,
        "b>t": 4000,
        "c>t": 1000,
        "s>b": 3000,
    }
