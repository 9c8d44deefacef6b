"""Candidates against the best plans of each draw, looked for one draw at a time."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import routes
import seeds
from routes import fields
from routes.beliefs import Beliefs
from tests.strategies import graphs

PRIORS = {"A": (3.0, 1.0)}
CERTAIN_COSTS = {"priors": PRIORS, "cost_spread_percent": 0}


@settings(max_examples=30, deadline=None, derandomize=True)
@given(
    graph=graphs(max_jurisdictions=5, max_legs=7, unbounded=False),
    budget=st.integers(0, 3),
    lens=st.sampled_from(("passing", "volume", "effort")),
)
def test_a_candidate_is_optimal_where_no_plan_of_the_draw_leaves_less(graph, budget, lens):
    for _, _, _, data in graph.edges(keys=True, data=True):
        data[fields.EVIDENCE_CLASS] = "A"
    draws = 5
    found = routes.plan_candidates(graph, budget, draws, beliefs=Beliefs(priors=PRIORS), lens=lens)
    optimal = dict.fromkeys(found.plans, 0)
    every, some = {}, {}
    for number in range(draws):
        drawn = routes.drawn_graph(graph, number, beliefs=Beliefs(**CERTAIN_COSTS))
        best = routes.interdict(drawn, budget, lens=lens)
        there = {leg for *_, leg in drawn.edges(keys=True)}
        for plan in found.plans:
            after = routes.intervene(drawn, remove=sorted(there.intersection(plan.ids)))
            optimal[plan] += routes.max_flow(after, lens).value == best.value_scaled
        for target, standing in best.standings.items():
            every[target.id] = every.get(target.id, 0) + (standing == "essential")
            some[target.id] = some.get(target.id, 0) + (standing in ("essential", "in some"))
    assert {each.plan: each.optimal.count for each in found.candidates} == optimal
    told = {row.id: (row.every.count, row.some.count) for row in found.targets}
    assert told == {name: (every[name], some[name]) for name in some if some[name]}
    assert all(plan.cost_scaled <= found.budget_scaled for plan in found.plans)


def test_candidates_of_the_packaged_study_say_why_they_are_there():
    study = seeds.load()
    graph = routes.build(study)
    told = []
    found = routes.plan_candidates(graph, 2, 6, beliefs=routes.beliefs(study), step=told.append)
    reasons = {reason for each in found.candidates for reason in each.reasons}
    assert {
        "best for the numbers as given",
        "best under cases-weigh-more",
        "best under rules-weigh-more",
        "by rule: greedy",
        "by rule: flow",
    } <= reasons
    assert routes.interdict(graph, 2).plans[0] == found.plans[0]
    assert told[-1] == "best plan of draw 6"
    assert len(told) == 6
    assert len(set(found.plans)) == len(found.plans)
    assert found.to_dict()["candidates"][0]["optimal"]["count"] == found.candidates[0].optimal.count
    assert found.to_frame()["plan"].iloc[0] == " ".join(found.plans[0].ids)
    assert "6 draws" in found._repr_html_()


def test_measures_and_jurisdictions_can_be_candidates():
    study = seeds.load()
    acts = [act for act in routes.measures(study).values() if act.points > 0]
    found = routes.plan_candidates(
        routes.build(study),
        2,
        3,
        beliefs=routes.beliefs(study),
        legs=False,
        jurisdictions={"HK": 2000},
        measures=acts,
    )
    assert {target.kind for plan in found.plans for target in plan.targets} <= {
        "jurisdiction",
        "measure",
    }
    assert found.candidates[0].optimal.draws == 3


def test_no_draw_is_refused():
    with pytest.raises(ValueError, match="draws must be at least 1"):
        routes.plan_candidates(routes.build(seeds.load()), 1, 0)
