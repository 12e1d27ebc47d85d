"""What a case can get wrong beyond its shape: disclosure, chain, later visits, former ids."""

from __future__ import annotations

import pytest
from content_breaks import CASE, Break, assert_named_at_its_place
from example_content import ExampleContent

from sciatica_teach.content.checking import check_content

FIRST = "first: {value: unknown, words: I could not say., until: [straight-leg-raise]}"
OPEN = 'cannot sit.", tells: [worse-sitting]}'

BREAKS = {
    "a first answer that is the true one": Break(
        CASE, "first: {value: unknown", "first: {value: absent", "reveals.no-pain-seated.first.value",
        "the first answer is 'absent', as the true one"),
    "an answer that waits for itself": Break(
        CASE, "until: [straight-leg-raise]", "until: [straight-leg-raise, no-pain-seated]",
        "reveals.no-pain-seated.first.until[1]", "cannot bring out its own true answer"),
    "an answer that waits for what nobody can ask": Break(
        CASE, "until: [straight-leg-raise]", "until: [straight-leg-raise, age-over-65]",
        "reveals.no-pain-seated.first.until[1]", "nobody can ask for 'age-over-65'"),
    "an answer that waits for what nobody needs to ask": Break(
        CASE, "until: [straight-leg-raise]", "until: [implanted-device]", "reveals.no-pain-seated.first.until",
        "name at least one that is"),
    "an answer that waits for what there is not": Break(
        CASE, "until: [straight-leg-raise]", "until: [straight-leg-raise, straight-leg]",
        "reveals.no-pain-seated.first.until[1]", "Did you mean 'straight-leg-raise'?"),
    "a ring": Break(
        CASE, "  worse-sitting: {value: present}\n",
        "  straight-leg-raise: {value: present, first: {value: absent, words: No., until: [worse-sitting]}}\n"
        "  worse-sitting: {value: present, first: {value: absent, words: No., until: [straight-leg-raise]}}\n",
        "reveals.straight-leg-raise.first.until", "'straight-leg-raise' waits for 'worse-sitting' waits for",
        "straight-leg-raise: {value: present, first"),
    "an open answer to no question": Break(
        CASE, "  story: {words", "  storey: {words", "open_answers.storey", "Did you mean 'story'?"),
    "an open answer that settles what is not said": Break(
        CASE, OPEN, 'cannot sit.", tells: [saddle-numbness]}', "open_answers.story.tells[0]",
        "say under reveals what it is"),
    "an open answer that settles what is known anyhow": Break(
        CASE, OPEN, 'cannot sit.", tells: [age-over-65]}', "open_answers.story.tells[0]", "known without asking"),
    "an open answer that settles what is not told at first": Break(
        CASE, OPEN, 'cannot sit.", tells: [no-pain-seated]}', "open_answers.story.tells[0]", "has a first answer"),
    "more to ask than time": Break(CASE, "minutes: 12", "minutes: 1", "minutes", "and the visit has 1"),
    "a caution that nobody can find": Break(
        CASE, "flags: [first-visit]", "flags: [pacemaker]", "flags[0]", "'implanted-device' is not present"),
    "a caution found and not counted": Break(
        CASE, "implanted-device: {value: absent}", "implanted-device: {value: present}", "reveals.implanted-device",
        "add 'pacemaker' to flags"),
    "one cause to choose from": Break(
        CASE, "offered: [lumbar-disc, other]", "offered: [lumbar-disc]", "offered", "one cause is no choice"),
    "the truth not on offer": Break(
        CASE, "offered: [lumbar-disc, other]", "offered: [other, hip-joint]", "offered",
        "'lumbar-disc' would be right"),
    "right and unsafe at a later visit": Break(
        CASE, "unsafe: [go-on, change]", "unsafe: [go-on, emergency]", "course.turns[0].unsafe",
        "'emergency' cannot be right and unsafe"),
    "words at a later visit that settle what has not changed": Break(
        CASE, "tells: [saddle-numbness]", "tells: [worse-sitting]", "course.turns[0].tells[0]", "under changes",
        "      tells:"),
    "nothing told of who was not sent": Break(
        CASE, "  missed: Ann wakes up unable to pass water.\n", "", "course", "what becomes of a patient", "course:"),
}


@pytest.mark.parametrize("change", BREAKS.values(), ids=BREAKS.keys())
def test_a_problem_is_named_at_its_place(examples: ExampleContent, change: Break) -> None:
    if "what becomes" in change.words:
        examples.edit(CASE, "right: [treat]\n  unsafe: [emergency]", "right: [urgent]")
    assert_named_at_its_place(examples, change)


def test_visits_out_of_order_are_named(examples: ExampleContent) -> None:
    turn = "\n    - visit: 1\n      words: Fine.\n      right: [go-on]\n      why: {text: So., mark: opinion}"
    examples.edit(CASE, "mark: opinion}\n  missed:", f"mark: opinion}}{turn}\n  missed:")

    (problem,) = check_content([examples.folder]).problems

    assert problem.path == "course.turns[1].visit"
    assert "put them in order" in problem.message


def test_a_former_id_that_another_case_has_is_named(examples: ExampleContent) -> None:
    text = examples.path(CASE).read_text(encoding="utf-8")
    examples.write("cases/zoe.yaml", text.replace("id: ann\n", "id: zoe\nformerly: [ann]\n", 1))

    (problem,) = check_content([examples.folder]).problems

    assert problem.path == "formerly[0]"
    assert "is the id of the case 'ann'" in problem.message
