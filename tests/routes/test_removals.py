import importlib.util
import itertools
from dataclasses import replace

import numpy as np
import pytest
from scipy.sparse import coo_array
from scipy.sparse.csgraph import maximum_flow

from routes import CertificateError, compilation, engine
from routes.arrays import compile_network
from routes.leaders import Leaders
from routes.removals import Removals, removal_losses
from routes.sweep_flow import sweep_flow
from tests.benchmark_graphs import grid_legs, layered_legs, network, random_legs
from tests.random_graphs import random_graph

needs_numba = pytest.mark.skipif(
    importlib.util.find_spec("numba") is None, reason="numba, the extra 'fast', is not installed"
)
LARGER = {
    "random": lambda: random_legs(1_500, ends=4),
    "layered": lambda: layered_legs(layers=7, width=40, degree=5),
    "grid": lambda: grid_legs(side=18),
}


def bounded_networks(count, seed):
    rng = np.random.default_rng(seed)
    while count:
        compiled = compile_network(random_graph(rng), "passing")
        solution = engine.solve(compiled, "interpreted")
        if solution.value is not None:
            count -= 1
            yield compiled, solution


def value_by_scipy(legs, without=()):
    """Solve without some legs, jurisdictions being one node each, by another library."""
    kept = np.ones(legs.count, dtype=bool)
    kept[list(without)] = False
    start, end = legs.node_count, legs.node_count + 1
    much = int(legs.capacity.sum())
    rows = np.concatenate([legs.tail[kept], np.full(len(legs.origins), start), legs.destinations])
    columns = np.concatenate([legs.head[kept], legs.origins, np.full(len(legs.destinations), end)])
    links = len(legs.origins) + len(legs.destinations)
    amounts = np.concatenate([legs.capacity[kept], np.full(links, much)])
    shape = (legs.node_count + 2,) * 2
    # Parallel legs are added up; all sums are far below 2**31, the range of this library.
    matrix = coo_array((amounts.astype(np.int32), (rows, columns)), shape=shape).tocsr()
    return int(maximum_flow(matrix, start, end).flow_value)


@pytest.mark.parametrize("name", sorted(LARGER))
def test_losses_on_larger_graphs_are_those_of_another_library(name):
    legs = LARGER[name]()
    assert legs.count >= 1000
    compiled = network(legs)
    solution = engine.solve(compiled)
    assert solution.value == value_by_scipy(legs)
    losses = removal_losses(compiled, solution)[len(compiled.inner_ids) :]
    flows = solution.residual[compiled.member_arcs + 1][len(compiled.inner_ids) :]
    rng = np.random.default_rng(1)
    carrying, idle = np.flatnonzero(flows > 0), np.flatnonzero(flows == 0)
    chosen = [*rng.choice(carrying, 150, replace=False), *rng.choice(idle, 20, replace=False)]
    for leg in chosen:
        assert solution.value - losses[leg] == value_by_scipy(legs, without=(leg,))
    assert 0 < np.count_nonzero(losses) < len(carrying)


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(LARGER))
def test_all_losses_on_larger_graphs_are_those_of_another_library(name):
    legs = LARGER[name]()
    compiled = network(legs)
    solution = engine.solve(compiled)
    losses = removal_losses(compiled, solution)
    for leg, loss in enumerate(losses[len(compiled.inner_ids) :]):
        assert solution.value - loss == value_by_scipy(legs, without=(leg,))
    for place, loss in enumerate(losses[: len(compiled.inner_ids)]):
        touching = np.flatnonzero((legs.tail == place) | (legs.head == place))
        assert solution.value - loss == value_by_scipy(legs, without=touching)


@needs_numba
@pytest.mark.parametrize("name", sorted(LARGER))
def test_compiled_and_interpreted_loops_give_the_same(name):
    compiled = network(LARGER[name]())
    solution = engine.solve(compiled)
    slow, fast = (removal_losses(compiled, solution, kind) for kind in ("interpreted", "compiled"))
    assert np.array_equal(slow, fast)


@needs_numba
def test_compiled_and_interpreted_loops_do_the_same_on_small_graphs():
    for compiled, solution in bounded_networks(60, seed=2):
        runs = []
        for kind in ("interpreted", "compiled"):
            removals = Removals(compiled, solution, kind)
            losses = removals.losses(Leaders(None))
            runs.append((losses.tolist(), removals.searches, list(removals.residual)))
        assert runs[0] == runs[1]


@pytest.mark.parametrize("kind", ["interpreted", pytest.param("compiled", marks=needs_numba)])
def test_a_sweep_leaves_the_flow_that_it_was_given(kind):
    for compiled, solution in bounded_networks(60, seed=3):
        given = solution.residual.tobytes()
        removals = Removals(compiled, solution, kind)
        removals.losses(Leaders(None))
        assert np.asarray(removals.residual, dtype=np.int64).tobytes() == given
        assert solution.residual.tobytes() == given


def test_losses_from_a_flow_that_broke_are_never_told(monkeypatch):
    def forgetful(rows, residual, asked, least, work):
        searched = kernels["measure_losses"](rows, residual, asked, least, work)
        residual[0] += 1
        return searched

    kernels = compilation.interpreted_kernels()
    broken = kernels | {"measure_losses": forgetful}
    monkeypatch.setattr(engine, "interpreted_kernels", lambda: broken)
    compiled = network(LARGER["grid"]())
    with pytest.raises(CertificateError, match="no maximum flow any more"):
        removal_losses(compiled, engine.solve(compiled), "interpreted")


def test_taking_out_for_good_leaves_a_maximum_flow():
    taken = 0
    for compiled, solution in bounded_networks(120, seed=4):
        for position in np.flatnonzero(solution.residual[compiled.member_arcs + 1]).tolist():
            removals = Removals(compiled, solution)
            lost = removals.take_out(position)
            amount = compiled.amount.copy()
            amount[2 * position] = 0
            again = engine.solve(replace(compiled, amount=amount))
            assert solution.value - lost == again.value
            check_maximum(compiled, amount, np.array(removals.residual), again.value)
            taken += 1
    assert taken > 100


def check_maximum(compiled, amount, residual, value):
    flow = residual[1::2]
    assert (residual >= 0).all()
    assert np.array_equal(residual[::2] + flow, amount[::2])
    balance = np.zeros(compiled.node_count, dtype=np.int64)
    np.add.at(balance, compiled.head[1::2], flow)
    np.subtract.at(balance, compiled.head[::2], flow)
    expected = np.zeros_like(balance)
    expected[compiled.source], expected[compiled.sink] = value, -value
    assert np.array_equal(balance, expected)


def test_a_member_whose_ends_are_apart_in_the_residual_needs_no_search(draw_graph):
    # s -2-> a -1-> t: a>t is the only cut, so its ends are apart; s>a can only give its flow back.
    compiled = compile_network(draw_graph("s a 2\na t 1"), "passing")
    solution = engine.solve(compiled)
    removals = Removals(compiled, solution)
    losses = removals.losses(Leaders(None))
    assert dict(zip((*compiled.inner_ids, *compiled.leg_ids), losses.tolist(), strict=True)) == {
        "a": 1000,
        "s": 1000,
        "t": 1000,
        "a>t": 1000,
        "s>a": 1000,
    }
    only = np.array([name == "a>t" for name in (*compiled.inner_ids, *compiled.leg_ids)])
    removals = Removals(compiled, solution)
    assert removals.losses(Leaders(None), among=only).sum() == 1000
    assert removals.searches == 0


def test_the_search_for_the_first_few_stops_early(draw_graph):
    # One leg of 50, and 30 detours of 1 or 2, each doubled so that none is missed alone.
    lines = ["s t 50"]
    for number in range(30):
        lines += [f"s {place} {1 + number % 2}" for place in (f"p{number}", f"q{number}")]
        lines += [f"{place} z 9" for place in (f"p{number}", f"q{number}")]
    compiled = compile_network(draw_graph("\n".join([*lines, "z t 45"])), "passing")
    solution = engine.solve(compiled)
    whole, first = (Removals(compiled, solution) for _ in range(2))
    losses = whole.losses(Leaders(None))
    assert sorted(losses.tolist())[-5:] == [45_000, 45_000, 50_000, 95_000, 95_000]
    assert sorted(first.losses(Leaders(3)).tolist())[-4:] == [0, 50_000, 95_000, 95_000]
    assert first.searches * 10 < whole.searches


def test_only_the_first_few_are_right_and_no_other_is_larger():
    for (compiled, solution), top in itertools.product(bounded_networks(40, seed=5), (1, 2, 4)):
        whole = removal_losses(compiled, solution)
        some = removal_losses(compiled, solution, top=top)
        least = max(1, sorted(whole)[-top]) if len(whole) >= top else 1
        assert np.array_equal(some[whole >= least], whole[whole >= least])
        assert (some[whole < least] < least).all()


@pytest.mark.parametrize("name", sorted(LARGER))
def test_the_largest_losses_are_those_of_all_removals_in_fewer_searches(name):
    compiled = network(LARGER[name]())
    solution = sweep_flow(compiled)
    everything, few = (Removals(compiled, solution) for _ in range(2))
    losses, told = everything.losses(Leaders(None)), few.losses(Leaders(20))
    least = np.sort(losses)[-20]
    assert np.array_equal(told[losses >= least], losses[losses >= least])
    assert (told[losses < least] <= losses[losses < least]).all()
    assert few.searches < everything.searches / 2
