"""What is compared of the best plans of a study, worked out by hand."""

import seeds
from routes.plan_conclusions import MOST_COMPARED, plan_conclusions
from seeds.memory_folder import MemoryFolder

JURISDICTIONS = "id,name,role\nS,Source,origin\nM,Middle,transit\nT,Target,destination\n"


def _study(legs):
    files = {"jurisdictions.csv": JURISDICTIONS, "legs.csv": legs}
    return seeds.load(MemoryFolder("drawn", {name: text.encode() for name, text in files.items()}))


def _told(legs, budget):
    return plan_conclusions(_study(legs), None, "goods", "passing", budget)


def test_either_leg_of_a_chain_is_a_best_plan():
    # S --10--> M --4--> T: closing either leaves nothing.
    found = _told("id,origin,destination,capacity\nS>M,S,M,10\nM>T,M,T,4\n", 1)
    assert (found.status, found.value_scaled, found.complete) == ("optimal", 0, True)
    assert found.plans == {frozenset({("leg", "S>M")}), frozenset({("leg", "M>T")})}


def test_of_a_heap_of_ties_some_are_listed_and_it_is_said():
    # Thirty parallel legs of the same capacity: closing any one of them is best.
    lines = "".join(f"l{number:02},S,T,2\n" for number in range(30))
    found = _told("id,origin,destination,capacity\n" + lines, 1)
    assert found.value_scaled == 58 * found.scale
    assert (len(found.plans), found.complete) == (MOST_COMPARED, False)


def test_a_budget_may_buy_nothing():
    found = _told("id,origin,destination,capacity,interdict_cost\nS>T,S,T,10,6\n", 5)
    assert (found.status, found.value_scaled) == ("nothing affordable", 10 * found.scale)
    assert found.plans == {frozenset()}
