"""What a lesion takes away: predicted in the list or on the map, then judged, or shown as findings."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from ui.parts.samples import FIELDS, LOSS_VALUES, LOSSES_LOCKED, make

pytestmark = pytest.mark.browser


def test_muscles_fields_and_reflexes_are_chosen_and_sent_in_the_order_shown(bench):
    page = bench.put("losses", make("losses"))
    commit = page.get_by_role("button", name="Commit")
    expect(commit).to_be_disabled()
    expect(page.get_by_text("Tick what fails, or that nothing does.")).to_be_visible()
    page.get_by_role("checkbox", name="Ankle jerk").press("Space")
    page.get_by_role("checkbox", name="Heel").press("Space")
    page.get_by_role("checkbox", name="Gastrocnemius").press("Space")
    page.get_by_role("checkbox", name="Gluteus medius").press("Space")
    page.get_by_role("checkbox", name="Gluteus medius").press("Space")
    expect(page.get_by_text("You predict: Gastrocnemius, Heel, Ankle jerk.")).to_be_visible()
    commit.press("Enter")
    assert bench.actions("losses") == [{"verb": "predict", "chosen": ["gastrocnemius", "heel", "ankle-jerk"]}]


def test_a_click_on_the_map_ticks_the_field_and_a_second_one_unticks_it(bench):
    page = bench.put("losses", make("losses"))
    calf, row = page.locator("[data-target='posterior-calf']"), page.get_by_role("checkbox", name="Posterior calf")
    calf.click()
    expect(row).to_be_checked()
    expect(calf).to_have_class("st-field st-predicted")
    calf.click()
    expect(row).not_to_be_checked()
    expect(page.get_by_role("button", name="Commit")).to_be_disabled()


def test_that_nothing_fails_is_an_answer_and_takes_the_rest_back(bench):
    page = bench.put("losses", make("losses"))
    page.get_by_role("checkbox", name="Heel").press("Space")
    page.get_by_role("checkbox", name="Nothing fails").press("Space")
    expect(page.get_by_role("checkbox", name="Heel")).not_to_be_checked()
    page.get_by_role("button", name="Commit").press("Enter")
    assert bench.actions("losses") == [{"verb": "predict", "chosen": ["nothing"]}]


def test_ticking_something_takes_back_that_nothing_fails(bench):
    page = bench.put("losses", make("losses"))
    page.get_by_role("checkbox", name="Nothing fails").press("Space")
    page.get_by_role("checkbox", name="Heel").press("Space")
    expect(page.get_by_role("checkbox", name="Nothing fails")).not_to_be_checked()


def test_muscles_stand_under_the_part_of_the_limb_that_they_move(bench):
    page = bench.put("losses", make("losses"))
    headings = page.get_by_role("group", name="Muscles").locator(".st-heading")
    expect(headings).to_have_text(["Hip", "Leg and ankle"])


def test_verdicts_say_right_wrong_missed_and_what_was_found(bench):
    page = bench.put("losses", make("losses"))
    bench.show("losses", make("losses", **LOSSES_LOCKED))
    expect(page.get_by_role("heading", name="Partly right")).to_be_focused()
    page.get_by_text("Rightly left out (").press("Enter")
    rows = {
        "Extensor hallucis longus": ("Right: it fails", "1 of 5"), "Foot dorsum": ("Missed: it fails", "lost"),
        "Gluteus medius": ("Not right: it is spared", "5 of 5"), "Ankle jerk": ("Rightly left out", "normal"),
        "Upper lateral leg": ("Right: it fails", "reduced"),
    }
    for name, (word, value) in rows.items():
        row = page.get_by_role("listitem").filter(has=page.get_by_text(name, exact=True))
        expect(row).to_contain_text(word)
        expect(row).to_contain_text(value)
    expect(page.get_by_text("Its nerve leaves above the lesion.")).to_be_visible()
    expect(page.get_by_role("checkbox")).to_have_count(0)


def test_the_locked_map_tells_lost_reduced_and_predicted_apart_and_says_so_in_words(bench):
    page = bench.put("losses", make("losses", **LOSSES_LOCKED))
    expect(page.locator("[data-target='foot-dorsum'] .st-lost").first).to_be_attached()
    expect(page.locator("[data-target='upper-lateral-leg'] .st-reduced").first).to_be_attached()
    expect(page.locator("[data-target='heel'] :is(.st-lost, .st-reduced)")).to_have_count(0)
    assert page.locator("[data-target='heel']").first.get_attribute("class") == "st-field st-predicted"
    expect(page.get_by_role("img", name="Lost: Foot dorsum. Reduced: Upper lateral leg.")).to_be_visible()
    expect(page.locator(".st-key li")).to_have_text(["you predict", "feeling reduced", "feeling lost"])


def test_a_small_slip_is_not_called_partly_right(bench):
    page = bench.put("losses", make("losses", **LOSSES_LOCKED, earned=0.96))
    expect(page.get_by_role("heading", name="Nearly all right")).to_be_visible()


def test_everything_right_is_said(bench):
    verdicts = {"heel": {"right": True, "chosen": True, "feedback": ""}}
    page = bench.put("losses", make("losses", locked=True, chosen=["heel"], verdicts=verdicts, values={"heel": "lost"}))
    expect(page.get_by_role("heading", name="Right", exact=True)).to_be_visible()


def test_who_said_that_nothing_fails_reads_that_again(bench):
    verdicts = {"heel": {"right": True, "chosen": False, "feedback": ""}}
    page = bench.put("losses", make("losses", locked=True, chosen=["nothing"], verdicts=verdicts, values={}))
    expect(page.get_by_role("heading", name="Not right", exact=True)).to_be_visible()
    expect(page.get_by_text("You predicted that nothing fails.")).to_be_visible()


def test_findings_are_shown_without_controls_or_verdicts(bench):
    values = {**LOSS_VALUES, "ankle-jerk": "absent"}
    page = bench.put("losses", make("losses", observed=True, locked=True, values=values))
    expect(page.get_by_role("checkbox")).to_have_count(0)
    expect(page.get_by_role("button")).to_have_count(0)
    page.get_by_text("Every finding, one by one (").press("Enter")
    row = page.get_by_role("listitem").filter(has_text="Ankle jerk")
    expect(row).to_contain_text("absent")
    expect(page.get_by_text("Rightly left out")).to_have_count(0)
    expect(page.locator(".st-predicted")).to_have_count(0)


def test_skin_that_was_not_examined_is_told_from_skin_that_feels(bench):
    """The inner sole is drawn under the outer one, which would look lost as well if it were left out."""
    unexamined = [field for field in FIELDS if field["id"] in {"lateral-sole", "heel"}]
    fields = [field for field in FIELDS if field not in unexamined]
    values = {**{field["id"]: "normal" for field in fields}, "medial-sole": "lost"}
    page = bench.put("losses", make("losses", observed=True, locked=True, fields=fields, unexamined=unexamined,
                                    values=values))
    outer = page.locator(".st-feet [data-target='lateral-sole']")
    expect(outer).to_have_class("st-field st-unexamined")
    expect(outer.locator(":is(.st-lost, .st-reduced)")).to_have_count(0)
    expect(page.locator("[data-target='medial-sole'] .st-lost")).to_be_attached()
    expect(page.locator(".st-key li")).to_have_text(["feeling lost", "feeling normal", "not examined"])
    expect(page.get_by_role("img", name="Not examined: Heel, Lateral sole.")).to_be_visible()


def test_ticks_outlive_a_new_start_of_the_page_until_they_are_committed(bench):
    page = bench.put("losses", make("losses"))
    page.get_by_role("checkbox", name="Heel").press("Space")
    bench.put("losses", make("losses"))
    expect(page.get_by_role("checkbox", name="Heel")).to_be_checked()
    bench.show("losses", make("losses", **LOSSES_LOCKED))
    bench.put("losses", make("losses"))
    expect(page.get_by_role("checkbox", name="Heel")).not_to_be_checked()


@pytest.mark.parametrize("field", [field["id"] for field in FIELDS])
def test_every_field_is_drawn_where_it_can_be_seen(bench, field):
    page = bench.put("losses", make("losses"))
    shapes = page.locator(f"[data-target='{field}'] .st-area")
    assert shapes.count() >= 1
    assert shapes.first.evaluate("shape => shape.getBBox().width * shape.getBBox().height") > 20


@pytest.mark.parametrize(("side", "fronts"), [("left", 1), ("right", -1)])
def test_the_map_is_mirrored_for_the_other_leg(bench, side, fronts):
    page = bench.put("losses", make("losses", side=side))
    middle = "shape => { const box = shape.getBBox(); return box.x + box.width / 2; }"
    front, back = page.locator(".st-legs [data-target='lateral-thigh'] .st-area").all()
    assert front.evaluate(middle) * fronts > 0
    assert back.evaluate(middle) * fronts < 0
    top, sole = page.locator(".st-feet [data-target='lateral-foot'] .st-area").all()
    assert top.evaluate(middle) * fronts < 0  # toes up, the little toe of the left foot is on the left from above
    assert sole.evaluate(middle) * fronts > 0


def test_the_field_of_the_row_at_hand_is_shown_on_the_map(bench):
    page = bench.put("losses", make("losses"))
    page.get_by_role("checkbox", name="Heel").focus()
    expect(page.locator(".st-at").first).to_have_attribute("data-target", "heel")
    page.get_by_role("checkbox", name="Gastrocnemius").focus()
    expect(page.locator(".st-at")).to_have_count(0)
