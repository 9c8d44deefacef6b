"""What-if in the page: every way to change the state, what it says of it, and Python's answer."""

from __future__ import annotations

import json
import pathlib
import re
import tomllib

import numpy as np
import pytest

import reports
import routes
import seeds
from reports import amounts

pytestmark = pytest.mark.browser

MINUS = "\N{MINUS SIGN}"
LISTS = ("removed", "closed", "measures")
CHANGE = {
    "removed": ["MY>CN.transshipment", "US>SG.resale"],
    "closed": ["TH"],
    "measures": ["hub-rule-my-th"],
}
ADDRESS = "#remove=MY%3ECN.transshipment,US%3ESG.resale&close=TH&measure=hub-rule-my-th"
LEG = "MY>CN.transshipment"
FOCUSED_KEY = "document.activeElement.dataset.key"
NOTE = "A part of the address does not fit this report and was passed over."
POINT_ON_A_LEG = """(selector) => {
  for (const path of document.querySelectorAll(selector)) {
    const length = path.getTotalLength();
    const matrix = path.getScreenCTM();
    for (let i = 1; matrix && i < 20; i += 1) {
      const at = path.getPointAtLength((length * i) / 20).matrixTransform(matrix);
      if (document.elementFromPoint(at.x, at.y) === path) return { x: at.x, y: at.y };
    }
  }
  return null;
}"""
ALTER = """() => {
  "use strict";
  const refused = [];
  const results = routerisk.results();
  const tries = [
    () => { routerisk.state().removed.push("x"); },
    () => { results.value = 1; },
    () => { results.displacement.legs[0].after = 1; },
    () => { results.sweep.length = 0; },
    () => { routerisk.solve = null; },
    () => { routerisk.solve({}).every.legs.push("x"); },
  ];
  tries.forEach(function (attempt, i) {
    try { attempt(); } catch (error) { refused.push(i); }
  });
  return refused;
}"""
BLOCK = re.compile(r'(<script type="application/json" id="data">)(.*?)(</script>)', re.DOTALL)


@pytest.fixture
def opened(visit, default_page):
    return visit(default_page)


@pytest.fixture
def changed(visit, default_page):
    return visit(default_page, ADDRESS)


@pytest.fixture(scope="module")
def base(study):
    return routes.build(study)


@pytest.fixture(scope="module")
def compare(study, base):
    """Give a function that makes a change of the headline's graph in Python."""
    known = routes.measures(study)

    def run(change, lens="passing"):
        return routes.what_if(
            base,
            remove=[leg for leg in change["removed"] if any(leg == key for *_, key in base.edges)],
            close=change["closed"],
            apply=[known[name] for name in change["measures"]],
            lens=lens,
        )

    return run


def _change(seen):
    state = seen.state()
    return {name: state[name] for name in LISTS}


def _assert_as_python(answer, comparison, lens="passing"):
    cut, moved = comparison.after.cuts[lens], comparison.displacement
    assert answer["value"] == cut.value
    assert answer["every"]["legs"] == list(cut.every.legs)
    assert answer["some"]["legs"] == list(cut.some.legs)
    route = comparison.after.route
    assert (answer["route"] or {"legs": []})["legs"] == list(route.legs if route else ())
    told = answer["displacement"]
    for name in ("before", "after", "kept", "rerouted", "blocked", "added"):
        assert told[name] == getattr(moved, f"{name}_scaled")
    expected = {
        shift.leg: (shift.before_scaled, shift.after_scaled)
        for shift in moved.legs
        if shift.before_scaled or shift.after_scaled
    }
    assert {
        row["id"]: (row["before"], row["after"])
        for row in told["legs"]
        if row["before"] or row["after"]
    } == expected
    assert {row["id"]: (row["before"], row["after"]) for row in told["jurisdictions"]} == {
        shift.jurisdiction: (shift.before_scaled, shift.after_scaled)
        for shift in moved.jurisdictions
    }


def _sentence(moved, study):
    def told(scaled):
        return amounts.rounded(scaled, study.scale)

    return (
        f"{told(moved.after_scaled)} {study.capacity_unit} pass instead of "
        f"{told(moved.before_scaled)}: {told(moved.blocked_scaled)} blocked, "
        f"{told(moved.rerouted_scaled)} re-routed, {told(moved.kept_scaled)} unmoved."
    )


def test_a_leg_is_ticked_out_and_back(opened, compare, study):
    box = opened.page.get_by_role("checkbox", name=f"({LEG})")
    assert box.get_attribute("aria-label").startswith("Remove leg Malaysia")
    before = opened.state()
    box.check()
    assert _change(opened) == {"removed": [LEG], "closed": [], "measures": []}
    comparison = compare(_change(opened))
    _assert_as_python(opened.tell("routerisk.results()"), comparison)
    row = opened.page.locator("#legs tr:has(input:checked)")
    assert row.is_visible()
    assert "removed" in row.locator("th").inner_text()
    struck = "(node) => getComputedStyle(node).textDecorationLine"
    assert row.locator("button.pick").evaluate(struck) == "line-through"
    heard = opened.page.inner_text("#live")
    assert "leg Malaysia → mainland China, transshipment" in heard
    assert _sentence(comparison.displacement, study) in heard
    assert _sentence(comparison.displacement, study) == opened.page.inner_text("#what-if .told")
    box.uncheck()
    assert opened.state() == before
    assert "removed" not in opened.page.inner_text("#legs")
    opened.assert_quiet()


def test_a_jurisdiction_and_a_measure_are_ticked(opened, compare):
    opened.page.get_by_role("checkbox", name="Close Singapore").check()
    rows = opened.page.locator("#legs tr.out")
    assert rows.count() > 3
    assert all("closed with Singapore" in text for text in rows.locator("th").all_inner_texts())
    assert "closed" in opened.page.locator("#jurisdictions tr.out th").inner_text()
    name = "Licence requirement for AI chips to Malaysia and Thailand"
    opened.page.get_by_role("checkbox", name=f"Take measure {name}").check()
    change = _change(opened)
    assert change == {"removed": [], "closed": ["SG"], "measures": ["hub-rule-my-th"]}
    _assert_as_python(opened.tell("routerisk.results()"), compare(change))
    assert opened.page.locator("#legs td.swatch:has-text('↑')").count() > 3
    opened.assert_quiet()


def test_random_changes_are_solved_as_in_python(opened, model, compare):
    rng = np.random.default_rng(5)
    ids = {
        "removed": [leg["id"] for leg in model["legs"] if leg["layer"] == "goods"],
        "closed": [place["id"] for place in model["jurisdictions"] if place["role"] == "transit"],
        "measures": [measure["id"] for measure in model["measures"]],
    }
    for _ in range(12):
        change = {
            name: sorted(rng.choice(ids[name], rng.integers(0, 4), replace=False).tolist())
            for name in LISTS
        }
        lens = str(rng.choice(["passing", "volume", "effort"]))
        answer = opened.tell("(asked) => routerisk.solve(asked)", change | {"lens": lens})
        _assert_as_python(answer, compare(change, lens), lens)


@pytest.mark.parametrize("lens", ["passing", "volume", "effort"])
def test_under_every_lens_the_sentence_tells_what_moves(visit, default_page, compare, study, lens):
    seen = visit(default_page, f"{ADDRESS}&lens={lens}")
    told = _sentence(compare(CHANGE, lens).displacement, study)
    assert seen.page.inner_text("#what-if .told") == told
    seen.assert_quiet()


def test_keys_alone_take_out_put_back_and_undo(opened):
    opened.page.focus("#legs-section")
    for expected in ("sort out", "sort leg"):
        opened.page.keyboard.press("Tab")
        assert opened.tell(FOCUSED_KEY) == expected
    opened.page.focus(f"[data-key='out {LEG}']")
    opened.page.keyboard.press("Space")
    assert opened.state()["removed"] == [LEG]
    assert opened.tell(FOCUSED_KEY) == f"out {LEG}"
    opened.page.keyboard.press("Control+z")
    assert opened.state()["removed"] == []
    assert opened.tell(FOCUSED_KEY) == f"out {LEG}"
    # Nothing is left to undo.
    opened.page.keyboard.press("Control+z")
    assert opened.state()["removed"] == []
    opened.assert_quiet()


@pytest.mark.parametrize(
    ("view", "selector", "line"),
    [
        ("map", ".leaflet-edges-pane path.hit:not(.gone)", ".leaflet-edges-pane path.leg.out"),
        ("diagram", "#diagram path.hit:not(.gone)", "#diagram path.leg.out"),
    ],
)
def test_a_clicked_line_is_removed_and_put_back(opened, view, selector, line):
    opened.page.check(f"#view input[value={view}]")
    at = opened.tell(POINT_ON_A_LEG, selector)
    opened.page.mouse.click(at["x"], at["y"])
    leg = opened.state()["leg"]
    opened.page.get_by_role("button", name="Remove this leg").click()
    assert opened.state()["removed"] == [leg]
    assert opened.page.locator(line).count() == 1
    marks = {"map": ".mark.out", "diagram": "#diagram .sign.out"}
    assert opened.page.locator(marks[view]).count() == 1
    back = opened.page.get_by_role("button", name="Put it back")
    assert opened.tell(FOCUSED_KEY) == "change"
    back.click()
    assert opened.state()["removed"] == []
    assert opened.page.locator(line).count() == 0
    opened.assert_quiet()


@pytest.mark.parametrize(
    ("view", "mark"), [("map", ".mark.gain"), ("diagram", "#diagram .sign.gain")]
)
def test_legs_that_carry_more_are_marked_and_the_legend_says_so(
    visit, default_page, compare, view, mark
):
    seen = visit(default_page, f"{ADDRESS}&view={view}")
    assert seen.page.locator(mark).count() == len(compare(CHANGE).displacement.gaining)
    assert "carries more than before" in seen.page.inner_text("#legend")
    seen.page.locator("#what-if").get_by_role("button", name="Reset what is changed").click()
    assert seen.page.locator(mark).count() == 0
    assert "carries more" not in seen.page.inner_text("#legend")


@pytest.mark.parametrize("by", ["click", "Enter", "Space"])
@pytest.mark.parametrize("view", ["map", "diagram"])
def test_a_dot_chooses_its_jurisdiction(opened, model, view, by):
    opened.page.check(f"#view input[value={view}]")
    picture = opened.page.locator({"map": ".leaflet-nodes-pane", "diagram": "#diagram"}[view])
    dot = picture.get_by_role("button", name="Indonesia", exact=True)
    if by == "click":
        dot.click()
    else:
        dot.focus()
        opened.page.keyboard.press(by)
    assert (opened.state()["place"], opened.state()["leg"]) == ("ID", "")
    detail = opened.page.locator("#detail")
    assert detail.locator("h2").inner_text() == "Indonesia"
    assert "transit" in detail.inner_text()
    ends = [leg["id"].split(".")[0].split(">") for leg in model["legs"] if leg["layer"] == "goods"]
    assert detail.locator("button.pick").count() == sum("ID" in pair for pair in ends)
    assert dot.get_attribute("aria-pressed") == "true"
    detail.get_by_role("button", name="Close: Indonesia").click()
    assert opened.state()["closed"] == ["ID"]
    assert picture.get_by_role("button", name="Indonesia, closed").count() == 1
    assert "0 (before: " in detail.inner_text()
    detail.get_by_role("button", name="Open again: Indonesia").click()
    assert opened.state()["closed"] == []
    opened.assert_quiet()


def test_a_change_of_another_layer_is_kept_and_said(visit, default_page):
    seen = visit(default_page, "#remove=AU%3ECN.remote_access")
    assert "(not open here)" in seen.page.inner_text("#what-if button.chip")
    assert "0 blocked, 0 re-routed" in seen.page.inner_text("#what-if .told")
    row = seen.page.locator("#legs tr:has(input:checked)")
    assert row.is_visible()
    assert row.locator("td.number").all_inner_texts()[1:4] == ["\N{EN DASH}"] * 3
    seen.page.select_option("#layer", "service")
    assert "not open here" not in seen.page.inner_text("#what-if")
    assert ": 0 blocked" not in seen.page.inner_text("#what-if .told")
    seen.assert_quiet()


def test_choosing_a_jurisdiction_lets_go_of_the_leg(opened):
    opened.page.locator("#legs tr:not([hidden]) button.pick").first.click()
    opened.page.locator("#jurisdictions button.pick").first.click()
    assert (bool(opened.state()["place"]), opened.state()["leg"]) == (True, "")
    opened.page.locator("#detail button.close").click()
    assert opened.state()["place"] == ""
    assert opened.page.locator("#detail").is_hidden()


def test_chips_take_back_one_change_each_and_keep_the_focus_near(changed):
    names = changed.page.locator("#what-if button.chip").all_inner_texts()
    assert len(names) == 4
    changed.page.get_by_role("button", name="Open again: closed Thailand").press("Enter")
    assert _change(changed) == CHANGE | {"closed": []}
    assert changed.tell("document.activeElement.closest('section').id") == "what-if"
    changed.page.get_by_role("button", name="Do not take: measure").click()
    for chip in changed.page.get_by_role("button", name="Put back: leg").all()[::-1]:
        chip.click()
    assert _change(changed) == {name: [] for name in LISTS}
    assert "Nothing is changed" in changed.page.inner_text("#what-if")
    changed.assert_quiet()


def test_undo_goes_back_step_by_step_and_reset_is_a_step_too(opened):
    opened.page.get_by_role("checkbox", name=f"({LEG})").check()
    opened.page.check("#lens input[value=volume]")
    opened.page.get_by_role("checkbox", name="Close Singapore").check()
    panel = opened.page.locator("#what-if")
    panel.get_by_role("button", name="Reset what is changed").click()
    assert _change(opened) == {name: [] for name in LISTS}
    assert opened.state()["lens"] == "volume"
    undo = panel.get_by_role("button", name="Undo")
    undo.click()
    assert (opened.state()["removed"], opened.state()["closed"]) == ([LEG], ["SG"])
    undo.click()
    undo.click()
    assert _change(opened) == {name: [] for name in LISTS}
    assert opened.state()["lens"] == "volume"
    assert undo.count() == 0


def test_reset_returns_everything_and_can_be_undone(changed, model):
    changed.page.click("#reset")
    assert _change(changed) == {name: [] for name in LISTS}
    assert changed.answer() == model["baseline"]["answer"]
    changed.page.keyboard.press("Control+z")
    assert _change(changed) == CHANGE


def test_legs_that_gain_and_chokepoints_are_told(changed, compare, study):
    comparison = compare(CHANGE)
    gaining = comparison.displacement.gaining
    assert gaining
    shown = changed.page.locator("#moved ul.members").first.locator("li")
    assert shown.count() == min(len(gaining), 8)
    for row, shift in zip(shown.all(), gaining, strict=False):
        assert row.locator("button").get_attribute("data-leg") == shift.leg
        gain = shift.after_scaled - shift.before_scaled
        assert row.locator(".number").inner_text() == f"+{amounts.rounded(gain, study.scale)}"
        spare = amounts.rounded(shift.spare_scaled, study.scale)
        assert f"{spare} to spare" in row.inner_text()
    told = changed.page.inner_text("#moved")
    new, gone = comparison.new_chokepoints, comparison.gone_chokepoints
    for title, members in (("New chokepoints", new), ("No longer chokepoints", gone)):
        count = len(members.legs) + len(members.jurisdictions)
        assert f"{title} ({count})" in told if count else f"{title}: none" in told


def test_the_least_pressure_route_is_told_before_and_after(opened):
    first = opened.answer()["route"]["legs"]
    opened.tell("(id) => { location.hash = '#remove=' + encodeURIComponent(id); }", first[0])
    opened.page.locator("#what-if button.chip").wait_for()
    told = opened.page.inner_text("#moved")
    assert "Now: " in told
    assert "Before: " in told
    assert opened.answer()["route"]["legs"] != first


def test_the_best_next_steps_are_the_largest_losses_in_reach(changed, study, compare, model):
    known = {leg["id"]: leg for leg in model["legs"]}
    roles = {place["id"]: place["role"] for place in model["jurisdictions"]}
    value = changed.tell("routerisk.results().value")
    losses = {}
    for row in changed.tell("routerisk.results().sweep"):
        more = CHANGE | {
            {"leg": "removed", "jurisdiction": "closed"}[row["kind"]]: sorted(
                {*CHANGE["removed" if row["kind"] == "leg" else "closed"], row["id"]}
            )
        }
        reach = (
            known[row["id"]]["interdictable"]
            if row["kind"] == "leg"
            else roles[row["id"]] == "transit"
        )
        loss = value - compare(more).after.cuts["passing"].value
        assert row["loss"] == loss
        if reach and loss:
            losses[row["kind"], row["id"]] = loss
    best = sorted(losses, key=lambda key: (-losses[key], key))[:5]
    rows = changed.page.locator("#next ol li")
    assert rows.locator("button.step").count() == 5
    keys = [key.get_attribute("data-key") for key in rows.locator("button.step").all()]
    assert keys == [f"next {name}" for _, name in best]
    told = [row.inner_text() for row in rows.locator(".number").all()]
    assert told == [f"{MINUS}{amounts.rounded(losses[key], study.scale)}" for key in best]
    rows.locator("button.step").first.press("Enter")
    assert changed.answer()["value"] == value - losses[best[0]]
    assert changed.tell("document.activeElement.closest('section').id") == "next"


def test_ties_among_the_next_steps_are_told(write_study, visit, write_page):
    # O -1-> Ti -1-> D for eight Ti: sixteen legs and eight jurisdictions lose 1 each.
    places = [{"id": "O", "name": "O", "role": "origin"}, {"id": "D", "name": "D"}]
    places[1]["role"] = "destination"
    middle = [f"T{i}" for i in range(8)]
    legs = [
        {"id": f"{a}>{b}", "origin": a, "destination": b, "capacity": "1"}
        for t in middle
        for a, b in (("O", t), (t, "D"))
    ]
    places += [{"id": name, "name": name, "role": "transit"} for name in middle]
    seen = visit(
        write_page(
            reports.analyze(seeds.load(write_study({"jurisdictions": places, "legs": legs})))
        )
    )
    assert "19 more lose the same as the last." in seen.page.inner_text("#next")
    seen.assert_quiet()


def test_where_the_flow_is_unbounded_the_page_says_so(write_study, visit, write_page):
    places = [
        {"id": "O", "name": "O", "role": "origin"},
        {"id": "D", "name": "D", "role": "destination"},
    ]
    legs = [
        {"id": "a", "origin": "O", "destination": "D", "capacity": "unbounded"},
        {"id": "b", "origin": "O", "destination": "D", "capacity": "3"},
    ]
    study = seeds.load(write_study({"jurisdictions": places, "legs": legs}))
    seen = visit(write_page(reports.analyze(study)))
    seen.page.get_by_role("checkbox", name="(b)").check()
    assert "unbounded before or after" in seen.page.inner_text("#what-if")
    seen.page.get_by_role("checkbox", name="(a)").check()
    assert seen.answer()["status"] == "no route"
    seen.page.locator("#removals-section").scroll_into_view_if_needed()
    seen.page.wait_for_selector("#removals-section[data-ready]", state="attached")
    seen.assert_quiet()


def test_the_address_restores_the_whole_state(changed):
    changed.page.locator("#jurisdictions button.pick").first.click()
    before, told = changed.state(), changed.page.inner_text("#what-if .told")
    changed.page.reload()
    assert changed.state() == before
    assert changed.page.inner_text("#what-if .told") == told
    assert changed.page.inner_text("#passed-over") == ""
    changed.assert_quiet(loads=2)


@pytest.mark.parametrize(
    "fragment", ["#remove=nothing.here", f"#remove={LEG},{LEG}", "#lens=heavy", "#" + "x" * 20_000]
)
def test_what_is_passed_over_in_the_address_is_said(visit, default_page, fragment):
    seen = visit(default_page, fragment)
    note = seen.page.locator("#passed-over")
    assert note.inner_text() == NOTE
    assert note.is_visible()
    assert note.get_attribute("role") == "status"
    seen.tell("() => { location.hash = '#lens=volume'; }")
    seen.page.locator("#lens input[value=volume]:checked").wait_for()
    assert note.inner_text() == ""
    seen.assert_quiet()


def test_the_command_and_the_scenario_are_shown_and_copied(visit, default_page):
    allowed = ["clipboard-read", "clipboard-write"]
    seen = visit(default_page, ADDRESS, permissions=allowed)
    seen.page.locator("#keep summary").click()
    line, scenario = seen.page.locator("#keep pre").all_text_contents()
    assert line == (
        "routerisk whatif --as-of 2026-10-31 --lens passing --layer goods "
        '--remove "MY>CN.transshipment" --remove "US>SG.resale" --close "TH" '
        '--measure "hub-rule-my-th"'
    )
    written = tomllib.loads(scenario)
    assert (written["remove"], written["close"], written["measures"]) == tuple(CHANGE.values())
    for name, text in (("Copy as command", line), ("Scenario to save", scenario)):
        seen.page.get_by_role("button", name=f"Copy: {name}").click()
        seen.page.locator("#keep .kept", has_text=name).get_by_text("Copied").wait_for()
        assert seen.tell("navigator.clipboard.readText()") == text
    seen.assert_quiet()


def test_without_a_clipboard_the_text_is_selected(visit, default_page):
    seen = visit(default_page, ADDRESS)
    seen.tell("() => { Object.defineProperty(navigator, 'clipboard', { value: undefined }); }")
    seen.page.locator("#keep summary").click()
    seen.page.get_by_role("button", name="Copy: Copy as command").click()
    assert seen.tell("String(getSelection())") == seen.page.locator("#keep pre").first.inner_text()
    assert "Ctrl+C" in seen.page.inner_text("#keep")
    seen.assert_quiet()


def test_the_scenario_is_saved_under_the_page_s_policy(changed):
    changed.page.locator("#keep summary").click()
    with changed.page.expect_download() as download:
        changed.page.get_by_role("link", name="Save").click()
    saved = pathlib.Path(download.value.path()).read_text(encoding="utf-8")
    assert download.value.suggested_filename == "what-if.toml"
    assert saved == changed.page.locator("#keep pre").nth(1).text_content()
    changed.assert_quiet()


def test_what_the_page_hands_out_cannot_alter_it(changed):
    before, answer = changed.state(), changed.answer()
    assert changed.tell(ALTER) == list(range(6))
    assert changed.state() == before
    assert changed.answer() == answer


def _with_data(default_page, tmp_path, alter):
    """Write the page with other data; the policy has no hash of the data block."""
    text = default_page.read_text(encoding="utf-8")
    head, block, tail = BLOCK.search(text).groups()
    data = json.loads(block)
    alter(data)
    written = json.dumps(data).replace("<", "\\u003c")
    file = tmp_path / "altered.html"
    file.write_text(BLOCK.sub(lambda _: head + written + tail, text, count=1), encoding="utf-8")
    return file


@pytest.mark.parametrize(("kind", "name"), [("leg", "US>CN.direct"), ("jurisdiction", "MY")])
def test_the_badge_covers_the_loss_of_every_single_removal(
    visit, default_page, tmp_path, kind, name
):
    def alter(data):
        data["baseline"]["losses"][kind][name] += 1

    seen = visit(_with_data(default_page, tmp_path, alter))
    assert seen.page.inner_text("#badge").startswith("WARNING")


def test_a_comparison_is_shown_where_there_is_one(visit, default_page, tmp_path, opened):
    assert opened.page.locator("#comparison-section").is_hidden()
    hostile = "<img src=x onerror=window.pwned=1>"

    def alter(data):
        data["comparison"] = {
            "sentences": [hostile, "More passes."],
            "columns": ["What", hostile],
            "rows": [["a", hostile], ["b", None]],
        }

    seen = visit(_with_data(default_page, tmp_path, alter))
    section = seen.page.locator("#comparison-section")
    assert section.is_visible()
    assert section.locator("p").first.inner_text() == hostile
    assert section.locator("td").first.inner_text() == hostile
    assert section.locator("th[scope=col]").nth(1).inner_text() == hostile
    assert seen.tell("typeof window.pwned") == "undefined"
    seen.assert_quiet()


@pytest.mark.parametrize("width", [320, 390, 901, 1280])
def test_a_changed_page_hangs_over_no_edge(visit, default_page, width):
    fragment = ADDRESS + "&place=SG"
    seen = visit(default_page, fragment, viewport={"width": width, "height": 800})
    seen.page.locator("#keep summary").click()
    assert seen.tell("document.documentElement.scrollWidth - window.innerWidth") <= 0
    seen.assert_quiet()


def test_the_result_stays_in_sight_below_the_panel(changed):
    bar = changed.page.locator("#bar")
    assert bar.is_hidden()
    changed.page.locator("#measures-section").scroll_into_view_if_needed()
    bar.wait_for()
    assert "4 changes" in bar.inner_text()
    assert bar.get_by_role("button", name="Undo").count() == 0
    bar.get_by_role("button", name="Reset what is changed").click()
    assert bar.is_hidden()
    changed.page.keyboard.press("Control+z")
    assert bar.is_visible()
