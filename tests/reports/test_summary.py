import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import reports
import seeds
from reports import comparison_section, headline, method, summary
from tests import fork_study
from tests.studies import CHAIN, study

ASCII_PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"


def _table(text, heading):
    """Read the cells of the table below a heading."""
    section = text.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    rows = [line for line in section.splitlines() if line.startswith("|")]
    return [re.split(r"(?<!\\)\|", row.strip("|").strip()) for row in rows]


def _plain(cells):
    return [re.sub(r"\\(.)", r"\1", cell.strip()) for cell in cells]


@given(st.text(alphabet=ASCII_PUNCTUATION + "aé中 "))
def test_escaping_can_be_taken_back(text):
    assert re.sub(r"\\(.)", r"\1", summary.escape(text)) == text


@pytest.mark.parametrize("sign", "\\`*_[]<>#|~!&")
def test_no_sign_keeps_its_meaning(sign):
    assert summary.escape(f"a{sign}b") == f"a\\{sign}b"


def test_the_chain_s_summary_is_as_worked_out_by_hand(tmp_path):
    # A --10--> B --4--> C: without B nothing moves.
    results = reports.analyze(study(tmp_path / "my_study", legs=CHAIN))
    text = summary.markdown(results)
    assert text.startswith("# my\\_study\n\n3 jurisdictions, 2 legs in force.\n\n")
    header, _, *rows = _table(text, "Chokepoints")
    assert _plain(header)[2] == "units per year"
    assert [_plain(row) for row in rows] == [
        ["B>C", "Beta to Gamma", "4", "0", "not graded", "assumed", "every"]
    ]
    assert "Total 4 units per year; minimum cuts: 1." in text.replace("\\", "")
    _, _, *rows = _table(text, "Least-pressure routes")
    assert [_plain(row) for row in rows] == [["1", "Alpha to Beta to Gamma", "A>B, B>C", "100.0 %"]]
    _, _, *rows = _table(text, "Jurisdictions")
    assert [_plain(row)[:2] for row in rows] == [["Alpha", "4"], ["Beta", "4"], ["Gamma", "4"]]


def test_ties_and_their_number_are_stated(tmp_path):
    legs = "id,origin,destination,capacity\nA>B,A,B,4\nB>C,B,C,4\n"
    text = summary.markdown(reports.analyze(study(tmp_path, legs=legs)))
    _, _, *rows = _table(text, "Chokepoints")
    assert [_plain(row)[-1] for row in rows] == ["some", "some"]
    assert "minimum cuts: 2." in text


def test_more_cuts_than_are_listed_are_said_to_be_more(tmp_path):
    """Seven pairs of equal legs in a row each way make 2**7 = 128 minimum cuts."""
    places = "".join(f"B{number},Beta{number},transit\n" for number in range(7))
    jurisdictions = f"id,name,role\nA,Alpha,origin\nC,Gamma,destination\n{places}"
    rows = "".join(f"A>B{n},A,B{n},1\nB{n}>C,B{n},C,1\n" for n in range(7))
    legs = f"id,origin,destination,capacity\n{rows}"
    text = summary.markdown(
        reports.analyze(study(tmp_path, jurisdictions=jurisdictions, legs=legs))
    )
    assert "Total 7 units per year; minimum cuts: at least 100." in text


def test_a_jurisdiction_in_the_cut_stands_in_the_table(tmp_path):
    jurisdictions = (
        "id,name,role,node_capacity\nA,Alpha,origin,\nB,Beta,transit,6\nC,Gamma,destination,\n"
    )
    legs = "id,origin,destination,capacity\nA>B,A,B,10\nB>C,B,C,10\n"
    text = summary.markdown(
        reports.analyze(study(tmp_path, jurisdictions=jurisdictions, legs=legs))
    )
    _, _, *rows = _table(text, "Chokepoints")
    assert [_plain(row) for row in rows] == [["B", "Beta", "6", "", "", "assumed", "every"]]


@pytest.mark.parametrize("legs", ["A>B,A,B,1", "A>C,A,C,unbounded"])
def test_without_a_cut_the_table_says_none(tmp_path, legs):
    loaded = study(tmp_path, legs=f"id,origin,destination,capacity\n{legs}\n")
    text = summary.markdown(reports.analyze(loaded))
    assert "\n## Chokepoints\n\nNone.\n" in text
    assert "Total" not in text


def test_text_of_a_study_stays_text(tmp_path):
    name = "<b>x</b> | [y](http://z) *w* `v` $m$"
    jurisdictions = f"id,name,role\nA,{name},origin\nC,Gamma,destination\n"
    legs = "id,origin,destination,capacity\nA>C,A,C,1\n"
    text = summary.markdown(
        reports.analyze(study(tmp_path, jurisdictions=jurisdictions, legs=legs))
    )
    assert summary.escape(name) in text
    assert name not in text
    assert not re.search(r"(?<!\\)<", text)
    assert not re.search(r"(?<!\\)\]\(", text)
    widths = {len(row) for row in _table(text, "Chokepoints")}
    assert len(widths) == 1


def test_the_packaged_summary_holds_headline_method_and_provenance():
    results = reports.analyze(seeds.load())
    text = re.sub(r"\\(.)", r"\1", summary.markdown(results))
    said = [*headline.sentences(results), *method.statements(results), *method.provenance(results)]
    assert not [sentence for sentence in said if sentence not in text]


def test_a_scenario_is_compared_with_the_study_as_it_is(tmp_path):
    fork = fork_study.read(tmp_path / "fork")
    scenario = seeds.Scenario("mine", "Mine", "", remove=("B>C",))
    text = summary.markdown(reports.analyze(fork, scenario=scenario))
    header, _, *rows = _table(text, "Compared with the study as it is")
    assert _plain(header) == list(comparison_section.COLUMNS)
    assert _plain(rows[0]) == ["B>D", "Beta to Delta", "0", "7", "+7", "0"]
    assert (
        "\n- 7 units per year pass instead of 10 \\(model result\\): 3 blocked, 7 re-routed" in text
    )
    assert "Compared with" not in summary.markdown(reports.analyze(fork))


def test_a_comparison_without_a_leg_that_shifts_has_no_table(tmp_path):
    fork = fork_study.read(tmp_path / "fork")
    text = summary.markdown(reports.analyze(fork, scenario=seeds.Scenario("mine", "Mine", "")))
    section = text.split("\n## Compared with the study as it is\n")[1].split("\n## ")[0]
    assert "|" not in section
