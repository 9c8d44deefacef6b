"""The best plans in the page: a budget is chosen, a plan is tried, and the page solves it alike."""

from __future__ import annotations

import pytest

import reports
import seeds
from reports import amounts, best_plans_text

LISTS = ("removed", "closed", "measures")
LEG = "MY>CN.transshipment"
SOLVE = "output = input[1].map((question) => solver.value(input[0], question));"
ENDS = [
    {"id": "O", "name": "Origin", "role": "origin"},
    {"id": "D", "name": "Destination", "role": "destination"},
]
TWO = ["S", "T"]
BOTH = [{"id": name, "name": name, "role": "transit"} for name in TWO]
TIED = {
    "jurisdictions": ENDS + BOTH,
    "legs": [
        {"id": f"{a}>{b}", "origin": a, "destination": b, "capacity": "3"}
        for middle in TWO
        for a, b in (("O", middle), (middle, "D"))
    ],
}
"""Two ways of two equal legs: for one unit of effort four plans are best, none essential."""


@pytest.fixture
def opened(visit, default_page):
    return visit(default_page)


@pytest.fixture
def open_tables(write_study, visit, write_page):
    """Give a function that opens the page of a study's tables."""

    def open_page(tables, fragment=""):
        results = reports.analyze(seeds.load(write_study(tables)))
        return visit(write_page(results), fragment)

    return open_page


def _change(seen):
    state = seen.state()
    return {name: state[name] for name in LISTS}


def _amount(results, scaled):
    return amounts.rounded(scaled, results.study.scale)


def test_the_page_solves_every_plan_to_the_value_that_python_found(results, model, node, assets):
    plans = [
        (plan.ids, row.best.value_scaled)
        for row in results.best_plans.rows
        for plan in row.best.plans
    ]
    question = model["baseline"]["question"]
    asked = [question | {"removed": list(legs)} for legs, _ in plans]
    solver = f"const solver = require({assets()!r} + '/solver.js');"
    assert node(solver + SOLVE, (model, asked)) == [value for _, value in plans]
    assert len(plans) >= 13


@pytest.mark.browser
def test_every_budget_is_told_with_its_plans_and_its_rules(opened, results):
    slider = opened.page.locator("#budget")
    for at, row in enumerate(results.best_plans.rows):
        slider.fill(str(at))
        assert opened.state()["budget"] == str(at)
        told = opened.page.inner_text("#plans-told")
        left = _amount(results, row.best.value_scaled)
        assert told.startswith(f"With {at} effort units, {left} ")
        assert "Proven: no plan within this budget leaves less." in told
        assert ("No best plan for the budget before is part of it" in told) == (row.nested is False)
        assert slider.get_attribute("aria-valuetext") == f"{at} effort units"
        legs = opened.page.locator("#plans tbody tr")
        picks = legs.locator("button").all()
        keys = [pick.get_attribute("data-key") for pick in picks]
        assert keys == [f"planned {leg}" for leg in row.best.plans[0].ids]
        assert all(text.endswith("every") for text in legs.all_inner_texts())
        rest = len(results.best_plans.targets) - len(keys)
        said = f"In none: {rest} other legs" if at else "Nothing is closed."
        assert said in opened.page.inner_text("#plans")
        rules = opened.page.locator("#plans-rules tbody tr").all_inner_texts()
        for text, words, plan in zip(
            rules, best_plans_text.RULE_WORDS.values(), row.rules, strict=True
        ):
            more = plan.shortfall_scaled
            said = f"+{_amount(results, more)}" if more else "no more"
            assert text.split("\t") == [words, _amount(results, plan.value_scaled), said]
    opened.assert_quiet()


@pytest.mark.browser
def test_a_plan_is_tried_and_everything_shows_what_it_moves(opened, results):
    opened.page.locator("#budget").fill("5")
    [plan] = results.best_plans.rows[5].best.plans
    opened.page.get_by_role("button", name="Try this plan").click()
    assert _change(opened) == {"removed": sorted(plan.ids), "closed": [], "measures": []}
    assert opened.answer()["value"] == results.best_plans.rows[5].best.value_scaled
    assert "Plan 1 is tried" in opened.page.inner_text("#plans-standing")
    assert opened.page.locator("#what-if button.chip").count() == len(plan.ids)
    assert opened.page.locator("#legs tr.out").count() == len(plan.ids)
    assert opened.page.locator(".leaflet-edges-pane path.leg.out").count() == len(plan.ids)
    assert "re-routed" in opened.page.inner_text("#what-if .told")
    back = opened.page.get_by_role("button", name="Take back this plan")
    assert back.get_attribute("aria-pressed") == "true"
    assert opened.tell("document.activeElement.dataset.key") == "try 0"
    back.click()
    assert _change(opened) == {name: [] for name in LISTS}
    assert opened.page.inner_text("#plans-standing") == ""
    opened.assert_quiet()


@pytest.mark.browser
def test_a_plan_takes_the_place_of_what_is_changed_and_undo_brings_it_back(visit, default_page):
    seen = visit(default_page, "#remove=MY%3ECN.transshipment&close=TH&measure=officer-my&budget=2")
    before = _change(seen)
    assert "other changes" in seen.page.inner_text("#plans-standing")
    seen.page.get_by_role("button", name="Try this plan").click()
    assert _change(seen) == {
        "removed": ["US>CN.direct", "US>HK.direct"],
        "closed": [],
        "measures": [],
    }
    seen.page.keyboard.press("Control+z")
    assert _change(seen) == before
    seen.assert_quiet()


@pytest.mark.browser
def test_the_address_keeps_the_budget_and_the_plan(opened):
    opened.page.locator("#budget").fill("7")
    opened.page.get_by_role("button", name="Try this plan").click()
    before, told = opened.state(), opened.page.inner_text("#plans-told")
    assert "&budget=7" in opened.tell("location.hash")
    opened.page.reload()
    assert opened.state() == before
    assert opened.page.inner_text("#plans-told") == told
    assert "Plan 1 is tried" in opened.page.inner_text("#plans-standing")
    assert opened.page.inner_text("#passed-over") == ""
    opened.assert_quiet(loads=2)


@pytest.mark.browser
def test_keys_alone_choose_a_budget_and_try_its_plan(opened):
    opened.page.focus("#budget")
    opened.page.keyboard.press("ArrowRight")
    assert opened.state()["budget"] == "4"
    opened.page.keyboard.press("Home")
    assert "Nothing is closed." in opened.page.inner_text("#plans")
    opened.page.keyboard.press("ArrowRight")
    for _ in range(2):
        opened.page.keyboard.press("Tab")
    assert opened.tell("document.activeElement.dataset.key") == "try 0"
    opened.page.keyboard.press("Enter")
    assert _change(opened)["removed"] == ["US>CN.direct"]
    assert opened.tell("document.activeElement.dataset.key") == "try 0"
    opened.assert_quiet()


@pytest.mark.browser
@pytest.mark.parametrize(
    ("fragment", "said"),
    [
        ("", ""),
        ("#date=2025-03", "another month"),
        ("#lens=volume", "lens"),
        ("#class=B", "class"),
        ("#close=TH", "other changes"),
    ],
)
def test_the_page_says_when_it_shows_another_state_than_the_plans_are_for(
    visit, default_page, fragment, said
):
    seen = visit(default_page, fragment)
    told = seen.page.inner_text("#plans-standing")
    assert said in told
    assert bool(told) == ("These plans are for the report as built" in told)
    lead = seen.page.inner_text("#plans-lead")
    assert "computed for 2026-10-31, goods layer, lens passing, nothing changed" in lead


@pytest.mark.browser
def test_a_leg_of_a_plan_is_chosen_on_the_map(opened):
    opened.page.locator("[data-key='planned US>CN.direct']").click()
    assert opened.state()["leg"] == "US>CN.direct"
    assert opened.page.locator("#detail").is_visible()


@pytest.mark.browser
def test_the_chart_names_every_line_and_marks_the_chosen_budget(opened, results):
    chart = opened.page.locator("#plans-chart svg")
    named = set(chart.locator("text").all_text_contents())
    assert {"best plans", *best_plans_text.RULE_WORDS.values()} <= named
    rows = results.best_plans.rows
    assert chart.locator(".apart").count() == sum(row.nested is False for row in rows)
    assert chart.locator("path.frontier").count() == 5
    at = chart.locator(".chosen-value").get_attribute("cx")
    opened.page.locator("#budget").fill("9")
    assert float(chart.locator(".chosen-value").get_attribute("cx")) > float(at)


@pytest.mark.browser
def test_tied_plans_are_all_there_to_try_and_none_is_essential(open_tables):
    seen = open_tables(TIED, "#budget=1")
    assert "4 best plans" in seen.page.inner_text("#plans")
    rows = seen.page.locator("#plans tbody tr")
    told = [row.split("\t")[-1] for row in rows.all_inner_texts()]
    assert told == ["1", "2", "3", "4"]
    assert "In none: 0 other legs" in seen.page.inner_text("#plans")
    tries = seen.page.locator("#plans .tools button")
    assert tries.all_inner_texts() == [f"Try plan {number}" for number in range(1, 5)]
    tries.nth(2).click()
    assert seen.state()["removed"] == ["S>D"]
    assert "Plan 3 is tried" in seen.page.inner_text("#plans-standing")
    tries.nth(0).click()
    assert seen.state()["removed"] == ["O>S"]
    seen.page.keyboard.press("Control+z")
    assert seen.state()["removed"] == ["S>D"]
    seen.assert_quiet()


@pytest.mark.browser
@pytest.mark.parametrize(
    ("status", "legs"),
    [
        ("no route", []),
        ("nothing in reach", [{"capacity": "1", "interdictable": "no"}]),
        ("unbounded", [{"capacity": "unbounded", "interdictable": "no"}, {"capacity": "1"}]),
    ],
)
def test_where_there_is_no_plan_the_section_says_why_and_offers_nothing(open_tables, status, legs):
    ends = {"origin": "O", "destination": "D"}
    rows = [{"id": f"L{i}", **ends, **leg} for i, leg in enumerate(legs)]
    seen = open_tables({"jurisdictions": ENDS, "legs": rows})
    assert seen.page.inner_text("#plans-notes") == best_plans_text.WHY_NONE[status]
    assert seen.page.locator("#plans-box").is_hidden()
    assert seen.page.inner_text("#badge") == "This page and Python agree"
    seen.assert_quiet()


@pytest.mark.browser
def test_what_some_budget_bounds_is_told_for_that_budget(open_tables):
    legs = [
        {"id": "a", "origin": "O", "destination": "D", "capacity": "unbounded"},
        {"id": "b", "origin": "O", "destination": "D", "capacity": "2"},
    ]
    seen = open_tables({"jurisdictions": ENDS, "legs": legs}, "#budget=0")
    assert "no plan bounds the flow" in seen.page.inner_text("#plans-told")
    seen.page.locator("#budget").fill("1")
    assert seen.page.inner_text("#plans-told").startswith("With 1 effort units, 2 units per year")
    seen.page.get_by_role("button", name="Try this plan").click()
    assert seen.state()["removed"] == ["a"]
    seen.assert_quiet()


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 390, 901, 1280])
def test_the_section_hangs_over_no_edge_and_prints_without_its_controls(visit, default_page, width):
    seen = visit(default_page, "#budget=12", viewport={"width": width, "height": 800})
    assert seen.tell("document.documentElement.scrollWidth - window.innerWidth") <= 0
    seen.page.emulate_media(media="print")
    assert seen.page.locator("#budget").is_hidden()
    assert seen.page.locator("#plans-section .tools").is_hidden()
    assert seen.page.locator("#plans-chart svg").is_visible()
    assert "12 effort units" in seen.page.inner_text("#plans-section")
    seen.assert_quiet()
