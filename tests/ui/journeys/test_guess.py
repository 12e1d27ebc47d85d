"""Guess, then see in a lesson: by mouse, by keys, on a phone; the answer is saved, and nothing is sent before it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from playwright.sync_api import Page, expect
from support.server import Server, full, serve

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LESSON = "lesson"
TOLD = re.compile(r'% was due|"reference": [0-9]|"band": \[')
"""What the kernel sends only with the answer: the title of the result, and the numbers of the scale."""
ASK, NEXT = "Say it, then see", "Next patient"


@pytest.fixture(scope="module")
def lesson(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of one lesson that holds this widget alone."""
    folder = tmp_path_factory.mktemp("lesson")
    cells = [new_markdown_cell("# Lesson"),
             new_code_cell("from sciatica_teach import apps\napps.guess_then_see()")]
    spec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": spec}), folder / f"{LESSON}.ipynb")
    with serve(full(folder), home=tmp_path_factory.mktemp("home")) as running:
        yield running


def result(page: Page):
    return page.get_by_role("heading", level=3, name="was due")


def answered(page: Page, count: int) -> None:
    expect(page.locator(".st-facts div", has_text="Answered").locator("dd")).to_have_text(str(count))


def test_by_mouse_and_a_reload_shows_the_same(visit, lesson, require_accessible):
    guest = visit(lesson)
    guest.open(LESSON)
    page = guest.page
    guest.heading("Patient 1")
    known = page.locator(".st-tone-patient").inner_text()
    require_accessible(page)
    assert [TOLD.search(frame)[0] for frame in guest.frames if TOLD.search(frame)] == []

    page.get_by_role("button", name="It stays at").click()
    guest.press(ASK)
    expect(result(page)).to_be_visible()
    assert [frame for frame in guest.frames if TOLD.search(frame)]
    require_accessible(page)
    answered(page, 1)

    guest.reload()
    expect(result(page)).to_be_visible()
    assert page.locator(".st-tone-patient").inner_text() == known
    assert page.evaluate("location.search") == ""

    guest.press(NEXT)
    expect(page.get_by_role("heading", name="Patient 2")).to_be_focused()
    guest.reload()
    guest.heading("Patient 2")
    assert page.evaluate("JSON.parse(localStorage.getItem('st-outbox') ?? '[]').length") == 0


def test_by_keys_alone_the_focus_goes_where_the_words_are(visit, lesson):
    guest = visit(lesson)
    guest.open(LESSON)
    page = guest.page
    for number in (1, 2):
        guest.tab_to("share now (slider)")
        page.keyboard.press("PageUp")
        guest.choose_by_key(ASK)
        expect(page.get_by_role("button", name=NEXT)).to_be_visible()
        expect(page.locator(":focus")).to_have_text(page.locator(".st-guess .st-card h3").nth(3).inner_text())
        answered(page, number)
        guest.choose_by_key(NEXT)
        expect(page.get_by_role("heading", name=f"Patient {number + 1}")).to_be_focused()


def test_on_a_phone_fifteen_answers_draw_the_habit(visit, lesson, require_accessible):
    guest = visit(lesson, width=390)
    guest.open(LESSON)
    page = guest.page
    for number in range(1, 16):
        page.get_by_role("button", name="It stays at").click()
        guest.press(ASK)
        answered(page, number)
        expect(page.get_by_role("button", name=NEXT)).to_be_visible()
        if number < 15:
            expect(page.get_by_text(f"{15 - number} more, and you see")).to_be_visible()
            guest.press(NEXT)
    expect(page.get_by_text("You move less than is due: conservative.")).to_be_visible()
    page.locator(".st-plot .st-stage[data-ready]").wait_for()
    page.get_by_text("The figure as a table").press("Enter")
    expect(page.locator(".st-plot tbody tr")).to_have_count(15)
    require_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
