"""The page on a phone, on paper, in the dark, and for readers who hear it."""

from __future__ import annotations

import itertools

import pytest

from reports import palette

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
OVERFLOW = "document.documentElement.scrollWidth - window.innerWidth"
BACKGROUND = "getComputedStyle(document.body).backgroundColor"
HEADINGS = """() => [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
  .filter((heading) => heading.checkVisibility())
  .map((heading) => Number(heading.tagName[1]))"""
NAMELESS = """() => {
  const named = (id) => document.getElementById(id)?.textContent.trim();
  const name = (node) =>
    node.getAttribute("aria-label") ||
    (node.getAttribute("aria-labelledby") || "").split(" ").map(named).join("") ||
    [...(node.labels || [])].map((label) => label.textContent.trim()).join("") ||
    (["BUTTON", "A", "SUMMARY"].includes(node.tagName) ? node.textContent.trim() : "");
  const focusable = "a[href], button, input, select, summary, [tabindex='0']";
  return [...document.querySelectorAll(focusable)]
    .filter((node) => !name(node))
    .map((node) => node.outerHTML.slice(0, 80));
}"""
CHANGED = "#remove=US>SG.resale&close=TH&measure=officer-my&place=TH"
TWICE = """() => {
  const ids = [...document.querySelectorAll("[id]")].map((node) => node.id);
  return ids.filter((id, i) => ids.indexOf(id) !== i);
}"""


def _rgb(colour):
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgb({red}, {green}, {blue})"


@pytest.fixture
def opened(visit, default_page):
    return visit(default_page)


@pytest.fixture
def phone(visit, default_page):
    return visit(default_page, viewport=PHONE, has_touch=True, is_mobile=True)


@pytest.mark.parametrize("fragment", ["", "#view=diagram", "#leg=US>CN.direct&colour=route"])
@pytest.mark.parametrize("width", [320, 390, 600, 901, 1280])
def test_nothing_hangs_over_the_edge(visit, default_page, width, fragment):
    seen = visit(default_page, fragment, viewport={"width": width, "height": 800})
    assert seen.tell(OVERFLOW) <= 0
    seen.assert_quiet()


def test_on_a_phone_the_controls_fold_and_open_by_touch(phone):
    assert phone.tell(OVERFLOW) <= 0
    assert not phone.page.locator("#controls").is_visible()
    phone.page.locator("#asked > summary").tap()
    phone.page.locator("#lens input[value=effort]").tap()
    assert phone.state()["lens"] == "effort"
    phone.page.locator("#legs tr:not([hidden]) button.pick").first.tap()
    assert phone.page.locator("#detail").is_visible()
    assert phone.tell(OVERFLOW) <= 0
    phone.assert_quiet()


def test_on_a_wide_screen_the_controls_are_open(opened):
    assert opened.page.locator("#controls").is_visible()
    assert not opened.page.locator("#asked > summary").is_visible()


def test_paper_shows_the_results_without_the_controls(opened):
    opened.page.emulate_media(media="print")
    for hidden in ("#controls", "#asked", ".leaflet-control-zoom", ".skip", "#keep", "#bar"):
        assert opened.page.locator(hidden).first.is_hidden()
    for shown in ("#headline", "#map-slot", "#answer", "#legs", "#jurisdictions", "#method"):
        assert opened.page.locator(shown).is_visible()
    assert opened.page.locator("#legs button.pick:visible").count() > 20


def test_paper_lists_every_source_and_the_screen_folds_them_again(opened, model):
    rows = opened.page.locator("#sources tbody tr")
    assert rows.count() == len(model["evidence"])
    assert rows.first.is_hidden()
    opened.page.pdf()
    assert rows.first.is_hidden()
    opened.tell("() => { dispatchEvent(new Event('beforeprint')); }")
    assert rows.first.is_visible()
    assert rows.last.is_visible()
    opened.tell("() => { dispatchEvent(new Event('afterprint')); }")
    assert rows.first.is_hidden()


def test_paper_is_light_even_for_a_dark_screen(visit, default_page):
    seen = visit(default_page, color_scheme="dark")
    assert seen.tell(BACKGROUND) == _rgb(palette.DARK["paper"])
    seen.page.emulate_media(media="print", color_scheme="dark")
    assert seen.tell(BACKGROUND) == _rgb(palette.LIGHT["paper"])
    seen.assert_quiet()


@pytest.mark.parametrize(("scheme", "colours"), [("light", palette.LIGHT), ("dark", palette.DARK)])
def test_the_page_follows_the_reader_s_colours(visit, default_page, scheme, colours):
    seen = visit(default_page, color_scheme=scheme)
    assert seen.tell(BACKGROUND) == _rgb(colours["paper"])
    assert seen.tell("getComputedStyle(document.body).color") == _rgb(colours["ink"])
    line = ".leaflet-edges-pane path.leg.cut"
    stroke = f"getComputedStyle(document.querySelector('{line}')).stroke"
    assert seen.tell(stroke) == _rgb(colours["cut"])


def test_who_wants_no_motion_gets_no_playback(visit, default_page):
    assert visit(default_page).page.locator("#play").is_visible()
    still = visit(default_page, reduced_motion="reduce")
    assert still.page.locator("#play").is_hidden()
    still.assert_quiet()


def test_forced_colours_keep_the_lines(visit, default_page):
    seen = visit(default_page, forced_colors="active")
    line = ".leaflet-edges-pane path.leg.cut"
    stroke = f"getComputedStyle(document.querySelector('{line}')).stroke"
    assert seen.tell(stroke) == _rgb(palette.LIGHT["cut"])


@pytest.mark.parametrize("fragment", ["", "#view=diagram", "#leg=US>CN.direct", CHANGED])
def test_headings_are_in_order(visit, default_page, fragment):
    levels = visit(default_page, fragment).tell(HEADINGS)
    assert levels[0] == 1
    assert levels.count(1) == 1
    steps = [below - above for above, below in itertools.pairwise(levels)]
    assert max(steps) == 1


@pytest.mark.parametrize("fragment", ["", CHANGED, CHANGED + "&view=diagram"])
def test_everything_that_takes_the_focus_has_a_name(visit, default_page, fragment):
    seen = visit(default_page, fragment)
    seen.page.locator("#legs tr:not([hidden]) button.pick").first.click()
    seen.page.locator("#sources-section summary").click()
    seen.page.locator("#keep summary").click()
    seen.page.locator("#removals-section").scroll_into_view_if_needed()
    seen.page.wait_for_selector("#removals-section[data-ready]", state="attached")
    assert seen.tell(NAMELESS) == []


def test_groups_tables_and_landmarks_are_marked(opened):
    count = {
        tag: opened.page.locator(tag).count()
        for tag in ("main", "header", "footer", "aside", "h1", "fieldset > legend", "fieldset")
    }
    assert [count[tag] for tag in ("main", "header", "footer", "aside", "h1")] == [1] * 5
    assert count["fieldset"] == count["fieldset > legend"] == 3
    assert opened.tell("document.documentElement.lang") == "en"
    assert opened.page.locator("th:not([scope])").count() == 0
    assert opened.page.locator("section:not([aria-label]):not(:has(h2))").count() == 0
    assert opened.page.locator("img:not([alt])").count() == 0
    assert opened.tell(TWICE) == []


def test_readers_may_zoom(opened):
    viewport = opened.page.locator("meta[name=viewport]").get_attribute("content")
    assert "user-scalable" not in viewport
    assert "maximum-scale" not in viewport


@pytest.mark.parametrize("fragment", ["", CHANGED])
def test_what_is_pressed_is_large_enough(visit, default_page, fragment):
    # WCAG 2.2, success criterion 2.5.8: 24 by 24 CSS pixels.
    opened = visit(default_page, fragment)
    opened.page.locator("#legs tr:not([hidden]) button.pick").first.click()
    small = """() => [...document.querySelectorAll("button, select, label:has(input), a.save")]
      .filter((node) => node.checkVisibility() && !node.matches("button.sort"))
      .map((node) => [node.textContent.slice(0, 20), node.getBoundingClientRect().height])
      .filter(([, height]) => height < 24)"""
    assert opened.tell(small) == []
