"""The line to the kernel, the lock between tabs, the address and the notices."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from ui.parts.samples import make

pytestmark = pytest.mark.browser
LOST = "The connection to the lesson was lost. Your answers are kept in this browser."
ELSEWHERE, TAKEN = "This is open in another tab", "Taken over by another tab"


def both() -> tuple[str, dict[str, object], tuple[str, dict[str, object]]]:
    return ("desk", make("desk"), ("choice", make("choice", certainty={"ask": False})))


def is_inert(page: Page) -> bool:
    return page.evaluate("document.querySelector('.st-view').inert")


def wait_for_place(page: Page) -> None:
    """Until this tab holds the lock: only then has the desk answered for its view."""
    page.wait_for_function("document.querySelector('.st-view').inert === false "
                           "&& document.querySelector('.st-view').ariaBusy !== null")


def test_a_lost_kernel_is_said_and_its_return_too(bench):
    page = bench.page
    page.clock.install()
    bench.put(*both())
    page.clock.run_for(20_000)
    expect(page.get_by_role("alert")).to_have_count(0)
    page.evaluate("window.kernel.alive = false")
    page.clock.run_for(7_000)
    expect(page.get_by_role("alert")).to_have_count(0)
    page.clock.run_for(5_000)
    expect(page.get_by_role("alert")).to_contain_text(LOST)
    expect(page.get_by_role("button", name="Resume")).to_be_visible()
    page.evaluate("window.kernel.alive = true")
    page.clock.run_for(3_100)
    expect(page.get_by_role("alert")).to_have_count(0)


def test_resume_loads_the_page_again(bench):
    page = bench.page
    page.clock.install()
    bench.put(*both())
    page.evaluate("window.kernel.alive = false; window.before = true")
    page.clock.run_for(12_000)
    page.get_by_role("button", name="Resume").press("Enter")
    page.wait_for_function("window.before === undefined && document.body.dataset.ready === 'yes'")
    expect(page.get_by_role("group", name="Which finding")).to_be_visible()


@pytest.mark.parametrize("secure", [True, False], ids=["lock-manager", "broadcast-channel"])
def test_one_subject_is_worked_on_in_one_tab(open_bench, secure):
    bench = open_bench(secure=secure)
    first = bench.put(*both())
    wait_for_place(first)
    expect(first.get_by_text(ELSEWHERE)).to_have_count(0)
    if not secure:  # the channel settles after a moment of listening; the second tab must come after that
        first.wait_for_function("window.__sciaticaTeach.away.size === 0")
    second = bench.open(bench.new_page())
    expect(second.get_by_role("heading", name=ELSEWHERE)).to_be_visible()
    assert is_inert(second)
    second.get_by_role("button", name="Take over here").press("Enter")
    expect(second.get_by_role("heading", name=ELSEWHERE)).to_have_count(0)
    expect(first.get_by_role("heading", name=TAKEN)).to_be_visible()
    assert (is_inert(first), is_inert(second)) == (True, False)
    first.get_by_role("button", name="Take back").click()
    expect(second.get_by_role("heading", name=TAKEN)).to_be_visible()
    expect(first.get_by_role("heading", name=TAKEN)).to_have_count(0)  # one hears of the loss before the other holds it
    assert (is_inert(first), is_inert(second)) == (False, True)


@pytest.mark.parametrize("secure", [True, False], ids=["lock-manager", "broadcast-channel"])
def test_a_waiting_tab_goes_on_when_the_other_is_closed(open_bench, secure):
    bench = open_bench(secure=secure)
    first = bench.put(*both())
    wait_for_place(first)
    second = bench.open(bench.new_page())
    expect(second.get_by_role("heading", name=ELSEWHERE)).to_be_visible()
    first.close(run_before_unload=True)
    expect(second.get_by_role("heading", name=ELSEWHERE)).to_have_count(0)
    assert not is_inert(second)


def test_a_tab_that_lost_its_place_sends_nothing_and_the_other_sends_for_it(bench):
    first = bench.page
    first.clock.install()
    bench.put(*both())
    wait_for_place(first)
    first.get_by_text("Normal knee jerk").click()
    first.get_by_role("button", name="Commit answer").click()
    sent = bench.sent("choice")
    second = bench.open(bench.new_page())
    second.get_by_role("button", name="Take over here").click()
    expect(first.get_by_role("heading", name=TAKEN)).to_be_visible()
    first.clock.run_for(9_000)
    assert bench.sent("choice") == sent
    second.wait_for_function("window.models.desk.sent.length > 0")
    assert bench.sent("desk", second)[0] == sent[0]


def test_two_subjects_do_not_wait_for_each_other(bench):
    first = bench.put("desk", make("desk"))
    bench.parts = [("desk", make("desk", subject="quiz/roots")), ("choice", make("choice"))]
    second = bench.open(bench.new_page())
    wait_for_place(second)
    expect(second.get_by_role("heading", name=ELSEWHERE)).to_have_count(0)
    bench.parts = []
    bench.show("desk", make("desk", subject="quiz/roots"))
    expect(first.get_by_role("heading", name=ELSEWHERE)).to_be_visible()
    bench.show("desk", make("desk", subject=""))
    expect(first.get_by_role("heading", name=ELSEWHERE)).to_have_count(0)
    assert not is_inert(first)


def test_the_address_follows_the_state_and_the_back_button_leads_back(bench):
    page = bench.put("desk", make("desk", url="?case=l5-disc"))
    page.wait_for_url("**/?case=l5-disc")
    first = page.evaluate("history.length")
    bench.show("desk", make("desk", url="?case=deep-gluteal"))
    page.wait_for_url("**/?case=deep-gluteal")
    assert page.evaluate("history.length") == first + 1


def test_a_notice_offers_what_can_be_done(bench):
    action = {"label": "Load the newest", "verb": "reload"}
    notice = {"tone": "caution", "text": "The record went on elsewhere.", "action": action}
    page = bench.put("desk", make("desk", notice=notice))
    expect(page.get_by_role("alert")).to_contain_text("The record went on elsewhere.")
    page.get_by_role("button", name="Load the newest").click()
    assert bench.actions("desk") == [{"verb": "reload"}]
    bench.show("desk", make("desk", notice=None))
    expect(page.get_by_role("alert")).to_have_count(0)
