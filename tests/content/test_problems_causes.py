"""What can be wrong with a cause or a setting beyond its form, and what every shipped cause and setting says."""

from __future__ import annotations

import math
import re

import pytest
from example_content import MANUAL, ExampleContent

from sciatica_teach.content.checking import check_content
from sciatica_teach.content.compile import build_knowledge
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


# ---- Composites ----

BOTH = "causes/disc-and-hip.yaml"


@pytest.fixture
def with_both(examples: ExampleContent) -> ExampleContent:
    """The examples with a worn hip, and the manual's patient with two problems at once."""
    disc, other = (examples.path(name).read_text(encoding="utf-8") for name in (CAUSE, "causes/other.yaml"))
    examples.write("causes/hip-joint.yaml", other.replace("id: other", "id: hip-joint"))
    (lines,) = re.findall(r"^```yml\n# .+\n(id: disc-and-hip\n.+?)^```$", MANUAL, re.MULTILINE | re.DOTALL)
    rest = disc[disc.index("summary:"):disc.index("pain: [")] + disc[disc.index("review:"):]
    examples.write(BOTH, lines + rest)
    examples.edit(SETTING, "other: 0.4", "other: 0.3\n  hip-joint: 0.07\n  disc-and-hip: 0.03")
    examples.edit("mechanisms.yaml", "causes: [lumbar-disc]", "causes: [lumbar-disc, hip-joint]")
    return examples


def test_the_manuals_patient_with_two_problems_is_worked_out_from_both(with_both: ExampleContent) -> None:
    assert check_content([with_both.folder]).problems == ()
    kb = build_knowledge([with_both.folder])
    both, disc = kb.get_cause("disc-and-hip"), kb.get_cause("lumbar-disc")
    assert both.with_parts == ("disc-and-hip", "lumbar-disc", "hip-joint")
    assert both.pain_map.shares["back-thigh"] == disc.pain_map.shares["back-thigh"]
    followed = [one for one in kb.findings if "disc-and-hip" in one.differs]
    assert followed
    for one in followed:
        assert one.differs["disc-and-hip"].follows_from == ("lumbar-disc",)
        assert one.differs["disc-and-hip"].likelihood.mid == one.differs["lumbar-disc"].likelihood.mid


@pytest.mark.parametrize(("old", "new", "path", "words"), [
    ("[lumbar-disc, hip-joint]", "[lumbar-disc]", "parts", "has two or more parts"),
    ("[lumbar-disc, hip-joint]", "[lumbar-disc, hip-jont]", "parts[1]", "Did you mean 'hip-joint'"),
    ("[lumbar-disc, hip-joint]", "[hip-joint, hip-joint]", "parts[1]", "stands here twice"),
    ("[lumbar-disc, hip-joint]", "[lumbar-disc, other]", "parts[1]", "cannot be a part"),
    ("[lumbar-disc, hip-joint]", "[lumbar-disc, disc-and-hip]", "parts[1]", "cannot be a part"),
    ("review:", "pain: [sole]\nreview:", "pain[0]", "'sole' is named as painful"),
])
def test_what_is_wrong_with_a_composite(
    with_both: ExampleContent, old: str, new: str, path: str, words: str
) -> None:
    with_both.edit("causes/other.yaml", "{back-thigh: 0.2, calf: 0.2, foot-top: 0.2}", "{back-thigh: 0.2, calf: 0.2}")
    with_both.edit(BOTH, old, new)

    (problem,) = check_content([with_both.folder]).problems

    assert (problem.file, problem.path) == (str(with_both.path(BOTH)), path)
    assert words in problem.message


def test_a_composite_has_no_composite_among_its_parts(with_both: ExampleContent) -> None:
    text = with_both.path(BOTH).read_text(encoding="utf-8").replace("id: disc-and-hip", "id: all-three")
    with_both.write("causes/all-three.yaml", text.replace("hip-joint]", "disc-and-hip]"))
    with_both.edit(SETTING, "disc-and-hip: 0.03", "disc-and-hip: 0.02\n  all-three: 0.01")

    (problem,) = check_content([with_both.folder]).problems

    assert problem.path == "parts[1]"
    assert "'disc-and-hip' has parts itself" in problem.message


def test_a_composite_is_as_urgent_as_its_most_urgent_part(with_both: ExampleContent) -> None:
    with_both.edit("causes/hip-joint.yaml", "urgency: treat", "urgency: routine")

    (problem,) = [one for one in check_content([with_both.folder]).problems if one.file.endswith(BOTH)]

    assert problem.path == "urgency"
    assert "'hip-joint' is 'routine'" in problem.message


def test_only_a_composite_leaves_its_pain_map_to_others(with_both: ExampleContent) -> None:
    text = with_both.path(CAUSE).read_text(encoding="utf-8")
    start, end = text.index("pain_map:"), text.index("review:")
    with_both.write(CAUSE, text[:start] + text[end:])

    problems = [one for one in check_content([with_both.folder]).problems if one.file.endswith(CAUSE)]

    assert [one.message for one in problems] == ["the pain map is missing; add it under the key 'pain_map'"]


def test_a_rate_that_follows_is_worked_out_and_never_written(examples: ExampleContent) -> None:
    name = "findings/first-look.yaml"
    examples.edit(name, "        mark: ", "        follows_from: [other]\n        mark: ")

    problems = [one for one in check_content([examples.folder]).problems if one.path.endswith("follows_from")]

    assert [one.file for one in problems] == [str(examples.path(name))]


def test_what_is_said_of_a_shipped_composite_follows_from_its_parts(kb: KnowledgeBase) -> None:
    composites = [cause for cause in kb.causes if cause.parts]
    assert [cause.id for cause in composites] == ["stenosis-and-hip"]
    for cause in composites:
        rates = [one.differs[cause.id] for one in kb.findings if cause.id in one.differs]
        assert all(rate.mark == "estimate" and rate.reason for rate in rates)
        assert sum(bool(rate.follows_from) for rate in rates) > 40
        assert cause.pain_map.basis.mark == "estimate"
        assert set(cause.pain) <= set(cause.pain_map.shares)


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
