"""Elimination: the order in which the nodes of a small network are decided about one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    Pair = tuple[int, int]
    Index = tuple[slice | int | None, ...]

_ALL = slice(None)


class Step(NamedTuple):
    """What is decided about one node.

    Attributes
    ----------
    scope : tuple of int
        The node, then those that its table depends on beside it, in the order of their own steps.
    arcs : tuple of (int, Index)
        Numbers of pairs, and the entries of the table in which they are cut.
    parts : tuple of (int, Index)
        Earlier steps whose results are added to the table, and how they are spread over it.
    """

    scope: tuple[int, ...]
    arcs: tuple[tuple[int, Index], ...]
    parts: tuple[tuple[int, Index], ...]

    def entries(self) -> tuple[int, ...]:
        """Give the shape of the table, without that of the draws."""
        return (2,) * len(self.scope)


def elimination_steps(
    pairs: Sequence[Pair], fixed: Collection[int], most_entries: int
) -> tuple[Step, ...] | None:
    """Order the nodes, the one with fewest others beside it first.

    Parameters
    ----------
    pairs : sequence of (int, int)
        Tails and heads.
    fixed : collection of int
        Nodes that are not decided about: source and sink.
    most_entries : int
        So many entries all tables may have together.

    Returns
    -------
    tuple of Step or None
        None where the tables would have more entries.

    References
    ----------
    U. Bertele and F. Brioschi (1972), "Nonserial Dynamic Programming", Academic Press;
    R. Dechter (1999), "Bucket elimination: a unifying framework for reasoning", Artificial
    Intelligence 113, 41-85, doi 10.1016/S0004-3702(99)00059-4.

    Examples
    --------
    From 0 over 1 and over 2 to 3, and from 1 to 2: the table of 1 is about 1 and 2.

    >>> steps = elimination_steps([(0, 1), (0, 2), (1, 2), (1, 3), (2, 3)], {0, 3}, 8)
    >>> [step.scope for step in steps]
    [(1, 2), (2,)]
    """
    scopes = _scopes(pairs, fixed, most_entries)
    return None if scopes is None else tuple(_steps(scopes, pairs))


def _scopes(
    pairs: Sequence[Pair], fixed: Collection[int], most_entries: int
) -> list[tuple[int, ...]] | None:
    nodes = sorted({node for pair in pairs for node in pair} - set(fixed))
    beside: dict[int, set[int]] = {node: set() for node in nodes}
    for one, other in pairs:
        if one in beside and other in beside:
            beside[one].add(other)
            beside[other].add(one)
    found: list[tuple[int, set[int]]] = []
    entries = 0
    if 2 * len(beside) > most_entries:
        return None
    while beside:
        node = min(beside, key=lambda each: (len(beside[each]), each))
        others = beside.pop(node)
        entries += 2 ** (1 + len(others))
        if entries > most_entries:
            return None
        for other in others:
            beside[other] |= others
            beside[other] -= {node, other}
        found.append((node, others))
    turn = {node: number for number, (node, _) in enumerate(found)}
    return [(node, *sorted(others, key=turn.__getitem__)) for node, others in found]


def _steps(scopes: Sequence[tuple[int, ...]], pairs: Sequence[Pair]) -> Iterator[Step]:
    turn = {scope[0]: number for number, scope in enumerate(scopes)}
    last = len(scopes)
    at: list[list[int]] = [[] for _ in range(last + 1)]
    for pair, (tail, head) in enumerate(pairs):
        # A pair belongs to the first of its nodes that is decided about.
        at[min(turn.get(tail, last), turn.get(head, last))].append(pair)
    for number, scope in enumerate(scopes):
        earlier = [part for part in range(number) if scopes[part][1:2] == scope[:1]]
        yield Step(
            scope,
            tuple((pair, _cut_in(scope, pairs[pair])) for pair in at[number]),
            tuple((part, _spread(scope, scopes[part][1:])) for part in earlier),
        )


def _cut_in(scope: tuple[int, ...], pair: Pair) -> Index:
    """Index the entries in which the tail is on the side of the source, 0, and the head is not."""
    sides = {pair[0]: 0, pair[1]: 1}
    return tuple(sides.get(node, _ALL) for node in scope)


def _spread(scope: tuple[int, ...], part: tuple[int, ...]) -> Index:
    """Index a table over fewer nodes as if it did not depend on the others."""
    return tuple(_ALL if node in part else None for node in scope)
