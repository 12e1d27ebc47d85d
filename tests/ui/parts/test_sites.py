"""Where is the lesion: the findings in words, one site, and what tells it from the one chosen."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from ui.parts.samples import SITES, make

pytestmark = pytest.mark.browser


def locked(chosen: str, *heading: str):
    verdicts = {
        site["id"]: {"right": site["id"] == "fibular-neck", "chosen": site["id"] == chosen,
                     "feedback": f"Why {site['id']}."}
        for site in SITES
    }
    return make("sites", locked=True, chosen=[chosen], verdicts=verdicts, certainty_given=3, heading=list(heading))


def test_findings_stand_in_groups_with_what_was_found(bench):
    page = bench.put("sites", make("sites"))
    expect(page.get_by_role("heading", name="Power")).to_be_visible()
    changed = page.locator(".st-changed")
    expect(changed).to_have_count(2)
    expect(changed.first).to_contain_text("Ankle dorsiflexion (tibialis anterior)")
    expect(changed.first).to_contain_text("2 of 5")


def test_one_site_by_keyboard_alone(bench):
    page = bench.put("sites", make("sites"))
    commit = page.get_by_role("button", name="Commit site")
    expect(commit).to_be_disabled()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="Common fibular nerve at the neck")).to_be_focused()
    page.get_by_label("fairly sure").press("Space")
    commit.press("Enter")
    assert bench.actions("sites") == [
        {"verb": "answer", "item": "q11", "chosen": ["fibular-neck"], "certainty": 2}]


def test_the_answer_shows_both_sites_and_folds_the_others(bench):
    page = bench.put("sites", make("sites"))
    bench.show("sites", locked("l5-root", "caution", "Not there, yet part of the way"))
    expect(page.get_by_role("heading", name="Not there, yet part of the way")).to_be_focused()
    expect(page.get_by_text("Why l5-root.")).to_be_visible()
    expect(page.get_by_text("Why fibular-neck.")).to_be_visible()
    expect(page.get_by_text("Why sciatic.")).to_be_hidden()
    page.get_by_text("The other sites, and why not").press("Enter")
    expect(page.get_by_text("Why sciatic.")).to_be_visible()


LOOKS = {"open": make("sites"), "near": locked("l5-root", "caution", "Not there, yet part of the way"),
         "right": locked("fibular-neck", "right", "Right")}


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, False), (390, True)], ids=["desk", "phone", "night"])
@pytest.mark.parametrize("look", LOOKS)
def test_it_is_accessible_and_fits(open_bench, require_accessible, width, dark, look):
    bench = open_bench(width=width, dark=dark)
    page = bench.put("sites", LOOKS[look])
    require_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
