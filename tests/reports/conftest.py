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
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import reports
import routes
import seeds
from reports import page, page_data, page_geometry
from routes import fields
from seeds import schema

if TYPE_CHECKING:
    from playwright.sync_api import Page

NODE_SECONDS = 300
OFFICE_SECONDS = 300
SEED = 20261102
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
def assets(tmp_path_factory):
    """Give a function that returns the folder of the page's scripts, one of them changed.

    A change is (file, text, text instead); the scripts find one another beside themselves.
    """
    packaged = Path(reports.__file__).with_name("assets")

    def folder(change=None):
        if change is None:
            return str(packaged)
        name, *texts = change
        mutant = page.asset(name).replace(*texts)
        assert mutant != page.asset(name)
        copy = tmp_path_factory.mktemp("assets")
        for file in sorted(packaged.glob("*.js")):
            shutil.copyfile(file, copy / file.name)
        (copy / name).write_text(mutant, encoding="utf-8")
        return str(copy)

    return folder


@pytest.fixture(scope="session")
def ask_in_node(node, assets):
    """Give a function from pairs of model and questions to what one script's function answers.

    Answers are those of `script.function(model, question)`, each list of questions in turn.
    """

    def ask(script, function, cases, change=None):
        text = (
            f"const asked = require({json.dumps(assets(change))} + {json.dumps('/' + script)});"
            "output = input.map(([model, questions]) =>"
            f" questions.map((question) => asked.{function}(model, question)));"
        )
        return node(text, cases)

    return ask


@pytest.fixture(scope="session")
def solve_in_node(ask_in_node):
    """Give a function from pairs of model and questions to the page solver's answers."""
    return functools.partial(ask_in_node, "solver.js", "solve")


@pytest.fixture(scope="session")
def differences(solve_in_node):
    """Give a function that counts the answers of the page that are not Python's.

    The page answers more than Python states, such as one flow; only what Python states counts.
    """

    def count(cases, expected, change=None):
        pairs = zip(chain(*solve_in_node(cases, change)), chain(*expected), strict=True)
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
def random_states(model):
    """Give random states of every size, from nothing chosen to everything."""
    rng = np.random.default_rng(SEED)
    choices = {
        "date": range(len(model["dates"])),
        "lens": ("passing", "volume", "effort"),
        "layer": model["layers"],
        "weakestClass": ("", *model["classes"]),
        "view": ("map", "diagram"),
        "colour": ("chokepoints", "pressure", "route", "evidence"),
        "leg": ("", *_ids(model, "legs")),
        "place": ("", *_ids(model, "jurisdictions")),
        "budget": ("", *(row["budget"] for row in model["plans"]["rows"])),
    }
    lists = {"removed": "legs", "closed": "jurisdictions", "measures": "measures"}
    return [
        {name: values[rng.integers(len(values))] for name, values in choices.items()}
        | {
            name: [key for key in sorted(_ids(model, table)) if rng.random() < share]
            for name, table in lists.items()
        }
        for share in rng.choice([0, 0.05, 0.3, 0.9, 1], 400)
    ]


def _ids(model, table):
    return [row["id"] for row in model[table]]


@pytest.fixture(scope="session")
def graph_of(study, model):
    """Give a function to the graph that a question of the default page is about, unchanged."""

    @functools.lru_cache(maxsize=256)
    def build(date, layer, weakest):
        day = model["dates"][date]["day"]
        return routes.build(study, as_of=day, layer=layer, weakest_class=weakest or None)

    return lambda question: build(question["date"], question["layer"], question["weakestClass"])


@pytest.fixture(scope="session")
def changed_graph(study, graph_of):
    """Give a function to the graph that a question of the default page changes.

    Legs are taken out by hand; measures are left to `routes`.
    """
    known = routes.measures(study)

    def change(question):
        graph = graph_of(question)
        chosen = [known[name] for name in question.get("measures", ())]
        changed = routes.intervene(graph, apply=chosen) if chosen else graph.copy()
        removed, closed = question.get("removed", ()), question.get("closed", ())
        legs = list(changed.edges(keys=True))
        changed.remove_edges_from(
            (origin, end, leg)
            for origin, end, leg in legs
            if leg in removed or origin in closed or end in closed
        )
        return changed

    return change


@pytest.fixture(scope="session")
def ask_python(changed_graph):
    """Give a function that answers a question of the default page in Python, spelled alike."""

    @functools.lru_cache(maxsize=4)
    def found(asked):
        graph = changed_graph(json.loads(asked))
        return graph, routes.least_pressure_route(graph)

    def ask(question):
        unlensed = {key: value for key, value in question.items() if key != "lens"}
        graph, route = found(json.dumps(unlensed))
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
