"""The lesion lab in the browser: a lesion placed and graded, a puzzle solved, by keyboard too; no key in the wire."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from playwright.sync_api import Page, expect
from support.server import Server, full, serve
from ui.journeys.database import events_in
from ui.journeys.visit import Visit

from sciatica_teach.anatomy.nerves.graph import build_graph
from sciatica_teach.model.events import LossesPredicted, PuzzleOpened, SiteNamed
from sciatica_teach.session.lab import failing

pytestmark = pytest.mark.browser

LESSON = "01_anatomy"


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Server]:
    """A server with a lesson that holds the lab and nothing heavy beside it."""
    folder = tmp_path / "lessons"
    folder.mkdir()
    cells = [
        new_markdown_cell("# Anatomy\n\nThe lesson around the lab."),
        new_code_cell("from sciatica_teach import apps\n\napps.lesion_lab()"),
    ]
    spec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    for name in ("index", LESSON):
        nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": spec}), folder / f"{name}.ipynb")
    with serve(full(folder), home=tmp_path) as running:
        yield running


def site_radio(page: Page, site: str):
    return page.locator(f".st-tree input[type=radio][value='{site}']")


def target_box(page: Page, target: str):
    return page.locator(f".st-losses input[type=checkbox][value='{target}']")


def locate(page: Page, site: str) -> None:
    site_radio(page, site).press("Space")
    page.locator(".st-tree").get_by_role("radio", name="Fairly sure").press("Space")
    page.get_by_role("button", name="The lesion is here").press("Enter")


def test_a_lesion_is_placed_predicted_and_graded_and_comes_back_after_a_reload(visit, lab, kb):
    here = visit(lab)
    here.open(LESSON)
    here.page.get_by_role("link", name="Place a lesion").click()
    expect(here.page.get_by_role("heading", name="Place a lesion", level=1)).to_be_focused()
    expect(here.page.get_by_text("The lesson around the lab.")).to_be_hidden()
    site_radio(here.page, "fibular-neck").press("Space")
    here.page.get_by_role("radio", name=re.compile("^Complete")).press("Space")
    here.page.get_by_role("button", name="Place the lesion here").press("Enter")
    title = here.page.get_by_role("heading", name="what fails?", level=1)
    expect(title).to_be_focused()
    here.press("Back to the lab")
    expect(here.page.get_by_role("heading", name="The lesion lab")).to_be_focused()
    here.page.get_by_role("link", name="Go on where you left off").click()
    expect(title).to_be_focused()
    here.reload()
    expect(title).to_be_visible()
    graph = build_graph(kb.anatomy)
    losses = failing(graph, "fibular-neck", 1.0, tuple(graph.targets))
    boxes = here.page.locator(".st-losses input[type=checkbox]")
    expect(boxes.first).to_be_visible()
    for box in boxes.all():
        if box.get_attribute("value") in losses:
            box.press("Space")
    here.page.get_by_role("button", name="Commit the prediction").press("Enter")
    expect(here.page.get_by_role("heading", name="First of all, in a patient")).to_be_focused()
    here.heading("of 1")
    expect(here.page.get_by_text("You named everything that fails")).to_be_visible()
    expect(here.page.get_by_role("heading", name="To take home")).to_be_visible()
    (saved,) = events_in(lab.home, LossesPredicted)
    assert saved.earned == saved.possible == 1.0
    here.reload()
    expect(here.page.get_by_text("You named everything that fails")).to_be_visible()


def test_the_values_reach_the_browser_only_after_the_prediction(visit, lab):
    here = visit(lab)
    here.open(LESSON, "lab=predict")
    site_radio(here.page, "fibular-neck").press("Space")
    here.page.get_by_role("radio", name=re.compile("^Complete")).press("Space")
    here.page.get_by_role("button", name="Place the lesion here").press("Enter")
    here.heading("what fails?")
    secret = "fibres are interrupted"
    assert not any(secret in frame for frame in here.frames)
    target_box(here.page, "ankle-jerk").press("Space")
    here.page.get_by_role("button", name="Commit the prediction").press("Enter")
    here.heading("of 1")
    assert any(secret in frame for frame in here.frames)


def test_a_puzzle_is_missed_then_another_one_is_solved(visit, lab):
    here = visit(lab)
    here.open(LESSON)
    here.page.get_by_role("link", name="First level").click()
    here.heading("What was found")
    first = events_in(lab.home, PuzzleOpened)[0]
    locate(here.page, next(site for site in ("femoral", "tibial") if site != first.site))
    expect(here.page.get_by_role("heading", name=re.compile("[Ii]t was the "))).to_be_visible()
    expect(here.page.get_by_role("heading", name="What speaks against your site")).to_be_visible()
    here.press("Another puzzle")
    expect(here.page.get_by_text("puzzle 2")).to_be_visible()
    second = events_in(lab.home, PuzzleOpened)[1]
    here.reload()
    expect(here.page.get_by_text("puzzle 2")).to_be_visible()
    locate(here.page, second.site)
    expect(here.page.get_by_role("heading", name=re.compile("^Right: "))).to_be_visible()
    assert [one.earned == one.possible for one in events_in(lab.home, SiteNamed)] == [False, True]
    here.press("Back to the lab")
    expect(here.page.get_by_text("1 of 2").first).to_be_visible()
    expect(here.page.get_by_text("The lesson around the lab.")).to_be_visible()


def test_a_puzzle_is_solved_by_keyboard_alone_in_another_anatomy(visit, lab):
    here = visit(lab)
    here.open(LESSON)
    here.choose_by_key("Choose another type")
    here.choose_by_key("Type B")
    expect(here.page.get_by_text("Anatomy: Type B")).to_be_visible()
    here.page.keyboard.press("Control+Home")
    here.page.locator("body").press("Tab")
    here.choose_by_key("Third level")
    expect(here.page.get_by_role("heading", name="Where is the lesion?", level=1)).to_be_focused()
    puzzle = events_in(lab.home, PuzzleOpened)[0]
    assert puzzle.variant == "b"
    name = site_radio(here.page, puzzle.site).evaluate("input => input.labels[0].innerText")
    go_to_site(here, name)
    here.tab_to("Guessing")
    here.page.keyboard.press("Space")
    here.choose_by_key("The lesion is here")
    expect(here.page.get_by_role("heading", name=re.compile("^Right: "))).to_be_visible()
    assert events_in(lab.home, SiteNamed)[0].certainty == 1


def go_to_site(here: Visit, name: str) -> None:
    """Tab into the group of sites, then walk it with the arrow key, as radios are walked."""
    here.tab_to("nerve root")
    for _ in range(80):
        here.page.keyboard.press("ArrowDown")
        if here.page.evaluate("document.activeElement.labels?.[0]?.innerText") == name:
            return
    raise AssertionError(f"The arrow key never reached “{name}”")


@pytest.mark.parametrize("width", [1280, 390])
def test_no_serious_violation_and_nothing_wider_than_the_page(visit, lab, require_accessible, width):
    here = visit(lab, width=width)
    for query, heading in (("", "The lesion lab"), ("lab=predict", "Place a lesion"), ("lab=puzzle", "What was found")):
        here.open(LESSON, query)
        here.heading(heading)
        require_accessible(here.page)
        assert here.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    locate(here.page, "sciatic")
    here.heading("To take home")
    require_accessible(here.page)
    assert here.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
