"""Progress in the browser: a new learner, after a set, files saved and loaded elsewhere, a broken one, and the end."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
from playwright.sync_api import expect
from ui.journeys.answering import give_something, keyed
from ui.journeys.database import answers_in

pytestmark = pytest.mark.browser


def answer_first_steps(here):
    here.open("05_quiz", "set=first-steps")
    for number in range(1, 9):
        expect(here.page.locator(".st-eyebrow", has_text=f"Question {number} of 8")).to_be_visible()
        give_something(here.page)
        here.page.get_by_role("button", name="See the result" if number == 8 else "Next question").click()
    here.heading("Your result")


def save(here, kind, folder: Path) -> Path:
    """Save a file by keyboard, and where it went."""
    with here.page.expect_download() as waiting:
        keyed(here.page, f"save:{kind}").press("Enter")
    download = waiting.value
    expect(here.page.locator("#st-live")).to_contain_text(download.suggested_filename)
    path = folder / download.suggested_filename
    download.save_as(path)
    return path


def load(here, path: Path):
    here.page.locator("input[type=file]").set_input_files(path)
    keyed(here.page, "load").press("Enter")


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [1280, 390])
def test_a_new_learner_is_welcome_and_the_page_is_accessible(
    visit, server, open_context, require_accessible, width, dark
):
    here = visit(server, context=open_context(width=width, dark=dark))
    here.open("06_progress")
    expect(here.page.get_by_text("Nothing is here yet, and nothing has to be.")).to_be_visible()
    expect(here.page.get_by_role("link", name="Begin with a short quiz")).to_be_visible()
    expect(here.page.locator(".st-plot")).to_have_count(0)
    require_accessible(here.page)
    assert here.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_record_is_told_saved_loaded_elsewhere_and_deleted(
    visit, own_server, open_context, require_accessible, tmp_path
):
    here = visit(own_server)
    answer_first_steps(here)
    given = answers_in(own_server.home)
    here.open("06_progress")
    here.heading("Where you stand")
    here.page.locator(".st-stage[data-ready]").wait_for()
    here.page.locator("summary", has_text="The same as a table").first.press("Enter")
    expect(here.page.locator(".st-plot tbody tr").first).to_be_visible()
    require_accessible(here.page)

    whole, table = save(here, "json", tmp_path), save(here, "csv", tmp_path)
    held = json.loads(whole.read_text(encoding="utf-8"))
    answered = [one["body"] for one in held["entries"] if one["kind"] == "ItemAnswered"]
    assert [one["item_id"] for one in answered] == [one.item_id for one in given]
    rows = list(csv.DictReader(StringIO(table.read_text(encoding="utf-8-sig"))))
    assert [(row["item"], float(row["marks_earned"])) for row in rows] == [(one.item_id, one.earned) for one in given]

    there = visit(own_server, context=open_context(width=390, dark=True))
    there.open("06_progress")
    broken = tmp_path / "broken.json"
    broken.write_text(whole.read_text(encoding="utf-8")[:-40], encoding="utf-8")
    load(there, broken)
    expect(there.page.locator(".st-record .st-fate", has_text="it was cut off")).to_be_visible()
    load(there, whole)
    expect(there.page.locator(".st-banner", has_text="Loaded: 8 answers")).to_be_visible()
    there.page.locator(".st-stage[data-ready]").wait_for()
    expect(there.page.locator(".st-record dd", has_text=held["digest"])).to_be_visible()
    require_accessible(there.page)
    assert there.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    load(there, whole)
    expect(there.page.locator(".st-record .st-fate", has_text="your file is as it was")).to_be_visible()

    there.page.get_by_role("button", name="Delete my record").press("Enter")
    expect(there.page.get_by_text("8 answers and 0 patients, everything that came of them")).to_be_visible()
    there.page.get_by_role("button", name="Yes: Delete my record").press("Enter")
    expect(there.page.locator(".st-banner", has_text="Your record was deleted")).to_be_visible()
    expect(there.page.get_by_text("Nothing is here yet")).to_be_visible()
    there.reload()
    expect(there.page.get_by_text("Nothing is here yet")).to_be_visible()
    assert len(answers_in(own_server.home)) == 8  # those of the first browser


def test_no_file_travels_before_it_was_asked_for(visit, own_server, tmp_path):
    here = visit(own_server)
    here.open("05_quiz", "mode=practice&area=safety")
    give_something(here.page)
    expect(here.page.get_by_role("button", name="Next question")).to_be_visible()
    here.frames.clear()
    here.open("06_progress")
    here.heading("Your record")
    assert not any("sciatica-teach-record-" in frame for frame in here.frames)
    save(here, "json", tmp_path)
    assert any("sciatica-teach-record-" in frame for frame in here.frames)
