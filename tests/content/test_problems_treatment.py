"""Problems of the content about treatment: valid content is broken in one place, and exactly that place is named."""

from __future__ import annotations

import pytest
from content_breaks import (
    CAUSE,
    CAUTIONS,
    DANGERS,
    MECHANISMS,
    PLACES,
    POINTS,
    PROTOCOLS,
    SCHEDULES,
    SETTING,
    TASK,
    TECHNIQUE,
    TRIAL,
    Break,
    assert_named_at_its_place,
)
from example_content import ExampleContent

from sciatica_teach.content.checking import check_content

IDS = {
    "target of an indication": Break(
        TECHNIQUE, "target: calf-muscle", "target: calf-muscles", "indications[0].target",
        "Did you mean 'calf-muscle'?"),
    "technique of a rule": Break(
        CAUTIONS, "techniques: [needle-calf]", "techniques: [needle-calfs]", "cautions[1].rules[0].techniques[0]",
        "there is no technique called 'needle-calfs'"),
    "point of a set": Break(
        PROTOCOLS, "points: [bl40]", "points: [bl04]", "protocols[0].points[0]", "there is no point called 'bl04'"),
    "finding of a task": Break(
        TASK, "worse-sitting: present", "worse-siting: present", "findings.worse-siting",
        "Did you mean 'worse-sitting'?"),
    "flag of a task": Break(
        TASK, "flags: [first-visit]", "flags: [first-vist]", "flags[0]", "there is no caution called 'first-vist'"),
    "mitigation twice": Break(
        DANGERS, "id: go-on", "id: stop", "dangers[0].mitigations[1].id", "'stop' is used twice in this list",
        "Take it for a good sign"),
    "point drawn twice": Break(
        PLACES, "  - {id: bl40,", "  - {id: bl40, plate: side, spot: [1, 2]}\n  - {id: bl40,", "places[1].id",
        "the point place 'bl40' exists already", "plate: side", 1),
}

TECHNIQUES = {
    "visits upside down": Break(
        TECHNIQUE, "visits_low: 6", "visits_low: 12", "dose.visits_low", "12 is more than visits_high 10"),
    "visits a week upside down": Break(
        TECHNIQUE, "per_week_low: 1", "per_week_low: 3.5", "dose.per_week_low", "3.5 is more than per_week_high 2"),
    "review upside down": Break(
        TECHNIQUE, "review_from: 4", "review_from: 7", "dose.review_from", "7 is more than review_by 6"),
    "review after the end": Break(
        TECHNIQUE, "review_by: 6", "review_by: 11", "dose.review_by",
        "the course ends with visit 10, before it is looked back at visit 11"),
    "cause with two standings": Break(
        TECHNIQUE, "causes: [other]", "causes: [lumbar-disc]", "indications[1].causes[0]",
        "'lumbar-disc' has a standing here already", "standing: not-indicated", -1),
    "cause twice in one indication": Break(
        TECHNIQUE, "causes: [other]", "causes: [other, other]", "indications[1].causes[1]",
        "has a standing here already"),
    "acceptable for nothing in particular": Break(
        TECHNIQUE, "    target: calf-muscle\n", "", "indications[0].standing", "'acceptable' names no target",
        "standing: acceptable"),
    "rate with half an interval": Break(
        TECHNIQUE, "    low: 200\n", "", "adverse[0]", "an interval has two ends", "name: Small bruise"),
    "rate outside its interval": Break(
        TECHNIQUE, "low: 200", "low: 350", "adverse[0]", "low 350, middle 300 and high 400 do not rise",
        "name: Small bruise"),
    "interval round nothing": Break(
        TECHNIQUE, "    per_10_000: 300\n", "", "adverse[0]", "an interval stands round a figure",
        "name: Small bruise"),
}

SETS_AND_TRIALS = {
    "named and unnamed": Break(
        PROTOCOLS, "points: [bl40]", "points: [bl40]\n    unnamed: 5", "protocols[0].unnamed",
        "a set that names its points leaves none unnamed", "unnamed: 5"),
    "neither named nor unnamed": Break(
        PROTOCOLS, "    points: [bl40]\n", "", "protocols[0].id", "names no point", "id: one-point"),
    "point twice in a set": Break(
        PROTOCOLS, "points: [bl40]", "points: [bl40, bl40]", "protocols[0].points[1]", "stands here twice"),
    "cause without a mechanism": Break(
        MECHANISMS, "causes: [lumbar-disc]", "causes: [other]", "id",
        "no mechanism has 'lumbar-disc' among its causes"),
    "difference outside its interval": Break(
        TRIAL, "low: -18", "low: -8", "outcomes[0]", "low -8, middle -10 and high -2 do not rise", "name: Leg pain"),
    "difference with half an interval": Break(
        TRIAL, "    high: -2\n", "", "outcomes[0]", "an interval has two ends", "name: Leg pain"),
    "outcome without a figure": Break(
        TRIAL, "    treated: -30\n    compared: -20\n    difference: -10\n    low: -18\n    high: -2\n", "",
        "outcomes[0]", "has no figure", "name: Leg pain"),
    "visits of others upside down": Break(
        SCHEDULES, "visits_low: 8", "visits_low: 11", "schedules[0].visits_low", "11 is more than visits_high 10"),
    "compared with nobody": Break(
        TRIAL, "arms: [A needle, A sham needle]", "arms: [A needle]", "arms",
        "'Leg pain' compares two arms, and 'arms' names 1"),
}

POINT = {
    "depth upside down": Break(
        POINTS, "low_cun: 0.5", "low_cun: 1.5", "points[0].depth.low_cun", "1.5 is more than high_cun 1"),
    "student deeper than printed": Break(
        POINTS, "student_cun: 0.5", "student_cun: 1.2", "points[0].depth.student_cun",
        "1.2 is not in the shallow half"),
    "student deeper than the middle": Break(
        POINTS, "student_cun: 0.5", "student_cun: 0.8", "points[0].depth.student_cun", "write the shallow end"),
    "student shallower than printed": Break(
        POINTS, "student_cun: 0.5", "student_cun: 0.2", "points[0].depth.student_cun", "write the shallow end"),
    "usual and wrong": Break(
        POINTS, "angle: upward", "angle: perpendicular", "points[0].wrong_angles[0].angle",
        "'perpendicular' cannot be usual and wrong at once", "{angle: perpendicular"),
    "cause with two uses": Break(
        POINTS, "causes: [lumbar-disc]", "causes: [lumbar-disc, lumbar-disc]", "points[0].uses[0].causes[1]",
        "has a standing here already"),
    "use without a target": Break(
        POINTS, "        target: calf-muscle\n", "", "points[0].uses[0].standing", "'acceptable' names no target",
        "standing: acceptable"),
}

CAUTION = {
    "rule that takes hold of nothing": Break(
        CAUTIONS, "      - hazards: [current]\n        level", "      - level", "cautions[0].rules[0]",
        "the rule takes hold of nothing", "- level: absolute"),
    "relative without conditions": Break(
        CAUTIONS, "level: absolute\n        why: {text: Leave", "level: relative\n        why: {text: Leave",
        "cautions[1].rules[0].level", "say under 'safer' what makes it safer", "level: relative"),
    "referral without a reason": Break(
        CAUTIONS, "    refer_why: {text: It is looked for today., mark: taught, sources: [taught-example]}\n", "",
        "cautions[1].refer", "refers 'same-day' without a reason", "refer: same-day"),
    "reason without a referral": Break(
        CAUTIONS, "    refer: same-day\n", "", "cautions[1].refer_why", "a reason for a referral", "refer_why:"),
    "implies itself": Break(
        CAUTIONS, "    finding: implanted-device\n", "    implies: [pacemaker]\n", "cautions[0].implies[0]",
        "imply each other", "implies:"),
    "danger that nothing works against": Break(
        DANGERS, "works: yes", "works: partly", "dangers[0].mitigations", "none of them works", "mitigations:"),
    "danger of nothing": Break(
        DANGERS, "    hazards: [near-nerve]\n", "", "dangers[0].id", "belongs to no plan", "id: nerve-injury"),
}

TASKS = {
    "truth not offered": Break(
        TASK, "truth: lumbar-disc\noffered: [lumbar-disc, other]", "truth: lumbar-disc\noffered: [other, other]",
        "truth",
        "'lumbar-disc' is right and cannot be chosen", "truth:"),
    "as good and not offered": Break(
        TASK, "offered: [lumbar-disc, other]", "also: [other]\noffered: [lumbar-disc, lumbar-disc]", "also[0]",
        "'other' is right and cannot be chosen", "also:"),
    "offered twice": Break(
        TASK, "offered: [lumbar-disc, other]", "offered: [lumbar-disc, other, other]", "offered[2]",
        "stands here twice"),
    "flag against a finding": Break(
        TASK, "flags: [first-visit]", "flags: [pacemaker]", "flags[0]",
        "'pacemaker' holds, and 'implanted-device', which asks for it, is absent"),
    "both of a pair": Break(
        TASK, "findings: {worse-sitting: present,", "findings: {worse-sitting: present, no-pain-seated: present,",
        "findings.no-pain-seated", "'worse-sitting' and 'no-pain-seated' cannot both be present"),
}

BREAKS = {**IDS, **TECHNIQUES, **SETS_AND_TRIALS, **POINT, **CAUTION, **TASKS}


@pytest.mark.parametrize("change", BREAKS.values(), ids=BREAKS.keys())
def test_a_problem_is_named_at_its_place(examples: ExampleContent, change: Break) -> None:
    if change.file == MECHANISMS:  # what is missing there is told where it is missed
        examples.edit(MECHANISMS, change.old, change.new)
        (problem,) = check_content([examples.folder]).problems
        assert (problem.file, problem.path) == (str(examples.path(CAUSE)), change.path)
        assert change.words in problem.message
    else:
        assert_named_at_its_place(examples, change)


def test_a_circle_of_cautions_is_named_where_it_runs(examples: ExampleContent) -> None:
    examples.edit(CAUTIONS, "    refer: same-day\n", "    implies: [first-visit]\n    refer: same-day\n")
    about = "    about: {text: Some people faint."
    examples.edit(CAUTIONS, about, f"    implies: [clot]\n{about}")

    problems = check_content([examples.folder]).problems

    assert [problem.path for problem in problems] == ["cautions[1].implies[0]", "cautions[2].implies[0]"]
    assert "'clot' and 'first-visit' imply each other" in problems[0].message


@pytest.mark.parametrize(("level", "refused"), [("absolute", False), ("students", True)])
def test_current_is_forbidden_to_somebody(examples: ExampleContent, level: str, refused: bool) -> None:
    examples.edit(TECHNIQUE, "hazards: [skin-break, calf]", "hazards: [skin-break, current]")
    examples.edit(CAUTIONS, "level: absolute", f"level: {level}")

    problems = check_content([examples.folder]).problems

    assert [(problem.file, problem.path) for problem in problems] == (
        [(str(examples.path(TECHNIQUE)), "hazards")] if refused else [])
    assert all("a pacemaker or another implanted device" in problem.message for problem in problems)


def test_a_caution_may_imply_another(examples: ExampleContent) -> None:
    examples.edit(CAUTIONS, "    refer: same-day\n", "    implies: [first-visit]\n    refer: same-day\n")

    assert check_content([examples.folder]).problems == ()


def test_an_emergency_has_no_technique_and_no_point_that_is_acceptable(examples: ExampleContent) -> None:
    examples.edit(CAUSE, "urgency: treat", "urgency: emergency")

    problems = check_content([examples.folder]).problems

    assert [(problem.file, problem.path) for problem in problems] == [
        (str(examples.path(POINTS)), "points[0].uses[0].causes[0]"),
        (str(examples.path(TECHNIQUE)), "indications[0].causes[0]"),
    ]
    assert all("'lumbar-disc' is an emergency, for which only referral" in problem.message for problem in problems)


def test_an_emergency_may_be_referred_or_ruled_out(examples: ExampleContent) -> None:
    examples.edit(CAUSE, "urgency: treat", "urgency: emergency")
    examples.edit(TECHNIQUE, "kind: needle", "kind: referral")
    examples.edit(POINTS, "standing: acceptable", "standing: contraindicated")

    assert check_content([examples.folder]).problems == ()


def test_nobody_in_the_setting_of_a_task_has_what_is_outside_it(examples: ExampleContent) -> None:
    examples.edit(SETTING, "counted: [age-over-65]", "counted: [age-over-65]\noutside: [worse-sitting]")

    found = {problem.file: problem for problem in check_content([examples.folder]).problems}

    problem = found[str(examples.path(TASK))]
    assert problem.path == "findings.worse-sitting"
    assert "nobody in 'clinic' can have 'worse-sitting'" in problem.message


def test_a_task_is_not_about_a_cause_that_its_setting_rules_out(examples: ExampleContent) -> None:
    examples.edit(SETTING, "lumbar-disc: 0.6\n  other: 0.4", "lumbar-disc: 0\n  other: 1.0")

    found = {problem.file: problem for problem in check_content([examples.folder]).problems}

    assert "so no evidence can ever lead there" in found[str(examples.path(TASK))].message


def test_a_trial_without_a_figure_is_refused(examples: ExampleContent) -> None:
    text = examples.path(TRIAL).read_text(encoding="utf-8")
    head, _, rest = text.partition("outcomes:\n")
    examples.write(TRIAL, head + rest[rest.index("cautions:"):])

    (problem,) = check_content([examples.folder]).problems

    assert (problem.file, problem.path) == (str(examples.path(TRIAL)), "id")
    assert "has no figure to draw" in problem.message


@pytest.mark.parametrize("name", [
    TECHNIQUE, POINTS, CAUTIONS, MECHANISMS, PROTOCOLS, DANGERS, PLACES, TRIAL, TASK, SCHEDULES, "targets.yaml",
    "patterns.yaml", "article-rules.yaml",
])
def test_a_file_that_is_no_yaml_raises_no_second_problem_elsewhere(examples: ExampleContent, name: str) -> None:
    examples.write(name, "id: x\n[\n")

    (problem,) = check_content([examples.folder]).problems

    assert problem.file == str(examples.path(name))
    assert "this is not valid YAML" in problem.message


def test_a_mechanism_that_is_not_valid_may_be_the_one(examples: ExampleContent) -> None:
    examples.edit(MECHANISMS, "name: Irritation of a root", 'name: ""')

    assert [problem.file for problem in check_content([examples.folder]).problems] == [str(examples.path(MECHANISMS))]
