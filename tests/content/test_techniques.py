"""The techniques that come with the package: what a clinician would look for first."""

from __future__ import annotations

import re

import pytest

from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.techniques import AdverseEvent, Grade, Indication, Technique, TrialOutcome

TECHNIQUES = [
    "referral", "education-exercise", "manual-local", "manual-distal", "manual-contralateral", "hand-points",
    "electro-low-back", "dry-gluteal", "dry-low-back", "moxibustion", "cupping",
]
GRADES: tuple[Grade, ...] = ("none", "very-low", "low", "moderate", "high")
ON_THE_BODY = ("needle", "heat", "suction")


def is_used(indication: Indication | None) -> bool:
    return indication is not None and indication.standing in ("acceptable", "preferred")


def find_indication(technique: Technique, cause_id: str) -> Indication | None:
    return next((one for one in technique.indications if cause_id in one.causes), None)


def require_indication(kb: KnowledgeBase, technique_id: str, cause_id: str) -> Indication:
    found = find_indication(kb.treatment.get_technique(technique_id), cause_id)
    assert found is not None, f"{technique_id} says nothing about {cause_id}"
    return found


def treatments(kb: KnowledgeBase) -> list[Technique]:
    return [technique for technique in kb.treatment.techniques if technique.kind != "referral"]


def test_the_techniques_and_their_order(kb: KnowledgeBase) -> None:
    """Referral first and what guidelines prefer second: nobody has to scroll past needles to find them."""
    assert [technique.id for technique in kb.treatment.techniques] == TECHNIQUES


def test_every_cause_hurts_by_a_mechanism(kb: KnowledgeBase) -> None:
    explained = {cause for mechanism in kb.treatment.mechanisms for cause in mechanism.causes}

    assert explained == {cause.id for cause in kb.causes if not cause.parts}


def test_referral_has_a_word_on_every_cause_and_comes_first_where_somebody_must_look(kb: KnowledgeBase) -> None:
    for cause in kb.causes:
        for one in cause.parts or (cause.id,):
            standing = require_indication(kb, "referral", one).standing
            assert standing == ("acceptable" if kb.get_cause(one).urgency == "treat" else "preferred"), one


def test_what_cannot_wait_is_referred_and_not_treated(kb: KnowledgeBase) -> None:
    cannot_wait = [cause for cause in kb.causes if cause.urgency in ("emergency", "same-day", "urgent")]
    used = {
        (technique.id, cause.id) for technique in treatments(kb) for cause in cannot_wait
        if is_used(find_indication(technique, cause.id))
    }

    assert used <= {("education-exercise", "lumbosacral-plexopathy")}  # explaining beside a letter does no harm


def test_in_an_emergency_every_treatment_is_forbidden_in_so_many_words(kb: KnowledgeBase) -> None:
    for cause in kb.causes:
        if cause.urgency == "emergency":
            for technique in treatments(kb):
                assert require_indication(kb, technique.id, cause.id).standing == "contraindicated"


@pytest.mark.parametrize(("technique_id", "cause_id"), [
    ("manual-distal", "vascular-claudication"),
    ("dry-gluteal", "vascular-claudication"),
    ("moxibustion", "vascular-claudication"),
    ("cupping", "vascular-claudication"),
    ("moxibustion", "polyneuropathy"),
    ("moxibustion", "meralgia-paraesthetica"),
    ("manual-distal", "deep-vein-thrombosis"),
    ("electro-low-back", "deep-vein-thrombosis"),
    ("cupping", "herpes-zoster"),
    ("manual-distal", "common-fibular"),
    ("dry-gluteal", "nerve-sheath-tumour"),
    ("electro-low-back", "spinal-malignancy"),
    ("cupping", "vertebral-fracture"),
    ("education-exercise", "deep-vein-thrombosis"),
])
def test_plain_harm_is_forbidden(kb: KnowledgeBase, technique_id: str, cause_id: str) -> None:
    assert require_indication(kb, technique_id, cause_id).standing == "contraindicated"


def test_students_put_nothing_on_or_into_a_pregnant_patient(kb: KnowledgeBase) -> None:
    for technique in kb.treatment.techniques:
        if technique.kind in ON_THE_BODY:
            assert require_indication(kb, technique.id, "pelvic-girdle-pain").standing == "contraindicated"


def test_no_current_for_a_pain_that_nobody_can_name(kb: KnowledgeBase) -> None:
    carrying = [technique for technique in kb.treatment.techniques if "current" in technique.hazards]

    assert [technique.id for technique in carrying] == ["electro-low-back"]
    assert not is_used(find_indication(carrying[0], "other"))


def test_what_guidelines_prefer_is_preferred_and_no_needle_is(kb: KnowledgeBase) -> None:
    for cause_id in ("lumbar-disc", "facet-referred", "muscle-pain", "deep-gluteal", "lumbar-stenosis"):
        assert require_indication(kb, "education-exercise", cause_id).standing == "preferred"

    for technique in treatments(kb):
        if technique.kind in ON_THE_BODY:
            assert all(one.standing != "preferred" for one in technique.indications), technique.id


@pytest.mark.parametrize(("technique_id", "cause_id", "grade"), [
    ("manual-local", "lumbar-disc", "moderate"),
    ("manual-local", "lumbar-stenosis", "low"),
    ("manual-local", "spondylolisthesis", "none"),
    ("manual-local", "hip-osteoarthritis", "moderate"),
    ("electro-low-back", "lumbar-disc", "low"),
    ("dry-gluteal", "deep-gluteal", "low"),
    ("dry-low-back", "muscle-pain", "low"),
    ("manual-contralateral", "lumbar-disc", "none"),
    ("hand-points", "lumbar-disc", "none"),
])
def test_how_far_the_evidence_goes(kb: KnowledgeBase, technique_id: str, cause_id: str, grade: str) -> None:
    assert require_indication(kb, technique_id, cause_id).grade == grade


def test_good_evidence_can_be_evidence_against(kb: KnowledgeBase) -> None:
    """Grades tell how sure one can be, not how well it works: the hip was tried against sham and gained nothing."""
    assert require_indication(kb, "manual-local", "hip-osteoarthritis").standing == "not-indicated"


@pytest.mark.parametrize("cause_id", ["lumbar-stenosis", "spondylolisthesis"])
def test_where_little_is_known_the_basis_says_so(kb: KnowledgeBase, cause_id: str) -> None:
    basis = require_indication(kb, "manual-local", cause_id).basis.text

    assert "insufficient" in basis or "no trial was found" in basis


def test_what_stands_without_a_study_says_that_none_was_found(kb: KnowledgeBase) -> None:
    for technique in treatments(kb):
        for one in technique.indications:
            if technique.kind in ON_THE_BODY and one.standing == "acceptable" and one.grade == "none":
                assert re.search(r"[Nn]o trial .*\b(found|read)\b", one.basis.text), (technique.id, one.causes)


def test_what_was_not_found_is_not_called_measured(kb: KnowledgeBase) -> None:
    claims = [
        *(claim for technique in kb.treatment.techniques for claim in (technique.evidence, *technique.shown)),
        *(claim for trial in kb.treatment.trials for claim in trial.cautions),
    ]
    absent = [one for one in claims if re.match(r"(Not found|None found|Nothing|No trial|For sciatica no)", one.text)]

    assert len(absent) >= 4
    assert "measured" not in {claim.mark for claim in absent}, [one.text for one in absent if one.mark == "measured"]


def test_trials_with_sham_that_agree_on_nothing_leave_nothing_standing(kb: KnowledgeBase) -> None:
    """Needles for a worn hip fell by two trials that agree; cupping stands behind exercise while its two disagree."""
    hip = require_indication(kb, "manual-local", "hip-osteoarthritis")
    cups = require_indication(kb, "cupping", "muscle-pain")

    assert (hip.standing, hip.grade) == ("not-indicated", "moderate")
    assert (cups.standing, cups.grade) == ("acceptable", "very-low")
    assert "disagree" in cups.basis.text
    assert "behind exercise" in cups.basis.text


def test_the_grade_of_exercise_says_for_which_pain_it_is(kb: KnowledgeBase) -> None:
    exercise = kb.treatment.get_technique("education-exercise")

    assert require_indication(kb, exercise.id, "lumbar-disc").grade == "low"
    assert "low for sciatica" in " ".join(exercise.evidence.text.split())
    assert exercise.grade in exercise.evidence.text


def test_a_technique_is_graded_by_its_best_supported_use(kb: KnowledgeBase) -> None:
    for technique in kb.treatment.techniques:
        used = [one.grade for one in technique.indications if is_used(one)]
        assert technique.grade == max(used, key=GRADES.index), technique.id


def test_tradition_is_told_as_tradition_and_what_was_not_shown_is_said(kb: KnowledgeBase) -> None:
    hand = kb.treatment.get_technique("hand-points")
    assert {claim.mark for claim in hand.claimed} == {"tradition"}
    assert "no trial" in hand.shown[0].text

    for technique_id in ("dry-gluteal", "dry-low-back"):
        technique = kb.treatment.get_technique(technique_id)
        knots = [claim for claim in technique.claimed if "knot" in claim.text]
        assert [claim.mark for claim in knots] == ["opinion"]
        assert "Not shown: that a knot is broken up" in technique.shown[0].text


def test_every_target_is_reached_for_and_only_what_lies_in_the_body_has_structures(kb: KnowledgeBase) -> None:
    reached = {one.target for technique in kb.treatment.techniques for one in technique.indications if one.target}
    assert reached == {target.id for target in kb.treatment.targets}

    for target in kb.treatment.targets:
        assert not (target.structures and target.what.mark == "tradition"), target.id


def find_adverse(kb: KnowledgeBase) -> list[AdverseEvent]:
    return [event for technique in kb.treatment.techniques for event in technique.adverse]


def test_every_rate_lies_in_its_interval_and_is_measured(kb: KnowledgeBase) -> None:
    for event in find_adverse(kb):
        if event.per_10_000 is not None:
            assert event.basis.mark == "measured", event.name
            assert event.low is None or event.low <= event.per_10_000 <= (event.high or 0), event.name


def test_a_survey_gives_the_same_figure_wherever_it_is_quoted(kb: KnowledgeBase) -> None:
    told: dict[str, set[tuple[float | None, float | None, float | None, str]]] = {}
    for event in find_adverse(kb):
        told.setdefault(event.name, set()).add((event.per_10_000, event.low, event.high, event.of))

    assert {name for name, figures in told.items() if len(figures) > 1} == set()


@pytest.mark.parametrize(("name", "figures"), [
    ("Anything unwanted, over a course", (931, 510, 1462, "patients")),
    ("Serious event", (1.01, 0.23, 2.33, "patients")),
    ("Significant event, reported by practitioners", (14, None, None, "consultations")),
    ("Major event, United States", (9.8, None, None, "treatments")),
])
def test_rates_as_printed(kb: KnowledgeBase, name: str, figures: tuple[float | None, ...]) -> None:
    event = next(event for event in find_adverse(kb) if event.name == name)

    assert (event.per_10_000, event.low, event.high, event.of) == figures


def test_guidelines_are_quoted_on_both_sides(kb: KnowledgeBase) -> None:
    stances = {stance.body: stance.stance for stance in kb.treatment.get_technique("manual-local").guidelines}
    assert stances == {"NICE 2020": "against", "Denmark 2018": "against", "ACP 2017": "partly", "WHO 2023": "partly",
                       "China 2024": "for"}

    for technique in kb.treatment.techniques:
        for stance in technique.guidelines:
            if stance.body == "ACP 2017":
                assert "apsed" in stance.says.text, technique.id


def test_a_depth_in_millimetres_is_what_a_trial_did_and_no_advice(kb: KnowledgeBase) -> None:
    depths = [each.text.text for technique in kb.treatment.techniques for each in technique.parameters
              if each.name == "depth"]

    assert len(depths) >= 5
    for text in depths:
        assert not re.search(r"\d\s?(mm|cm|cun)", text) or "not what is safe" in text
        assert "tudents" in text or "as easily" in text


@pytest.mark.parametrize(("technique_id", "visits"), [
    ("manual-local", (8, 10, 12, 16)), ("electro-low-back", (8, 16)), ("dry-gluteal", (3,)), ("dry-low-back", (5,)),
])
def test_the_doses_hold_what_was_tried(kb: KnowledgeBase, technique_id: str, visits: tuple[int, ...]) -> None:
    dose = kb.treatment.get_technique(technique_id).dose

    assert dose is not None
    assert all(dose.visits_low <= tried <= dose.visits_high for tried in visits)


def test_whatever_is_used_has_a_dose_but_a_referral(kb: KnowledgeBase) -> None:
    assert [technique.id for technique in kb.treatment.techniques if technique.dose is None] == ["referral"]
    for technique in treatments(kb):
        assert technique.dose is not None
        assert technique.dose.review_by <= 6, "looked back at by the sixth visit"


def find_outcome(kb: KnowledgeBase, trial_id: str, name: str, week: int) -> TrialOutcome:
    outcomes = kb.treatment.get_trial(trial_id).outcomes
    return next(one for one in outcomes if one.week == week and one.name.startswith(name))


def test_the_main_trial_as_printed(kb: KnowledgeBase) -> None:
    leg = find_outcome(kb, "tu-2024", "Leg pain", 4)
    index = find_outcome(kb, "tu-2024", "Disability", 4)

    assert (leg.treated, leg.compared, leg.difference, leg.low, leg.high) == (-30.8, -14.9, -16.0, -21.3, -10.6)
    assert (index.treated, index.compared, index.difference, index.low, index.high) == (-13.0, -4.9, -8.1, -11.1, -5.1)
    assert find_outcome(kb, "tu-2024", "Leg pain", 52).difference == -10.8
    assert find_outcome(kb, "tu-2024", "Leg pain", 52).low is None


def test_a_better_mean_that_is_less_than_is_called_worthwhile(kb: KnowledgeBase) -> None:
    trial = kb.treatment.get_trial("tu-2024")

    for outcome in trial.outcomes:
        assert outcome.difference is not None
        assert outcome.worthwhile is not None
        assert outcome.worthwhile < outcome.difference < 0, "better, and not by as much as the line"
    line = next(claim for claim in trial.cautions if "worthwhile" in claim.text)
    assert line.mark == "taught", "the trial did not set this line"


def test_the_main_trial_says_what_was_not_found(kb: KnowledgeBase) -> None:
    missing = next(claim.text for claim in kb.treatment.get_trial("tu-2024").cautions if "Not found" in claim.text)

    for what in ("points", "deep", "current", "guessed"):
        assert what in missing


def test_most_of_an_early_fall_comes_without_needles(kb: KnowledgeBase) -> None:
    course = kb.treatment.get_trial("natural-course")
    by_group: dict[str, dict[int, float]] = {}
    for share in course.shares:
        by_group.setdefault(share.group, {})[share.week] = share.share

    new = [weeks for group, weeks in by_group.items() if group.startswith("New severe")]
    assert sorted((weeks[2], weeks[12]) for weeks in new) == [(0.65, 0.87), (0.70, 0.87)]
    assert all(0 < share.share < 1 for share in course.shares)
    assert {share.week for share in course.shares}.isdisjoint({6}), "no share after six weeks was found"
