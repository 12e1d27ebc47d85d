"""A phone in a live room: one question, one answer that can be changed, and nothing lost on the way."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Page, expect
from support.waiting import until
from ui.room.samples import make_phone
from ui.room.stand_in import CODE

pytestmark = pytest.mark.browser
PHONE = f"/join/{CODE}"
NO_STORAGE = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied'); } });"
NO_COOKIES = "Object.defineProperty(navigator, 'cookieEnabled', { get: () => false });"


def answer(page: Page, words: str) -> None:
    page.get_by_text(words).click()
    page.get_by_role("button", name="Send my answer").click()


def test_a_vote_is_sent_once_with_its_number_and_change(room, open_page):
    room.show("phone", make_phone(vote=4))
    page = open_page(PHONE)
    expect(page.locator("#st-link")).to_have_text("Connected")
    answer(page, "Normal knee jerk")
    [vote] = until(room.votes, "no vote came")
    assert (vote["vote"], vote["response"], vote["change"]) == (4, ["knee"], 1)
    room.show("phone", make_phone(vote=4, own={"words": "Normal knee jerk", "change": 1}))
    expect(page.get_by_text("Your answer: Normal knee jerk")).to_be_visible()
    answer(page, "Weak great-toe extension")
    changed = until(lambda: room.votes()[1:], "no second answer came")
    assert [(one["response"], one["change"]) for one in changed] == [(["toe"], 2)]
    assert changed[0]["id"] != vote["id"]


def test_a_post_carries_what_a_form_of_another_site_cannot_send(room, open_page):
    room.show("phone", make_phone())
    answer(open_page(PHONE), "Normal knee jerk")
    [(path, _, headers)] = until(lambda: room.posted, "no vote came")
    assert path == f"{PHONE}/vote"
    assert (headers["X-Sciatica"], headers["Content-Type"]) == ("room", "application/json")


def test_a_vote_that_is_not_heard_is_kept_and_sent_again_under_its_id(room, open_page):
    room.replies = ["retry", "ack"]
    room.show("phone", make_phone())
    page = open_page(PHONE)
    answer(page, "Normal knee jerk")
    expect(page.get_by_text("kept on this device").first).to_be_visible()
    votes = until(lambda: room.votes()[1:] and room.votes(), "it was not sent again")
    assert len({vote["id"] for vote in votes}) == 1
    expect(page.get_by_text("kept on this device")).to_have_count(0)


def test_a_vote_made_without_a_network_arrives_after_it_came_back(room, open_page):
    room.show("phone", make_phone())
    page = open_page(PHONE)
    expect(page.locator("#st-link")).to_have_text("Connected")
    page.context.set_offline(True)
    expect(page.get_by_text("no network just now").first).to_be_visible()
    answer(page, "Normal knee jerk")
    assert room.votes() == []
    page.context.set_offline(False)
    [vote, *_] = until(room.votes, "the vote never came")
    assert vote["response"] == ["knee"]
    expect(page.locator("#st-link")).to_have_text("Connected")


def test_a_vote_outlives_a_reload_and_the_answer_of_another_page_comes_first(room, open_page):
    room.replies = ["retry"]
    room.show("phone", make_phone())
    page = open_page(PHONE)
    answer(page, "Normal knee jerk")
    first = until(room.votes, "no vote came")[0]
    room.replies = ["ack"]
    page.reload()
    until(lambda: len(room.votes()) > 1, "it was not sent after the reload")
    assert {vote["id"] for vote in room.votes()} == {first["id"]}
    answer(page, "Normal foot inversion")
    last = until(lambda: [vote for vote in room.votes() if vote["id"] != first["id"]], "no second vote came")[0]
    assert last["change"] == first["change"] + 1


def test_nothing_of_it_lies_in_the_outbox_of_the_lessons(room, open_page):
    room.replies = ["retry"]
    room.show("phone", make_phone())
    page = open_page(PHONE)
    answer(page, "Normal knee jerk")
    until(room.votes, "no vote came")
    assert page.evaluate("localStorage.getItem('st-outbox')") in (None, "[]")


def test_a_refused_vote_is_said_with_its_reason_and_not_sent_again(room, open_page):
    room.replies, room.why = ["refused"], "This vote is over."
    room.show("phone", make_phone())
    page = open_page(PHONE)
    answer(page, "Normal knee jerk")
    expect(page.get_by_text("This vote is over.").first).to_be_visible()
    assert json.loads(page.evaluate(f"localStorage.getItem('st-room-vote:{CODE}')"))["open"] is False


def test_a_lost_server_is_said_and_found_again(room, open_page):
    room.show("phone", make_phone())
    page = open_page(PHONE)
    expect(page.locator("#st-link")).to_have_text("Connected")
    room.cut(refusing=True)
    expect(page.get_by_text("No connection. This page tries again by itself.").first).to_be_visible()
    room.refusing = False
    room.show("phone", make_phone("closed"))
    expect(page.locator("#st-now", has_text="The vote is closed. Look at the wall.")).to_be_visible()
    expect(page.locator("#st-link")).to_have_text("Connected")


def test_a_phone_that_wakes_up_opens_a_new_stream_and_leaves_the_old_one(room, open_page):
    room.show("phone", make_phone())
    page = open_page(PHONE)
    expect(page.locator("#st-link")).to_have_text("Connected")
    with page.expect_request("**/stream"):
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    room.show("phone", make_phone("closed"))
    expect(page.locator("#st-now", has_text="Look at the wall.")).to_be_visible()


def test_what_is_chosen_stays_with_its_focus_when_the_state_comes_anew(room, open_page):
    room.show("phone", make_phone())
    page = open_page(PHONE)
    page.get_by_role("radio", name="Normal knee jerk").check()
    page.get_by_role("button", name="Send my answer").focus()
    room.show("phone", make_phone(said="Half of the class has answered."))
    expect(page.get_by_text("Half of the class has answered.")).to_be_visible()
    expect(page.get_by_role("radio", name="Normal knee jerk")).to_be_checked()
    expect(page.get_by_role("button", name="Send my answer")).to_be_focused()


def test_a_second_vote_begins_empty(room, open_page):
    room.show("phone", make_phone(vote=1))
    page = open_page(PHONE)
    page.get_by_role("radio", name="Normal knee jerk").check()
    room.show("phone", make_phone(vote=2, said="Vote again."))
    expect(page.locator("#st-now", has_text="Vote again.")).to_be_visible()
    expect(page.get_by_role("radio", name="Normal knee jerk")).not_to_be_checked()


def test_a_screen_reader_hears_when_a_vote_opens_and_closes(room, open_page):
    room.show("phone", make_phone("posed", said="The vote opens soon."))
    page = open_page(PHONE)
    expect(page.get_by_text("The vote opens soon.")).to_be_visible()
    room.show("phone", make_phone())
    expect(page.locator("#st-said")).to_contain_text("A vote is open.")
    room.show("phone", make_phone("closed"))
    expect(page.locator("#st-said")).to_contain_text("The vote is closed.")
    expect(page.get_by_role("radio")).to_have_count(0)


def test_a_timer_is_there_only_where_it_was_asked_for(room, open_page):
    room.show("phone", make_phone())
    page = open_page(PHONE)
    expect(page.locator("#st-link")).to_have_text("Connected")
    expect(page.locator("#st-clock")).to_be_hidden()
    room.show("phone", make_phone(closes_at=1000.0, now=400.5))  # the phone's own clock is years away from this
    expect(page.locator("#st-clock")).to_have_text(re.compile(r"^(600|59\d) s left$"))


def test_without_storage_and_without_cookies(room, open_page):
    room.show("phone", make_phone())
    page = open_page(PHONE)
    page.context.add_init_script(NO_STORAGE)
    page.reload()
    answer(page, "Normal knee jerk")
    until(room.votes, "no vote came")
    page.context.add_init_script(NO_COOKIES)
    page.reload()
    expect(page.get_by_text("keeps no cookies").first).to_be_visible()


def test_markup_from_anybody_is_text(room, open_page):
    nasty = "<img src=x onerror=alert(1)>"
    room.show("phone", make_phone(title=nasty, said=nasty, own={"words": nasty, "change": 1}))
    page = open_page(PHONE)
    expect(page.get_by_role("heading", level=1)).to_have_text(nasty)
    assert page.locator("img").count() == 0


@pytest.mark.parametrize("dark", [False, True])
def test_the_phone_is_accessible_and_fits(room, open_page, require_accessible, dark):
    room.show("phone", make_phone(own={"words": "Normal knee jerk", "change": 1}))
    page = open_page(PHONE, width=360, dark=dark)
    expect(page.locator("#st-link")).to_have_text("Connected")
    page.get_by_role("radio", name="Normal knee jerk").check()
    require_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_all_is_done_by_keyboard(room, open_page):
    room.show("phone", make_phone())
    page = open_page(PHONE)
    page.get_by_role("radio").first.wait_for()
    for key in ("Tab", "Space", "ArrowDown", "Tab", "Enter"):
        page.keyboard.press(key)
    assert until(room.votes, "no vote came")[0]["response"] == ["knee"]


def test_the_form_for_a_code(room, open_page, require_accessible):
    room.values |= {"code": "<b>x", "problem": "No open room has this code."}
    page = open_page("/join")
    expect(page.get_by_role("alert")).to_contain_text("No open room has this code.")
    expect(page.get_by_label("Code")).to_have_value("<b>x")
    expect(page.get_by_label("Code")).to_be_focused()
    require_accessible(page)
