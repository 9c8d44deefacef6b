"""The backtest, by hand on the study of `tests/hub_study.py`.

First window, from 2020-01-10: B comes; the model has T, U and V level and B last.
Second window, from 2021-07-01: T comes; the model has V, then U, then T.
The same chance for all is 366/731 in the first window, of 366 days, and 1 - (2034/2399)**2 in the
second: one first report in 1669 days, and the imagined one in 365.
"""

import datetime as dt
import itertools
import json
from dataclasses import replace
from fractions import Fraction

import pytest

import routes
import seeds
from routes.backtest import months_later
from routes.forecast_scores import brier
from tests import hub_study
from tests.hub_study import EVIDENCE, LEGS, PLACES, PRESSURE

SECOND_CHANCE = 1 - Fraction(2034, 2399) ** 2


@pytest.fixture
def made(tmp_path):
    return lambda **tables: hub_study.hub_study(tmp_path, **tables)


@pytest.fixture(scope="module")
def packaged():
    return routes.backtest(seeds.load())


def _score(found, forecaster):
    return next(score for score in found.scores if score.forecaster == forecaster)


def test_windows_by_hand(made):
    found = routes.backtest(made())
    assert [
        (window.day.isoformat(), window.until.isoformat(), sorted(window.came), window.counted)
        for window in found.windows
    ] == [
        ("2020-01-10", "2021-01-10", ["B"], True),
        ("2021-07-01", "2022-07-01", ["T"], True),
    ]
    assert (found.events, found.publications, found.candidates) == (2, 2, 7)
    assert (found.outside, found.lack) == ((), None)


@pytest.mark.parametrize(
    ("k", "hits", "by_chance"), [(1, 0, 1 / 4 + 1 / 3), (2, 0, 2 / 4 + 2 / 3), (3, 1, 3 / 4 + 1)]
)
def test_hits_by_hand(made, k, hits, by_chance):
    found = routes.backtest(made(), k=k)
    model, chance = _score(found, "model"), _score(found, "chance")
    assert (model.hits, model.recall, model.hits_first) == (hits, hits / 2, 0)
    assert chance.hits == pytest.approx(by_chance)
    assert (model.p, chance.p) == (1, 1)


def test_a_chance_of_as_many_hits_by_hand(made):
    """One leg of T and one of V are known in the second window, and V comes."""
    legs = LEGS.replace("A>T,A,T,800,C,R3", "A>T,A,T,800,D,R1")
    legs = legs.replace("T>C,T,C,500,C,R3", "T>C,T,C,500,E,S1") + "    V>C,V,C,500,C,R3\n"
    found = routes.backtest(made(legs=legs), k=1)
    assert sorted(found.windows[1].came) == ["V"]
    # T and V share the first place: half a hit; in the first window all four are level, a
    # quarter. As much comes about by chance where T or V is drawn in the second.
    score = _score(found, "attachment")
    assert score.hits == 3 / 4
    assert score.p == pytest.approx(2 / 3)


def test_the_brier_score_by_hand(made):
    chance = _score(routes.backtest(made()), "chance")
    first, second = Fraction(366, 731), SECOND_CHANCE
    squares = 3 * first**2 + (1 - first) ** 2 + 2 * second**2 + (1 - second) ** 2
    assert chance.brier == float(squares / 7)
    assert chance.skill == 0


def test_the_share_that_came_scores_what_its_variance_is(made):
    found = routes.backtest(made())
    assert found.hindsight_brier == pytest.approx(2 / 7 * 5 / 7)
    came = [place in window.came for window in found.windows for place in window.ranked("chance")]
    pairs = [(Fraction(2, 7), here) for here in came]
    assert found.hindsight_brier == pytest.approx(float(brier(pairs)))


def test_negative_controls_by_hand(made):
    """U: among the model's first three of four, and of three."""
    (row,) = routes.backtest(made()).negative_controls
    assert (row.jurisdiction, row.windows, row.named, row.by_chance) == ("U", 2, 2, 1.75)


def test_the_placebo_lies_midway_between_the_controls(made):
    placebo = routes.backtest(made()).placebo
    assert (placebo.day, placebo.until) == (dt.date(2020, 10, 5), dt.date(2021, 10, 5))
    assert placebo.outlook.places == ("T", "U", "V")
    assert sorted(placebo.came) == ["T"]
    assert not placebo.counted


def test_a_window_that_overlaps_a_counted_one_or_is_not_over_is_not_scored(made):
    found = routes.backtest(made(), months=18)
    assert [window.counted for window in found.windows] == [True, False]
    assert [window.complete for window in found.windows] == [True, False]
    assert [report.jurisdiction for report in found.outside] == ["T"]
    pressure = PRESSURE + "    V.rule,jurisdiction,V,in,5,parent_rule,2020-12-31,P1\n"
    overlapping = routes.backtest(made(pressure=pressure))
    assert [window.counted for window in overlapping.windows] == [True, False, True]
    assert overlapping.events == 2
    pressure = pressure.replace("2020-12-31", "2021-01-10").replace("2021-07-01", "2022-01-10")
    touching = routes.backtest(
        made(pressure=pressure, evidence=EVIDENCE.replace("2022-06", "2022-05"))
    )
    assert [window.counted for window in touching.windows] == [True, True, False]


def test_who_may_have_been_reported_before_the_forecast_is_left_out(made):
    """R3 of July 2021 may be older than the forecast of 10 July: T is neither named nor scored."""
    evidence = EVIDENCE.replace("2021-09-01", "2021-07")
    pressure = PRESSURE.replace("2021-07-01", "2021-07-10")
    found = routes.backtest(made(evidence=evidence, pressure=pressure))
    window = found.windows[1]
    assert window.unsure == ("T",)
    assert "T" in window.outlook.places
    assert sorted(window.ranked("model")) == sorted(window.probabilities("model")) == ["U", "V"]
    assert found.events == 1


def test_nearness_joins_where_every_place_has_a_point(made):
    names = [score.forecaster for score in routes.backtest(made()).scores]
    assert names == ["model", "chance", "attachment", "growth"]
    found = routes.backtest(made(jurisdictions=PLACES))
    assert [score.forecaster for score in found.scores][3] == "nearness"


@pytest.mark.parametrize(
    ("tables", "said"),
    [
        ({"evidence": EVIDENCE.replace(",20", ",unknown 20")}, "No report of this study says when"),
        ({"pressure": "\n    id,target_kind,target,points\n"}, "No control date"),
        (
            {
                "pressure": PRESSURE.replace("2020-01-01,P1", "2022-06-01,P1").replace(
                    "2021-07-01", "2022-07-01"
                )
            },
            "The data end before",
        ),
    ],
)
def test_what_is_lacking_is_said_and_nothing_is_scored(made, tables, said):
    found = routes.backtest(made(**tables))
    assert found.lack.startswith(said)
    assert (found.scores, found.events) == ((), 0)
    assert json.loads(json.dumps(found.to_dict()))["lack"] == found.lack


def test_where_everybody_is_known_there_is_nobody_to_name(made):
    jurisdictions = hub_study.JURISDICTIONS.replace("transit", "origin")
    found = routes.backtest(made(jurisdictions=jurisdictions))
    assert found.hindsight_brier is None
    assert found.lack.startswith("On no control date was there a transit jurisdiction")
    assert _score(found, "model").brier is None


@pytest.mark.parametrize(("months", "k"), [(0, 3), (12, 0)])
def test_a_horizon_and_a_number_of_names_from_one_up_are_asked_for(made, months, k):
    with pytest.raises(routes.GraphError, match="must be 1 or more"):
        routes.backtest(made(), months=months, k=k)


def test_months_end_where_the_calendar_ends_them():
    assert months_later(dt.date(2024, 1, 31), 1) == dt.date(2024, 2, 29)
    assert months_later(dt.date(2023, 12, 15), 13) == dt.date(2025, 1, 15)


def test_the_packaged_study_windows_are_apart_and_over(packaged):
    counted = [window for window in packaged.windows if window.counted]
    for earlier, later in itertools.pairwise(counted):
        assert earlier.until <= later.day
    assert counted[-1].until <= seeds.load().data_date
    came = [report.jurisdiction for window in counted for report in window.appeared]
    assert len(came) == len(set(came)) == packaged.events


def test_the_packaged_study_recomputed_from_its_forecasts(packaged):
    """Hits by going through all orders of ties is in the scores' tests; here the sums alone."""
    rows = packaged.to_dict()["windows"]
    for score in packaged.scores:
        forecasts = [row for w in rows if w["counted"] for row in w["forecasts"][score.forecaster]]
        assert len(forecasts) == packaged.candidates
        errors = [(row["probability"] - row["came"]) ** 2 for row in forecasts]
        assert score.brier == pytest.approx(sum(errors) / len(errors))
        assert sum(row["came"] for row in forecasts) == packaged.events
        assert score.skill == pytest.approx(1 - score.brier / _score(packaged, "chance").brier)
    expected = sum(
        3 * len(window.came) / len(window.ranked("chance"))
        for window in packaged.windows
        if window.counted
    )
    assert _score(packaged, "chance").hits == pytest.approx(expected)


def test_what_the_readme_says_of_the_packaged_study(packaged):
    """No better than chance by hits or by Brier score, over eight first reports."""
    model, chance = _score(packaged, "model"), _score(packaged, "chance")
    assert packaged.events == 8
    assert model.hits <= chance.hits
    assert model.brier >= chance.brier


def test_the_order_of_the_rows_does_not_matter(made):
    study = made()
    turned = {
        name: getattr(study, name).iloc[::-1].reset_index(drop=True)
        for name in ("jurisdictions", "legs", "pressure", "evidence", "priors")
    }
    assert routes.backtest(replace(study, **turned)) == routes.backtest(study)


def test_as_a_frame(packaged):
    frame = packaged.to_frame()
    assert list(frame["forecaster"]) == ["model", "chance", "attachment", "nearness", "growth"]
    assert "<table>" in packaged._repr_html_()
