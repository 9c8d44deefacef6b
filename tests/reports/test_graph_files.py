import dataclasses
import datetime as dt
import io
import json
import xml.etree.ElementTree as ET

import networkx as nx
import pytest

import reports
from reports import graph_files, network_tables
from routes import fields
from tests.hostile_study import FORMULAS, TEXTS, poisoned
from tests.studies import CHAIN, PLACED, study

FORMS = ("graphml", "gexf", "node-link")
NAMESPACE = {"g": "http://www.gexf.net/1.2draft"}


def _read(results, form):
    """Open a file with networkx's own readers."""
    (content,) = reports.export(results, form).values()
    if form == "graphml":
        return nx.read_graphml(io.BytesIO(content), force_multigraph=True)
    if form == "gexf":
        # Its reader makes a multigraph only where legs run parallel.
        return nx.MultiDiGraph(nx.read_gexf(io.BytesIO(content)))
    return nx.node_link_graph(json.loads(content), edges="edges")


def _edges(graph, *, edge_key=None):
    """Give edges by ends and id; readers of GEXF keep the id as an attribute."""
    edges = {}
    for start, end, key, data in graph.edges(keys=True, data=True):
        kept = {name: value for name, value in data.items() if name not in {"id", "key", "label"}}
        edges[start, end, data["id"] if edge_key else key] = kept
    return edges


def _nodes(graph):
    return {
        node: {name: value for name, value in data.items() if name != "label"}
        for node, data in graph.nodes(data=True)
    }


def _assert_same(results, form):
    made, read = graph_files.graph(results), _read(results, form)
    assert read.is_directed()
    assert read.is_multigraph()
    assert _nodes(read) == _nodes(made)
    assert _edges(read, edge_key=form == "gexf") == _edges(made)
    if form != "gexf":
        assert read.graph.items() >= made.graph.items()


@pytest.mark.parametrize("form", FORMS)
def test_the_packaged_study_comes_back_as_it_was(results, form):
    _assert_same(results, form)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("text", [*FORMULAS.values(), *TEXTS.values()], ids=[*FORMULAS, *TEXTS])
def test_hostile_texts_come_back_as_they_were(tmp_path, form, text):
    loaded = study(tmp_path, jurisdictions=PLACED, legs=CHAIN)
    _assert_same(reports.analyze(poisoned(loaded, text)), form)


@pytest.mark.parametrize("form", FORMS)
def test_parallel_legs_stay_separate_with_their_ids(results, form):
    read = _read(results, form)
    ids = [leg for *_, leg in _edges(read, edge_key=form == "gexf")]
    assert sorted(ids) == sorted(leg for *_, leg in results.graph.edges(keys=True))
    assert max(read.number_of_edges(*pair) for pair in set(read.edges())) > 1


@pytest.mark.parametrize("form", FORMS)
def test_types_are_kept_for_every_edge_and_node(results, form):
    read = _read(results, form)
    for _, _, data in read.edges(data=True):
        assert type(data["flow"]) is float
        assert type(data["pressure_percent"]) is int
        assert type(data["in_every_cut"]) is bool
        assert type(data["basis"]) is str
    for _, data in read.nodes(data=True):
        assert type(data["flow"]) is float
        assert type(data["node_capacity_unbounded"]) is bool


@pytest.mark.parametrize("form", FORMS)
def test_unbounded_and_unknown_have_no_number_and_a_flag_tells_them_apart(tmp_path, form):
    legs = "id,origin,destination,capacity_low,capacity\nA>B,A,B,,unbounded\nB>C,B,C,2,4\n"
    edges = _edges(
        _read(reports.analyze(study(tmp_path, legs=legs)), form), edge_key=form == "gexf"
    )
    open_ended, bounded = edges["A", "B", "A>B"], edges["B", "C", "B>C"]
    assert "capacity" not in open_ended
    assert open_ended["capacity_unbounded"]
    assert "capacity_low" not in open_ended
    assert not open_ended["capacity_low_unbounded"]
    assert (bounded["capacity"], bounded["capacity_unbounded"]) == (4.0, False)


@pytest.mark.parametrize("form", FORMS)
def test_another_program_finds_the_same_flow_in_the_numbers_of_the_file(results, form):
    # networkx refuses parallel edges for flows, so each leg gets a node of its own.
    read, network = _read(results, form), nx.DiGraph()
    for place, data in read.nodes(data=True):
        ends = {"origin": ("source", place), "destination": (place, "sink")}
        if data["role"] in ends:
            network.add_edge(*ends[data["role"]])
    for number, (start, end, data) in enumerate(read.edges(data=True)):
        bound = {}
        if not data["passing_unbounded"]:
            bound["capacity"] = round(data["passing"] * results.study.scale)
        network.add_edge(start, number, **bound)
        network.add_edge(number, end)
    assert nx.maximum_flow_value(network, "source", "sink") == results.flow.value


def test_the_units_and_the_question_are_attributes_of_the_graph(results):
    for form in ("graphml", "node-link"):
        told = _read(results, form).graph
        assert told["capacity_unit"] == "H100-equivalents per year"
        assert told["flow_unit"] == results.unit
        assert told["lens"] == "passing"
        assert told["nature"].startswith("This is a model result")
        assert told["origins"].split() == list(results.graph.graph[fields.ORIGINS])


def test_graphml_spells_truth_as_its_schema_does(results):
    root = ET.fromstring(graph_files.graphml(results))  # noqa: S314  # our own file
    spelled = "{http://graphml.graphdrawing.org/xmlns}"
    flags = {
        key.get("id") for key in root.iter(f"{spelled}key") if key.get("attr.type") == "boolean"
    }
    found = [data.text for data in root.iter(f"{spelled}data") if data.get("key") in flags]
    assert set(found) == {"true", "false"}


def test_gexf_holds_the_data_s_date_the_imprint_and_names_as_labels(results):
    later = dataclasses.replace(results.study, data_date=dt.date(2001, 2, 3))
    root = ET.fromstring(graph_files.gexf(dataclasses.replace(results, study=later)))  # noqa: S314  # our own file
    meta = root.find("g:meta", NAMESPACE)
    assert meta.get("lastmodifieddate") == "2001-02-03"
    description = meta.find("g:description", NAMESPACE).text
    assert "capacity_unit: H100-equivalents per year" in description
    assert "nature: This is a model result" in description
    labels = {node.get("id"): node.get("label") for node in root.iter(f"{{{NAMESPACE['g']}}}node")}
    assert labels["HK"] == "Hong Kong"


def test_making_files_does_not_change_the_results(results):
    before = network_tables.legs(results), network_tables.jurisdictions(results)
    for form in FORMS:
        reports.export(results, form)
    assert (network_tables.legs(results), network_tables.jurisdictions(results)) == before
