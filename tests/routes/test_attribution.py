"""Why a conclusion moved: worked out by hand, and against every subset of the changed rows."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import routes
import seeds
from routes.attribution import RowSet
from routes.conclusions import Move, conclusions, moves
from seeds.differences import RowName, differences
from seeds.memory_folder import MemoryFolder
from seeds.mixtures import DATA_DATE

JURISDICTIONS = (
    "id,name,role\nS,Source,origin\nM,Middle,transit\nN,Next,transit\nT,Target,destination\n"
)
HEAD = "id,origin,destination,capacity,valid_from,valid_to,layer,evidence\n"


def _study(legs, **tables):
    """Read a study from lines ``origin destination capacity ...`` and from other tables."""
    rows = [line.split() for line in legs.strip().splitlines()]
    text = HEAD + "".join(
        f"{row[0]}>{row[1]},{','.join([*row, '', '', '', ''][:7])}\n" for row in rows
    )
    files = {"jurisdictions": JURISDICTIONS, "legs": text, **tables}
    return seeds.load(
        MemoryFolder("drawn", {f"{name}.csv": text.encode() for name, text in files.items()})
    )


def _legs(*ids):
    return tuple(RowName("legs", name) for name in ids)


def _reason(found, what, name=""):
    (reason,) = [
        reason for reason in found.reasons if (reason.move.what, reason.move.id) == (what, name)
    ]
    return reason


def _rows(reason):
    return [chosen.rows for chosen in reason.sets]


CHAIN = "S M 10\nM T 4"
"""``S --10--> M --4--> T``: 4 pass, the cut is M>T."""


def test_nothing_changed_moves_nothing():
    found = routes.attribution(_study(CHAIN), _study(CHAIN))
    assert (found.reasons, found.effects, found.idle) == ((), (), ())
    assert found.to_frame().empty


def test_of_two_changed_rows_one_moves_the_cut():
    # S>M falls from 10 to 9, which is slack; M>T falls from 4 to 3 and is the cut.
    found = routes.attribution(_study(CHAIN), _study("S M 9\nM T 3"))
    (flow,) = found.reasons
    assert flow.move == Move("flow")
    assert flow.proof == "smallest"
    assert flow.sets == (RowSet(_legs("M>T"), ()),)
    gains = {effect.row.id: effect.gain_scaled for effect in found.effects}
    assert gains == {"S>M": 0, "M>T": -1 * found.scale}


def test_two_rows_move_the_flow_only_together():
    # S>M and M>T both rise from 4 to 6: one alone leaves 4 passing.
    found = routes.attribution(_study("S M 4\nM T 4"), _study("S M 6\nM T 6"))
    (flow,) = found.reasons
    assert _rows(flow) == [_legs("M>T", "S>M")]
    assert [effect.gain_scaled for effect in found.effects] == [0, 0]


def test_rows_that_cancel_each_other_leave_the_flow_and_may_move_the_rest():
    # Two ways, 5 and 5. One rises to 7, the other falls to 3: 10 pass as before, no cut moves.
    base = _study("S M 5\nM T 9\nS N 5\nN T 9")
    now = _study("S M 7\nM T 9\nS N 3\nN T 9")
    found = routes.attribution(base, now)
    assert found.reasons == ()
    assert [effect.gain_scaled // found.scale for effect in found.effects] == [2, -2]


def test_the_cut_moves_to_another_leg_because_of_one_row():
    # M>T rises from 4 to 20: now S>M, with 10, is the bottleneck.
    found = routes.attribution(_study(CHAIN), _study("S M 10\nM T 20"))
    moved = {(reason.move.what, reason.move.id, reason.move.joined) for reason in found.reasons}
    assert moved == {
        ("flow", "", False),
        ("every", "M>T", False),
        ("every", "S>M", True),
        ("some", "M>T", False),
        ("some", "S>M", True),
    }
    assert {tuple(_rows(reason)) for reason in found.reasons} == {(_legs("M>T"),)}


def test_different_conclusions_have_different_reasons():
    # M>T falls from 4 to 2 and the new leg S>N with N>T brings 3 more; N>T was there, unused.
    base = _study("S M 10\nM T 4\nN T 3")
    now = _study("S M 10\nM T 2\nN T 3\nS N 5")
    found = routes.attribution(base, now)
    assert _rows(_reason(found, "flow")) == [_legs("M>T", "S>N")]
    assert _rows(_reason(found, "every", "N>T")) == [_legs("S>N")]


def test_all_smallest_sets_are_told():
    # The only way is closed by either of two contributions of 100 points.
    pressure = "id,target_kind,target,points\nfirst,leg,M>T,{0}\nsecond,leg,M>T,{0}\n"
    base = _study(CHAIN, pressure=pressure.format(0))
    now = _study(CHAIN, pressure=pressure.format(100))
    flow = _reason(routes.attribution(base, now), "flow")
    assert _rows(flow) == [(RowName("pressure", "first"),), (RowName("pressure", "second"),)]


def test_the_least_pressure_route_has_a_reason_of_its_own():
    pressure = "id,target_kind,target,points\nmiddle,jurisdiction,M,{}\nnext,jurisdiction,N,{}\n"
    ways = "S M 5\nM T 5\nS N 5\nN T 5"
    found = routes.attribution(
        _study(ways, pressure=pressure.format(10, 20)),
        _study(ways, pressure=pressure.format(30, 21)),
    )
    route = _reason(found, "route")
    assert _rows(route) == [(RowName("pressure", "middle"),)]
    assert found.before.route == ("S>M", "M>T")
    assert found.after.route == ("S>N", "N>T")


def test_a_new_leg_brings_its_jurisdiction_and_its_evidence():
    # The new way S>X>T carries 2; X and the evidence of one leg come along and move nothing.
    base, now = _study("S M 10\nM T 4"), _with_extra()
    flow = _reason(routes.attribution(base, now), "flow")
    (chosen,) = flow.sets
    assert chosen.rows == _legs("S>X", "X>T")
    assert chosen.along == (RowName("evidence", "E1"), RowName("jurisdictions", "X"))


def _with_extra():
    legs = f"{HEAD}S>M,S,M,10,,,,\nM>T,M,T,4,,,,\nS>X,S,X,2,,,,E1\nX>T,X,T,2,,,,\n"
    files = {
        "jurisdictions.csv": f"{JURISDICTIONS}X,Extra,transit\n",
        "legs.csv": legs,
        "evidence.csv": "id,kind,claim,title\nE1,case,Something happened.,A report\n",
    }
    return seeds.load(MemoryFolder("drawn", {name: text.encode() for name, text in files.items()}))


def test_a_jurisdiction_that_goes_goes_with_its_legs():
    base, now = _with_extra(), _study("S M 10\nM T 4")
    flow = _reason(routes.attribution(base, now), "flow")
    assert _rows(flow) == [_legs("S>X"), _legs("X>T")]


def test_a_later_data_date_is_a_reason_of_its_own():
    # M>T opens in March; the tables do not change, only the day up to which they speak.
    package = '{{"routerisk": {{"data_date": "{}"}}}}'
    files = {
        "jurisdictions.csv": JURISDICTIONS,
        "legs.csv": f"{HEAD}S>M,S,M,10,,,,\nM>T,M,T,4,2026-03-01,,,\n",
    }
    base, now = (
        seeds.load(
            MemoryFolder(
                "drawn",
                {
                    name: text.encode()
                    for name, text in (files | {"datapackage.json": package.format(day)}).items()
                },
            )
        )
        for day in ("2026-02-28", "2026-03-31")
    )
    assert _rows(_reason(routes.attribution(base, now), "flow")) == [(DATA_DATE,)]
    assert routes.attribution(base, now, as_of="2026-03").reasons == ()


def test_rows_that_cannot_touch_the_answer_are_told_as_such():
    # A note, a claim, a leg that ended, a leg of another layer, a place on the map.
    base = _study("S M 10\nM T 4\nS N 1 2020-01-01 2020-12-31\nN T 9 2020-01-01 2020-12-31 service")
    legs = base.legs.copy()
    legs.loc[legs["id"] == "S>M", "note"] = "seen again"
    legs.loc[legs["id"] == "S>N", "capacity"] = 300
    legs.loc[legs["id"] == "N>T", "capacity"] = 400
    places = base.jurisdictions.assign(lat=1.0, lon=2.0)
    now = replace(base, legs=legs, jurisdictions=places)
    found = routes.attribution(base, now, as_of="2026-01-01")
    assert found.effects == ()
    assert {row.table for row in found.idle} == {"jurisdictions", "legs"}
    assert len(found.idle) == 7
    within = routes.attribution(base, now, as_of="2020-06-01")
    assert [effect.row for effect in within.effects] == list(_legs("S>N"))


def test_the_cost_of_closing_a_leg_touches_the_lens_of_effort_alone():
    base = _study(CHAIN)
    legs = base.legs.copy()
    legs["interdict_cost"] = 7 * base.scale
    now = replace(base, legs=legs)
    assert routes.attribution(base, now).effects == ()
    effort = routes.attribution(base, now, lens="effort")
    assert _rows(_reason(effort, "flow")) == [_legs("M>T", "S>M")]


def test_a_set_without_an_origin_moves_nothing():
    # The roles of S and N are swapped: S alone would leave the study without an origin.
    base = _study("S M 10\nM T 4\nN T 3")
    places = base.jurisdictions.copy()
    places["role"] = ["transit", "transit", "origin", "destination"]
    found = routes.attribution(base, replace(base, jurisdictions=places))
    assert found.after.value == 3 * found.scale
    flow = _reason(found, "flow")
    assert _rows(flow) == [(RowName("jurisdictions", "N"), RowName("jurisdictions", "S"))]
    gains = {effect.row.id: effect.gain_scaled for effect in found.effects}
    assert gains == {"N": 3 * found.scale, "S": None}


def test_scales_may_differ():
    found = routes.attribution(_study(CHAIN), _study("S M 10\nM T 4.125"))
    (effect,) = found.effects
    assert (effect.gain_scaled, found.scale) == (12_500, 100_000)


def test_more_rows_than_the_bound_are_reduced_step_by_step():
    # Twelve parallel legs; nine of them change, and the flow is their sum: all nine are needed.
    head = "id,origin,destination,capacity\n"
    files = {"jurisdictions.csv": JURISDICTIONS.encode()}
    base, now = (
        seeds.load(
            MemoryFolder(
                "drawn",
                files
                | {
                    "legs.csv": "".join(
                        [head, *(f"l{i},S,T,{10 + more * (i < 9)}\n" for i in range(12))]
                    ).encode()
                },
            )
        )
        for more in (0, 1)
    )
    found = routes.attribution(base, now, max_subsets=9)
    (flow,) = found.reasons
    assert flow.proof == "irreducible"
    assert len(flow.sets[0].rows) == 9
    assert len(found.effects) == 9
    assert routes.attribution(base, now, max_subsets=8).effects == ()
    assert (
        routes.attribution(base, now, max_subsets=0, max_trials=2).reasons[0].proof == "unfinished"
    )


# Against every subset


def _drawn(data, ids):
    legs = [
        f"{name},{name[0]},{name[1]},{data.draw(st.integers(0, 4))},,,,\n"
        for name in ids
        if data.draw(st.integers(0, 5))
    ]
    points = [
        f"p{i},jurisdiction,{place},{data.draw(st.sampled_from((0, 25, 100)))}\n"
        for i, place in enumerate("MN")
    ]
    files = {
        "jurisdictions.csv": JURISDICTIONS,
        "legs.csv": HEAD + "".join(legs),
        "pressure.csv": "id,target_kind,target,points\n" + "".join(points),
    }
    return seeds.load(MemoryFolder("drawn", {name: text.encode() for name, text in files.items()}))


def _by_hand(base, now, names):
    """Put rows of one study into the other by dictionaries, not as the package does it."""
    frames = {}
    for table in ("jurisdictions", "legs", "pressure"):
        old, new = (
            {row["id"]: row for row in getattr(study, table).to_dict("records")}
            for study in (base, now)
        )
        mixed = dict(old)
        for name in (row.id for row in names if row.table == table):
            mixed.pop(name, None)
            if name in new:
                mixed[name] = new[name]
        frame = getattr(base, table)
        kept = [mixed[name] for name in sorted(mixed)]
        frames[table] = type(frame)(
            {column: [row[column] for row in kept] for column in frame.columns}, dtype=object
        )
    return replace(base, **frames)


def _tells(study):
    graph = routes.build(study)
    cut, route = routes.min_cut(graph), routes.least_pressure_route(graph)
    return cut.value, cut.every, cut.some, route and route.legs


def _agrees(move, told, target):
    if move.what in {"flow", "route"}:
        place = 0 if move.what == "flow" else 3
        return told[place] == target[place]
    members = told[1 if move.what == "every" else 2]
    return (move.id in members.legs) == move.joined


@pytest.mark.slow
@given(st.data())
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_sets_are_the_smallest_of_all_subsets(data):
    ids = ("SM", "SN", "MN", "MT", "NT", "ST", "NM")
    base, now = _drawn(data, ids), _drawn(data, ids)
    found = routes.attribution(base, now)
    changed = [row.name for row in differences(base, now).rows]
    assert len(changed) <= 10
    target = _tells(now)
    told = {
        chosen: _tells(_by_hand(base, now, chosen))
        for size in range(len(changed) + 1)
        for chosen in combinations(changed, size)
    }
    assert found.before == conclusions(base, None, "goods", "passing")
    assert {reason.move for reason in found.reasons} == set(moves(found.before, found.after))
    for reason in found.reasons:
        making = [chosen for chosen, tells in told.items() if _agrees(reason.move, tells, target)]
        least = min(map(len, making))
        assert reason.proof == "smallest"
        assert sorted(_rows(reason)) == sorted(
            tuple(chosen) for chosen in making if len(chosen) == least
        )
    for effect in found.effects:
        assert effect.gain_scaled == told[(effect.row,)][0] - told[()][0]
    assert {effect.row for effect in found.effects} | set(found.idle) == set(changed)


def test_a_destination_that_takes_the_place_of_another_counts_as_a_row():
    # T is a destination no more and U is the only one; there are no legs of the service layer.
    base = _study("S M 10\nM T 4")
    places = "id,name,role\nS,S,origin\nM,M,transit\nN,N,transit\nT,T,transit\nU,U,destination\n"
    now = _study("S M 10\nM T 4\nT U 3", jurisdictions=places)
    service = routes.attribution(base, now, layer="service")
    assert service.reasons == ()
    flow = _reason(routes.attribution(base, now), "flow")
    assert flow.sets[0].rows[:2] == (RowName("jurisdictions", "T"), RowName("jurisdictions", "U"))


def _whole_study(pick):
    """Draw a study in which anything may be otherwise; None where it is none."""
    places = [place for place in "SMNTXY" if pick.random() < 0.85]
    roles = ("transit", "transit", "origin", "destination")
    capacities = ("unbounded", "unbounded", "0", "2.5")
    text = "id,name,role,node_capacity\n" + "".join(
        f"{place},{place},{pick.choice(roles)},{pick.choice(capacities)}\n" for place in places
    )
    dates = (",", ",", "2026-02-01,", ",2026-02-15")
    legs = "id,origin,destination,layer,mechanism,capacity,interdict_cost,valid_from,valid_to\n"
    for number in range(7):
        origin, destination = pick.sample(places, 2)
        layer, mechanism = pick.choice(("goods", "goods", "service")), pick.choice("mn")
        capacity, cost = pick.choice(("unbounded", "0", "1", "3.5")), pick.choice("123")
        if pick.random() < 0.8:
            legs += f"l{number},{origin},{destination},{layer},{mechanism},"
            legs += f"{capacity},{cost},{pick.choice(dates)}\n"
    pressure = "id,target_kind,target,direction,points,layers,valid_from\n" + "".join(
        f"p{place},jurisdiction,{place},{pick.choice(('in', 'out', 'both'))},"
        f"{pick.choice((20, 50, 100, -30))},{pick.choice(('', 'goods', 'service'))},"
        f"{pick.choice(('', '2026-02-10'))}\n"
        for place in places
        if pick.random() < 0.5
    )
    day = pick.choice(("2026-01-31", "2026-02-28"))
    files = {
        "jurisdictions.csv": text,
        "legs.csv": legs,
        "pressure.csv": pressure,
        "datapackage.json": f'{{"routerisk": {{"data_date": "{day}"}}}}',
    }
    try:
        return seeds.load(MemoryFolder("x", {name: said.encode() for name, said in files.items()}))
    except seeds.DataError:
        return None


@pytest.mark.slow
@given(st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_changes_is_put_down_to_rows_or_cannot_touch_the_answer(pick):
    """All rows together give the new answer, which the search itself checks, and none is lost."""
    base, now = _whole_study(pick), _whole_study(pick)
    if base is None or now is None:
        return
    found = routes.attribution(
        base,
        now,
        as_of=pick.choice((None, "2026-02-05")),
        layer=pick.choice(("goods", "service")),
        lens=pick.choice(("passing", "volume", "effort")),
        max_subsets=pick.choice((0, 32)),
    )
    told = {effect.row for effect in found.effects} | set(found.idle)
    changed = {row.name for row in differences(base, now).rows}
    assert not found.effects or told - {DATA_DATE} == changed
    assert {reason.move for reason in found.reasons} == set(moves(found.before, found.after))
