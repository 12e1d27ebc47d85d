"""What is taken away in the middle comes back without loss: the store, the kernel, the tab."""

from __future__ import annotations

import psutil
import pytest
from playwright.sync_api import expect
from support.processes import find_below, kill_all, read_words
from support.server import full, serve
from ui.journeys.database import answers_in, held

pytestmark = pytest.mark.browser

LOCK_GIVES_UP_MS = 20_000
ENDS_WITHIN_MS = 60_000
"""Four times six seconds without anything done, one look every second, and the eight in which a pong may come."""


def choose_and_send(here) -> None:
    here.page.locator(".st-choice input[type=radio]").first.press("Space")
    here.page.locator(".st-sure input").nth(2).press("Space")
    here.page.get_by_role("button", name="Answer", exact=True).click()


def test_an_answer_given_while_the_store_is_locked_is_kept_and_saved_later(visit, own_server):
    here = visit(own_server)
    here.open("05_quiz", "set=first-steps")
    with held(own_server.home):
        choose_and_send(here)
        expect(here.page.locator(".st-fate", has_text="Not saved yet.")).to_be_visible(timeout=LOCK_GIVES_UP_MS)
        assert answers_in(own_server.home) == []
        assert here.page.evaluate("JSON.parse(localStorage.getItem('st-outbox')).length") == 1
    expect(here.page.get_by_role("button", name="Next question")).to_be_visible(timeout=LOCK_GIVES_UP_MS)
    assert len(answers_in(own_server.home)) == 1
    assert here.page.evaluate("JSON.parse(localStorage.getItem('st-outbox')).length") == 0


def test_an_answer_that_was_not_saved_survives_closing_the_page(visit, own_server, open_context):
    context = open_context()
    here = visit(own_server, context=context)
    here.open("05_quiz", "set=first-steps")
    with held(own_server.home):
        choose_and_send(here)
        expect(here.page.locator(".st-fate", has_text="Not saved yet.")).to_be_visible(timeout=LOCK_GIVES_UP_MS)
        here.page.close()
    again = visit(own_server, context=context)
    again.open("05_quiz", "set=first-steps")
    expect(again.page.get_by_role("button", name="Next question")).to_be_visible(timeout=LOCK_GIVES_UP_MS)
    assert len(answers_in(own_server.home)) == 1


def kill_kernels(server) -> None:
    kill_all(child for child in find_below(server.process.pid) if is_kernel(child))


def is_kernel(process: psutil.Process) -> bool:
    return process.name() == "sciatica-kernel" or any("ipykernel" in word for word in read_words(process))


def test_a_dead_kernel_is_told_within_ten_seconds_and_one_click_goes_on(visit, own_server):
    here = visit(own_server)
    here.open("04_cases", "case=marek&mode=clinic")
    here.page.get_by_role("button", name="when you wipe").click()
    expect(here.page.locator(".st-asked")).to_have_count(1)
    here.losing = True
    kill_kernels(own_server)
    banner = here.page.get_by_role("alert").filter(has_text="connection")
    expect(banner).to_be_visible(timeout=10_000)
    banner.get_by_role("button", name="Resume").click()
    here.wait_until_alive()
    expect(here.page.locator(".st-asked")).to_have_count(1)


def test_resume_without_a_network_keeps_the_page_and_says_so(visit, own_server):
    here = visit(own_server)
    here.open("04_cases", "case=marek&mode=clinic")
    here.page.get_by_role("button", name="when you wipe").click()
    expect(here.page.locator(".st-asked")).to_have_count(1)
    here.losing = True
    kill_kernels(own_server)
    resume = here.page.get_by_role("button", name="Resume")
    expect(resume).to_be_visible(timeout=10_000)
    here.page.context.set_offline(True)
    resume.click()
    expect(here.page.get_by_role("alert").filter(has_text="This device is offline")).to_be_visible()
    expect(here.page.locator(".st-asked")).to_have_count(1)
    here.page.context.set_offline(False)
    with here.page.expect_navigation():
        resume.click()
    here.wait_until_alive()
    expect(here.page.locator(".st-asked")).to_have_count(1)


def test_the_second_tab_is_told_and_may_take_over(visit, server, open_context):
    context = open_context()
    first, second = visit(server, context=context), visit(server, context=context)
    first.open("04_cases", "case=marek&mode=clinic")
    second.open("04_cases", "case=marek&mode=clinic")
    expect(second.page.get_by_role("heading", name="This is open in another tab")).to_be_visible()
    first.page.mouse.wheel(0, 400)
    second.press("Take over here")
    expect(first.page.get_by_role("heading", name="Taken over by another tab")).to_be_in_viewport()
    second.page.get_by_role("button", name="when you wipe").click()
    expect(second.page.locator(".st-asked")).to_have_count(1)


def test_two_devices_of_one_learner_do_not_overwrite_each_other(visit, server, open_context):
    desk = open_context()
    first = visit(server, context=desk)
    first.open("04_cases", "case=walter&mode=clinic")
    phone = open_context(storage_state=desk.storage_state())
    second = visit(server, context=phone)
    second.open("04_cases", "case=walter&mode=clinic")
    first.page.get_by_role("button", name="when you wipe").click()
    expect(first.page.locator(".st-asked")).to_have_count(1)
    second.page.get_by_role("button", name="passing water").click()
    expect(second.page.locator(".st-asked")).to_have_count(2)
    expect(second.page.get_by_text("went on in another tab or on another device")).to_be_visible()


def test_a_page_left_open_until_its_kernel_ended_goes_on_with_one_click(visit, tmp_path):
    with serve(full(None, "--idle-minutes", "0.1", "--spare-kernels", "0"), home=tmp_path) as server:
        here = visit(server)
        here.open("04_cases", "case=marek&mode=clinic")
        here.page.get_by_role("button", name="when you wipe").click()
        expect(here.page.locator(".st-asked")).to_have_count(1)
        here.losing = True
        banner = here.page.get_by_role("alert").filter(has_text="connection")
        expect(banner).to_be_visible(timeout=ENDS_WITHIN_MS)
        banner.get_by_role("button", name="Resume").click()
        here.wait_until_alive()
        expect(here.page.locator(".st-asked")).to_have_count(1)
        assert "case=marek" in here.page.url
