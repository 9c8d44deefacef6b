import json

import reports
from reports import imprint
from tests.studies import CHAIN, study


def test_it_says_what_was_asked_from_which_inputs_and_that_it_is_a_model_result(results):
    told = imprint.plain(results)
    assert told["schema"] == "routerisk/export/1"
    assert (told["as_of"], told["layer"], told["lens"]) == ("2026-10-31", "goods", "passing")
    assert told["inputs_sha256"] == results.study.sha256
    assert told["nature"].startswith("This is a model result")
    assert told["headline"][-1].startswith("This is a model result")
    assert told["limits"]


def test_it_names_a_scenario_and_the_weakest_class(study):
    scenario = study.scenarios[0]
    results = reports.analyze(study, scenario=scenario, weakest_class="C", lens="effort")
    told = imprint.plain(results)
    assert (told["supposed"], told["weakest_class"]) == (scenario.title, "C")
    assert told["flow_unit"] == study.effort_unit


def test_an_unbounded_flow_is_said_to_be_so(tmp_path):
    legs = "id,origin,destination,capacity\nA>C,A,C,unbounded\n"
    results = reports.analyze(study(tmp_path, legs=legs))
    assert imprint.plain(results)["maximum_flow"] == "unbounded"


def test_a_list_takes_a_line_for_each_entry_and_blanks_are_left_out(tmp_path):
    results = reports.analyze(study(tmp_path, legs=CHAIN))
    names = [name for name, _ in imprint.lines(results)]
    assert names.count("limits") == len(imprint.plain(results)["limits"])
    assert names.count("inputs_sha256") == 2
    assert "supposed" not in names
    assert "maximum_flow" in names
    assert imprint.attributes(results)["maximum_flow"] == "4"


def test_the_file_is_json_with_its_keys_sorted(results):
    ((name, content),) = imprint.file(results).items()
    assert name == "about.json"
    assert json.loads(content) == imprint.plain(results)
    keys = list(json.loads(content))
    assert keys == sorted(keys)
