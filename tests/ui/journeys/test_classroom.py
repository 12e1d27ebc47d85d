"""An instructor prepares a plan, opens a room in the notebook, comes to the wall, and finds the room again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from support.server import Server, full, serve
from ui.journeys.answering import keyed
from ui.journeys.database import events_in
from ui.journeys.visit import Visit

from sciatica_teach.model.events import RoomMade
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.poll_choice import Wanted, find_items

pytestmark = [pytest.mark.browser, pytest.mark.slow]

KEY = "the key of this class"
LESSON = "10_classroom"


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    command = full(None, "--public-url", "http://school.example:8866")
    with serve(command, tmp_path_factory.mktemp("school"), {"SCIATICA_TEACH_INSTRUCTOR_KEY": KEY}) as running:
        yield running


@pytest.fixture
def here(school: Server, visit: Callable[..., Visit]) -> Visit:
    one = visit(school)
    come_in(one)
    return one


def come_in(one: Visit) -> None:
    one.page.goto(f"{one.url}/instructor#{KEY.replace(' ', '%20')}")
    expect(one.page.get_by_text("known as an instructor’s")).to_be_visible()
    one.open(LESSON)
    one.heading("Your live rooms")


def test_a_room_is_opened_with_the_mouse_seen_on_the_wall_and_found_again(here: Visit, school: Server) -> None:
    here.page.get_by_role("link", name="Plans that can hurt").click()
    here.press("Preview 2")
    here.heading("As the class sees it")
    expect(here.page.get_by_role("radio")).to_have_count(4)
    here.press("Close the preview")
    expect(here.page.get_by_role("radio")).to_have_count(0)
    here.page.get_by_label("Name of the room").fill("Tuesday, second year")
    here.press("Open a live room")
    here.heading("Tuesday, second year")
    code = here.page.locator(".st-facts dd").first.inner_text()
    expect(here.page.get_by_text(f"http://school.example:8866/join/{code}")).to_be_visible()
    with here.page.context.expect_page() as waiting:
        here.page.get_by_role("link", name="The wall").click()
    wall = waiting.value
    wall.wait_for_url(f"**/host/{code}/wall")
    expect(wall.get_by_text("Tuesday, second year").first).to_be_visible()
    assert "#" not in wall.url, "the key does not stay in the address"
    here.reload()
    here.page.get_by_role("link", name=re.compile("Tuesday, second year")).click()
    here.press("Close the room")
    here.press("Yes: Close the room")
    expect(here.page.get_by_text("This room is closed")).to_be_visible()
    with here.page.context.expect_page() as waiting:
        here.page.get_by_role("link", name="The summary").click()
    waiting.value.wait_for_url(f"**/host/{code}/summary")
    expect(waiting.value.get_by_text("Tuesday, second year").first).to_be_visible()
    made = events_in(school.home, RoomMade)
    assert [one.code for one in made] == [code]
    assert made[0].host_key not in school.log()


def test_a_plan_of_ones_own_is_made_and_opened_by_keyboard_alone(here: Visit, kb: KnowledgeBase) -> None:
    page = here.page
    of_safety = len(find_items(kb, Wanted(area="safety")))
    of_pacemakers = len(find_items(kb, Wanted(area="safety", words="pacemaker")))
    here.choose_by_key("Begin a plan of your own")
    expect(page.get_by_role("heading", name="A plan of my own")).to_be_focused()
    here.tab_to("Field")
    page.keyboard.press("s")
    expect(page.get_by_text(f"Questions found: {of_safety};")).to_be_visible()
    here.tab_to("Words in the question")
    page.keyboard.type("pacemaker")
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"Questions found: {of_pacemakers}", exact=True)).to_be_visible()
    expect(keyed(page, "text:words")).to_be_focused()
    here.choose_by_key("A patient with a pacemaker")
    here.choose_by_key("Add to the plan")
    expect(page.get_by_role("heading", name="1. A patient with a pacemaker")).to_be_visible()
    here.tab_to("Name of the room")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("Wednesday")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Wednesday")).to_be_focused()
    here.reload()
    here.heading("Your own")
    expect(page.get_by_role("link", name=re.compile("Wednesday"))).to_be_visible()


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)])
def test_front_plan_and_room_are_accessible(
    school: Server, visit: Callable[..., Visit], open_context: Callable[..., BrowserContext],
    require_accessible: Callable[[Page], None], width: int, dark: bool,
) -> None:
    here = visit(school, context=open_context(width=width, dark=dark))
    come_in(here)
    require_accessible(here.page)
    here.page.get_by_role("link", name="Marek, played together").click()
    here.press("Preview 1")
    here.heading("As the class sees it")
    require_accessible(here.page)
    here.press("Open a live room")
    expect(here.page.get_by_role("link", name="The wall")).to_be_visible()
    folded = here.page.locator("summary", has_text="QR code")
    expect(folded.first).to_be_visible()
    for summary in folded.all():
        summary.click()
    expect(here.page.get_by_role("img", name="QR code: the remote of this room")).to_be_visible()
    require_accessible(here.page)
    assert here.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_student_does_not_see_the_page(school: Server, visit: Callable[..., Visit]) -> None:
    student = visit(school)
    student.page.goto(f"{student.url}/voila/render/{LESSON}.ipynb")
    expect(student.page.get_by_label("Instructors’ key")).to_be_visible()
    assert student.frames == []
