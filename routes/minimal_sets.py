"""Minimal sets: the fewest elements that together make something hold."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Generic, Literal, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

Proof = Literal["smallest", "irreducible", "unfinished"]
Element = TypeVar("Element")

MAX_SUBSETS = 2**10
"""Most sets that are looked at one by one: all sets of ten elements, all pairs of forty-four."""

MAX_TRIALS = 2**10
"""Most sets that are tried when a set is reduced step by step."""


@dataclass(frozen=True)
class MinimalSets(Generic[Element]):
    """Sets of elements that make something hold.

    Attributes
    ----------
    proof : {"smallest", "irreducible", "unfinished"}
        Smallest: these are all the sets of the least size. Irreducible: there is one set, of which
        no element can be left out; a smaller set is not ruled out. Unfinished: the one set was not
        reduced to the end.
    sets : tuple of tuple of Element
        In the order of the elements.
    """

    proof: Proof
    sets: tuple[tuple[Element, ...], ...]


def minimal_sets(
    elements: Sequence[Element],
    needs: Mapping[Element, Collection[Element]],
    holds: Callable[[frozenset[Element]], bool],
    *,
    max_subsets: int = MAX_SUBSETS,
    max_trials: int = MAX_TRIALS,
) -> MinimalSets[Element]:
    """Find the smallest sets of elements that make something hold, or one that is irreducible.

    While the number of sets up to a size stays within the bound, all of that size are looked at.
    Beyond it the set of all elements is reduced by delta debugging: halves, quarters and so on are
    tried, and what is left without each of them, until no single element can be left out.

    Parameters
    ----------
    elements : sequence of Element
        Each once; holds is true of all of them together, and false of none of them.
    needs : mapping of element to elements
        Those without which it cannot be in a set. Only sets that hold what they need count.
    holds : callable
        Whether it holds with a set. It need not be monotone: more elements may undo it again.
    max_subsets, max_trials : int
        The bounds of the two ways of searching.

    Returns
    -------
    MinimalSets

    Raises
    ------
    ValueError
        It does not hold with all elements.

    References
    ----------
    A. Zeller and R. Hildebrandt (2002), "Simplifying and isolating failure-inducing input", IEEE
    Transactions on Software Engineering 28(2), 183-200, doi 10.1109/32.988498.

    Examples
    --------
    >>> minimal_sets("abc", {}, lambda chosen: {"a", "c"} <= chosen)
    MinimalSets(proof='smallest', sets=(('a', 'c'),))
    """
    if not holds(frozenset(elements)):
        raise ValueError("it does not hold with all elements, so no set of them can explain it")
    looked = 0
    for size in range(1, len(elements) + 1):
        looked += math.comb(len(elements), size)
        if looked > max_subsets:
            break
        found = tuple(
            chosen
            for chosen in combinations(elements, size)
            if _is_closed(frozenset(chosen), needs) and holds(frozenset(chosen))
        )
        if found:
            return MinimalSets("smallest", found)
    return _reduced(elements, needs, holds, max_trials)


def _is_closed(chosen: frozenset[Element], needs: Mapping[Element, Collection[Element]]) -> bool:
    return all(chosen.issuperset(needs.get(element, ())) for element in chosen)


def _reduced(
    elements: Sequence[Element],
    needs: Mapping[Element, Collection[Element]],
    holds: Callable[[frozenset[Element]], bool],
    max_trials: int,
) -> MinimalSets[Element]:
    left, parts, trials = list(elements), 2, 0
    while len(left) > 1:
        chunks = _split(left, parts)
        smaller = None
        for trial in _trials(left, chunks, needs):
            if trials == max_trials:
                return MinimalSets("unfinished", (tuple(left),))
            trials += 1
            if holds(frozenset(trial)):
                smaller = trial
                break
        if smaller is not None:
            # What is left without one part keeps its grain; a part begins again with halves.
            parts = max(parts - 1, 2) if len(smaller) > len(chunks[0]) else 2
            left = smaller
        elif parts < len(left):
            parts = min(2 * parts, len(left))
        else:
            break
    return MinimalSets("irreducible", (tuple(left),))


def _trials(
    left: list[Element],
    chunks: list[list[Element]],
    needs: Mapping[Element, Collection[Element]],
) -> list[list[Element]]:
    """List what is tried in one round: each part, then the rest without each part."""
    rests = [[element for element in left if element not in chunk] for chunk in chunks]
    trials = [_closed_within(chosen, needs) for chosen in (*chunks, *rests)]
    return [trial for trial in trials if trial]


def _closed_within(
    chosen: list[Element], needs: Mapping[Element, Collection[Element]]
) -> list[Element]:
    """Give the largest part of a set that holds what it needs."""
    kept = chosen
    while True:
        there = set(kept)
        closed = [element for element in kept if there.issuperset(needs.get(element, ()))]
        if len(closed) == len(kept):
            return closed
        kept = closed


def _split(left: list[Element], parts: int) -> list[list[Element]]:
    count = min(parts, len(left))
    ends = [len(left) * part // count for part in range(count + 1)]
    return [left[start:end] for start, end in pairwise(ends)]
