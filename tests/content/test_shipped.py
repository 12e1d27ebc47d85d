"""The content that comes with the package, and the example content of the manual."""

from __future__ import annotations

import re

import pytest
from example_content import MANUAL, read_examples

from sciatica_teach.content.checking import check_content
from sciatica_teach.content.folders import SHIPPED
from sciatica_teach.content.shapes import FILES, FOLDERS
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.reasoning.referral import referral_floor


def test_the_shipped_content_has_no_problem() -> None:
    assert [str(problem) for problem in check_content([SHIPPED]).problems] == []


def test_there_is_as_much_content_as_was_promised() -> None:
    counts = check_content([SHIPPED]).count()

    assert counts["sources"] >= 30
    assert counts["causes"] >= 12
    assert counts["findings"] >= 45
    assert counts["cases"] >= 4
    assert counts["items"] >= 30


@pytest.mark.parametrize(("present", "urgency"), [
    (["night-pain"], "treat"),
    (["infection-risk"], "treat"),
    (["long-term-steroids"], "treat"),
    (["pregnant"], "treat"),
    (["past-cancer"], "urgent"),
    (["weight-loss", "night-pain"], "urgent"),
    (["past-cancer", "night-pain"], "same-day"),
    (["recent-fall", "age-over-65"], "same-day"),
    (["recent-fall", "long-term-steroids"], "same-day"),
    (["pregnant", "foot-lift-weak"], "same-day"),
    (["pregnant", "toe-extension-weak"], "same-day"),
    (["pregnant", "heel-raise-weak"], "same-day"),
    (["pregnant", "hip-abduction-weak"], "same-day"),
    (["pregnant", "inversion-weak"], "same-day"),
    (["pregnant", "eversion-weak"], "same-day"),
    (["pregnant", "ankle-jerk-absent"], "same-day"),
    (["pregnant", "knee-jerk-reduced"], "same-day"),
    (["pregnant", "sensation-l5-reduced"], "same-day"),
    (["pregnant", "sensation-s1-reduced"], "same-day"),
    (["past-cancer", "night-pain", "foot-lift-weak"], "emergency"),
    (["past-cancer", "night-pain", "heel-raise-weak"], "emergency"),
    (["past-cancer", "night-pain", "knee-straightening-weak"], "emergency"),
    (["infection-risk", "night-pain"], "emergency"),
    (["long-term-steroids", "night-pain"], "emergency"),
    (["fever-or-chills", "night-pain"], "emergency"),
    (["infection-risk", "spine-percussion-pain"], "emergency"),
    (["sudden-onset", "skin-cool", "pulses-weak"], "emergency"),
    (["anticoagulant", "knee-straightening-weak", "sudden-onset"], "emergency"),
    (["sudden-pain-and-faint"], "emergency"),
    (["pulsatile-mass"], "emergency"),
    (["sudden-cold-limb"], "emergency"),
    (["breathless-swollen-calf"], "emergency"),
    (["unsteady-legs"], "emergency"),
    (["babinski"], "emergency"),
    (["ankle-clonus"], "emergency"),
    (["brisk-leg-reflexes"], "emergency"),
    (["numb-from-a-level"], "emergency"),
    (["calf-swollen"], "same-day"),
    (["rash-in-a-strip"], "same-day"),
    (["rest-pain-or-sore"], "same-day"),
    (["bruise-over-spine"], "same-day"),
    (["pregnant", "knee-straightening-weak"], "same-day"),
    (["anticoagulant", "knee-straightening-weak"], "same-day"),
    (["past-cancer", "spine-percussion-pain"], "same-day"),
    (["known-thin-bones", "spine-percussion-pain"], "same-day"),
    (["long-term-steroids", "spine-percussion-pain"], "same-day"),
    (["age-over-70", "sudden-onset", "spine-percussion-pain"], "same-day"),
    (["age-over-65", "smoker-or-vascular-risk", "sudden-onset"], "same-day"),
    (["diabetes", "knee-straightening-weak"], "urgent"),
    (["thigh-wasted", "knee-straightening-weak"], "urgent"),
    (["lump-that-shoots"], "urgent"),
    (["age-over-65", "smoker-or-vascular-risk"], "treat"),
    (["diabetes", "numb-soles"], "treat"),
    (["morning-stiffness-30", "second-half-night"], "treat"),
])
def test_what_the_safety_table_demands_of_findings_alone_and_together(
    kb: KnowledgeBase, present: list[str], urgency: str
) -> None:
    assert referral_floor(kb, dict.fromkeys(present, "present")).urgency == urgency


@pytest.mark.parametrize("setting", ["over-65", "sport", "pregnancy"])
def test_a_clinic_for_one_age_does_not_count_age_again(kb: KnowledgeBase, setting: str) -> None:
    assert "age-over-65" in kb.get_setting(setting).counted


def test_the_manual_has_an_example_of_every_kind_of_file() -> None:
    places = {name.rpartition("/")[0] or name for name in read_examples()}

    assert places == {*FOLDERS, *FILES}
    assert len(read_examples()) == len(re.findall("^```yaml$", MANUAL, re.MULTILINE))
