import json

import pytest

import reports
from reports import analysis_text, leg_table, summary
from tests.studies import CHAIN, study


@pytest.fixture
def chain(tmp_path):
    return reports.analyze(study(tmp_path, legs=CHAIN))


def test_the_text_form_is_as_worked_out_by_hand(chain):
    # A --10--> B --4--> C
    assert analysis_text.rendered(chain, "text").split("\n\n", 1)[1] == (
        "Minimum cut (unit: units per year)\n"
        "  B>C  4  pressure 0  class not graded  every cut\n"
        "\n"
        "Least-pressure routes\n"
        "  100.0 % would pass  A>B, B>C\n"
        "\n"
        "Flow lost when a jurisdiction is taken out\n"
        "  Alpha  4\n"
        "  Beta   4\n"
        "  Gamma  4\n"
    )


def test_a_jurisdiction_in_the_cut_has_a_line(tmp_path):
    jurisdictions = (
        "id,name,role,node_capacity\nA,Alpha,origin,\nB,Beta,transit,6\nC,Gamma,destination,\n"
    )
    legs = "id,origin,destination,capacity\nA>B,A,B,10\nB>C,B,C,10\nA>C,A,C,1\n"
    text = analysis_text.rendered(
        reports.analyze(study(tmp_path, jurisdictions=jurisdictions, legs=legs)), "text"
    )
    assert "\n  B    6  jurisdiction                    every cut\n" in text


def test_ties_are_in_some_cuts(tmp_path):
    legs = "id,origin,destination,capacity\nA>B,A,B,4\nB>C,B,C,4\n"
    text = analysis_text.rendered(reports.analyze(study(tmp_path, legs=legs)), "text")
    assert text.count("some cuts\n") == 2
    assert "every cut" not in text


@pytest.mark.parametrize("leg", ["A>B,A,B,1", "A>C,A,C,unbounded"])
def test_without_a_cut_there_is_no_block_for_it(tmp_path, leg):
    loaded = study(tmp_path, legs=f"id,origin,destination,capacity\n{leg}\n")
    text = analysis_text.rendered(reports.analyze(loaded), "text")
    assert "Minimum cut" not in text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


def test_the_other_forms_are_the_files_of_the_report(chain):
    assert analysis_text.rendered(chain, "csv").encode() == leg_table.content(chain)
    assert analysis_text.rendered(chain, "md") == summary.markdown(chain)
    document = json.loads(analysis_text.rendered(chain, "json"))
    assert document.pop("schema") == "routerisk/analyze/1"
    assert document == json.loads(json.dumps(chain.to_dict()))
