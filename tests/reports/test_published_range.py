from fractions import Fraction

import pytest

import reports
from reports import headline, published_range
from tests.studies import CHAIN, SOURCE
from tests.studies import study as written

QUANTITIES = """
    id,kind,value,unit,basis,evidence
    low,published_total,{low},things a year,reported,E1
    high,published_total,{high},things a year,assumed,
    rate,conversion,1,each,assumed,
"""


def _sentence(folder, low, high, **options):
    one = written(
        folder, legs=CHAIN, evidence=SOURCE, quantities=QUANTITIES.format(low=low, high=high)
    )
    return published_range.sentence(reports.analyze(one, **options))


@pytest.mark.parametrize(
    ("ends", "told"),
    [
        # Four pass: A --10--> B --4--> C.
        (("3", "5"), "inside|3 things a year (E1) to 5 things a year (CODED)|1"),
        (("4", "5"), "inside|4 things a year (E1) to 5 things a year (CODED)|1"),
        (("4", "4"), "inside|4 things a year (CODED) to 4 things a year (E1)|2"),
        (("4.5", "5000"), "outside|4.5 things a year (E1) to 5,000 things a year (CODED)|0"),
        (("1", "3.5"), "outside|1 things a year (E1) to 3.5 things a year (CODED)|2"),
        (("10000", "3"), "inside|3 things a year (CODED) to 10,000 things a year (E1)|1"),
    ],
)
def test_the_flow_is_set_beside_the_lowest_and_the_highest(tmp_path, ends, told):
    place, span, above = told.replace("CODED", "coded by this study").split("|")
    assert _sentence(tmp_path, *ends) == (
        f"The flow lies {place} the estimates of a year's whole flow, {span}, and above {above} "
        "of 2 of them; units and years differ, so this places the number and does not test it."
    )


@pytest.mark.parametrize("options", [{"lens": "volume"}, {"lens": "effort"}, {"layer": "service"}])
def test_only_what_passes_in_the_goods_layer_is_compared(tmp_path, options):
    assert _sentence(tmp_path, "3", "5", **options) is None


def test_a_study_without_estimates_is_compared_with_nothing(tmp_path):
    assert published_range.sentence(reports.analyze(written(tmp_path, legs=CHAIN))) is None


def test_a_flow_without_bound_is_compared_with_nothing(tmp_path):
    legs = CHAIN.replace(",10", ",unbounded").replace(",4", ",unbounded")
    one = written(tmp_path, legs=legs, evidence=SOURCE, quantities=QUANTITIES.format(low=1, high=2))
    assert published_range.sentence(reports.analyze(one)) is None


# -- the default study -------------------------------------------------------------------------


def test_the_flow_of_the_default_study_is_inside_what_is_published(study, results):
    sentence = published_range.sentence(results)
    rows = study.quantities[study.quantities["kind"] == "published_total"]
    values = sorted(Fraction(value) for value in rows["value"])
    flow = Fraction(results.cut.value, results.cut.scale)
    assert values[0] < flow < values[-1]
    below = sum(value <= flow for value in values)
    assert sentence.startswith("The flow lies inside the estimates")
    assert f"{int(values[0]):,} chips a year (X01) to {int(values[-1]):,} chips a year" in sentence
    assert f" above {below} of {len(values)} of them; " in sentence
    assert headline.sentences(results)[1] == sentence


def test_the_goods_flow_of_2024_is_within_the_estimates_for_that_year(study):
    results = reports.analyze(study, as_of="2024-12-31")
    totals = study.quantities.set_index("id")["value"]
    flow = Fraction(results.cut.value, results.cut.scale)
    assert totals["x01_low"] < flow < totals["x01_high"]


def test_the_yearly_median_is_the_whole_over_its_years(study):
    # 660 000 from October 2022 to the end of 2025, which the study counts as 3.2 years.
    totals = study.quantities.set_index("id")["value"]
    assert Fraction(totals["x02_median"]) == Fraction(660_000) / Fraction("3.2")


def test_the_estimates_name_their_evidence(study):
    rows = study.quantities[study.quantities["kind"] == "published_total"]
    assert {name for names in rows["evidence"] for name in names} == {"X01", "X02"}
