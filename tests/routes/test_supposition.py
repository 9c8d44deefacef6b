"""A study under a scenario, by hand:

TW --100--> MY --80 (pressure 25: notice 15 + officer 10)--> CN      passes 60
TW --------------50 (pressure 10: officer)-----------------> CN      passes 45
"""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

import routes
import seeds

LEGS = """\
id,origin,destination,capacity_low,capacity,capacity_high
TW>MY,TW,MY,50,100,200
MY>CN,MY,CN,40,80,160
TW>CN,TW,CN,25,50,100
"""
PRESSURE = """\
id,target_kind,target,direction,points,kind
CN.officer,jurisdiction,CN,in,10,officer
MY.notice,jurisdiction,MY,out,15,notice
"""
TABLES = ("jurisdictions", "legs", "pressure", "evidence", "claims", "measures", "priors")


@pytest.fixture
def study(tmp_path):
    (tmp_path / "jurisdictions.csv").write_text(
        "id,name,role\nTW,Taiwan,origin\nMY,Malaysia,transit\nCN,China,destination\n",
        encoding="utf-8",
    )
    (tmp_path / "legs.csv").write_text(LEGS, encoding="utf-8")
    (tmp_path / "pressure.csv").write_text(PRESSURE, encoding="utf-8")
    return seeds.load(tmp_path)


def _added(study, **cells):
    blank = dict.fromkeys(study.legs.columns)
    defaults = {"layer": "goods", "mechanism": "new", "basis": "assumed", "interdictable": "yes"}
    amounts = {"interdict_cost": study.scale, "evidence": (), "seed_claims": ()}
    return blank | defaults | amounts | cells


def _scenario(**parts):
    return seeds.Scenario("x", "A supposition", "", **parts)


def _passes(study):
    cut = routes.min_cut(routes.build(study))
    return cut.value // cut.scale


def test_the_study_itself_passes_what_the_drawing_says(study):
    assert _passes(study) == 60 + 45


@pytest.mark.parametrize(
    ("parts", "passes"),
    [
        ({}, 105),
        ({"remove": ("TW>CN",)}, 60),
        ({"remove": ("TW>CN", "MY>CN")}, 0),
        ({"keep_only": ("TW>CN",)}, 45),
        ({"close": ("MY",)}, 45),
        ({"close": ("CN",)}, 0),
        # With Malaysia as an origin its own leg still passes 60.
        ({"roles": {"MY": "origin"}}, 105),
        ({"roles": {"TW": "transit", "MY": "origin"}}, 60),
        ({"roles": {"MY": "destination"}}, 100 + 45),
        # Without the notice 80 * 90% = 72 pass Malaysia; without the officer 68 and 50.
        ({"weights": {"notice": 0}}, 72 + 45),
        ({"weights": {"officer": 0}}, 68 + 50),
        ({"weights": {"notice": 0, "officer": 0}}, 80 + 50),
        ({"weights": {"notice": 200}}, 80 * 60 // 100 + 45),
        ({"weights": {"officer": 400}}, 80 * 45 // 100 + 50 * 60 // 100),
        ({"capacity": {"TW>CN": 20_000}}, 60 + 180),
        ({"capacity": {"TW>MY": 1_000}}, 10 + 45),
        ({"capacity": {"TW>MY": "unbounded"}}, 105),
        ({"remove": ("TW>CN",), "capacity": {"TW>CN": 20_000}}, 60),
    ],
)
def test_each_key_does_what_it_says(study, parts, passes):
    assert _passes(routes.suppose(study, _scenario(**parts))) == passes


def test_half_a_point_is_rounded_away_from_zero(study):
    # 15 * 50% = 7.5 gives 8: 80 * (100 - 18)% = 65.6 passes.
    supposed = routes.suppose(study, _scenario(weights={"notice": 50}))
    assert supposed.pressure["points"].tolist() == [10, 8]
    assert routes.min_cut(routes.build(supposed)).value == 6_560 + 4_500
    below = study.pressure.assign(points=[-15, 15])
    lowered = routes.suppose(replace(study, pressure=below), _scenario(weights={"officer": 50}))
    assert lowered.pressure["points"].tolist() == [-8, 15]


def test_a_leg_is_added_and_kept_and_pressed_on(study):
    leg = _added(study, id="TW>CN.new", origin="TW", destination="CN", capacity=1_000)
    # The officer presses on what enters China: 10 * 90% = 9.
    assert _passes(routes.suppose(study, _scenario(add=(leg,)))) == 105 + 9
    assert _passes(routes.suppose(study, _scenario(add=(leg,), keep_only=("TW>CN",)))) == 45 + 9
    assert _passes(routes.suppose(study, _scenario(add=(leg,), close=("CN",)))) == 0
    more = _scenario(add=(leg,), capacity={"TW>CN.new": 2_000})
    assert _passes(routes.suppose(study, more)) == 105 + 18


def test_a_capacity_that_is_set_is_supposed_to_be_known(study):
    supposed = routes.suppose(study, _scenario(capacity={"TW>CN": 20_000})).legs.set_index("id")
    columns = ["capacity_low", "capacity", "capacity_high"]
    assert supposed.loc["TW>CN", columns].tolist() == [20_000] * 3
    assert supposed.loc["TW>MY", columns].tolist() == [5_000, 10_000, 20_000]


def _copies(study):
    return {name: getattr(study, name).copy(deep=True) for name in TABLES}


@pytest.mark.parametrize("scenario", seeds.load().scenarios, ids=lambda scenario: scenario.name)
def test_the_study_is_never_changed(scenario):
    default = seeds.load()
    before = _copies(default)
    routes.suppose(default, scenario)
    for name, table in before.items():
        pd.testing.assert_frame_equal(getattr(default, name), table)


def test_supposing_nothing_changes_no_table_and_no_result():
    default = seeds.load()
    supposed = routes.suppose(default, _scenario())
    for name in TABLES:
        pd.testing.assert_frame_equal(getattr(default, name), getattr(supposed, name))
    for day in ("2023-06", "2026-10-31"):
        here, there = (
            routes.min_cut(routes.build(one, day)).to_dict() for one in (default, supposed)
        )
        assert here == there
    assert (supposed.supposed, supposed.scenarios) == ("A supposition", ())


def test_weights_of_a_hundred_change_nothing():
    default = seeds.load()
    kinds = default.pressure["kind"].unique()
    supposed = routes.suppose(default, _scenario(weights=dict.fromkeys(kinds, 100)))
    pd.testing.assert_frame_equal(default.pressure, supposed.pressure)


@pytest.mark.parametrize("kind", sorted(seeds.load().pressure["kind"].unique()))
def test_a_weight_of_nothing_is_the_study_without_that_kind(kind):
    default = seeds.load()
    weightless = routes.suppose(default, _scenario(weights={kind: 0}))
    without = replace(
        default,
        pressure=default.pressure[default.pressure["kind"] != kind].reset_index(drop=True),
    )
    for day in (dt.date(2024, 6, 30), default.data_date):
        assert routes.pressure_on(weightless, day) == routes.pressure_on(without, day)


def test_the_scenarios_of_the_default_study_give_what_its_readme_says():
    default = seeds.load()
    readme = _readme_table()
    for scenario in default.scenarios:
        supposed = routes.suppose(default, scenario)
        given = [
            _told(supposed, layer, lens)
            for layer, lens in (("goods", "volume"), ("goods", "passing"), ("licensed", "passing"))
        ]
        assert readme[scenario.name] == given, scenario.name


def _told(study, layer, lens):
    cut = routes.min_cut(routes.build(study, layer=layer), lens)
    return (2 * cut.value + cut.scale) // (2 * cut.scale)


def _readme_table():
    path = Path(seeds.__file__).parent / "ai_gpu_diversion" / "README.md"
    text = path.read_text(encoding="utf-8")
    section = text[text.index("## Scenarios") : text.index("## Known gaps")]
    rows = [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("|")]
    return {
        row[0].split(" (")[0]: [int(cell.replace(" ", "")) for cell in row[1:]] for row in rows[2:]
    }
