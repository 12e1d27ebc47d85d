"""The shipped patients: each can be found out in the time there is, and no plan is given away by how it is written."""

from __future__ import annotations

import re
from collections import Counter

import numpy as np
import pytest

from sciatica_teach.content.folders import SHIPPED
from sciatica_teach.model.cases import Case
from sciatica_teach.model.causes import URGENCIES
from sciatica_teach.model.findings import Answer
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.reasoning.belief import infer
from sciatica_teach.reasoning.draws import SampledTable, sample_rates
from sciatica_teach.reasoning.referral import referral_floor
from sciatica_teach.reasoning.table import LikelihoodTable
from sciatica_teach.session.disclosure import true_reveal
from sciatica_teach.session.later_visits import LaterVisits

CASE_IDS = sorted(file.stem for file in (SHIPPED / "cases").glob("*.yaml"))

SLOWEST_RIGHT = {
    "marek": "treat", "priya": "treat", "walter": "routine", "leonie": "routine", "anselm": "routine",
    "ylva": "urgent", "graham": "emergency", "mei": "same-day",
    "josef": "treat", "ingrid": "treat", "tomas": "same-day",
    "stanley": "emergency",
}
"""How fast each must be sent at least, after the dossier the cases were written from and not after the cases."""

TELLS = {
    "cauda-equina": "cauda|equina|nerve roots", "lumbar-stenosis": "stenosis|canal|spinal",
    "stenosis-and-hip": "stenosis|canal|two problems",
    "aortic-aneurysm": "aneurysm|aort|rupture|width", "herpes-zoster": "shingles|zoster|rash|blister|strip|virus",
    "spinal-infection": "infection|abscess|tap|sugar|inject|bacteri",
    "spinal-malignancy": "cancer|tumour|metasta|growth",
    "spondylolisthesis": r"slip|step\b|vertebra", "trochanteric-pain": "tendon|bursa", "deep-gluteal": "piriformis",
    "pelvic-girdle-pain": "girdle", "facet-referred": "facet|joint can|worn joint",
    "lumbar-disc": r"\bdisc\b|level|root",
    "vascular-claudication": "arter|vascular|cigarette", "common-fibular": "fibular|nerve|outer knee|inversion",
}
"""Words in a plan that would say what is the matter before the debrief does, by what is the matter."""

KNOWN_ONLY = r"suspected|pacemaker|warfarin|implanted|\bINR\b"
"""And words that a plan may only use who already knows what was found on asking."""

HOW_MANY = {"critical": (2, 3), "recommended": (2, 4), "neutral": (1, 4), "unnecessary": (1, 4), "harmful": (2, 4)}

SENDING = {
    "hospital": r"^(Send|Have) (him|her) .*emergency department now, with a .*note\b|^Call the ambulance yourself now",
    "call": r"^(Ring|Call|Telephone) .*\b(doctor|maternity unit)\b",
    "letter": r"^Write (to|a routine letter)\b",
}
"""The kinds of sending that every plan offers, by the words that each begins with."""


@pytest.fixture(scope="module")
def sampled(kb: KnowledgeBase) -> SampledTable:
    return sample_rates(LikelihoodTable.from_knowledge(kb), np.random.default_rng(0))


def given(kb: KnowledgeBase, case: Case) -> dict[str, Answer]:
    return {finding.id: true_reveal(case, finding).value for finding in kb.findings if finding.given}


def learnt(kb: KnowledgeBase, case: Case) -> dict[str, Answer]:
    """What a careful colleague knows at the end: the safety screen of the case and its key findings, as they are."""
    asked = {one: true_reveal(case, kb.get_finding(one)).value for one in (*case.must_ask, *case.key_findings)}
    return given(kb, case) | asked


@pytest.mark.parametrize("case_id", CASE_IDS)
def test_a_careful_colleague_finds_the_truth_or_its_twin(
    kb: KnowledgeBase, sampled: SampledTable, case_id: str
) -> None:
    case = kb.get_case(case_id)
    setting = kb.get_setting(case.setting)
    inference = infer(sampled, setting.prior, setting.leave_out_counted(learnt(kb, case)))
    assert case.truth in sorted(inference.posterior, key=lambda cause: -inference.posterior[cause])[:2]


@pytest.mark.parametrize("case_id", CASE_IDS)
def test_there_is_time_for_all_that_matters(kb: KnowledgeBase, case_id: str) -> None:
    case = kb.get_case(case_id)
    needed = sum(kb.get_finding(one).minutes for one in {*case.must_ask, *case.key_findings})
    assert needed + sum(question.minutes for question in kb.open_questions) <= case.minutes


@pytest.mark.parametrize("case_id", CASE_IDS)
def test_who_cannot_wait_shows_it_to_whoever_asks_and_nobody_else_does(kb: KnowledgeBase, case_id: str) -> None:
    case = kb.get_case(case_id)
    slowest = min(case.decision.right, key=URGENCIES.index)
    floor = referral_floor(kb, learnt(kb, case)).urgency
    assert URGENCIES.index(floor) <= URGENCIES.index(slowest)
    if slowest in ("same-day", "emergency"):
        assert floor == slowest


@pytest.mark.parametrize(("case_id", "urgency"), SLOWEST_RIGHT.items())
def test_nobody_is_sent_more_slowly_than_the_facts_allow(kb: KnowledgeBase, case_id: str, urgency: str) -> None:
    right = kb.get_case(case_id).decision.right
    assert min(right, key=URGENCIES.index) == urgency


@pytest.mark.parametrize("case_id", CASE_IDS)
def test_the_safety_screen_is_answered_in_the_patients_own_words(kb: KnowledgeBase, case_id: str) -> None:
    case = kb.get_case(case_id)
    assert [one for one in case.must_ask if one not in case.reveals or not case.reveals[one].words] == []


@pytest.mark.parametrize("case_id", CASE_IDS)
def test_every_open_question_is_answered_and_leaves_something_to_ask(kb: KnowledgeBase, case_id: str) -> None:
    case = kb.get_case(case_id)
    told = {one for answer in case.open_answers.values() for one in answer.tells}
    assert case.open_answers.keys() == {question.id for question in kb.open_questions}
    assert told
    assert len(told & {*case.must_ask, *case.key_findings}) <= len({*case.must_ask, *case.key_findings}) / 2


@pytest.mark.parametrize("case_id", CASE_IDS)
def test_a_plan_offers_every_class_and_length_tells_nothing(kb: KnowledgeBase, case_id: str) -> None:
    plan = kb.get_case(case_id).plan
    counted = Counter(action.action_class for action in plan)
    words = [len(action.text.split()) for action in plan]
    wrong = [len(action.text.split()) for action in plan if action.action_class in ("harmful", "unnecessary")]
    assert {kind: counted[kind] for kind, (least, most) in HOW_MANY.items() if not least <= counted[kind] <= most} == {}
    assert min(words) >= 9
    assert max(words) <= 27
    assert 0.75 < (sum(wrong) / len(wrong)) / (sum(words) / len(words)) < 1.25


@pytest.mark.parametrize("case_id", CASE_IDS)
def test_every_plan_offers_the_same_kinds_of_sending(kb: KnowledgeBase, case_id: str) -> None:
    """So that nothing on offer tells how fast it has to be; needless haste is no harm, and delay is."""
    case = kb.get_case(case_id)
    slowest = min(case.decision.right, key=URGENCIES.index)
    worth = {kind: {action.action_class for action in case.plan if re.search(words, action.text)}
             for kind, words in SENDING.items()}
    assert all(worth.values()), worth
    assert ("critical" in worth["hospital"]) == (slowest == "emergency")
    assert ("critical" in worth["call"]) == (slowest == "same-day")
    assert "harmful" not in worth["hospital"]
    assert ("harmful" in worth["call"]) == (slowest == "emergency")


@pytest.mark.parametrize("case_id", CASE_IDS)
def test_no_action_of_a_plan_tells_the_answer(kb: KnowledgeBase, case_id: str) -> None:
    case = kb.get_case(case_id)
    tells = re.compile(f"{TELLS[case.truth]}|{KNOWN_ONLY}", re.IGNORECASE)
    assert {action.id: action.text for action in case.plan if tells.search(action.text)} == {}


@pytest.mark.parametrize("case_id", CASE_IDS)
def test_no_action_of_a_plan_tells_a_figure_that_the_learner_may_never_have_measured(
    kb: KnowledgeBase, case_id: str
) -> None:
    figure = re.compile(r"\b\d|of five|kilogram")
    assert {action.id: action.text for action in kb.get_case(case_id).plan if figure.search(action.text)} == {}


@pytest.mark.parametrize("case_id", CASE_IDS)
def test_a_harmful_action_says_in_its_reason_that_it_is_a_danger(kb: KnowledgeBase, case_id: str) -> None:
    harmful = [action for action in kb.get_case(case_id).plan if action.action_class == "harmful"]
    assert [action.id for action in harmful if not action.why.startswith("Danger: ")] == []


def test_leonie_gets_worse_between_visits_and_each_visit_asks_for_more(kb: KnowledgeBase) -> None:
    course = kb.get_case("leonie").course
    assert course is not None
    assert [turn.right for turn in course.turns] == [("same-day", "emergency"), ("emergency",)]
    assert all({"go-on", "change", "stop", "routine"} <= set(turn.unsafe) for turn in course.turns)
    changes = course.turns[1].changes
    assert {one: changes[one].value for one in ("sexual-change", "unsteady-legs")} == {
        "sexual-change": "present", "unsteady-legs": "present",
    }


def test_anselms_foot_asks_for_more_than_a_letter_in_the_fourth_week(kb: KnowledgeBase) -> None:
    later = LaterVisits(kb, kb.get_case("anselm"))
    assert kb.follow_up is not None
    assert kb.follow_up.visits[2] == 4
    assert [later.find_demand(visit) for visit in (1, 2, 3)] == ["routine", "routine", "same-day"]


def test_ylva_is_asked_what_a_needle_beside_the_plan_would_need(kb: KnowledgeBase) -> None:
    assert {"anticoagulant", "past-cancer", "pregnant"} <= set(kb.get_case("ylva").must_ask)


def test_where_teaching_differs_on_how_fast_the_decision_says_so(kb: KnowledgeBase) -> None:
    assert [one for one in ("marek", "ylva") if not kb.get_case(one).decision.why.conflict] == []
