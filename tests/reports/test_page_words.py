"""The page's words for amounts are Python's."""

from __future__ import annotations

import numpy as np

from reports import amounts, page

AMOUNTS = "output = input.map(([scaled, scale]) => words.amount(scaled, scale));"
SCALES = (100, 1_000, 10_000, 1_000_000, 100_000_000)


def _values():
    rng = np.random.default_rng(7)
    for scale in SCALES:
        yield from ((value, scale) for value in range(1_200))
        # Halves, where rounding up and rounding to even part, and their neighbours.
        step = scale // 200 or 1
        yield from (
            (max(0, half * step + near), scale)
            for half in rng.integers(0, 40_000, 400).tolist()
            for near in (-1, 0, 1)
        )
        yield from ((100 * scale + near, scale) for near in range(-3, 4))
        yield from ((value, scale) for value in rng.integers(0, 2**53, 400).tolist())
        yield from (((2 * n + 1) * scale // 2, scale) for n in rng.integers(0, 10**7, 200).tolist())
        yield 2**53 - 1, scale


def test_amounts_read_alike_on_the_page_and_in_python(node):
    values = list(_values())
    assert len(values) > 10_000
    told = node(AMOUNTS, values, words=page.asset("words.js"))
    expected = [amounts.rounded(value, scale) for value, scale in values]
    different = [
        (*value, page_text, python_text)
        for value, page_text, python_text in zip(values, told, expected, strict=True)
        if page_text != python_text
    ]
    assert different == []


def test_no_bound_reads_alike(node):
    told = node(AMOUNTS, [(None, 100)], words=page.asset("words.js"))
    assert told == [amounts.rounded("unbounded", 100)] == ["unbounded"]
