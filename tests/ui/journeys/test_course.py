"""A course of visits in a lesson: planned by keys alone, and the trial keeps its figures until the guess."""

from __future__ import annotations

from collections.abc import Iterator

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from playwright.sync_api import expect
from support.server import Server, full, serve

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def lesson(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of one lesson that holds the planner and nothing else."""
    folder = tmp_path_factory.mktemp("lesson")
    spec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    cells = [new_markdown_cell("# Course"), new_code_cell("from sciatica_teach import apps\napps.course_planner()")]
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": spec}), folder / "course.ipynb")
    with serve(full(folder), home=tmp_path_factory.mktemp("home")) as running:
        yield running


@pytest.mark.parametrize("width", [1280, 390])
def test_a_course_is_planned_and_the_trial_seen_after_the_guess(visit, lesson, kb, require_accessible, width):
    guest = visit(lesson, width=width)
    guest.open("course")
    page = guest.page
    guest.heading("Plan a course of visits")
    require_accessible(page)
    found = kb.treatment.get_trial("tu-2024").outcomes[0].basis.text[:40]

    visits = page.get_by_label("Visits", exact=True)
    visits.fill("many")
    visits.press("Enter")
    expect(visits).to_be_focused()
    expect(page.get_by_text("Write the number of visits in digits.").first).to_be_visible()
    visits.fill("12")
    visits.press("Enter")
    expect(page.get_by_role("heading", name="12 visits")).to_be_visible()
    expect(page.get_by_role("cell", name="visit 5 look back")).to_be_visible()
    expect(page.get_by_role("row", name="Your plan 12")).to_be_visible()

    assert not [frame for frame in guest.frames if found in frame]
    page.get_by_role("textbox", name="How much further did leg pain fall").fill("20")
    guest.choose_by_key("Commit")
    expect(page.get_by_text("with an interval from 10.6 to 21.3")).to_be_visible()
    expect(page.locator(".st-plot .st-stage[data-ready]")).to_have_count(3)
    expect(page.get_by_text("Our estimate: if patients differ")).to_be_visible()
    assert [frame for frame in guest.frames if found in frame]
    require_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
