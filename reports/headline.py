"""The headline: what the results say, in sentences that stay true when the data change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import routes
from reports import amounts, published_range
from routes import fields
from routes.dates import day_of
from seeds.study import UNDATED

if TYPE_CHECKING:
    from reports.results import Results

LAYER_WORDS = {
    "goods": "goods",
    "service": "remote-access",
    "ownership": "foreign-parented buyer",
    "licensed": "licensed",
}
OTHER_LAYERS = {
    "service": "remote access, which is lawful",
    "ownership": "purchases by foreign-parented buyers, which may be lawful",
    "licensed": "licensed sales, which are lawful",
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
    opening = _opening(results)
    outside = _outside_the_data(results)
    if results.cut.status == "no route":
        told = [f"{opening}, no route from an origin to a destination is open."]
    elif results.cut.status == "unbounded":
        told = [
            f"{opening}, a route without a bounded leg is open: no set of bounded legs closes it."
        ]
    else:
        place = published_range.sentence(results)
        told = [f"{opening}, {_claim(results)}", *([place] if place else [])]
        told.append(f"{_chokepoints(results)}{_out_of_reach(results)}")
    return [*told, *([outside] if outside else []), _nature(results)]


def subtitle(results: Results) -> str:
    """Say in a line what was analysed."""
    graph = results.graph
    places = _numbered(graph.number_of_nodes(), "jurisdiction")
    legs = _numbered(graph.number_of_edges(), "leg")
    day = "" if _is_undated(results) else f" on {graph.graph[fields.AS_OF]}"
    return f"{places}, {legs} in force{day}"


def counted(results: Results) -> str:
    """Say how many legs and jurisdictions a minimum cut has."""
    kinds = ((len(results.cut.legs), "leg"), (len(results.cut.jurisdictions), "jurisdiction"))
    return " and ".join(_numbered(count, word) for count, word in kinds if count)


def _is_undated(results: Results) -> bool:
    """Tell whether nothing in the study is dated, so that a day would mean nothing."""
    return results.study.data_date == UNDATED


def _opening(results: Results) -> str:
    layer = f"in the {_layer(results)} layer"
    day = "" if _is_undated(results) else f"on {results.graph.graph[fields.AS_OF]}, "
    text = f"{day}{layer}"
    if results.study.supposed:
        return f"Supposing '{results.study.supposed}': {text}"
    return text[0].upper() + text[1:]


def _outside_the_data(results: Results) -> str:
    """Warn of a day that the tables do not speak of."""
    day = results.graph.graph[fields.AS_OF]
    if _is_undated(results):
        return ""
    if day > results.study.data_date.isoformat():
        return f"The tables end on {results.study.data_date}; a later day only carries them on."
    if day[:7] < results.study.first_month:
        return f"The tables begin with {results.study.first_month}; they say nothing of before."
    return ""


def _out_of_reach(results: Results) -> str:
    """Say how many legs of the cut nobody at Commerce could close."""
    legs = {leg: data for _, _, leg, data in results.graph.edges(keys=True, data=True)}
    beyond = sum(not legs[leg].get(fields.INTERDICTABLE, True) for leg in results.cut.legs)
    if not beyond:
        return ""
    return (
        f" The Commerce Department could not act on {beyond} of the {len(results.cut.legs)} legs."
    )


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
    moved = _moved(results, value)
    return f"the model {moved}; the smallest cut that stops all of it closes {members}."


def _moved(results: Results, value: str) -> str:
    """Say what the number is; only in the goods layer is it diversion."""
    amount = f"{value} {results.unit}"
    layer = results.graph.graph[fields.LAYER]
    if layer != "goods":
        return f"counts {amount} of {OTHER_LAYERS[layer]}"
    before = "past enforcement" if results.lens == "passing" else "before enforcement is counted"
    return f"lets {amount} through {before}"


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
    parts = []
    if results.cut.status == "cut":
        what = "costs" if results.lens == "effort" else "capacities"
        parts.append(f"{results.assumed_percent} % of the cut stands on assumed {what}")
        if results.lens == "passing":
            parts.append(_pressure_basis(results))
    return f"This is a model result{': ' if parts else ''}{', and '.join(parts)}."


def _pressure_basis(results: Results) -> str:
    """Say how much of the pressure on the legs in force is judgement."""
    day = day_of(results.graph.graph[fields.AS_OF])
    legs = {leg for _, _, leg in results.graph.edges(keys=True)}
    pressing = routes.contributions(results.study, day)
    ids = set(pressing.loc[pressing["leg"].isin(legs), "contribution"])
    if not ids:
        return "no enforcement pressure bears on these legs"
    table = results.study.pressure
    assumed = int((table.loc[table["id"].isin(ids), "basis"] == "assumed").sum())
    if not assumed:
        return "the pressure on these legs is sourced throughout"
    return f"{assumed} of {len(ids)} contributions to the pressure on these legs are judgements"
