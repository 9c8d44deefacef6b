from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from routes.circulation import without_circulation


def net_outflow(ends, flow):
    net = Counter()
    for leg, amount in flow.items():
        net[ends[leg][0]] += amount
        net[ends[leg][1]] -= amount
    return {place: amount for place, amount in net.items() if amount}


def test_a_circle_is_emptied_and_the_way_through_it_stays():
    # s -2-> a -5-> b -2-> t, b -3-> a: the circle a b a carries 3, the way s a b t carries 2.
    ends = {"sa": "sa", "ab": "ab", "ba": "ba", "bt": "bt"}
    flow = {"sa": 2, "ab": 5, "ba": 3, "bt": 2}
    assert without_circulation(ends, flow) == {"sa": 2, "ab": 2, "ba": 0, "bt": 2}


@settings(max_examples=500, deadline=None, derandomize=True)
@given(
    rows=st.lists(
        st.tuples(st.sampled_from("abcd"), st.sampled_from("abcd"), st.integers(0, 5)).filter(
            lambda row: row[0] != row[1]
        ),
        max_size=12,
    )
)
def test_nothing_changes_but_circles(rows):
    ends = {str(number): (origin, end) for number, (origin, end, _) in enumerate(rows)}
    flow = {str(number): amount for number, (_, _, amount) in enumerate(rows)}
    left = without_circulation(ends, flow)
    assert list(left) == list(flow)
    assert all(0 <= left[leg] <= flow[leg] for leg in flow)
    assert net_outflow(ends, left) == net_outflow(ends, flow)
    assert without_circulation(ends, left) == left
    busy = {ends[leg] for leg in left if left[leg]}
    reach = {place: {place} for place in "abcd"}
    for _ in range(4):
        for origin, end in busy:
            reach[origin] |= reach[end]
    assert not any(origin in reach[end] for origin, end in busy)


def test_amounts_of_any_size_stay_exact():
    ends = {"sa": "sa", "ab": "ab", "ba": "ba", "bt": "bt"}
    flow = {"sa": 2, "ab": 10**40 + 2, "ba": 10**40, "bt": 2}
    assert without_circulation(ends, flow) == {"sa": 2, "ab": 2, "ba": 0, "bt": 2}
