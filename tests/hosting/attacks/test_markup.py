"""Markup wherever somebody may write: in content, in typed answers, in a record file. It is shown as text."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hosting.attacks.test_in_a_browser import LESSONS, NOTE_VIOLATIONS
from playwright.sync_api import Page, expect
from support.hostile_record import every_attempt
from support.instructor import come_in, come_in_for
from support.planting import MARKUP, plant
from support.server import Server, full, serve
from ui.journeys.answering import give_something, keyed

from sciatica_teach.content.checking import check_content
from sciatica_teach.content.folders import SHIPPED
from sciatica_teach.model.events import Entry
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.record_files import write_record

pytestmark = pytest.mark.browser

SHOWN = "window.hacked=1"
STARTS_WITHIN_MS = 60_000
PRESS_THE_FIRST = """part => {
  const buttons = [...document.querySelectorAll(".st-part")[part]?.querySelectorAll("button") ?? []];
  const nothingNew = "[disabled], [aria-disabled=true], [data-key^='save:']";
  const first = buttons.find((one) => one.checkVisibility({visibilityProperty: true}) && !one.matches(nothingNew));
  first?.click();
  return first !== undefined;
}"""


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    plant(folder)
    return folder


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory, content: Path) -> Iterator[Server]:
    with serve(full(None, "--content", str(content)), tmp_path_factory.mktemp("home")) as running:
        yield running


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serve(full(), tmp_path_factory.mktemp("shipped")) as running:
        yield running


@pytest.fixture
def guest(page: Page) -> Page:
    page.set_default_timeout(STARTS_WITHIN_MS)
    page.add_init_script(NOTE_VIOLATIONS)
    return page


def open_page(page: Page, server: Server, name: str, query: str = "") -> None:
    page.goto(f"{server.url}/voila/render/{name}.ipynb?{query}")
    page.locator("html.st-ready").wait_for()
    page.wait_for_load_state("networkidle")


def require_text_only(page: Page) -> None:
    """Nothing ran, nothing tried to, and nothing became an element."""
    assert page.evaluate("window.hacked") is None
    assert page.evaluate("broken") == []
    assert page.locator("img[src=x]").count() == 0


def require_shown(page: Page) -> None:
    expect(page.get_by_text(SHOWN).first).to_be_attached()
    require_text_only(page)


def press_a_few(page: Page) -> int:
    """Open what can be opened, and press the first button of each part: how many were pressed.

    Found and pressed in one go: what the press before it draws may take a button away that was just found.
    """
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    pressed, part = 0, 0
    while part < page.locator(".st-part").count():
        pressed += page.evaluate(PRESS_THE_FIRST, part)
        part += 1
    return pressed


def test_the_checks_take_content_with_markup_in_every_text(content: Path) -> None:
    assert check_content([SHIPPED, content]).problems == ()
    assert sum(path.read_text().count("window.hacked=2") for path in content.rglob("*.yaml")) > 10_000


@pytest.mark.parametrize("name", LESSONS)
def test_in_every_lesson_it_is_text(guest: Page, hostile: Server, name: str) -> None:
    come_in_for(guest, hostile, name)
    open_page(guest, hostile, name)
    assert press_a_few(guest) or name == "05_quiz"  # which is begun by links
    guest.wait_for_load_state("networkidle")
    if name == "06_progress":  # of a new learner: nothing of the content is in it
        require_text_only(guest)
    else:
        require_shown(guest)


def load_record(page: Page, server: Server, folder: Path, entries: tuple[Entry, ...]) -> None:
    path = folder / "record.json"
    path.write_text(write_record(entries, now=time.time(), program=MARKUP), encoding="utf-8")
    open_page(page, server, "06_progress")
    page.locator("input[type=file]").set_input_files(path)
    keyed(page, "load").press("Enter")
    expect(page.locator(".st-banner", has_text="Loaded:")).to_be_visible()


def test_in_a_case_it_is_text(guest: Page, hostile: Server) -> None:
    open_page(guest, hostile, "04_cases", "case=marek&mode=clinic")
    guest.get_by_role("button", name="when you wipe").click()
    expect(guest.locator(".st-asked", has_text=SHOWN)).to_be_visible()
    press_a_few(guest)
    require_shown(guest)


def test_in_a_question_its_feedback_and_a_term_it_is_text(guest: Page, hostile: Server) -> None:
    open_page(guest, hostile, "05_quiz", "set=first-steps")
    give_something(guest)
    guest.get_by_text("Report a mistake").last.press("Enter")
    guest.locator(".st-term").first.press("Enter")
    expect(guest.locator(".st-meaning").first).to_contain_text(SHOWN)
    require_shown(guest)


def test_in_a_search_it_is_text(guest: Page, hostile: Server) -> None:
    open_page(guest, hostile, "index")
    guest.get_by_role("searchbox", name="Search").press_sequentially("piriformis")
    expect(guest.get_by_text("“piriformis”").first).to_be_visible()
    require_shown(guest)


def test_what_is_searched_for_is_text(guest: Page, shipped: Server) -> None:
    open_page(guest, shipped, "index")
    guest.get_by_role("searchbox", name="Search").fill(MARKUP)
    expect(guest.get_by_text(f"Nothing is found for “{MARKUP}”").first).to_be_attached()
    require_shown(guest)
    guest.wait_for_url("**search=**")
    guest.reload()
    guest.locator("html.st-ready").wait_for()
    require_shown(guest)


def test_a_typed_answer_is_text(guest: Page, shipped: Server, kb: KnowledgeBase) -> None:
    open_page(guest, shipped, "05_quiz", f"item={kb.items.text[0].id}")
    keyed(guest, "text").fill(MARKUP)
    keyed(guest, "sure:1").press("Space")
    keyed(guest, "submit").press("Enter")
    expect(guest.locator(".st-eyebrow", has_text="by certainty")).to_be_visible()
    require_shown(guest)
    open_page(guest, shipped, "06_progress")
    assert press_a_few(guest)
    require_text_only(guest)


def test_of_a_record_with_markup_in_every_string_pages_show_text_and_it_can_be_deleted(
    guest: Page, shipped: Server, tmp_path: Path
) -> None:
    come_in(guest, shipped)
    load_record(guest, shipped, tmp_path, every_attempt(now=time.time() - 3600))
    for name, query in (*((name, "") for name in LESSONS), ("05_quiz", "set=first-steps"), ("05_quiz", "mode=exam"),
                        ("04_cases", "case=marek"), ("03_reasoning", "chain=ilir"), ("04_cases", "history=1")):
        open_page(guest, shipped, name, query)
        guest.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        require_text_only(guest)
    open_page(guest, shipped, "06_progress")
    guest.get_by_role("button", name="Delete my record").press("Enter")
    guest.get_by_role("button", name="Yes: Delete my record").press("Enter")
    expect(guest.locator(".st-banner", has_text="Your record was deleted")).to_be_visible()


def test_markup_that_got_through_would_be_seen(guest: Page, shipped: Server) -> None:
    open_page(guest, shipped, "index")
    guest.evaluate("(markup) => document.body.insertAdjacentHTML('beforeend', markup)", MARKUP)
    expect(guest.locator("img[src=x]")).to_be_attached()
    guest.wait_for_load_state("networkidle")
    assert guest.evaluate("broken") != []
    with pytest.raises(AssertionError):
        require_text_only(guest)
