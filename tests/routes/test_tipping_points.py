"""Tipping points: each change flips the headline, and nothing nearer does, on the graph itself."""

import sys
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import routes
from routes import fields
from routes.contract import passing_capacity
from routes.lenses import leg_amount
from routes.tipping_points import tipping_points
from tests.strategies import SCALE, empty_graph, graphs, jurisdiction, leg

LENSES = ("passing", "volume", "effort")


def _told(cut, without=None):
    """Give what a headline names, from `min_cut`, which shares nothing with the search."""
    legs = tuple(leg for leg in cut.every.legs if leg != without)
    return cut.status, legs, cut.every.jurisdictions


def _plain(headline):
    return headline.status, headline.legs, headline.jurisdictions


def _ends(graph):
    return {key: (origin, end) for origin, end, key in graph.edges(keys=True)}


def _flips(graph, lens, leg, **change):
    """Change a leg of the graph; give whether the headline flips, and the new one."""
    changed = routes.intervene(graph, **{name: {leg: new} for name, new in change.items()})
    data = changed.edges[(*_ends(graph)[leg], leg)]
    cut, usual = routes.min_cut(changed, lens), routes.min_cut(graph, lens)
    closed = leg if leg_amount(data, lens) == 0 else None
    return _told(cut, closed) != _told(usual, closed), _told(cut)


def _verify(graph, lens, row):
    """Apply every claim about a leg, and the next number towards the present one."""
    for sides, name in ((row.capacity, "set_capacity"), (row.pressure, "set_pressure")):
        for flip, nearer in ((sides.below, 1), (sides.above, -1)):
            if flip is None:
                continue
            flipped, headline = _flips(graph, lens, row.leg, **{name: flip.value})
            assert flipped
            assert headline == _plain(flip.headline)
            assert not _flips(graph, lens, row.leg, **{name: flip.value + nearer})[0]
    removed = routes.min_cut(routes.intervene(graph, remove=[row.leg]), lens)
    usual = _told(routes.min_cut(graph, lens), row.leg)
    assert (row.without is not None) == (_told(removed, row.leg) != usual)


@settings(max_examples=120, deadline=None, derandomize=True)
@given(graph=graphs(max_jurisdictions=5, max_legs=8), lens=st.sampled_from(LENSES))
def test_every_change_flips_the_headline_and_one_unit_less_does_not(graph, lens):
    found = tipping_points(graph, lens)
    cut = routes.min_cut(graph, lens)
    assert (found.value_scaled, _plain(found.headline)) == (cut.value, _told(cut))
    if cut.value is None:
        assert found.rows == ()
        return
    assert {row.leg for row in found.rows} == set(_ends(graph))
    for row in found.rows:
        _verify(graph, lens, row)


@settings(max_examples=15, deadline=None, derandomize=True)
@given(graph=graphs(max_jurisdictions=4, max_legs=6), lens=st.sampled_from(LENSES))
def test_no_other_pressure_is_nearer_by_trying_all(graph, lens):
    """Also where nothing is told: no pressure on that side flips the headline."""
    for row in tipping_points(graph, lens).rows[:1]:
        present = row.pressure.present
        flips = [
            percent
            for percent in range(101)
            if _flips(graph, lens, row.leg, set_pressure=percent)[0]
        ]
        below = max((percent for percent in flips if percent < present), default=None)
        above = min((percent for percent in flips if percent > present), default=None)
        told = [flip and flip.value for flip in (row.pressure.below, row.pressure.above)]
        assert told == [below, above]


@settings(max_examples=15, deadline=None, derandomize=True)
@given(graph=graphs(max_jurisdictions=4, max_legs=6), lens=st.sampled_from(LENSES))
def test_no_other_capacity_is_nearer_by_trying_many(graph, lens):
    """Units of 10 from 0 to beyond all that could matter."""
    for row in tipping_points(graph, lens).rows[:1]:
        present = row.capacity.present
        if present == fields.UNBOUNDED:
            continue
        tried = {n: _flips(graph, lens, row.leg, set_capacity=n)[0] for n in range(0, 1300, 60)}
        below, above = row.capacity.below, row.capacity.above
        for number, flipped in tried.items():
            if number < present and (below is None or number > below.value):
                assert not flipped
            if number > present and (above is None or number < above.value):
                assert not flipped


@pytest.fixture
def graph(draw_graph):
    r"""Draw 10 to b, then 6 to t; and beside it 3.

    s --10--> b --8 under 25 % = 6--> t,  s --3--> t.  The cut is b>t and s>t: 9.
    """
    return draw_graph(
        """
        s b 10
        b t 8 25
        s t 3
        """
    )


def test_a_chain_worked_out_by_hand(graph):
    """s>b: below 6 it is in the cut instead of b>t; at 6 neither is in every cut.

    b>t: from 10 on it is not in every cut; 75 % of 13.333.. is 10, rounded up to 13.334. No
    pressure lets 10 of 8 through. s>t is in every cut however large it is.
    """
    found = routes.tipping_points(graph)
    assert found.headline.legs == ("b>t", "s>t")
    assert (found.main, found.value_scaled) == ("b>t", 9000)
    first, second, direct = (found.of(leg) for leg in ("s>b", "b>t", "s>t"))
    assert (first.threshold_scaled, first.capacity.below.value) == (6000, 6000)
    assert first.capacity.below.headline.legs == ("s>t",)
    assert first.capacity.above is None
    assert (first.pressure.below, first.pressure.above.value) == (None, 40)
    assert first.without.legs == ("s>t",)
    assert (second.threshold_scaled, second.capacity.above.value) == (10_000, 13_334)
    assert second.capacity.below is None
    assert (second.pressure.below, second.pressure.above, second.without) == (None, None, None)
    assert (direct.threshold_scaled, direct.capacity.above, direct.without) == (None, None, None)
    assert [row.leg for row in found.rows] == ["s>b", "b>t", "s>t"]
    assert first.capacity_percent == 40.0


def test_a_tie_flips_with_the_smallest_change(draw_graph):
    """Two legs of 5 in a row: neither is in every cut, and one unit more or less decides."""
    row = routes.tipping_points(draw_graph("s b 5\nb t 5")).of("s>b")
    assert (row.capacity.below.value, row.capacity.above.value) == (4999, 5001)
    assert row.capacity.below.headline.legs == ("s>b",)
    assert row.capacity.above.headline.legs == ("b>t",)
    assert row.capacity.nearest == 1


def test_the_only_leg_takes_the_answer_with_it(draw_graph):
    """Without it there is no route, which is another headline; no size of it is."""
    row = routes.tipping_points(draw_graph("s t 5")).of("s>t")
    assert row.without.status == "no route"
    assert (row.capacity.below.value, row.capacity.above) == (0, None)
    assert (row.pressure.below, row.pressure.above.value) == (None, 100)


def test_a_closed_leg_flips_by_opening(draw_graph):
    """s>b and b>t, of 5, are not in any cut while s>b stops all; at 99 % it lets 0.05 through."""
    row = routes.tipping_points(draw_graph("s b 5 100\nb t 5\ns t 2")).of("s>b")
    assert (row.pressure.below.value, row.capacity.above) == (99, None)
    assert row.pressure.below.headline.legs == ("s>b", "s>t")
    assert row.without is None


def test_an_unbounded_leg_flips_where_a_bound_would(draw_graph):
    row = routes.tipping_points(draw_graph("s b unbounded\nb t 5")).of("s>b")
    assert row.amount.present == row.capacity.present == "unbounded"
    assert (row.capacity.below.value, row.capacity_percent) == (5000, None)


def test_under_effort_the_amount_is_the_cost():
    study = routes.tipping_points
    graph = _two_in_a_row()
    row = study(graph, "effort").of("l1")
    assert (row.amount.present, row.amount.below.value, row.amount.above) == (
        3 * SCALE,
        SCALE,
        None,
    )
    # Its capacity only matters while something passes: from 2 units of 1/scale, 60 % of which is 1.
    assert row.capacity.below.value == 1


def _two_in_a_row():
    graph = empty_graph(("a",), ("z",))
    for place in ("a", "b", "z"):
        graph.add_node(place, **jurisdiction())
    graph.add_edge("a", "b", key="l1", **leg(900, 40, 3 * SCALE))
    graph.add_edge("b", "z", key="l2", **leg(900, 0, SCALE))
    assert passing_capacity(2, 40) == 1
    return graph


def test_without_a_bound_there_is_no_headline(draw_graph):
    found = routes.tipping_points(draw_graph("s t unbounded"))
    assert (found.headline.status, found.value_scaled, found.rows) == ("unbounded", None, ())


@pytest.mark.parametrize("off", [-1, 1])
def test_a_change_that_does_not_flip_is_never_told(graph, monkeypatch, off):
    """A threshold that is wrong by one unit is noticed, on either side."""
    module = sys.modules["routes.tipping_points"]
    right = module._regimes

    def wrong(variants, leg, threshold, without):
        regimes = right(variants, leg, threshold, without)
        for number, regime in enumerate(regimes[1:], start=1):
            last = None if regime.last is None else regime.last + off
            regimes[number] = replace(regime, first=regime.first + off, last=last)
        return regimes

    monkeypatch.setattr(module, "_regimes", wrong)
    with pytest.raises(routes.CertificateError, match="flip"):
        routes.tipping_points(graph)


def test_plain_values_and_a_table(graph):
    told = []
    found = routes.tipping_points(graph, step=told.append)
    assert told == ["b>t", "s>b", "s>t"]
    frame = found.to_frame()
    assert list(frame["leg"]) == ["s>b", "b>t", "s>t"]
    assert frame.loc[0, "capacity_scaled_below"] == 6000
    assert found.to_dict()["rows"][0]["capacity"]["below"]["headline"]["legs"] == ("s>t",)
    assert "what flips the headline" in found._repr_html_()


@pytest.mark.parametrize("lens", ["passing", "volume"])
def test_a_closed_leg_without_a_bound_would_leave_the_flow_without_one(draw_graph, lens):
    row = routes.tipping_points(draw_graph("s t unbounded 100\ns t 2"), lens).of("s>t")
    assert row.pressure.below.value == 99
    assert row.pressure.below.headline.status == "unbounded"
    assert (row.capacity.below, row.capacity.above) == (None, None)
    assert row.threshold_scaled is None
    assert row.amount.above.value == 1


def test_a_leg_that_nobody_can_close_has_no_bound_under_effort():
    """With any capacity from 1 it counts its cost, which is unbounded."""
    graph = _two_in_a_row()
    for edge in (("a", "b", "l1"), ("b", "z", "l2")):
        graph.edges[edge][fields.INTERDICT_COST] = fields.UNBOUNDED
    graph.edges["b", "z", "l2"].update(dict.fromkeys((fields.CAPACITY, fields.PASSING), 0))
    row = routes.tipping_points(graph, "effort").of("l2")
    assert row.capacity.above.value == 1
    assert row.capacity.above.headline.status == "unbounded"


def test_the_last_unit_below_a_tie_that_changes_nothing(draw_graph):
    """Of three in a row, 3 and twice 2 units: with 2, as with 3, none is in every cut; with 1 one.

    The units are those of 1/scale.
    """
    row = routes.tipping_points(draw_graph("s b 0.003\nb c 0.002\nc t 0.002")).of("s>b")
    assert (row.threshold_scaled, row.amount.below.value) == (2, 1)
    assert row.amount.below.headline.legs == ("s>b",)


def test_under_volume_a_capacity_of_which_nothing_passes_counts_nothing(draw_graph):
    """Of less than 100 units of 1/scale nothing passes at 99 %; so no capacity counts 1 to 99."""
    row = routes.tipping_points(draw_graph("s b 0.2 99\nb t 0.05"), "volume").of("s>b")
    assert (row.threshold_scaled, row.capacity.below.value) == (50, 99)
    assert row.capacity.below.headline.status == "no route"
    assert row.amount.below.value == 50
