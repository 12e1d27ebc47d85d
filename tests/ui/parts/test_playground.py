"""The three parts of the playground: findings entered by mouse and keyboard, bars, and the nomogram."""

from __future__ import annotations

import math
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from ui.parts.bench import Bench
from ui.parts.samples import SOURCES

pytestmark = pytest.mark.browser

BASIS = {"type": "claim", "text": "A teaching assumption.", "mark": "estimate", "sources": SOURCES, "conflict": ""}
CAUSES = ["Lumbar disc", "Spinal stenosis", "Deep gluteal", "Cauda equina", "Facet, referred", "Sacroiliac joint",
          "Muscle pain", "Hip arthritis"]
CATALOGUE = {
    "settings": [{"id": "clinic", "name": "Acupuncture clinic", "description": "Adults of all ages.", "basis": BASIS},
                 {"id": "pregnancy", "name": "Pregnancy", "description": "Second half.", "basis": BASIS}],
    "findings": [
        {"id": "saddle", "name": "Saddle numbness", "ask": "Numb where you sit?", "topic": "Safety", "safety": True},
        {"id": "fever", "name": "Fever", "ask": "Any fever or chills?", "topic": "Safety", "safety": True},
        {"id": "slump", "name": "Slump test", "ask": "Slump test (sitting)", "topic": "Nerve tension", "safety": False},
        {"id": "slr", "name": "Straight leg raise", "ask": "Lift the leg", "topic": "Nerve tension", "safety": False},
        {"id": "sitting", "name": "Worse on sitting", "ask": "And sitting?", "topic": "Worse", "safety": False},
    ],
    "causes": [{"id": name.lower().replace(" ", "-"), "short": name,
                "urgent": "emergency" if name == "Cauda equina" else ""} for name in CAUSES],
    "sources": {one["id"]: one for one in SOURCES},
}
ANSWERS: dict[str, Any] = {
    "subject": "", "id": "answers", "title": "What you know", "fresh": False, "setting": "clinic", "entries": [],
    "aside": [], "flags_open": True, "cautions": [], "sending": None,
    "free": [["saddle", "may well change what to do"], ["fever", "may change what to do"]],
    "next": [["slr", "may change what to do", "loss saved: 0.3 of 100 · takes 2 min"],
             ["sitting", "seldom changes what to do", "loss saved: 0.02 of 100 · takes 1 min"]],
    "now": {"tone": "info", "text": "Lumbar disc 22 % · Treat here, with a safety net"},
}
ROWS = [[n, share, share * 0.6, min(1, share * 1.4), 0.125, f"{100 * share:.0f} %", "from–to %", "12 %", ""]
        for n, share in enumerate([0.41, 0.2, 0.12, 0.03, 0.1, 0.08, 0.04, 0.02])]
ROWS.append(ROWS.pop(3))
ROWS[0][-1] = "was 22 %"
SHARES: dict[str, Any] = {
    "subject": "", "id": "shares", "title": "What it could be, and what to do", "cause": "lumbar-disc", "pinned": False,
    "top": 6, "rule": {"tone": "info", "title": "Must-refer rule: nothing", "text": "It stands.", "reasons": []},
    "advice": {
        "title": "Costs least now: treat here", "why": "Going further would cost more than it saves.",
        "caption": "What each decision would cost", "head": ["Decision", "Loss", "Note"],
        "rows": [["Treat here", "1.2", "least"], ["Emergency department", "3.9", ""]],
        "basis": {"text": "Our own weights.", "mark": "estimate", "sources": SOURCES},
    },
    "legend": "Belief in each cause", "note": "Shares of a teaching model.", "rows": ROWS, "dangers": [3],
    "said": "Nothing is entered.",
}
RATE = {"label": "Shown by Lumbar disc:", "figure": "84 % (74–90 %)", "reason": "In people operated for a disc.",
        "mark": "measured", "conflict": "", "sources": [SOURCES[0]["id"]]}
PRIOR, RATIO = math.log(0.22 / 0.78), math.log(2.48)
MOVED: dict[str, Any] = {
    "subject": "", "id": "moved", "title": "What moved it: Lumbar disc", "empty": "Enter a finding.",
    "trace": "Every finding, taken alone", "note": "How many times the odds are multiplied.",
    "steps": [
        {"id": "slump", "name": "Slump test", "answer": "present", "counted": True, "turn": "up", "ratio": "×2.48",
         "status": "", "summary": "The figures behind it", "rates": [RATE]},
        {"id": "slr", "name": "Straight leg raise", "answer": "present", "counted": False, "turn": "up",
         "ratio": "×1.3", "status": "Not counted: it measures the same as “Slump test”.",
         "summary": "The figures behind it", "rates": [RATE]},
    ],
    "last": {
        "heading": "The last step: Slump test, present", "off": "",
        "lines": ["Before: odds 0.22 / 0.78 = 0.282.", "After: odds 0.282 × 2.48 = 0.7."],
        "label": "Nomogram. Before: odds 0.22 / 0.78 = 0.282. After: odds 0.282 × 2.48 = 0.7.",
        "step": {"prior": PRIOR, "ratio": RATIO, "posterior": PRIOR + RATIO, "low": math.log(1.24),
                 "high": math.log(3.76), "words": ["22 %", "×2.48", "41.2 %"]},
    },
}
STATES = {"answers": ANSWERS, "shares": SHARES, "nomogram": MOVED}


def lay_out(bench: Bench, name: str, **changes: Any) -> Page:
    bench.traits = {"catalogue": CATALOGUE}  # of all three parts at once
    page = bench.put(name, {**STATES[name], **changes})
    bench.reply_always("ack")
    return page


def found(page: Page, name: str) -> Any:
    """A finding among those searched for, not among those proposed."""
    return page.locator(".st-find + div").get_by_role("group", name=name, exact=True)


def test_a_finding_is_found_by_words_and_entered_by_mouse(bench):
    page = lay_out(bench, "answers")
    page.get_by_role("searchbox", name="Find among 5").fill("lift leg")
    found(page, "Straight leg raise").get_by_role("button", name="absent").click()
    assert bench.actions("answers") == [{"verb": "enter", "finding": "slr", "answer": "absent"}]
    expect(found(page, "Slump test")).to_have_count(0)


def test_a_finding_is_found_by_topic_and_entered_by_keyboard(bench):
    page = lay_out(bench, "answers")
    page.get_by_label("or by topic").select_option("Nerve tension")
    found(page, "Slump test").get_by_role("button", name="present").press("Space")
    found(page, "Slump test").get_by_role("button", name="unclear").press("Enter")
    assert bench.actions("answers") == [
        {"verb": "enter", "finding": "slump", "answer": "present"},
        {"verb": "enter", "finding": "slump", "answer": "unknown"},
    ]


def test_a_redraw_between_marking_the_words_and_typing_leaves_them_marked(bench):
    page = lay_out(bench, "answers")
    search = page.get_by_role("searchbox")
    search.fill("lift leg")
    search.select_text()
    bench.show("answers", {**ANSWERS, "entries": [["sitting", "absent"]]})
    page.keyboard.insert_text("slump")
    expect(search).to_have_value("slump")
    expect(found(page, "Slump test")).to_be_visible()


def test_words_that_nothing_matches_say_so(bench):
    page = lay_out(bench, "answers")
    page.get_by_role("searchbox").fill("xyz")
    expect(page.get_by_text("Nothing matches.")).to_be_visible()


def test_an_answer_given_is_pressed_and_pressing_it_again_takes_it_back(bench):
    page = lay_out(bench, "answers", entries=[["slump", "present"]])
    page.get_by_label("or by topic").select_option("Nerve tension")
    button = found(page, "Slump test").get_by_role("button", name="present")
    expect(button).to_have_attribute("aria-pressed", "true")
    button.press("Space")
    page.get_by_role("button", name="Take back: Slump test, present").press("Enter")
    assert bench.actions("answers") == [{"verb": "take-back", "finding": "slump"}] * 2


def test_a_proposed_question_is_answered_where_it_stands_and_the_next_one_takes_the_focus(bench):
    page = lay_out(bench, "answers")
    page.get_by_role("group", name="Saddle numbness").get_by_role("button", name="absent").press("Space")
    assert bench.actions("answers") == [{"verb": "enter", "finding": "saddle", "answer": "absent"}]
    bench.show("answers", {**ANSWERS, "entries": [["saddle", "absent"]], "free": ANSWERS["free"][1:]})
    expect(page.get_by_role("group", name="Fever")).to_be_focused()


def test_after_the_last_proposed_question_the_focus_rests_at_their_heading(bench):
    page = lay_out(bench, "answers", free=ANSWERS["free"][:1], next=[])
    page.get_by_role("group", name="Saddle numbness").get_by_role("button", name="absent").press("Space")
    bench.show("answers", {**ANSWERS, "entries": [["saddle", "absent"]], "free": [], "next": []})
    expect(page.get_by_role("heading", name="What should I ask next?")).to_be_focused()


def test_a_caution_names_the_setting_where_it_counts_one_click_away(bench):
    note = {"name": "Pregnant", "text": "It belongs to a setting.", "setting": "pregnancy", "label": "Switch to it"}
    page = lay_out(bench, "answers", entries=[["fever", "present"]], cautions=[note, {**note, "name": "Pills",
                   "setting": "", "label": ""}])
    expect(page.locator(".st-aside-note").last).to_contain_text("Pills It belongs")
    page.get_by_role("button", name="Switch to it").press("Enter")
    assert bench.actions("answers") == [{"verb": "setting", "setting": "pregnancy"}]
    bench.show("answers", {**ANSWERS, "setting": "pregnancy", "entries": [["fever", "present"]]})
    expect(page.get_by_role("heading", name="Entered so far")).to_be_focused()


SENDING = {"title": "Nothing more to ask: send", "lead": "With the patient:", "items": ["Onset.", "Found.", "A note."],
           "why": {"text": "Questions cost time.", "mark": "taught", "sources": SOURCES}}


def test_an_emergency_proposes_no_question_but_they_stay_reachable(bench):
    page = lay_out(bench, "answers")
    page.get_by_role("group", name="Saddle numbness").get_by_role("button", name="present").press("Space")
    bench.show("answers", {**ANSWERS, "entries": [["saddle", "present"]], "free": ANSWERS["free"][1:],
                           "sending": SENDING})
    heading = page.get_by_role("heading", name="Nothing more to ask: send")
    expect(heading).to_be_focused()
    expect(page.get_by_text("A note.")).to_be_visible()
    expect(page.get_by_role("group", name="Fever")).to_be_hidden()
    page.get_by_text("Questions that may wait").press("Enter")
    expect(page.get_by_role("group", name="Fever")).to_be_visible()


def test_after_the_last_entry_is_taken_back_the_focus_stays_near(bench):
    page = lay_out(bench, "answers", entries=[["slump", "present"]])
    page.get_by_role("button", name="Take back: Slump test, present").press("Enter")
    bench.show("answers", ANSWERS)
    expect(page.get_by_role("heading", name="Entered so far")).to_be_focused()


def test_what_is_refused_is_said_where_it_was_entered_and_the_rest_stays(bench):
    page = lay_out(bench, "answers", entries=[["slump", "present"]])
    page.evaluate("window.kernel.reply = ['refused']; window.kernel.why = '“A” and “B” cannot both be present.'")
    page.get_by_label("or by topic").select_option("Worse")
    found(page, "Worse on sitting").get_by_role("button", name="present").press("Space")
    row = page.locator(".st-find + div li").filter(has_text="Worse on sitting")
    expect(row).to_contain_text("Not taken. “A” and “B” cannot both be present.")
    expect(page.get_by_role("button", name="Take back: Slump test, present")).to_be_visible()
    expect(page.locator(".st-fate")).to_have_count(1)
    bench.reply_always("ack")
    found(page, "Worse on sitting").get_by_role("button", name="absent").press("Space")
    expect(page.locator(".st-fate")).to_have_count(0)


def test_another_setting_is_chosen_and_what_it_sets_aside_is_named(bench):
    page = lay_out(bench, "answers", entries=[["slump", "present"]])
    page.get_by_role("radio", name="Pregnancy").press("Space")
    assert bench.actions("answers") == [{"verb": "setting", "setting": "pregnancy"}]
    bench.show("answers", {**ANSWERS, "setting": "pregnancy", "entries": [["slump", "present"], ["slr", "present"]],
                           "aside": [["slump", "It cannot be present in “Pregnancy”."]]})
    notice = page.locator(".st-aside-note")
    expect(notice).to_contain_text("Slump test It cannot be present in “Pregnancy”.")
    page.get_by_label("or by topic").select_option("Nerve tension")
    expect(found(page, "Slump test").get_by_role("button", pressed=True)).to_have_count(0)
    expect(found(page, "Straight leg raise").get_by_role("button", pressed=True)).to_have_count(1)


def test_a_new_start_of_the_page_gives_the_kernel_what_was_entered(bench):
    lay_out(bench, "answers", setting="pregnancy", entries=[["slump", "present"], ["fever", "absent"]])
    page = lay_out(bench, "answers", fresh=True)
    page.wait_for_function("window.models.answers.sent.length > 0")
    assert bench.actions("answers") == [
        {"verb": "restore", "setting": "pregnancy", "entries": [["slump", "present"], ["fever", "absent"]]}]
    bench.show("answers", {**ANSWERS, "fresh": False, "entries": []})
    lay_out(bench, "answers", fresh=True)
    page.wait_for_function("window.models.answers.sent.length > 0")
    assert bench.actions("answers")[0]["entries"] == []


@pytest.mark.parametrize("kept", ["7", '"x"', '{"setting": 3, "entries": []}', '{"setting": "clinic", "entries": "x"}'])
def test_what_somebody_else_wrote_into_the_storage_is_left_alone(bench, kept):
    page = lay_out(bench, "answers", fresh=True)
    page.evaluate("(kept) => localStorage.setItem('st-playground', kept)", kept)
    page = lay_out(bench, "answers", fresh=True)
    expect(page.get_by_text("Nothing yet.")).to_be_visible()
    assert bench.actions("answers") == []


def test_every_safety_question_is_one_button_away(bench):
    free = [[one["id"], "seldom"] for one in CATALOGUE["findings"]]
    page = lay_out(bench, "answers", free=free, next=[])
    expect(page.get_by_role("group", name="Worse on sitting")).to_have_count(0)
    page.get_by_role("button", name="All 5 safety questions").press("Enter")
    expect(page.get_by_role("group", name="Worse on sitting")).to_be_visible()
    expect(page.get_by_text("No single further question would change what to do.")).to_be_visible()


def test_all_red_flags_are_answered_at_once_and_the_absent_ones_fold_away(bench):
    page = lay_out(bench, "answers")
    page.get_by_role("button", name="Every red flag asked for: none is present").press("Enter")
    assert bench.actions("answers") == [{"verb": "screen"}]
    findings = [{**CATALOGUE["findings"][0], "id": f"flag-{n}", "name": f"Flag {n}"} for n in range(4)]
    bench.traits = {"catalogue": {**CATALOGUE, "findings": [*CATALOGUE["findings"], *findings]}}
    entries = [["slump", "present"], *([one["id"], "absent"] for one in findings)]
    page = bench.put("answers", {**ANSWERS, "entries": entries, "flags_open": False})
    expect(page.get_by_role("button", name="Take back: Slump test")).to_be_visible()
    expect(page.get_by_role("button", name="Take back: Flag 1")).to_be_hidden()
    expect(page.get_by_role("button", name="Every red flag")).to_have_count(0)
    page.get_by_text("Safety questions, absent (4)").press("Enter")
    page.get_by_role("button", name="Take back: Flag 1").press("Enter")


def test_a_chip_taken_back_before_folded_ones_leaves_the_focus_in_sight(bench):
    findings = [{**CATALOGUE["findings"][0], "id": f"flag-{n}", "name": f"Flag {n}"} for n in range(4)]
    bench.traits = {"catalogue": {**CATALOGUE, "findings": [*CATALOGUE["findings"], *findings]}}
    entries = [["slump", "present"], *([one["id"], "absent"] for one in findings)]
    page = bench.put("answers", {**ANSWERS, "entries": entries})
    page.get_by_role("button", name="Take back: Slump test").press("Enter")
    bench.show("answers", {**ANSWERS, "entries": entries[1:]})
    expect(page.get_by_role("heading", name="Entered so far")).to_be_focused()


def test_no_decision_is_drawn_before_the_safety_questions(bench):
    page = lay_out(bench, "shares", advice={"title": "Ask first.", "why": "", "rows": []})
    expect(page.get_by_text("Ask first.")).to_be_visible()
    expect(page.get_by_text("What each decision would cost")).to_have_count(0)


def test_where_first_shares_come_from_is_one_click_away(bench):
    page = lay_out(bench, "answers")
    page.get_by_text("Where these first shares come from").press("Enter")
    expect(page.get_by_text("A teaching assumption.")).to_be_visible()
    page.get_by_text("1 source").press("Enter")
    expect(page.get_by_role("link", name="Open the source")).to_be_visible()
    bench.show("answers", {**ANSWERS, "entries": [["slump", "present"]]})
    expect(page.get_by_role("link", name="Open the source")).to_be_visible()
    expect(page.get_by_text("1 source")).to_be_focused()


def test_the_gist_stays_in_sight_on_a_phone_and_is_not_needed_on_a_desk(open_bench):
    page = lay_out(open_bench(width=390), "answers")
    gist = page.get_by_text("Lumbar disc 22 % · Treat here")
    expect(gist).to_be_in_viewport()
    wide = lay_out(open_bench(), "answers")
    wide.evaluate("document.querySelector('main').style.maxWidth = '1100px'")
    expect(wide.get_by_text("Lumbar disc 22 % · Treat here")).to_be_hidden()


def test_the_six_likeliest_causes_are_shown_then_the_dangers_and_all_on_demand(bench):
    page = lay_out(bench, "shares")
    rows = page.get_by_role("radio")
    expect(rows).to_have_count(7)
    expect(page.get_by_role("radio", name="Lumbar disc")).to_be_checked()
    expect(page.get_by_text("Not to be missed, however small")).to_be_visible()
    expect(page.locator(".st-share").filter(has_text="Cauda equina")).to_contain_text("emergency")
    page.get_by_role("button", name="Show all 8 causes").press("Enter")
    expect(rows).to_have_count(8)
    expect(page.get_by_text("Not to be missed, however small")).to_have_count(0)
    page.get_by_role("button", name="Show fewer causes").press("Enter")
    expect(rows).to_have_count(7)


def test_a_cause_is_chosen_for_a_closer_look_and_let_go(bench):
    page = lay_out(bench, "shares")
    page.get_by_role("radio", name="Deep gluteal").press("Space")
    bench.show("shares", {**SHARES, "cause": "deep-gluteal", "pinned": True})
    page.get_by_role("button", name="Follow the leading cause").press("Enter")
    assert bench.actions("shares") == [{"verb": "look", "cause": "deep-gluteal"}, {"verb": "look", "cause": ""}]


def test_bar_band_and_prior_lie_where_the_numbers_say(bench):
    page = lay_out(bench, "shares")
    geometry = """bar => { const box = bar.getBoundingClientRect();
        const part = (name) => bar.querySelector(name).getBoundingClientRect();
        const at = (x) => (x - box.left) / box.width;
        return [at(part('.st-fill').right), at(part('.st-band').left), at(part('.st-band').right),
                at(part('.st-prior').left)]; }"""
    measured = page.locator(".st-share .st-bar").first.evaluate(geometry)
    assert measured == pytest.approx([0.41, 0.246, 0.574, 0.125], abs=0.01)


def test_a_row_says_everything_that_its_bar_shows(bench):
    page = lay_out(bench, "shares")
    name = page.get_by_role("radio", name="Lumbar disc")
    label = name.evaluate("radio => radio.closest('label').textContent")
    assert "41 %" in label
    assert "was 22 %" in label
    assert "may lie at from–to %, before any finding 12 %" in label


def test_the_rule_stands_above_the_bars_in_words(bench):
    rule = {"tone": "unsafe", "title": "Must refer", "text": "No benign finding can push it down.", "reasons": [BASIS]}
    page = lay_out(bench, "shares", rule=rule)
    banner = page.locator(".st-rule")
    expect(banner).to_contain_text("No benign finding can push it down.")
    banner.get_by_text("1 source").press("Enter")
    expect(banner.get_by_role("link", name="Open the source")).to_be_visible()
    assert banner.bounding_box()["y"] < page.locator(".st-share").first.bounding_box()["y"]


def test_every_step_is_told_to_a_screen_reader_and_the_first_drawing_is_not(bench):
    page = lay_out(bench, "shares")
    expect(page.locator("#st-live")).to_have_count(0)
    bench.show("shares", {**SHARES, "said": "Slump test: present. Leading: Lumbar disc, 41 %."})
    expect(page.locator("#st-live")).to_have_text("Slump test: present. Leading: Lumbar disc, 41 %.")


def test_the_table_of_losses_stays_open_through_a_step(bench):
    page = lay_out(bench, "shares")
    page.get_by_text("What each decision would cost").press("Enter")
    bench.show("shares", {**SHARES, "said": "Something."})
    expect(page.get_by_role("row", name="Emergency department 3.9")).to_be_visible()


def middle_of(page: Page, name: str) -> tuple[float, float]:
    return tuple(float(page.locator(f"[data-at='{name}']").get_attribute(key)) for key in ("cx", "cy"))


def height_of(page: Page, axis: int, label: str) -> float:
    """Where the tick of an axis stands that bears this label."""
    path = page.locator("svg > g").nth(axis).locator(".st-tick").filter(
        has=page.get_by_text(label, exact=True)).locator("path")
    return float(path.get_attribute("d").split(" ")[1].split("h")[0])


def test_the_three_points_lie_on_one_straight_line(bench):
    page = lay_out(bench, "nomogram")
    (x1, y1), (x2, y2), (x3, y3) = (middle_of(page, name) for name in ("prior", "ratio", "posterior"))
    assert x2 - x1 == pytest.approx(x3 - x2)
    assert y2 - y1 == pytest.approx(y3 - y2, abs=0.01)


def test_the_points_stand_between_the_right_ticks(bench):
    """22 % before, a ratio of 2.48, 41.2 % after: on Fagan's axes the left one counts downwards."""
    page = lay_out(bench, "nomogram")
    assert height_of(page, 0, "20") < middle_of(page, "prior")[1] < height_of(page, 0, "30")
    assert height_of(page, 1, "2") > middle_of(page, "ratio")[1] > height_of(page, 1, "5")
    assert height_of(page, 2, "40") > middle_of(page, "posterior")[1] > height_of(page, 2, "50")


def test_a_ratio_of_ten_leads_from_one_percent_to_where_the_sum_says(bench):
    """Odds 1/99 times 10 are 0.101: 9.17 %, just below the tick of 10 %."""
    prior = math.log(1 / 99)
    step = {"prior": prior, "ratio": math.log(10), "posterior": prior + math.log(10), "low": 1.0, "high": 3.0,
            "words": ["1 %", "×10", "9.17 %"]}
    page = lay_out(bench, "nomogram", last={**MOVED["last"], "step": step})
    assert middle_of(page, "prior")[1] == pytest.approx(height_of(page, 0, "1"), abs=0.01)
    assert middle_of(page, "ratio")[1] == pytest.approx(height_of(page, 1, "10"), abs=0.01)
    assert height_of(page, 2, "5") > middle_of(page, "posterior")[1] > height_of(page, 2, "10")


def test_what_lies_beyond_the_scale_is_held_at_its_edge_on_the_same_line(bench):
    step = {"prior": -9.0, "ratio": 3.0, "posterior": -6.0, "low": 2.0, "high": 4.0, "words": ["a", "b", "c"]}
    page = lay_out(bench, "nomogram", last={**MOVED["last"], "step": step, "off": "Held at the edge."})
    assert middle_of(page, "prior")[1] == pytest.approx(height_of(page, 0, "0.1"), abs=0.01)
    heights = [middle_of(page, name)[1] for name in ("prior", "ratio", "posterior")]
    assert heights[1] - heights[0] == pytest.approx(heights[2] - heights[1], abs=0.01)
    expect(page.get_by_text("Held at the edge.")).to_be_visible()


def test_the_wedge_opens_around_the_line(bench):
    page = lay_out(bench, "nomogram")
    box = page.locator(".st-wedge").bounding_box()
    end = page.locator("[data-at='posterior']").bounding_box()
    assert box["y"] < end["y"] + end["height"] / 2 < box["y"] + box["height"]


def test_the_nomogram_has_its_sentence_and_the_sum_stands_under_it(bench):
    page = lay_out(bench, "nomogram")
    expect(page.get_by_role("img", name="Nomogram. Before: odds 0.22 / 0.78 = 0.282.")).to_be_visible()
    expect(page.get_by_text("After: odds 0.282 × 2.48 = 0.7.", exact=True)).to_be_visible()


def test_the_figures_of_a_step_are_one_click_away_and_stay_open(bench):
    page = lay_out(bench, "nomogram")
    step = page.get_by_role("listitem").filter(has_text="Slump test present")
    step.get_by_text("The figures behind it").press("Enter")
    expect(step.get_by_text("In people operated for a disc.")).to_be_visible()
    expect(step.get_by_text("measured")).to_be_visible()
    bench.show("nomogram", {**MOVED, "steps": MOVED["steps"][:1]})
    expect(step.get_by_text("In people operated for a disc.")).to_be_visible()
    step.get_by_text("1 source").press("Enter")
    expect(step.get_by_role("link", name="Open the source")).to_be_visible()


def test_nothing_entered_has_no_picture_but_says_what_will_come(bench):
    page = lay_out(bench, "nomogram", steps=[], last=None)
    expect(page.get_by_text("Enter a finding.")).to_be_visible()
    expect(page.locator("svg")).to_have_count(0)


def test_a_cause_that_nothing_can_move_has_words_and_no_picture(bench):
    last = {"heading": "The last step", "step": None, "lines": ["None can move it."]}
    page = lay_out(bench, "nomogram", last=last)
    expect(page.get_by_text("None can move it.")).to_be_visible()
    expect(page.locator("svg")).to_have_count(0)


FULL = {
    "answers": {"entries": [["slump", "present"], ["slr", "present"]], "aside": [["slr", "It does not fit."]],
                "sending": SENDING, "cautions": [{"name": "Pregnant", "text": "It belongs to a setting.",
                                                  "setting": "pregnancy", "label": "Switch to “Pregnancy”"}]},
    "shares": {"rule": {"tone": "unsafe", "title": "Must refer", "text": "No benign finding can push it down.",
                        "reasons": [BASIS]}},
    "nomogram": {},
}


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (1280, True), (390, False), (390, True), (360, False)])
@pytest.mark.parametrize("name", STATES)
def test_a_part_of_the_playground_is_accessible_and_fits(open_bench, require_accessible, name, width, dark):
    page = lay_out(open_bench(width=width, dark=dark, has_touch=width < 400), name, **FULL[name])
    for summary in page.locator("summary").all():
        if summary.is_visible():
            summary.press("Enter")
    if name == "answers":
        page.get_by_label("or by topic").select_option("Safety")
    require_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    small = page.evaluate("""() => [...document.querySelectorAll('main *')]
        .filter((element) => element.matches('button, summary, select, .st-share, .st-check'))
        .filter((element) => element.checkVisibility() && element.getBoundingClientRect().height < 44)
        .map((element) => element.textContent)""")
    assert small == []
