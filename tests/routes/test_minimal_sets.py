"""The fewest elements that together make something hold, against all subsets tried by hand."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routes.minimal_sets import MAX_SUBSETS, MinimalSets, minimal_sets

LETTERS = "abcdefg"


def _all_sets(elements):
    return [
        frozenset(chosen)
        for size in range(len(elements) + 1)
        for chosen in combinations(elements, size)
    ]


def _closed(chosen, needs):
    return all(set(needs.get(element, ())) <= chosen for element in chosen)


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_the_search_by_size_finds_what_all_subsets_give(data):
    count = data.draw(st.integers(1, len(LETTERS)))
    elements = LETTERS[:count]
    sets = _all_sets(elements)
    holding = {chosen for chosen in sets if chosen and data.draw(st.booleans())}
    holding.add(frozenset(elements))
    needs = {
        element: set(data.draw(st.sampled_from([*sets, frozenset(), frozenset()])))
        for element in elements
    }
    allowed = [chosen for chosen in holding if _closed(chosen, needs)]
    least = min(map(len, allowed))
    expected = sorted(tuple(sorted(chosen)) for chosen in allowed if len(chosen) == least)
    found = minimal_sets(elements, needs, holding.__contains__)
    assert found == MinimalSets("smallest", tuple(expected))


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_of_a_reduced_set_no_element_can_be_left_out(data):
    count = data.draw(st.integers(1, len(LETTERS)))
    elements = LETTERS[:count]
    holding = {chosen for chosen in _all_sets(elements) if chosen and data.draw(st.booleans())}
    holding.add(frozenset(elements))
    found = minimal_sets(elements, {}, holding.__contains__, max_subsets=0)
    (left,) = map(frozenset, found.sets)
    assert found.proof == "irreducible"
    assert left in holding
    assert len(left) == 1 or not any(left - {element} in holding for element in left)


@given(st.sets(st.integers(0, 39), min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_among_forty_elements_the_few_that_matter_are_left(wanted):
    found = minimal_sets(range(40), {}, wanted.issubset, max_subsets=100)
    assert found.sets == (tuple(sorted(wanted)),)
    assert found.proof == ("smallest" if len(wanted) == 1 else "irreducible")


def test_a_reduced_set_holds_what_it_needs():
    # 7 must be in, and 7 needs 3, which needs 11.
    needs = {7: {3, 11}, 3: {11}}
    found = minimal_sets(range(40), needs, lambda chosen: 7 in chosen, max_subsets=0)
    assert found == MinimalSets("irreducible", ((3, 7, 11),))


def test_all_sets_of_ten_elements_are_within_the_bound():
    assert MAX_SUBSETS >= 2**10 - 1
    asked = []
    found = minimal_sets(range(10), {}, lambda chosen: asked.append(chosen) or len(chosen) == 10)
    assert found == MinimalSets("smallest", (tuple(range(10)),))
    assert len(set(asked)) == 2**10 - 1


def test_a_stopped_search_says_so():
    found = minimal_sets(
        range(40), {}, lambda chosen: len(chosen) > 30, max_subsets=0, max_trials=5
    )
    assert found.proof == "unfinished"
    assert len(found.sets[0]) > 30


def test_what_does_not_hold_with_all_elements_is_refused():
    with pytest.raises(ValueError, match="does not hold"):
        minimal_sets("ab", {}, lambda _chosen: False)
