"""A case in the browser while its file is edited on disk: reworded, broken, mended, changed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect
from support.server import Server, serve

from sciatica_teach.content.folders import SHIPPED

pytestmark = pytest.mark.browser

TEXT = (SHIPPED / "cases" / "marek.yaml").read_text(encoding="utf-8")
TITLE = "I eat my lunch standing up now"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "own" / "cases" / "marek.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def preview(file: Path, tmp_path: Path) -> Iterator[Server]:
    start = [sys.executable, "-c", "from sciatica_teach.cli import main; main()", "preview", str(file)]
    with serve([*start, "--no-open", "--port", "0"], home=tmp_path) as running:
        yield running


def save(file: Path, old: str, new: str) -> None:
    assert old in TEXT
    file.write_text(TEXT.replace(old, new, 1), encoding="utf-8")


def begin(here) -> None:
    """Through the door, and one question."""
    here.heading(TITLE)
    here.page.get_by_role("radio", name="As in the clinic").press("Space")
    here.press("Begin")
    ask(here)


def ask(here) -> None:
    here.heading("safety screen")
    group = here.page.locator("details.st-group", has_text="Bladder, bowel")
    if group.get_attribute("open") is None:
        group.locator("summary").click()
    here.page.get_by_role("button", name="when you wipe").click()
    expect(here.page.locator(".st-asked")).to_have_count(1)


def test_a_case_follows_its_file_through_mistakes_and_back(visit, preview, file):
    here = visit(preview)
    here.page.goto(preview.url)
    expect(here.page.get_by_role("navigation", name="Lessons")).to_be_visible()
    expect(here.page.locator("nav [aria-current='page']")).to_have_count(0)
    begin(here)

    save(file, TITLE, "My <b>lunch</b> has changed")
    here.heading("My <b>lunch</b> has changed")
    expect(here.page.get_by_text("you stay where you were")).to_be_visible()
    expect(here.page.locator(".st-asked")).to_have_count(1)

    save(file, "sex: male", "sex: <i>mael</i>")
    here.heading("At least one thing to mend before marek.yaml can be played")
    line = TEXT.splitlines().index("  sex: male") + 1
    row = here.page.get_by_role("row", name=f"marek.yaml:{line}")
    expect(row).to_contain_text("patient.sex")
    expect(row).to_contain_text("'<i>mael</i>' is none of 'female' or 'male'")
    expect(here.page.get_by_role("heading", name="At least one thing to mend", level=1)).to_be_focused()
    expect(here.page.get_by_role("button", name="when you wipe")).to_have_count(0)

    save(file, TITLE, "Mended")
    here.heading("Mended")
    expect(here.page.locator(".st-asked")).to_have_count(1)
    expect(here.page.get_by_role("heading", name="At least one thing to mend")).to_have_count(0)

    save(file, "minutes: 20", "minutes: 25")
    expect(here.page.get_by_text("begins anew")).to_be_visible()
    expect(here.page.get_by_text("of 25 minutes").first).to_be_visible()
    expect(here.page.locator(".st-asked")).to_have_count(0)
    ask(here)


def test_a_reload_shows_the_file_as_it_is_and_keeps_nothing_that_was_played(visit, preview, file):
    here = visit(preview, width=390)
    here.page.goto(preview.url)
    begin(here)
    save(file, TITLE, "After the reload")
    here.heading("After the reload")
    expect(here.page.locator(".st-asked")).to_have_count(1)
    here.reload()
    here.heading("After the reload")
    expect(here.page.get_by_role("button", name="Begin")).to_be_visible()
    expect(here.page.locator(".st-asked")).to_have_count(0)
    assert here.page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_file_that_is_broken_from_the_start_says_so_and_waits(visit, preview, file):
    file.write_text("title: [", encoding="utf-8")
    here = visit(preview)
    here.page.goto(preview.url)
    here.heading("At least one thing to mend before marek.yaml can be played")
    expect(here.page.get_by_role("row", name="marek.yaml:1")).to_contain_text("not valid YAML")
    file.write_text(TEXT, encoding="utf-8")
    here.heading(TITLE)
