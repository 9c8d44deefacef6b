"""Tables against loops over draws, in which each draw is solved by itself."""

import importlib.util
import itertools

import numpy as np
import pytest

import routes
import seeds
from routes import compilation, engine, fields
from routes.arrays import compile_network
from routes.beliefs import Beliefs
from routes.cut_tables import CutTables
from routes.draw_loops import LoopSolver
from routes.draw_network import draw_network, shutting
from routes.draw_solver import choose_solver
from routes.draw_tables import TableSolver
from routes.leg_beliefs import leg_beliefs
from routes.leg_draws import LegSampler
from tests.random_graphs import random_graphs

needs_numba = pytest.mark.skipif(
    importlib.util.find_spec("numba") is None, reason="numba, the extra 'fast', is not installed"
)
DRAWS = np.arange(12)
BELIEFS = Beliefs(priors={"A": (3.0, 1.0), "B": (1.0, 1.0)})


def solvers(graph, beliefs=BELIEFS, lens="passing"):
    """Give a network with room for every draw, its tables and its loops, and some draws."""
    sampler = LegSampler(leg_beliefs(graph, beliefs), beliefs, 1)
    room = draw_network(graph, sampler.legs, lens, beliefs.cost_spread_percent)
    tables, loops = (
        choose_solver(room.network, "auto", 10**9),
        choose_solver(room.network, "interpreted", 1),
    )
    assert isinstance(tables, TableSolver)
    assert isinstance(loops, LoopSolver)
    return room, tables, loops, sampler.draw(DRAWS)


def uncertain(graphs):
    """Give legs of graphs classes of evidence and estimates, in turn."""
    for graph in graphs:
        for number, (_, _, _, data) in enumerate(graph.edges(keys=True, data=True)):
            data[fields.EVIDENCE_CLASS] = ("A", None, "B")[number % 3]
            if data[fields.CAPACITY] != "unbounded" and number % 2:
                data[fields.CAPACITY_LOW] = data[fields.CAPACITY] // 2
                data[fields.CAPACITY_HIGH] = data[fields.CAPACITY] + 70
        yield graph


def test_the_packaged_study_is_small_enough_for_tables_however_many_draws():
    study = seeds.load()
    for layer in ("goods", "service", "ownership", "licensed"):
        graph = routes.build(study, layer=layer)
        room, tables, loops, draws = solvers(graph, routes.beliefs(study))
        amounts = room.amounts(draws)
        assert_same(tables.cuts(amounts), loops.cuts(amounts))


@pytest.mark.parametrize("lens", ["passing", "volume"])
def test_cuts_losses_and_routes_are_those_of_each_draw_by_itself(lens):
    seen = {"two origins": 0, "bounded place": 0, "no bound": 0, "route": 0}
    for graph in uncertain(random_graphs(300)):
        room, tables, loops, draws = solvers(graph, lens=lens)
        amounts, pressures = room.amounts(draws), room.pressures(draws)
        one, other = tables.cuts(amounts), loops.cuts(amounts)
        assert_same(one, other)
        on_routes = tables.routes(pressures, amounts)
        for mine, theirs in zip(on_routes, loops.routes(pressures, amounts), strict=True):
            assert mine.tolist() == theirs.tolist()
        seen["two origins"] += len(graph.graph[fields.ORIGINS]) > 1
        seen["bounded place"] += not room.network.without_bound.all()
        seen["no bound"] += int((one.values >= room.network.unbounded).any())
        seen["route"] += int(on_routes[0].any())
    assert min(seen.values()) > 20, seen


def assert_same(one, other):
    for mine, theirs in zip(one, other, strict=True):
        assert mine.tolist() == theirs.tolist()


def test_flows_after_plans_are_those_of_each_draw_by_itself():
    rng = np.random.default_rng(5)
    closed_places = 0
    for graph in uncertain(random_graphs(150)):
        room, tables, loops, draws = solvers(graph)
        legs = {leg for leg in room.network.leg_ids if rng.random() < 0.2}
        places = {place for place in room.network.inner_ids if rng.random() < 0.2}
        points = rng.integers(0, 40, len(room.legs.ids))
        for change in (shutting(room, legs, places, points), room.no_change()):
            amounts = room.amounts(draws, change)
            flows = tables.flows(amounts, change.shut)
            assert flows.tolist() == loops.flows(amounts, change.shut).tolist()
        closed_places += bool(places)
    assert closed_places > 50


@pytest.mark.parametrize(
    "kind", ["auto", "interpreted", pytest.param("compiled", marks=needs_numba)]
)
@pytest.mark.parametrize("lens", ["passing", "volume"])
def test_what_plans_leave_of_each_draw_s_flow_is_the_flow_after_them(kind, lens):
    rng = np.random.default_rng(6)
    lost = unbounded = kept = 0
    for graph in uncertain(random_graphs(120)):
        room, _, loops, draws = solvers(graph, lens=lens)
        changes = []
        for _ in range(3):
            legs = {leg for leg in room.network.leg_ids if rng.random() < 0.2}
            places = {place for place in room.network.inner_ids if rng.random() < 0.1}
            points = rng.integers(0, 40, len(room.legs.ids)) * (rng.random() < 0.5)
            changes.append(shutting(room, legs, places, points))
        amounts = room.amounts(draws)
        plans = [(room.amounts(draws, change), change.shut) for change in changes]
        shut = np.logical_or.reduce([change.shut for change in changes])
        told = choose_solver(room.network, kind, 1).plan_flows(amounts, iter(plans), shut)
        before = loops.flows(amounts, room.no_change().shut)
        for flows, plan in zip(told, plans, strict=True):
            assert flows.tolist() == loops.flows(*plan).tolist()
            lost += int((flows < before).any())
            kept += int(((flows == before) & (before > 0)).any())
        unbounded += int((before >= room.network.unbounded).any())
    assert min(lost, kept) > 50
    assert unbounded > 5


@pytest.mark.parametrize("kind", ["auto", "interpreted"])
def test_where_there_is_no_bound_a_plan_on_another_way_takes_nothing(draw_graph, kind):
    # What has a bound moves between other ends, and is first, as its way is shorter.
    legs = "r u 3\ns b unbounded\nb c unbounded\nc t unbounded"
    room, _, _, draws = solvers(draw_graph(legs, origins=("r", "s"), destinations=("t", "u")))
    change = shutting(room, {"r>u"}, set(), np.zeros(4, dtype=np.int64))
    plan = room.amounts(draws, change), change.shut
    solver = choose_solver(room.network, kind, 1)
    (left,) = solver.plan_flows(room.amounts(draws), [plan], change.shut)
    assert left.tolist() == [room.network.unbounded] * len(DRAWS)


def test_a_plan_after_which_more_could_flow_is_never_told(draw_graph, monkeypatch):
    room, _, _, draws = solvers(draw_graph("s a 3\na t 1\na t 5"))
    kernels = compilation.interpreted_kernels()
    wrong = kernels | {"measure_plan": lambda *arguments: kernels["measure_plan"](*arguments) + 1}
    monkeypatch.setattr(engine, "interpreted_kernels", lambda: wrong)
    solver = choose_solver(room.network, "interpreted", 1)
    amounts, change = room.amounts(draws), shutting(room, {"a>t"}, set(), np.zeros(3, np.int64))
    with pytest.raises(routes.CertificateError, match="more could flow after a plan"):
        solver.plan_flows(amounts, [(room.amounts(draws, change), change.shut)], change.shut)


def test_one_of_several_origins_that_are_one_node_is_closed_alone(draw_graph):
    graph = draw_graph("s a 3\nr a 4\na t 9\nr s 5", origins=("s", "r"))
    room, tables, _, draws = solvers(graph)
    change = shutting(room, set(), {"s"}, np.zeros(4, dtype=np.int64))
    assert tables.flows(room.amounts(draws, change), change.shut).tolist() == [4000] * len(DRAWS)


def test_what_is_too_wide_for_tables_is_left_to_loops(draw_graph):
    # Of n places that all lead to each other the tables have about 2^(n + 1) entries.
    def complete(count):
        places = [f"n{number}" for number in range(count)]
        rows = [f"{one} {other} 1" for one, other in itertools.permutations(places, 2)]
        return compile_network(draw_graph("\n".join([*rows, "s n0 1", "n1 t 1"])), "passing")

    assert isinstance(choose_solver(complete(7), "auto", 1), TableSolver)
    assert isinstance(choose_solver(complete(8), "auto", 1), LoopSolver)


@pytest.mark.parametrize("asked", ["flows", "cuts"])
def test_a_cut_without_a_flow_of_its_capacity_is_never_told(draw_graph, monkeypatch, asked):
    room, tables, _, draws = solvers(draw_graph("s a 1\na t 1"))
    right = CutTables._upward

    def one_more(self, carried):
        made, results, least = right(self, carried)
        return made, results, least + 1

    monkeypatch.setattr(CutTables, "_upward", one_more)
    amounts = room.amounts(draws)
    arguments = (amounts, room.no_change().shut) if asked == "flows" else (amounts,)
    with pytest.raises(routes.CertificateError, match="not the capacity of its cut"):
        getattr(tables, asked)(*arguments)
