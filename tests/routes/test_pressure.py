import datetime as dt
import math

import pytest

import seeds
from routes import GraphError, contributions, pressure_on, route_weight

DAY = dt.date(2024, 6, 30)
LEGS = """\
id,origin,destination,capacity,mechanism,valid_to
us-my,US,MY,10,ship,
my-cn,MY,CN,10,ship,
my-cn-2,MY,CN,10,carry,
gone,US,CN,10,carry,2023-01-01
"""
HEADER = "id,target_kind,target,direction,points,valid_from,valid_to\n"


@pytest.fixture
def study_with(tmp_path):
    def make(pressure_rows):
        (tmp_path / "jurisdictions.csv").write_text(
            "id,name,role\nUS,United States,origin\nMY,Malaysia,transit\nCN,China,destination\n",
            encoding="utf-8",
        )
        (tmp_path / "legs.csv").write_text(LEGS, encoding="utf-8")
        (tmp_path / "pressure.csv").write_text(HEADER + pressure_rows, encoding="utf-8")
        return seeds.load(tmp_path)

    return make


@pytest.fixture
def layered_study(study_with, tmp_path):
    def make(row):
        study_with("")
        (tmp_path / "legs.csv").write_text(LAYERED_LEGS, encoding="utf-8")
        (tmp_path / "pressure.csv").write_text(LAYERED + row + "\n", encoding="utf-8")
        return seeds.load(tmp_path)

    return make


@pytest.mark.parametrize(
    ("row", "pressed"),
    [
        ("p,leg,my-cn,,20,,", {"my-cn"}),
        ("p,mechanism,carry,,20,,", {"my-cn-2", "gone"}),
        ("p,jurisdiction,MY,in,20,,", {"us-my"}),
        ("p,jurisdiction,MY,out,20,,", {"my-cn", "my-cn-2"}),
        ("p,jurisdiction,MY,both,20,,", {"us-my", "my-cn", "my-cn-2"}),
        ("p,jurisdiction,MY,in,20,2024-06-30,2024-06-30", {"us-my"}),
        ("p,jurisdiction,MY,in,20,2024-07-01,", set()),
        ("p,jurisdiction,MY,in,20,,2024-06-29", set()),
    ],
)
def test_a_contribution_applies_to_its_legs_on_its_days(study_with, row, pressed):
    pressure = pressure_on(study_with(row + "\n"), DAY)
    assert list(pressure) == ["gone", "my-cn", "my-cn-2", "us-my"]
    assert {leg for leg, percent in pressure.items() if percent} == pressed
    assert set(pressure.values()) <= {0, 20}


LAYERED = "id,target_kind,target,direction,points,layers\n"
LAYERED_LEGS = """\
id,origin,destination,capacity,layer,mechanism
goods,US,CN,1,goods,ship
service,US,CN,1,service,rent
ownership,US,CN,1,ownership,buy
licensed,US,CN,1,licensed,ship
"""


@pytest.mark.parametrize(
    ("row", "pressed"),
    [
        ("p,jurisdiction,CN,in,20,", {"goods", "service", "ownership", "licensed"}),
        ("p,jurisdiction,CN,in,20,goods", {"goods"}),
        ("p,jurisdiction,US,both,20,goods;ownership", {"goods", "ownership"}),
        ("p,jurisdiction,CN,out,20,goods", set()),
        ("p,mechanism,ship,,20,", {"goods", "licensed"}),
        ("p,mechanism,ship,,20,licensed", {"licensed"}),
        ("p,leg,service,,20,service", {"service"}),
        ("p,leg,service,,20,goods", set()),
    ],
)
def test_a_contribution_presses_on_the_layers_that_it_lists_or_on_all(layered_study, row, pressed):
    study = layered_study(row)
    pressure = pressure_on(study, DAY)
    assert {leg for leg, percent in pressure.items() if percent == 20} == pressed
    assert set(pressure.values()) <= {0, 20}
    assert set(contributions(study, DAY)["leg"]) == pressed


def test_points_are_held_within_bounds_after_all_are_added(study_with):
    # 90 + 60 - 70 = 80: holding the sum at 100 on the way would give 30.
    rows = "a,leg,us-my,,90,,\nb,leg,us-my,,60,,\nc,leg,us-my,,-70,,\nd,leg,my-cn,,-5,,\n"
    pressure = pressure_on(study_with(rows + "e,leg,my-cn-2,,80,,\nf,mechanism,carry,,80,,\n"), DAY)
    assert pressure == {"gone": 80, "my-cn": 0, "my-cn-2": 100, "us-my": 80}


def test_contributions_explain_the_sum(study_with):
    table = contributions(study_with("b,leg,us-my,,5,,\na,jurisdiction,US,out,7,,\n"), DAY)
    rows = list(table.itertuples(index=False, name=None))
    assert rows == [("gone", "a", 7), ("us-my", "a", 7), ("us-my", "b", 5)]


def test_without_contributions_the_table_is_empty_but_keeps_its_columns(study_with):
    table = contributions(study_with(""), DAY)
    assert list(table.columns) == ["leg", "contribution", "points"]
    assert table.empty


def test_the_default_study_adds_up_as_its_contributions_say():
    study = seeds.load()
    table = contributions(study, study.data_date)
    sums = table.groupby("leg")["points"].sum().clip(0, 100).to_dict()
    pressed = pressure_on(study, study.data_date)
    assert pressed == {leg: sums.get(leg, 0) for leg in pressed}


def test_route_weights_are_the_logarithms_rounded_and_rise_with_pressure():
    weights = [route_weight(percent) for percent in range(100)]
    # No logarithm lies so near a half that floats could round it the other way.
    assert weights == [round(-math.log1p(-percent / 100) * 10**6) for percent in range(100)]
    assert weights == sorted(set(weights))
    assert route_weight(100) is None


@pytest.mark.parametrize("percent", [-1, 101])
def test_pressure_out_of_bounds_has_no_weight(percent):
    with pytest.raises(GraphError, match="outside 0 to 100"):
        route_weight(percent)
