"""The chase: a true cycle by hand, bounds, conservation, averages, and no one as baseline."""

import json
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import routes
from routes import GraphError, fields
from routes.observed_flow import observed_graph
from routes.targets import graph_after, offers_of
from tests.counts import count
from tests.strategies import graphs

MOLE = "s u 4\nu a 4\na t 4 10\nu b 4\nb t 4 20\ns c 3\nc t 3"
"""Four come as far as u, where a (lighter) and b each let most of it on; three go by c alone."""


def _priced(graph, costs, dear=9000):
    for _, _, leg, data in graph.edges(keys=True, data=True):
        data[fields.INTERDICT_COST] = costs.get(leg, dear)
    return graph


@pytest.fixture
def mole(draw_graph):
    # Only u>a, u>b and s>c are cheap enough for a budget of one.
    return _priced(draw_graph(MOLE), {"u>a": 1000, "u>b": 1000, "s>c": 1000})


def test_whack_a_mole_goes_in_a_circle_and_looking_ahead_does_not(mole):
    # Before: a passes 3.6, b the other 0.4 (of 3.2), c 3: seven. Whoever looks at what moved closes
    # u>a (3.6). At once all 3.6 try b, where 2.8 find room (3.2 in all): 6.2 move. Next u>b (3.2)
    # is closed and u>a open again: of 0.8 + 3.2 waiting 3.6 fit a; 6.6. Then a, 6.2, and so on.
    # Closing s>c leaves 4 for good: that is the plan of who looks ahead.
    found = routes.chase(mole, 7, 1, moved_percent=100)
    myopic = found.campaign("myopic")
    assert [each.plan.ids for each in myopic.rounds] == [("u>a",), ("u>b",)] * 3 + [("u>a",)]
    assert [each.after_scaled for each in myopic.rounds] == [6200, 6600] * 3 + [6200]
    assert [each.cut_off_scaled for each in myopic.rounds[:3]] == [3600, 3200, 3600]
    assert [each.moved_scaled for each in myopic.rounds[:3]] == [2800, 3600, 3200]
    # After the first round b alone carries 3.2, as after every other one.
    assert (myopic.cycle.length, myopic.cycle.mean_scaled) == (2, 6400)
    assert myopic.mean_scaled == Fraction(4 * 6200 + 3 * 6600, 7)
    assert (myopic.least_scaled, myopic.most_scaled) == (6200, 6600)
    ahead = found.campaign("forward-looking")
    assert {each.plan.ids for each in ahead.rounds} == {("s>c",)}
    assert [each.after_scaled for each in ahead.rounds] == [4000] * 7
    assert ahead.displacement_ratio == 0
    nobody = found.campaign("no one")
    assert [each.after_scaled for each in nobody.rounds] == [7000] * 7
    assert (nobody.displacement_ratio, nobody.cycle.length) == (None, 1)
    # The last round is 6.2 or 6.6, depending on when one stops: averages settle, it does not.
    longer = routes.chase(mole, 8, 1, moved_percent=100).campaign("myopic")
    assert longer.rounds[-1].after_scaled != myopic.rounds[-1].after_scaled
    assert longer.mean_scaled == longer.cycle.mean_scaled == 6400


def test_slow_evaders_can_make_the_myopic_regulator_the_better_one(mole):
    # With a quarter moving in a round, chasing keeps much of the flow waiting.
    found = routes.chase(mole, 20, 1, moved_percent=10)
    means = {each.regulator: each.mean_scaled for each in found.campaigns}
    assert means["myopic"] < means["forward-looking"] < means["no one"]


def test_a_new_hub_is_counted_where_the_chase_opens_it(draw_graph):
    # b carries nothing before: a takes all four.
    graph = _priced(draw_graph("s u 4\nu a 4\na t 4\nu b 4\nb t 4"), {"u>a": 1000})
    found = routes.chase(graph, 3, 1, moved_percent=50)
    myopic = found.campaign("myopic")
    # Closed: 4 wait, 2 move to b. Next u>a carries nothing; no plan is worth it, but a is open.
    assert myopic.rounds[0].new_hubs == ("b",)
    assert (myopic.hubs_touched, myopic.new_hubs) == (("a", "b", "u"), ("b",))
    assert found.campaign("forward-looking").rounds[0].plan.ids == ()


@settings(max_examples=count(25, full=400), deadline=None, derandomize=True)
@given(
    graph=graphs(max_jurisdictions=6, max_legs=9),
    budget=st.integers(0, 4),
    percent=st.sampled_from([30, 100]),
    lens=st.sampled_from(["passing", "volume"]),
)
def test_every_round_adds_up_and_keeps_its_bounds(graph, budget, percent, lens):
    found = routes.chase(graph, 5, budget, lens=lens, moved_percent=percent)
    before = routes.max_flow(graph, lens).value
    if found is None:
        assert before is None
        return
    best = routes.interdict(graph, budget, lens=lens)
    costs = {
        leg: data[fields.INTERDICT_COST] for *_, leg, data in graph.edges(keys=True, data=True)
    }
    for campaign in found.campaigns:
        last = before
        for each in campaign.rounds:
            assert each.kept_scaled + each.moved_scaled + each.waiting_scaled == before
            assert each.cut_off_scaled == last - each.kept_scaled >= 0
            assert sum(costs[leg] for leg in each.plan.ids) <= found.budget_scaled
            after = graph_after(graph, offers_of(each.plan, ()))
            assert each.after_scaled <= routes.max_flow(after, lens).value
            last = each.after_scaled
        total = sum(each.after_scaled for each in campaign.rounds)
        assert campaign.mean_scaled == Fraction(total, 5)
    ahead = found.campaign("forward-looking")
    if best.value_scaled is not None:
        assert all(each.after_scaled <= best.value_scaled for each in ahead.rounds)


@settings(max_examples=count(15, full=200), deadline=None, derandomize=True)
@given(graph=graphs(max_jurisdictions=6, max_legs=9, unbounded=False), budget=st.integers(1, 4))
def test_the_first_myopic_plan_cuts_off_as_much_as_any_by_brute_force(graph, budget):
    """Of every set of legs within the budget, none keeps less of the canonical flow."""
    found = routes.chase(graph, 1, budget)
    carried = routes.canonical_flow(graph).legs
    seen = observed_graph(graph, "passing", carried)
    legs = [leg for leg, units in carried.items() if units]
    costs = {
        leg: data[fields.INTERDICT_COST] for *_, leg, data in graph.edges(keys=True, data=True)
    }
    least = found.before_scaled
    for number in range(2 ** min(len(legs), 9)):
        chosen = [leg for position, leg in enumerate(legs[:9]) if number >> position & 1]
        if sum(costs[leg] for leg in chosen) <= found.budget_scaled:
            left = routes.max_flow(routes.intervene(seen, remove=chosen)).value
            least = min(least, left)
    assert found.campaign("myopic").rounds[0].kept_scaled == least


def test_repeating_what_was_seen_is_the_same_as_playing_on(mole):
    short = routes.chase(mole, 3, 1, moved_percent=100).campaign("myopic").rounds
    long = routes.chase(mole, 9, 1, moved_percent=100).campaign("myopic").rounds
    assert long[:3] == short
    assert [each.round for each in long] == list(range(1, 10))


def test_no_bound_no_answer_and_plain_values(draw_graph, mole):
    assert routes.chase(draw_graph("s t unbounded"), 2, 1) is None
    with pytest.raises(GraphError, match="rounds must be a whole number from 1"):
        routes.chase(mole, 0, 1)
    with pytest.raises(GraphError, match="budget"):
        routes.chase(mole, 1, -1)
    with pytest.raises(GraphError, match="lens 'size' is unknown"):
        routes.chase(mole, 1, 1, lens="size")
    with pytest.raises(GraphError, match="moved_percent must be"):
        routes.chase(mole, 1, 1, moved_percent=0)
    steps = []
    found = routes.chase(mole, 2, 1, step=steps.append)
    assert steps == ["no one"] * 2 + ["myopic"] * 2 + ["forward-looking"] * 2
    plain = json.loads(json.dumps(found.to_dict()))
    assert [each["regulator"] for each in plain["campaigns"]] == [
        "no one",
        "myopic",
        "forward-looking",
    ]
    assert any("not the last round" in told for told in plain["assumptions"])
    assert list(found.to_frame()["round"]) == [1, 2] * 3
    assert "chase, passing" in found._repr_html_()
