"""The parts of the clinic: chairs of a waiting room, a table whose rows lead somewhere, a choice made beforehand."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from ui.parts.samples import make

pytestmark = pytest.mark.browser

CALL = {"label": "Call Ida in", "action": {"verb": "call", "case": "ida"}, "primary": True}
QUEUE = {
    "subject": "", "id": "room", "title": "Six patients", "text": "Call them in their order.",
    "chairs": [
        {"id": "olaf", "name": "Olaf, 41, baker", "words": "“It pulls”", "state": "seen", "meta": "seen"},
        {"id": "ida", "name": "Ida, 52, teacher", "words": "“It burns”", "state": "waits", "meta": "waits",
         "button": CALL},
        {"id": "bo", "name": "Bo, 33, clerk", "words": "“<b>It stings</b>”", "state": "with-you", "meta": "with you"},
    ],
}
ROW = {"verb": "attempt", "case": "olaf", "attempt": 1}
ATTEMPTS = {
    "subject": "", "id": "rows", "title": "Who was sent where", "after": [],
    "before": [{"type": "text", "text": "The newest first."}],
    "head": ["Patient", "Decision", "Right here"],
    "rows": [
        {"href": "04_cases.ipynb?case=olaf&attempt=1", "action": ROW,
         "cells": ["Olaf", {"text": "Treat here", "tone": "unsafe"}, "Emergency"]},
        {"href": "javascript:alert(1)", "action": ROW, "cells": ["Ida", {"text": "Letter", "tone": "right"}, ""]},
    ],
}
SCREENS = [(1280, False), (1280, True), (390, False), (390, True), (360, False)]


def test_a_chair_is_called_by_key_and_the_others_have_no_button(bench):
    page = bench.put("queue", QUEUE)
    chairs = page.get_by_role("list").get_by_role("listitem")
    expect(chairs).to_have_count(3)
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Call Ida in")).to_be_focused()
    page.keyboard.press("Enter")
    assert bench.actions("queue") == [CALL["action"]]
    expect(page.get_by_role("button")).to_have_count(1)


def test_who_was_seen_has_left_the_chair_and_content_is_text(bench):
    page = bench.put("queue", QUEUE)
    expect(page.locator("[data-chair]")).to_have_count(3)
    expect(page.locator("[data-chair=olaf] circle")).to_have_count(0)
    expect(page.locator("[data-chair] circle")).to_have_count(2)
    expect(page.get_by_text("“<b>It stings</b>”")).to_be_visible()


def test_a_row_leads_on_in_place_and_its_link_can_be_copied(bench):
    page = bench.put("attempts", ATTEMPTS)
    link = page.get_by_role("link", name="Olaf")
    assert link.get_attribute("href") == "04_cases.ipynb?case=olaf&attempt=1"
    link.focus()
    page.keyboard.press("Enter")
    assert bench.actions("attempts") == [ROW]
    expect(page.get_by_role("link")).to_have_count(1)  # an address that runs a script is none


@pytest.mark.parametrize("width", [1280, 390])
def test_the_table_is_one_to_a_reader_also_where_its_rows_are_blocks(open_bench, width):
    page = open_bench(width=width).put("attempts", ATTEMPTS)
    expect(page.get_by_role("table")).to_be_visible()
    expect(page.get_by_role("rowheader")).to_have_count(2)
    expect(page.get_by_role("row", name="Olaf")).to_contain_text("Treat here")


def test_a_table_without_rows_is_left_out(bench):
    page = bench.put("attempts", {**ATTEMPTS, "rows": []})
    expect(page.get_by_role("heading", name="Who was sent where")).to_be_visible()
    expect(page.get_by_role("table")).to_have_count(0)


def test_a_choice_that_was_made_beforehand_is_sent_as_it_is_or_changed(bench):
    options = [{"id": "guided", "text": "Guided", "note": "Feedback at each step."}, {"id": "exam", "text": "Exam"}]
    page = bench.put("choice", make("choice", options=options, preset=["guided"], certainty={"ask": False}))
    expect(page.get_by_role("radio", name="Guided")).to_be_checked()
    expect(page.get_by_text("Feedback at each step.")).to_be_visible()
    page.get_by_role("button", name="Commit answer").click()
    bench.reply_always("ack")
    page.get_by_role("radio", name="Exam").press("Space")
    expect(page.get_by_role("radio", name="Guided")).not_to_be_checked()
    assert [action["chosen"] for action in bench.actions("choice")] == [["guided"]]


@pytest.mark.parametrize(("width", "dark"), SCREENS)
@pytest.mark.parametrize(("name", "state"), [("queue", QUEUE), ("attempts", ATTEMPTS)], ids=["queue", "attempts"])
def test_a_part_of_the_clinic_is_accessible_and_fits(open_bench, require_accessible, name, state, width, dark):
    page = open_bench(width=width, dark=dark).put(name, state)
    require_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
