"""Regrets of plans, counted draw by draw on the graphs of the draws."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import routes
from routes import fields
from routes.beliefs import Beliefs
from tests.strategies import graphs

BELIEFS = Beliefs(priors={"A": (3.0, 1.0)})


def left(graph, plan, number, lens):
    drawn = routes.drawn_graph(graph, number, beliefs=BELIEFS)
    there = {leg for *_, leg in drawn.edges(keys=True)}
    after = routes.intervene(drawn, remove=sorted(there.intersection(plan.ids)))
    return routes.max_flow(after, lens).value


@settings(max_examples=25, deadline=None, derandomize=True)
@given(
    graph=graphs(max_jurisdictions=5, max_legs=6, unbounded=False),
    lens=st.sampled_from(("passing", "volume")),
)
def test_regret_is_against_every_plan_within_the_budget_in_each_draw(graph, lens):
    for *_, data in graph.edges(keys=True, data=True):
        data[fields.EVIDENCE_CLASS] = "A"
    plans = [row.best.plans[0] for row in routes.frontier(graph, range(3), lens=lens).rows]
    asked = [(plan, plan.cost_scaled) for plan in plans] + [(plans[0], 10**9)]
    draws = 6
    found = routes.plan_regrets(graph, asked, draws, beside=plans, beliefs=BELIEFS, lens=lens)
    for row, (plan, budget) in zip(found, asked, strict=True):
        rivals = {each for each in plans if each.cost_scaled <= budget} | {plan}
        mine = [left(graph, plan, number, lens) for number in range(draws)]
        least = [min(left(graph, each, number, lens) for each in rivals) for number in range(draws)]
        regret = [more - less for more, less in zip(mine, least, strict=True)]
        assert row.compared == len(rivals) - 1
        assert row.value.mean_scaled == pytest.approx(sum(mine) / draws)
        assert row.regret.mean_scaled == pytest.approx(sum(regret) / draws)
        assert row.regret.highest_scaled == max(regret)
        assert row.best.count == regret.count(0)
        assert row.to_dict()["best"]["share"] == row.best.share


def test_a_plan_that_leaves_a_route_without_a_bound_has_a_regret_without_one(draw_graph):
    graph = draw_graph("s t unbounded\n s a 5\n a t 5")
    for *_, data in graph.edges(keys=True, data=True):
        data[fields.INTERDICTABLE] = True
    offers = {plan.ids: plan for plan in routes.interdict(graph, 1).plans}
    nothing = routes.Plan.of(())
    closing = offers["s>t",]
    told = routes.plan_regrets(graph, [(nothing, 1_000), (closing, 1_000)], 3, beside=[closing])
    assert told[0].regret.highest_scaled == fields.UNBOUNDED
    assert told[0].regret.mean_scaled is None
    assert (told[1].regret.highest_scaled, told[1].best.share) == (0, 1.0)


def test_nothing_asked_gives_nothing(draw_graph):
    assert routes.plan_regrets(draw_graph("s t 1"), [], 3) == ()
