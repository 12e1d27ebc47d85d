"""An instructor comes in by the door, shows a case as a demo, and leaves; the record is as it was."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect
from support.server import Server, full, serve
from ui.journeys.database import rows_in
from ui.journeys.visit import Visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]

KEY = "the key of this class"


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serve(full(), tmp_path_factory.mktemp("school"), {"SCIATICA_TEACH_INSTRUCTOR_KEY": KEY}) as running:
        yield running


def come_in(one: Visit) -> None:
    one.page.goto(f"{one.url}/instructor#{KEY.replace(' ', '%20')}")
    expect(one.page.get_by_text("known as an instructor’s")).to_be_visible()


def test_the_door_is_opened_by_keyboard_on_a_phone(
    school: Server, visit: Callable[..., Visit], require_accessible: Callable[[Page], None]
) -> None:
    one = visit(school, width=390)
    one.losing = True  # the first key is refused
    one.page.goto(f"{one.url}/instructor")
    require_accessible(one.page)
    one.page.get_by_label("Instructors’ key").press_sequentially("not the key at all")
    one.page.keyboard.press("Enter")
    expect(one.page.get_by_role("alert")).to_contain_text("not the instructors’ key")
    require_accessible(one.page)
    one.page.get_by_label("Instructors’ key").press_sequentially(KEY)
    one.page.keyboard.press("Enter")
    expect(one.page.get_by_role("heading", name="Show a lesson")).to_be_visible()
    require_accessible(one.page)
    one.page.get_by_role("button", name="Leave the instructors’ pages").click()
    expect(one.page.get_by_label("Instructors’ key")).to_be_visible()


def test_the_printed_address_opens_the_door_and_the_key_leaves_it(school: Server, visit: Callable[..., Visit]) -> None:
    one = visit(school)
    come_in(one)
    assert KEY.split()[-1] not in one.page.url
    one.open("index")
    one.heading("For instructors")
    student = visit(school)
    student.open("index")
    expect(student.page.get_by_role("heading", name="For instructors")).to_have_count(0)


def test_a_case_is_shown_as_a_demo_from_any_room_and_nothing_is_saved(
    school: Server, visit: Callable[..., Visit], require_accessible: Callable[[Page], None]
) -> None:
    one = visit(school)
    come_in(one)
    one.open("04_cases", "case=marek&mode=guided")
    one.press("when you wipe")
    expect(one.page.locator(".st-asked")).to_have_count(1)  # what is shown is in the record
    before = rows_in(school.home)
    assert len(before) >= 2
    one.open("04_cases", "case=marek&demo=1&room=decide")
    demo = one.page.get_by_role("complementary", name="Demo")
    expect(demo).to_contain_text("nothing is saved")
    expect(one.page.get_by_role("button", name="Make this decision")).to_be_visible()
    assert "kept" not in one.page.locator(".st-played").inner_text()
    assert "demo=1" in one.page.url
    require_accessible(one.page)
    one.press("Debrief")
    expect(one.page.get_by_role("button", name="Make this decision")).to_have_count(0)
    one.heading("The safety gate is passed")
    demo.get_by_text("Jump to a section").click()
    demo.get_by_role("link").first.click()
    expect(demo.get_by_role("listitem")).to_have_count(0)
    demo.get_by_role("button", name="Begin anew").click()
    one.wait_until_alive()
    assert "demo=1" in one.page.url
    assert rows_in(school.home) == before
