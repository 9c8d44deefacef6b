"""How wrong a number may be before a plan is not best any more, against all plans and cuts."""

import itertools
import sys
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import routes
import seeds
from routes import fields
from routes.lenses import jurisdiction_amount, leg_amount, open_legs
from routes.plan_tables import PlanTables
from routes.plans import Plan
from routes.targets import offers
from tests.strategies import SCALE, graphs

NO_BOUND = 10**9
LENSES = ("passing", "volume")


class _EveryPlan:
    """What each plan leaves: the least of all cuts, each a set of arrivals and departures."""

    def __init__(self, graph, lens, budget_scaled):
        self.legs = [leg for _, _, leg, _ in sorted(graph.edges(keys=True, data=True), key=_key)]
        bit = {
            (place, side): 2 * number + side
            for number, place in enumerate(graph)
            for side in (0, 1)
        }
        sets = np.arange(2 ** len(bit))
        for origin in graph.graph[fields.ORIGINS]:
            sets = sets[sets >> bit[origin, 0] & 1 == 1]
        for end in graph.graph[fields.DESTINATIONS]:
            sets = sets[sets >> bit[end, 1] & 1 == 0]
        ends = {leg: (tail, head) for tail, head, leg in graph.edges(keys=True)}
        arcs = [(bit[ends[leg][0], 1], bit[ends[leg][1], 0]) for leg in self.legs]
        arcs += [(bit[place, 0], bit[place, 1]) for place in graph]
        self.crossing = np.array([(sets >> tail) & 1 & ~(sets >> head) for tail, head in arcs]).T
        self.amounts = [leg_amount(graph.edges[(*ends[leg], leg)], lens) for leg in self.legs]
        self.places = [jurisdiction_amount(data, lens) for _, data in graph.nodes(data=True)]
        targets = [offer.target for offer in offers(graph)]
        self.plans = [
            Plan.of(chosen)
            for size in range(len(targets) + 1)
            for chosen in itertools.combinations(targets, size)
            if sum(target.cost_scaled for target in chosen) <= budget_scaled
        ]

    def left(self, leg, amount):
        """Give what each plan leaves when a leg counts so much."""
        counts = [
            amount if each == leg else of for each, of in zip(self.legs, self.amounts, strict=True)
        ]
        columns = []
        for plan in self.plans:
            legs = [
                0 if name in plan.ids else of for name, of in zip(self.legs, counts, strict=True)
            ]
            columns.append([NO_BOUND if of == "unbounded" else of for of in (*legs, *self.places)])
        least = (self.crossing @ np.array(columns).T).min(axis=0).tolist()
        return dict(zip(self.plans, least, strict=True))

    def is_best(self, plan, leg, amount):
        left = self.left(leg, amount)
        return left[plan] == min(left.values())


def _key(edge):
    return edge[2]


def leave_to_a_search(patch):
    patch.setattr(sys.modules["routes.breakdown"], "tabled_answers", lambda *_: None)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(
    graph=graphs(max_jurisdictions=4, max_legs=6),
    lens=st.sampled_from(LENSES),
    budget=st.integers(0, 6),
    pick=st.integers(0, 3),
    tables=st.booleans(),
)
def test_a_plan_is_best_within_the_ends_and_nowhere_else(graph, lens, budget, pick, tables):
    """Every plan is tried, at and next to each end and at amounts between and beyond."""
    best = routes.interdict(graph, budget, lens=lens)
    if best.value_scaled is None:
        with pytest.raises(routes.GraphError, match="no plan within the budget bounds the flow"):
            routes.breakdown(graph, best.plans[0] if best.plans else Plan((), 0), budget, lens=lens)
        return
    plan = best.plans[pick % len(best.plans)]
    with pytest.MonkeyPatch.context() as patch:
        if not tables:
            leave_to_a_search(patch)
        found = routes.breakdown(graph, plan, budget, lens=lens)
    tried = _EveryPlan(graph, lens, budget * SCALE)
    assert [row.leg for row in sorted(found.rows, key=lambda row: row.leg)] == [
        leg for _, _, leg, _ in open_legs(graph)
    ]
    for row in found.rows:
        low, high = row.amount.low, row.amount.high
        amounts = {0, low, max(low - 1, 0), *range(0, 1300, 130)}
        amounts |= set() if high is None else {high, high + 1}
        for amount in sorted(amounts):
            inside = low <= amount and (high is None or amount <= high)
            assert tried.is_best(plan, row.leg, amount) == inside
        for rival, amount in ((row.rival_below, low - 1), (row.rival_above, (high or 0) + 1)):
            if rival is not None:
                left = tried.left(row.leg, amount)
                assert left[rival] < left[plan]
        assert (row.rival_below is None, row.rival_above is None) == (low == 0, high is None)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(graph=graphs(max_jurisdictions=4, max_legs=6), lens=st.sampled_from(LENSES))
def test_capacity_and_pressure_are_those_of_the_amounts(graph, lens):
    """Each end is applied to the graph, and so is what lies next to it."""
    best = routes.interdict(graph, 2, lens=lens)
    if best.value_scaled is None:
        return
    plan = best.plans[0]
    for row in routes.breakdown(graph, plan, 2, lens=lens).rows[:2]:
        for span, name, most in (
            (row.capacity, "set_capacity", None),
            (row.pressure, "set_pressure", 100),
        ):
            for value in (span.low - 1, span.low, span.high, (span.high or 0) + 1):
                if value is None or value < 0 or (most is not None and value > most):
                    continue
                changed = routes.intervene(graph, **{name: {row.leg: value}})
                inside = span.low <= value and (span.high is None or value <= span.high)
                assert _still_best(changed, plan, lens) == inside


def _still_best(graph, plan, lens):
    after = routes.intervene(graph, remove=plan.ids)
    return routes.max_flow(after, lens).value == routes.interdict(graph, 2, lens=lens).value_scaled


@pytest.fixture
def graph(draw_graph):
    r"""Draw three legs side by side, 9, 8 under 50 % = 4, and 2; one of them can be closed."""
    return draw_graph("s t 9\ns t 8 50\ns t 2")


def test_three_legs_side_by_side_worked_out_by_hand(graph):
    """Closing 9 is best while it is at least 4, and while none of the others is above 9.

    The second counts 4, half of 8: it may have a capacity up to 18 and a bit, or any pressure, as
    even 8 is less than 9.
    """
    (plan,) = routes.interdict(graph, 1).plans
    found = routes.breakdown(graph, plan, 1)
    first, second, third = (found.of(leg) for leg in ("s>t", "s>t.2", "s>t.3"))
    assert (first.amount.low, first.amount.high) == (4000, None)
    assert first.rival_below.ids == ("s>t.2",)
    assert (first.pressure.low, first.pressure.high) == (0, 55)
    assert (second.amount.low, second.amount.high) == (0, 9000)
    assert (second.capacity.low, second.capacity.high) == (0, 18_001)
    assert (second.pressure.low, second.pressure.high) == (0, 100)
    assert second.rival_above.ids == ("s>t.2",)
    assert (third.amount.low, third.amount.high) == (0, 9000)
    assert found.value_scaled == 6000
    assert [row.leg for row in found.rows] == ["s>t", "s>t.2", "s>t.3"]
    assert first.slack_percent == pytest.approx(100 * 5 / 9)


def test_a_leg_that_matters_to_no_plan_has_no_end(draw_graph):
    """s>b carries 9 and b>t 3: whatever s>b is from 3 on, and c>t leads nowhere."""
    graph = draw_graph("s b 9\nb t 3\ns t 8\nc t 4")
    found = routes.breakdown(graph, routes.interdict(graph, 1).plans[0], 1)
    assert found.plan.ids == ("s>t",)
    assert (found.of("s>b").amount.high, found.of("s>b").rival_above) == (None, None)
    assert (found.of("c>t").slack_percent, found.of("c>t").amount.low) == (None, 0)
    assert found.of("b>t").amount.high == 8000


def test_an_unbounded_leg_has_to_be_large(draw_graph):
    graph = draw_graph("s t unbounded\ns t 5")
    row = routes.breakdown(graph, routes.interdict(graph, 1).plans[0], 1).of("s>t")
    assert (row.amount.present, row.amount.low, row.slack_percent) == ("unbounded", 5000, None)


def test_measures_and_jurisdictions_count_as_other_plans():
    study = seeds.load()
    graph = routes.build(study)
    closing = [each for each in routes.measures(study).values() if each.effect == "close"]
    asked = {"measures": closing, "jurisdictions": {"MY": 3 * graph.graph[fields.SCALE]}}
    best = routes.interdict(graph, 3, **asked)
    found = routes.breakdown(graph, best.plans[0], 3, **asked)
    assert len(found.rows) == len(open_legs(graph))
    assert found.value_scaled == best.value_scaled
    assert best.value_scaled <= routes.interdict(graph, 3).value_scaled


@settings(max_examples=60, deadline=None, derandomize=True)
@given(graph=graphs(max_jurisdictions=6, max_legs=12), budget=st.integers(1, 6))
def test_tables_and_a_search_tell_the_same_spans(graph, budget):
    best = routes.interdict(graph, budget)
    if best.value_scaled is None:
        return
    by_tables = routes.breakdown(graph, best.plans[0], budget)
    with pytest.MonkeyPatch.context() as patch:
        leave_to_a_search(patch)
        by_search = routes.breakdown(graph, best.plans[0], budget)
    for one, other in zip(by_tables.rows, by_search.rows, strict=True):
        # Of several rivals the two may name different ones.
        assert replace(one, rival_below=None, rival_above=None) == replace(
            other, rival_below=None, rival_above=None
        )


def test_the_breakdown_of_the_packaged_study_is_left_to_tables(monkeypatch):
    graph = routes.build(seeds.load())
    best = routes.interdict(graph, 12)
    found = routes.breakdown(graph, best.plans[0], 12)
    leave_to_a_search(monkeypatch)
    assert found == routes.breakdown(graph, best.plans[0], 12)


@pytest.mark.parametrize("wrong", ["as it is", "beyond"])
def test_tables_that_tell_of_a_plan_that_there_is_not_are_never_believed(graph, monkeypatch, wrong):
    (plan,) = routes.interdict(graph, 1).plans
    real = PlanTables.least

    def short(self, amounts):
        as_it_is = len(amounts) == 1
        return real(self, amounts) - 100 * (as_it_is == (wrong == "as it is"))

    monkeypatch.setattr(PlanTables, "least", short)
    said = "by tables" if wrong == "as it is" else "the rival leaves"
    with pytest.raises(routes.CertificateError, match=said):
        routes.breakdown(graph, plan, 1)


def test_a_rival_that_leaves_no_less_is_never_told(graph, monkeypatch):
    leave_to_a_search(monkeypatch)
    module = sys.modules["routes.breakdown"]
    (plan,) = routes.interdict(graph, 1).plans
    real = module.interdict

    def short(changed, budget, **options):
        found = real(changed, budget, **options)
        wrong = found.value_scaled - (0 if changed is graph else 100)
        return replace(found, value_scaled=wrong)

    monkeypatch.setattr(module, "interdict", short)
    with pytest.raises(routes.CertificateError, match="the rival leaves"):
        routes.breakdown(graph, plan, 1)


def test_what_has_no_breakdown_is_refused(graph, draw_graph):
    (plan,) = routes.interdict(graph, 1).plans
    with pytest.raises(routes.GraphError, match="under the lens 'passing' or 'volume'"):
        routes.breakdown(graph, plan, 1, lens="effort")
    with pytest.raises(routes.GraphError, match="leaves 15000; within 1000 the best plan leaves"):
        routes.breakdown(graph, Plan((), 0), 1)
    with pytest.raises(routes.GraphError, match="the plan takes 3000 and"):
        routes.breakdown(graph, routes.interdict(graph, 100).plans[0], 0)
    adding = [each for each in routes.measures(seeds.load()).values() if each.effect != "close"]
    with pytest.raises(routes.GraphError, match="measures that add pressure"):
        routes.breakdown(graph, plan, 1, measures=adding)
    with pytest.raises(routes.GraphError, match="no plan within the budget bounds the flow"):
        routes.breakdown(draw_graph("s t unbounded"), Plan((), 0), 0)


def test_plain_values_and_a_table(graph):
    told = []
    (plan,) = routes.interdict(graph, 1).plans
    found = routes.breakdown(graph, plan, 1, step=told.append)
    assert told == ["s>t", "s>t.2", "s>t.3"]
    frame = found.to_frame()
    assert frame.loc[0, "rival_below"] == "s>t.2"
    assert found.to_dict()["rows"][0]["amount"]["low"] == 4000
    assert "a best plan, passing, as long as" in found._repr_html_()


def test_what_a_plan_and_its_rival_both_need_worked_out_by_hand(draw_graph):
    """s>b of 7 feeds b>t of 4 and b>c>t of 2; beside it s>t of 3. s>b cannot be closed.

    Closing b>t leaves 2 + 3, closing s>t 6. With x on s>b they leave 3 + min(2, x) and min(6, x):
    the first is best from 5 on.
    """
    graph = draw_graph("s b 7\nb t 4\nb c 2\nc t 2\ns t 3")
    graph.edges["s", "b", "s>b"][fields.INTERDICTABLE] = False
    (plan,) = routes.interdict(graph, 1).plans
    row = routes.breakdown(graph, plan, 1).of("s>b")
    assert plan.ids == ("b>t",)
    assert (row.amount.low, row.amount.high, row.rival_below.ids) == (5000, None, ("s>t",))
