import networkx as nx
import pytest

# Latitude and longitude of a point inside each jurisdiction, to whole degrees where that is enough.
POINTS = {
    "US": ("origin", 39.0, -98.0),
    "TW": ("origin", 23.7, 121.0),
    "SG": ("transit", 1.35, 103.8),
    "MY": ("transit", 3.1, 101.7),
    "HK": ("transit", 22.3, 114.2),
    "AE": ("transit", 24.4, 54.4),
    "KZ": ("transit", 48.0, 67.0),
    "GB": ("transit", 52.0, 0.0),
    "XX": ("transit", None, None),
    "CN": ("destination", 35.0, 104.0),
}
HOPS = [
    ("US", "SG", 2),
    ("US", "MY", 1),
    ("US", "AE", 1),
    ("US", "KZ", 1),
    ("US", "GB", 1),
    ("US", "HK", 1),
    ("US", "XX", 1),
    ("TW", "HK", 1),
    ("TW", "US", 1),
    ("US", "TW", 1),
    ("SG", "MY", 1),
    ("MY", "SG", 2),
    ("SG", "HK", 1),
    ("HK", "CN", 3),
    ("MY", "CN", 2),
    ("AE", "CN", 1),
    ("KZ", "CN", 1),
    ("GB", "AE", 1),
]


def build_graph(points, hops):
    graph = nx.MultiDiGraph()
    for node, (role, latitude, longitude) in points.items():
        graph.add_node(node, name=node, role=role, latitude_deg=latitude, longitude_deg=longitude)
    for origin, destination, count in hops:
        for number in range(count):
            graph.add_edge(
                origin,
                destination,
                key=f"{origin}>{destination}.m{number}",
                capacity_scaled=10 + number,
                pressure_percent=20,
                evidence=("e1", "e2"),
            )
    return graph


@pytest.fixture
def graph():
    return build_graph(POINTS, HOPS)


@pytest.fixture
def make_graph():
    return build_graph
