"""The pages as such: accessible at both widths, quiet, and without a request to anywhere else."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

PAGES = {
    "home": ("index", "", "The causes, one by one"),
    "cases": ("04_cases", "", "All patients"),
    "case": ("04_cases", "case=marek&mode=clinic", "safety screen"),
    "quiz": ("05_quiz", "set=first-steps", ""),
    "progress": ("06_progress", "", "Your record"),
    "symptoms": ("02_symptoms", "", "Who cannot wait?"),
    "reasoning": ("03_reasoning", "", "Which technique for which cause"),
    "cause": ("index", "cause=cauda-equina", "Cauda equina syndrome"),
}


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", PAGES)
def test_no_serious_violation_and_nothing_wider_than_the_page(visit, server, require_accessible, name, width):
    notebook, query, heading = PAGES[name]
    here = visit(server, width=width)
    here.open(notebook, query)
    if heading:
        here.heading(heading)
    require_accessible(here.page)
    overflow = here.page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert overflow <= 0


def test_the_lesson_around_a_case_comes_back_with_the_menu(visit, server):
    here = visit(server)
    here.open("04_cases", "case=marek&mode=clinic")
    expect(here.page.get_by_text("How a case is marked")).to_be_hidden()
    here.open("04_cases")
    expect(here.page.get_by_text("How a case is marked")).to_be_visible()


def test_without_javascript_the_lesson_can_be_read(server, open_context):
    page = open_context(java_script_enabled=False).new_page()
    page.goto(f"{server.url}/voila/render/index.ipynb")
    expect(page.get_by_text("need JavaScript")).to_be_visible()
    expect(page.get_by_role("heading", name="Where it starts")).to_be_visible()
