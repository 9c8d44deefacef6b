import pytest

from geodata.places import locate


def test_places_are_sorted_and_lie_in_the_frame(graph):
    found = locate(graph)
    assert [place.id for place in found.placed] == sorted(set(graph) - {"XX"})
    assert found.positions()["US"] == (26200, 3900)
    assert found.positions()["HK"] == (11420, 2230)
    assert all(-3000 <= longitude < 33000 for longitude, _ in found.positions().values())


def test_jurisdictions_without_coordinates_are_listed_as_unplaced(graph):
    graph.nodes["HK"]["latitude_deg"] = None
    assert locate(graph).unplaced == ("HK", "XX")


def test_bare_nodes_have_their_id_for_a_name(make_graph):
    graph = make_graph({}, [])
    graph.add_node("B", latitude_deg=1, longitude_deg=2)
    assert locate(graph).to_dict() == {
        "placed": [{"id": "B", "name": "B", "role": "transit", "position_centideg": [200, 100]}],
        "unplaced": [],
    }


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [(91, 0), (0, 181), (float("nan"), 0), (0, float("inf")), ("1", 0), (True, 0)],
)
def test_every_coordinate_off_the_globe_is_named(make_graph, latitude, longitude):
    graph = make_graph({"A": ("transit", latitude, longitude), "B": ("transit", 100, 0)}, [])
    with pytest.raises(ValueError, match=r"A \(.*B \(latitude 100"):
        locate(graph)
