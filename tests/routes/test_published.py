"""Values that others have published, with their sources."""

import itertools

import pandas as pd

from routes import all_min_cuts, from_edges, k_routes, max_flow, min_cut

CHRISTOFIDES = """
1 2 14|1 4 23|2 3 10|2 4 9|3 5 12|3 8 18|4 5 26|5 2 11|5 6 25|5 7 4|6 7 7|6 8 8|7 9 15|8 9 20
"""
PYOMO_FLOW = "S B 10|S C 70|C B 30|B E 100|C D 40|D E 50"
PYOMO_LENGTHS = "S B 10|S C 2|C B 2|B E 1|C D 7|D E 8"


def rows_of(text):
    return [row.split() for row in text.strip().split("|")]


def graph_of(text, origin, destination):
    frame = pd.DataFrame(rows_of(text), columns=["origin", "destination", "capacity"])
    return from_edges(frame, origin=origin, destination=destination)


def test_the_example_of_christofides_passes_29():
    """N. Christofides (1975), Graph Theory: An Algorithmic Approach; GLPK's model maxflow."""
    graph = graph_of(CHRISTOFIDES, "1", "9")
    assert max_flow(graph).value == min_cut(graph).value == 29 * graph.graph["scale"]


def test_the_network_of_the_pyomo_gallery_passes_80_and_has_two_minimum_cuts():
    """Pyomo Gallery, notebook network_interdiction (Sandia National Laboratories), max flow.

    By hand: {S>B, S>C} adds to 10 + 70 and {S>B, C>B, C>D} to 10 + 30 + 40.
    """
    graph = graph_of(PYOMO_FLOW, "S", "E")
    cuts = all_min_cuts(graph)
    assert cuts.value == 80 * graph.graph["scale"]
    assert [cut.legs for cut in cuts.cuts] == [("C>B", "C>D", "S>B"), ("S>B", "S>C")]
    assert min_cut(graph).every.legs == ("S>B",)


def test_the_shortest_route_of_the_pyomo_gallery_has_length_5():
    """Pyomo Gallery, notebook network_interdiction (Sandia National Laboratories), shortest path.

    A length stands as that many legs in a row, each equally pressed, so hops count it.
    """
    legs = []
    for origin, destination, length in rows_of(PYOMO_LENGTHS):
        between = [f"{origin}{destination}{step}" for step in range(1, int(length))]
        legs += itertools.pairwise([origin, *between, destination])
    frame = pd.DataFrame(legs, columns=["origin", "destination"]).assign(capacity=1, pressure=10)
    routes = k_routes(from_edges(frame, origin="S", destination="E"))
    assert [route.hops for route in routes] == [5, 11, 17]
