"""Studies made from edge tables: what the reader of edges accepts, the reader of studies does."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import routes
import seeds
from reports import starter
from reports.known_places import KnownPlace
from seeds import edge_list

NAMES = ("A", "B b", "Ç", "D, d", "E")
AMOUNTS = st.integers(0, 9_999).map(str) | st.sampled_from(["0.5", "12.25", "unbounded"])
COLUMNS = ("From", "To", "Weight", "Pressure", "Mechanism", "Since", "id")
ROWS = st.lists(
    st.tuples(
        st.permutations(NAMES),
        AMOUNTS,
        st.sampled_from(["", "0", "00", "7", "100"]),
        st.sampled_from(["", "resale"]),
        st.sampled_from(["", "2025-03-01"]),
        st.sampled_from(["", "A>E"]),
    ).map(lambda row: (*row[0][:2], *row[1:])),
    min_size=1,
    max_size=8,
    unique_by=lambda row: row[-1] or object(),
)


def _content(rows):
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([COLUMNS, *rows])
    return stream.getvalue().encode()


def _study(table, origins, destinations, places):
    with tempfile.TemporaryDirectory() as folder:
        for name, content in starter.from_edges(table, origins, destinations, places).items():
            Path(folder, name).write_bytes(content)
        return seeds.load(folder)


@settings(max_examples=60, derandomize=True, database=None, deadline=None)
@given(ROWS)
def test_the_study_of_a_table_has_the_flow_of_that_table(rows):
    """The second way is `routes.from_edges`, which knows nothing of studies."""
    rows = [("A", "E", "1", "", "", "", ""), *rows]
    table = edge_list.read(_content(rows), "edges.csv")
    study = _study(table, ["A"], ["E"], {"A": KnownPlace("Alpha", 1.5, -2)})
    frame = pd.DataFrame(
        [(row[0], row[1], row[2], int(row[3] or 0)) for row in rows],
        columns=["origin", "destination", "capacity", "pressure"],
    )
    direct = routes.min_cut(routes.from_edges(frame, origin="A", destination="E"))
    cut = routes.min_cut(routes.build(study))
    assert cut.status == direct.status
    if direct.value is not None:
        assert cut.value * direct.scale == direct.value * cut.scale
    assert len(study.legs) == len(rows)


def test_names_stay_and_known_places_are_placed():
    rows = [("A", "D, d", "1", "", "", "", "")]
    table = edge_list.read(_content(rows), "edges.csv")
    places = {"A": KnownPlace("Alpha", 1.5, -2.25), "D, d": KnownPlace("Delta", 3, 4)}
    found = _study(table, ["A"], ["D_d"], places).jurisdictions
    columns = found[["id", "name", "role", "lat", "lon"]].to_numpy().tolist()
    assert columns == [
        ["A", "Alpha", "origin", 1.5, -2.25],  # a code is given its name
        ["D_d", "D, d", "destination", 3.0, 4.0],  # a name of one's own stays
    ]


@pytest.mark.parametrize("name", ["README.md", "scenarios/south-hub-shut.toml", "legs.csv"])
def test_the_example_has_the_file(name):
    assert starter.example()[name]
