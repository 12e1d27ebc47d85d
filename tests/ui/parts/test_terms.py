"""Terms that open where they are read, mistakes that can be reported, and the search: in the browser."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect
from ui.parts.samples import CHOICE_VERDICTS, make

pytestmark = pytest.mark.browser
SOURCE = {"citation": "Common teaching.", "reading": "not read", "says": "It is so.", "href": "", "caution": ""}


def term(name: str, *also: str, text: str = "What it means.", see: tuple[str, ...] = ()) -> dict[str, Any]:
    return {"id": name.replace(" ", "-"), "names": [name, *also], "text": text, "mark": "taught", "sources": ["book"],
            "see": list(see), "href": "01_anatomy.ipynb#Roots", "lesson": "Anatomy"}


BOOK = {
    "terms": [
        term("nerve root", "nerve roots", see=("plexus",)), term("root"), term("plexus"),
        term("confidence interval", "CI"), term("disc", "discs", text="<b>A cushion.</b>"),
    ],
    "sources": {"book": SOURCE}, "versions": {"program": "1.2.3", "content": "abc123"},
}
TEXTS = [
    "The nerve root is pressed; a second nerve root is not, and no root is free.",
    "Discs and uprooted, disc-like ci things. The CI is wide.",
]


def card(*texts: str, **changes: Any) -> dict[str, Any]:
    said = [{"type": "text", "text": words} for words in texts or TEXTS]
    return make("card", title="Why", eyebrow="", blocks=said, **changes)


def open_with_book(bench: Any, *parts: tuple[str, dict[str, Any]]) -> Page:
    page = bench.put("desk", make("desk", subject="", handbook=True), *parts)
    page.wait_for_function("window.models.desk.sent.some(({ need }) => need === 'handbook')")
    bench.answer("desk", {"have": "handbook", "handbook": BOOK})
    return page


def words(page: Page) -> list[str]:
    return page.locator(".st-term").all_inner_texts()


def test_the_first_use_of_each_term_opens_the_longest_first_and_whole_words_only(bench):
    page = open_with_book(bench, ("card", card()))
    expect(page.locator(".st-term")).to_have_text(["nerve root", "root", "Discs", "CI"])
    expect(page.locator(".st-card p").nth(0)).to_have_text(TEXTS[0])
    expect(page.locator(".st-card p").nth(1)).to_have_text(TEXTS[1])


def test_a_term_opens_below_its_line_by_keyboard_and_closes_again(bench):
    page = open_with_book(bench, ("card", card()))
    control = page.get_by_role("button", name="nerve root", exact=True)
    control.press("Enter")
    expect(control).to_have_attribute("aria-expanded", "true")
    meaning = page.locator(".st-meaning")
    expect(meaning).to_have_id(control.get_attribute("aria-controls"))
    expect(meaning).to_contain_text("nerve root — What it means. ■commonly taught")
    expect(meaning.get_by_role("link", name="Used in the lesson Anatomy")).to_have_attribute(
        "href", "01_anatomy.ipynb#Roots")
    assert meaning.evaluate("one => one.previousElementSibling.textContent") == TEXTS[0]
    meaning.get_by_role("button", name="plexus").press("Space")
    expect(page.locator(".st-meaning")).to_have_count(2)
    control.press("Enter")
    expect(page.locator(".st-meaning")).to_have_count(0)
    expect(control).to_be_focused()


def test_a_meaning_is_text_and_never_markup(bench):
    page = open_with_book(bench, ("card", card()))
    page.get_by_role("button", name="Discs").press("Enter")
    expect(page.locator(".st-meaning")).to_contain_text("<b>A cushion.</b>")
    assert page.locator(".st-meaning b").count() == 0


def test_what_is_open_stays_open_and_keeps_the_focus_when_its_card_is_drawn_anew(bench):
    page = open_with_book(bench, ("card", card()))
    page.get_by_role("button", name="CI", exact=True).press("Enter")
    bench.show("card", card(*TEXTS, "More."))
    expect(page.get_by_text("More.")).to_be_visible()
    control = page.get_by_role("button", name="CI", exact=True)
    expect(control).to_have_attribute("aria-expanded", "true")
    expect(page.locator(".st-meaning")).to_have_count(1)
    expect(control).to_be_focused()
    bench.show("card", {**card(), "title": "Another"})
    expect(page.locator(".st-meaning")).to_have_count(0)


def test_nothing_opens_while_a_question_is_open_and_everything_once_it_is_answered(bench):
    page = open_with_book(bench, ("card", card()), ("choice", make("choice", certainty={"ask": False})))
    expect(page.get_by_role("button", name="Commit")).to_be_visible()
    assert words(page) == []
    verdicts = {**CHOICE_VERDICTS, "toe": {**CHOICE_VERDICTS["toe"], "feedback": "It is the plexus."}}
    bench.show("choice", make("choice", certainty={"ask": False}, locked=True, chosen=["toe"], verdicts=verdicts))
    expect(page.locator(".st-answer .st-term")).to_have_text(["plexus", "root"])
    expect(page.locator(".st-card-part .st-term")).to_have_count(4)
    bench.show("choice", make("choice", certainty={"ask": False}, id="choice-2"))
    expect(page.get_by_role("button", name="Commit")).to_be_visible()
    expect(page.locator(".st-term")).to_have_count(0)
    expect(page.locator(".st-card-part p").nth(0)).to_have_text(TEXTS[0])


@pytest.mark.parametrize("block", [
    {"type": "heading", "text": "The root"}, {"type": "links", "items": [{"href": "x", "title": "A", "text": "root"}]},
    {"type": "text", "text": "My root hurts.", "quote": True},
    {"type": "report", "summary": "The root", "text": "root"},
    {"type": "table", "caption": "root", "head": ["root"], "rows": [["root"]]},
])
def test_headings_links_code_tables_and_quotes_are_left_alone(bench, block):
    after = {"type": "text", "text": "A disc."}
    page = open_with_book(bench, ("card", make("card", title="Root", blocks=[block, after])))
    expect(page.locator(".st-term")).to_have_text(["disc"])


def test_without_a_handbook_a_page_is_as_it_was(bench):
    page = bench.put("desk", make("desk"), ("card", card()))
    expect(page.locator(".st-card p").nth(0)).to_have_text(TEXTS[0])
    assert bench.sent("desk") == []
    assert words(page) == []


def test_one_desk_of_a_page_asks_and_asks_again_until_it_is_heard(bench):
    page = bench.page
    page.clock.install()
    bench.put("desk", make("desk", subject="", handbook=True), ("desk#two", make("desk", subject="", handbook=True)))
    page.clock.run_for(100)
    page.wait_for_function("window.models.desk.sent.length + window.models['desk#two'].sent.length === 1")
    page.clock.run_for(3_100)
    sent = [bench.sent("desk"), bench.sent("desk#two")]
    assert sorted(map(len, sent)) == [0, 2]
    bench.answer("desk" if sent[0] else "desk#two", {"have": "handbook", "handbook": BOOK})
    page.clock.run_for(9_000)
    assert sorted(map(len, [bench.sent("desk"), bench.sent("desk#two")])) == [0, 2]


def claim() -> dict[str, Any]:
    return make("card", title="Why", blocks=[{"type": "claim", "text": "A disc hurts.", "mark": "taught",
                                              "sources": [SOURCE], "conflict": ""}])


def test_a_mistake_in_a_claim_is_reported_from_its_sources(open_bench):
    bench = open_bench(permissions=["clipboard-read", "clipboard-write"])
    page = open_with_book(bench, ("card", claim()))
    expect(page.get_by_text("Report a mistake")).to_have_count(0)
    page.get_by_text("1 source").press("Enter")
    page.get_by_text("Report a mistake").press("Enter")
    expect(page.get_by_text("send it to your teacher or to whoever runs this site")).to_be_visible()
    page.get_by_role("button", name="Copy the report").press("Enter")
    expect(page.locator("#st-live")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == (
        "A mistake in Sciatica Teach\nClaim: A disc hurts.\nPage: \nProgram: 1.2.3, content: abc123\nWhat is wrong: ")


def test_where_nothing_can_be_copied_the_report_is_marked_and_said(open_bench):
    bench = open_bench()
    page = open_with_book(bench, ("card", claim()))
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
    page.get_by_text("1 source").press("Enter")
    page.get_by_text("Report a mistake").press("Enter")
    page.get_by_role("button", name="Copy the report").press("Enter")
    expect(page.locator("#st-live")).to_have_text("Marked: copy it with your keyboard")
    assert page.evaluate("getSelection().toString()").startswith("A mistake in Sciatica Teach")


def result(query: str, *titles: str) -> dict[str, Any]:
    shown = [{"kind": "Point", "title": one, "text": "In the buttock.", "href": f"x.ipynb#{one}"} for one in titles]
    return make("search", query=query, results=shown, status=f"{len(titles)} results for “{query}”.")


def test_the_search_asks_when_the_hand_rests_and_says_how_many_there_are(bench):
    page = bench.put("search", result(""))
    field = page.get_by_role("searchbox", name="Search")
    field.press_sequentially("gb30")
    page.wait_for_function("window.models.search.sent.length > 0")
    assert bench.actions("search") == [{"verb": "search", "text": "gb30"}]
    bench.show("search", result("gb30", "GB30", "GB31"))
    bench.answer("search", {"ack": bench.sent("search")[0]["id"]})
    expect(page.locator("#st-live")).to_have_text("2 results for “gb30”.")
    expect(page.get_by_role("link", name="Point GB30")).to_have_attribute("href", "x.ipynb#GB30")
    expect(field).to_be_focused()
    expect(field).to_have_value("gb30")


def test_what_is_typed_while_an_answer_is_awaited_is_asked_next_and_only_once(bench):
    page = bench.put("search", result(""))
    field = page.get_by_role("searchbox", name="Search")
    field.fill("gb")
    field.press("Enter")
    field.press_sequentially("30")
    field.press("Enter")
    assert bench.actions("search") == [{"verb": "search", "text": "gb"}]
    bench.show("search", result("gb", "GB30"))
    bench.answer("search", {"ack": bench.sent("search")[0]["id"]})
    assert bench.actions("search")[1:] == [{"verb": "search", "text": "gb30"}]
    bench.show("search", result("gb30", "GB30"))
    bench.answer("search", {"ack": bench.sent("search")[1]["id"]})
    field.press("Enter")
    assert len(bench.sent("search")) == 2


def test_a_query_that_is_refused_is_not_asked_for_ever(bench):
    page = bench.put("search", result(""))
    bench.reply_always("refused")
    page.get_by_role("searchbox", name="Search").fill("gb30")
    page.get_by_role("searchbox", name="Search").press("Enter")
    expect(page.locator(".st-fate")).to_contain_text("Because.")
    assert len(bench.sent("search")) == 1


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("dark", [False, True])
def test_it_is_accessible_and_nothing_sticks_out(open_bench, require_accessible, dark, width):
    bench = open_bench(width=width, dark=dark, has_touch=width < 400)
    titles = ("GB30 Huántiào", "A very long title of a study that goes on and on and on over several lines of a phone")
    page = open_with_book(bench, ("search", result("gb30", *titles)), ("card", claim()), ("card#more", card()))
    for name in ("nerve root", "CI"):
        page.get_by_role("button", name=name, exact=True).press("Enter")
    page.get_by_text("1 source").first.press("Enter")
    page.get_by_text("Report a mistake").first.press("Enter")
    require_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
