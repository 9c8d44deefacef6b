"""The SARIF log: what the standard asks of it, and that it names every fault where it stands."""

import json

import pydantic
import pytest
from pydantic_sarif import model

import seeds
from reports import cli, sarif
from tests.studies import CHAIN, write_study

FAULTY = """
    id,origin,destination,capacity
    A>B,A,B,-10
    B>C,B,CC,4
"""


@pytest.fixture
def run(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def run_line(*arguments):
        code = cli.run(list(map(str, arguments)))
        return code, *capsys.readouterr()

    return run_line


def _require_the_properties_of_the_standard(log):
    """Check by hand what sections 3.13 to 3.59 of the standard require of what is used here."""
    assert set(log) <= {"$schema", "version", "runs"}
    assert log["version"] == "2.1.0"
    (made,) = log["runs"]
    driver = made["tool"]["driver"]
    assert driver["name"]
    ids = [rule["id"] for rule in driver["rules"]]
    assert len(set(ids)) == len(ids)
    assert all(rule["shortDescription"]["text"] for rule in driver["rules"])
    assert made["columnKind"] in {"utf16CodeUnits", "unicodeCodePoints"}
    for result in made["results"]:
        assert ids[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in {"none", "note", "warning", "error"}
        assert result["message"]["text"]
        (location,) = result["locations"]
        place = location["physicalLocation"]
        assert place["artifactLocation"]["uri"]
        assert place.get("region", {"startLine": 1})["startLine"] >= 1


def test_the_log_of_faulty_data_names_file_line_and_column(run, tmp_path):
    write_study(tmp_path / "data" / "mine", legs=FAULTY)
    code, out, err = run("check", "data/mine", "--format", "sarif")
    assert code == cli.BAD_DATA
    log = json.loads(out)
    _require_the_properties_of_the_standard(log)
    results = log["runs"][0]["results"]
    assert [result["message"]["text"] for result in results] == err.splitlines()
    assert [result["ruleId"] for result in results] == ["fault", "fault"]
    places = [result["locations"][0] for result in results]
    assert [place["physicalLocation"]["artifactLocation"]["uri"] for place in places] == [
        "data/mine/legs.csv"
    ] * 2
    assert [place["physicalLocation"]["region"]["startLine"] for place in places] == [2, 3]
    assert [place["logicalLocations"][0]["name"] for place in places] == ["capacity", "destination"]


def test_a_sound_study_gives_its_gaps_and_the_packaged_one_none(run, tmp_path):
    write_study(tmp_path / "mine", legs=CHAIN)
    code, out, err = run("check", "mine", "--format", "sarif", "--complete")
    assert (code, err) == (1, "")
    log = json.loads(out)
    _require_the_properties_of_the_standard(log)
    results = log["runs"][0]["results"]
    assert {(result["ruleId"], result["level"]) for result in results} == {("gap", "warning")}
    assert all("region" not in each["locations"][0]["physicalLocation"] for each in results)
    code, out, err = run("check", "--format", "sarif")
    assert (code, err) == (cli.FINE, "")
    assert json.loads(out)["runs"][0]["results"] == []


def test_addresses_are_encoded_and_whole_where_the_study_lies_elsewhere(tmp_path, monkeypatch):
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    fault = seeds.Fault("legs.csv", 0, "", "is missing.")
    inside = sarif.log([fault], (), tmp_path / "here" / "my data é#1")
    outside = sarif.log([fault], (), tmp_path / "there")
    found = [
        json.loads(text)["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
        for text in (inside, outside)
    ]
    assert found[0] == {"artifactLocation": {"uri": "my%20data%20%C3%A9%231/legs.csv"}}
    assert found[1]["artifactLocation"]["uri"] == (tmp_path / "there" / "legs.csv").as_uri()


def test_the_same_faults_give_the_same_bytes(tmp_path):
    faults = [seeds.Fault("legs.csv", 3, "capacity", "é \x1b[31m is no number.")]
    text = sarif.log(faults, (), tmp_path)
    assert text == sarif.log(faults, (), tmp_path)
    assert "é" in text
    assert "\\u001b" not in text
    assert "\x1b" not in text


def _as_the_standard_has_it(text):
    """Read a log by classes made from the schema of OASIS; what that does not know is an error."""
    return model.StaticAnalysisResultsFormatSarifVersion210JsonSchema.model_validate_json(
        text, strict=True
    )


def test_the_log_is_valid_under_the_schema_of_the_standard(run, tmp_path):
    write_study(tmp_path / "mine", legs=FAULTY)
    write_study(tmp_path / "gaps", legs=CHAIN)
    for folder in ("mine", "gaps"):
        text = run("check", folder, "--format", "sarif")[1]
        (made,) = _as_the_standard_has_it(text).runs
        assert [result.message.text for result in made.results] == [
            result["message"]["text"] for result in json.loads(text)["runs"][0]["results"]
        ]
        assert made.results


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ('"2.1.0"', '"2.0.0"'),
        ('"level": "error"', '"level": "fatal"'),
        ('"startLine": 2', '"startLine": 0'),
        ('"startLine": 2', '"startLine": "2"'),
        ('"ruleIndex"', '"ruleNumber"'),
        ('"driver"', '"drivers"'),
        ('"text"', '"words"'),
    ],
)
def test_the_schema_notices_what_is_wrong(run, tmp_path, text, instead):
    write_study(tmp_path / "mine", legs=FAULTY)
    log = run("check", "mine", "--format", "sarif")[1]
    assert text in log
    with pytest.raises(pydantic.ValidationError):
        _as_the_standard_has_it(log.replace(text, instead))
