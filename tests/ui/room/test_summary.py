"""The room on one page: unsafe answers first, misconceptions, votes side by side, printable."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from ui.room.samples import make_summary
from ui.room.stand_in import CODE

pytestmark = pytest.mark.browser
SUMMARY = f"/host/{CODE}/summary"


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (360, True)])
def test_the_summary_is_accessible_and_says_what_can_hurt_first(room, open_page, require_accessible, width, dark):
    room.values["summary"] = make_summary()
    page = open_page(SUMMARY, width=width, dark=dark)
    expect(page.locator(".st-path")).to_have_count(3)
    heads = page.get_by_role("heading", level=2).all_inner_texts()
    assert heads == ["Unsafe answers", "Misconceptions met", "Question by question", "Beliefs, beside the reference"]
    expect(page.get_by_role("table", name="Vote 2 (30)")).to_contain_text("25 · 83 %")
    expect(page.get_by_role("link", name="As a table (CSV)")).to_have_attribute("href", f"{SUMMARY}.csv")
    require_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_an_empty_room_has_a_summary_too(room, open_page):
    room.values["summary"] = make_summary(unsafe=[], met=[], polls=[], paths=[])
    page = open_page(SUMMARY)
    expect(page.get_by_text("Nothing was asked in this room.")).to_be_visible()


def test_few_votes_have_no_share_and_markup_is_text(room, open_page):
    row = {"badge": "A", "text": "<b>nasty</b>", "n": 2, "share": None, "tone": "right", "word": "right"}
    poll = {**make_summary()["polls"][0], "title": "</script><script>alert(1)</script>"}
    paths = [{**make_summary()["paths"][0], "patient": "</script><script>alert(1)</script>"}]
    votes = [{"number": 1, "count": 2, "rows": [row]}]
    room.values["summary"] = make_summary(polls=[{**poll, "votes": votes}], paths=paths)
    page = open_page(SUMMARY)
    expect(page.get_by_role("row", name="A <b>nasty</b> right 2")).to_be_visible()
    expect(page.get_by_role("heading", level=3, name="</script><script>alert(1)</script>").first).to_be_visible()
    expect(page.locator(".st-path")).to_have_count(3)


def test_what_is_printed_has_no_buttons(room, open_page):
    room.values["summary"] = make_summary()
    page = open_page(SUMMARY, width=1280)
    expect(page.get_by_role("button", name="Print")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Print")).to_be_hidden()
