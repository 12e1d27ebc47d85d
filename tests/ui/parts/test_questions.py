"""Asking, finding a question, and hearing the answer."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from playwright.sync_api import expect
from ui.parts.samples import QUESTIONS, make

pytestmark = pytest.mark.browser
EASE = "Does it ease when you stand still after walking?"


def answered() -> list[dict[str, Any]]:
    groups = copy.deepcopy(QUESTIONS)
    groups[0]["questions"][1].update(asked=True, words="“No, it makes no difference.”", value="absent")
    return groups


def many() -> list[dict[str, Any]]:
    questions = [
        {"id": f"q{n}", "ask": f"Does lifting weight {n} hurt?", "cost": "1 min", "asked": False, "words": "",
         "value": "", "how": [], "positive": ""} for n in range(13)
    ]
    return [*copy.deepcopy(QUESTIONS), {"topic": "Lifting", "questions": questions}]


def test_a_question_is_asked_by_keyboard_and_its_answer_is_read_out(bench):
    page = bench.put("questions", make("questions"))
    page.get_by_role("button", name=EASE).press("Enter")
    assert bench.actions("questions") == [{"verb": "ask", "finding": "ease"}]
    bench.show("questions", make("questions", groups=answered(), clock={"used": 7, "of": 20}))
    expect(page.locator("#st-live")).to_have_text(f"{EASE} “No, it makes no difference.”")
    expect(page.get_by_role("button", name=EASE)).to_have_count(0)
    expect(page.locator("[data-key='ask:ease']")).to_be_focused()
    expect(page.get_by_role("progressbar", name="7 of 20 minutes of the visit used")).to_be_visible()


def test_an_open_question_is_asked_in_its_own_way(bench):
    page = bench.put("questions", make("questions", groups=[{"topic": "Let the patient talk", "questions": [
        {"id": "open:story", "ask": "Tell me about it.", "cost": "2 min", "asked": False, "words": "", "value": "",
         "action": {"verb": "ask-open", "question": "story"}},
    ]}]))
    page.get_by_role("button", name="Tell me about it.").click()
    assert bench.actions("questions") == [{"verb": "ask-open", "question": "story"}]


def test_how_an_answer_came_and_what_it_was_worth_stand_under_it(bench):
    page = bench.put("questions", make("questions"))
    answer = page.locator("[data-key='ask:worse']")
    expect(answer).to_contain_text("Came out unasked")
    expect(answer).to_contain_text("Well worth asking here.")


def test_an_answer_that_is_put_right_is_read_out_and_one_that_came_unasked_is_not(bench):
    before, after = answered(), answered()
    after[0]["questions"][1].update(words="“Well, it does.”", value="present", came="corrected")
    after[1]["questions"][0].update(asked=True, words="“No.”", value="absent", came="unasked")
    page = bench.put("questions", make("questions", groups=before))
    bench.show("questions", make("questions", groups=after))
    expect(page.locator("#st-live")).to_have_text(f"{EASE} Put right “Well, it does.”")


def screen(*, asked: bool, fresh: set[int] | None = None) -> list[dict[str, Any]]:
    groups = many()[-1:]
    for number, question in enumerate(groups[0]["questions"]):
        question.update(asked=asked, words=f"“Answer {number}.”" if asked else "", value="absent")
        if fresh is not None:
            question["fresh"] = asked and number in fresh
    return groups


@pytest.mark.parametrize(("fresh", "heard"), [
    ({4}, "13 answers have come. New or changed: Does lifting weight 4 hurt? “Answer 4.”"),
    (set(), "13 answers have come. None of them is new or changed."),
    (None, "13 answers have come."),
])
def test_of_many_answers_at_once_their_number_is_read_out_and_what_is_new(bench, fresh, heard):
    page = bench.put("questions", make("questions", groups=screen(asked=False, fresh=fresh)))
    bench.show("questions", make("questions", groups=screen(asked=True, fresh=fresh)))
    expect(page.get_by_text("“Answer 12.”")).to_be_visible()
    expect(page.locator("#st-live")).to_have_text(heard)


def test_nothing_is_read_out_when_the_page_opens(bench):
    page = bench.put("questions", make("questions"))
    expect(page.get_by_text("nearly go through the roof")).to_be_visible()
    expect(page.locator("#st-live")).to_have_count(0)


def test_two_questions_can_be_on_their_way_at_once_and_each_only_once(bench):
    page = bench.put("questions", make("questions"))
    page.get_by_role("button", name=EASE).dblclick()
    page.get_by_role("button", name="Any change in bladder").click()
    assert [action["finding"] for action in bench.actions("questions")] == ["ease", "saddle"]


def test_an_examination_says_how_it_is_done_and_what_counts(bench):
    page = bench.put("questions", make("questions"))
    expect(page.locator("[data-key='ask:slr']")).to_contain_text("Present")
    how = page.get_by_role("button", name="How it is done: Straight leg raise")
    how.press("Enter")
    expect(how).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_text("Raise the straight leg by the heel.")).to_be_visible()
    expect(page.get_by_text("Counts as present: Leg pain between 30 and 70 degrees.")).to_be_visible()


def test_a_long_list_can_be_searched(bench):
    page = bench.put("questions", make("questions", groups=many(), filter=True))
    search = page.get_by_role("searchbox", name="Find among 17")
    assert page.locator(".st-question").count() == 17
    search.press_sequentially("walking ease")
    expect(page.get_by_role("button", name=EASE)).to_be_visible()
    expect(page.get_by_role("heading", name="Lifting")).to_have_count(0)
    expect(search).to_be_focused()
    search.fill("bagpipes")
    expect(page.get_by_text("Nothing matches. Try one word.")).to_be_visible()
    search.fill("")
    expect(page.get_by_role("heading", name="Lifting")).to_be_visible()


def test_a_short_list_has_no_search(bench):
    page = bench.put("questions", make("questions", filter=True))
    expect(page.get_by_role("heading", name="Ask about")).to_be_visible()
    expect(page.get_by_role("searchbox")).to_have_count(0)


def test_on_a_phone_the_later_groups_are_folded_and_stay_as_the_learner_left_them(open_bench):
    bench = open_bench(width=390)
    page = bench.put("questions", make("questions"))
    expect(page.get_by_role("button", name=EASE)).to_be_visible()
    safety = page.get_by_role("button", name="Any change in bladder")
    expect(safety).to_be_hidden()
    page.get_by_role("heading", name="Safety").click()
    expect(safety).to_be_visible()
    bench.show("questions", make("questions", groups=answered()))
    expect(page.get_by_text("“No, it makes no difference.”", exact=True)).to_be_visible()
    expect(safety).to_be_visible()


def folded(*, open_first: bool = False) -> list[dict[str, Any]]:
    groups = copy.deepcopy(QUESTIONS)
    groups[0]["open"], groups[1]["open"] = open_first, True
    return groups


def test_groups_of_earlier_rooms_come_folded_and_the_learner_has_the_last_word(bench):
    page = bench.put("questions", make("questions", groups=folded()))
    ease, safety = page.get_by_role("button", name=EASE), page.get_by_role("button", name="Any change in bladder")
    expect(ease).to_be_hidden()
    expect(safety).to_be_visible()
    page.get_by_role("heading", name="Safety").click()
    expect(safety).to_be_hidden()
    bench.show("questions", make("questions", groups=folded(open_first=True)))
    expect(ease).to_be_visible()
    expect(safety).to_be_hidden()


def test_a_group_that_nobody_touched_is_folded_with_its_room(bench):
    page = bench.put("questions", make("questions", groups=folded(open_first=True)))
    ease = page.get_by_role("button", name=EASE)
    expect(ease).to_be_visible()
    bench.show("questions", make("questions", groups=folded()))
    expect(ease).to_be_hidden()


def examination(count: int, how: list[str]) -> list[dict[str, Any]]:
    questions = [
        {"id": f"t{n}", "ask": f"Test {n}", "cost": "2 min", "asked": False, "words": "", "value": "", "how": how,
         "positive": "Pain."} for n in range(count)
    ]
    return [{"topic": "Tests", "questions": questions}]


@pytest.mark.parametrize("width", [1280, 390])
def test_telling_how_costs_a_list_no_height_until_it_is_asked(open_bench, width):
    bench = open_bench(width=width)
    page = bench.put("questions", make("questions", groups=examination(30, [])))
    tall = "document.querySelector('.st-part.st-questions').offsetHeight"
    without = page.evaluate(tall)
    bench.show("questions", make("questions", groups=examination(30, ["Lay the patient flat."])))
    expect(page.get_by_role("button", name="How it is done")).to_have_count(30)
    assert abs(page.evaluate(tall) - without) <= 2  # fractions of a pixel, thirty times
    page.get_by_role("button", name="How it is done: Test 3").click()
    expect(page.get_by_text("Lay the patient flat.").locator("visible=true")).to_have_count(1)
    assert bench.sent("questions") == []
    bench.show("questions", make("questions", groups=examination(30, ["Lay the patient flat."]), intro="Again."))
    expect(page.get_by_text("Again.")).to_be_visible()
    expect(page.get_by_text("Lay the patient flat.").locator("visible=true")).to_have_count(1)


def test_a_press_on_the_cost_asks_too(bench):
    page = bench.put("questions", make("questions", groups=examination(2, ["Lay the patient flat."])))
    cost = page.get_by_text("2 min").last
    page.mouse.click(*centre(cost.bounding_box()))
    assert bench.actions("questions") == [{"verb": "ask", "finding": "t1"}]


def centre(box: dict[str, float]) -> tuple[float, float]:
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_going_on_is_an_action_too(bench):
    page = bench.put("questions", make("questions"))
    page.get_by_role("button", name="Go to examination").click()
    assert bench.actions("questions") == [{"verb": "examine"}]
