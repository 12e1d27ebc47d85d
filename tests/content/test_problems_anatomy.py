"""Problems of the anatomy: a valid nervous tree is broken in one place, and exactly that place is named."""

from __future__ import annotations

import pytest
from content_breaks import (
    COURSES,
    FIELDS,
    MUSCLES,
    NERVES,
    POINTS,
    REFLEXES,
    VARIANTS,
    Break,
    assert_named_at_its_place,
    assert_no_second_problem_elsewhere,
)
from example_content import ExampleContent

from sciatica_teach.content.checking import check_content

ANATOMY_IDS = {
    "nerve that comes from nowhere": Break(
        NERVES, "comes_from: [sciatic]", "comes_from: [sciatica]", "nerves[3].comes_from[0]",
        "there is no nerve called 'sciatica'. Did you mean 'sciatic'?"),
    "supply of a muscle": Break(
        MUSCLES, "nerve: tibial", "nerve: tibia", "muscles[0].supply[0].nerve", "Did you mean 'tibial'?"),
    "supply of a field": Break(
        FIELDS, "nerve: tibial", "nerve: plantar", "fields[0].supply[0].nerve", "there is no nerve called 'plantar'"),
    "supply of a reflex": Break(
        REFLEXES, "nerve: tibial", "nerve: tibal", "reflexes[0].supply[0].nerve", "there is no nerve called 'tibal'"),
    "muscle of a reflex": Break(
        REFLEXES, "muscle: gastrocnemius", "muscle: gastrocnemus", "reflexes[0].muscle",
        "there is no muscle called 'gastrocnemus'. Did you mean 'gastrocnemius'?"),
    "structure of a course": Break(
        COURSES, "structure: tibial", "structure: tibia", "courses[0].structure", "there is no nerve called 'tibia'"),
    "variant of a course": Break(
        COURSES, "variant: b", "variant: q", "courses[1].variant", "there is no nerve variant called 'q'"),
    "structure of a belly": Break(
        "bellies/leg-muscles.yaml", "structure: gastrocnemius", "structure: soleus", "bellies[0].structure",
        "there is no muscle called 'soleus'"),
    "bone of a landmark": Break(
        "landmarks.yaml", "structure: fibula", "structure: fibla", "landmarks[0].structure",
        "there is no structure called 'fibla'. Did you mean 'fibula'?"),
    "what a needle can meet": Break(
        "corridors.yaml", "at_risk: [tibial, fibula]", "at_risk: [tibial, artery]", "corridors[0].at_risk[1]",
        "there is no nerve, muscle or structure called 'artery'"),
}

NERVOUS_TREE = {
    "root with something before it": Break(
        NERVES, "carries: [S1]", "carries: [S1]\n    comes_from: [l5-root]", "nerves[1].comes_from",
        "a root has nothing before it", "comes_from: [l5-root]"),
    "root of two roots": Break(
        NERVES, "carries: [L5]", "carries: [L5, S1]", "nerves[0].carries", "a root carries its own fibres"),
    "root of another name": Break(
        NERVES, "carries: [S1]", "carries: [S2]", "nerves[1].id", "the root of S2 is called 's2-root'", "id: s1-root"),
    "nerve without a beginning": Break(
        NERVES, "    comes_from: [sciatic]\n", "", "nerves[3].comes_from", "a nerve comes from other segments",
        "id: tibial"),
    "named twice": Break(
        NERVES, "[l5-root, s1-root]", "[l5-root, s1-root, l5-root]", "nerves[2].comes_from[2]",
        "'l5-root' stands here twice"),
    "carried twice": Break(
        NERVES, "carries: [L5, S1]", "carries: [L5, S1, L5]", "nerves[2].carries[2]", "'L5' stands here twice"),
    "fibres out of nothing": Break(
        NERVES, "carries: [L5, S1]", "carries: [L5, S1, S2]", "nerves[2].carries[2]",
        "S2 cannot arrive here: it is not carried by 'l5-root' or 's1-root'; add it there, or remove it here"),
    "circle": Break(
        NERVES, "[l5-root, s1-root]", "[l5-root, s1-root, tibial]", "nerves[2].comes_from",
        "fibres run in a circle: 'sciatic' comes from 'tibial' comes from 'sciatic'; remove one"),
    "circle of one": Break(
        NERVES, "comes_from: [sciatic]", "comes_from: [sciatic, tibial]", "nerves[3].comes_from",
        "'tibial' comes from 'tibial'"),
    "no supply": Break(
        MUSCLES, "    supply:\n      - nerve: tibial\n        shares: {L5: 0.3, S1: 0.7}\n", "    supply: []\n",
        "muscles[0].supply", "fewer entries than needed (0 of at least 1)", "supply: []"),
    "no supply at all": Break(
        FIELDS, "    supply:\n      - nerve: tibial\n        shares: {L5: 0.6, S1: 0.4}\n", "", "fields[0].supply",
        "the key 'supply' is missing", "- id: medial-sole"),
    "shares of a muscle": Break(
        MUSCLES, "S1: 0.7}", "S1: 0.6}", "muscles[0].supply",
        "the shares of 'gastrocnemius' sum to 0.9; change them so that all together sum to 1", "supply:"),
    "shares of a field": Break(
        FIELDS, "S1: 0.4}", "S1: 0.40001}", "fields[0].supply",
        "the shares of 'medial-sole' sum to 1.00001", "supply:"),
    "shares of a reflex": Break(
        REFLEXES, "S1: 1.0", "S1: 0.8", "reflexes[0].supply", "the shares of 'ankle-jerk' sum to 0.8", "supply:"),
    "unknown root": Break(
        MUSCLES, "{L5: 0.3,", "{L6: 0.3,", "muscles[0].supply[0].shares.L6", "'L6' is none of 'L2'", "L6"),
    "root that the nerve does not carry": Break(
        FIELDS, "{L5: 0.6,", "{S2: 0.6,", "fields[0].supply[0].shares.S2",
        "'tibial' does not carry S2, only 'L5' and 'S1'; give the share to another root", "S2"),
    "nerve twice": Break(
        MUSCLES, "shares: {L5: 0.3, S1: 0.7}", "shares: {L5: 0.3}\n      - nerve: tibial\n        shares: {S1: 0.7}",
        "muscles[0].supply[1].nerve", "'tibial' stands here twice; put its shares together", "shares: {L5: 0.3}", 1),
    "nerve without a root": Break(
        MUSCLES, "    basis:", "      - nerve: sciatic\n        shares: {}\n    basis:", "muscles[0].supply[1].shares",
        "'sciatic' brings no root", "shares: {}"),
    "reflex past its muscle": Break(
        REFLEXES, "nerve: tibial", "nerve: sciatic", "reflexes[0].supply[0].nerve",
        "'sciatic' does not reach 'gastrocnemius', so this muscle cannot answer through it; name one of 'tibial'"),
}

NERVE_VARIANTS = {
    "divided by nothing": Break(
        VARIANTS, "fibular: through", "fibular: below", "variants[0].divided",
        "both parts pass below piriformis, so the muscle does not divide them", "divided:"),
    "undivided two ways": Break(
        VARIANTS, "divided: true", "divided: false", "variants[0].divided", "so the nerve is divided; write true"),
    "passage": Break(VARIANTS, "tibial: below", "tibial: beside", "variants[0].tibial", "is none of 'below'"),
    "share above 100": Break(
        VARIANTS, "percent: 10,", "percent: 110,", "variants[0].counts[0].percent", "110 is too large"),
    "outside its interval": Break(
        VARIANTS, "low: 5,", "low: 12,", "variants[0].counts[0].percent", "10 % is not between 12 and 18"),
    "one end of an interval": Break(
        VARIANTS, "low: 5, ", "", "variants[0].counts[0].high", "an interval has two ends", "study: Example"),
    "the other end": Break(
        VARIANTS, ", high: 18", "", "variants[0].counts[0].low", "an interval has two ends", "study: Example"),
    "more than there were": Break(
        VARIANTS, "found: 10,", "found: 101,", "variants[0].counts[0].found", "101 cannot be found in 100 limbs"),
    "less than none": Break(
        VARIANTS, "found: 10,", "found: -1,", "variants[0].counts[0].found", "-1 cannot be found in 100 limbs"),
    "of how many": Break(VARIANTS, ", of: 100", "", "variants[0].counts[0].found", "10 of how many?", "study: Example"),
    "of nobody": Break(VARIANTS, "of: 100", "of: 0", "variants[0].counts[0].of", "nothing was looked at in 0 limbs"),
    "not that share": Break(
        VARIANTS, "found: 10,", "found: 12,", "variants[0].counts[0].percent", "12 of 100 is 12.0 %, not 10 %"),
    "source of a count": Break(
        VARIANTS, "sources: [example-2020]", "sources: [example-2021]", "variants[0].counts[0].sources[0]",
        "there is no source called 'example-2021'"),
}

BREAKS = {**ANATOMY_IDS, **NERVOUS_TREE, **NERVE_VARIANTS}


@pytest.mark.parametrize("change", BREAKS.values(), ids=BREAKS.keys())
def test_a_problem_is_named_at_its_place(examples: ExampleContent, change: Break) -> None:
    assert_named_at_its_place(examples, change)


@pytest.mark.parametrize("change", [*NERVOUS_TREE.values()], ids=[*NERVOUS_TREE])
def test_one_mistake_in_a_thing_raises_no_second_problem_elsewhere(examples: ExampleContent, change: Break) -> None:
    assert_no_second_problem_elsewhere(examples, change)


def test_muscles_without_any_nerve(examples: ExampleContent) -> None:
    examples.path(NERVES).unlink()

    problems = check_content([examples.folder]).problems

    (missing,) = [problem for problem in problems if "no nerve that reaches them" in problem.message]
    assert missing.file == str(examples.path("nerves"))


def test_a_circle_of_three_is_told_once(examples: ExampleContent) -> None:
    examples.edit(NERVES, "[l5-root, s1-root]", "[l5-root, s1-root, plantar]")
    text = examples.path(NERVES).read_text()
    tibial = text[text.index("  - id: tibial"):]
    plantar = tibial.replace("id: tibial", "id: plantar").replace("comes_from: [sciatic]", "comes_from: [tibial]")
    examples.write(NERVES, text + plantar)

    (problem,) = check_content([examples.folder]).problems

    assert "'sciatic' comes from 'plantar' comes from 'tibial' comes from 'sciatic'" in problem.message


def test_what_an_invalid_nerve_carries_is_not_guessed(examples: ExampleContent) -> None:
    examples.edit(NERVES, "carries: [L5, S1]", "carries: [L9]")

    (problem,) = check_content([examples.folder]).problems

    assert problem.path == "nerves[2].carries[0]"


def test_shares_need_not_sum_exactly(examples: ExampleContent) -> None:
    examples.edit(MUSCLES, "{L5: 0.3, S1: 0.7}", "{L5: 0.3000001, S1: 0.7000001}")

    assert check_content([examples.folder]).problems == ()


def test_a_printed_share_may_be_rounded(examples: ExampleContent) -> None:
    examples.edit(VARIANTS, "percent: 10,", "percent: 9.6,")

    assert check_content([examples.folder]).problems == ()


def test_content_without_any_anatomy_is_content_all_the_same(examples: ExampleContent) -> None:
    for name in (NERVES, MUSCLES, COURSES, FIELDS, REFLEXES, VARIANTS, "bellies/leg-muscles.yaml", "structures.yaml",
                 "landmarks.yaml", "corridors.yaml"):
        examples.path(name).unlink()
    examples.edit(POINTS, "structure: tibial, ", "")
    examples.edit("targets.yaml", "    structures: [gastrocnemius]\n", "")

    assert check_content([examples.folder]).problems == ()
