"""Cards: blocks, evidence, the body map, buttons, and text that stays text."""

from __future__ import annotations

import itertools
from typing import Any, get_args

import pytest
from playwright.sync_api import expect
from ui.parts.samples import NEWER_BLOCKS, SAMPLES, make

from sciatica_teach.model.causes import Region

pytestmark = pytest.mark.browser
HOSTILE = "<img src=x onerror=\"window.broken=1\"><script>window.broken=1</script></script>&amp;${1}"


def body(regions: list[str], side: str, text: str = "") -> dict[str, Any]:
    return {"type": "bodymap", "regions": regions, "side": side, "text": text}


KEPT = {"type", "tone", "id", "subject", "side", "status", "value", "came"}


def spoil(value: Any) -> Any:
    """The same state with every text replaced by markup that would run if it were ever read as HTML."""
    if isinstance(value, dict):
        return {key: part if key in KEPT else spoil(part) for key, part in value.items()}
    if isinstance(value, list):
        return [spoil(part) for part in value]
    return HOSTILE if isinstance(value, str) else value


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_content_can_never_bring_markup_with_it(bench, name):
    page = bench.put(name, spoil(make(name)))
    if name != "desk":
        expect(page.locator(".st-view .st-part").last).to_contain_text("<script>window.broken=1</script>")
    assert page.locator("main img, main script").count() == 0
    assert page.evaluate("window.broken") is None


def test_a_hostile_verdict_and_refusal_show_as_text(bench):
    page = bench.put("choice", make("choice", certainty={"ask": False}))
    page.get_by_text("Normal knee jerk").click()
    page.get_by_role("button", name="Commit answer").click()
    bench.answer("choice", {"refused": bench.sent("choice")[0]["id"], "why": HOSTILE, "report": HOSTILE})
    expect(page.locator(".st-fate")).to_contain_text("<img src=x")
    assert page.locator("main img").count() == 0


@pytest.mark.parametrize("href", ["javascript:alert(1)", " JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x"])
def test_an_address_that_would_run_a_script_is_no_link(bench, href):
    links = {"type": "links", "items": [{"href": href, "title": "Trap", "text": "", "tone": "plain"}]}
    source = [{"id": "x", "citation": "Trap 2", "says": "", "reading": "", "href": href, "caution": ""}]
    claim = {"type": "claim", "text": "Said.", "mark": "measured", "sources": source, "conflict": ""}
    page = bench.put("card", make("card", blocks=[links, claim]))
    expect(page.get_by_text("Trap", exact=True)).to_be_visible()
    assert page.locator("main a").count() == 0


def test_a_claim_carries_its_mark_in_words_and_its_source_one_click_away(bench):
    page = bench.put("card", make("card"))
    claim = page.locator(".st-claim").nth(1)
    expect(claim).to_contain_text("commonly taught")
    expect(claim).to_contain_text("sources conflict")
    claim.get_by_text("1 source").press("Enter")
    expect(claim.get_by_text("Two studies found no difference; one did.")).to_be_visible()
    link = claim.get_by_role("link", name="Open the source")
    expect(link).to_have_attribute("href", "https://doi.org/10.1136/jnnp.72.5.630")
    expect(link).to_have_attribute("rel", "noopener")


@pytest.mark.parametrize("region", get_args(Region))
def test_every_region_is_drawn_on_the_body(bench, region):
    page = bench.put("card", make("card", blocks=[body([region], "left")]))
    shapes = page.locator(f"[data-region='{region}']")
    assert shapes.count() >= 1
    assert shapes.first.evaluate("shape => shape.getBBox().width * shape.getBBox().height") > 20
    assert shapes.first.locator("title").text_content().endswith(", left")


@pytest.mark.parametrize(("side", "centres"), [("right", {"front": -1, "back": 1}), ("left", {"front": 1, "back": -1})])
def test_right_is_on_the_left_of_the_front_view_and_on_the_right_of_the_back_view(bench, side, centres):
    page = bench.put("card", make("card", blocks=[body(["knee", "back-knee"], side)]))
    for region, view in (("knee", "front"), ("back-knee", "back")):
        middle = page.locator(f"[data-region='{region}']").evaluate(
            "shape => { const box = shape.getBBox(); return box.x + box.width / 2; }"
        )
        assert middle * centres[view] > 0


def test_the_body_map_says_in_words_what_it_marks(bench):
    page = bench.put("card", make("card", blocks=[body(["buttock", "calf"], "both", "Worse on sitting.")]))
    expect(page.get_by_role("img")).to_have_accessible_name(
        "Body map, both sides. Marked: buttock, calf. Worse on sitting."
    )
    assert page.locator("[data-region='calf']").count() == 2


SHARES = {"groin": 0.55, "buttock": 0.71, "calf": 0.06, "knee": 0.0, "lateral-leg": 1.0}


def test_shares_are_shaded_in_five_steps_and_said_in_words_the_most_common_first(bench):
    page = bench.put("card", make("card", blocks=[{**body([], "right"), "shares": SHARES}]))
    expect(page.get_by_role("img")).to_have_accessible_name(
        "Body map, right side. Marked: outer leg 100 %, buttock 71 %, groin 55 %, calf 6 %."
    )
    for region, shade in (("calf", 1), ("groin", 3), ("buttock", 4), ("lateral-leg", 5)):
        expect(page.locator(f"[data-region='{region}']").first).to_have_class(f"st-share st-shade-{shade}")
    assert page.locator("[data-region='knee']").count() == 0
    expect(page.locator("[data-region='groin'] title")).to_have_text("Groin, right: 55 %")
    expect(page.locator(".st-shades li")).to_have_text([
        "few: under 20 %", "some: 20 to 39 %", "about half: 40 to 59 %", "many: 60 to 79 %", "most: 80 % or more",
    ])


@pytest.mark.parametrize("dark", [False, True])
def test_each_shade_is_darker_in_pain_than_the_one_before(open_bench, dark):
    """Colour alone must carry the order: the share of the pain colour's red over its green grows with every step."""
    bench = open_bench(dark=dark)
    shares = dict(zip(["groin", "knee", "front-leg", "foot-top", "big-toe"], (0.1, 0.3, 0.5, 0.7, 0.9), strict=True))
    page = bench.put("card", make("card", blocks=[{**body([], "right"), "shares": shares}]))
    red_over_green = """shape => { const [red, green] = getComputedStyle(shape).fill.match(/[\\d.]+/g).map(Number);
        return red / green; }"""
    seen = [page.locator(f"[data-region='{region}']").first.evaluate(red_over_green) for region in shares]
    assert all(later > 1.1 * earlier for earlier, later in itertools.pairwise(seen)), seen


def test_one_legend_is_enough_for_several_maps(bench):
    page = bench.put("card", make("card", blocks=[{**body([], "right"), "shares": SHARES, "legend": False}]))
    expect(page.get_by_role("img")).to_be_visible()
    assert page.locator(".st-shades").count() == 0


def test_a_step_that_cannot_be_undone_is_asked_twice(bench):
    page = bench.put("card", make("card"))
    erase = page.get_by_role("button", name="Erase my record", exact=True)
    erase.press("Enter")
    expect(page.get_by_text("This cannot be undone.")).to_be_visible()
    expect(page.get_by_role("button", name="Go back")).to_be_focused()
    page.keyboard.press("Enter")
    expect(erase).to_be_focused()
    assert bench.sent("card") == []
    erase.click()
    page.get_by_role("button", name="Yes: Erase my record").click()
    assert bench.actions("card") == [{"verb": "erase"}]


def test_a_field_sends_what_was_typed_and_nothing_when_empty(bench):
    page = bench.put("card", make("card"))
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_label("Resume code")).to_be_focused()
    page.keyboard.type(" abcd-efgh ")
    page.keyboard.press("Enter")
    assert bench.actions("card") == [{"verb": "resume", "text": "abcd-efgh"}]


def test_a_link_that_acts_is_still_a_link(bench):
    action = {"verb": "open", "id": "roots"}
    link = {"href": "?quiz=roots", "title": "Roots and nerves", "text": "Quiz", "action": action}
    page = bench.put("card", make("card", blocks=[{"type": "links", "items": [link]}]))
    here = page.get_by_role("link", name="Roots and nerves")
    expect(here).to_have_attribute("href", "?quiz=roots")
    here.press("Enter")
    assert bench.actions("card") == [action]
    assert page.url == bench.address


def test_a_link_that_acts_opens_in_a_new_tab_when_that_is_asked_for(bench):
    page = bench.put("card", debrief())
    with page.context.expect_page():
        page.get_by_role("link", name="Roots and nerves").click(modifiers=["Control"])
    assert bench.sent("card") == []
    assert page.url == bench.address


def debrief() -> dict[str, Any]:
    return make("card", title="Your plan", blocks=NEWER_BLOCKS)


def test_a_heading_stands_below_the_title_of_its_card(bench):
    page = bench.put("card", debrief())
    expect(page.get_by_role("heading", name="Your plan", level=2)).to_be_visible()
    expect(page.get_by_role("heading", name="What was missed", level=3)).to_be_visible()


def test_the_legend_of_the_marks_names_all_of_them(bench):
    page = bench.put("card", debrief())
    assert page.locator(".st-marks .st-tag").all_inner_texts() == [
        "◆\nmeasured", "■\ncommonly taught", "≈\nestimate", "◇\ntradition", "○\nopinion",
    ]


def test_a_report_is_folded_away_and_can_be_copied(open_bench):
    bench = open_bench(permissions=["clipboard-read", "clipboard-write"])
    page = bench.put("card", debrief())
    report = page.get_by_text("ZeroDivisionError")
    expect(report).to_be_hidden()
    page.get_by_text("Report", exact=True).click()
    expect(report).to_be_visible()
    page.get_by_role("button", name="Copy the report").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").startswith("sciatica-teach 1.0")


def test_a_verdict_brings_the_evidence_for_its_reason(bench):
    page = bench.put("card", debrief())
    right, plain, unsafe = page.locator(".st-verdicts > li").all()
    expect(right).to_contain_text("Recommended Advice to stay active")
    expect(right.locator(".st-tag")).to_have_text("◆measured")
    right.get_by_text("1 source").press("Enter")
    expect(right.get_by_role("link", name="Open the source")).to_be_visible()
    expect(plain.locator(".st-tag, details")).to_have_count(0)
    unsafe.get_by_text("Why sources conflict").click()
    expect(unsafe.get_by_text("One guideline is silent about it.")).to_be_visible()


def test_asking_twice_leaves_the_other_buttons_at_work(bench):
    page = bench.put("card", debrief())
    page.get_by_role("button", name="Play this case again").click()
    group = page.get_by_role("group", name="Start from the beginning?")
    expect(group.get_by_role("button")).to_have_count(2)
    page.get_by_role("button", name="All cases").click()
    group.get_by_role("button", name="Yes: Play this case again").click()
    assert bench.actions("card") == [{"verb": "menu"}, {"verb": "again"}]
    expect(group).to_have_count(0)


def test_the_title_of_a_page_is_its_first_heading(bench):
    page = bench.put("card", make("card", tone="bare", level=1))
    heading = page.get_by_role("heading", name="Daniel, 38", level=1)
    assert heading.evaluate("element => getComputedStyle(element).fontSize") == "30px"


ARRIVE_THEN = """([state, busy]) => new Promise((done) => {
  window.models.card.set("state", state);
  if (busy) document.querySelector(".st-choice input").focus();
  requestAnimationFrame(() => requestAnimationFrame(() => done(document.activeElement.tagName)));
})"""


@pytest.mark.parametrize(("busy", "focused"), [(False, "H2"), (True, "INPUT")])
def test_arriving_takes_the_focus_unless_the_learner_is_at_work_already(bench, busy, focused):
    page = bench.put("card", make("card"), ("choice", make("choice")))
    assert page.evaluate(ARRIVE_THEN, [make("card", arrive="question 2"), busy]) == focused


ARRIVE_WHILE_REDRAWN = """([state, words]) => new Promise((done) => {
  document.querySelector(".st-choice input").focus();
  window.models.card.set("state", state);
  window.models.choice.set("state", { ...window.models.choice.get("state"), legend: words });
  requestAnimationFrame(() => requestAnimationFrame(() => done(document.activeElement.tagName)));
})"""


def test_a_control_that_is_drawn_again_does_not_keep_the_focus_from_where_the_learner_arrives(bench):
    page = bench.put("card", make("card"), ("choice", make("choice")))
    assert page.evaluate(ARRIVE_WHILE_REDRAWN, [make("card", arrive="question 2"), "Another legend"]) == "H2"


def test_a_title_that_was_arrived_at_keeps_the_focus_when_its_card_is_drawn_again(bench):
    page = bench.put("card", make("card"))
    bench.show("card", make("card", arrive="question 2"))
    expect(page.get_by_role("heading", level=2)).to_be_focused()
    bench.show("card", make("card", arrive="", title="Drawn again"))
    expect(page.get_by_role("heading", name="Drawn again")).to_be_focused()


def test_sources_that_come_open_stay_closed_once_they_were_closed(bench):
    claim = {**next(block for block in SAMPLES["card"]["blocks"] if block["type"] == "claim"), "open": True}
    page = bench.put("card", make("card", blocks=[claim]))
    source = page.locator(".st-sources cite").first
    expect(source).to_be_visible()
    page.locator(".st-sources summary").press("Enter")
    expect(source).to_be_hidden()
    bench.show("card", make("card", title="Drawn again", blocks=[claim]))
    expect(page.get_by_role("heading", name="Drawn again")).to_be_visible()
    expect(source).to_be_hidden()


def test_an_opened_hint_stays_open_when_the_card_is_redrawn(bench):
    page = bench.put("card", make("card"))
    page.get_by_text("A hint").click()
    expect(page.get_by_text("Think of the L5 muscles")).to_be_visible()
    bench.show("card", make("card", title="Daniel, 39"))
    expect(page.get_by_role("heading", name="Daniel, 39")).to_be_visible()
    expect(page.get_by_text("Think of the L5 muscles")).to_be_visible()


def test_a_block_from_a_newer_version_does_not_empty_the_card(bench):
    page = bench.put("card", make("card", blocks=[{"type": "hologram"}, {"type": "text", "text": "Still here."}]))
    expect(page.get_by_text("Still here.")).to_be_visible()
    expect(page.get_by_text("hologram")).to_be_visible()


def test_the_present_stage_is_marked_for_everyone(bench):
    page = bench.put("stages", make("stages"))
    expect(page.locator("[aria-current=step]")).to_contain_text("History")
    expect(page.get_by_role("listitem").first).to_contain_text("done: Safety screen")
