import csv
import io
from decimal import Decimal

import networkx as nx
import pytest

import reports
import seeds
from reports import leg_table
from tests.studies import CHAIN, study

COLUMNS = [
    "id",
    "origin",
    "destination",
    "layer",
    "mechanism",
    "capacity",
    "pressure_percent",
    "passing",
    "interdict_cost",
    "evidence_class",
    "basis",
    "evidence",
    "flow",
    "in_every_cut",
    "in_some_cut",
    "flow_drop_if_removed",
    "on_least_pressure_route",
]


def _rows(results):
    return list(csv.DictReader(io.StringIO(leg_table.content(results).decode("utf-8"))))


def _flow_by_networkx(rows, jurisdictions):
    """Solve the table's own numbers with another program; parallel legs get a node of their own."""
    graph = nx.DiGraph()
    roles = dict(zip(jurisdictions["id"], jurisdictions["role"], strict=True))
    for place, role in roles.items():
        graph.add_node(place)
        if role == "origin":
            graph.add_edge("source", place)
        if role == "destination":
            graph.add_edge(place, "sink")
    for row in rows:
        amount = (
            {}
            if row["passing"] == "unbounded"
            else {"capacity": int(1000 * Decimal(row["passing"]))}
        )
        graph.add_edge(row["origin"], f"leg {row['id']}", **amount)
        graph.add_edge(f"leg {row['id']}", row["destination"])
    return nx.maximum_flow_value(graph, "source", "sink")


def test_the_chain_s_table_is_as_worked_out_by_hand(tmp_path):
    # A --10--> B --8, half stopped--> C: 4 pass, B>C is the cut, and losing either leg loses 4.
    legs = """
        id,origin,destination,mechanism,capacity,interdict_cost,evidence_class
        A>B,A,B,resale,10,2.5,A
        B>C,B,C,,8,,
    """
    pressure = "id,target_kind,target,points\np,leg,B>C,50\n"
    results = reports.analyze(study(tmp_path, legs=legs, pressure=pressure))
    assert leg_table.content(results).decode("utf-8").splitlines() == [
        ",".join(COLUMNS),
        "A>B,A,B,goods,resale,10,0,10,2.5,A,assumed,,4,no,no,4,yes",
        "B>C,B,C,goods,unspecified,8,50,4,1,,assumed,,4,yes,yes,4,yes",
    ]


def test_ties_are_in_some_and_not_in_every_cut(tmp_path):
    legs = "id,origin,destination,capacity\nA>B,A,B,4\nB>C,B,C,4\n"
    rows = _rows(reports.analyze(study(tmp_path, legs=legs)))
    assert [(row["in_every_cut"], row["in_some_cut"]) for row in rows] == [("no", "yes")] * 2


def test_without_a_bound_or_a_route_cells_stay_honest(tmp_path):
    unbounded = "id,origin,destination,capacity\nA>C,A,C,unbounded\n"
    (row,) = _rows(reports.analyze(study(tmp_path / "open", legs=unbounded)))
    assert (row["capacity"], row["passing"]) == ("unbounded", "unbounded")
    assert row["flow_drop_if_removed"] == ""
    closed = "id,origin,destination,capacity\nA>B,A,B,1\n"
    (row,) = _rows(reports.analyze(study(tmp_path / "closed", legs=closed)))
    assert (row["flow"], row["flow_drop_if_removed"]) == ("0", "0")
    assert row["on_least_pressure_route"] == "no"


@pytest.fixture(scope="module")
def packaged():
    results = reports.analyze(seeds.load())
    return results, _rows(results)


def test_one_row_for_each_leg_in_force_in_the_order_of_ids(packaged):
    results, rows = packaged
    assert list(rows[0]) == COLUMNS
    ids = [row["id"] for row in rows]
    assert ids == sorted(ids)
    assert set(ids) == {leg for _, _, leg in results.graph.edges(keys=True)}


def test_passing_is_capacity_times_what_pressure_leaves(packaged):
    _, rows = packaged
    for row in rows:
        if row["capacity"] != "unbounded":
            left = Decimal(100 - int(row["pressure_percent"])) / 100
            assert Decimal(row["passing"]) == Decimal(row["capacity"]) * left


def test_the_legs_in_every_cut_add_up_to_another_program_s_maximum_flow(packaged):
    results, rows = packaged
    assert results.cut.unique
    cut = sum(Decimal(row["passing"]) for row in rows if row["in_every_cut"] == "yes")
    assert 1000 * cut == _flow_by_networkx(rows, results.study.jurisdictions)


def test_the_drop_of_each_leg_is_another_program_s_flow_without_it(packaged):
    results, rows = packaged
    whole = _flow_by_networkx(rows, results.study.jurisdictions)
    for row in rows:
        others = [other for other in rows if other is not row]
        without = _flow_by_networkx(others, results.study.jurisdictions)
        assert 1000 * Decimal(row["flow_drop_if_removed"]) == whole - without, row["id"]


def test_the_flow_is_kept_in_every_transit_jurisdiction(packaged):
    results, rows = packaged
    table = results.study.jurisdictions
    for place in table.loc[table["role"] == "transit", "id"]:
        arriving = sum(Decimal(row["flow"]) for row in rows if row["destination"] == place)
        leaving = sum(Decimal(row["flow"]) for row in rows if row["origin"] == place)
        assert arriving == leaving


def test_no_cell_of_the_packaged_study_begins_with_a_formula_sign(packaged):
    _, rows = packaged
    assert not [cell for row in rows for cell in row.values() if cell[:1] in "=+-@" and cell]


def test_the_bytes_have_line_feeds_and_no_byte_order_mark(tmp_path):
    content = leg_table.content(reports.analyze(study(tmp_path, legs=CHAIN)))
    assert b"\r" not in content
    assert content.startswith(b"id,")
    assert content.endswith(b"\n")
