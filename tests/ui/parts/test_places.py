"""Pointing at a place: picture and list say the same, either answers, and what was right is told by sign and word."""

from __future__ import annotations

import re
from itertools import combinations

import pytest
from playwright.sync_api import expect
from ui.parts.samples import CERTAINTY

from sciatica_teach.grading.items import grade_item
from sciatica_teach.model.grades import Submission
from sciatica_teach.model.items import HotspotItem, NearMiss
from sciatica_teach.session.item_making import get_posed
from sciatica_teach.views.items import FACES

pytestmark = pytest.mark.browser


def hotspot(surface, *places, near="calf"):
    return HotspotItem(
        id="spot", stem="Which one?", explanation="So.", objective="obj", mark="taught", sources=("made-up",),
        surface=surface, places=places, near=(NearMiss(place=near, feedback="Nearly."),),
        feedback_right="This one.", feedback_wrong="Another one.",
    )


@pytest.fixture
def shown(kb):
    """The state of an item as the quiz gives it; with `chosen` as it is after the answer."""
    def give(item, chosen="", **changes):
        face = FACES[item.kind]
        grade = grade_item(item, Submission(response=(chosen,))) if chosen else None
        return {
            "subject": "quiz/places", "id": item.id, "legend": item.stem, "certainty": CERTAINTY,
            "certainty_given": None, "submit": {"label": "Answer", "action": {"verb": "answer", "item": item.id}},
            "locked": bool(chosen), "chosen": [chosen] if chosen else [], "right_text": "",
            "verdicts": {one.criterion: {"right": one.right, "chosen": one.chosen, "feedback": one.feedback}
                         for one in grade.verdicts} if grade else {},
            "heading": face.heading(item, (chosen,)) if chosen else None, **face.state(kb, item, ()), **changes,
        }
    return give


def test_a_region_is_pointed_at_and_shows_in_the_list(bench, shown):
    page = bench.put("hotspot", shown(hotspot("body", "sole")))
    expect(page.get_by_text("Choose a place.")).to_be_visible()
    page.locator('[data-region="calf"]').first.click()
    expect(page.get_by_role("radio", name="Calf")).to_be_checked()
    expect(page.locator("#st-live")).to_have_text("Chosen: Calf.")
    expect(page.locator(".st-zone.st-on")).to_have_count(2)
    page.get_by_label("fairly sure").check()
    page.get_by_role("button", name="Answer").click()
    assert bench.actions("hotspot") == [{"verb": "answer", "item": "spot", "chosen": ["calf"], "certainty": 2}]


def test_a_region_is_chosen_by_keyboard_alone_and_shows_on_the_map(bench, shown):
    page = bench.put("hotspot", shown(hotspot("body", "sole"), certainty={"ask": False}))
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.get_by_role("img", name=re.compile("Chosen: Low back"))).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="Buttock")).to_be_focused()
    expect(page.locator('.st-on[data-region="buttock"]')).to_have_count(2)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert bench.actions("hotspot") == [{"verb": "answer", "item": "spot", "chosen": ["buttock"]}]


def test_after_the_answer_signs_and_words_tell_right_from_chosen(bench, shown):
    item = hotspot("body", "sole", "heel")
    page = bench.put("hotspot", shown(item))
    bench.show("hotspot", shown(item, chosen="calf"))
    expect(page.get_by_role("heading", name="Not right")).to_be_focused()
    expect(page.get_by_role("listitem").filter(has_text="Calf")).to_contain_text("Not right, your answer")
    expect(page.get_by_role("listitem").filter(has_text="Calf")).to_contain_text("Nearly.")
    expect(page.get_by_role("listitem").filter(has_text="Sole")).to_contain_text("Right")
    assert set(page.locator('.st-zone.st-wrong text').all_text_contents()) == {"✕"}
    assert set(page.locator('.st-zone.st-right text').all_text_contents()) == {"✓"}
    expect(page.get_by_role("img", name=re.compile("Chosen: Calf. Right: Heel; Sole."))).to_be_visible()


def test_after_the_answer_nothing_answers_the_pointer(bench, shown, kb):
    point = get_posed(kb, "made-point-foot-1")
    page = bench.put("hotspot", shown(hotspot("body", "sole"), chosen="calf"), ("place", shown(point, chosen="a")))
    page.locator('[data-region="groin"]').first.click(force=True)
    expect(page.locator(".st-on")).to_have_count(0)
    assert page.locator(".st-near, .st-zone title").count() == 0
    right = page.locator(".st-place-spot.st-right b")
    ground = "(spot) => getComputedStyle(spot).backgroundColor"
    before = right.evaluate(ground)
    right.hover()
    assert right.evaluate(ground) == before


def test_a_letter_is_said_once(bench, shown, kb):
    item = get_posed(kb, "made-point-foot-1")
    page = bench.put("place", shown(item, chosen=item.options[0].id))
    seen = """(row) => [...row.querySelectorAll('.st-hidden')].reduce(
        (all, one) => all.replace(one.textContent, ''), row.textContent)"""
    for option in item.options:
        row = page.get_by_role("listitem").filter(has_text=option.words).evaluate(seen)
        assert row.count(f"{option.id.upper()}: ") + row.startswith(option.id.upper()) == 1


def test_a_structure_is_chosen_by_its_letter_and_on_its_line(bench, shown):
    page = bench.put("hotspot", shown(hotspot("scene", "pudendal"), certainty={"ask": False}))
    page.locator(".st-structure-letter", has_text="H").click()
    expect(page.get_by_role("radio", name="H: Superior gluteal nerve")).to_be_checked()
    page.get_by_role("radio", name="F: Pudendal nerve").press("Space")
    expect(page.locator(".st-structure-letter.st-on")).to_have_text("F")
    page.get_by_role("button", name="Answer").click()
    assert bench.actions("hotspot")[0]["chosen"] == ["pudendal"]


def test_a_structure_after_the_answer(bench, shown):
    page = bench.put("hotspot", shown(hotspot("scene", "pudendal"), chosen="sciatic"))
    expect(page.locator(".st-structure-letter.st-right")).to_contain_text("✓")
    expect(page.locator(".st-structure-letter.st-wrong")).to_contain_text("✕")
    expect(page.get_by_role("listitem")).to_have_count(2)


def test_a_point_is_found_on_the_plate_or_in_the_list(bench, shown, kb):
    item = get_posed(kb, "made-point-low-back-17")
    page = bench.put("place", shown(item, certainty={"ask": False}))
    page.locator(".st-place-spot", has_text="C").click()
    expect(page.get_by_role("radio", name=f"C: {item.options[2].words}")).to_be_checked()
    page.get_by_role("radio", name=f"D: {item.options[3].words}").press("Space")
    expect(page.locator(".st-place-spot.st-on")).to_have_text("D")
    page.get_by_role("button", name="Answer").click()
    assert bench.actions("place")[0]["chosen"] == ["d"]


@pytest.mark.parametrize("region", ["low-back", "buttock", "thigh", "knee", "hip", "leg", "foot", "hand"])
def test_on_a_narrow_page_a_finger_has_room_for_every_letter(open_bench, shown, kb, region):
    bench = open_bench(width=360)
    for seed in range(3):
        page = bench.put("place", shown(get_posed(kb, f"made-point-{region}-{seed}")))
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        boxes = [one.bounding_box() for one in page.locator(".st-place-spot").all()]
        assert all(min(box["width"], box["height"]) >= 44 for box in boxes)
        centres = [(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2) for box in boxes]
        assert min(((a - c) ** 2 + (b - d) ** 2) ** 0.5 for (a, b), (c, d) in combinations(centres, 2)) >= 44


def test_half_a_mark_is_called_partly_right(bench, shown, kb):
    item = next(made for made in (get_posed(kb, f"made-point-low-back-{seed}") for seed in range(200))
                if any(option.credit == 0.5 for option in made.options))
    near = next(option for option in item.options if option.credit == 0.5)
    page = bench.put("place", shown(item))
    bench.show("place", shown(item, chosen=near.id))
    expect(page.get_by_role("heading", name="Partly right: at most a cun off")).to_be_focused()
    expect(page.get_by_role("listitem").filter(has_text="near enough for half the mark")).to_contain_text("your answer")


def test_what_is_not_sent_yet_outlives_the_view(bench, shown):
    page = bench.put("hotspot", shown(hotspot("body", "sole")))
    page.get_by_role("radio", name="Heel").press("Space")
    bench.draw_anew("hotspot")
    expect(page.get_by_role("radio", name="Heel")).to_be_checked()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("chosen", ["", "a"], ids=["open", "answered"])
def test_places_are_accessible(open_bench, shown, kb, require_accessible, dark, chosen):
    bench = open_bench(width=390, dark=dark)
    body, muscle = hotspot("body", "sole"), hotspot("scene", "piriformis")
    page = bench.put(
        "place", shown(get_posed(kb, "made-point-foot-1"), chosen=chosen),
        ("hotspot#body", shown(body, chosen=chosen and "calf")),
        ("hotspot#muscle", shown(muscle, chosen=chosen and "gemelli", id="muscle")),
    )
    require_accessible(page)


def test_twice_as_large_letters_fit(open_bench, shown, kb):
    bench = open_bench(width=390)
    page = bench.put("place", shown(get_posed(kb, "made-point-buttock-3")), ("hotspot", shown(hotspot("body", "sole"))))
    page.add_style_tag(content="html { font-size: 200% }")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
