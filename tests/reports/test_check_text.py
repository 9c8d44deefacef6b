import hashlib
import json

import pytest

import seeds
from reports import check_text
from tests.studies import CHAIN, study, write_study


def test_a_sound_study_is_counted(tmp_path):
    loaded = study(tmp_path / "mine", legs=CHAIN)
    assert check_text.passed(loaded, (), "text") == (
        "mine: no fault found (jurisdictions.csv 3 rows, legs.csv 2 rows, pressure.csv 0 rows, "
        "evidence.csv 0 rows, claims.csv 0 rows, measures.csv 0 rows, priors.csv 0 rows, "
        "quantities.csv 0 rows, derivations.csv 0 rows; 0 scenarios).\n"
    )


def test_what_a_study_leaves_unsaid_is_listed_below(tmp_path):
    loaded = study(tmp_path / "mine", legs=CHAIN)
    gap = seeds.Fault("legs.csv", 0, "evidence", "of 'A>B' names no evidence.")
    assert check_text.passed(loaded, (gap,), "text").splitlines()[1:] == [
        "gap: legs.csv:evidence of 'A>B' names no evidence."
    ]
    (told,) = json.loads(check_text.passed(loaded, (gap,), "json"))["gaps"]
    assert told == {
        "file": "legs.csv",
        "row": None,
        "column": "evidence",
        "message": "of 'A>B' names no evidence.",
    }


def test_a_sound_study_as_json(tmp_path):
    document = json.loads(check_text.passed(study(tmp_path / "mine", legs=CHAIN), (), "json"))
    content = (tmp_path / "mine" / "legs.csv").read_bytes()
    assert document["schema"] == "routerisk/check/1"
    assert document["study"] == "mine"
    assert document["faults"] == []
    assert document["rows"]["legs.csv"] == 2
    assert document["inputs_sha256"]["legs.csv"] == hashlib.sha256(content).hexdigest()


def test_faults_as_json_name_file_row_and_column(tmp_path):
    folder = write_study(tmp_path, legs=CHAIN.replace("B>C,B,C,4", "B>C,B,CC,-4"))
    with pytest.raises(seeds.DataError) as caught:
        seeds.load(folder)
    document = json.loads(check_text.faults_json(caught.value))
    assert document["schema"] == "routerisk/check/1"
    assert [(f["file"], f["row"], f["column"]) for f in document["faults"]] == [
        ("legs.csv", 3, "capacity"),
        ("legs.csv", 3, "destination"),
    ]
    assert document["faults"][1]["message"] == (
        "'CC' is not a jurisdiction. Did you mean 'C' (Gamma)?"
    )


def test_what_a_fault_does_not_have_is_null():
    error = seeds.DataError([seeds.Fault("legs.csv", 0, "", "is missing.")])
    (fault,) = json.loads(check_text.faults_json(error))["faults"]
    assert fault == {"file": "legs.csv", "row": None, "column": None, "message": "is missing."}
