"""The packaged study: what it claims, what it may not claim, and what it must admit."""

import datetime as dt
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

import seeds
from seeds import schema

FOLDER = Path(seeds.__file__).with_name(schema.DEFAULT_STUDY)
README = (FOLDER / "README.md").read_text(encoding="utf-8")
VERDICTS = schema.column("claims", "verdict").choices
SIX = {"SG", "MY", "AE", "HK", "KZ", "UZ"}
"""Transit jurisdictions that the source document names."""


@pytest.fixture(scope="module")
def study():
    return seeds.load()


@pytest.fixture(scope="module")
def claims(study):
    return study.claims.set_index("id")


@pytest.fixture(scope="module")
def legs(study):
    return study.legs.set_index("id")


# -- claims ------------------------------------------------------------------------------------


def test_there_are_63_claims_and_each_has_a_verdict_a_reason_and_a_use(claims):
    assert list(claims.index) == [f"S{number:02d}" for number in range(1, 64)]
    assert set(claims["verdict"]) <= set(VERDICTS)
    assert claims[["claim", "reason", "used"]].notna().all(axis=None)


def test_the_verdicts_are_counted_as_the_readme_says(claims):
    counts = Counter(claims["verdict"])
    words = {
        "corroborated": "are corroborated",
        "partly": "in part",
        "weakly_supported": "weakly supported",
        "unverified": "unverified",
        "contested": "contested",
        "date_error": "have a wrong date",
        "contradicted": "is contradicted",
        "opinion": "are opinions",
        "not_researched": "were not looked",
    }
    numbers = {"one": 1, "three": 3, "four": 4, "five": 5, "eight": 8, "nine": 9}
    section = README[README.index("## Claims") : README.index("## Scenarios")]
    for verdict, phrase in words.items():
        told = re.search(rf"(\w+) {phrase}", section)
        assert told is not None, phrase
        assert numbers.get(told[1], told[1]) in {counts[verdict], str(counts[verdict])}


@pytest.mark.parametrize(
    ("claim", "right"),
    [
        ("S39", ["barred from October 2022", "17 November 2023"]),
        ("S41", ["Sales began in 2024"]),
        ("S45", ["9 to 14 April 2025"]),
        ("S46", ["mid-July 2025"]),
        ("S48", ["in 2025", "July to December 2025"]),
    ],
)
def test_a_wrong_date_is_put_right_in_the_open(claims, claim, right):
    assert claims.loc[claim, "verdict"] == "date_error"
    for words in right:
        assert words in claims.loc[claim, "reason"]


def test_no_other_claim_is_called_a_wrong_date_and_the_wrong_presidency_is_contradicted(claims):
    assert set(claims.index[claims["verdict"] == "date_error"]) == {
        "S39",
        "S41",
        "S45",
        "S46",
        "S48",
    }
    assert claims.loc["S44", "verdict"] == "contradicted"
    assert "20 January 2025" in claims.loc["S44", "reason"]


def test_the_other_corrections_are_made_too(claims):
    # The quarter of the revenue became an import duty; the refusal holds for some dates only.
    assert "import duty of 25%" in claims.loc["S53", "reason"]
    for date in ("mid-January 2026", "28 January", "mid-May", "August 2026"):
        assert date in claims.loc["S14", "reason"]
    assert claims.loc["S14", "verdict"] == claims.loc["S55", "verdict"] == "contested"
    assert claims.loc["S32", "verdict"] == "unverified"
    assert "no source" in claims.loc["S32", "reason"]


def test_a_claim_that_is_borne_out_or_put_right_names_its_evidence(claims):
    sure = {"corroborated", "weakly_supported", "contested", "date_error", "contradicted"}
    for name, claim in claims[claims["verdict"].isin(sure)].iterrows():
        assert claim["evidence"], name


def test_a_date_that_was_put_right_is_the_date_that_the_tables_use(legs, study):
    sale = legs.loc["US>CN.licensed_sale-h20"]
    assert sale["valid_from"] == dt.date(2024, 1, 1)
    assert sale["valid_to"] == dt.date(2025, 4, 8)
    assert min(day for day in study.pressure["valid_from"] if day) == dt.date(2022, 10, 7)


def test_every_claim_behind_a_leg_is_about_a_route(claims, legs):
    named = {name for names in legs["seed_claims"] for name in names}
    assert named <= set(claims.index)
    assert all("Not used" not in claims.loc[name, "used"] for name in named)


def _scripts(text):
    return {unicodedata.name(sign).split()[0] for sign in text if ord(sign) > 0x2FF}


def test_nothing_is_quoted_in_the_script_of_the_source_document(study):
    """Only the title of a report may stand as its publisher wrote it."""
    others = {"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "FULLWIDTH"}
    for path in [*FOLDER.rglob("*.toml"), FOLDER / "README.md", FOLDER / "claims.csv"]:
        assert others.isdisjoint(_scripts(path.read_text(encoding="utf-8"))), path.name
    for table in schema.tables():
        for column in set(table.columns) - {"title"}:
            for cell in getattr(study, table.name)[column]:
                assert others.isdisjoint(_scripts(str(cell))), (table.name, column)


def test_ids_that_a_claim_names_in_its_use_are_in_the_study(study, claims, legs):
    known = {*legs.index, *study.measures["id"], *study.quantities["id"]}
    known |= {scenario.name for scenario in study.scenarios}
    for name, used in claims["used"].items():
        for word in re.findall(r"[A-Z]{2}>[A-Z]{2}\.[a-z_0-9-]+", used):
            assert word in legs.index, name
        for word in re.findall(r"\b(?:scenario|measure)s? ([a-z0-9-]+-[a-z0-9-]+)", used):
            assert word in known, name


# -- measures, priors --------------------------------------------------------------------------


def test_there_are_measures_enough_and_each_says_on_what_power_it_rests(study):
    assert len(study.measures) >= 8
    for row in study.measures.itertuples():
        assert set(row.legs) <= set(study.legs["id"])
        assert set(row.jurisdictions) <= set(study.jurisdictions["id"])
        assert row.legs or row.jurisdictions, row.id
        assert row.legal_basis, row.id
        assert row.evidence, row.id
        assert row.reason, row.id
        assert isinstance(row.cost, int), row.id
        assert row.effect == "close" or 0 < row.points <= 100, row.id


def test_the_measures_that_a_reader_will_ask_for_are_among_them(study):
    names = set(study.measures["id"])
    assert names >= {
        "hub-rule-my-th",
        "parent-rule-enforced",
        "notice-permit-th",
        "officer-my",
        "location-verification",
        "server-vendor-checks",
        "hong-kong-address-list",
        "remote-access-power",
    }


def test_no_measure_touches_a_leg_that_commerce_cannot_act_on_without_a_power_of_its_own(study):
    legs = study.legs.set_index("id")
    for row in study.measures.itertuples():
        beyond = {name for name in row.legs if legs.loc[name, "interdictable"] == "no"}
        assert not beyond or row.id == "remote-access-power", row.id
        assert "HK>CN.re_export" not in row.legs
    [power] = study.measures[study.measures["id"] == "remote-access-power"].itertuples()
    assert power.legal_basis.startswith("None today")


def test_each_class_has_a_prior_and_a_stronger_class_a_surer_one(study):
    priors = study.priors.set_index("id")
    assert list(priors.index) == list("ABCDE")
    means = [row.alpha / (row.alpha + row.beta) for row in priors.itertuples()]
    assert means == sorted(means, reverse=True)
    assert set(priors["basis"]) == {"assumed"}
    for letter, row in priors.iterrows():
        assert f"| {letter} |" in README
        assert f"Beta({row['alpha']}, {row['beta']})" in README


# -- legs and pressure -------------------------------------------------------------------------


def test_kazakhstan_and_uzbekistan_are_in_as_weak_as_they_are_and_name_the_search(legs):
    for place, search in (("KZ", "Z01"), ("UZ", "Z02")):
        touched = legs[(legs["origin"] == place) | (legs["destination"] == place)]
        assert len(touched) == 2
        assert set(touched["evidence_class"]) <= {"D", "E"}
        assert all(search in names for names in touched["evidence"])


def test_every_place_that_the_source_document_names_has_legs_with_a_class_and_a_claim(legs):
    for place in SIX:
        touched = legs[(legs["origin"] == place) | (legs["destination"] == place)]
        assert len(touched) >= 2
        assert touched["evidence_class"].notna().all()
        assert any(names for names in touched["seed_claims"]), place


def test_a_leg_charged_with_its_hop_names_a_case(study, legs):
    kinds = dict(zip(study.evidence["id"], study.evidence["kind"], strict=True))
    status = dict(zip(study.evidence["id"], study.evidence["legal_status"], strict=True))
    charged = {"charged_alleged", "convicted_plea", "official_record"}
    for name, leg in legs[legs["evidence_class"] == "A"].iterrows():
        cases = [source for source in leg["evidence"] if kinds[source] == "case"]
        assert any(status[source] in charged for source in cases), name


def test_hong_kong_to_the_mainland_is_no_bottleneck_and_beyond_reach(legs):
    sink = legs.loc["HK>CN.re_export"]
    assert sink["capacity"] == "unbounded"
    assert sink["interdictable"] == "no"


def test_estimates_and_billing_are_evidence_of_no_capacity_of_a_leg(study, legs):
    billing = {"X06", "X07", *(f"T{number}" for number in range(26, 31))}
    goods = legs[legs["layer"] == "goods"]
    for name, leg in goods.iterrows():
        found = billing & set(leg["evidence"])
        # A report of billing may support that a leg exists, but then its number is assumed.
        assert not found or leg["basis"] == "assumed", name
    named = {name for names in study.quantities["evidence"] for name in names}
    assert named.isdisjoint(billing)


def test_rows_of_one_case_are_one_group(study):
    groups = study.evidence.groupby("case_group")["id"].agg(list)
    assert {"C06", "C07", "C08"} <= set(next(g for g in groups if "C06" in g))
    assert {"C10", "C11"} <= set(next(g for g in groups if "C10" in g))


def test_pressure_of_the_goods_stays_off_other_layers(study):
    service = study.legs[study.legs["layer"].isin(["service", "licensed"])]
    places = {*service["origin"], *service["destination"]}
    for row in study.pressure.itertuples():
        if row.target_kind == "jurisdiction" and row.target in places:
            assert row.layers, row.id
            assert set(row.layers) <= {"goods", "ownership"}, row.id
        assert row.target_kind != "mechanism" or row.target not in set(service["mechanism"]), row.id
        assert row.target_kind != "leg" or row.target not in set(service["id"]), row.id


@pytest.mark.parametrize(
    ("row", "day", "points", "source"),
    [
        ("AE.group-d-2023", dt.date(2023, 11, 17), 20, "P04"),
        ("AE.group-a5-2026", dt.date(2026, 7, 10), -20, "P23"),
        ("MY.directive-2025", dt.date(2025, 7, 14), 15, "P13"),
        ("subsidiary_purchase.guidance-2026", dt.date(2026, 5, 31), 50, "P22"),
        ("resale.red-flags-2025", dt.date(2025, 5, 13), 3, "P10"),
        ("CN.rule-2022", dt.date(2022, 10, 7), 10, "P01"),
    ],
)
def test_what_the_law_changed_is_dated_by_the_law(study, row, day, points, source):
    [found] = study.pressure[study.pressure["id"] == row].itertuples()
    assert (found.valid_from, found.points) == (day, points)
    assert source in found.evidence


def test_every_kind_of_pressure_is_counted_in_the_readme(study):
    section = README[README.index("## Pressure") : README.index("## Interdict cost")]
    rows = [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("|")]
    told = {row[0]: (int(row[1]), row[2]) for row in rows[2:]}
    groups = study.pressure.groupby("kind")["points"]
    assert {kind: count for kind, (count, _) in told.items()} == groups.size().to_dict()
    for kind, points in groups:
        spans = {f"{points.min()} to {points.max()}", f"{points.min()}"}
        assert told[kind][1] in spans, kind


def test_every_report_is_cited_somewhere(study):
    tables = (
        study.jurisdictions,
        study.legs,
        study.pressure,
        study.claims,
        study.measures,
        study.quantities,
    )
    cited = {name for table in tables for names in table["evidence"] for name in names}
    cited |= {name for scenario in study.scenarios for name in scenario.evidence}
    assert set(study.evidence["id"]) - cited == set()


def test_no_address_and_no_title_names_the_prototype_or_this_place():
    for path in FOLDER.rglob("*"):
        if path.is_file():
            text = path.read_text(encoding="utf-8")
            assert not re.search(r"/(home|work|tmp|root)/", text), path.name
