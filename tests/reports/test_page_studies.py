"""Studies of every shape make a page that opens in silence and agrees with Python."""

from __future__ import annotations

import numpy as np
import pytest

import reports
import seeds
from reports import page_data

ENDS = ({"id": "O", "name": "Origin"}, {"id": "D", "name": "Destination"})
SIZE = 60
LEGS = 200


def _ends(places=()):
    roles = ("origin", "destination")
    ends = [end | {"role": role} for end, role in zip(ENDS, roles, strict=True)]
    return [*ends, *({"role": "transit"} | place for place in places)]


def _leg(name, origin, destination, capacity="5", **more):
    row = {"id": name, "origin": origin, "destination": destination, "capacity": capacity}
    return row | more


def _large():
    rng = np.random.default_rng(3)
    names = ["O", "D", *(f"T{i:02d}" for i in range(SIZE - 2))]
    places = [
        {"id": name, "name": f"Place {name}", "lat": str(lat), "lon": str(lon)}
        for name, lat, lon in zip(
            names,
            rng.integers(-55, 75, SIZE).tolist(),
            rng.integers(-180, 181, SIZE).tolist(),
            strict=True,
        )
    ]
    legs = []
    for number in range(LEGS):
        origin, destination = (str(name) for name in rng.choice(names, 2, replace=False))
        more = {
            "evidence_class": str(rng.choice(["A", "B", "C", "D", "E", ""])),
            "interdictable": str(rng.choice(["yes", "yes", "no"])),
            "interdict_cost": str(rng.integers(1, 9)),
            "valid_from": str(rng.choice(["", "2024-01-15", "2024-03-01"])),
            "valid_to": str(rng.choice(["", "", "2024-05-31"])),
        }
        capacity = f"{rng.integers(0, 900)}.{rng.integers(0, 100):02d}"
        legs.append(_leg(f"L{number:03d}", origin, destination, capacity, **more))
    pressure = [
        {"id": f"P{i}", "target_kind": "jurisdiction", "target": name, "points": str(points)}
        for i, (name, points) in enumerate(zip(names, rng.integers(-20, 90, SIZE), strict=True))
    ]
    roles = ["origin", "destination", *["transit"] * (SIZE - 2)]
    jurisdictions = [place | {"role": role} for place, role in zip(places, roles, strict=True)]
    return {"jurisdictions": jurisdictions, "legs": legs, "pressure": pressure}


TABLES = {
    "one leg": {"jurisdictions": _ends(), "legs": [_leg("a", "O", "D")]},
    "no leg in the layer": {
        "jurisdictions": _ends(),
        "legs": [_leg("a", "O", "D", layer="service")],
    },
    "no leg at all": {"jurisdictions": _ends(), "legs": []},
    "no leg in the layer, on a map": {
        "jurisdictions": _ends([{"id": "T", "name": "Transit", "lat": "1", "lon": "104"}]),
        "legs": [_leg("a", "O", "T", layer="service")],
    },
    "no route": {
        "jurisdictions": _ends([{"id": "T", "name": "Transit"}]),
        "legs": [_leg("a", "O", "T"), _leg("b", "D", "T")],
    },
    "a closed route": {"jurisdictions": _ends(), "legs": [_leg("a", "O", "D", "0")]},
    "an unbounded route": {
        "jurisdictions": _ends([{"id": "T", "name": "Transit"}]),
        "legs": [_leg("a", "O", "T", "unbounded"), _leg("b", "T", "D", "unbounded")],
    },
    "a jurisdiction that binds": {
        "jurisdictions": _ends([{"id": "T", "name": "Transit", "node_capacity": "2.5"}]),
        "legs": [_leg("a", "O", "T"), _leg("b", "T", "D", "unbounded"), _leg("c", "D", "O")],
    },
    "a leg out of reach": {
        "jurisdictions": _ends(),
        "legs": [_leg("a", "O", "D", interdictable="no"), _leg("b", "O", "D")],
    },
    "an end without a place": {
        "jurisdictions": [*_ends([{"id": "T", "name": "Transit", "lat": "1", "lon": "104"}])],
        "legs": [_leg("a", "O", "T"), _leg("b", "T", "D"), _leg("c", "O", "D")],
    },
    "a jurisdiction without legs": {
        "jurisdictions": _ends([{"id": "T", "name": "Transit", "lat": "0", "lon": "180"}]),
        "legs": [_leg("a", "O", "D")],
    },
    "sixty jurisdictions, two hundred legs": _large(),
}
STATUSES = {
    "no leg at all": "no route",
    "no leg in the layer": "no route",
    "no leg in the layer, on a map": "no route",
    "no route": "no route",
    "a closed route": "no route",
    "an unbounded route": "unbounded",
}
WITH_MAP = {
    "no leg in the layer, on a map",
    "an end without a place",
    "a jurisdiction without legs",
    "sixty jurisdictions, two hundred legs",
}
LENSES = ("passing", "volume", "effort")


@pytest.fixture(params=TABLES)
def case(request, write_study):
    return request.param, seeds.load(write_study(TABLES[request.param]))


@pytest.mark.parametrize("lens", LENSES)
def test_node_and_python_agree_on_every_shape(case, lens, differences):
    _, study = case
    data = page_data.page_data(reports.analyze(study, lens=lens), {})
    expected = [data["baseline"]["answer"]]
    assert differences([(data, [data["baseline"]["question"]])], [expected]) == 0


@pytest.mark.browser
def test_the_page_of_every_shape_opens_in_silence(case, visit, write_page):
    name, study = case
    results = reports.analyze(study)
    seen = visit(write_page(results))
    assert seen.page.inner_text("#badge") == "This page and Python agree"
    assert seen.answer()["status"] == STATUSES.get(name, "cut")
    has_map = name in WITH_MAP
    assert seen.state()["view"] == ("map" if has_map else "diagram")
    assert seen.page.locator("#diagram").is_visible() != has_map
    seen.assert_quiet()


@pytest.mark.browser
def test_every_control_of_every_shape_stays_silent(case, visit, write_page):
    _, study = case
    seen = visit(write_page(reports.analyze(study)))
    for radio in seen.page.locator("#controls input[type=radio]").all():
        radio.check()
    for name in ("layer", "class"):
        for option in seen.page.locator(f"#{name} option").all():
            seen.page.select_option(f"#{name}", option.get_attribute("value"))
    seen.page.click("#reset")
    for button in seen.page.locator("#legs tr:not([hidden]) button.pick").all()[:3]:
        button.click()
        assert seen.page.locator("#detail").is_visible()
    seen.assert_quiet()


@pytest.mark.browser
def test_without_coordinates_there_is_no_map_and_no_map_library(write_study, visit, write_page):
    study = seeds.load(write_study(TABLES["one leg"]))
    file = write_page(reports.analyze(study))
    assert "L.map(" not in file.read_text(encoding="utf-8")
    seen = visit(file, "#view=map")
    assert seen.state()["view"] == "diagram"
    assert seen.page.locator("#view input").count() == 1
    assert seen.page.locator("#date").is_hidden()
    seen.assert_quiet()


@pytest.mark.browser
@pytest.mark.parametrize("as_of", ["2023-11-05", "2024-02", "2024-02-10", "2031-01"])
def test_a_headline_of_any_day_is_a_date_of_the_page(write_study, visit, write_page, as_of):
    study = seeds.load(write_study(TABLES["sixty jurisdictions, two hundred legs"]))
    results = reports.analyze(study, as_of=as_of, lens="effort")
    seen = visit(write_page(results))
    assert seen.page.inner_text("#badge") == "This page and Python agree"
    assert seen.page.inner_text("#date-text") == results.graph.graph["as_of"]
    seen.assert_quiet()
