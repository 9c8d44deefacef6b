import dataclasses
import hashlib
from pathlib import Path

import pytest

import seeds
from seeds import scenario_folder, scenarios, schema

FOLDER = Path(seeds.__file__).with_name(schema.DEFAULT_STUDY) / scenario_folder.FOLDER

WHOLE = '''\
title = "All at once"
note = """First line
    and second."""
as_of = "2026-07"
evidence = ["C01"]
remove = ["TW>MY.resale"]
keep_only = ["MY>CN.resale", "TW>MY.resale"]
close = ["MY"]
measures = ["checks"]

[roles]
MY = "origin"

[weights]
notice = 50

[set."TW>CN.new"]
capacity = "unbounded"
pressure = 90

[[add]]
id = "TW>CN.new"
origin = "TW"
destination = "CN"
capacity = "3"
'''


def test_every_key_comes_out_as_written(read_scenario):
    scenario = read_scenario(WHOLE)
    assert scenario.name == "what-if"
    assert scenario.title == "All at once"
    assert scenario.note == "First line and second."
    assert scenario.as_of == "2026-07"
    assert scenario.evidence == ("C01",)
    assert scenario.remove == ("TW>MY.resale",)
    assert scenario.keep_only == ("MY>CN.resale", "TW>MY.resale")
    assert scenario.close == ("MY",)
    assert scenario.roles == {"MY": "origin"}
    assert scenario.weights == {"notice": 50}
    assert scenario.capacity == {"TW>CN.new": "unbounded"}
    assert scenario.pressure == {"TW>CN.new": 90}
    assert scenario.measures == ("checks",)
    [leg] = scenario.add
    assert tuple(leg) == schema.table("legs").columns
    assert (leg["id"], leg["capacity"], leg["interdict_cost"]) == ("TW>CN.new", 300, 100)
    assert (leg["layer"], leg["basis"], leg["evidence"]) == ("goods", "assumed", ())


def test_an_empty_document_supposes_nothing_and_is_called_by_its_file(read_scenario):
    assert read_scenario("") == seeds.Scenario("what-if", "what-if", "")
    assert read_scenario('title = "  "').title == "what-if"


def test_a_byte_order_mark_and_other_line_ends_are_fine(read_scenario):
    assert read_scenario(b'\xef\xbb\xbftitle = "A"\r\n').title == "A"


def test_lists_come_sorted_and_once(read_scenario):
    scenario = read_scenario('close = ["TW", "MY", "TW"]')
    assert scenario.close == ("MY", "TW")


@pytest.mark.parametrize("text", ['"2026-07-10"', "2026-07-10", "'2026-07-10'"])
def test_a_day_may_be_a_text_or_a_date(read_scenario, text):
    assert read_scenario(f"as_of = {text}").as_of == "2026-07-10"


def test_a_scenario_cannot_be_rebound(read_scenario):
    with pytest.raises(dataclasses.FrozenInstanceError):
        read_scenario("").title = "other"


def test_a_file_is_read_under_its_own_name(tmp_path, small_study):
    path = tmp_path / "nothing-at-all.toml"
    path.write_text('note = "Nothing."', encoding="utf-8")
    scenario = scenarios.from_file(path, small_study)
    assert (scenario.name, scenario.title) == ("nothing-at-all", "nothing-at-all")
    with pytest.raises(FileNotFoundError):
        scenarios.from_file(tmp_path / "no.toml", small_study)


def _with_scenarios(folder, **texts):
    (folder / scenario_folder.FOLDER).mkdir()
    for name, text in texts.items():
        (folder / scenario_folder.FOLDER / name.replace("_", ".")).write_text(
            text, encoding="utf-8"
        )
    return folder


def test_a_study_comes_with_its_scenarios_by_name_and_their_digests(write_study):
    texts = {"b_toml": 'title = "B"', "a_toml": "", "notes_txt": "no scenario"}
    folder = _with_scenarios(write_study(), **texts)
    study = seeds.load(folder)
    assert [scenario.name for scenario in study.scenarios] == ["a", "b"]
    assert study.sha256["scenarios/b.toml"] == hashlib.sha256(b'title = "B"').hexdigest()
    assert "scenarios/notes.txt" not in study.sha256


def test_the_faults_of_every_scenario_come_at_once(write_study):
    folder = _with_scenarios(write_study(), a_toml="titel = 1", b_toml='close = ["XX"]')
    with pytest.raises(seeds.DataError) as caught:
        seeds.load(folder)
    assert str(caught.value).splitlines() == [
        "scenarios/a.toml:titel is not a key of a scenario. Did you mean 'title'?",
        "scenarios/b.toml:close 'XX' is not in the study.",
    ]


# -- the default study -------------------------------------------------------------------------


@pytest.fixture(scope="module")
def study():
    return seeds.load()


def test_every_shipped_scenario_is_read_and_says_what_it_supposes_and_on_what(study):
    names = sorted(path.stem for path in FOLDER.iterdir())
    assert [scenario.name for scenario in study.scenarios] == names
    assert len(names) >= 10
    assert {path.suffix for path in FOLDER.iterdir()} == {".toml"}
    for scenario in study.scenarios:
        assert scenario.title != scenario.name
        assert len(scenario.note) > 80, scenario.name
        assert scenario.evidence, scenario.name
        changes = (
            scenario.remove,
            scenario.keep_only,
            scenario.close,
            scenario.roles,
            scenario.weights,
            scenario.capacity,
            scenario.add,
        )
        assert any(changes), scenario.name


def test_the_questions_that_a_reader_will_ask_are_among_them(study):
    names = {scenario.name for scenario in study.scenarios}
    assert names >= {
        "seed-document-routes",
        "without-kazakhstan-uzbekistan",
        "taiwan-shut",
        "h200-open",
        "h200-refused",
        "h200-trickling",
        "unseen-private-route",
        "russia-networks-reused",
        "rules-weigh-more",
        "cases-weigh-more",
    }


def test_a_claim_without_a_source_and_a_size_without_one_are_called_so(study):
    told = {scenario.name: f"{scenario.title} {scenario.note}" for scenario in study.scenarios}
    assert "without a source" in told["russia-networks-reused"]
    assert "nothing here is evidence for it" in told["russia-networks-reused"]
    assert "assumed" in told["unseen-private-route"]


def test_the_two_weightings_move_rules_and_cases_in_opposite_ways(study):
    weights = {scenario.name: scenario.weights for scenario in study.scenarios}
    rules, cases = weights["rules-weigh-more"], weights["cases-weigh-more"]
    assert rules["licence_rule"] > 100 > cases["licence_rule"]
    assert cases["prosecution"] > 100 > rules["prosecution"]
    used = set(study.pressure["kind"])
    assert set(rules) | set(cases) <= used


def test_the_readme_of_the_study_lists_every_scenario(study):
    readme = FOLDER.with_name("README.md").read_text(encoding="utf-8")
    section = readme[readme.index("## Scenarios") : readme.index("## Known gaps")]
    listed = [
        line.split("|")[1].split("(")[0].strip() for line in section.splitlines() if "|" in line
    ]
    assert listed[2:] == [scenario.name for scenario in study.scenarios]
