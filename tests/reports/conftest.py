"""What the tests of the page share: Chromium, node, the default page, and Python's answers."""

from __future__ import annotations

import csv
import functools
import io
import json
import os
import shutil
import subprocess
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Any

import pytest

import reports
import routes
import seeds
from reports import page, page_data, page_geometry
from routes import fields
from seeds import schema

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

NODE_SECONDS = 300
OFFICE_SECONDS = 300
TIMEOUT_MS = 10_000
BEFORE_SCRIPT = """
"use strict";
function load(text) {
  const module = { exports: {} };
  new Function("module", text)(module);
  return module.exports;
}
const input = JSON.parse(require("fs").readFileSync(0, "utf8"));
let output = null;
"""
AFTER_SCRIPT = "process.stdout.write(JSON.stringify(output));"
HEAR_VIOLATIONS = """
window.violations = [];
addEventListener("securitypolicyviolation", (event) => {
  window.violations.push(event.violatedDirective + " " + event.blockedURI);
});
"""


def _program(name):
    """Find a program; without it a test is skipped, but never where all tests must run."""
    found = shutil.which(name)
    if found is None:
        give_up = pytest.fail if "CI" in os.environ else pytest.skip
        give_up(f"{name} is not installed")
    return found


@pytest.fixture(scope="session")
def node():
    """Give a function that runs a script under node on `input` and returns its `output`.

    Modules are given by name as text, so that a changed text can be run too.
    """
    program = _program("node")

    def run(script, value, **modules):
        loaded = [f"const {name} = load({json.dumps(text)});" for name, text in modules.items()]
        done = subprocess.run(
            [program, "-e", "\n".join([BEFORE_SCRIPT, *loaded, script, AFTER_SCRIPT])],
            input=json.dumps(value).encode(),
            capture_output=True,
            check=False,
            timeout=NODE_SECONDS,
        )
        assert done.returncode == 0, done.stderr.decode()
        return json.loads(done.stdout)

    return run


@pytest.fixture(scope="session")
def solve_in_node(node):
    """Give a function from pairs of model and questions to the page solver's answers."""
    script = (
        "output = input.map(([model, questions]) =>"
        " questions.map((question) => solver.solve(model, question)));"
    )

    def solve(cases, source=None):
        return node(script, cases, solver=source or page.asset("solver.js"))

    return solve


@pytest.fixture(scope="session")
def differences(solve_in_node):
    """Give a function that counts the answers of the page that are not Python's.

    The page answers more than Python states, such as one flow; only what Python states counts.
    """

    def count(cases, expected, source=None):
        pairs = zip(chain(*solve_in_node(cases, source)), chain(*expected), strict=True)
        return sum({key: answer[key] for key in wanted} != wanted for answer, wanted in pairs)

    return count


@pytest.fixture(scope="session")
def ogrinfo():
    """Give a function that runs GDAL's ogrinfo and returns what it says; it must not warn."""
    return _without_a_word(_program("ogrinfo"))


@pytest.fixture(scope="session")
def ogr_rows(ogrinfo):  # noqa: ARG001  # both programs come in one package
    """Give a function from a file and a layer to its rows as GDAL reads them, geometry as WKT."""
    run = _without_a_word(_program("ogr2ogr"))

    def rows(file, layer):
        form = ("-f", "CSV", "/vsistdout/", "-lco", "GEOMETRY=AS_WKT")
        return list(csv.DictReader(io.StringIO(run(*form, file, layer), newline="")))

    return rows


def _without_a_word(program):
    def run(*arguments):
        done = subprocess.run(
            [program, *map(str, arguments)], capture_output=True, check=False, timeout=60
        )
        assert (done.returncode, done.stderr.decode()) == (0, "")
        return done.stdout.decode()

    return run


@pytest.fixture(scope="session")
def office(tmp_path_factory):
    """Give a function that has LibreOffice convert a file and returns the folder of results."""
    program = _program("soffice")
    home = tmp_path_factory.mktemp("office")

    def convert(file, form):
        folder = tmp_path_factory.mktemp("converted")
        done = subprocess.run(
            [
                program,
                "--headless",
                f"-env:UserInstallation={home.as_uri()}",
                "--convert-to",
                form,
                "--outdir",
                str(folder),
                str(file),
            ],
            capture_output=True,
            check=False,
            timeout=OFFICE_SECONDS,
        )
        assert done.returncode == 0, done.stderr.decode()
        return folder

    return convert


@pytest.fixture(scope="session")
def study():
    return seeds.load()


@pytest.fixture(scope="session")
def results(study):
    return reports.analyze(study)


@pytest.fixture(scope="session")
def model(results):
    """Give the data of the default page, without its geometry."""
    return _plain(page_data.page_data(results, {})) | {"geometry": None}


def _plain(value):
    return json.loads(json.dumps(value))


@pytest.fixture(scope="session")
def ask_python(study, model):
    """Give a function that answers a question of the default page in Python, spelled alike."""

    @functools.lru_cache(maxsize=64)
    def graph_of(date, layer, weakest):
        day = model["dates"][date]["day"]
        graph = routes.build(study, as_of=day, layer=layer, weakest_class=weakest or None)
        return graph, routes.least_pressure_route(graph)

    def ask(question):
        graph, route = graph_of(question["date"], question["layer"], question["weakestClass"])
        return _plain(page_data.answer(routes.min_cut(graph, question["lens"]), route))

    return ask


@pytest.fixture(scope="session")
def write_study(tmp_path_factory):
    """Give a function that writes tables (name to rows) as a study folder and returns it."""

    def write(tables, package=None):
        folder = tmp_path_factory.mktemp("study")
        for name, rows in tables.items():
            table = schema.table(name)
            named = {column for row in rows for column in row}
            named |= {column.name for column in table.fields if column.required}
            columns = [column for column in table.columns if column in named]
            with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
                writer = csv.DictWriter(stream, columns, restval="", lineterminator="\n")
                writer.writeheader()
                writer.writerows(rows)
        if package:
            (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
        return folder

    return write


@pytest.fixture(scope="session")
def write_page(tmp_path_factory):
    """Give a function that writes the page of results and returns the file."""

    def write(found):
        file = tmp_path_factory.mktemp("page") / "index.html"
        text = page.html(found, page_geometry.leg_lines(found.study))
        file.write_text(text, encoding="utf-8", newline="\n")
        return file

    return write


@pytest.fixture(scope="session")
def default_page(results, write_page):
    return write_page(results)


@pytest.fixture(scope="session")
def chromium():
    executable = _program("chromium")
    from playwright.sync_api import sync_playwright

    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=executable, args=flags)
        yield browser
        browser.close()


@dataclass(frozen=True)
class Visit:
    """An open page and everything that it asked for, said or broke."""

    page: Page
    address: str
    requests: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def tell(self, script: str, value: object = None) -> Any:
        return self.page.evaluate(script, value)

    def state(self) -> dict[str, Any]:
        return self.tell("routerisk.state()")

    def question(self) -> dict[str, Any]:
        return {key: self.state()[key] for key in ("date", "lens", "layer", "weakestClass")}

    def answer(self) -> dict[str, Any]:
        """Return the page's answer as far as Python states it."""
        named = ("status", "value", "sourceSide", "sinkSide", "every", "some", "route")
        answer = self.tell("routerisk.results()")
        return {key: answer[key] for key in named}

    def assert_quiet(self, loads: int = 1) -> None:
        """Require that nothing but the file itself was asked for and that nothing was said."""
        assert self.requests == [self.address] * loads
        assert self.messages == []
        assert self.errors == []
        assert self.tell("window.violations") == []


@pytest.fixture
def visit(chromium):
    """Give a function that opens a file in a context of its own."""
    contexts = []

    def open_file(file: Path, fragment: str = "", **options: Any) -> Visit:
        context = chromium.new_context(**options)
        contexts.append(context)
        tab = context.new_page()
        tab.set_default_timeout(TIMEOUT_MS)
        tab.add_init_script(HEAR_VIOLATIONS)
        seen = Visit(tab, file.as_uri())
        # A fragment never leaves the browser, so a request is told by its address alone.
        tab.on("request", lambda request: seen.requests.append(request.url.partition("#")[0]))
        tab.on("console", lambda message: seen.messages.append(message.text))
        tab.on("pageerror", lambda error: seen.errors.append(str(error)))
        tab.goto(seen.address + fragment)
        return seen

    yield open_file
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def page_model():
    """Give a function that spells a graph as the part of the page's data that is solved."""

    def spell(graph):
        place = {name: i for i, name in enumerate(sorted(graph))}
        return {
            "jurisdictions": [_place(graph, name) for name in place],
            "legs": [
                _leg(key, place[origin], place[destination], data)
                for origin, destination, key, data in graph.edges(keys=True, data=True)
            ],
            "routeWeights": [routes.route_weight(percent) for percent in range(101)],
        }

    return spell


def _place(graph, name):
    origin, destination = (
        name in graph.graph[ends] for ends in (fields.ORIGINS, fields.DESTINATIONS)
    )
    role = "origin" if origin else "destination" if destination else "transit"
    return {"id": name, "role": role, "capacity": _bound(graph.nodes[name][fields.NODE_CAPACITY])}


def _leg(key, origin, destination, data):
    return {
        "id": key,
        "from": origin,
        "to": destination,
        "layer": "goods",
        "class": data[fields.EVIDENCE_CLASS],
        "capacity": _bound(data[fields.CAPACITY]),
        "cost": _bound(data[fields.INTERDICT_COST]),
        "pressure": [[0, data[fields.PRESSURE]]],
    }


def _bound(amount):
    return None if amount == fields.UNBOUNDED else amount
