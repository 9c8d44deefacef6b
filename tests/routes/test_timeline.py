"""The time line, by hand:

US --100--> MY --80--> CN     all open from January 2024
US --50--------------> CN     open in February and March 2024 only

An officer in Malaysia presses 10 on what leaves it from 10 February, and a notice 5 on the same
in March alone.
"""

import datetime as dt
import json
from dataclasses import replace

import pytest

import routes
import seeds

LENSES = ("passing", "volume", "effort")
LAYERS = ("goods", "service", "ownership", "licensed")

LEGS = """\
id,origin,destination,capacity,interdict_cost,valid_from,valid_to
US>MY,US,MY,100,3,2024-01-01,
MY>CN,MY,CN,80,2,2024-01-01,
US>CN,US,CN,50,1,2024-02-15,2024-03-30
"""
PRESSURE = """\
id,target_kind,target,direction,points,valid_from,valid_to
MY.notice,jurisdiction,MY,out,5,2024-03-01,2024-03-31
MY.officer,jurisdiction,MY,out,10,2024-02-10,
"""


@pytest.fixture
def write(tmp_path):
    def study(legs=LEGS, pressure=PRESSURE, data_date="2024-04-20"):
        (tmp_path / "jurisdictions.csv").write_text(
            "id,name,role\nUS,United States,origin\nMY,Malaysia,transit\nCN,China,destination\n",
            encoding="utf-8",
        )
        (tmp_path / "legs.csv").write_text(legs, encoding="utf-8")
        (tmp_path / "pressure.csv").write_text(pressure, encoding="utf-8")
        own = {"first_month": "2024-01", "data_date": data_date}
        (tmp_path / "datapackage.json").write_text(json.dumps({"routerisk": own}), encoding="utf-8")
        return seeds.load(tmp_path)

    return study


def _units(line, month, lens="passing"):
    value = line.months[month].value_scaled[lens]
    return None if value is None else value / line.scale


def _changes(line, month):
    return [
        (row.table, row.id, row.begins, {k: v / line.scale for k, v in row.effect_scaled.items()})
        for row in line.months[month].changes
    ]


def test_each_month_is_looked_at_on_its_last_day_and_the_last_on_the_data_date(write):
    line = routes.timeline(write())
    assert [month.day for month in line.months] == [
        "2024-01-31",
        "2024-02-29",
        "2024-03-31",
        "2024-04-20",
    ]
    assert (line.layer, line.scale) == ("goods", 100)


def test_the_values_are_those_of_the_drawing(write):
    line = routes.timeline(write())
    # January: 80 pass Malaysia. February: 80 * 90% = 72 and 50 directly. On 31 March the direct
    # leg is closed again and the notice presses too: 80 * 85% = 68. April: 72.
    assert [_units(line, month) for month in range(4)] == [80, 122, 68, 72]
    assert [_units(line, month, "volume") for month in range(4)] == [80, 130, 80, 80]
    assert [_units(line, month, "effort") for month in range(4)] == [2, 3, 2, 2]
    assert [month.every.legs for month in line.months] == [
        ("MY>CN",),
        ("MY>CN", "US>CN"),
        ("MY>CN",),
        ("MY>CN",),
    ]
    assert [month.some.legs for month in line.months] == [m.every.legs for m in line.months]


def test_the_first_month_has_no_changes(write):
    line = routes.timeline(write())
    assert line.months[0].changes == ()


def test_each_change_says_what_it_does_by_itself_to_the_month_before(write):
    line = routes.timeline(write())
    assert _changes(line, 1) == [
        # The direct leg, not pressed on, adds its 50 and costs 1 to close.
        ("legs", "US>CN", True, {"passing": 50, "volume": 50, "effort": 1}),
        # The officer takes 10% of 80.
        ("pressure", "MY.officer", True, {"passing": -8, "volume": 0, "effort": 0}),
    ]
    assert _changes(line, 2) == [
        ("legs", "US>CN", False, {"passing": -50, "volume": -50, "effort": -1}),
        ("pressure", "MY.notice", True, {"passing": -4, "volume": 0, "effort": 0}),
    ]
    assert _changes(line, 3) == [
        ("pressure", "MY.notice", False, {"passing": 4, "volume": 0, "effort": 0}),
    ]


def test_effects_need_not_add_up(write):
    # Both legs of a chain open in the same month: neither does anything by itself.
    legs = "id,origin,destination,capacity,valid_from\na,US,MY,5,2024-02-01\nb,MY,CN,5,2024-02-01\n"
    line = routes.timeline(write(legs=legs, pressure=PRESSURE.splitlines()[0] + "\n"))
    assert [_units(line, month) for month in range(2)] == [0, 5]
    assert [row.effect_scaled["passing"] for row in line.months[1].changes] == [0, 0]


def test_without_effects_the_series_is_the_same(write):
    study = write()
    full, quick = routes.timeline(study), routes.timeline(study, effects=False)
    for one, other in zip(full.months, quick.months, strict=True):
        assert replace(one, changes=()) == replace(other, changes=())
        assert [row.id for row in one.changes] == [row.id for row in other.changes]
        assert [row.effect_scaled for row in other.changes] == [{}] * len(other.changes)


def test_a_row_that_came_and_went_within_a_month_does_not_show(write):
    pressure = PRESSURE + "MY.week,jurisdiction,MY,out,50,2024-02-02,2024-02-09\n"
    line = routes.timeline(write(pressure=pressure))
    assert "MY.week" not in {row.id for month in line.months for row in month.changes}


def test_an_effect_on_an_unbounded_flow_is_unknown(write):
    legs = (
        "id,origin,destination,capacity,valid_from\n"
        "a,US,CN,unbounded,2024-02-01\nb,US,CN,5,2024-03-01\n"
    )
    line = routes.timeline(write(legs=legs, pressure=PRESSURE.splitlines()[0] + "\n"))
    assert [month.value_scaled["passing"] for month in line.months] == [0, None, None, None]
    assert [row.effect_scaled["passing"] for month in line.months for row in month.changes] == [
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("row", "shows"),
    [
        ("p,jurisdiction,MY,in,5,2024-02-01", False),  # no leg of this layer enters Malaysia
        ("p,jurisdiction,MY,out,5,2024-02-01", True),
        ("p,jurisdiction,US,out,5,2024-02-01", False),
        ("p,mechanism,rent,,5,2024-02-01", True),
        ("p,mechanism,ship,,5,2024-02-01", False),
        ("p,leg,s,,5,2024-02-01", True),
        ("p,leg,g,,5,2024-02-01", False),
    ],
)
def test_only_what_bears_on_a_leg_of_the_layer_shows(write, row, shows):
    legs = (
        "id,origin,destination,capacity,layer,mechanism\n"
        "g,US,MY,5,goods,ship\ns,MY,CN,5,service,rent\n"
    )
    pressure = "id,target_kind,target,direction,points,valid_from\n" + row + "\n"
    line = routes.timeline(write(legs=legs, pressure=pressure), "service")
    assert bool(line.months[1].changes) is shows


def test_each_month_is_told_as_it_is_done(write):
    told = []
    line = routes.timeline(write(), step=told.append)
    assert told == [month.day for month in line.months]


def test_an_unknown_layer_is_refused(write):
    with pytest.raises(routes.GraphError, match="layer"):
        routes.timeline(write(), "goodies")


def test_the_result_as_plain_values_and_as_a_table(write):
    line = routes.timeline(write())
    plain = line.to_dict()
    assert json.loads(json.dumps(plain))["months"][1]["every"] == {
        "legs": ["MY>CN", "US>CN"],
        "jurisdictions": [],
    }
    assert plain["months"][3]["changes"] == (
        {
            "table": "pressure",
            "id": "MY.notice",
            "begins": False,
            "effect_scaled": {"passing": 400, "volume": 0, "effort": 0},
        },
    )
    frame = line.to_frame()
    assert list(frame.columns) == ["day", *LENSES, "in_every_cut", "changes"]
    assert frame.loc[1].tolist() == [
        "2024-02-29",
        12_200,
        13_000,
        300,
        "MY>CN;US>CN",
        "+US>CN;+MY.officer",
    ]


# -- the default study -------------------------------------------------------------------------


@pytest.fixture(scope="module")
def default():
    return seeds.load()


@pytest.fixture(scope="module")
def lines(default):
    return {layer: routes.timeline(default, layer, effects=False) for layer in LAYERS}


def test_the_months_are_those_of_the_study(default, lines):
    for line in lines.values():
        assert [month.day[:7] for month in line.months] == list(default.months())
        assert line.months[0].day == "2022-10-31"
        assert line.months[-1].day == default.data_date.isoformat() == "2026-10-31"


@pytest.mark.parametrize("layer", LAYERS)
def test_every_value_is_that_of_a_graph_built_for_its_day(default, lines, layer):
    for month in lines[layer].months:
        graph = routes.build(default, month.day, layer)
        for lens in LENSES:
            assert month.value_scaled[lens] == routes.min_cut(graph, lens).value
        cut = routes.min_cut(graph)
        assert (month.every, month.some) == (cut.every, cut.some)


def _rows_that_changed(study, layer, earlier, later):
    """Find the changed rows with days alone: what is in force on one day and not on the other."""
    legs = study.legs[study.legs["layer"] == layer]
    ends = {"in": set(legs["destination"]), "out": set(legs["origin"])}
    ends["both"] = ends["in"] | ends["out"]
    found = [("legs", row.id) for row in legs.itertuples() if _flips(row, earlier, later)]
    for row in study.pressure.itertuples():
        bears = {
            "leg": row.target in set(legs["id"]),
            "mechanism": row.target in set(legs["mechanism"]),
            "jurisdiction": row.target in ends[row.direction],
        }[row.target_kind]
        if bears and (not row.layers or layer in row.layers) and _flips(row, earlier, later):
            found.append(("pressure", row.id))
    return sorted(found)


def _flips(row, earlier, later):
    first, last = row.valid_from or dt.date.min, row.valid_to or dt.date.max
    return (first <= earlier <= last) != (first <= later <= last)


@pytest.mark.parametrize("layer", LAYERS)
def test_every_dated_row_shows_in_the_month_in_which_it_comes_or_goes(default, lines, layer):
    months = lines[layer].months
    days = [dt.date.fromisoformat(month.day) for month in months]
    for number in range(1, len(months)):
        expected = _rows_that_changed(default, layer, days[number - 1], days[number])
        assert [(row.table, row.id) for row in months[number].changes] == expected


@pytest.mark.parametrize(
    ("layer", "day", "row"),
    [
        ("goods", "2026-07-31", "AE.group-a5-2026"),
        ("goods", "2025-07-31", "MY.directive-2025"),
        ("ownership", "2025-07-31", "MY.directive-2025"),
        ("ownership", "2026-05-31", "subsidiary_purchase.guidance-2026"),
        ("goods", "2026-05-31", "MY.guidance-2026"),
        ("goods", "2023-11-30", "AE.group-d-2023"),
        ("goods", "2026-05-31", "TW.arrests-2026"),
    ],
)
def test_the_laws_that_changed_show_in_their_month(lines, layer, day, row):
    month = next(month for month in lines[layer].months if month.day == day)
    assert {change.id for change in month.changes if change.begins} >= {row}
    others = [m for m in lines[layer].months if m.day != day]
    assert all(row not in {change.id for change in month.changes} for month in others)


def test_no_pressure_of_the_goods_reaches_rented_compute(default, lines):
    changed = {row.table for month in lines["service"].months for row in month.changes}
    assert changed == {"legs"}
    pressed = routes.contributions(default, default.data_date)["leg"]
    service = set(default.legs.loc[default.legs["layer"] == "service", "id"])
    assert service.isdisjoint(pressed)


@pytest.mark.slow
def test_an_effect_is_what_its_row_alone_does_to_the_month_before(default):
    line = routes.timeline(default)
    checked = 0
    for before, month in zip(line.months, line.months[1:], strict=False):
        for change in month.changes:
            alone = _with_row(default, change)
            graph = routes.build(alone, before.day)
            for lens in LENSES:
                gain = routes.min_cut(graph, lens).value - before.value_scaled[lens]
                assert change.effect_scaled[lens] == gain
            checked += 1
    assert checked > 40


def _with_row(study, change):
    """Give the study with a row dated from the first day, or ended before it, by its cells."""
    frame = getattr(study, change.table).copy()
    chosen = frame["id"] == change.id
    frame.loc[chosen, "valid_from"] = dt.date(1990, 1, 1)
    frame.loc[chosen, "valid_to"] = dt.date(2099, 1, 1) if change.begins else dt.date(1990, 1, 2)
    return replace(study, **{change.table: frame})
