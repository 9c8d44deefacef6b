import datetime as dt

import networkx as nx
import pytest

import seeds
from routes import GraphError, build, check, fields, pressure_on

JURISDICTIONS = """\
id,name,role,node_capacity
US,United States,origin,
SG,Singapore,transit,2.5
CN,China,destination,
"""
LEGS = """\
id,origin,destination,layer,capacity,evidence_class,interdict_cost,interdictable,valid_from,valid_to
z,US,SG,goods,10,A,2,yes,,
m,SG,CN,goods,unbounded,C,1,no,2024-02-29,
k,SG,CN,goods,4,,1,yes,,2024-02-28
r,US,CN,service,7,B,1,yes,,
"""


@pytest.fixture
def study(tmp_path):
    (tmp_path / "jurisdictions.csv").write_text(JURISDICTIONS, encoding="utf-8")
    (tmp_path / "legs.csv").write_text(LEGS, encoding="utf-8")
    (tmp_path / "pressure.csv").write_text(
        "id,target_kind,target,points\np,leg,z,35\n", encoding="utf-8"
    )
    return seeds.load(tmp_path)


def test_jurisdictions_and_legs_stand_in_id_order(study):
    graph = build(study, as_of="2024-02")
    assert list(graph) == ["CN", "SG", "US"]
    assert [key for _, _, key in graph.edges(keys=True)] == ["m", "z"]
    assert graph.graph[fields.ORIGINS] == ("US",)
    assert graph.graph[fields.DESTINATIONS] == ("CN",)
    assert graph.graph[fields.AS_OF] == "2024-02-29"
    assert graph.nodes["SG"][fields.NODE_CAPACITY] == 2500
    assert check(graph) == []


def test_a_leg_carries_its_numbers_in_scaled_integers(study):
    data = build(study).edges["US", "SG", "z"]
    assert (data[fields.CAPACITY], data[fields.PRESSURE], data[fields.PASSING]) == (10000, 35, 6500)
    assert data[fields.INTERDICT_COST] == 2000
    assert data[fields.ROUTE_WEIGHT] == 430783
    assert build(study).edges["SG", "CN", "m"][fields.INTERDICTABLE] is False


@pytest.mark.parametrize(
    ("as_of", "legs"), [("2024-02-28", {"k", "z"}), ("2024-02-29", {"m", "z"}), (None, {"m", "z"})]
)
def test_only_legs_in_force_on_the_day_are_there(study, as_of, legs):
    assert {key for _, _, key in build(study, as_of=as_of).edges(keys=True)} == legs


def test_layers_are_never_mixed(study):
    assert [key for _, _, key in build(study, layer="service").edges(keys=True)] == ["r"]
    assert build(study, layer="licensed").number_of_edges() == 0


@pytest.mark.parametrize(("weakest", "legs"), [("A", {"z"}), ("B", {"z"}), ("C", {"m", "z"})])
def test_a_weakest_class_leaves_out_weaker_and_ungraded_legs(study, weakest, legs):
    graph = build(study, as_of=dt.date(2024, 3, 1), weakest_class=weakest)
    assert {key for _, _, key in graph.edges(keys=True)} == legs


@pytest.mark.parametrize(
    "options", [{"layer": "smoke"}, {"weakest_class": "F"}, {"weakest_class": "AB"}, {"as_of": "x"}]
)
def test_an_unknown_choice_is_refused(study, options):
    with pytest.raises(GraphError):
        build(study, **options)


def test_the_default_study_keeps_the_contract_in_every_month_and_layer():
    study = seeds.load()
    for month in study.months():
        for layer in ("goods", "service", "ownership", "licensed"):
            assert check(build(study, as_of=month, layer=layer)) == []


def test_building_twice_gives_the_same_graph_with_the_pressure_of_the_day():
    study = seeds.load()
    graph = build(study, as_of="2024-06")
    assert nx.utils.graphs_equal(graph, build(study, as_of="2024-06-30"))
    pressure = pressure_on(study, dt.date(2024, 6, 30))
    for _, _, key, percent in graph.edges(keys=True, data=fields.PRESSURE):
        assert percent == pressure[key]
