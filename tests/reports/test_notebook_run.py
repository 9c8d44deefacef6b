"""A notebook run as its users run it: by Jupyter's own client, in a kernel without a network."""

import html
import html.parser
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat import v4

import routes
import seeds

ROOT = Path(__file__).parent.parent.parent
SECONDS = 120
OFFLINE = """
import sys

def refuse(event, words):
    if event in {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname"}:
        raise PermissionError(f"{event} {words}")

sys.addaudithook(refuse)
import socket
try:
    socket.create_connection(("127.0.0.1", 9), timeout=1)
except PermissionError as error:
    told = str(error).partition(" ")[0]
told
"""
"""Refuses every connection that Python code would make; the kernel's own lines are not Python's."""

CLIENT = """
import sys
import jupyter_client, nbclient, nbformat

path, sockets = sys.argv[1:]
notebook = nbformat.read(path, as_version=4)
# Sockets of the file system, where there are any, need no network, not even this machine's own.
manager = jupyter_client.AsyncKernelManager(transport="ipc", ip=sockets)
if sys.platform == "win32":
    manager = jupyter_client.AsyncKernelManager()
nbclient.NotebookClient(notebook, km=manager, kernel_name="python3").execute()
nbformat.write(notebook, path)
"""
"""Runs a notebook in a process of its own, which leaves no socket to this one."""

CELLS = (
    OFFLINE,
    "import seeds, routes, reports\ngraph = routes.build(seeds.load())",
    "reports.show(graph)",
    "routes.min_cut(graph)",
    "reports.analyze(seeds.load())",
    "reports.show(routes.from_edges(edges, origin='a', destination='c'), height=300)",
)
EDGES = """
import pandas
edges = pandas.DataFrame({"origin": ["a", "b"], "destination": ["b", "c"], "capacity": [5, 3]})
"""
ASKING = {"src", "srcset", "href", "xlink:href", "data", "poster", "action", "formaction"}
"""Attributes by which a page asks for something, or leads somewhere."""


class _Addresses(html.parser.HTMLParser):
    """Notes which tags hold an address in the network, and how many of each tag there are."""

    def __init__(self):
        super().__init__()
        self.found = set()
        self.tags = []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.found |= {
            (tag, name)
            for name, value in attrs
            if name in ASKING and re.match(r"(https?:)?//", (value or "").strip())
        }


@pytest.fixture(scope="module")
def outputs(tmp_path_factory):
    """Run the notebook; give what each cell shows, by kind."""
    folder = tmp_path_factory.mktemp("notebook")
    sources = [*CELLS[:-1], EDGES, CELLS[-1]]
    file = folder / "shown.ipynb"
    nbformat.write(v4.new_notebook(cells=[v4.new_code_cell(each) for each in sources]), file)
    settings = {f"JUPYTER_{kind}_DIR": str(folder) for kind in ("CONFIG", "DATA", "RUNTIME")}
    done = subprocess.run(
        [sys.executable, "-c", CLIENT, str(file), str(folder / "kernel")],
        env={**os.environ, **settings, "PYTHONPATH": str(ROOT), "IPYTHONDIR": str(folder)},
        cwd=folder,
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=SECONDS,
    )
    assert done.returncode == 0, done.stderr
    notebook = nbformat.read(file, as_version=4)
    nbformat.validate(notebook)
    for cell in notebook.cells:
        assert [output for output in cell.outputs if output.output_type == "stream"] == []
    return [[output["data"] for output in cell.outputs] for cell in notebook.cells]


def _page(shown):
    (data,) = shown
    (text,) = re.findall(r'srcdoc="([^"]*)"', data["text/html"])
    return html.unescape(text)


def _ids_of_legs(page):
    (data,) = re.findall(
        r'<script[^>]*type="application/json"[^>]*>(.*?)</script>', page, re.DOTALL
    )
    return [leg["id"] for leg in json.loads(data)["legs"]]


@pytest.mark.slow
def test_a_graph_is_shown_as_the_page_with_its_map(outputs):
    assert outputs[1] == []
    page = _page(outputs[2])
    assert re.search(r"var map = L\.map\(", page)
    assert "MY>CN.datacentre" in _ids_of_legs(page)
    assert outputs[2][0]["text/plain"] == "Shown(height_pixels=720)"


@pytest.mark.slow
def test_the_kernel_was_without_a_network(outputs):
    assert outputs[0][0]["text/plain"] in {"'socket.getaddrinfo'", "'socket.connect'"}


@pytest.mark.slow
def test_what_is_shown_asks_the_network_for_nothing(outputs):
    for shown in (outputs[2], outputs[6]):
        page = _page(shown)
        seen = _Addresses()
        seen.feed(page)
        assert "script" in seen.tags
        # A link that a reader may follow is no request; nothing else may hold an address.
        assert {tag for tag, _ in seen.found} <= {"a"}
        styles = "".join(re.findall(r"<style[^>]*>(.*?)</style>", page, re.DOTALL))
        assert "@import" not in styles
        assert all(
            target.startswith(("data:", "#"))
            for target in re.findall(r"url\(\s*[\"']?([^)\"']*)", styles)
        )
        assert "default-src 'none'" in page


@pytest.mark.slow
def test_results_are_shown_as_tables_and_sentences(outputs):
    graph = routes.build(seeds.load())
    (cut,), (results,) = outputs[3], outputs[4]
    assert cut["text/html"] == routes.min_cut(graph)._repr_html_()
    assert cut["text/html"] in results["text/html"]
    assert "<table" in cut["text/html"]


@pytest.mark.slow
def test_a_graph_of_a_table_is_shown_as_a_diagram(outputs):
    assert 'height="300"' in outputs[6][0]["text/html"]
    page = _page(outputs[6])
    assert "var map = null" in page
    assert _ids_of_legs(page) == ["a>b", "b>c"]
