"""The default page in Chromium: no request, and every control asks what it says."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

pytestmark = pytest.mark.browser

LENSES = ("passing", "volume", "effort")
COLOURS = {"chokepoints": "cut", "route": "route", "evidence": "grade"}
TAB_STOPS = 100
FOCUSED = """() => {
  const at = document.activeElement;
  return at.id || at.name || (at.closest("[id]") || at).id + " " + at.className;
}"""
LEG_INKS = """() => [...document.querySelectorAll(".leaflet-edges-pane path.leg:not(.arrow)")]
  .filter((path) => !path.classList.contains("gone"))
  .map((path) => path.classList[1])"""
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


@pytest.fixture
def opened(visit, default_page):
    return visit(default_page)


def _assert_as_python(seen, ask_python):
    assert seen.answer() == ask_python(seen.question())


def test_the_page_opens_alone_and_agrees_with_python(opened, model, ask_python):
    assert opened.page.title() == model["study"]["title"]
    assert opened.page.inner_text("#badge") == "This page and Python agree"
    assert opened.page.locator("#map-slot").is_visible()
    assert opened.page.locator("#diagram").is_hidden()
    assert opened.answer() == model["baseline"]["answer"]
    _assert_as_python(opened, ask_python)
    opened.assert_quiet()


def test_a_use_of_every_control_makes_no_request_and_no_noise(opened):
    for name in ("lens", "colour", "view"):
        for radio in opened.page.locator(f"#{name} input").all():
            radio.check()
    for name in ("layer", "class"):
        for option in opened.page.locator(f"#{name} option").all():
            opened.page.select_option(f"#{name}", option.get_attribute("value"))
    opened.page.check("#view input[value=map]")
    for heading in opened.page.locator("#legs button.sort:visible").all():
        heading.click()
        heading.click()
    opened.page.click(".leaflet-control-zoom-in")
    opened.page.click("#reset")
    opened.page.locator("#sources-section summary").click()
    opened.page.click("#legs tr:not([hidden]) button.pick >> nth=0")
    opened.assert_quiet()


@pytest.mark.parametrize("month", ["2022-10", "2023-11", "2024-12", "2025-07", "2026-10"])
def test_arrow_keys_on_the_month_solve_that_month(opened, model, ask_python, month):
    position = [date["month"] for date in model["dates"]].index(month)
    opened.page.focus("#date")
    opened.page.keyboard.press("Home")
    for _ in range(position):
        opened.page.keyboard.press("ArrowRight")
    assert opened.state()["date"] == position
    assert opened.page.inner_text("#date-text") == model["dates"][position]["day"]
    for lens in LENSES:
        opened.page.check(f"#lens input[value={lens}]")
        assert opened.question()["lens"] == lens
        _assert_as_python(opened, ask_python)


def test_layer_and_class_solve_what_they_say(opened, model, ask_python):
    for layer, grade in itertools.product(model["layers"], ["", *model["classes"]]):
        opened.page.select_option("#layer", layer)
        opened.page.select_option("#class", grade)
        question = opened.question()
        assert (question["layer"], question["weakestClass"]) == (layer, grade)
        _assert_as_python(opened, ask_python)


def test_random_states_are_solved_as_in_python(opened, model, ask_python):
    rng = np.random.default_rng(11)
    for _ in range(20):
        question = {
            "date": int(rng.integers(len(model["dates"]))),
            "lens": str(rng.choice(LENSES)),
            "layer": str(rng.choice(model["layers"])),
            "weakestClass": str(rng.choice(["", *model["classes"]])),
        }
        answer = opened.tell("(asked) => routerisk.solve(asked)", question)
        expected = ask_python(question)
        assert {key: answer[key] for key in expected} == expected


def test_tab_reaches_everything_and_the_skip_link_comes_first(opened):
    reached = []
    for _ in range(TAB_STOPS):
        opened.page.keyboard.press("Tab")
        reached.append(opened.tell(FOCUSED))
    assert reached[0].endswith("skip")
    wanted = ["date", "play", "lens", "colour", "view", "layer", "class", "reset"]
    controls = [stop for stop in reached if stop in wanted]
    assert controls == wanted
    assert any(stop.startswith("chokepoints") for stop in reached)
    assert any(stop == "legs pick" for stop in reached)


def test_the_skip_link_leads_to_the_table_and_keeps_the_state(opened):
    opened.page.check("#lens input[value=effort]")
    before = opened.state()
    opened.page.focus(".skip")
    opened.page.keyboard.press("Enter")
    assert opened.tell(FOCUSED) == "legs-section"
    assert opened.state() == before
    opened.page.keyboard.press("Tab")
    assert opened.tell(FOCUSED) == "legs sort"


def test_radios_and_selects_work_by_keyboard(opened):
    opened.page.focus("#lens input:checked")
    opened.page.keyboard.press("ArrowRight")
    assert opened.state()["lens"] == "volume"
    opened.page.focus("#layer")
    opened.page.keyboard.press("ArrowDown")
    assert opened.state()["layer"] == "service"
    opened.page.focus("#reset")
    opened.page.keyboard.press("Space")
    assert (opened.state()["lens"], opened.state()["layer"]) == ("passing", "goods")


@pytest.mark.parametrize("key", ["Enter", "Space"])
@pytest.mark.parametrize("place", ["legs", "chokepoints", "route"])
def test_keys_pick_a_leg_and_the_focus_stays(opened, place, key):
    button = opened.page.locator(f"#{place} button.pick:visible").first
    label = button.inner_text()
    button.focus()
    opened.page.keyboard.press(key)
    assert opened.state()["leg"]
    assert opened.page.inner_text("#detail h2") == label
    assert opened.tell("document.activeElement.textContent") == label
    opened.page.keyboard.press(key)
    assert not opened.state()["leg"]
    assert opened.page.locator("#detail").is_hidden()
    assert opened.tell("document.activeElement.textContent") == label


def test_a_picked_leg_shows_its_numbers_and_its_evidence(opened, model):
    leg = next(leg for leg in model["legs"] if len(leg["evidence"]) > 1 and leg["layer"] == "goods")
    opened.page.click(f"#legs button[data-leg='{leg['id']}']")
    assert opened.state()["leg"] == leg["id"]
    shown = opened.page.locator("#detail")
    assert shown.is_visible()
    text = shown.inner_text()
    for name in leg["evidence"]:
        assert model["evidence"][name]["claim"] in text
    links = [link.get_attribute("href") for link in shown.locator("a").all()]
    addresses = [model["evidence"][name]["url"] for name in leg["evidence"]]
    assert links == [address for address in addresses if address]
    assert all(link.get_attribute("rel") for link in shown.locator("a").all())
    shown.locator("button.close").click()
    assert shown.is_hidden()


@pytest.mark.parametrize(
    ("view", "selector"),
    [("map", ".leaflet-edges-pane path.hit:not(.gone)"), ("diagram", "#diagram path.hit")],
)
def test_a_click_on_a_line_picks_its_leg(opened, view, selector):
    opened.page.check(f"#view input[value={view}]")
    at = opened.tell(POINT_ON_A_LEG, selector)
    assert at is not None
    opened.page.mouse.click(at["x"], at["y"])
    assert opened.state()["leg"]
    assert opened.page.locator("#detail").is_visible()


def test_the_view_switch_shows_one_view(opened):
    for view, shown, hidden in (
        ("diagram", "#diagram", "#map-slot"),
        ("map", "#map-slot", "#diagram"),
    ):
        opened.page.check(f"#view input[value={view}]")
        assert opened.page.locator(shown).is_visible()
        assert opened.page.locator(hidden).is_hidden()
    assert opened.tell(LEG_INKS)


def test_colour_changes_the_ink_of_the_lines(opened):
    answer = opened.answer()
    for colour, ink in COLOURS.items():
        opened.page.check(f"#colour input[value={colour}]")
        inks = opened.tell(LEG_INKS)
        assert set(inks) <= {ink, "quiet"}
        marked = {"chokepoints": answer["some"], "route": answer["route"]}.get(colour)
        assert inks.count(ink) == (len(marked["legs"]) if marked else len(inks))
    opened.page.check("#colour input[value=pressure]")
    assert set(opened.tell(LEG_INKS)) <= {"p0", "p1", "p2", "p3", "p4"}


def test_the_address_restores_the_state(opened, ask_python):
    opened.page.check("#lens input[value=effort]")
    opened.page.check("#view input[value=diagram]")
    opened.page.check("#colour input[value=route]")
    opened.page.select_option("#class", "C")
    opened.page.focus("#date")
    opened.page.keyboard.press("ArrowLeft")
    opened.page.click("#route button.pick >> nth=0")
    before = opened.state()
    opened.page.reload()
    assert opened.state() == before
    assert opened.page.locator("#diagram").is_visible()
    assert opened.page.locator("#detail").is_visible()
    _assert_as_python(opened, ask_python)
    opened.assert_quiet(loads=2)


def test_an_edited_address_is_followed(opened, ask_python):
    opened.tell("() => { location.hash = '#lens=volume&layer=service&class=C'; }")
    opened.page.wait_for_function("routerisk.state().layer === 'service'")
    assert opened.page.input_value("#layer") == "service"
    assert opened.page.is_checked("#lens input[value=volume]")
    _assert_as_python(opened, ask_python)


def test_reset_returns_to_the_headline(opened, model):
    before = opened.state()
    opened.page.check("#lens input[value=effort]")
    opened.page.check("#view input[value=diagram]")
    opened.page.select_option("#layer", "service")
    opened.page.click("#reset")
    assert opened.state() == before
    assert opened.answer() == model["baseline"]["answer"]


def test_changes_are_announced(opened):
    live = opened.page.locator("#live")
    assert live.get_attribute("aria-live") == "polite"
    heard = [live.inner_text()]
    for lens in ("volume", "effort"):
        opened.page.check(f"#lens input[value={lens}]")
        heard.append(live.inner_text())
    assert len(set(heard)) == len(heard)
    assert all(heard)


def test_headings_sort_the_table_of_legs(opened):
    opened.page.click("#legs button.sort:has-text('Passing')")
    cells = opened.page.locator("#legs tbody tr:not([hidden]) td:nth-child(6)").all_inner_texts()
    # What is unbounded comes before every amount.
    amounts = [float(cell.replace(",", "").replace("unbounded", "inf")) for cell in cells]
    assert amounts == sorted(amounts, reverse=True)
    assert len(set(amounts)) > 5
    heading = opened.page.locator("#legs th:has-text('Passing')")
    assert heading.get_attribute("aria-sort") == "descending"


class TestPlay:
    """Play, under a clock that the test moves."""

    @pytest.fixture
    def playing(self, opened):
        opened.page.clock.install()
        opened.page.reload()
        return opened

    def test_play_advances_a_month_at_a_time_and_stops_at_the_end(self, playing, model):
        last = len(model["dates"]) - 1
        playing.page.fill("#date", str(last - 3))
        playing.page.click("#play")
        assert playing.page.inner_text("#play") == "Pause"
        playing.page.clock.run_for(1_000)
        assert playing.state()["date"] == last - 1
        playing.page.clock.run_for(5_000)
        assert playing.state()["date"] == last
        assert playing.page.inner_text("#play") == "Play"
        playing.assert_quiet(loads=2)

    def test_play_at_the_end_begins_anew_and_pause_holds(self, playing):
        playing.page.click("#play")
        assert playing.state()["date"] == 0
        playing.page.clock.run_for(1_500)
        playing.page.click("#play")
        playing.page.clock.run_for(5_000)
        assert playing.state()["date"] == 3

    @pytest.mark.parametrize("interruption", ["reset", "slider"])
    def test_play_never_runs_past_the_last_month(self, playing, model, interruption):
        last = len(model["dates"]) - 1
        playing.page.click("#play")
        playing.page.clock.run_for(1_000)
        if interruption == "reset":
            playing.page.click("#reset")
        else:
            playing.page.fill("#date", str(last))
        playing.page.clock.run_for(5_000)
        assert playing.state()["date"] == last
        assert playing.page.inner_text("#play") == "Play"
        playing.assert_quiet(loads=2)
