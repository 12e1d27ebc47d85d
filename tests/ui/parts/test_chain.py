"""A chain of reasoning: built link by link, by mouse and by key; marked where it would harm; judged only at the end."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from ui.parts.chain_samples import BOOK, BUILT, CAUGHT, DOSE, JUDGED, NOTHING, POINT, WHOLE, WHY

pytestmark = pytest.mark.browser
KEEP = "Keep, and on to: "


@pytest.fixture
def chain(bench):
    """A bench on which every part has the book."""
    bench.traits = {"catalogue": BOOK}
    return bench


def head(page: Page, link: str):
    return page.locator(f"[data-key='fold:{link}']")


def built(**changes):
    return {**BUILT, "chain": {**NOTHING, **changes}}


def sent(link: str, value: object) -> dict[str, object]:
    return {"verb": "link", "link": link, "value": value}


# ---- Link by link ----

def test_the_first_link_is_open_and_nothing_is_chosen(chain):
    page = chain.put("chain", BUILT)
    expect(head(page, "cause")).to_have_attribute("aria-expanded", "true")
    expect(page.locator("input:checked")).to_have_count(0)
    expect(page.get_by_role("button", name="Commit the chain")).to_be_disabled()
    missing = "Still missing: Cause, Mechanism, Target, Technique, Points, Dangers, Dose."
    expect(page.get_by_text(missing)).to_be_visible()


def test_a_link_is_sent_when_it_is_kept_and_the_next_one_opens_with_the_focus(chain):
    page = chain.put("chain", BUILT)
    page.get_by_role("radio", name="Facet joint pain").press("Space")
    assert chain.actions("chain") == []
    page.get_by_role("button", name=KEEP + "Mechanism").press("Enter")
    assert chain.actions("chain") == [sent("cause", "facet-referred")]
    expect(head(page, "mechanism")).to_be_focused()
    expect(head(page, "mechanism")).to_have_attribute("aria-expanded", "true")
    expect(head(page, "cause")).to_have_attribute("aria-expanded", "false")
    expect(head(page, "cause")).to_contain_text("Facet joint pain, referred")


def test_a_link_without_a_choice_is_not_kept_and_says_why(chain):
    page = chain.put("chain", BUILT)
    page.get_by_role("button", name=KEEP + "Mechanism").click()
    expect(page.locator(".st-body > .st-problem")).to_have_text("!Choose one first.")
    assert chain.actions("chain") == []


def test_a_link_that_was_kept_can_be_opened_and_changed(chain):
    page = chain.put("chain", built(cause="facet-referred"))
    expect(head(page, "mechanism")).to_have_attribute("aria-expanded", "true")
    head(page, "cause").press("Enter")
    expect(page.get_by_role("radio", name="Facet joint pain")).to_be_checked()
    page.get_by_role("radio", name="Deep gluteal").press("Space")
    page.get_by_role("button", name=KEEP + "Mechanism").first.press("Enter")
    assert chain.actions("chain") == [sent("cause", "deep-gluteal")]


def test_a_link_kept_as_it_was_is_not_sent_again(chain):
    page = chain.put("chain", built(cause="facet-referred"))
    head(page, "cause").press("Enter")
    page.get_by_role("button", name=KEEP + "Mechanism").first.press("Enter")
    assert chain.actions("chain") == []


def test_what_was_not_taken_stands_under_its_link(chain):
    page = chain.put("chain", BUILT)
    page.get_by_role("radio", name="Facet joint pain").press("Space")
    page.get_by_role("button", name=KEEP + "Mechanism").press("Enter")
    chain.answer("chain", {"refused": chain.sent("chain")[0]["id"], "why": "Not offered."})
    expect(page.locator(".st-fate", has_text="Not offered.")).to_be_visible()


# ---- Referral ----

def test_whoever_refers_says_how_fast_and_plans_neither_points_nor_visits(chain):
    page = chain.put("chain", built(technique="referral"))
    expect(page.locator(".st-name")).to_have_text(["Cause", "Mechanism", "Target", "Technique", "How fast", "Dangers"])
    head(page, "referral").press("Enter")
    page.get_by_role("radio", name="Emergency department").press("Space")
    page.get_by_role("button", name=KEEP + "Dangers").press("Enter")
    assert chain.actions("chain") == [sent("referral", "emergency")]


# ---- Points ----

@pytest.mark.parametrize(("words", "code"), [
    ("gb 30", "GB30"), ("huan tiao", "GB30"), ("Huántiào", "GB30"), ("环跳", "GB30"), ("環跳", "GB30"),
    ("jumping", "GB30"), ("yanglingquan", "GB34"), ("buttock", "GB30"),
])
def test_a_point_is_found_by_code_pinyin_han_english_and_region(chain, words, code):
    page = chain.put("chain", built(technique="manual-local"))
    head(page, "points").press("Enter")
    page.get_by_role("searchbox").fill(words)
    expect(page.locator(".st-results .st-button")).to_have_count(1)
    page.get_by_role("searchbox").press("Enter")
    expect(page.locator(".st-planned")).to_contain_text(code)
    expect(page.get_by_label("Depth in cun")).to_be_focused()


def test_a_search_that_finds_much_shows_the_first_and_says_so(chain):
    page = chain.put("chain", built(technique="manual-local"))
    head(page, "points").press("Enter")
    page.get_by_role("searchbox").fill("hand")
    expect(page.locator(".st-results")).to_contain_text("9 points found, the first 8 are shown")
    page.get_by_role("searchbox").press("Enter")
    expect(page.locator(".st-planned")).to_have_count(0)
    page.get_by_role("searchbox").fill("nothing like it")
    expect(page.locator(".st-results")).to_contain_text("No point of that name. Try the code")


def test_depth_and_direction_are_blank_until_the_learner_says_them(chain):
    page = chain.put("chain", built(technique="manual-local"))
    head(page, "points").press("Enter")
    page.get_by_text("All 13 points").press("Enter")
    page.locator("details").get_by_role("button", name="BL25").click()
    depth = page.get_by_label("Depth in cun")
    expect(depth).to_have_value("")
    expect(page.get_by_label("Direction")).to_have_value("")
    keep = page.get_by_role("button", name=KEEP + "Dangers")
    keep.press("Enter")
    problem = page.locator(".st-body > .st-problem")
    expect(problem).to_have_text(
        "!BL25: say how deep, from 0.1 to 10 cun in steps of 0.1, and which way the needle points.")
    depth.fill("0.8")
    page.get_by_label("Direction").select_option(label="straight in")
    expect(head(page, "points")).to_contain_text("BL25 · 0.8 cun · straight in")
    keep.press("Enter")
    assert chain.actions("chain") == [
        sent("points", [{"point": "bl25", "depth_cun": 0.8, "angle": "perpendicular"}])]


def test_a_number_that_is_none_is_blank(chain):
    page = chain.put("chain", built(technique="manual-local", points=[POINT]))
    head(page, "points").press("Enter")
    for words in ("0", "-1", "0.85"):
        page.get_by_label("Depth in cun").fill(words)
        expect(head(page, "points")).not_to_contain_text("cun")


def test_a_point_can_be_removed_and_is_offered_again(chain):
    page = chain.put("chain", built(technique="manual-local", points=[POINT]))
    head(page, "points").press("Enter")
    page.get_by_role("searchbox").fill("gb30")
    expect(page.locator(".st-results .st-button")).to_have_attribute("aria-disabled", "true")
    page.get_by_role("button", name="Remove GB30").press("Enter")
    expect(page.locator(".st-planned")).to_have_count(0)
    expect(page.get_by_role("searchbox")).to_be_focused()
    expect(page.locator(".st-results .st-button")).not_to_have_attribute("aria-disabled", "true")


def test_more_than_nine_points_are_not_kept(chain):
    many = [{**POINT, "point": point["id"]} for point in BOOK["points"][:10]]
    page = chain.put("chain", built(technique="manual-local", points=many))
    head(page, "points").press("Enter")
    page.locator("[data-key='keep:points']").press("Enter")
    expect(page.locator(".st-body > .st-problem")).to_contain_text("Nine points are the most")


def test_a_technique_without_needles_has_no_points(chain):
    page = chain.put("chain", {**BUILT, "chain": {**WHOLE, "technique": "education"}})
    expect(page.locator(".st-name")).to_have_text(["Cause", "Mechanism", "Target", "Technique", "Dangers", "Dose"])
    expect(page.get_by_role("button", name="Commit the chain")).to_be_enabled()


def test_the_search_is_the_same_field_while_somebody_composes_in_it(chain):
    page = chain.put("chain", built(technique="manual-local"))
    head(page, "points").press("Enter")
    field = page.get_by_role("searchbox")
    field.evaluate("element => { element.dataset.first = 'yes'; }")
    field.press_sequentially("huan")
    expect(field).to_have_attribute("data-first", "yes")


# ---- Dangers and dose ----

def test_a_danger_that_is_named_asks_what_is_done_about_it(chain):
    page = chain.put("chain", built(technique="manual-local"))
    head(page, "dangers").press("Enter")
    page.get_by_role("checkbox", name="A nerve is hit").press("Space")
    keep = page.get_by_role("button", name=KEEP + "Dose")
    keep.press("Enter")
    expect(page.locator(".st-body > .st-problem")).to_contain_text("A nerve is hit: say what you do about it.")
    page.get_by_role("radio", name="Stop at a shock").press("Space")
    keep.press("Enter")
    assert chain.actions("chain") == [sent("dangers", {"nerve": "stop"})]


def test_the_dose_is_three_numbers_and_a_rule(chain):
    page = chain.put("chain", {**BUILT, "chain": {**WHOLE, "dose": {}}})
    for label, value in (("Visits in all", "8"), ("Visits a week", "2"), ("Look back at visit", "5")):
        page.get_by_label(label).fill(value)
    keep = page.get_by_role("button", name="Keep and close")
    keep.press("Enter")
    expect(page.locator(".st-body > .st-problem")).to_contain_text("what you do if nothing has changed")
    page.get_by_role("radio", name="Stop, or refer").press("Space")
    keep.press("Enter")
    assert chain.actions("chain") == [sent("dose", DOSE)]
    expect(page.get_by_role("button", name="Commit the chain")).to_be_focused()


# ---- Numbers that are none ----

@pytest.mark.parametrize(("label", "words", "complaint"), [
    ("Visits in all", "999", "A whole number from 1 to 30."), ("Visits in all", "-1", "A whole number from 1 to 30."),
    ("Visits in all", "eight", "A whole number from 1 to 30."),
    ("Visits a week", "0.37", "From 0.5 to 5, in steps of 0.5."),
    ("Look back at visit", "9", "No later than the last visit, which is number 8."),
])
def test_a_number_that_cannot_be_is_complained_of_at_its_field_until_it_is_mended(chain, label, words, complaint):
    page = chain.put("chain", {**BUILT, "chain": WHOLE, "open": ["dose"]})
    field = page.get_by_label(label)
    field.fill(words)
    field.press("Tab")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(complaint)
    expect(page.locator("#st-live")).to_have_text(complaint)
    expect(page.get_by_role("button", name="Commit the chain")).to_be_disabled()
    field.fill("5")
    expect(field).not_to_have_attribute("aria-invalid", "true")
    expect(page.get_by_role("button", name="Commit the chain")).to_be_enabled()


def test_a_visit_to_look_back_at_that_comes_after_the_last_one_is_noticed_when_the_visits_become_fewer(chain):
    page = chain.put("chain", {**BUILT, "chain": WHOLE, "open": ["dose"]})
    page.get_by_label("Visits in all").fill("4")
    page.get_by_role("button", name="Keep and close").press("Enter")
    expect(page.get_by_label("Look back at visit")).to_be_focused()
    expect(page.get_by_label("Look back at visit")).to_have_accessible_description(
        "No later than the last visit, which is number 4.")
    assert chain.actions("chain") == []


@pytest.mark.parametrize("words", ["-1", "99", "0.37", "deep"])
def test_a_depth_that_cannot_be_stays_to_be_mended(chain, words):
    page = chain.put("chain", built(technique="manual-local", points=[POINT]))
    head(page, "points").press("Enter")
    field = page.get_by_label("Depth in cun")
    field.fill(words)
    page.locator("[data-key='keep:points']").press("Enter")
    expect(field).to_be_focused()
    expect(field).to_have_value(words)
    expect(field).to_have_accessible_description("From 0.1 to 10, in steps of 0.1.")
    field.fill("0,7")
    expect(page.locator(".st-problem:visible")).to_have_count(0)
    page.locator("[data-key='keep:points']").press("Enter")
    assert chain.actions("chain") == [sent("points", [{**POINT, "depth_cun": 0.7}])]


# ---- The commit ----

def test_a_commit_that_is_not_ready_says_what_is_missing_and_goes_there(chain):
    page = chain.put("chain", built(cause="facet-referred", mechanism="muscle-guard"))
    page.get_by_role("button", name="Commit the chain").press("Enter")
    expect(page.locator("#st-live")).to_have_text("Still missing: Target, Technique, Points, Dangers, Dose.")
    expect(head(page, "target")).to_be_focused()
    expect(head(page, "target")).to_have_attribute("aria-expanded", "true")
    assert chain.actions("chain") == []


def test_a_technique_that_brings_other_links_says_so(chain):
    page = chain.put("chain", built(technique="manual-local"))
    head(page, "technique").press("Enter")
    page.get_by_role("radio", name="Referral").press("Space")
    expect(page.locator("#st-live")).to_have_text(
        "The links of this chain are now: Cause, Mechanism, Target, Technique, How fast, Dangers.")


def test_a_danger_that_nobody_touched_is_asked_for_before_it_is_marked(chain):
    page = chain.put("chain", CAUGHT)
    commit = page.get_by_role("button", name="Commit the chain", exact=True)
    commit.press("Enter")
    assert chain.actions("chain") == []
    group = page.get_by_role("group", name="Nothing was changed in: Points.")
    expect(group.get_by_role("button", name="Go back")).to_be_focused()
    group.get_by_role("button", name="Go back").press("Enter")
    expect(commit).to_be_focused()
    commit.press("Enter")
    page.get_by_role("button", name="Yes: Commit the chain").press("Enter")
    assert chain.actions("chain") == [{"verb": "commit"}]


def test_a_danger_that_was_mended_is_committed_at_once(chain):
    page = chain.put("chain", CAUGHT)
    page.get_by_label("Depth in cun").fill("0.5")
    page.get_by_role("button", name="Commit the chain").press("Enter")
    assert chain.actions("chain") == [sent("points", [{**POINT, "depth_cun": 0.5}]), {"verb": "commit"}]


def test_what_is_still_open_is_sent_before_the_commit(chain):
    page = chain.put("chain", {**BUILT, "chain": WHOLE})
    head(page, "cause").press("Enter")
    page.get_by_role("radio", name="Deep gluteal").press("Space")
    page.get_by_role("button", name="Commit the chain").press("Enter")
    assert chain.actions("chain") == [sent("cause", "deep-gluteal"), {"verb": "commit"}]


def test_a_dangerous_plan_is_open_at_the_link_that_would_harm(chain):
    page = chain.put("chain", {**BUILT, "chain": WHOLE})
    chain.show("chain", CAUGHT)
    expect(head(page, "points")).to_have_attribute("aria-expanded", "true")
    expect(head(page, "points")).to_contain_text("Would harm this patient")
    expect(page.get_by_text("GB30 is not for this patient.")).to_be_visible()
    expect(head(page, "technique")).not_to_contain_text("Would harm")
    page.get_by_role("button", name="Remove GB30").press("Enter")
    expect(page.get_by_role("button", name="Commit the chain")).to_be_disabled()


def test_a_link_that_was_mended_is_neither_right_nor_wrong(chain):
    page = chain.put("chain", CAUGHT)
    page.get_by_label("Depth in cun").fill("0.5")
    page.get_by_role("button", name="Keep and close").press("Enter")
    expect(head(page, "points")).to_contain_text("iChanged since")
    chain.show("chain", {**CAUGHT, "mended": ["points"], "chain": {**WHOLE, "points": [{**POINT, "depth_cun": 0.5}]}})
    expect(head(page, "points")).to_contain_text("iChanged since")
    expect(page.locator(".st-ring-broken")).to_have_count(0)


def test_the_reasons_of_one_point_are_one_click_away_with_their_sources(chain):
    page = chain.put("chain", JUDGED)
    page.locator(".st-judged summary").press("Enter")
    expect(page.locator(".st-judged")).to_contain_text("The nerve lies under this point. ■commonly taught")
    expect(page.locator(".st-judged").get_by_text("Common point books.")).to_be_visible()


def test_of_what_was_missed_the_name_stands_open_and_the_rest_one_click_away(chain):
    line = {"tone": "plain", "word": "The patient faints", "verdict": "Missed", "text": "It was not named.",
            "claims": []}
    dangers = {**JUDGED["grades"]["dangers"], "lines": [{**line, "claims": [WHY]}, line]}
    page = chain.put("chain", {**JUDGED, "open": ["dangers"], "grades": {**JUDGED["grades"], "dangers": dangers}})
    folded, plain = page.get_by_text("It was not named.").all()
    expect(plain).to_be_visible()
    expect(folded).not_to_be_visible()
    page.get_by_text("The patient faints").first.click()
    expect(folded).to_be_visible()


def test_the_marks_take_the_focus_of_whoever_waited_for_them_and_of_nobody_else(chain):
    page = chain.put("chain", JUDGED)
    expect(page.locator("body")).to_be_focused()
    chain.show("chain", {**BUILT, "id": "chain/ilir/2", "chain": WHOLE})
    chain.show("chain", {**JUDGED, "id": "chain/ilir/2"})
    expect(page.locator(".st-verdict")).to_be_focused()
    expect(page.locator("#st-live")).to_have_text("Failed on safety. Marked: 4 of 7.")


def test_a_judged_chain_says_word_reason_and_source_of_every_link_and_takes_no_more_changes(chain):
    page = chain.put("chain", JUDGED)
    expect(page.locator(".st-fold .st-word")).to_have_text(
        ["✓Fits", "✓Fits", "↳Follows from your own link", "≠Does not fit", "✕Would harm this patient", "◐Partly right",
         "✓Fits"])
    expect(page.get_by_text("Right here: Education and exercise; Referral")).to_be_visible()
    page.get_by_text("1 source").first.press("Enter")
    expect(page.get_by_text("Common point books.").first).to_be_visible()
    expect(page.locator("input, select")).to_have_count(0)
    expect(page.get_by_role("button", name="Commit")).to_have_count(0)
    head(page, "cause").press("Enter")
    expect(page.get_by_text("The nerve lies under this point.").first).to_be_visible()


def test_what_is_not_kept_outlives_the_view(chain):
    page = chain.put("chain", BUILT)
    page.get_by_role("radio", name="Facet joint pain").press("Space")
    chain.draw_anew("chain")
    expect(page.get_by_role("radio", name="Facet joint pain")).to_be_checked()
    chain.show("chain", {**BUILT, "id": "chain/ilir/2"})
    expect(page.locator("input:checked")).to_have_count(0)


# ---- How it looks ----

@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)], ids=["desk", "phone-dark"])
@pytest.mark.parametrize("state", [BUILT, CAUGHT, JUDGED], ids=["built", "caught", "judged"])
def test_it_is_accessible_and_fits(open_bench, require_accessible, state, width, dark):
    bench = open_bench(width=width, dark=dark)
    bench.traits = {"catalogue": BOOK}
    page = bench.put("chain", state)
    require_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_judged_chain_can_be_opened_with_a_thumb(open_bench):
    bench = open_bench(width=360, has_touch=True)
    bench.traits = {"catalogue": BOOK}
    page = bench.put("chain", {**JUDGED, "open": [*JUDGED["grades"]]})
    heights = page.locator("main :is(button, summary)").evaluate_all(
        "all => all.map((element) => element.getBoundingClientRect().height)")
    assert min(heights) >= 44
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("link", ["cause", "points", "dangers", "dose"])
def test_letters_twice_as_large_stay_on_a_narrow_phone(open_bench, link):
    bench = open_bench(width=360)
    bench.traits = {"catalogue": BOOK}
    page = bench.put("chain", {**CAUGHT, "open": [link]})
    page.add_style_tag(content="html { font-size: 200% }")
    outside = page.evaluate("""() => [...document.querySelectorAll(".st-body *")].filter((element) =>
        element.checkVisibility() && element.getBoundingClientRect().right > 360.5).map((element) => element.outerHTML)
    """)
    assert page.locator(".st-body").count() == 1
    assert outside == []


@pytest.mark.parametrize("link", ["cause", "points", "dangers", "dose"])
def test_everything_can_be_pressed_with_a_thumb_on_a_narrow_phone(open_bench, link):
    bench = open_bench(width=360, has_touch=True)
    bench.traits = {"catalogue": BOOK}
    page = bench.put("chain", {**BUILT, "chain": WHOLE, "open": [link]})
    small = page.evaluate("""() => [...document.querySelectorAll("main :is(button, summary, select, label:has(input), "
        + "input:not([type=radio], [type=checkbox]))")].filter((element) => element.checkVisibility()
        && element.getBoundingClientRect().height < 44).map((element) => element.outerHTML)""")
    assert small == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
