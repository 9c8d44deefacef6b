import reports
from reports import leg_table, network_tables
from tests.studies import CHAIN, PLACED, study

BY_HAND = """
    id,origin,destination,capacity_low,capacity,capacity_high,interdict_cost,interdictable
    A>B,A,B,1,unbounded,,2.5,no
    B>C,B,C,,8,9.5,,
"""


def test_the_chain_s_legs_are_as_worked_out_by_hand(tmp_path):
    # A --unbounded--> B --8, half stopped--> C: 4 pass. Nobody can close A>B at any cost.
    pressure = "id,target_kind,target,points\np,leg,B>C,50\n"
    table = network_tables.legs(reports.analyze(study(tmp_path, legs=BY_HAND, pressure=pressure)))
    first, second = (dict(zip(table.columns, row, strict=True)) for row in table.texts())
    told = [{column.name: cell for column, cell in row.items()} for row in (first, second)]
    assert [row["capacity"] for row in told] == ["unbounded", "8"]
    assert [row["capacity_low"] for row in told] == ["1", ""]
    assert [row["capacity_high"] for row in told] == ["", "9.5"]
    assert [row["passing"] for row in told] == ["unbounded", "4"]
    assert [row["interdict_cost"] for row in told] == ["unbounded", "1"]
    assert [row["interdictable"] for row in told] == ["no", "yes"]
    assert [row["flow"] for row in told] == ["4", "4"]
    assert [row["in_every_cut"] for row in told] == ["no", "yes"]
    assert [row["flow_drop_if_removed"] for row in told] == ["4", "4"]


def test_the_chain_s_jurisdictions_are_as_worked_out_by_hand(tmp_path):
    loaded = study(tmp_path, jurisdictions=PLACED, legs=CHAIN)
    table = network_tables.jurisdictions(reports.analyze(loaded))
    beta = table.records()[1]
    assert {
        name: beta[name] for name in ("id", "name", "role", "latitude_deg", "longitude_deg")
    } == {
        "id": "B",
        "name": "Beta",
        "role": "transit",
        "latitude_deg": 1.0,
        "longitude_deg": 104.0,
    }
    assert (beta["node_capacity"], beta["node_capacity_unbounded"]) == (None, True)
    assert (beta["flow"], beta["flow_drop_if_removed"]) == (4.0, 4.0)


def test_units_are_those_of_the_lens(tmp_path):
    results = reports.analyze(study(tmp_path, legs=CHAIN), lens="effort")
    units = {column.name: column.unit for column in network_tables.legs(results).columns}
    assert units["flow"] == units["interdict_cost"] == results.study.effort_unit
    assert units["capacity"] == results.study.capacity_unit


def test_the_legs_say_what_the_report_s_table_says(results):
    told = leg_table.content(results).decode("utf-8").splitlines()
    table = network_tables.legs(results)
    place = {column.name: number for number, column in enumerate(table.columns)}
    chosen = [place[name] for name in leg_table.COLUMNS]
    rows = [",".join(row[number] for number in chosen) for row in table.texts()]
    assert rows == told[1:]


def test_without_a_bound_on_the_flow_results_are_unknown(tmp_path):
    legs = "id,origin,destination,capacity\nA>C,A,C,unbounded\n"
    (row,) = network_tables.legs(reports.analyze(study(tmp_path, legs=legs))).records()
    assert (row["flow"], row["flow_drop_if_removed"]) == (None, None)
    assert (row["capacity"], row["capacity_unbounded"]) == (None, True)
