"""How sure the results are: every number of a card and of the opening, computed a second way."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

import reports
import routes
import seeds
from reports import (
    assurance,
    certainty,
    certainty_section,
    chokepoint_claims,
    claim_cards,
    headline,
    opening,
)
from reports.card_words import Words
from routes import fields
from tests import fork_study
from tests.studies import CHAIN, SOURCE, study

DRAWS = 100
PRIORS = """
    id,alpha,beta,basis,reason
    A,3,1,assumed,as told
"""
CHAIN_OF_TWO = """
    id,origin,destination,capacity,capacity_low,capacity_high,evidence_class,evidence
    A>B,A,B,10,2,12,A,E1
    B>C,B,C,4,1,9,A,E1
"""
PARTS = (
    "Claim",
    "In every, in some",
    "Draws",
    "Value and bound",
    "Regret",
    "Displacement",
    "What would change it",
    "Evidence",
)
SHARED = ("Threat model", "Objective", "Adversaries", "Data")


@pytest.fixture(scope="module")
def chain(tmp_path_factory):
    folder = tmp_path_factory.mktemp("chain")
    return study(folder, legs=CHAIN_OF_TWO, evidence=SOURCE, priors=PRIORS)


@pytest.fixture(scope="module")
def sure(chain):
    return assurance.assure(reports.analyze(chain), DRAWS)


@pytest.fixture(scope="module")
def default():
    """The packaged study, with few draws."""
    return assurance.assure(reports.analyze(seeds.load()), DRAWS)


def test_every_card_is_complete(default):
    for card in claim_cards.cards(default):
        labels = [part.label for part in card.parts]
        assert all(part.text.strip() for part in card.parts)
        reachable = "Budget" not in labels
        assert set(PARTS) - set(labels) <= (set() if reachable else {*PARTS[3:6]})
        assert card.targets
        assert "Model result" in card.parts[0].text
    assert tuple(part.label for part in claim_cards.shared_parts(default)) == SHARED


def test_there_is_a_card_for_every_chokepoint_and_every_plan_of_the_frontier(default):
    results = default.results
    cards = claim_cards.cards(default)
    named = {card.targets for card in cards if card.kind == "chokepoint"}
    assert named == {(leg,) for leg in results.cut.some.legs}
    plans = [card.targets for card in cards if card.kind == "plan"]
    assert plans == [
        row.best.plans[0].ids for row in results.best_plans.rows if row.best.plans[0].targets
    ]


def test_numbers_of_a_chokepoint_are_those_of_the_computations_behind_them(default):
    results, graph = default.results, default.results.graph
    believed = routes.beliefs(results.study, graph.graph[fields.AS_OF])
    drawn = routes.ensemble(graph, DRAWS, beliefs=believed)
    card = next(card for card in claim_cards.cards(default) if card.targets == ("MY>HK.onward",))
    member = next(row for row in drawn.members if row.id == "MY>HK.onward")
    told = card.numbers
    assert told["draws"]["every"] == member.every.to_dict()
    alone = routes.intervene(graph, remove=["MY>HK.onward"])
    assert told["loss_scaled"] == results.cut.value - routes.max_flow(alone).value
    moved = routes.displacement(graph, alone)
    best = next(row for row in told["displacement"] if row["adversary"] == "best response")
    static = next(row for row in told["displacement"] if row["adversary"] == "static")
    assert best["after_scaled"] == moved.after_scaled
    assert static["after_scaled"] == moved.kept_scaled
    assert {row["adversary"] for row in told["displacement"]} == {
        "static",
        "learning",
        "logit",
        "best response",
    }


def test_regret_of_a_plan_is_against_the_best_of_its_budget_in_each_draw(sure):
    """One unit closes A>B or B>C; either stops all, so that neither is ever regretted."""
    plans = [card for card in claim_cards.cards(sure) if card.kind == "plan"]
    (only,) = plans
    assert only.numbers["value_scaled"] == 0
    assert only.numbers["regret"]["worst_scaled"] == 0
    assert only.numbers["best_compared"]["share"] == 1.0


def test_the_opening_has_four_sentences_with_the_share_of_the_ensemble(sure):
    told = opening.sentences(sure)
    assert len(told) == 4
    assert all(sentence.endswith(".") for sentence in told)
    member = next(row for row in sure.ensemble.members if row.id == "B>C")
    assert f"in {100 * member.every.share:.1f} % (+/- " in told[1]
    assert f"of {DRAWS} draws" in told[1]
    assert told[2].startswith("This is a model result")


def overturned(sentence):
    """Read the leg and the amount with which the opening says that other chokepoints are named."""
    found = re.search(r"\(([^ ]+)\) were ([\d,.]+) instead of ([\d,.]+) \(([+-])", sentence)
    leg, value, present = found.group(1), found.group(2), found.group(3)
    return leg, int(float(value.replace(",", ""))), int(float(present.replace(",", "")))


@pytest.mark.parametrize(
    ("first", "second"), [("10", "4"), ("4", "10"), ("7", "5"), ("30", "29"), ("2", "90")]
)
def test_what_would_overturn_the_conclusion_does_and_less_does_not(tmp_path, first, second):
    legs = f"id,origin,destination,capacity\nA>B,A,B,{first}\nB>C,B,C,{second}\n"
    loaded = study(tmp_path, legs=legs)
    found = assurance.assure(reports.analyze(loaded), 100)
    leg, value, present = overturned(opening.sentences(found)[3])

    def headline(amount):
        graph = routes.intervene(found.results.graph, set_capacity={leg: amount * loaded.scale})
        every = routes.min_cut(graph).every
        return every.legs, every.jurisdictions

    usual = headline(present)
    assert usual == (found.results.cut.every.legs, found.results.cut.every.jurisdictions)
    assert headline(value) != usual
    nearer = value + (1 if value < present else -1)
    assert headline(nearer) == usual


@pytest.mark.parametrize(
    ("legs", "second", "fourth"),
    [
        (
            "id,origin,destination,capacity\nA>B,A,B,10\n",
            "Of 100 draws of the uncertain numbers 100.0 % (+/- 0.0) have no route",
            "One open leg that the tables lack",
        ),
        (
            "id,origin,destination,capacity\nA>C,A,C,unbounded\n",
            "Of 100 draws of the uncertain numbers 0.0 % (+/- 0.0) have no route and 100.0 %",
            "A bound on every route that has none",
        ),
    ],
)
def test_the_opening_stays_true_without_a_cut(tmp_path, legs, second, fourth):
    found = assurance.assure(reports.analyze(study(tmp_path, legs=legs)), 100)
    told = opening.sentences(found)
    assert len(told) == 4
    assert told[1].startswith(second)
    assert told[3].startswith(fourth)


def test_the_opening_changes_with_the_data(sure, tmp_path):
    other = study(tmp_path, legs=CHAIN, evidence=SOURCE)
    found = assurance.assure(reports.analyze(other), DRAWS)
    mine, theirs = opening.sentences(sure), opening.sentences(found)
    assert mine[1] != theirs[1]
    assert "in every minimum cut in 100.0 % (+/- 0.0)" in theirs[1]


@pytest.mark.parametrize("lens", ["passing", "volume", "effort"])
def test_a_scenario_and_every_lens_have_cards(tmp_path, lens):
    fork = fork_study.read(tmp_path)
    results = reports.analyze(fork, lens=lens, scenario=fork.scenarios[0])
    found = assurance.assure(results, 100)
    assert len(opening.sentences(found)) == 4
    assert claim_cards.cards(found)
    assert found.moved == ("volume" if lens == "volume" else "passing")


def test_the_main_plan_is_the_least_effort_that_stops_half(default):
    results = default.results
    budget = default.main.best.budget_scaled
    for row in results.best_plans.rows:
        stops_half = 2 * row.best.value_scaled <= results.cut.value
        assert stops_half == (row.best.budget_scaled >= budget)


def test_the_same_content_is_computed_once(chain, tmp_path, monkeypatch):
    monkeypatch.setenv("ROUTERISK_CACHE", str(tmp_path / "kept"))
    results = reports.analyze(chain)
    told = []
    first = certainty.certainty(results, 100, told.append)
    assert told[-1] == "how sure that is"
    assert len(told) == certainty.PARTS
    monkeypatch.setattr(assurance, "assure", None)
    again = certainty.certainty(reports.analyze(chain), 100, told.append)
    assert json.dumps(first, sort_keys=True) == json.dumps(again, sort_keys=True)
    assert len(told) == certainty.PARTS + 1


def test_without_a_cache_the_same_is_computed_again(chain, monkeypatch):
    monkeypatch.setenv("ROUTERISK_CACHE", "")
    first, again = (certainty.certainty(reports.analyze(chain), 100) for _ in range(2))
    assert json.dumps(first, sort_keys=True) == json.dumps(again, sort_keys=True)


def test_other_content_is_other_content(chain):
    results = reports.analyze(chain)
    other_unit = replace(results.study, capacity_unit="crates")
    contents = [
        assurance.content(results, 100),
        assurance.content(results, 101),
        assurance.content(replace(results, lens="volume"), 100),
        assurance.content(replace(results, weakest_class="A"), 100),
        assurance.content(replace(results, study=other_unit), 100),
    ]
    assert len({json.dumps(each, sort_keys=True) for each in contents}) == len(contents)


def test_what_cannot_be_drawn_is_said_and_the_rest_stands(tmp_path):
    """A graph of very many legs is analysed, but its claims are left to other commands."""
    rows = "".join(f"l{n},A,C,40000000000,148000000000,1\n" for n in range(201))
    legs = "id,origin,destination,capacity,capacity_high,capacity_low\n" + rows
    results = reports.build(study(tmp_path / "study", legs=legs), tmp_path / "out")
    assert results.cut.status == "cut"
    lacking = results.certainty["lack"]
    assert "more than 200 legs" in lacking
    told = certainty_section.opening(results)
    assert told[-1] == f"How sure this is could not be computed: {lacking}"
    assert certainty_section.section(results) is None
    assert "How sure this is" in (tmp_path / "out" / "summary.md").read_text(encoding="utf-8")


def test_too_few_draws_are_refused(chain):
    with pytest.raises(ValueError, match="draws must be at least 100, not 99"):
        certainty.certainty(reports.analyze(chain), 99)


def test_a_report_without_draws_says_what_it_said_before(chain, tmp_path):
    results = reports.build(chain, tmp_path, draws=0)
    assert results.certainty is None
    assert certainty_section.opening(results) == headline.sentences(results)
    written = json.loads((tmp_path / "results.json").read_bytes())
    assert "certainty" not in written


def test_summary_and_results_hold_what_the_page_shows(chain, tmp_path):
    results = reports.build(chain, tmp_path, draws=100)
    written = json.loads((tmp_path / "results.json").read_bytes())["certainty"]
    assert written == results.certainty
    section = certainty_section.section(results)
    assert [card["title"] for card in section["cards"]] == [
        card["title"] for card in written["cards"]
    ]
    text = (tmp_path / "summary.md").read_text(encoding="utf-8").replace("\\", "")
    for sentence in [*written["opening"], *written["ask_first"], *written["history"]]:
        assert sentence in text
    for card in certainty_section.main_cards(results):
        assert all(part["text"] in text for part in card["parts"])


def test_names_fall_back_to_no_reports_where_a_leg_names_none(sure):
    assert Words(sure).sources(["A>B"]) == ("E1",)


def test_proven_is_said_of_a_single_leg_only_where_it_is(sure):
    words = Words(sure)
    card = next(card for card in claim_cards.cards(sure) if card.kind == "chokepoint")
    plan = assurance.chokepoint_plan(sure.results, card.targets[0])
    row = assurance.row_of(sure.results, plan.cost_scaled)
    told = chokepoint_claims.single_bound(words, sure.regrets[plan], row)
    assert told.endswith("no plan for that effort leaves less (proven).")
    stopped = replace(row, best=replace(row.best, bound_scaled=-1, status="stopped"))
    said = chokepoint_claims.single_bound(words, sure.regrets[plan], stopped)
    assert "proven" not in said
