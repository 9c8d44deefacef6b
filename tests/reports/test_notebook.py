"""What a notebook shows: the page in a frame that works and reaches nothing, and tables."""

from __future__ import annotations

import html
import re

import pandas as pd
import pytest

import reports
import routes
from reports import graph_study, notebook, page, page_geometry
from routes import fields

HOSTILE = '"></iframe><img src=x onerror=alert(1)>'
"""An id that would end the frame and run a script, if it were written as it is."""

HOST = "<!doctype html><meta charset='utf-8'><title>notebook</title><div id='output'></div>"
PUT = "(text) => { document.getElementById('output').innerHTML = text; }"
WIDEN = "(width) => { document.getElementById('output').style.width = width; }"
REACH = """async () => {
  const tried = {};
  for (const [name, act] of Object.entries({
    notebook: () => parent.document.title,
    storage: () => localStorage.length,
    cookies: () => document.cookie,
  })) {
    try { act(); tried[name] = "reached"; } catch (error) { tried[name] = error.name; }
  }
  tried.window = window.open("about:blank") === null ? "refused" : "reached";
  tried.request = await fetch("http://127.0.0.1:9/x").then(() => "reached", () => "refused");
  return tried;
}"""


@pytest.fixture
def graph():
    """``a --5--> b --3--> c``, with pressure 20 on the second leg: 2.4 pass."""
    ends = {"origin": ["a", "b"], "destination": ["b", "c"]}
    frame = pd.DataFrame(ends | {"capacity": [5, 3], "pressure": [0, 20]})
    return routes.from_edges(frame, origin="a", destination="c")


@pytest.fixture
def in_notebook(visit, tmp_path):
    """Give a function that puts a value into a page as notebooks do, and returns its frame."""

    def put(shown, width="auto"):
        host = tmp_path / "notebook.html"
        host.write_text(HOST, encoding="utf-8")
        seen = visit(host)
        seen.tell(WIDEN, width)
        seen.tell(PUT, shown._repr_html_())
        frame = seen.page.wait_for_selector("iframe").content_frame()
        frame.wait_for_selector("#badge.agree")
        return seen, frame

    return put


def _page_of(shown):
    """Read the page out of the frame's attribute, as a browser does."""
    (text,) = re.findall(r'srcdoc="([^"]*)"', shown._repr_html_())
    return html.unescape(text)


def test_the_frame_holds_the_page_of_the_report_that_keeps_no_address(results):
    shown = reports.show(results, height=500)
    lines = page_geometry.leg_lines(results.study)
    assert shown.height_pixels == 500
    assert 'height="500"' in shown._repr_html_()
    framed = _page_of(shown)
    assert framed == page.html(results, lines, notebook._NO_ADDRESS + page.START)
    as_file = page.html(results, lines)
    assert framed.split("<script>")[:-1][1:] == as_file.split("<script>")[:-1][1:]


def test_a_study_is_shown_as_its_results_are(study, results):
    assert reports.show(study) == reports.show(results)
    assert "page" not in repr(reports.show(results))


def test_scripts_run_in_the_frame_and_nothing_else_is_granted(graph):
    text = reports.show(graph)._repr_html_()
    assert re.findall(r'sandbox="([^"]*)"', text) == ["allow-scripts"]
    assert text.count("<") == 2


@pytest.mark.parametrize("height", [0, -1])
def test_a_frame_without_height_is_refused(graph, height):
    with pytest.raises(ValueError, match=f"height must be above 0, not {height}"):
        reports.show(graph, height=height)


def test_a_graph_that_breaks_the_contract_is_refused(graph):
    graph.nodes["a"][fields.ROLE] = "transit"
    with pytest.raises(routes.GraphError):
        reports.show(graph)


def test_a_graph_as_a_study_builds_that_very_graph_again(graph):
    again = routes.build(graph_study.graph_study(graph))
    assert set(again.edges(keys=True)) == set(graph.edges(keys=True))
    names = (fields.CAPACITY, fields.PASSING, fields.PRESSURE, fields.INTERDICT_COST)
    for *edge, data in graph.edges(keys=True, data=True):
        assert {name: again.edges[tuple(edge)][name] for name in names} == {
            name: data[name] for name in names
        }
    for name in (fields.ORIGINS, fields.DESTINATIONS, fields.SCALE, fields.CAPACITY_UNIT):
        assert again.graph[name] == graph.graph[name]


@pytest.mark.parametrize("layer", ["goods", "service", "licensed"])
def test_the_default_study_s_graph_gives_the_same_cuts_as_a_study_of_its_own(study, layer):
    graph = routes.build(study, as_of="2025-07", layer=layer)
    again = routes.build(graph_study.graph_study(graph), layer=layer)
    for lens in fields.LENSES:
        assert routes.min_cut(again, lens) == routes.min_cut(graph, lens)
    assert routes.k_routes(again, k=5) == routes.k_routes(graph, k=5)


@pytest.mark.browser
def test_a_graph_s_page_works_in_a_notebook_and_asks_for_nothing(graph, in_notebook):
    seen, frame = in_notebook(reports.show(graph))
    answer = frame.evaluate("routerisk.results()")
    assert (answer["value"], answer["every"]["legs"]) == (routes.min_cut(graph).value, ["b>c"])
    assert frame.locator("#diagram svg").count() == 1
    frame.locator("input[name=lens][value=volume]").check()
    assert frame.evaluate("routerisk.results().value") == routes.min_cut(graph, "volume").value
    seen.assert_quiet()
    assert frame.evaluate("window.violations") == []


@pytest.mark.browser
def test_a_frame_that_is_narrow_at_first_offers_its_questions_once_it_is_wide(graph, in_notebook):
    seen, frame = in_notebook(reports.show(graph), width="300px")
    lens = frame.locator("input[name=lens][value=volume]")
    assert not lens.is_visible()
    seen.tell(WIDEN, "auto")
    lens.wait_for(state="visible")
    seen.tell(WIDEN, "300px")
    lens.wait_for(state="hidden")
    frame.locator("#asked > summary").click()
    lens.wait_for(state="visible")


@pytest.mark.browser
def test_the_map_works_in_a_notebook_and_the_frame_reaches_nothing(results, in_notebook):
    seen, frame = in_notebook(reports.show(results))
    assert frame.locator(".leaflet-edges-pane path.leg.cut").count() > 0
    seen.assert_quiet()
    assert frame.evaluate("window.violations") == []
    assert frame.evaluate(REACH) == {
        "notebook": "SecurityError",
        "storage": "SecurityError",
        "cookies": "SecurityError",
        "window": "refused",
        "request": "refused",
    }
    assert seen.requests == [seen.address]
    assert [violation.split()[0] for violation in frame.evaluate("window.violations")] == [
        "connect-src"
    ]


@pytest.mark.browser
def test_a_hostile_id_stays_text_in_the_frame(in_notebook):
    edges = pd.DataFrame({"origin": ["a"], "destination": [HOSTILE], "capacity": [5]})
    graph = routes.from_edges(edges, origin="a", destination=HOSTILE)
    seen, frame = in_notebook(reports.show(graph))
    assert seen.page.locator("img").count() == 0
    assert frame.locator("img").count() == 0
    assert HOSTILE in frame.locator("#jurisdictions").inner_text()
    seen.assert_quiet()


def test_results_are_sentences_and_the_cut_with_every_text_escaped(results):
    text = results._repr_html_()
    assert text.startswith("<p>On 2026-10-31, in the goods layer,")
    assert results.cut._repr_html_() in text
    assert "<script" not in text
    assert "MY&gt;CN.transshipment" in text
