import itertools
import json
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from routes import GraphError, check, edge_table, fields, from_edges, max_flow
from tests.peak_memory import PEAK_KIB

ROOT = Path(__file__).parent.parent.parent
SECONDS = 120
MEMORY_MIB = 640
PARALLEL_LEGS = 2_000_000

MANY = f"""
import json
import numpy, pandas, routes
from routes import edge_table
{PEAK_KIB}

ends = dict(origin=numpy.zeros({PARALLEL_LEGS}, numpy.int32))
ends["destination"] = ends["origin"] + 1
frame = pandas.DataFrame(ends | dict(capacity=numpy.ones({PARALLEL_LEGS}, numpy.int64)))
graph = routes.from_edges(frame, origin=0, destination=1)
told = [len(graph), [graph.table.leg_ids[place] for place in (0, 1, 2, -1)]]
for refused in (lambda: graph.edges["0", "1", "0>1"], None):
    if refused is None:
        edge_table.MAX_LEGS = len(frame) - 1
        refused = lambda: routes.from_edges(frame, origin=0, destination=1)
    try:
        refused()
    except routes.GraphError as error:
        told.append(str(error))
print(json.dumps([*told, peak_kib()]))
"""


def table(capacity, **columns):
    count = len(capacity)
    ends = {"origin": ["a"] * count, "destination": ["b"] * count}
    return pd.DataFrame(ends | {"capacity": pd.Series(capacity, dtype=object)} | columns)


def test_every_exact_kind_of_amount_is_read_at_one_scale():
    frame = table([1, "0.25", Decimal("0.5"), np.int32(2), "unbounded", "3.000"])
    graph = from_edges(frame, origin="a", destination="b")
    assert graph.graph[fields.SCALE] == 10_000
    capacities = [c for _, _, c in graph.edges(data=fields.CAPACITY)]
    assert capacities == [10_000, 2_500, 5_000, 20_000, "unbounded", 30_000]
    assert check(graph) == []


def test_parallel_legs_get_names_of_their_own_in_the_order_of_rows():
    frame = pd.DataFrame(
        {"origin": ["a", "a", "a"], "destination": ["b", "b.2", "b"], "capacity": [1, 2, 3]}
    )
    graph = from_edges(frame, origin="a", destination=["b", "b.2"])
    capacity = {key: c // 100 for _, _, key, c in graph.edges(keys=True, data=fields.CAPACITY)}
    assert capacity == {"a>b": 1, "a>b.2": 2, "a>b.3": 3}


def numbered_by_search(tails, heads):
    """Name legs by the plain rule: count from 2 for each leg anew until a name is free."""
    used = []
    for tail, head in zip(tails, heads, strict=True):
        leg, copies = f"{tail}>{head}", 1
        while leg in used:
            copies += 1
            leg = f"{tail}>{head}.{copies}"
        used.append(leg)
    return used


ENDS = st.sampled_from(["a", "b", "b.2", "b.3", "b.2.2", "a>b", "b>b", ""])


@given(st.lists(st.tuples(ENDS, ENDS), max_size=40))
@example([("a", "b"), ("a", "b.2"), ("a", "b"), ("a", "b")])
@example([("a", "b>b"), ("a>b", "b"), ("a", "b>b"), ("a>b", "b")])
@example([("a", "b")] * 3 + [("a", "b.2")] * 2 + [("a", "b.2.2"), ("a", "b.3"), ("a", "b")])
def test_legs_are_numbered_as_by_counting_anew_for_each(ends):
    tails, heads = [tail for tail, _ in ends], [head for _, head in ends]
    assert edge_table.names_after_ends(tails, heads) == numbered_by_search(tails, heads)


def test_many_parallel_legs_are_numbered_without_counting_anew_for_each():
    # Counting anew would take 80 thousand million steps, hours.
    count = 400_000
    ends = (["a"] * count, ["b"] * count)
    ids = edge_table.names_after_ends(*ends)
    assert ids[:2] + ids[-1:] == ["a>b", "a>b.2", "a>b.400000"]
    assert len(set(ids)) == count


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="memory is counted in KiB on Linux alone")
def test_two_million_parallel_legs_are_read_in_little_memory_and_not_laid_out():
    # A graph of them as networkx has it would take 2 GB and more; the frame itself takes 31 MiB.
    done = subprocess.run(
        [sys.executable, "-c", MANY],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=True,
        timeout=SECONDS,
    )
    places, names, not_laid_out, refused, peak_kib = json.loads(done.stdout)
    assert (places, names) == (2, ["0>1", "0>1.10", "0>1.100", "0>1.999999"])
    assert "not made of 2,000,000 legs, more than 1,000,000" in not_laid_out
    assert refused == (
        "the table has 2,000,000 rows, more than the limit of 1,999,999 legs: "
        "add parallel legs up, or split the table"
    )
    assert peak_kib < MEMORY_MIB * 1024


def test_a_table_of_just_the_limit_is_read_and_one_row_more_is_not(monkeypatch):
    monkeypatch.setattr(edge_table, "MAX_LEGS", 2)
    assert len(from_edges(table([1, 1]), origin="a", destination="b").edges) == 2
    with pytest.raises(GraphError, match="has 3 rows, more than the limit of 2 legs"):
        from_edges(table([1, 1, 1]), origin="a", destination="b")


def test_optional_columns_are_used():
    frame = table([10], id=["hop"], pressure=[35], interdict_cost=["1.5"])
    data = from_edges(frame, origin="a", destination="b").edges["a", "b", "hop"]
    assert (data[fields.PASSING], data[fields.INTERDICT_COST]) == (6500, 1500)


def test_whole_numbers_name_jurisdictions_too():
    frame = pd.DataFrame({"origin": [1], "destination": [2], "capacity": [3]})
    graph = from_edges(frame, origin=1, destination=[2])
    assert list(graph.edges(keys=True)) == [("1", "2", "1>2")]


INEXACT = [0.5, np.float64(2), float("nan"), float("inf"), -1, None, True, Decimal(-1)]
INEXACT += [Decimal("NaN"), Decimal("Infinity")]
INEXACT += ["-1", "1e3", "", " 1", "1.", "inf", "NaN", "\N{ARABIC-INDIC DIGIT ONE}"]


@pytest.mark.parametrize("amount", INEXACT, ids=lambda amount: f"{type(amount).__name__}:{amount}")
def test_an_amount_that_is_not_exact_or_not_there_is_refused_with_its_row(amount):
    with pytest.raises(GraphError, match="row 2: capacity must be a whole number"):
        from_edges(table([1, amount]), origin="a", destination="b")


def test_the_remedy_for_floats_is_said():
    with pytest.raises(GraphError, match="read the column as text"):
        from_edges(
            pd.DataFrame(table([1, 2]).astype({"capacity": float})), origin="a", destination="b"
        )


@pytest.mark.parametrize("pressure", [-1, 101, 0.5, "x", None])
def test_a_pressure_that_is_no_percent_is_refused(pressure):
    frame = table([1], pressure=pd.Series([pressure], dtype=object))
    with pytest.raises(GraphError, match="row 1: pressure must be a whole percent"):
        from_edges(frame, origin="a", destination="b")


@pytest.mark.parametrize(
    ("frame", "ends", "message"),
    [
        (pd.DataFrame({"origin": ["a"]}), ("a", "b"), "lacks the column"),
        (table([1, 2], id=["x", "x"]), ("a", "b"), "used by more than one leg"),
        (table([1]), ("a", "a"), "an origin and a destination"),
        (table([1], interdict_cost=[0]), ("a", "b"), "give the effort"),
        (table([2**53]), ("a", "b"), "must stay below 2"),
        (table([1], origin=[None]), ("a", "b"), "row 1: origin must be a text"),
        (table([1], origin=[""]), ("a", "b"), "row 1: origin must be a text"),
        (table([1, 1], destination=["b", ""]), ("a", "b"), "row 2: destination must be a text"),
        (table([1], destination=["a"]), ("a", "b"), "to itself"),
        (table([1]), ((), "b"), "origins is empty"),
    ],
)
def test_a_table_that_makes_no_sound_graph_is_refused(frame, ends, message):
    with pytest.raises(GraphError, match=message):
        from_edges(frame, origin=ends[0], destination=ends[1])


def test_an_empty_table_is_a_graph_without_routes():
    graph = from_edges(table([]), origin="a", destination="b")
    assert list(graph) == ["a", "b"]


ENDS_12 = {"origin": 1, "destination": 2}
TYPES = ["int8", "uint16", "int64", "uint64", "Int32", "int64[pyarrow]", "uint8[pyarrow]", "object"]


@pytest.mark.parametrize("kind", TYPES)
def test_whole_numbers_of_every_type_are_read_alike(kind):
    columns = {"origin": [3, 3, 10, 3], "destination": [10, 2, 2, 10], "capacity": [7, 5, 6, 1]}
    frame = pd.DataFrame(columns | {"pressure": [0, 50, 20, 100]}).astype(kind)
    told = from_edges(frame, origin=3, destination=2)
    edges = [
        (key, data[fields.CAPACITY], data[fields.PASSING])
        for _, _, key, data in told.edges(keys=True, data=True)
    ]
    assert edges == [
        ("10>2", 600, 480),
        ("3>10", 700, 700),
        ("3>10.2", 100, 0),
        ("3>2", 500, 250),
    ]


def test_frames_arrow_tables_and_mappings_are_read_alike():
    columns = {"origin": ["a", "b", "a"], "destination": ["b", "c", "b"], "capacity": [5, 6, 7]}
    plain = list(from_edges(pd.DataFrame(columns), origin="a", destination="c").edges(data=True))
    arrays = {name: np.array(column) for name, column in columns.items()}
    for edges in (columns, arrays, pa.table(columns), pa.table(columns).to_batches()[0]):
        assert list(from_edges(edges, origin="a", destination="c").edges(data=True)) == plain
    with pytest.raises(GraphError, match="must be a DataFrame, an Arrow table or a mapping"):
        from_edges([("a", "b", 5)], origin="a", destination="c")


@pytest.mark.parametrize("column", ["origin", "destination", "capacity", "pressure", "id"])
def test_a_gap_in_an_arrow_table_is_refused_with_its_row(column):
    columns = {"origin": [1, 1], "destination": [2, 2], "capacity": [5, 6], "pressure": [0, 0]}
    columns["id"] = ["x", "y"]
    columns[column] = [columns[column][0], None]
    with pytest.raises(GraphError, match=f"row 2: {column} must be"):
        from_edges(pa.table(columns), origin=1, destination=2)


def test_numbers_too_long_to_sort_by_arithmetic_name_jurisdictions_too():
    far = 10**12
    for kind in ("int64", "uint64", "object"):
        ends = {"origin": [1, far - 1], "destination": [far, far]}
        frame = pd.DataFrame(ends | {"capacity": [1, 2]}).astype(kind)
        graph = from_edges(frame, origin=[1, far - 1], destination=far)
        assert [key for _, _, key in graph.edges(keys=True)] == [f"1>{far}", f"{far - 1}>{far}"]
    minus = pd.DataFrame({"origin": [-1, -10], "destination": [2, 2], "capacity": [1, 2]})
    assert list(from_edges(minus, origin=-1, destination=2)) == ["-1", "-10", "2"]
    # The ends may be plain numbers where others are not.
    assert list(from_edges(minus, origin=3, destination=2)) == ["-1", "-10", "2", "3"]


@pytest.mark.parametrize("numbers", [[1, 2, 3, 4], [7, 900, 30_000, 10**9]])
def test_jurisdictions_by_number_are_found_wherever_their_numbers_lie(numbers):
    ends = {"origin": numbers[:3], "destination": numbers[1:]}
    frame = pd.DataFrame(ends | {"capacity": [3, 2, 4]})
    graph = from_edges(frame, origin=numbers[0], destination=[numbers[-1], "elsewhere"])
    assert sorted(graph) == sorted([*map(str, numbers), "elsewhere"])
    one = from_edges(frame, origin=numbers[0], destination=numbers[-1])
    assert list(one) == sorted(map(str, numbers))
    ends = [(tail, head) for tail, head, _ in one.edges]
    assert ends == sorted((str(a), str(b)) for a, b in itertools.pairwise(numbers))


def test_a_huge_leg_that_is_closed_adds_to_no_sum():
    frame = table([2**70, 1], pressure=[100, 0])
    graph = from_edges(frame, origin="a", destination="b")
    assert max_flow(graph, "volume").value == 100
    assert graph.edges["a", "b", "a>b"][fields.CAPACITY] == 100 * 2**70
    with pytest.raises(GraphError, match=f"lens volume add to {100 * (2**70 + 1)};"):
        from_edges(table([2**70, 1], pressure=[99, 0]), origin="a", destination="b")


def test_every_leg_that_breaks_the_contract_is_told_at_once():
    frame = table([1, 2, 3], destination=["a", "b", "a"], interdict_cost=[1, 0, 0])
    with pytest.raises(GraphError) as refused:
        from_edges(frame, origin="a", destination="b")
    assert str(refused.value).splitlines()[1:] == [
        "leg 'a>a': goes from 'a' to itself",
        "leg 'a>a.2': goes from 'a' to itself",
        "leg 'a>a.2': interdict_cost_scaled is 0; give the effort, or remove the leg",
        "leg 'a>b': interdict_cost_scaled is 0; give the effort, or remove the leg",
    ]


@pytest.mark.parametrize(
    ("column", "wrong"),
    [("capacity", -1), ("interdict_cost", -1), ("pressure", -1), ("pressure", 101)],
)
@pytest.mark.parametrize("kind", ["int64", "int16", "Int64", "int64[pyarrow]"])
def test_a_number_out_of_range_in_an_array_is_refused_with_its_row(column, wrong, kind):
    ends = {"origin": [1, 1, 1], "destination": [2, 2, 2], "capacity": [5, 6, 7]}
    frame = pd.DataFrame(ends | {column: [1, 1, wrong]}).astype(kind)
    with pytest.raises(GraphError, match=f"row 3: {column} must be a whole .*, not {wrong}"):
        from_edges(frame, origin=1, destination=2)


@pytest.mark.parametrize("capacity", [2**57, 2**62, 2**64 - 1])
def test_numbers_of_an_array_that_add_to_too_much_are_told_exactly(capacity):
    ends = {"origin": np.array([1, 1]), "destination": np.array([2, 2])}
    frame = ends | {"capacity": np.array([capacity, 1], dtype=np.uint64)}
    with pytest.raises(GraphError, match=f"lens volume add to {100 * (capacity + 1)};"):
        from_edges(frame, origin=1, destination=2)


def test_amounts_may_add_to_just_below_the_limit():
    # 90071992547409 * 100 is the last multiple of the scale below 2**53.
    most = 2**53 // 100
    graph = from_edges({"origin": [1], "destination": [2], "capacity": [most]}, **ENDS_12)
    assert max_flow(graph).value == 100 * most
    with pytest.raises(GraphError, match=f"lens passing add to {100 * (most + 1)};"):
        from_edges({"origin": [1], "destination": [2], "capacity": [most + 1]}, **ENDS_12)
