"""The table of every single removal: Python's numbers, colours that can be read, and no haste."""

from __future__ import annotations

import re

import pytest

import routes
from reports import amounts
from routes import fields

pytestmark = pytest.mark.browser

READY = "#removals-section[data-ready]"
CHANGED = "#remove=MY%3ECN.transshipment&close=TH"
ROWS = """() => [...document.querySelectorAll("#removals tbody tr")].map((row) =>
  [...row.children].map((cell) => cell.textContent))"""
COLUMNS = """() => [...document.querySelectorAll("#removals thead th")].map((cell) =>
  cell.textContent)"""
CELLS = """() => [...document.querySelectorAll("#removals td.heat")].map(function (cell) {
  const style = getComputedStyle(cell);
  return [cell.className, style.color, style.backgroundColor];
})"""
PAPER = "getComputedStyle(document.body).backgroundColor"
LEAST_CONTRAST = 4.5
"""WCAG 2.2, success criterion 1.4.3: text."""


@pytest.fixture(scope="module")
def base(study):
    return routes.build(study)


@pytest.fixture(scope="module")
def effects(study, model, base):
    """Give a function from what is changed already to Python's rows, the largest loss first."""
    names = {place["id"]: place["name"] for place in model["jurisdictions"]}
    transit = [place["id"] for place in model["jurisdictions"] if place["role"] == "transit"]
    known = routes.measures(study)

    def of(remove, close):
        graph = routes.intervene(base, remove=remove, close=close)
        present = _pressures(graph)
        ends = {end for *pair, _ in graph.edges(keys=True) for end in pair}
        steps = [("leg " + _leg(model, leg), {"remove": [leg]}) for leg in present]
        steps += [("closing " + names[id_], {"close": [id_]}) for id_ in transit if id_ in ends]
        for measure in known.values():
            if present != _pressures(routes.intervene(graph, apply=[measure])):
                steps.append(("measure " + measure.name, {"apply": [measure]}))
        return {name: routes.what_if(graph, **step) for name, step in steps}

    return of


def _pressures(graph):
    return {leg: data[fields.PRESSURE] for *_, leg, data in graph.edges(keys=True, data=True)}


def _leg(model, name):
    leg = next(leg for leg in model["legs"] if leg["id"] == name)
    ends = [model["jurisdictions"][leg[end]]["name"] for end in ("from", "to")]
    return f"{ends[0]} → {ends[1]}, {leg['mechanism'].replace('_', ' ')}"


def _look(seen):
    seen.page.locator("#removals-section").scroll_into_view_if_needed()
    seen.page.wait_for_selector(READY, state="attached")
    return seen


def _signed(change, scale):
    sign = "+" if change > 0 else "\N{MINUS SIGN}"
    return sign + amounts.rounded(abs(change), scale) if change else "0"


@pytest.fixture(params=["nothing changed", "two changes"])
def looked_at(request, visit, default_page, effects):
    """Give the page with its table worked out, and Python's rows of the same state."""
    if request.param == "nothing changed":
        return _look(visit(default_page)), effects([], [])
    return _look(visit(default_page, CHANGED)), effects(["MY>CN.transshipment"], ["TH"])


def test_every_cell_is_python_s(looked_at, study, model):
    seen, expected = looked_at
    rows = {row[0]: row[1:] for row in seen.tell(ROWS)}
    assert rows.keys() == expected.keys()
    ids = {place["name"]: place["id"] for place in model["jurisdictions"]}
    places = [ids[name] for name in seen.tell(COLUMNS)[5:]]
    assert len(places) > 5
    for name, comparison in expected.items():
        moved, route = comparison.displacement, comparison.after.route
        through = {
            shift.jurisdiction: shift.after_scaled - shift.before_scaled
            for shift in moved.jurisdictions
        }
        lost = moved.before_scaled - moved.after_scaled
        told = rows[name]
        assert told[0] == amounts.rounded(lost, study.scale), name
        assert told[2] == amounts.rounded(moved.rerouted_scaled, study.scale), name
        assert (told[3] == "no route") == (route is None), name
        assert told[4:] == [_signed(through[place], study.scale) for place in places], name
        rest = [
            change
            for place, change in through.items()
            if place not in places
            and next(p for p in model["jurisdictions"] if p["id"] == place)["role"] == "transit"
        ]
        assert not any(rest), name
    losses = [float(row[1].replace(",", "")) for row in seen.tell(ROWS)]
    assert losses == sorted(losses, reverse=True)
    seen.assert_quiet()


def test_nothing_is_worked_out_before_a_reader_looks(visit, default_page):
    seen = visit(default_page)
    seen.page.wait_for_timeout(300)
    assert seen.page.locator("#removals tbody tr").count() == 0
    assert seen.page.locator(READY).count() == 0
    _look(seen)
    assert seen.page.locator("#removals tbody tr").count() > 40


def test_a_change_is_followed_at_once_and_out_of_sight_later(visit, default_page):
    seen = _look(visit(default_page))
    first = seen.tell(ROWS)
    label = first[0][0].removeprefix("closing ")
    seen.page.get_by_role("checkbox", name=f"Close {label}").check()
    assert first[0][0] not in [row[0] for row in _look(seen).tell(ROWS)]
    assert "after the changes" not in seen.page.inner_text("#removals-lead")
    assert "the changes made so far" in seen.page.inner_text("#removals-lead")
    seen.page.keyboard.press("Control+z")
    assert _look(seen).tell(ROWS) == first
    seen.assert_quiet()


def test_headings_sort_and_say_so(visit, default_page):
    seen = _look(visit(default_page))
    seen.page.click("#removals button.sort:has-text('Re-routed')")
    told = [float(row[3].replace(",", "")) for row in seen.tell(ROWS)]
    assert told == sorted(told, reverse=True)
    heading = seen.page.locator("#removals th:has-text('Re-routed')")
    assert heading.get_attribute("aria-sort") == "descending"
    seen.page.focus("#removals button.sort >> nth=0")
    seen.page.keyboard.press("Enter")
    names = [row[0].partition(" ")[2] for row in seen.tell(ROWS)]
    assert names == sorted(names)


def test_paper_holds_the_whole_table_though_nobody_looked(visit, default_page):
    seen = visit(default_page)
    seen.tell("() => { dispatchEvent(new Event('beforeprint')); }")
    assert seen.page.locator(READY).count() == 1
    assert seen.page.locator("#removals tbody tr").count() > 40


def _rgb(colour):
    """Read `rgb(r, g, b)` in 0 to 255 or `color(srgb r g b)` in 0 to 1."""
    numbers = [float(number) for number in re.findall(r"[\d.]+", colour)][:3]
    return numbers if colour.startswith("color") else [number / 255 for number in numbers]


def _luminance(rgb):
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb]
    return sum(part * c for part, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _contrast(one, other):
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_colour_of_the_ramp_leaves_its_number_readable(visit, default_page, scheme):
    seen = _look(visit(default_page, color_scheme=scheme))
    cells = seen.tell("(classes) => " + CELLS.removeprefix("() => "))
    shades = {kind.split()[2] for kind, *_ in cells if len(kind.split()) > 2}
    assert shades >= {"l1", "l2", "l3", "l4", "m1"}
    # What this study does not reach is tried on one cell.
    tried = """(shade) => {
      const cell = document.querySelector("#removals td.heat");
      cell.className = "number heat " + shade;
      const style = getComputedStyle(cell);
      return [shade, style.color, style.backgroundColor];
    }"""
    cells += [seen.tell(tried, f"{sign}{step}") for sign in "lm" for step in range(1, 5)]
    paper = _rgb(seen.tell(PAPER))
    weak = [
        (kind, colour, ground)
        for kind, colour, ground in cells
        if _contrast(_rgb(colour), paper if "rgba(0, 0, 0, 0)" in ground else _rgb(ground))
        < LEAST_CONTRAST
    ]
    assert weak == []


def test_on_a_phone_it_scrolls_inside_its_box_and_keeps_the_names(visit, default_page):
    seen = _look(
        visit(default_page, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    )
    assert seen.tell("document.documentElement.scrollWidth - window.innerWidth") <= 0
    left = "document.querySelector('#removals tbody th').getBoundingClientRect().left"
    before = seen.tell(left)
    seen.tell("() => { document.getElementById('removals-box').scrollLeft = 300; }")
    assert seen.tell("document.getElementById('removals-box').scrollLeft") == 300
    assert seen.tell(left) == before
    seen.assert_quiet()
