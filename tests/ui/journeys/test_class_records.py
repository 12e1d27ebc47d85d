"""Two students join a class, one by name and one without; their instructor sees what they did, and nobody else does."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from support.server import Server, full, serve
from ui.journeys.answering import give_something
from ui.journeys.visit import Visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]

KEY = "the key of these classes"
MARKUP = "<b>=1+1</b>"


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serve(full(), tmp_path_factory.mktemp("classes"), {"SCIATICA_TEACH_INSTRUCTOR_KEY": KEY}) as running:
        yield running


def come_in(one: Visit) -> None:
    one.page.goto(f"{one.url}/instructor#{KEY.replace(' ', '%20')}")
    expect(one.page.get_by_text("known as an instructor’s")).to_be_visible()


def make_class(one: Visit) -> str:
    """By keyboard; the code that students type."""
    one.open("10_classroom")
    field = one.page.get_by_label("A name for a new class")
    field.press_sequentially("Tuesday")
    field.press("Enter")
    one.heading("Tuesday")
    return one.page.locator(".st-facts dd").filter(has_text=re.compile(r"^\w{4}-\w{4}$")).first.inner_text()


def answer_one(one: Visit) -> None:
    one.open("05_quiz", "set=first-steps")
    give_something(one.page)
    expect(one.page.get_by_role("button", name="Next question")).to_be_visible()


def join(one: Visit, code: str, name: str) -> None:
    """Told first what will be seen, then by name or without."""
    one.open("06_progress")
    field = one.page.get_by_label("Code of the class")
    field.fill(code.lower())
    field.press("Enter")
    one.heading("Join “Tuesday”?")
    expect(one.page.get_by_text("All of this also from before you joined.")).to_be_visible()
    if name:
        one.page.get_by_label("Your name in this class").fill(name)
        one.press("Join with this name")
    else:
        one.page.get_by_role("button", name="Join without a name").press("Enter")
    expect(one.page.locator(".st-banner", has_text="You are in “Tuesday”")).to_be_visible()


def test_two_students_join_answer_and_are_seen_by_their_instructor_alone(
    school: Server, visit: Callable[..., Visit], open_context: Callable[..., BrowserContext],
    require_accessible: Callable[[Page], None], tmp_path: Path,
) -> None:
    teacher = visit(school)
    come_in(teacher)
    code = make_class(teacher)
    named, unnamed = visit(school, width=390), visit(school, context=open_context(width=390, dark=True))
    answer_one(named)
    join(named, code, MARKUP)
    require_accessible(named.page)
    assert named.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    join(unnamed, code, "")
    answer_one(unnamed)

    teacher.press("Read the records again")
    expect(teacher.page.locator(".st-facts dd", has_text="2 of 2")).to_be_visible()
    teacher.heading("Where the class stands")
    teacher.heading("Unsafe acts")
    require_accessible(teacher.page)
    with teacher.page.expect_download() as waiting:
        teacher.page.get_by_role("button", name="Save the gradebook (CSV)").press("Enter")
    waiting.value.save_as(tmp_path / "book.csv")
    rows = list(csv.DictReader(StringIO((tmp_path / "book.csv").read_text(encoding="utf-8-sig"))))
    assert [(row["name"], row["answers"]) for row in rows] == [(MARKUP, "1"), ("", "1")]

    other = visit(school)
    come_in(other)
    other.open("10_classroom")
    expect(other.page.get_by_text("You have no class yet.")).to_be_visible()

    named.press("Leave “Tuesday”")
    named.press("Yes: Leave “Tuesday”")
    expect(named.page.locator(".st-banner", has_text="You have left the class")).to_be_visible()
    teacher.press("Read the records again")
    expect(teacher.page.locator(".st-facts dd", has_text="1 of 1")).to_be_visible()


def test_a_paper_is_released_only_after_it_was_looked_at_and_asked_about_once_more(
    school: Server, visit: Callable[..., Visit],
) -> None:
    teacher = visit(school)
    come_in(teacher)
    code = make_class(teacher)
    student = visit(school, width=390)
    join(student, code, "Ada")
    teacher.press("Read the records again")
    field = teacher.page.get_by_label("The name of a paper")
    field.fill("Week-7")
    field.press("Enter")
    expect(teacher.page.get_by_text("Under week-7: 0 attempts in this class, 0 in the whole store.")).to_be_visible()
    teacher.press("Release week-7")
    expect(teacher.page.get_by_text("would be open at once")).to_be_visible()
    teacher.press("Yes: Release week-7")
    expect(teacher.page.locator(".st-banner", has_text="week-7 is released")).to_be_visible()
    expect(teacher.page.get_by_role("button", name="Seal week-7 again")).to_be_visible()
