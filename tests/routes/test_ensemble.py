"""The ensemble against every draw by itself, against exact probabilities, and against itself."""

import builtins
import importlib.util
import itertools
from collections import Counter
from dataclasses import replace
from math import sqrt

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import routes
import seeds
from routes import compilation, cut_tables, engine, fields
from routes.beliefs import Beliefs
from routes.draw_batches import batch_count
from routes.draw_ranks import RANKS
from routes.targets import offers
from tests.strategies import SCALE, empty_graph, graphs, jurisdiction, leg

needs_numba = pytest.mark.skipif(
    importlib.util.find_spec("numba") is None, reason="numba, the extra 'fast', is not installed"
)
LENSES = ("passing", "volume", "effort")
PRIORS = {"A": (3.0, 1.0), "B": (1.0, 1.0)}
SURE = 1e12
"""With Beta(p * SURE, (1 - p) * SURE) the share of a class is p as good as exactly."""


def _graph(*rows):
    """Make a graph from a to z of legs (id, origin, destination, class, capacity, cost)."""
    graph = empty_graph(("a",), ("z",))
    for place in sorted({"a", "z"} | {row[1] for row in rows} | {row[2] for row in rows}):
        graph.add_node(place, **jurisdiction())
    for name, origin, destination, grade, capacity in rows:
        attributes = leg(capacity) | {fields.EVIDENCE_CLASS: grade}
        graph.add_edge(origin, destination, key=name, **attributes)
    return graph


def _fixed(**shares):
    """Give beliefs in which legs exist independently, with these probabilities by class."""
    priors = {name: (share * SURE, (1 - share) * SURE) for name, share in shares.items()}
    return Beliefs(priors=priors, source_percent=0, jurisdiction_percent=0)


def _by_id(found):
    return {row.id: row for row in found.members}


@st.composite
def uncertain_graphs(draw, **options):
    """Draw a small graph whose legs have classes, sources and estimates."""
    graph = draw(graphs(**options))
    for _, _, _, data in graph.edges(keys=True, data=True):
        data[fields.EVIDENCE_CLASS] = draw(st.sampled_from(("A", "B", None)))
        data[fields.EVIDENCE] = draw(st.sampled_from(((), ("S1",), ("S1", "S2"))))
        capacity = data[fields.CAPACITY]
        if capacity != "unbounded" and draw(st.booleans()):
            data[fields.CAPACITY_LOW] = capacity // 2
            data[fields.CAPACITY_HIGH] = capacity + draw(st.sampled_from((0, 1, SCALE)))
    return graph


def _lightest_routes(graph):
    """List the legs and jurisdictions of all lightest routes of fewest hops, by trying each."""
    found = []
    for origin, end in itertools.product(
        graph.graph[fields.ORIGINS], graph.graph[fields.DESTINATIONS]
    ):
        for path in nx.all_simple_edge_paths(graph, origin, end):
            data = [graph.edges[edge] for edge in path]
            places = [origin, *(head for _, head, _ in path)]
            open_places = all(graph.nodes[place][fields.NODE_CAPACITY] != 0 for place in places)
            if open_places and all(each[fields.PASSING] != 0 for each in data):
                weight = sum(each[fields.ROUTE_WEIGHT] for each in data)
                found.append(((weight, len(path)), {*places, *(key for _, _, key in path)}))
    least = min((rank for rank, _ in found), default=None)
    return [members for rank, members in found if rank == least]


def _direct_counts(graph, draws, lens, beliefs):
    """Count over draws with the functions for one graph, one draw at a time."""
    counts = Counter()
    losses = Counter()
    values = []
    for number in range(draws):
        drawn = routes.drawn_graph(graph, number, beliefs=beliefs)
        cut = routes.min_cut(drawn, lens)
        values.append(cut.value)
        for what in ("every", "some"):
            members = getattr(cut, what)
            counts.update((what, name) for name in (*members.legs, *members.jurisdictions))
        ways = _lightest_routes(drawn)
        if ways:
            counts.update(("route_every", name) for name in set.intersection(*ways))
            counts.update(("route_some", name) for name in set.union(*ways))
        if cut.value is None:
            continue
        swept = routes.sweep(drawn, 1, lens).rows
        ends = {*graph.graph[fields.ORIGINS], *graph.graph[fields.DESTINATIONS]}
        for row in swept:
            losses[row.id] += row.loss_scaled
            among = [
                other.loss_scaled
                for other in swept
                if other.kind == row.kind and other.id not in ends and other.loss_scaled
            ]
            if row.loss_scaled and row.id not in ends:
                above = sum(loss > row.loss_scaled for loss in among)
                equal = sum(loss == row.loss_scaled for loss in among)
                possible = range(above + 1, min(above + equal, RANKS) + 1)
                counts.update(("possible", row.id, rank) for rank in possible)
                sure = equal == 1 and above < RANKS
                counts.update([("sure", row.id, above + 1)] if sure else [])
    return values, counts, losses


def _compare(graph, lens, beliefs, draws, kind):
    found = routes.ensemble(graph, draws, beliefs=beliefs, lens=lens, batch=4, engine=kind)
    values, counts, losses = _direct_counts(graph, draws, lens, beliefs)
    assert found.no_route.count == values.count(0)
    assert found.unbounded.count == values.count(None)
    if found.unbounded.count == 0:
        assert found.flow.mean_scaled == sum(values) / draws
        assert found.flow.sd_scaled == pytest.approx(np.std(values, ddof=1) if draws > 1 else 0)
        assert (found.flow.lowest_scaled, found.flow.highest_scaled) == (min(values), max(values))
    told = Counter()
    bounded = draws - found.unbounded.count
    for row in found.members:
        for what in ("every", "some", "route_every", "route_some"):
            told[what, row.id] = getattr(row, what).count
        for each in row.ranks:
            told["sure", row.id, each.rank] = each.sure.count
            told["possible", row.id, each.rank] = each.possible.count
        if bounded:
            assert row.loss_mean_scaled == losses[row.id] / bounded
    assert +told == counts


@settings(max_examples=100, deadline=None, derandomize=True)
@given(
    graph=uncertain_graphs(max_jurisdictions=5, max_legs=9),
    lens=st.sampled_from(LENSES),
    kind=st.sampled_from(("auto", "interpreted")),
)
def test_counts_are_those_of_each_draw_solved_by_itself(graph, lens, kind):
    _compare(graph, lens, Beliefs(priors=PRIORS), 6, kind)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(graph=uncertain_graphs(max_jurisdictions=5, max_legs=9), lens=st.sampled_from(LENSES))
def test_when_all_is_certain_every_share_is_that_of_the_minimum_cut(graph, lens):
    """Every share is 0 or 1."""
    for _, _, _, data in graph.edges(keys=True, data=True):
        data.pop(fields.CAPACITY_LOW, None)
        data.pop(fields.CAPACITY_HIGH, None)
    found = routes.ensemble(
        graph, 3, lens=lens, beliefs=Beliefs(cost_spread_percent=0), engine="interpreted"
    )
    cut = routes.min_cut(graph, lens)
    assert (found.no_route.share, found.unbounded.share) == (
        float(cut.status == "no route"),
        float(cut.status == "unbounded"),
    )
    for row in found.members:
        kind = "legs" if row.kind == "leg" else "jurisdictions"
        assert row.every.share == float(row.id in getattr(cut.every, kind))
        assert row.some.share == float(row.id in getattr(cut.some, kind))


@pytest.mark.parametrize("kind", ["auto", "interpreted"])
def test_the_packaged_study_draw_by_draw(kind):
    study = seeds.load()
    _compare(routes.build(study), "passing", routes.beliefs(study), 12, kind)


# Exact probabilities


def test_two_legs_in_series_and_two_in_parallel():
    """a --l1--> b --l2--> z, each with probability 0.8, and a --l3--> z with 0.5.

    No route: neither both of l1 and l2, 0.64, nor l3: 0.36 * 0.5 = 0.18. All carry 10, so the mean
    flow is 10 * (0.64 + 0.5); l3 is in every minimum cut when it exists, l1 and l2 in some when
    both do, and in none alone as there is another.
    """
    graph = _graph(
        ("l1", "a", "b", "A", 1000), ("l2", "b", "z", "A", 1000), ("l3", "a", "z", "B", 1000)
    )
    draws = 4000
    found = routes.ensemble(graph, draws, beliefs=_fixed(A=0.8, B=0.5), engine="interpreted")
    rows = _by_id(found)

    def near(share, truth):
        return abs(share.share - truth) < 4 * sqrt(truth * (1 - truth) / draws)

    assert near(found.no_route, 0.18)
    assert abs(found.flow.mean_scaled - 1140) < 4 * found.flow.standard_error_scaled
    assert near(rows["l3"].every, 0.5)
    assert rows["l1"].every.count == 0
    assert near(rows["l1"].some, 0.64)
    assert rows["b"].some.count == 0
    # Of one hop, l3 comes before the route of two.
    assert near(rows["l3"].route_every, 0.5)
    assert near(rows["l2"].route_every, 0.32)
    # l3 ties with l1 and l2 when all exist: no rank is sure, 1 to 3 are possible.
    assert near(rows["l3"].ranks[0].sure, 0.18)
    assert near(rows["l3"].ranks[2].possible, 0.32)
    assert near(rows["l3"].ranks[0].possible, 0.5)


def test_exact_probabilities_by_trying_every_combination():
    r"""Five legs of a bridge, each there or not: 32 combinations, with their probabilities.

    a --l1 3--> b --l3 2--> z
     \          | l5 1     /
      --l2 2--> c --l4 4--
    """
    ends = {"l1": "ab", "l2": "ac", "l3": "bz", "l4": "cz", "l5": "bc"}
    capacity = {"l1": 300, "l2": 200, "l3": 200, "l4": 400, "l5": 100}
    grade = {"l1": "A", "l2": "B", "l3": "B", "l4": "A", "l5": "B"}
    probability = {"A": 0.9, "B": 0.4}
    graph = _graph(*((name, *ends[name], grade[name], capacity[name]) for name in ends))
    truth = Counter()
    for there in itertools.product((True, False), repeat=5):
        chance = 1.0
        left = graph.copy()
        for name, exists in zip(ends, there, strict=True):
            share = probability[grade[name]]
            chance *= share if exists else 1 - share
            if not exists:
                left.remove_edge(*ends[name], key=name)
        cut = routes.min_cut(left)
        truth["no route"] += chance * (cut.value == 0)
        truth["flow"] += chance * cut.value
        for what in ("every", "some"):
            for name in getattr(cut, what).legs:
                truth[what, name] += chance
    draws = 4000
    found = routes.ensemble(graph, draws, beliefs=_fixed(**probability), engine="interpreted")
    assert abs(found.flow.mean_scaled - truth["flow"]) < 4 * found.flow.standard_error_scaled
    told = {("no route",): found.no_route}
    told |= {("every", row.id): row.every for row in found.members}
    told |= {("some", row.id): row.some for row in found.members}
    for key, share in told.items():
        exact = truth[key if len(key) > 1 else key[0]]
        assert abs(share.share - exact) <= 4 * sqrt(exact * (1 - exact) / draws), key


def test_repeated_seeds_are_unbiased_and_their_error_bars_cover_the_truth():
    """Of 60 intervals of 95 percent, fewer than 51 cover the truth once in 10,000 times."""
    graph = _graph(("l1", "a", "b", "A", 1000), ("l2", "b", "z", "A", 2000))
    seeds_tried, draws = 60, 250
    found = [
        routes.ensemble(graph, draws, seed, beliefs=_fixed(A=0.7), engine="interpreted")
        for seed in range(seeds_tried)
    ]
    truth = 0.7 * 0.7
    shares = [_by_id(each)["l1"].every for each in found]
    covered = sum(share.interval[0] <= truth <= share.interval[1] for share in shares)
    assert covered >= 51
    within = sum(
        abs(each.flow.mean_scaled - 1000 * truth) < 1.96 * each.flow.standard_error_scaled
        for each in found
    )
    assert within >= 51
    mean = sum(share.share for share in shares) / seeds_tried
    assert abs(mean - truth) < 4 * sqrt(truth * (1 - truth) / draws / seeds_tried)
    # The stated error is the one that repetition shows.
    seen = np.std([share.share for share in shares], ddof=1)
    assert seen == pytest.approx(shares[0].standard_error, rel=0.3)


def test_the_median_lies_where_the_law_says():
    """Of one leg, triangular from 0 over 0 to 100,000: half lie below 100,000 (1 - sqrt(1/2))."""
    graph = _graph(("l1", "a", "z", None, 0))
    graph.edges["a", "z", "l1"][fields.CAPACITY_HIGH] = 100_000
    graph.edges["a", "z", "l1"][fields.CAPACITY_LOW] = 0
    found = routes.ensemble(graph, 2000, engine="interpreted").flow
    median = found.quantile(50)
    assert median.low_95_scaled < 100_000 * (1 - sqrt(0.5)) < median.high_95_scaled
    assert median.low_95_scaled < median.value_scaled < median.high_95_scaled
    assert abs(found.mean_scaled + 0.5 - 100_000 / 3) < 4 * found.standard_error_scaled
    assert found.sd_scaled == pytest.approx(100_000 / sqrt(18), rel=0.05)


# What must not matter


@pytest.fixture(scope="module")
def study():
    return seeds.load()


@pytest.fixture(scope="module")
def asked(study):
    """Give the packaged study's graph, its beliefs, and two plans to compare."""
    graph = routes.build(study)
    plans = [plan for row in routes.frontier(graph, [2, 3]).rows for plan in row.best.plans]
    return graph, routes.beliefs(study), plans


def test_batches_and_workers_change_nothing(asked):
    graph, believed, plans = asked
    once = routes.ensemble(
        graph, 150, beliefs=believed, plans=plans, budget=3, batch=1000, engine="interpreted"
    )
    ways = itertools.product(((1, 1), (7, 1), (7, 2), (64, 2)), ("interpreted", "auto"))
    for (batch, workers), kind in ways:
        again = routes.ensemble(
            graph,
            150,
            beliefs=believed,
            plans=plans,
            budget=3,
            batch=batch,
            workers=workers,
            engine=kind,
        )
        assert again == once


@needs_numba
def test_compiled_and_interpreted_loops_tell_the_same(asked):
    graph, believed, plans = asked
    slow, fast, parallel = (
        routes.ensemble(
            graph, 150, beliefs=believed, plans=plans, batch=40, workers=workers, engine=engine
        )
        for engine, workers in (("interpreted", 1), ("compiled", 1), ("compiled", 2))
    )
    assert slow == fast == parallel


def test_another_seed_tells_something_else(asked):
    graph, believed, _ = asked
    one, other = (
        routes.ensemble(graph, 50, seed, beliefs=believed, engine="interpreted") for seed in (1, 2)
    )
    assert one.flow != other.flow


def test_a_leg_that_can_carry_nothing_changes_no_draw_of_the_others():
    rows = (("l2", "a", "b", "A", 500), ("l3", "b", "z", "B", 900))
    found = [
        routes.ensemble(graph, 200, beliefs=Beliefs(priors=PRIORS), engine="interpreted")
        for graph in (_graph(*rows), _graph(("l1", "a", "z", "A", 0), *rows))
    ]
    assert found[0].flow == found[1].flow
    assert found[0].members == found[1].members


def test_without_numba_it_works_and_says_what_would_help(monkeypatch, capsys):
    real_import = builtins.__import__

    def refuse(name, *args, **kwargs):
        if name == "numba":
            raise ImportError(name)
        return real_import(name, *args, **kwargs)

    graph = _graph(("l1", "a", "z", "A", 500))
    asked = {"beliefs": Beliefs(priors=PRIORS)}
    usual = routes.ensemble(graph, 2000, **asked, engine="interpreted")
    compilation.compiled_kernels.cache_clear()
    monkeypatch.setattr(builtins, "__import__", refuse)
    monkeypatch.setattr(engine, "COMPILED_FROM_DRAWN_ARCS", 5_000)
    monkeypatch.setattr(cut_tables, "MOST_ARCS", 0)
    try:
        assert routes.ensemble(graph, 2000, **asked) == usual
        assert "pip install 'routerisk[fast]' would help" in capsys.readouterr().err
    finally:
        compilation.compiled_kernels.cache_clear()


def test_batches_are_counted_and_told():
    graph = _graph(("l1", "a", "z", None, 500))
    told = []
    routes.ensemble(graph, 10, batch=4, engine="interpreted", step=told.append)
    assert told == ["4 draws", "8 draws", "10 draws"]
    assert batch_count(graph, 10, 4) == 3
    assert batch_count(graph, 10_000) == 10


def test_a_flow_that_is_not_the_capacity_of_its_cut_is_never_told(monkeypatch):
    kernels = compilation.interpreted_kernels()
    wrong = kernels | {"count_cuts": lambda *arguments: kernels["count_cuts"](*arguments) + 1}
    monkeypatch.setattr(engine, "interpreted_kernels", lambda: wrong)
    with pytest.raises(routes.CertificateError, match="in 1 draws the flow is not the capacity"):
        routes.ensemble(_graph(("l1", "a", "z", None, 500)), 5, engine="interpreted")


# Ends of the range


def test_draws_without_a_route_are_counted_and_not_passed_over():
    graph = _graph(("l1", "a", "z", "A", 1000))
    found = routes.ensemble(graph, 500, beliefs=_fixed(A=0.25), engine="interpreted")
    row = _by_id(found)["l1"]
    assert found.no_route.count + row.every.count == 500
    assert found.flow.mean_scaled == 1000 * row.every.share
    assert found.flow.quantile(50).value_scaled == 0


def test_without_any_leg_there_is_no_route_in_any_draw():
    found = routes.ensemble(_graph(), 5, engine="interpreted")
    assert (found.no_route.share, found.flow.mean_scaled) == (1.0, 0.0)
    assert {row.kind for row in found.members} == {"jurisdiction"}


def test_draws_without_a_bound_have_no_cut_and_no_mean():
    graph = _graph(("l1", "a", "z", "A", "unbounded"), ("l2", "a", "z", None, 700))
    found = routes.ensemble(graph, 300, beliefs=_fixed(A=0.5), engine="interpreted")
    row = _by_id(found)["l2"]
    assert found.unbounded.count + row.every.count == 300
    assert found.flow.mean_scaled is None
    assert found.flow.quantile(5).value_scaled == 700
    assert found.flow.highest_scaled == "unbounded"
    assert (row.loss_mean_scaled, row.loss_error_scaled) == (700.0, 0.0)


def test_under_effort_a_cost_has_no_bound_and_a_capacity_does_not_matter():
    graph = _graph(("l1", "a", "b", None, "unbounded"), ("l2", "b", "z", None, 500))
    certain = Beliefs(cost_spread_percent=0)
    asked = {"beliefs": certain, "lens": "effort", "engine": "interpreted"}
    assert routes.ensemble(graph, 3, **asked).flow.mean_scaled == SCALE
    for edge in (("a", "b", "l1"), ("b", "z", "l2")):
        graph.edges[edge][fields.INTERDICT_COST] = "unbounded"
    assert routes.ensemble(graph, 3, **asked).unbounded.share == 1.0


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ({"draws": 0}, "draws"),
        ({"batch": 0}, "batch"),
        ({"batch": 1001}, "batch"),
        ({"workers": 0}, "workers"),
    ],
)
def test_numbers_out_of_range_are_refused(numbers, said):
    with pytest.raises(ValueError, match=said):
        routes.ensemble(_graph(("l1", "a", "z", None, 5)), **numbers)


def test_amounts_that_no_float_holds_are_refused():
    graph = _graph(("l1", "a", "z", None, 5))
    graph.edges["a", "z", "l1"][fields.CAPACITY_HIGH] = 2**53
    with pytest.raises(routes.GraphError, match="must stay below"):
        routes.ensemble(graph, 5)
    with pytest.raises(routes.GraphError, match="lens 'pasing' is unknown"):
        routes.ensemble(_graph(), 5, lens="pasing")


# Plans


def test_plans_are_compared_in_every_draw(study, asked):
    """Values, best and regret against maximum flows of each drawn graph after each plan."""
    graph, believed, _ = asked
    acts = {name: act for name, act in routes.measures(study).items() if act.points > 0}
    offered = offers(graph, jurisdictions={"HK": 4000}, measures=acts.values())
    targets = {offer.target.id: offer.target for offer in offered}
    measure = next(name for name in sorted(acts) if name in targets)
    plans = [
        routes.Plan.of(targets[name] for name in names)
        for names in ((), ("US>CN.direct",), ("HK",), (measure,), ("HK", "US>CN.direct", measure))
    ]
    draws = 15
    found = routes.ensemble(
        graph,
        draws,
        beliefs=believed,
        plans=plans,
        measures=acts.values(),
        budget=6,
        engine="interpreted",
    )
    values = []
    for number in range(draws):
        drawn = routes.drawn_graph(graph, number, beliefs=believed)
        row = []
        for plan in plans:
            legs = {target.id for target in plan.targets if target.kind == "leg"}
            after = routes.intervene(
                drawn,
                remove=sorted(legs.intersection(key for *_, key in drawn.edges(keys=True))),
                close=[target.id for target in plan.targets if target.kind == "jurisdiction"],
                apply=[acts[target.id] for target in plan.targets if target.kind == "measure"],
            )
            row.append(routes.max_flow(after).value)
        values.append(row)
    for place, told in enumerate(found.plans):
        mine = [row[place] for row in values]
        least = [min(row) for row in values]
        regret = sorted(one - other for one, other in zip(mine, least, strict=True))
        assert told.value.mean_scaled == sum(mine) / draws
        assert told.best.count == sum(one == low for one, low in zip(mine, least, strict=True))
        assert told.alone_best.count == sum(
            row[place] == min(row) and row.count(min(row)) == 1 for row in values
        )
        assert told.regret.mean_scaled == sum(regret) / draws
        beyond = [row[place] - row[0] for row in values]
        assert told.beyond_first_scaled == sum(beyond) / draws
        error = np.std(beyond, ddof=1) / sqrt(draws)
        assert told.beyond_first_error_scaled == pytest.approx(error)
        assert told.regret.highest_scaled == regret[-1]
        assert told.regret.quantile(95).value_scaled == regret[14]
    assert found.plans[4].best.share == 1.0
    assert found.plans[0].cost.highest_scaled == 0
    assert found.plans[0].within_budget.share == 1.0
    assert found.plans[4].within_budget.count < draws
    by_target = {row.id: row for row in found.targets}
    assert set(by_target) == {"HK", "US>CN.direct", measure}
    assert by_target["HK"].some.share == 1.0
    for name, told in by_target.items():
        tied = [
            [name in plan.ids for plan, value in zip(plans, row, strict=True) if value == min(row)]
            for row in values
        ]
        assert told.every.count == sum(map(all, tied))
        assert told.some.count == sum(map(any, tied))
    assert by_target["HK"].every.count > 0


def test_targets_of_the_best_plans_have_lower_and_upper_shares():
    """Without l1 or without l2 as much is left: each is in some best plan and none in every."""
    graph = _graph(("l1", "a", "b", None, 500), ("l2", "b", "z", None, 500))
    plans = routes.interdict(graph, 1).plans
    found = routes.ensemble(graph, 20, plans=plans, engine="interpreted")
    assert [(row.id, row.every.share, row.some.share) for row in found.targets] == [
        ("l1", 0.0, 1.0),
        ("l2", 0.0, 1.0),
    ]
    assert [(row.best.share, row.alone_best.share) for row in found.plans] == [(1.0, 0.0)] * 2
    assert [row.stops_all.share for row in found.plans] == [1.0, 1.0]


def test_a_plan_that_leaves_no_bound_where_another_does_has_no_mean_regret():
    graph = _graph(("l1", "a", "z", None, "unbounded"), ("l2", "a", "z", None, 500))
    first, second = (
        routes.Plan.of([offer.target]) for offer in offers(graph) if offer.target.kind == "leg"
    )
    found = routes.ensemble(graph, 20, plans=[first, second], engine="interpreted")
    assert found.plans[0].regret.highest_scaled == 0
    assert found.plans[1].regret.mean_scaled is None
    assert found.plans[1].regret.highest_scaled == "unbounded"


def test_plans_of_what_is_not_there_are_refused():
    graph = _graph(("l1", "a", "z", None, 500))
    plan = routes.Plan.of([routes.Target("leg", "l9", 100), routes.Target("measure", "m", 100)])
    with pytest.raises(routes.GraphError, match="leg 'l9' is not there") as refused:
        routes.ensemble(graph, 5, plans=[plan])
    assert "measure 'm' is not there" in str(refused.value)


# How it is told


def test_results_become_plain_values_tables_and_html(asked):
    graph, believed, plans = asked
    found = routes.ensemble(graph, 30, beliefs=believed, plans=plans, engine="interpreted")
    plain = found.to_dict()
    assert plain["members"][-1]["every"]["count"] == found.members[-1].every.count
    assert plain["plans"][0]["plan"]["targets"][0]["kind"] == "leg"
    frame = found.to_frame()
    assert len(frame) == len(found.members)
    leg_row = frame[frame["id"] == "US>CN.direct"].iloc[0]
    assert leg_row["every"] == _by_id(found)["US>CN.direct"].every.share
    assert len(found.plans_frame()) == len(plans)
    assert "30 draws, passing" in found._repr_html_()
    assert replace(found, plans=()).plans_frame().empty


def test_assumptions_say_what_is_drawn_and_what_is_not(asked):
    graph, believed, plans = asked
    told = " ".join(routes.ensemble(graph, 2, beliefs=believed, plans=plans).assumptions)
    for words in ("B Beta(8, 2)", "triangularly", "rules-weigh-more", "nobody has seen", "25 %"):
        assert words in told
    plain = " ".join(routes.ensemble(_graph(("l1", "a", "z", None, 5)), 2).assumptions)
    assert "Every leg exists in every draw" in plain
    assert "Pressure is as the graph has it" in plain
    assert "plan" not in plain
