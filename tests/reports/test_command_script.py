"""The command line and the scenario that the page writes say what its state says."""

from __future__ import annotations

import re
import shlex
import tomllib

import pytest

import reports
import routes
from reports import page, page_data
from seeds import scenarios
from tests.studies import CHAIN
from tests.studies import study as written

WRITE = """
output = input.states.map((state) => ({
  command: command.command(input.data, state),
  scenario: command.scenario(input.data, state),
}));
"""
OPTIONS = {"--remove": "removed", "--close": "closed", "--measure": "measures"}
HOSTILE = [
    "$(reboot)",
    "`reboot`",
    "$HOME",
    "%PATH%",
    'a"b',
    "a'b",
    "a\\b",
    "a;b",
    "a|b",
    "a&b",
    "!!",
    "-rf",
    "taiwan-shut; malaysia-shut",
    "a\nb",
    "a\u201cb",
    "a\u202eb",
]


@pytest.fixture(scope="module")
def write(node, model):
    """Give a function from states to the page's command lines and scenarios."""

    def run(states, **command):
        data = model | {"command": model["command"] | command}
        return node(WRITE, {"data": data, "states": states}, command=page.asset("command.js"))

    return run


@pytest.fixture(scope="module")
def states(model, random_states):
    """Give states of every kind, the first one without a change."""
    nothing = {"removed": [], "closed": [], "measures": []}
    return [model["baseline"]["question"] | nothing, *random_states]


def _parsed(line, model):
    """Read a line as a shell and the command line do, into the question that it asks."""
    words = iter(shlex.split(line))
    assert [next(words), next(words)] == ["routerisk", "whatif"]
    asked = {"weakestClass": "", "removed": [], "closed": [], "measures": []}
    for option in words:
        value = next(words)
        if option in OPTIONS:
            asked[OPTIONS[option]].append(value)
        elif option == "--as-of":
            asked["date"] = [date["day"] for date in model["dates"]].index(value)
        else:
            names = {"--lens": "lens", "--layer": "layer", "--weakest-class": "weakestClass"}
            asked[names[option]] = value
    return asked


def test_a_shell_reads_the_state_off_the_line(write, model, states):
    for state, told in zip(states, write(states), strict=True):
        asked = _parsed(told["command"], model)
        assert asked == {name: state[name] for name in asked}
    assert len(states) > 300


def test_the_line_is_harmless_in_every_shell(write, model, states):
    ids = {row["id"] for table in ("legs", "jurisdictions", "measures") for row in model[table]}
    for told in write(states):
        assert re.fullmatch(r'[A-Za-z0-9 "_.>-]+', told["command"])
        quoted = re.findall(r'"([^"]*)"', told["command"])
        assert set(quoted) <= ids
        bare = re.sub(r'"[^"]*"', "", told["command"]).split()
        assert not ids.intersection(bare)


def test_the_same_state_gives_the_same_text(write, states):
    [told] = write([states[0] | {"removed": ["MY>CN.datacentre"], "measures": ["officer-my"]}])
    assert told["command"] == (
        "routerisk whatif --as-of 2026-10-31 --lens passing --layer goods"
        ' --remove "MY>CN.datacentre" --measure "officer-my"'
    )
    assert told["scenario"] == (
        'title = "What if"\n'
        'note = "Chosen on the page of a report: lens passing, layer goods."\n'
        'as_of = "2026-10-31"\n'
        'remove = [\n  "MY>CN.datacentre",\n]\n'
        'measures = [\n  "officer-my",\n]\n'
    )
    assert write(states) == write(states)


def test_a_study_and_a_scenario_are_named(write, states):
    [told] = write(states[:1], study="my study", given="taiwan-shut")
    assert told["command"] == (
        'routerisk whatif "my study" --given "taiwan-shut"'
        " --as-of 2026-10-31 --lens passing --layer goods"
    )
    note = tomllib.loads(told["scenario"])["note"]
    assert note.endswith("It adds to the scenario taiwan-shut.")


def test_python_names_the_study_and_the_scenario(study, tmp_path):
    def named(one):
        return page_data.page_data(reports.analyze(one), {})["command"]

    by_name = {scenario.name: scenario for scenario in study.scenarios}
    supposed = routes.suppose(study, by_name["taiwan-shut"])
    twice = routes.suppose(supposed, by_name["malaysia-shut"])
    assert named(study) == {"study": "", "given": ""}
    assert named(supposed) == {"study": "", "given": "taiwan-shut"}
    assert named(twice) == {"study": "", "given": "taiwan-shut; malaysia-shut"}
    own = written(tmp_path, legs=CHAIN)
    assert named(own) == {"study": own.name, "given": ""}
    assert own.name


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_that_a_shell_could_misread_is_not_written(write, states, name):
    [told] = write(states[:1], study=name, given=name)
    assert shlex.split(told["command"])[:5] == [
        "routerisk",
        "whatif",
        "STUDY",
        "--given",
        "SCENARIO",
    ]
    assert name not in told["command"]
    assert tomllib.loads(told["scenario"])["note"].endswith("layer goods.")


def test_the_scenario_reads_as_the_state(write, study, model, states):
    for state, told in zip(states, write(states), strict=True):
        scenario = scenarios.read(told["scenario"].encode(), "what-if", study)
        assert list(scenario.remove) == state["removed"]
        assert list(scenario.close) == state["closed"]
        assert list(scenario.measures) == state["measures"]
        assert scenario.as_of == model["dates"][state["date"]]["day"]


@pytest.mark.slow
def test_the_study_under_the_scenario_gives_the_value_of_the_page(
    write, study, states, solve_in_node, model
):
    some = [state for state in states if state["lens"] != "effort"][:60]
    [answers] = solve_in_node([(model, some)])
    for state, told, answer in zip(some, write(some), answers, strict=True):
        scenario = scenarios.read(told["scenario"].encode(), "what-if", study)
        graph = routes.build(
            routes.suppose(study, scenario),
            as_of=scenario.as_of,
            layer=state["layer"],
            weakest_class=state["weakestClass"] or None,
        )
        assert routes.max_flow(graph, state["lens"]).value == answer["value"]
    assert len({answer["value"] for answer in answers}) > 10
