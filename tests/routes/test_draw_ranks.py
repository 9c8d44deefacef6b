from collections import Counter

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from routes.draw_ranks import RANKS, count_ranks

SURE, POSSIBLE = slice(0, RANKS), slice(RANKS, None)


def test_ties_have_no_sure_rank_and_share_the_possible_ones():
    # 9 is first; two of 4 are second or third; 0 has no rank, as nothing is lost.
    counts = count_ranks(np.array([[4, 9, 0, 4]]), np.zeros(4, dtype=np.int64))
    assert counts[1].tolist() == [1, *[0] * 9, 1, *[0] * 9]
    for tied in (0, 3):
        assert not counts[tied, SURE].any()
        assert counts[tied, POSSIBLE].tolist() == [0, 1, 1, *[0] * 7]
    assert not counts[2].any()


def test_members_are_ranked_within_their_group_and_those_of_none_are_not():
    counts = count_ranks(np.array([[5, 7, 6]]), np.array([0, 1, -1]))
    assert counts[:, 0].tolist() == [1, 1, 0]


def test_ranks_beyond_the_last_are_not_counted():
    # Twelve members: 1 to 9 lose more the lower their number, the other three tie for 10th.
    counts = count_ranks(np.array([[*range(20, 11, -1), 3, 3, 3]]), np.zeros(12, dtype=np.int64))
    assert [int(row.argmax()) for row in counts[:9, SURE]] == list(range(9))
    assert counts[9:, POSSIBLE].sum(axis=1).tolist() == [1, 1, 1]
    assert not counts[9:, SURE].any()


@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    st.integers(1, 14).flatmap(
        lambda members: st.tuples(
            st.lists(
                st.lists(st.integers(0, 5), min_size=members, max_size=members),
                min_size=1,
                max_size=5,
            ),
            st.lists(st.integers(-1, 1), min_size=members, max_size=members),
        )
    )
)
def test_counts_are_those_of_each_draw_by_itself(case):
    losses, group = case
    expected = Counter()
    for row in losses:
        for member, loss in enumerate(row):
            if loss and group[member] >= 0:
                among = [
                    other for at, other in enumerate(row) if group[at] == group[member] and other
                ]
                above, equal = sum(each > loss for each in among), among.count(loss)
                expected.update(
                    (member, RANKS + r) for r in range(above, min(above + equal, RANKS))
                )
                if equal == 1 and above < RANKS:
                    expected[member, above] += 1
    counts = count_ranks(np.array(losses), np.array(group))
    assert expected == Counter(
        {(member, at): int(n) for (member, at), n in np.ndenumerate(counts) if n}
    )
