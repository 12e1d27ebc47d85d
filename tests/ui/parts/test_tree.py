"""The nerve tree: chosen on the drawing or in the list, and marked once it is locked."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect
from ui.parts.samples import CERTAINTY, make

from sciatica_teach.anatomy.nerves.graph import build_graph
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.views.nerve_tree import Span, build_tree

pytestmark = pytest.mark.browser


def whole_tree(kb: KnowledgeBase, variant: str = "a") -> list[dict[str, Any]]:
    graph = build_graph(kb.anatomy, variant)
    return build_tree(graph.nerves, [
        Span(site=site, name=graph.name_of(site), over=over) for site, over in graph.joint_sites.items()
    ])


def test_a_place_is_chosen_by_a_click_on_the_drawing(bench):
    page = bench.put("tree", make("tree"))
    submit = page.get_by_role("button", name="Place the lesion")
    expect(submit).to_be_disabled()
    page.locator("[data-site='common-fibular'] circle").last.click()
    expect(page.get_by_role("radio", name="Common fibular nerve")).to_be_checked()
    expect(page.get_by_text("Say how severe it is.")).to_be_visible()
    page.get_by_role("radio", name="partial").press("Space")
    submit.press("Enter")
    assert bench.actions("tree") == [{"verb": "place", "site": "common-fibular", "severity": 0.5}]


def test_a_line_of_the_drawing_can_be_clicked_and_the_last_click_counts(bench):
    page = bench.put("tree", make("tree"))
    page.locator("[data-site='tibial'] text").click()
    page.locator("[data-site='piriformis'] rect").click()
    expect(page.get_by_role("radio", name="Sciatic nerve at piriformis")).to_be_checked()
    expect(page.locator(".st-is-chosen").first).to_have_attribute("data-site", "piriformis")
    expect(page.locator(".st-is-chosen[data-site='tibial']")).to_have_count(0)


def test_a_place_is_chosen_by_keyboard_alone(bench):
    page = bench.put("tree", make("tree", severities=None))
    page.get_by_role("radio", name="L5 nerve root").press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="Sciatic nerve", exact=True)).to_be_focused()
    expect(page.get_by_text("Chosen: Sciatic nerve")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert bench.actions("tree") == [{"verb": "place", "site": "sciatic"}]


def test_the_list_is_grouped_by_region(bench):
    page = bench.put("tree", make("tree"))
    roots = page.get_by_role("group", name="Roots").get_by_role("radio")
    expect(roots).to_have_count(2)


def test_how_sure_is_asked_for_where_the_view_wants_it(bench):
    page = bench.put("tree", make("tree", severities=None, certainty=CERTAINTY))
    page.get_by_role("radio", name="Sural nerve").press("Space")
    expect(page.get_by_role("button", name="Place the lesion")).to_be_disabled()
    page.get_by_role("radio", name="sure", exact=True).press("Space")
    page.get_by_role("button", name="Place the lesion").press("Enter")
    assert bench.actions("tree") == [{"verb": "place", "site": "sural", "certainty": 3}]


def test_a_lesion_and_what_fails_behind_it_are_said_in_words(bench):
    marks = {"sciatic": "lesion", "tibial": "affected", "common-fibular": "affected"}
    page = bench.put("tree", make("tree", locked=True, chosen="sciatic", marks=marks, note="All below it fails."))
    marked = page.locator(".st-marked li")
    expect(marked).to_have_text(["Lesion: Sciatic nerve", "Cut off behind it: Tibial nerve, Common fibular nerve"])
    expect(page.get_by_text("All below it fails.")).to_be_visible()
    expect(page.get_by_role("radio")).to_have_count(0)
    expect(page.get_by_role("heading")).to_have_count(1)  # the page's own: a sheet without an answer is not judged


def test_only_lines_behind_the_lesion_are_painted(bench, kb):
    marks = {"tibial": "lesion", "medial-sural-cutaneous": "affected", "sural": "fewer"}
    page = bench.put("tree", make("tree", nodes=whole_tree(kb), locked=True, chosen="tibial", marks=marks))
    expect(page.locator("[data-site='tibial'] .st-hurt")).to_have_count(0)
    lines = page.locator("[data-site='sural'] .st-nerve-line")  # one from the tibial side, one from the fibular side
    expect(lines).to_have_count(2)
    expect(page.locator("[data-site='sural'] .st-hurt")).to_have_count(1)
    expect(page.locator(".st-marked li").last).to_have_text("Carries fewer fibres: Sural nerve")


@pytest.mark.parametrize(("marks", "word"), [
    ({"tibial": "answer"}, "Right"), ({"sural": "chosen-wrong", "tibial": "answer"}, "Not right"),
    ({"sural": "chosen-near", "tibial": "answer"}, "Near"),
])
def test_an_answer_is_judged_in_words_and_takes_the_focus(bench, marks, word):
    page = bench.put("tree", make("tree"))
    bench.show("tree", make("tree", locked=True, chosen=next(iter(marks)), marks=marks))
    expect(page.get_by_role("heading", name=word, exact=True)).to_be_focused()
    expect(page.get_by_text("Where it is: Tibial nerve")).to_be_visible()


def test_what_was_scrolled_to_stays_in_sight_when_a_place_is_chosen(open_bench):
    bench = open_bench(width=390)
    page = bench.put("tree", make("tree"))
    sheet = page.get_by_role("region", name="Nerve tree")
    sheet.evaluate("element => { element.scrollLeft = 140; }")
    page.get_by_role("radio", name="Sural nerve").press("Space")
    expect(page.get_by_text("Chosen: Sural nerve")).to_be_visible()
    assert sheet.evaluate("element => element.scrollLeft") == 140


def test_on_a_phone_the_sheet_starts_at_the_sciatic_nerve_and_fades_where_it_goes_on(open_bench, kb):
    page = open_bench(width=390).put("tree", make("tree", nodes=whole_tree(kb)))
    sheet = page.get_by_role("region", name="Nerve tree")
    expect(page.get_by_text("push it sideways")).to_be_visible()
    expect(sheet).to_have_class("st-scroller st-more-left st-more-right")
    box, nerve = sheet.bounding_box(), page.locator("[data-site='sciatic'] .st-dot").bounding_box()
    assert abs(nerve["x"] + nerve["width"] / 2 - box["x"] - box["width"] / 2) < 12
    sheet.evaluate("element => { element.scrollLeft = 0; }")
    expect(sheet).to_have_class("st-scroller st-more-right")


def test_findings_and_tree_are_in_sight_together(open_bench, kb):
    findings = {"title": "What was found", "lines": [{"label": "Weak", "text": "foot lift"}]}
    page = open_bench(width=1280).put("tree", make("tree", nodes=whole_tree(kb), findings=findings))
    for site in ("l5-root", "sciatic", "sural"):
        dot = page.locator(f"[data-site='{site}'] .st-dot")
        dot.evaluate("element => element.scrollIntoView({ block: 'center' })")
        expect(dot).to_be_in_viewport()
        expect(page.get_by_text("foot lift")).to_be_in_viewport()
    expect(page.get_by_text("push it sideways")).to_be_hidden()


def test_what_is_chosen_on_the_drawing_comes_into_sight_in_the_list(bench, kb):
    page = bench.put("tree", make("tree", nodes=whole_tree(kb)))
    row = page.get_by_role("radio", name="Lateral plantar nerve")
    page.locator("[data-site='lateral-plantar'] text").click()
    expect(row).to_be_checked()
    box, inside = page.locator(".st-sites").bounding_box(), row.bounding_box()
    assert box["y"] <= inside["y"] <= box["y"] + box["height"] - inside["height"]


OVERLAPS = """() => {
  const boxes = [...document.querySelectorAll(".st-sheet text, .st-sheet .st-dot circle:last-child")]
    .map((shape) => [shape.closest("[data-site]").dataset.site, shape.getBoundingClientRect()]);
  const apart = (a, b) => a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
  return boxes.flatMap(([one, a], index) => boxes.slice(index + 1)
    .filter(([other, b]) => one !== other && !apart(a, b)).map(([other]) => `${one} on ${other}`));
}"""


@pytest.mark.parametrize("variant", ["a", "b", "d"])
def test_no_word_of_the_whole_tree_stands_on_another_or_off_the_sheet(bench, kb, variant):
    page = bench.put("tree", make("tree", nodes=whole_tree(kb, variant)))
    assert page.evaluate(OVERLAPS) == []
    sheet = page.locator(".st-sheet").bounding_box()
    for text in page.locator(".st-sheet text").all():
        box = text.bounding_box()
        assert box["x"] >= sheet["x"]
        assert box["x"] + box["width"] <= sheet["x"] + sheet["width"]
        assert box["y"] + box["height"] <= sheet["y"] + sheet["height"]
