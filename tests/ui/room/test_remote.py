"""The instructor's own phone, and the door to it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from support.waiting import until
from ui.room.samples import PATIENT, make_remote
from ui.room.stand_in import CODE

pytestmark = pytest.mark.browser
REMOTE = f"/host/{CODE}/remote"


def test_the_next_step_stands_out_with_the_reason_for_it(room, open_page):
    room.show("remote", make_remote())
    page = open_page(REMOTE)
    expect(page.locator("#st-advice")).to_contain_text("let neighbours discuss")
    main = page.get_by_role("button", name="Vote again")
    assert main.bounding_box()["height"] >= 60
    main.click()
    assert until(room.orders, "nothing was ordered") == [{"verb": "vote-again"}]
    expect(page.get_by_text("Only you see this until you reveal it.")).to_be_visible()


def test_a_question_of_the_plan_is_asked_by_one_press(room, open_page):
    room.show("remote", make_remote())
    page = open_page(REMOTE)
    page.get_by_role("button", name="Marek: what do you believe?").click()
    assert until(room.orders, "nothing was ordered") == [{"verb": "pose", "index": 1}]


def test_a_question_to_the_patient_is_asked_by_one_press(room, open_page):
    room.show("remote", make_remote(case=PATIENT))
    page = open_page(REMOTE)
    page.get_by_text("Ask the patient").click()
    page.get_by_role("button", name="Numb between the legs? safety").click()
    assert until(room.orders, "nothing was ordered") == [{"verb": "ask", "id": "saddle"}]


def test_what_only_the_instructor_may_know_is_folded(room, open_page):
    room.show("remote", make_remote())
    page = open_page(REMOTE)
    source = page.get_by_role("link", name="A textbook of the lumbar spine")
    expect(source).to_be_hidden()
    page.get_by_text("For you only").click()
    expect(source).to_be_visible()


def test_a_source_cannot_run_a_script(room, open_page):
    notes = {"right_text": "", "feedback": [], "sources": [{"citation": "Nasty", "href": "javascript:alert(1)"}]}
    room.show("remote", make_remote(notes=notes))
    page = open_page(REMOTE)
    page.get_by_text("For you only").click()
    expect(page.get_by_text("Nasty")).to_be_visible()
    expect(page.get_by_role("link", name="Nasty")).to_have_count(0)


def test_a_lost_connection_is_told(room, open_page):
    room.show("remote", make_remote())
    page = open_page(REMOTE)
    expect(page.locator("#st-link")).to_have_text("Connected")
    room.cut(refusing=True)
    expect(page.locator("#st-link")).to_have_text("No connection. This page tries again by itself.")
    expect(page.locator("#st-said")).to_have_text("No connection. This page tries again by itself.")
    room.refusing = False
    expect(page.locator("#st-link")).to_have_text("Connected")


@pytest.mark.parametrize("dark", [False, True])
def test_the_remote_is_accessible_and_fits(room, open_page, require_accessible, dark):
    room.show("remote", make_remote(case=PATIENT))
    page = open_page(REMOTE, width=360, dark=dark)
    expect(page.locator(".st-bar-item")).to_have_count(3)
    require_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_door_sends_the_key_and_cleans_the_address(room, open_page):
    room.show("wall", {**make_remote(), "result": None})
    page = open_page(f"/host/{CODE}#a-secret-key")
    page.wait_for_url(f"**/host/{CODE}/wall")
    [(path, body, _)] = room.posted
    assert (path, body["key"]) == (f"/host/{CODE}/enter", "a-secret-key")
    assert "a-secret-key" not in page.evaluate("location.href + history.length + document.referrer")


def test_the_door_of_the_remote_leads_to_the_remote(room, open_page):
    room.show("remote", make_remote())
    page = open_page(f"/host/{CODE}#a-secret-key/remote")
    page.wait_for_url(f"**{REMOTE}")


SHUT = [("", "The address has no key."), ("#wrong", "This key opens no room.")]


@pytest.mark.parametrize(("fragment", "words"), SHUT)
def test_a_door_that_stays_shut_says_why(room, open_page, require_accessible, fragment, words):
    room.replies = ["refused"]
    page = open_page(f"/host/{CODE}{fragment}")
    expect(page.get_by_text(words)).to_be_visible()
    require_accessible(page)
