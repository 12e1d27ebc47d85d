"""What can be wrong with a cause or a setting beyond its form, and what every shipped cause and setting says."""

from __future__ import annotations

import math

from example_content import ExampleContent

from sciatica_teach.content.checking import check_content
from sciatica_teach.model.knowledge import KnowledgeBase

CAUSE, SETTING, CASE = "causes/lumbar-disc.yaml", "settings/clinic.yaml", "cases/ann.yaml"


def test_a_region_that_hurts_has_a_share_in_the_pain_map(examples: ExampleContent) -> None:
    examples.edit(CAUSE, "calf: 0.5, ", "")

    (problem,) = check_content([examples.folder]).problems

    assert (problem.file, problem.path) == (str(examples.path(CAUSE)), "pain[1]")
    assert problem.line == examples.line(CAUSE, "pain: [back-thigh, calf]")
    assert "'calf' is named as painful, but pain_map gives it no share" in problem.message


def test_a_region_that_hurts_has_a_share_above_nought(examples: ExampleContent) -> None:
    examples.edit(CAUSE, "calf: 0.5", "calf: 0")

    assert [problem.path for problem in check_content([examples.folder]).problems] == ["pain[1]"]


def test_a_patient_has_nothing_that_nobody_in_the_setting_can_have(examples: ExampleContent) -> None:
    examples.edit(SETTING, "counted: [age-over-65]", "counted: [age-over-65]\noutside: [straight-leg-raise]")

    (problem,) = [one for one in check_content([examples.folder]).problems if one.file == str(examples.path(CASE))]

    assert problem.path == "reveals.straight-leg-raise"
    assert problem.line == examples.line(CASE, "straight-leg-raise: {value: present")
    assert "nobody in 'clinic' can have 'straight-leg-raise'" in problem.message


def test_what_is_known_without_asking_is_said_of_every_patient_unless_the_setting_counts_it(
    examples: ExampleContent,
) -> None:
    examples.edit(SETTING, "counted: [age-over-65]\n", "")

    (problem,) = check_content([examples.folder]).problems

    assert (problem.file, problem.path) == (str(examples.path(CASE)), "reveals")
    assert "'age-over-65' is known without asking, and nothing is said of it" in problem.message


def test_every_cause_of_the_course_is_told_whole(kb: KnowledgeBase) -> None:
    for cause in kb.causes:
        told = {"needling": cause.needling, "tells apart": cause.tells_apart}
        if cause.id != "other":
            told |= {"worse": cause.worse, "better": cause.better, "pain": cause.pain}
        assert not [key for key, lines in told.items() if not lines], cause.id


def test_what_is_urgent_is_told_with_a_safety_source_and_never_with_a_needle_first(kb: KnowledgeBase) -> None:
    for cause in kb.causes:
        if cause.urgency in ("emergency", "same-day"):
            assert "taught-safety" in cause.summary.sources, cause.id
            assert "taught-safety" in cause.needling[0].sources or cause.needling[0].mark == "measured", cause.id


def test_every_setting_names_every_cause_and_its_shares_sum_to_one(kb: KnowledgeBase) -> None:
    for setting in kb.settings:
        assert set(setting.prior) == {cause.id for cause in kb.causes}
        assert math.isclose(sum(setting.prior.values()), 1, abs_tol=1e-9)
        assert min(setting.prior.values()) > 0
