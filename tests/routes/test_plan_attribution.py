"""Why the best plans moved: worked out by hand, and against every subset of the changed rows."""

import random
from fractions import Fraction
from itertools import combinations

import networkx as nx
import pytest

import routes
import seeds
from routes.attribution import RowSet
from seeds.differences import RowName
from seeds.memory_folder import MemoryFolder
from tests.counts import count

JURISDICTIONS = (
    "id,name,role\nS,Source,origin\nM,Middle,transit\nN,Next,transit\nT,Target,destination\n"
)
HEAD = "id,origin,destination,capacity,interdict_cost,interdictable\n"


def _study(legs, **tables):
    """Read a study from lines ``origin destination capacity cost interdictable``."""
    rows = [line.split() for line in legs.strip().splitlines()]
    lines = [f"{row[0]}>{row[1]},{','.join([*row, *['1', 'yes'][len(row) - 3 :]])}" for row in rows]
    files = {"jurisdictions": JURISDICTIONS, "legs": "\n".join([HEAD.strip(), *lines]) + "\n"}
    files |= tables
    return seeds.load(
        MemoryFolder("drawn", {f"{name}.csv": text.encode() for name, text in files.items()})
    )


def _legs(*ids):
    return tuple(RowName("legs", name) for name in ids)


def _plans(*plans):
    return {frozenset(("leg", name) for name in plan) for plan in plans}


def _reasons(found):
    return {
        reason.what: (reason.proof, [told.rows for told in reason.sets]) for reason in found.reasons
    }


CHAIN = "S M 10\nM T 4"
"""``S --10--> M --4--> T``: within 1, closing either leg is best and leaves nothing."""


def test_nothing_changed_moves_nothing():
    found = routes.plan_attribution(_study(CHAIN), _study(CHAIN), 1)
    assert found.before == found.after
    assert found.reasons == ()


def test_a_dearer_leg_moves_the_plans_and_not_the_flow():
    # M>T takes 2 from now on: within 1 only S>M is left to close, which still leaves nothing.
    base, now = _study(CHAIN), _study("S M 10\nM T 4 2")
    found = routes.plan_attribution(base, now, 1)
    assert found.before.plans == _plans(["S>M"], ["M>T"])
    assert found.after.plans == _plans(["S>M"])
    assert _reasons(found) == {"plans": ("smallest", [_legs("M>T")])}
    assert routes.attribution(base, now).reasons == ()


def test_what_they_leave_may_move_without_the_plans():
    # Two ways, 9 and 4: within 1 the larger is closed at either leg; the smaller, left, narrows.
    base, now = _study("S M 9\nM T 9\nS N 4\nN T 5"), _study("S M 9\nM T 9\nS N 3\nN T 6")
    found = routes.plan_attribution(base, now, 1)
    assert found.before.plans == found.after.plans == _plans(["S>M"], ["M>T"])
    assert _reasons(found) == {"value": ("smallest", [_legs("S>N")])}


def test_plans_and_value_have_reasons_of_their_own():
    # S>T, 6, is closed within 1, and the way over M, 5, is left. It widens to 8 by both of its legs
    # and is closed instead; then 6 is left. One leg alone changes nothing.
    base, now = _study("S T 6\nS M 5\nM T 5"), _study("S T 6\nS M 8\nM T 8")
    found = routes.plan_attribution(base, now, 1)
    assert found.before.plans == _plans(["S>T"])
    assert found.after.plans == _plans(["S>M"], ["M>T"])
    assert (found.before.value_scaled, found.after.value_scaled) == (500, 600)
    both = ("smallest", [_legs("M>T", "S>M")])
    assert _reasons(found) == {"plans": both, "value": both}


def test_a_leg_that_can_no_longer_be_interdicted_is_a_reason():
    found = routes.plan_attribution(_study(CHAIN), _study("S M 10\nM T 4 1 no"), 1)
    assert found.after.plans == _plans(["S>M"])
    assert _reasons(found) == {"plans": ("smallest", [_legs("M>T")])}


def test_a_new_leg_brings_its_jurisdiction():
    places = JURISDICTIONS + "X,Extra,transit\n"
    now = _study(f"{CHAIN}\nS X 20\nX T 20", jurisdictions=places)
    found = routes.plan_attribution(_study(CHAIN), now, 1)
    (plans,) = (reason for reason in found.reasons if reason.what == "plans")
    along = (RowName("jurisdictions", "X"),)
    assert plans.sets == (RowSet(_legs("S>X", "X>T"), along),)


def test_of_plans_that_are_not_all_listed_no_reason_is_given():
    head = "id,origin,destination,capacity\n"
    files = {"jurisdictions.csv": JURISDICTIONS.encode()}
    base, now = (
        seeds.load(
            MemoryFolder(
                "drawn",
                files
                | {"legs.csv": (head + "".join(f"l{i:02},S,T,{c}\n" for i in range(30))).encode()},
            )
        )
        for c in (2, 3)
    )
    found = routes.plan_attribution(base, now, 1, max_searches=4)
    (value,) = found.reasons
    assert (value.what, value.proof) == ("value", "unfinished")


def test_scales_may_differ_and_a_budget_may_be_a_fraction():
    base, now = _study("S M 10 1.5\nM T 4 2"), _study("S M 10 1.75\nM T 4 1.125")
    found = routes.plan_attribution(base, now, Fraction(3, 2))
    assert found.before.scale == found.after.scale
    assert found.before.plans == _plans(["S>M"])
    assert found.after.plans == _plans(["M>T"])
    assert _reasons(found)["plans"] == ("smallest", [_legs("M>T", "S>M")])


# Against every subset of the changed rows, and every plan


IDS = ("S>M", "S>N", "M>N", "M>T", "N>T", "S>T")
BUDGET = 3


def _best(rows):
    """Give the value and the best plans of which nothing can be spared, by trying every plan."""
    left = {}
    for size in range(len(rows) + 1):
        for plan in combinations(sorted(rows), size):
            if sum(rows[leg][1] for leg in plan) <= BUDGET:
                graph = nx.DiGraph()
                graph.add_nodes_from("ST")
                for leg in set(rows) - set(plan):
                    graph.add_edge(*leg.split(">"), capacity=rows[leg][0])
                left[frozenset(plan)] = nx.maximum_flow_value(graph, "S", "T")
    least = min(left.values())
    best = {plan for plan, value in left.items() if value == least}
    return least, {plan for plan in best if not any(other < plan for other in best)}


def _drawn(pick):
    return {leg: (pick.randint(1, 4), pick.randint(1, 2)) for leg in IDS}


@pytest.mark.parametrize("seed", range(count(4, full=40)))
def test_the_sets_are_the_smallest_of_all_subsets(seed):
    pick = random.Random(seed)  # noqa: S311  # small studies, not secrets
    old = _drawn(pick)
    new = old | {leg: row for leg, row in _drawn(pick).items() if pick.random() < 0.7}
    base, now = (
        _study("\n".join(f"{leg.replace('>', ' ')} {a} {b}" for leg, (a, b) in rows.items()))
        for rows in (old, new)
    )
    found = routes.plan_attribution(base, now, BUDGET)
    changed = sorted(leg for leg in IDS if old[leg] != new[leg])
    told = {
        chosen: _best(old | {leg: new[leg] for leg in chosen})
        for size in range(len(changed) + 1)
        for chosen in combinations(changed, size)
    }
    target = told[tuple(changed)]
    assert found.after.value_scaled == target[0] * found.after.scale
    assert found.after.plans == {frozenset(("leg", leg) for leg in plan) for plan in target[1]}
    wanted = {}
    for place, what in enumerate(("value", "plans")):
        giving = [chosen for chosen, best in told.items() if best[place] == target[place]]
        least = min(map(len, giving))
        if least:
            wanted[what] = ("smallest", [_legs(*ids) for ids in giving if len(ids) == least])
    assert _reasons(found) == wanted
