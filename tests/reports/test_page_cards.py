"""The claim cards in the page: there, whole, copied as text, at ease on a phone."""

from __future__ import annotations

import itertools

import pytest

from reports.certainty import certainty
from reports.report_files import DRAWS
from tests.reports.test_page_display import HEADINGS, NAMELESS, OVERFLOW, PHONE, TWICE

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def sure(results):
    """The packaged study's results with what is said of how sure they are."""
    return results.with_certainty(certainty(results, DRAWS))


@pytest.fixture(scope="module")
def sure_page(sure, write_page):
    return write_page(sure)


def test_every_card_is_there_with_everything_that_it_says(visit, sure, sure_page):
    seen = visit(sure_page)
    shown = seen.page.locator("#cards details").evaluate_all(
        "cards => cards.map((card) => [card.querySelector('summary').textContent,"
        " [...card.querySelectorAll('dt')].map((label) => label.textContent),"
        " [...card.querySelectorAll('dd')].map((text) => text.textContent)])"
    )
    cards = sure.certainty["cards"]
    plans = [card for card in cards if card["kind"] == "plan"]
    assert [title for title, _, _ in shown] == [
        card["title"]
        for card in [*plans, *(card for card in cards if card["kind"] == "chokepoint")]
    ]
    for card, (_, labels, texts) in zip(cards, shown, strict=True):
        parts = [(part["label"], part["text"]) for part in card["parts"]]
        assert list(zip(labels, texts, strict=True))[: len(parts)] == parts
        assert labels[len(parts) :] == ["Sources"]
    assert (seen.requests[1:], seen.messages, seen.errors) == ([], [], [])


def test_sources_of_a_card_are_links_to_the_reports(visit, sure, sure_page):
    seen = visit(sure_page)
    card = sure.certainty["cards"][0]
    named = dict.fromkeys(report for part in card["parts"] for report in part["evidence"])
    table = sure.study.evidence.set_index("id")
    links = seen.page.locator("#cards details").first.locator("dd a")
    addresses = [str(table.loc[report, "url"]) for report in named if table.loc[report, "url"]]
    assert links.evaluate_all("all => all.map((link) => link.getAttribute('href'))") == addresses


def test_a_card_is_copied_whole_as_plain_text(visit, sure, sure_page):
    seen = visit(sure_page, permissions=["clipboard-read", "clipboard-write"])
    first = seen.page.locator("#cards details").first
    first.locator("summary").click()
    first.get_by_role("button").click()
    told = first.locator("[role=status]")
    told.filter(has_text="Copied").or_(told.filter(has_text="Selected")).wait_for()
    text = seen.page.evaluate(
        "() => { const data = JSON.parse(document.getElementById('data').textContent);"
        " return routeriskCards.plain(data.certainty, data.certainty.cards[0]); }"
    )
    card = sure.certainty["cards"][0]
    lines = text.strip().split("\n")
    assert lines[0] == card["title"]
    assert lines[1] == f"Claim: {card['parts'][0]['text']}"
    for part in [*card["parts"], *sure.certainty["shared"]]:
        assert f"{part['label']}: {part['text']}" in lines


def test_what_to_ask_first_and_the_opening_are_shown(visit, sure, sure_page):
    seen = visit(sure_page)
    asked = seen.page.locator("#ask-first li").all_text_contents()
    assert asked == sure.certainty["ask_first"]
    opening = seen.page.locator("#headline p").all_text_contents()
    assert opening[:4] == sure.certainty["opening"]


def test_it_fits_a_phone_and_is_named_for_those_who_hear_it(visit, sure_page):
    seen = visit(sure_page, viewport=PHONE)
    seen.page.locator("#cards details").evaluate_all("all => all.forEach((d) => (d.open = true))")
    assert seen.page.evaluate(OVERFLOW) <= 0
    assert seen.page.evaluate(NAMELESS) == []
    assert seen.page.evaluate(TWICE) == []
    levels = seen.page.evaluate(HEADINGS)
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_without_draws_there_is_no_such_section(visit, default_page):
    seen = visit(default_page)
    assert seen.page.locator("#certainty-section").is_hidden()
