"""Chains of reasoning in a lesson: by keys alone, by mouse, on a phone; the danger first, and no key before it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from playwright.sync_api import expect
from small_chains import best_chain, task_of
from support.server import Server, full, serve
from ui.journeys.database import events_in
from ui.journeys.visit import FOCUSED, Visit

from sciatica_teach.model.chains import Chain, PlannedPoint
from sciatica_teach.model.events import ChainCaught, ChainGraded
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.views.chain_book import find_name
from sciatica_teach.views.words import say

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LESSON, TASK = "lesson", "ilir"
SINGLE = ("cause", "mechanism", "target", "technique")
COMMIT = "Commit the chain"


@pytest.fixture
def lesson(tmp_path: Path) -> Iterator[Server]:
    """A server of one lesson that holds this widget alone."""
    folder = tmp_path / "lessons"
    folder.mkdir()
    cells = [new_markdown_cell("# Lesson"),
             new_code_cell("from sciatica_teach import apps\napps.reasoning_chain()")]
    spec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": spec}), folder / f"{LESSON}.ipynb")
    with serve(full(folder), home=tmp_path) as running:
        yield running


@pytest.fixture
def good(kb: KnowledgeBase) -> Chain:
    """A chain for the first patient that is right in every link."""
    return best_chain(kb, task_of(kb, TASK), "manual-local")


def secrets_of(kb: KnowledgeBase) -> list[str]:
    """What may not be in the browser before the commit: lessons, why a mitigation works or not, any verdict."""
    task = task_of(kb, TASK)
    whys = [one.why.text for danger in kb.treatment.dangers for one in danger.mitigations]
    return [*(lesson.text for lesson in task.lessons), *whys, '"works"', '"truth"', say("chain.verdict.follows")]


def told(here: Visit, secrets: list[str]) -> list[str]:
    """Those of the secrets that have come over the wire, as they are or as JSON may write them."""
    wire = "".join(here.frames)
    return [secret for secret in secrets if secret in wire or json.dumps(secret)[1:-1] in wire]


def fold(here: Visit, link: str):
    return here.page.locator(f"[data-key='fold:{link}']")


# ---- By keys ----

def pick_by_key(here: Visit, words: str) -> None:
    """In a group of radio buttons that holds the next Tab stop: go down to the one with these words and choose it."""
    page = here.page
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    for _ in range(40):
        if words == page.evaluate(FOCUSED).strip():
            expect(page.locator("input:focus")).to_be_checked()
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"No arrow key led to “{words}”")


def keep_by_key(here: Visit, link: str, following: str) -> None:
    here.choose_by_key("Keep, and on to")
    expect(fold(here, following)).to_be_focused()
    expect(fold(here, link)).to_have_attribute("aria-expanded", "false")


def plan_by_key(here: Visit, kb: KnowledgeBase, one: PlannedPoint) -> None:
    """Found by its pinyin without tones; depth and direction are said, nothing is preset."""
    page = here.page
    here.tab_to("Find a point by")
    page.keyboard.type(kb.treatment.get_point(one.point).code)
    page.keyboard.press("Enter")
    depth = page.get_by_label("Depth in cun").last
    expect(depth).to_be_focused()
    expect(depth).to_have_value("")
    page.keyboard.type(f"{one.depth_cun:g}")
    page.keyboard.press("Tab")
    page.keyboard.type(say(f"chain.angle.{one.angle}"))


def meet_by_key(here: Visit, kb: KnowledgeBase, danger_id: str, mitigation_id: str) -> None:
    danger = kb.treatment.get_danger(danger_id)
    here.tab_to(danger.name)
    here.page.keyboard.press("Space")
    pick_by_key(here, next(one.text for one in danger.mitigations if one.id == mitigation_id))


def test_a_whole_chain_by_keys_alone_and_no_key_of_it_is_sent_before_the_commit(visit, lesson, kb, good):
    here = visit(lesson)
    here.open(LESSON)
    task = task_of(kb, TASK)
    here.choose_by_key(task.title)
    expect(here.page.get_by_role("heading", name=task.title)).to_be_focused()
    here.tab_to("Cause")
    for link, following in zip(SINGLE, (*SINGLE[1:], "points"), strict=True):
        pick_by_key(here, find_name(kb, link, getattr(good, link)))
        keep_by_key(here, link, following)
    plan_by_key(here, kb, good.points[0])
    keep_by_key(here, "points", "dangers")
    shown = here.page.locator(".st-danger .st-line").all_inner_texts()
    named = sorted([*good.mitigations][:2], key=lambda one: shown.index(kb.treatment.get_danger(one).name))
    for danger_id in named:
        meet_by_key(here, kb, danger_id, good.mitigations[danger_id])
    keep_by_key(here, "dangers", "dose")
    for words, value in (("Visits in all", good.dose.visits), ("Visits a week", good.dose.per_week),
                         ("Look back at visit", good.dose.review_at)):
        here.tab_to(words)
        here.page.keyboard.type(f"{value:g}")
    pick_by_key(here, say("chain.unchanged.stop-or-refer"))
    here.choose_by_key("Keep and close")
    expect(here.page.get_by_role("button", name=COMMIT)).to_be_focused()

    assert told(here, secrets_of(kb)) == []
    here.page.keyboard.press("Enter")
    expect(here.page.locator(".st-chain .st-verdict")).to_be_focused()
    expect(here.page.locator(".st-chain .st-verdict")).to_contain_text("of 7. 6 of 7 links fit")
    expect(fold(here, "cause")).to_contain_text("Fits")
    expect(fold(here, "points")).to_contain_text("Fits")
    expect(fold(here, "dangers")).to_contain_text("Partly right")
    expect(here.page.get_by_text(task.lessons[0].text)).to_be_visible()
    assert told(here, [task.lessons[0].text])
    assert [event.failed for event in events_in(lesson.home, ChainGraded)] == [False]
    here.choose_by_key(say("chain.next"))
    second = kb.treatment.chain_tasks[1]
    expect(here.page.get_by_role("heading", name=second.title)).to_be_focused()


# ---- By mouse ----

def build(here: Visit, kb: KnowledgeBase, chain: Chain) -> None:
    """Every link by mouse, in order."""
    page = here.page
    for link in SINGLE:
        page.get_by_role("radio", name=find_name(kb, link, getattr(chain, link)), exact=True).check()
        page.locator(f"[data-key='keep:{link}']").click()
    for one in chain.points:
        page.get_by_role("searchbox").fill(kb.treatment.get_point(one.point).name.pinyin)
        page.locator(f".st-results [data-key='add:{one.point}']").click()
        page.get_by_label("Depth in cun").last.fill(f"{one.depth_cun:g}")
        page.get_by_label("Direction").last.select_option(one.angle)
    page.locator("[data-key='keep:points']").click()
    for danger_id, mitigation_id in chain.mitigations.items():
        page.locator(f"[data-key='danger:{danger_id}']").check()
        page.locator(f"[data-key='about:{danger_id}:{mitigation_id}']").check()
    page.locator("[data-key='keep:dangers']").click()
    page.get_by_label("Visits in all").fill(f"{chain.dose.visits:g}")
    page.get_by_label("Visits a week").fill(f"{chain.dose.per_week:g}")
    page.get_by_label("Look back at visit").fill(f"{chain.dose.review_at:g}")
    page.get_by_role("radio", name=say(f"chain.unchanged.{chain.dose.unchanged}")).check()
    page.locator("[data-key='keep:dose']").click()


def choose(here: Visit, kb: KnowledgeBase) -> None:
    here.open(LESSON)
    here.page.get_by_role("link", name=task_of(kb, TASK).title).click()
    expect(fold(here, "cause")).to_be_visible()


def too_deep(chain: Chain) -> Chain:
    return replace(chain, points=(replace(chain.points[0], depth_cun=9.5), *chain.points[1:]))


def test_a_dangerous_plan_is_caught_before_it_is_graded_and_can_be_mended(
    visit, lesson, kb, good, require_accessible
):
    here = visit(lesson)
    choose(here, kb)
    page = here.page
    require_accessible(page)
    build(here, kb, too_deep(good))
    here.press(COMMIT)
    danger = page.get_by_role("heading", name="This plan can hurt the patient")
    expect(danger).to_be_focused()
    expect(page.get_by_text("is deeper than anything printed").first).to_be_visible()
    expect(fold(here, "points")).to_contain_text("Would harm this patient")
    expect(fold(here, "points")).to_have_attribute("aria-expanded", "true")
    expect(page.locator(".st-chain .st-ring-right")).to_have_count(0)
    require_accessible(page)
    assert [len(event.harms) for event in events_in(lesson.home, ChainCaught)] == [1]
    assert events_in(lesson.home, ChainGraded) == []
    assert told(here, [lesson.text for lesson in task_of(kb, TASK).lessons]) == []

    here.reload()
    expect(danger).to_be_visible()
    page.get_by_label("Depth in cun").first.fill(f"{good.points[0].depth_cun:g}")
    here.press("Commit again")
    expect(page.get_by_role("heading", name="Failed on safety")).to_be_focused()
    expect(page.get_by_role("heading", name="7 of 7")).to_be_visible()
    expect(page.get_by_text(say("chain.harms_mended"))).to_be_visible()
    expect(fold(here, "points")).to_contain_text("Fits")
    require_accessible(page)
    here.reload()
    expect(page.get_by_role("heading", name="Failed on safety")).to_be_visible()
    assert page.evaluate("JSON.parse(localStorage.getItem('st-outbox') ?? '[]').length") == 0
    here.press(say("chain.all"))
    expect(page.get_by_text("7 of 7, failed on safety")).to_be_visible()
    require_accessible(page)


def test_on_a_phone_whoever_stands_by_a_danger_reads_it_before_the_marks(
    visit, lesson, kb, good, require_accessible
):
    here = visit(lesson, width=390)
    choose(here, kb)
    page = here.page
    build(here, kb, too_deep(good))
    here.press(COMMIT)
    page.get_by_role("button", name=say("chain.stand")).click()
    page.get_by_role("button", name=f"Yes: {say('chain.stand')}").click()
    expect(page.get_by_role("heading", name="Failed on safety")).to_be_focused()
    expect(page.get_by_text(say("chain.harms_left"))).to_be_visible()
    expect(fold(here, "points")).to_contain_text("Would harm this patient")
    page.get_by_text(say("parts.chain_rule")).first.press("Enter")
    require_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_second_tab_is_told_and_a_reload_shows_the_links_that_were_kept(visit, lesson, kb, good):
    here = visit(lesson)
    choose(here, kb)
    cause = find_name(kb, "cause", good.cause)
    here.page.get_by_role("radio", name=cause, exact=True).check()
    here.page.locator("[data-key='keep:cause']").click()
    expect(fold(here, "mechanism")).to_be_focused()
    here.reload()
    expect(fold(here, "cause")).to_contain_text(cause)
    other = visit(lesson, context=here.page.context)
    other.page.goto(f"{lesson.url}/voila/render/{LESSON}.ipynb")
    expect(other.page.get_by_role("heading", name="This is open in another tab")).to_be_visible()
