"""Every kind of question on the served page, by keyboard, at both widths: what the screen says is what is recorded."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from small_items import solution
from ui.journeys.answering import give, keyed
from ui.journeys.database import answers_in

from sciatica_teach.grading.items import GRADERS, grade_item
from sciatica_teach.model.grades import Submission
from sciatica_teach.session.item_making import get_posed

pytestmark = pytest.mark.browser


def first_of(kb, kind):
    return get_posed(kb, getattr(kb.items, kind)[0].id)


@pytest.mark.parametrize("kind", sorted(GRADERS))
def test_the_right_answer_earns_the_mark_on_screen_and_in_the_record(visit, own_server, kb, kind):
    item = first_of(kb, kind)
    here = visit(own_server, width=390)
    here.open("05_quiz", f"item={item.id}")
    give(here.page, item, solution(item), 3)
    expect(here.page.locator(".st-eyebrow", has_text="1 of 1, and +3 by certainty")).to_be_visible()
    expect(keyed(here.page, "submit")).to_have_count(0)
    (saved,) = answers_in(own_server.home)
    graded = grade_item(item, Submission(response=saved.response))
    assert (saved.item_id, saved.earned, saved.certainty) == (item.id, graded.earned, 3)
    assert graded.earned == 1
    assert here.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("kind", sorted(GRADERS))
def test_open_and_answered_it_is_accessible_at_both_widths(visit, server, kb, kind):
    item = first_of(kb, kind)
    here = visit(server)
    here.open("05_quiz", f"item={item.id}")
    expect(here.page.locator(".st-sure legend")).to_be_visible()
    secrets = [item.explanation[:60]]
    assert not any(secret in frame for frame in here.frames for secret in secrets)
    assert_accessible(here.page)
    keyed(here.page, "submit").press("Enter")  # not ready: it says what is missing, and sends nothing
    expect(here.page.locator("#st-live")).not_to_be_empty()
    give(here.page, item, solution(item), 1)
    expect(here.page.locator(".st-eyebrow", has_text="by certainty")).to_be_visible()
    assert_accessible(here.page)


def assert_accessible(page):
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 844})
        found = Axe().run(page).response["violations"]
        assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == []
