"""Results as a notebook shows them: whole amounts, every text escaped, nothing but a table."""

import html.parser

import pandas as pd
import pytest

import routes
import seeds
from routes import notebook_table

HOSTILE = "<script>alert('&\"')</script>"


class _Cells(html.parser.HTMLParser):
    """Collects the tags that occur and the text of each cell."""

    def __init__(self):
        super().__init__()
        self.tags = set()
        self.texts = []

    def handle_starttag(self, tag, attributes):
        assert attributes == []
        self.tags.add(tag)
        if tag in {"caption", "th", "td"}:
            self.texts.append("")

    def handle_data(self, data):
        self.texts[-1] += data


def _cells(text):
    parser = _Cells()
    parser.feed(text)
    parser.close()
    assert parser.tags <= {"table", "caption", "tr", "th", "td", "p"}
    return parser.texts


@pytest.fixture
def graph():
    """``a --0.5--> b --0.3--> c`` with pressure 50 on the second leg: 0.15 pass."""
    ends = {"origin": ["a", "b"], "destination": ["b", "c"]}
    frame = pd.DataFrame(ends | {"capacity": ["0.5", "0.3"], "pressure": [0, 50]})
    return routes.from_edges(frame, origin="a", destination="c")


def test_a_cut_says_its_value_and_its_members(graph):
    caption, *cells = _cells(routes.min_cut(graph)._repr_html_())
    assert caption == "cut, passing: 0.15, the only minimum cut"
    assert cells[:2] == ["kind", "id"]
    assert cells[6:] == ["leg", "b>c", "yes", "yes", "yes", "yes"]


def test_a_flow_says_what_is_on_each_leg(graph):
    assert _cells(routes.max_flow(graph)._repr_html_()) == [
        *("flow, passing: 0.15", "leg", "flow"),
        *("a>b", "0.15"),
        *("b>c", "0.15"),
    ]


def test_a_route_is_its_legs_in_order(graph):
    assert _cells(routes.least_pressure_route(graph)._repr_html_()) == [
        "route: 500,000 of a million consignments would pass",
        *("leg", "origin", "destination"),
        *("a>b", "a", "b"),
        *("b>c", "b", "c"),
    ]


def test_the_list_of_minimum_cuts_says_whether_it_is_whole():
    ends = {"origin": ["a", "b"], "destination": ["b", "c"]}
    graph = routes.from_edges(
        pd.DataFrame(ends | {"capacity": [3, 3]}), origin="a", destination="c"
    )
    assert _cells(routes.all_min_cuts(graph)._repr_html_())[0].endswith("minimum cuts: 2")
    assert _cells(routes.all_min_cuts(graph, limit=1)._repr_html_())[0].endswith("at least 1")


def test_a_comparison_shows_every_lens_before_and_after(graph):
    told = _cells(routes.what_if(graph, set_pressure={"b>c": 80})._repr_html_())
    assert told == [
        "largest flow before and after; passing: blocked 0.09, re-routed 0",
        *("lens", "before", "after"),
        *("passing", "0.15", "0.06"),
        *("volume", "0.3", "0.3"),
        *("effort", "1", "1"),
    ]


def test_centrality_stands_beside_the_drop(graph):
    told = _cells(routes.centrality(graph)._repr_html_())
    assert told[0] == "jurisdictions, passing: centrality beside the exact drop in flow"
    assert told[-8:] == ["c", "0.000", "0.000", "1", "0", "0.15", "0", "0.15"]


def test_what_is_unbounded_is_said_in_words():
    frame = pd.DataFrame({"origin": ["a"], "destination": ["b"], "capacity": ["unbounded"]})
    graph = routes.from_edges(frame, origin="a", destination="b")
    assert _cells(routes.min_cut(graph)._repr_html_())[0] == "unbounded, passing: unbounded"
    assert _cells(routes.max_flow(graph)._repr_html_()) == [
        *("unbounded, passing: unbounded", "leg", "flow")
    ]
    assert "unbounded" in _cells(routes.centrality(graph)._repr_html_())


def test_no_route_is_a_result():
    frame = pd.DataFrame({"origin": ["a"], "destination": ["b"], "capacity": [0]})
    graph = routes.from_edges(frame, origin="a", destination="b")
    assert _cells(routes.min_cut(graph)._repr_html_())[0] == "no route, passing: 0"


def test_a_time_line_shows_whole_units_month_by_month():
    study = seeds.load()
    line = routes.timeline(study, "licensed", effects=False)
    told = _cells(line._repr_html_())
    assert told[0] == "largest flow month by month, layer licensed"
    last = line.months[-1]
    row = told.index(last.day)
    assert told[row + 1] == notebook_table.units(last.value_scaled["passing"], line.scale)


def test_months_without_bound_among_others_keep_exact_numbers():
    """pandas makes floats of a column with None in it; no number up to 2**53 is lost by that."""
    frame = pd.DataFrame({"passing": [None, 2**53 - 1]})
    assert _cells(notebook_table.of_frame("x", frame, 1, ["passing"]))[2:] == [
        "unbounded",
        str(2**53 - 1),
    ]


def test_every_text_is_escaped():
    frame = pd.DataFrame({HOSTILE: [HOSTILE]})
    text = notebook_table.of_frame(HOSTILE, frame, 1)
    assert _cells(text) == [HOSTILE] * 3
    assert "<script" not in text


def test_many_rows_are_counted():
    frame = pd.DataFrame({"leg": [str(number) for number in range(120)]})
    told = _cells(notebook_table.of_frame("legs", frame, 1))
    assert told[1:3] == ["leg", "0"]
    assert told[-1].startswith("49")
    assert told[-1].endswith("70 more rows; to_frame() has them all.")
