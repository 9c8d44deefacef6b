"""The headline: what the results say, in sentences that stay true when the data change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports import amounts, published_range
from routes import fields

if TYPE_CHECKING:
    from reports.results import Results

LAYER_WORDS = {
    "goods": "goods",
    "service": "remote-access",
    "ownership": "foreign-parented buyer",
    "licensed": "licensed",
}
MOST_NAMED = 4


def sentences(results: Results) -> list[str]:
    """State the result, what it rests on, and what it is not.

    Parameters
    ----------
    results : Results
        Of any study.

    Returns
    -------
    list of str
        Three sentences or more; the first is the claim.
    """
    opening = f"On {results.graph.graph[fields.AS_OF]}, in the {_layer(results)} layer"
    if results.study.supposed:
        opening = f"Supposing '{results.study.supposed}': on {opening.removeprefix('On ')}"
    if results.cut.status == "no route":
        return [f"{opening}, no route from an origin to a destination is open.", _nature(results)]
    if results.cut.status == "unbounded":
        return [
            (
                f"{opening}, a route without any bounded leg is open, so no set of bounded legs "
                "closes every route."
            ),
            _nature(results),
        ]
    place = published_range.sentence(results)
    claim = [f"{opening}, {_claim(results)}", *([place] if place else [])]
    return [*claim, _chokepoints(results), _nature(results)]


def subtitle(results: Results) -> str:
    """Say in a line what was analysed."""
    graph = results.graph
    places = _numbered(graph.number_of_nodes(), "jurisdiction")
    legs = _numbered(graph.number_of_edges(), "leg")
    return f"{places}, {legs} in force on {graph.graph[fields.AS_OF]}"


def counted(results: Results) -> str:
    """Say how many legs and jurisdictions a minimum cut has."""
    kinds = ((len(results.cut.legs), "leg"), (len(results.cut.jurisdictions), "jurisdiction"))
    return " and ".join(_numbered(count, word) for count, word in kinds if count)


def _numbered(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def _layer(results: Results) -> str:
    return LAYER_WORDS[results.graph.graph[fields.LAYER]]


def _claim(results: Results) -> str:
    value = amounts.rounded(results.cut.value, results.cut.scale)
    members = counted(results)
    if results.lens == "effort":
        return (
            f"closing every modelled route takes at least {value} {results.unit}, spent on "
            f"{members}."
        )
    before = "past enforcement" if results.lens == "passing" else "before enforcement is counted"
    return (
        f"the model lets {value} {results.unit} through {before}; "
        f"the smallest cut that stops all of it closes {members}."
    )


def _chokepoints(results: Results) -> str:
    every = results.cut.every.legs
    places = results.cut.every.jurisdictions
    names = [_leg_name(results, leg) for leg in _largest(results, every)]
    names += [_place_name(results, place) for place in places]
    if not names:
        return "No leg is in every minimum cut: several different cuts cost the same."
    named = ", ".join(names[:MOST_NAMED])
    rest = len(names) - MOST_NAMED
    more = f" and {rest} more" if rest > 0 else ""
    alone = "It is the only minimum cut." if results.cut.unique else "Other minimum cuts exist."
    return f"In every minimum cut: {named}{more}. {alone}"


def _largest(results: Results, legs: tuple[str, ...]) -> list[str]:
    attribute = fields.LENSES[results.cut.lens]
    amount = {leg: data[attribute] for _, _, leg, data in results.graph.edges(keys=True, data=True)}
    return sorted(legs, key=lambda leg: (-amount[leg], leg))


def _leg_name(results: Results, leg: str) -> str:
    ends = {key: (start, end) for start, end, key in results.graph.edges(keys=True)}
    start, end = ends[leg]
    name = f"{_place_name(results, start)} to {_place_name(results, end)}"
    # Parallel legs are different legs, so their ends alone do not name them.
    alike = sum(ends[other] == ends[leg] for other in results.cut.every.legs)
    return name if alike == 1 else f"{name} ({leg})"


def _place_name(results: Results, place: str) -> str:
    return str(results.graph.nodes[place][fields.NAME])


def _nature(results: Results) -> str:
    share = ""
    if results.cut.status == "cut":
        share = (
            f"{results.assumed_percent} % of that number stands on assumed "
            f"{'costs' if results.lens == 'effort' else 'capacities'}, and "
        )
    return f"This is a model result: {share}{_pressure_basis(results)}."


def _pressure_basis(results: Results) -> str:
    basis = list(results.study.pressure["basis"])
    if not basis:
        return "no enforcement pressure is stated"
    assumed = sum(word == "assumed" for word in basis)
    return (
        f"{assumed} of {len(basis)} contributions to enforcement pressure are judgements"
        if assumed
        else "enforcement pressure is sourced throughout"
    )
