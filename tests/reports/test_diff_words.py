"""How a diff says why, where the search ends otherwise than by size."""

import pytest

from reports import cli
from tests.studies import THREE, write_study

PARALLEL = "id,origin,destination,capacity\n" + "".join(f"l{i:02},A,C,{{}}\n" for i in range(12))
"""Twelve legs side by side: what passes is their sum."""

DERIVED = """
    id,origin,destination,capacity
    A>B,A,B,{0}
    B>C,B,C,{0}
"""
QUANTITIES = """
    id,kind,value,unit,basis,reason
    hubs,case,{},hubs,assumed,Thought so.
"""
DERIVATIONS = """
    id,leg,column,expression,round_to,reason
    first,A>B,capacity,hubs * 2,1,Two a hub.
    second,B>C,capacity,hubs * 2,1,Two a hub.
"""


@pytest.fixture
def told(tmp_path, capsys, monkeypatch):
    """Give a function that writes two studies and returns what a diff says of them."""
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)

    def tell(base, now):
        folders = [
            str(write_study(tmp_path / name, jurisdictions=THREE, **tables))
            for name, tables in (("base", base), ("now", now))
        ]
        assert cli.run(["diff", *folders]) == cli.FINE
        return capsys.readouterr().out

    return tell


def test_a_set_that_was_reduced_is_not_called_the_smallest(told):
    # All twelve rise by one: only together do they give the new sum, and 4095 sets are too many.
    out = told({"legs": PARALLEL.format(*[4] * 12)}, {"legs": PARALLEL.format(*[5] * 12)})
    assert "legs.csv l07 and 4 more (12 rows); no row of these can be left out; " in out
    assert "a smaller set is not ruled out." in out


def test_sets_of_one_size_are_all_counted(told):
    # Any two of four legs that rise by one make up the sum when the other two cancel out.
    base = PARALLEL.format(*[4] * 12)
    now = PARALLEL.format(*[5, 5, 5, 5, 3, 3, *[4] * 6])
    assert "(and 3 more sets as small)" in told({"legs": base}, {"legs": now})


def test_the_quantity_behind_changed_capacities_is_named(told):
    base, now = (
        {
            "legs": DERIVED.format(2 * hubs),
            "quantities": QUANTITIES.format(hubs),
            "derivations": DERIVATIONS,
        }
        for hubs in (3, 4)
    )
    out = told(base, now)
    assert "Flow: 8 units per year instead of 6 (+33.3 %)." in out
    assert "with: legs.csv A>B, legs.csv B>C (2 rows); no fewer rows do so." in out
    assert "Changed capacities that follow from quantities.csv hubs: A>B, B>C." in out
    assert "Cannot touch flow, chokepoints or route: quantities.csv hubs." in out


def test_a_value_that_rounds_to_the_same_is_spelled_in_full(told):
    base, now = (
        {"legs": f"id,origin,destination,capacity\nx,A,C,{x}\n"} for x in (1000, "1000.001")
    )
    assert "Flow: 1000.001 units per year instead of 1000 (+0.0 %)." in told(base, now)
