import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from routes import leg_order
from routes.edge_table import names_after_ends
from routes.names import NumberNames, numbers_by_text, spell, take

NUMBERS = st.lists(st.integers(0, 30) | st.integers(0, 10**12 - 1), unique=True, min_size=1)
TEXTS = st.lists(st.text("aB0_9", min_size=1, max_size=3), unique=True, min_size=1)
PICKS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=40)


def number_names(numbers):
    array = np.array(sorted(numbers), dtype=np.int64)
    return NumberNames(numbers_by_text(array))


PLACES = NUMBERS.map(number_names) | TEXTS.map(lambda texts: tuple(sorted(texts)))


@given(NUMBERS)
def test_numbers_stand_as_their_texts_do(numbers):
    names = number_names(numbers)
    assert list(names) == sorted(map(str, numbers))
    assert [names[position] for position in range(len(names))] == list(names)


@pytest.mark.parametrize("bits", [63, 0])
@given(places=PLACES, picks=PICKS)
@example(places=("a",), picks=[(0, 0)] * 25)
@example(places=number_names([1, 19, 2]), picks=[(0, 1), (1, 0), (2, 0), (0, 2)] * 12)
def test_legs_stand_as_their_names_do_without_being_named(bits, places, picks):
    tail, head = np.array(picks, dtype=np.uint32).reshape(-1, 2).T % len(places)
    names = names_after_ends(spell(places, tail), spell(places, head))
    with pytest.MonkeyPatch.context() as patch:
        # With no bits to spare two passes of counting sort instead of one of packed numbers.
        patch.setattr(leg_order, "_BITS", bits)
        order, told = leg_order.named_after_ends(places, tail, head)
    assert [names[row] for row in order.tolist()] == list(told) == sorted(names)
    assert len(told) == len(names)
    chosen = np.arange(len(names))[::3]
    assert list(take(told, chosen)) == [told[row] for row in chosen.tolist()] == sorted(names)[::3]
    assert told[1:4] == tuple(sorted(names)[1:4])


def test_names_with_the_signs_between_are_not_sorted_so():
    assert leg_order.sorts_plainly(("a", "b_2", "Z"))
    for name in ("a.2", "a>b", "a-b", "", "\N{LATIN SMALL LETTER E WITH ACUTE}"):
        assert not leg_order.sorts_plainly((name,))
