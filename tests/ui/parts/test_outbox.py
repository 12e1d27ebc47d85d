"""No answer is lost: written down before it is sent, sent until it is heard, kept over a reload."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from ui.parts.samples import SUBJECT, make

pytestmark = pytest.mark.browser
NO_STORAGE = """Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied'); } });"""
FULL_STORAGE = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"
FREE = "window.models?.desk && document.querySelector('.st-view').ariaBusy && !document.querySelector('.st-view').inert"
NO_UUID = "crypto.randomUUID = undefined;"


def commit(page: Page) -> None:
    page.get_by_text("Normal knee jerk").click()
    page.get_by_role("button", name="Commit answer").click()


def choice() -> dict[str, object]:
    return make("choice", certainty={"ask": False})


def test_an_answer_is_in_the_outbox_until_it_is_acknowledged(bench):
    page = bench.put("choice", choice())
    commit(page)
    [entry], [sent] = bench.outbox(), bench.sent("choice")
    assert (entry["id"], entry["subject"], entry["action"]) == (sent["id"], SUBJECT, sent["action"])
    bench.answer("choice", {"ack": "of-something-else"})
    assert len(bench.outbox()) == 1
    bench.answer("choice", {"ack": sent["id"]})
    assert bench.outbox() == []
    expect(page.get_by_text("Saving…")).to_have_count(0)


def test_an_answer_not_heard_is_sent_again_under_the_same_id(bench):
    bench.page.clock.install()
    page = bench.put("choice", choice())
    commit(page)
    page.clock.run_for(6_100)
    ids = [message["id"] for message in bench.sent("choice")]
    assert len(ids) == 3
    assert len(set(ids)) == 1
    bench.answer("choice", {"ack": ids[0]})
    page.clock.run_for(9_000)
    assert len(bench.sent("choice")) == 3


def test_a_record_that_cannot_be_written_is_said_and_tried_again(bench):
    bench.page.clock.install()
    page = bench.put("choice", choice())
    commit(page)
    first = bench.sent("choice")[0]["id"]
    bench.answer("choice", {"retry": first, "why": "The record is locked."})
    kept = "Not saved yet. It is kept in this browser and will be tried again. The record is locked."
    expect(page.locator(".st-fate")).to_contain_text(kept)
    expect(page.get_by_role("button", name="Commit answer")).to_be_disabled()
    assert len(bench.outbox()) == 1
    bench.reply_always("ack")
    page.clock.run_for(3_100)
    expect(page.locator(".st-fate")).to_have_count(0)
    expect(page.locator("#st-live")).to_have_text("Saved.")
    assert bench.outbox() == []


def test_a_refusal_says_why_and_frees_the_form(bench):
    page = bench.put("choice", choice())
    commit(page)
    message = {"refused": bench.sent("choice")[0]["id"], "why": "The case has moved on.", "report": "version 1\nline 2"}
    bench.answer("choice", message)
    expect(page.locator(".st-fate")).to_contain_text("Not taken. The case has moved on.")
    page.get_by_text("Report for whoever looks after this site").click()
    expect(page.locator("pre")).to_have_text("version 1\nline 2")
    assert bench.outbox() == []
    page.get_by_role("button", name="Commit answer").click()
    assert len({message["id"] for message in bench.sent("choice")}) == 2


@pytest.mark.parametrize("script", [NO_STORAGE, FULL_STORAGE, NO_UUID], ids=["denied", "full", "no-uuid"])
def test_a_browser_that_keeps_nothing_still_works(bench, script):
    bench.page.add_init_script(script)
    bench.page.clock.install()
    page = bench.put("choice", choice(), ("belief", make("belief")))
    commit(page)
    page.clock.run_for(3_100)
    ids = {message["id"] for message in bench.sent("choice")}
    assert len(ids) == 1
    assert len(bench.sent("choice")) == 2
    page.get_by_label("Add a cause to the list").select_option("Deep gluteal syndrome")
    page.get_by_role("button", name="Add").click()
    page.get_by_role("slider", name="Deep gluteal").fill("20")
    bench.answer("choice", {"ack": ids.pop()})
    expect(page.get_by_text("Saving…")).to_have_count(0)


def test_what_a_page_left_over_is_sent_by_the_next_one_in_order_and_under_the_same_ids(bench):
    page = bench.put("questions", make("questions"))
    page.get_by_role("button", name="Does it ease").click()
    page.get_by_role("button", name="Any change in bladder").click()
    ids = [entry["id"] for entry in bench.outbox()]
    bench.put("desk", make("desk"), ("questions", make("questions")))
    expect(page.locator(".st-view")).not_to_have_attribute("inert", "")
    page.wait_for_function("window.models.desk.sent.length === 1")
    bench.answer("desk", {"ack": ids[0]})
    assert [message["id"] for message in bench.sent("desk")] == ids
    bench.answer("desk", {"refused": ids[1], "why": "The case has moved on."})
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("could not be saved. The case has moved on.")
    assert bench.outbox() == []
    alert.get_by_role("button", name="Close").click()
    expect(alert).to_have_count(0)


def test_answers_of_another_subject_wait_for_their_own_page(bench):
    page = bench.put("choice", choice())
    commit(page)
    bench.put("desk", make("desk", subject="quiz/roots"))
    page.wait_for_function("window.models.desk && !document.querySelector('.st-view').inert")
    assert bench.sent("desk") == []
    bench.show("desk", make("desk"))
    page.wait_for_function("window.models.desk.sent.length === 1")


def test_answers_of_another_learner_stay_where_they_are(bench):
    bench.put("desk", make("desk", owner="anna"), ("choice", choice()))
    bench.page.wait_for_function(FREE)
    commit(bench.page)
    [entry] = bench.outbox()
    assert entry["owner"] == "anna"
    page = bench.put("desk", make("desk", owner="ben"), ("choice", choice()))
    page.wait_for_function(FREE)
    commit(page)
    [mine] = bench.sent("choice")
    assert bench.sent("desk") == []
    bench.answer("choice", {"ack": mine["id"]})
    assert bench.outbox() == [entry]
    bench.put("desk", make("desk", owner="anna"))
    page.wait_for_function("window.models.desk.sent.length === 1")
    assert bench.sent("desk")[0]["id"] == entry["id"]


def test_without_a_desk_an_answer_belongs_to_nobody_in_particular(bench):
    page = bench.put("choice", choice())
    commit(page)
    [entry] = bench.outbox()
    assert entry["owner"] == ""
    bench.put("desk", make("desk", owner="anna"))
    page.wait_for_function(FREE)
    assert bench.sent("desk") == []
    assert bench.outbox() == [entry]


def test_an_outbox_that_holds_nonsense_is_no_obstacle(bench):
    bench.page.add_init_script("localStorage.setItem('st-outbox', '{\"a\": [1,')")
    page = bench.put("desk", make("desk"), ("choice", choice()))
    commit(page)
    assert len(bench.sent("choice")) == 1


def test_a_part_that_left_the_page_is_silent(bench):
    bench.page.clock.install()
    page = bench.put("choice", choice())
    commit(page)
    page.evaluate("window.models.choice.leave()")
    page.clock.run_for(9_000)
    assert len(bench.sent("choice")) == 1
    assert len(bench.outbox()) == 1
