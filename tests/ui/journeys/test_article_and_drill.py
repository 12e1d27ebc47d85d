"""The article check and the red-flag drill in one lesson: by mouse, by keyboard, nothing of the key in the wire."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
import yaml
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from playwright.sync_api import Locator, expect
from support.server import Server, full, serve
from ui.journeys.database import events_in
from ui.journeys.visit import Visit

from sciatica_teach.content.folders import SHIPPED
from sciatica_teach.model.events import ClaimJudged, DrillOpened, VignetteJudged

pytestmark = pytest.mark.browser

LESSON = "02_symptoms"
PATIENTS = {
    "clinic": ("ruth-44", "oskar-58", "grace-49"), "later-life": ("otto-69",), "pregnancy": ("clara-27",),
    "sport": ("noor-24",),
}
"""A short drill: who is left of each shipped file."""
EVERYBODY = [name for kept in PATIENTS.values() for name in kept]


def write_short_drill(folder: Path) -> Path:
    """A content folder, laid over the shipped one, with a few of its patients."""
    (folder / "vignettes").mkdir(parents=True)
    for name, kept in PATIENTS.items():
        shipped = yaml.safe_load((SHIPPED / "vignettes" / f"{name}.yaml").read_text(encoding="utf-8"))
        group = {**shipped, "vignettes": [one for one in shipped["vignettes"] if one["id"] in kept]}
        (folder / "vignettes" / f"{name}.yaml").write_text(yaml.safe_dump(group), encoding="utf-8")
    return folder


@pytest.fixture
def lesson(tmp_path: Path) -> Iterator[Server]:
    """A server with a lesson that holds both, so that they share one page and one record."""
    folder = tmp_path / "lessons"
    folder.mkdir()
    cells = [
        new_markdown_cell("# Symptoms\n\nThe lesson around them."),
        new_code_cell("from sciatica_teach import apps\n\napps.article_check()"),
        new_code_cell("apps.red_flag_drill()"),
    ]
    spec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    for name in ("index", LESSON):
        nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": spec}), folder / f"{name}.ipynb")
    content = write_short_drill(tmp_path / "content")
    with serve(full(folder, "--content", str(content)), home=tmp_path) as running:
        yield running


def open_lesson(here: Visit) -> None:
    here.open(LESSON)
    expect(patient(here)).to_be_visible()


def patient(here: Visit) -> Locator:
    return here.page.locator(".st-drill [role=group][tabindex]")


def patient_on_screen(here: Visit, kb):
    name = patient(here).locator("h3").inner_text()
    return next(one for one in kb.vignettes if one.name == name)


def judge_claim(here: Visit, words: str) -> None:
    here.page.locator(".st-choice").get_by_role("radio", name=words).press("Space")
    here.page.get_by_role("button", name="Judge the claim").press("Enter")


def test_a_claim_is_judged_before_its_verdict_and_stays_judged(visit, lesson, kb):
    here = visit(lesson)
    open_lesson(here)
    claim = kb.article_claims[0]
    assert not any(secret in frame for frame in here.frames for secret in (claim.verdict, claim.teach.text))
    judge_claim(here, "Agree")
    expect(here.page.get_by_role("heading", name=claim.verdict)).to_be_focused()
    assert any(claim.verdict in frame for frame in here.frames)
    here.press("Next claim")
    expect(here.page.get_by_text("claim 2 of")).to_be_visible()
    here.reload()
    expect(here.page.get_by_text("claim 2 of")).to_be_visible()
    expect(here.page.get_by_text("1 of 18 claims judged, 0 of them")).to_be_visible()
    (event,) = events_in(lesson.home, ClaimJudged)
    assert (event.claim_id, event.is_right) == (claim.id, False)


def test_an_unsafe_claim_is_reached_and_judged_by_keyboard_alone(visit, lesson, kb):
    claim = kb.get_article_claim("whatever-the-cause")
    here = visit(lesson)
    open_lesson(here)
    here.choose_by_key("All claims")
    here.choose_by_key(claim.claim)
    expect(here.page.get_by_text("claim 13 of")).to_be_visible()
    here.page.keyboard.press("Control+Home")
    here.page.locator("body").press("Tab")
    here.tab_to("Agree: it holds")
    here.page.keyboard.press("Space")
    here.choose_by_key("Judge the claim")
    title = here.page.get_by_role("heading", name=claim.verdict)
    expect(title).to_be_focused()
    cards = here.page.locator(".st-article .st-card")
    expect(cards.nth(1)).to_contain_text("Unsafe as worded")
    expect(cards.nth(1)).to_contain_text(claim.teach.text)
    here.choose_by_key("Next claim")
    expect(here.page.get_by_text("claim 14 of")).to_be_visible()


def test_a_missed_patient_is_told_at_once_comes_back_and_the_round_ends(visit, lesson, kb):
    here = visit(lesson)
    open_lesson(here)
    missed, labels = "", {"now": "Now", "same-day": "Same day", "letter": "Letter", "treat": "Treat here"}
    for _ in (*EVERYBODY, "once more"):
        one = patient_on_screen(here, kb)
        assert one.name == missed or not any(one.do in frame for frame in here.frames)
        fails = not missed and one.right in {"now", "same-day"}
        here.page.locator(".st-drill").get_by_role("button", name=labels["letter" if fails else one.right]).click()
        verdict = here.page.locator(".st-drill-view .st-card-part h3").nth(1)
        expect(verdict).to_be_focused()
        expect(verdict).to_have_text(re.compile("^This patient could not wait" if fails else "as you decided$"))
        assert patient(here).evaluate("story => story.getBoundingClientRect().top") >= 0  # still read beside it
        if one.name == missed:
            break
        missed = one.name if fails else missed
        here.press("Next patient")
        expect(patient(here)).not_to_contain_text(one.name)
    else:
        raise AssertionError("Nobody came back")
    decided = events_in(lesson.home, VignetteJudged)
    assert [one.is_miss for one in decided].count(True) == 1
    here.reload()
    expect(here.page.get_by_text(f"{len(decided) - 1} of {len(EVERYBODY)} sent where they belong")).to_be_visible()


def test_a_round_of_the_missed_ones_by_the_number_keys_alone(visit, lesson, kb):
    here = visit(lesson)
    open_lesson(here)
    keys = {"now": "1", "same-day": "2", "letter": "3", "treat": "4"}
    here.tab_to("Same day")
    has_missed, decided = False, 0
    while True:
        one = patient_on_screen(here, kb)
        fails = not has_missed and one.right in {"now", "same-day"}
        has_missed = has_missed or fails
        here.page.keyboard.press("4" if fails else keys[one.right])
        expect(here.page.locator(".st-drill-view .st-card-part h3").nth(1)).to_be_focused()
        decided += 1
        if decided == len(EVERYBODY) + 1:  # everybody once, and the missed one again
            break
        here.choose_by_key("Next patient")
        expect(patient(here)).to_be_focused()
    here.heading("Everybody is where they belong")
    here.choose_by_key("Only those I missed (1)")
    expect(here.page.get_by_text("round 2")).to_be_visible()
    expect(here.page.get_by_text("0 of 1 sent where they belong")).to_be_visible()
    assert len(events_in(lesson.home, DrillOpened)[1].vignette_ids) == 1


@pytest.mark.parametrize("width", [1280, 390])
def test_no_serious_violation_and_nothing_wider_than_the_page(visit, lesson, require_accessible, width):
    here = visit(lesson, width=width)

    def look() -> None:
        require_accessible(here.page)
        assert here.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0

    open_lesson(here)
    here.page.get_by_role("radio", name="30 seconds").press("Space")
    here.page.get_by_text("All claims").click()
    look()
    judge_claim(here, "Unknown")
    here.heading("What is known")
    here.page.locator(".st-drill").get_by_role("button", name="Treat here").click()
    expect(here.page.get_by_role("button", name="Next patient")).to_be_visible()
    look()
