"""The rooms of a visit, and the clock of an exam above them."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from ui.parts.samples import make

pytestmark = pytest.mark.browser


def test_without_an_exam_there_is_no_clock(bench):
    page = bench.put("stages", make("stages"))
    expect(page.locator(".st-stages nav")).to_be_visible()
    expect(page.locator(".st-clock")).to_have_count(0)


def test_the_clock_counts_down_speaks_now_and_then_and_says_once_that_time_is_up(bench):
    bench.page.clock.install()
    page = bench.put("stages", make("stages", closes_in=302))
    expect(page.get_by_text("6 minutes left")).to_be_visible()
    expect(page.locator("#st-live")).to_have_count(0)
    page.clock.run_for(3000)
    expect(page.locator("#st-live")).to_have_text("Exam: 5 minutes left")
    page.clock.run_for(238_000)
    expect(page.get_by_text("2 minutes left")).to_be_visible()
    page.clock.run_for(1_000)
    expect(page.locator(".st-clock")).to_contain_text("1 minute left")
    page.clock.run_for(42_000)
    expect(page.get_by_text("18 seconds left")).to_be_visible()
    page.clock.run_for(17_000)
    expect(page.locator(".st-clock")).to_contain_text("Exam: 1 second left")
    page.clock.run_for(43_000)
    expect(page.locator(".st-clock")).to_contain_text("Time is up")
    expect(page.locator("#st-live")).to_have_text("Time is up")
    assert {message["id"] for message in bench.sent("stages")} == {bench.sent("stages")[0]["id"]}
    assert bench.actions("stages")[0] == {"verb": "time-is-up"}


@pytest.mark.parametrize("left", [25 * 60, 25 * 60 - 0.4, 25 * 60 - 59])
def test_an_exam_begins_with_all_its_minutes(bench, left):
    bench.page.clock.install()
    page = bench.put("stages", make("stages", closes_in=left))
    expect(page.get_by_text("25 minutes left")).to_be_visible()


@pytest.mark.parametrize(("closes_in", "told"), [(1, "Time is up. Second room"), (60, "Second room")])
def test_the_room_that_comes_because_the_time_ran_out_says_so(bench, closes_in, told):
    rooms = [{"id": "first", "label": "First room"}, {"id": "second", "label": "Second room"}]
    first, second = ([{**room, "status": status} for room, status in zip(rooms, row, strict=True)]
                     for row in (("now", "later"), ("done", "now")))
    bench.page.clock.install()
    page = bench.put("stages", make("stages", stages=first, closes_in=closes_in))
    page.clock.run_for(2000)
    bench.show("stages", make("stages", stages=second))
    expect(page.locator("#st-live")).to_have_text(told)


def test_a_kernel_whose_clock_is_behind_says_how_long_it_still_is(bench):
    bench.page.clock.install()
    page = bench.put("stages", make("stages", closes_in=1))
    page.clock.run_for(2000)
    expect(page.locator(".st-clock")).to_contain_text("Time is up")
    bench.answer("stages", {"ack": bench.sent("stages")[0]["id"]})
    bench.show("stages", make("stages", closes_in=30))
    expect(page.get_by_text("30 seconds left")).to_be_visible()
    assert len({message["id"] for message in bench.sent("stages")}) == 1
    page.clock.run_for(31_000)
    assert len({message["id"] for message in bench.sent("stages")}) == 2
