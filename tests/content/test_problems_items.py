"""Each rule for quiz items: a valid knowledge base is broken in one place, and that place is named."""

from __future__ import annotations

import pytest
from content_breaks import ITEMS, Break, assert_named_at_its_place
from example_content import ExampleContent

from sciatica_teach.content.check_item_keys import BORDERS
from sciatica_teach.content.checking import check_content
from sciatica_teach.grading.items.script import MUCH, NEXT_TO_NOTHING

BLUEPRINT = "blueprint.yaml"
NEAR = "      - {low: 90, high: 101, feedback: So certain it is not.}\n"

KEYS = {
    "near range with the answer": Break(
        ITEMS, "{low: 90, high: 101,", "{low: 45, high: 60,", "items[3].near[0]", "the answer 50 lies in here"),
    "near ranges that overlap": Break(
        ITEMS, NEAR, NEAR + "      - {low: 80, high: 91, feedback: Nor so.}\n", "items[3].near[1]",
        "overlaps 90 to 101", "{low: 80"),
    "speed without feedback": Break(
        ITEMS, "{speed: routine, feedback: Weeks", "{speed: urgent, feedback: Whole weeks", "items[4].speeds",
        "'routine' has no feedback", "speeds:"),
    "speed with two": Break(
        ITEMS, "{speed: same-day, feedback: Hours", "{speed: emergency, feedback: The hours",
        "items[4].speeds[1].speed", "'emergency' has feedback already", "{speed: emergency, feedback: The hours"),
    "needed is also as good": Break(
        ITEMS, "needed: emergency", "needed: emergency\n    also: [emergency]", "items[4].also",
        "'emergency' is needed already", "also: [emergency]"),
    "as good, but not next to it": Break(
        ITEMS, "needed: emergency", "needed: emergency\n    also: [urgent]", "items[4].also",
        "'urgent' does not stand next to 'emergency'", "also: [urgent]"),
    "ratio out of its interval": Break(
        ITEMS, "ratio_low: 1.5", "ratio_low: 3", "items[5].ratio", "are no interval with its ratio", "ratio: 2.4"),
    "ratio of nothing": Break(
        ITEMS, "ratio_low: 1.5\n    ratio: 2.4", "ratio_low: 0\n    ratio: 2.4", "items[5].ratio",
        "all are above 0", "ratio: 2.4"),
    "ratio on a border": Break(
        ITEMS, "ratio: 2.4\n", "ratio: 2.05\n", "items[5].ratio", "decides by a rounding", "ratio: 2.05"),
    "interval that holds 1": Break(
        ITEMS, "ratio_low: 1.5", "ratio_low: 0.9", "items[5].ratio_low", "holds 1, so nobody knows"),
    "partner that is not there": Break(
        ITEMS, "partner: l4,", "partner: l3,", "items[6].prompts[1].partner", "there is no partner 'l3'",
        "{id: knee,"),
    "ids of a pair that tell": Break(
        ITEMS, "{id: ankle,", "{id: ankle-s1,", "items[6].prompts[0].id", "share 's1'"),
    "one partner for most": Break(
        ITEMS, "partner: l4,", "partner: s1,", "items[6].prompts", "'s1' is right for 2 of 3", "prompts:"),
    "right and wrong at once": Break(
        ITEMS, "{text: tibial nerve,", "{text: The common-fibular nerve,", "items[8].mistaken[0].text",
        "is the same as 'common fibular nerve'"),
    "mistaken for nothing": Break(
        ITEMS, "{text: tibial nerve,", '{text: "The ...",', "items[8].mistaken[0].text", "no letters and no digits"),
    "accepted as nothing": Break(
        ITEMS, "accepted: [common fibular nerve,", 'accepted: ["-",', "items[8].accepted[0]",
        "no letters and no digits"),
}

WORDS = {
    "no nudge": Break(
        ITEMS, "    nudge: Front or back?", '    nudge: " "', "items[9].nudge", "the item has no nudge", 'nudge: " "'),
    "hint with the answer": Break(
        ITEMS, "nudge: It is named after the bone.", "nudge: Is it the Common Peroneal nerve?", "items[8].nudge",
        "'common peroneal nerve' is the answer"),
    "the same feedback twice": Break(
        ITEMS, "feedback: This can wait.", "feedback: It points to a disc.", "items[0].options[2].feedback",
        "stands at another option too", "{id: worse-sitting"),
    "options that say the same": Break(
        ITEMS, "text: Pain on sitting,", 'text: "a stiff back, in the morning.",', "items[0].options[2].text",
        "two equal options are both wrong", "{id: worse-sitting"),
    "a question that ends in an article": Break(
        ITEMS, "What speaks for a disc?", "What speaks for a disc is an", "items[1].options", "ends in 'an'",
        "What speaks for", 1),
    "the right option alone ends otherwise": Break(
        ITEMS, "text: Numbness in the saddle area,", "text: Numbness in the saddle area.,", "items[0].options[0].text",
        "alone of all options ends in a full stop"),
    "the right option alone is a plural": Break(
        ITEMS, "asks: What is treated?", "asks: What is treated is", "items[7].links[0].options[1].text",
        "alone of all options is a plural", "{id: segment,"),
    "a rare word again": Break(
        ITEMS, "Which of these needs a hospital now?", "Which of these, numbness or not, needs a hospital now?",
        "items[0].options[0].text", "this one alone repeats 'numbness' of the question", "{id: numb-saddle"),
}

BANK = {
    "twin of nobody": Break(
        ITEMS, "id: disc-signs\n", "id: disc-signs\n    twin_of: most-urgnt\n", "items[1].twin_of",
        "there is no quiz item called 'most-urgnt'. Did you mean 'most-urgent'?", "twin_of: most-urgnt"),
    "its own twin": Break(
        ITEMS, "id: disc-signs\n", "id: disc-signs\n    twin_of: disc-signs\n", "items[1].twin_of",
        "not its own twin", "twin_of: disc-signs"),
    "set of a case that is not there": Break(
        ITEMS, "title: First steps", "title: First steps\ncase: anne", "case", "no case called 'anne'", "case: anne"),
    "story without a case": Break(
        ITEMS, "title: First steps", "title: First steps\nstory: She came.", "story", "belongs to a case", "story:"),
    "shares that do not make 1": Break(
        BLUEPRINT, "share: 1}", "share: 0.9}", "areas", "the shares make 0.9", "areas:"),
    "area that cannot be filled": Break(
        BLUEPRINT, "items: 6", "items: 60", "areas[0].share", "13 questions that are no twins; two exams need 120",
        "id: safety"),
}


@pytest.mark.parametrize("change", [*KEYS.values(), *WORDS.values(), *BANK.values()], ids=[*KEYS, *WORDS, *BANK])
def test_the_place_is_named(examples: ExampleContent, change: Break) -> None:
    assert_named_at_its_place(examples, change)


def test_borders_are_those_of_the_grader() -> None:
    assert BORDERS == (NEXT_TO_NOTHING, MUCH)


SECOND = """
  - kind: single
    id: most-urgent-again
    stem: {stem}
    options:
      - {{id: one, text: Nothing felt around the seat, right: true, feedback: It may be the cauda equina again.}}
      - {{id: two, text: A stiff neck in the evening, feedback: This can wait too.}}
      - {{id: three, text: Pain on standing, feedback: It points to a canal.}}
    explanation: As before.
    nudge: Which one would frighten you?
    scaffold: Go through them one by one, and ask what would be lost by waiting.
    objective: {objective}
    twin_of: "{twin}"
    mark: taught
    sources: [taught-example]
"""
OTHER = """
  - id: obj-other
    name: Other
    text: Something else.
    lesson: symptoms
    area: safety
"""


def problems_with(examples: ExampleContent, stem: str, twin: str = "", objective: str = "obj-red-flags") -> list[str]:
    text = examples.path(ITEMS).read_text()
    examples.write(ITEMS, text + SECOND.format(stem=stem, twin=twin, objective=objective).lstrip("\n"))
    examples.write("objectives.yaml", examples.path("objectives.yaml").read_text() + OTHER.lstrip("\n"))
    return [str(problem) for problem in check_content([examples.folder]).problems]


def test_a_question_is_asked_once_unless_it_is_a_twin(examples: ExampleContent) -> None:
    (found,) = problems_with(examples, "Which of these needs a hospital, now?")
    assert "items[13].stem - this asks almost the same as 'most-urgent' (100 % alike)" in found


@pytest.mark.parametrize("stem", ["Which of these needs a hospital, now?", "Who can wait until next month?"])
def test_twins_may_be_alike(examples: ExampleContent, stem: str) -> None:
    assert problems_with(examples, stem, "most-urgent") == []


def test_twins_serve_the_same_objective(examples: ExampleContent) -> None:
    (found,) = problems_with(examples, "Who cannot wait?", "most-urgent", "obj-other")
    assert "items[13].twin_of - 'most-urgent' serves 'obj-red-flags' and this one 'obj-other'" in found


def test_twins_are_no_chain(examples: ExampleContent) -> None:
    examples.edit(ITEMS, "id: disc-signs\n", "id: disc-signs\n    twin_of: most-urgent\n")
    (found,) = problems_with(examples, "Who cannot wait?", "disc-signs")
    assert "items[13].twin_of - 'disc-signs' is a twin itself; name the first one, 'most-urgent'" in found


def test_twins_differ(examples: ExampleContent) -> None:
    item = examples.path(ITEMS).read_text().split("  - kind: multiple")[0].split("items:\n")[1]
    copy = item.replace("id: most-urgent", "id: most-urgent-again\n    twin_of: most-urgent")
    examples.write(ITEMS, examples.path(ITEMS).read_text() + copy)
    (found,) = check_content([examples.folder]).problems
    assert "nothing differs from 'most-urgent'" in str(found)


def test_what_nothing_asks_about_is_a_notice(examples: ExampleContent) -> None:
    examples.edit(ITEMS, "    misconception: mis-01\n", "")
    examples.write("objectives.yaml", examples.path("objectives.yaml").read_text() + OTHER.lstrip("\n"))
    told = [notice.message for notice in check_content([examples.folder]).notices]
    assert "no quiz item asks about 'obj-other' yet" in told
    assert "'mis-01' is met in 1 kinds of quiz item; 2 are better" in told
