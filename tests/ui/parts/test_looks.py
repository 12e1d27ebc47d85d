"""Every part in its main states, on a desk and on a phone, by day and by night: accessible, and nothing sticks out."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from ui.parts.samples import (
    BLOCKS,
    CHOICE_VERDICTS,
    LOSSES_LOCKED,
    NEWER_BLOCKS,
    PAIR_VERDICTS,
    QUESTIONS,
    SHIFT_SEEN,
    STEPS,
    make,
)

BELIEF = {"shortlist": ["disc", "gluteal", "facet"], "belief": {"disc": 62, "gluteal": 18, "facet": 8}}
STEP_VERDICTS = {step["id"]: {"right": step["id"] != "plan", "feedback": "Why."} for step in STEPS}
NOTICE = {"tone": "info", "text": "The record went on.", "action": {"label": "Load", "verb": "x"}}
STATES = {
    "desk-notice": make("desk", notice=NOTICE),
    "stages": make("stages"),
    "search": make("search"),
    "card": make("card"),
    **{f"card-{tone}": make("card", tone=tone, title="Ask first", eyebrow="", blocks=[
        {"type": "text", "text": "In words.", "quiet": True},
        {"type": "claim", "text": "Said.", "mark": "opinion", "sources": []},
    ]) for tone in ("patient", "safety", "right", "unsafe", "caution", "info")},
    "card-debrief": make("card", title="Your plan", blocks=NEWER_BLOCKS),
    "card-bare": make("card", tone="bare", level=1, title="“It's worse every time I sit in the van”", blocks=[
        block for block in BLOCKS if block["type"] == "progress"]),
    "choice": make("choice"),
    "choice-many": make("choice", many=True),
    "choice-locked": make("choice", locked=True, chosen=["toe"], certainty_given=3, verdicts=CHOICE_VERDICTS),
    "ordering": make("ordering"),
    "ordering-locked": make("ordering", locked=True, chosen=[step["id"] for step in STEPS], verdicts=STEP_VERDICTS),
    "choice-given": make("choice", given=[["You think of", "a disc"], ["Now you learn", "A sneeze hurts."]]),
    "choice-half": make("choice", locked=True, chosen=["toe"], verdicts=CHOICE_VERDICTS, right_text="Until then: wait.",
                        heading=["caution", "Partly right: one step off"]),
    "matching": make("matching"),
    "matching-locked": make("matching", locked=True, chosen=["ankle:q", "knee:p"], verdicts=PAIR_VERDICTS),
    "text": make("text"),
    "text-locked": make("text", locked=True, chosen=["x" * 200], right_text="Accepted: y", verdicts={
        "answer": {"right": False, "feedback": "No."}}),
    "number": make("number"),
    "number-locked": make("number", locked=True, chosen=["3"], verdicts={
        "answer": {"right": True, "feedback": "Yes."}}),
    "shift": make("shift"),
    "shift-seen": make("shift", **SHIFT_SEEN),
    "belief": make("belief"),
    "belief-listed": make("belief", **BELIEF),
    "belief-locked": make("belief", locked=True, **BELIEF),
    "drawing": make("drawing"),
    "drill": make("drill"),
    "drill-locked": make("drill", locked=True, chosen="same-day"),
    "explorer": make("explorer"),
    "questions": make("questions", filter=True, groups=QUESTIONS),
    "likeness": make("likeness"),
    "plot": make("plot"),
    "variants": make("variants"),
    "spine": make("spine"),
    "tree": make("tree", chosen="tibial"),
    "tree-lesion": make("tree", locked=True, chosen="sciatic", note="All below it fails.", marks={
        "sciatic": "lesion", "tibial": "affected", "common-fibular": "affected"}),
    "tree-answered": make("tree", locked=True, chosen="sural", marks={"sural": "chosen-wrong", "tibial": "answer"}),
    "losses": make("losses", chosen=["gastrocnemius", "heel"]),
    "losses-locked": make("losses", **LOSSES_LOCKED),
    "losses-observed": make("losses", **LOSSES_LOCKED, observed=True),
}
pytestmark = pytest.mark.browser
SCREENS = [(1280, False), (1280, True), (390, False), (390, True)]


@pytest.mark.parametrize(("width", "dark"), SCREENS, ids=["desk", "desk-dark", "phone", "phone-dark"])
@pytest.mark.parametrize("name", STATES)
def test_a_part_is_accessible_and_fits(open_bench, require_accessible, name, width, dark):
    bench = open_bench(width=width, dark=dark)
    page = bench.put(name.split("-")[0], STATES[name])
    if name == "desk-notice":
        expect(page.get_by_role("alert")).to_be_visible()
    require_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", [name for name in STATES if "-" not in name])
def test_a_part_fits_a_narrow_phone_and_can_be_pressed_with_a_thumb(open_bench, name):
    bench = open_bench(width=360, has_touch=True)
    page = bench.put(name, STATES[name])
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    small = page.evaluate("""() => [...document.querySelectorAll('main *')]
        .filter((element) => element.matches('button, summary, select, .st-option, .st-sure label, .st-pick'))
        .filter((element) => element.checkVisibility() && element.getBoundingClientRect().height < 44)
        .map((element) => element.textContent)""")
    assert small == []


def test_motion_is_off_for_those_who_asked_for_it(open_bench):
    bench = open_bench(reduced_motion="reduce")
    page = bench.put("choice", make("choice"))
    option = page.locator(".st-option").first
    assert option.evaluate("element => getComputedStyle(element).transitionDuration") == "0s"


def test_a_printed_sheet_keeps_the_text_and_drops_the_controls(open_bench):
    bench = open_bench(dark=True)
    page = bench.put("card", make("card"), ("choice", make("choice")))
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Next question")).to_be_hidden()
    expect(page.get_by_text("Normal knee jerk")).to_be_visible()
    assert page.locator(".st-card").evaluate("element => getComputedStyle(element).color") == "rgb(0, 0, 0)"


def test_the_focus_can_be_seen(bench):
    page = bench.put("card", make("card"))
    page.get_by_label("Resume code").focus()
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    expect(focused).to_have_text("Go on")
    assert focused.evaluate("element => getComputedStyle(element).outlineStyle") == "solid"


def test_with_forced_colours_a_verdict_still_has_its_word(open_bench):
    bench = open_bench(forced_colors="active")
    page = bench.put("choice", STATES["choice-locked"])
    expect(page.get_by_text("— Not right, your answer")).to_be_visible()
