"""The laws of marking, on visits made up at random, each against plain arithmetic."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import case_oracle as oracle
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_knowledge import case, cause, finding, knowledge, rate

from sciatica_teach.grading.cases import CaseGrade, CaseSubmission, StatedBelief, grade_case
from sciatica_teach.grading.certainty import certainty_marks
from sciatica_teach.model.causes import URGENCIES
from sciatica_teach.model.findings import Learnt
from sciatica_teach.reasoning.draws import sample_rates
from sciatica_teach.reasoning.referral import referral_floor
from sciatica_teach.reasoning.table import LikelihoodTable

PLAN: dict[str, Any] = {
    "letter": "critical", "net": "critical", "explain": "recommended", "tea": "neutral", "scan": "unnecessary",
    "needle": "harmful", "cup": "harmful",
}

CASE = case(
    truth="disc", present=["slump"], must_ask=["saddle", "cancer"], key_findings=["slump", "seated", "cancer"],
    right=["treat", "urgent"], unsafe=["emergency"], plan=PLAN,
)

KB = knowledge(
    [cause("disc"), cause("stenosis"), cause("cauda", "emergency"), cause("other")],
    [
        finding("saddle", rate(0.02, 0.01, 0.05), {"cauda": rate(0.75, 0.5, 0.9)}, safety=True, refer="emergency"),
        finding("cancer", 0.05, safety=True),
        finding("fever", 0.05, {"other": rate(0.3, 0.1, 0.5)}, safety=True),
        finding("slump", rate(0.2, 0.1, 0.3), {"disc": rate(0.8, 0.7, 0.9)}, minutes=2),
        finding("seated", rate(0.1, 0.05, 0.2), {"stenosis": rate(0.5, 0.4, 0.7)}),
        finding("left-handed", 0.1),
        finding("weak", rate(0.05, 0.02, 0.1), {"disc": rate(0.4, 0.2, 0.6)}, refer="same-day"),
    ],
    prior={"disc": 0.45, "stenosis": 0.35, "cauda": 0.02, "other": 0.18}, cases=[CASE],
)

FINDINGS = [one.id for one in KB.findings]
SAMPLED = sample_rates(LikelihoodTable.from_knowledge(KB), np.random.default_rng(11))
DRAWN = [
    {finding_id: dict(zip(SAMPLED.table.cause_ids, rates.tolist(), strict=True))
     for finding_id, rates in zip(FINDINGS, drawn, strict=True)}
    for drawn in SAMPLED.present
]

busy = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def beliefs(draw: st.DrawFn) -> dict[str, float]:
    shortlist = draw(st.lists(st.sampled_from(["disc", "stenosis", "cauda"]), min_size=1, unique=True))
    left, stated = 100, {}
    for cause_id in shortlist:
        stated[cause_id] = draw(st.integers(0, left))
        left -= stated[cause_id]
    return {cause_id: percent / 100 for cause_id, percent in stated.items()}


@st.composite
def visits(draw: st.DrawFn) -> CaseSubmission:
    """Any answers in any order, a belief at one to three checkpoints, the last one after the last answer."""
    asked = tuple(
        Learnt(finding_id=one, value=draw(st.sampled_from(["present", "absent", "unknown"])))
        for one in draw(st.lists(st.sampled_from(FINDINGS), unique=True))
    )
    counts = sorted([*draw(st.lists(st.integers(0, len(asked)), max_size=2)), len(asked)])
    stated = tuple(
        StatedBelief(checkpoint=room, belief=draw(beliefs()), after=count)
        for room, count in zip(("safety", "history", "examination"), counts, strict=False)
    )
    return CaseSubmission(
        given={}, asked=asked, stated=stated, disposition=draw(st.sampled_from(URGENCIES)),
        certainty=draw(st.sampled_from([None, 1, 2, 3])),
        action_ids=tuple(draw(st.lists(st.sampled_from(list(PLAN)), unique=True))),
    )


def grade(visit: CaseSubmission, *, truth: str = "disc") -> CaseGrade:
    return grade_case(replace(CASE, truth=truth), KB, visit, SAMPLED)


def path_of(visit: CaseSubmission) -> list[tuple[dict[str, float], dict[str, str]]]:
    """(stated, what was told by then); an unclear answer tells nothing."""
    return [
        (one.belief, {told.finding_id: told.value for told in visit.asked[:one.after] if told.value != "unknown"})
        for one in visit.stated
    ]


def is_stopped(visit: CaseSubmission) -> bool:
    """An emergency was found and sent."""
    found = any(one.finding_id == "saddle" and one.value == "present" for one in visit.asked)
    return found and visit.disposition == "emergency"


@busy
@given(visit=visits())
def test_reasoning_is_the_distance_to_what_could_be_known(visit: CaseSubmission) -> None:
    assert grade(visit).reasoning == pytest.approx(oracle.reasoning(KB, path_of(visit), DRAWN), abs=1e-9)


@busy
@given(visit=visits())
def test_updating_is_the_mean_of_the_moves_of_the_true_cause(visit: CaseSubmission) -> None:
    assert grade(visit).updating == pytest.approx(oracle.updating(KB, path_of(visit), "disc", DRAWN), abs=1e-9)


@given(visit=visits())
def test_gathering_counts_hits_misses_and_extras(visit: CaseSubmission) -> None:
    asked = [one.finding_id for one in visit.asked]
    must_ask, key = (CASE.must_ask, CASE.key_findings)
    if is_stopped(visit):
        must_ask, key = ([one for one in wanted if one in asked] for wanted in (must_ask, key))
    assert grade(visit).data_gathering == pytest.approx(oracle.gathering(KB, must_ask, key, asked))


@given(visit=visits())
def test_the_plan_is_its_points_over_the_best(visit: CaseSubmission) -> None:
    assert grade(visit).plan == pytest.approx(oracle.plan(PLAN, visit.action_ids))


@given(visit=visits())
def test_the_composite_is_the_weighted_mean_of_what_was_graded(visit: CaseSubmission) -> None:
    graded = grade(visit)
    names = ("reasoning", "updating", "data_gathering", "efficiency", "plan")
    parts = {name: getattr(graded, name) for name in names}
    assert graded.composite == pytest.approx(oracle.composite(parts, passed=graded.gate.passed))


@given(visit=visits())
def test_every_part_stays_within_its_bounds(visit: CaseSubmission) -> None:
    graded = grade(visit)
    for name in ("reasoning", "updating", "data_gathering", "efficiency", "plan"):
        credit = getattr(graded, name)
        assert credit is None or 0 <= credit <= 1, name
    assert 0 <= graded.composite <= 100


@given(visit=visits())
def test_one_failure_caps_everything(visit: CaseSubmission) -> None:
    graded = grade(visit)
    told = {one.finding_id: one.value for one in visit.asked}
    floor = referral_floor(KB, told).urgency
    safe = (
        (is_stopped(visit) or {"saddle", "cancer"} <= told.keys())
        and URGENCIES.index(visit.disposition or "treat") >= URGENCIES.index(floor)
        and visit.disposition != "emergency" and not {"needle", "cup"} & set(visit.action_ids)
    )
    assert graded.gate.passed == safe
    assert safe or graded.composite <= 40


@given(visit=visits())
def test_a_harmful_act_can_only_shut_the_gate(visit: CaseSubmission) -> None:
    worse = grade(replace(visit, action_ids=(*visit.action_ids, "needle")))
    assert not worse.gate.passed
    assert worse.composite <= min(40, grade(visit).composite + 1e-9)


@given(visit=visits(), order=st.randoms(use_true_random=False))
def test_the_order_of_questions_is_nothing_to_gathering_and_reasoning(visit: CaseSubmission, order: Any) -> None:
    """A belief is compared with what was known by then: only the last one knows all, in whatever order it came."""
    shuffled = list(visit.asked)
    order.shuffle(shuffled)
    last = replace(visit, stated=visit.stated[-1:])
    other = replace(last, asked=tuple(shuffled))
    assert grade(last).data_gathering == grade(other).data_gathering
    assert grade(last).reasoning == grade(other).reasoning


@given(visit=visits(), truth=st.sampled_from(["disc", "stenosis", "cauda", "other"]))
def test_luck_is_taken_out(visit: CaseSubmission, truth: str) -> None:
    """The same answers and beliefs in a patient who has something else: the reasoning was as good."""
    assert grade(visit).reasoning == grade(visit, truth=truth).reasoning


@given(visit=visits())
def test_bayes_earns_all_and_the_prior_nothing(visit: CaseSubmission) -> None:
    path = path_of(visit)
    by_bayes = tuple(
        replace(one, belief={cause_id: share for cause_id, share in oracle.believe(KB, told).items()
                             if cause_id != "other"})
        for one, (_, told) in zip(visit.stated, path, strict=True)
    )
    graded = grade(replace(visit, stated=by_bayes))
    assert graded.reasoning in (None, pytest.approx(1, abs=0.02))  # shares below 0.5 % cannot be said
    assert graded.updating in (None, pytest.approx(1, abs=1e-6))
    still = {cause_id: share for cause_id, share in KB.settings[0].prior.items() if cause_id != "other"}
    unmoved = grade(replace(visit, stated=tuple(replace(one, belief=still) for one in visit.stated)))
    assert unmoved.reasoning in (None, pytest.approx(0, abs=1e-6))


@given(disposition=st.sampled_from([None, *URGENCIES]))
def test_a_blank_earns_nothing(disposition: Any) -> None:
    graded = grade(CaseSubmission(given={}, asked=(), stated=(), disposition=disposition, action_ids=()))
    assert graded.composite == 0
    assert not graded.gate.passed
    assert graded.certainty is None


@given(visit=visits())
def test_beliefs_left_blank_earn_nothing(visit: CaseSubmission) -> None:
    graded = grade(replace(visit, stated=()))
    if is_stopped(visit):
        assert (graded.reasoning, graded.updating) == (None, None)
    else:
        assert graded.reasoning in (None, pytest.approx(0, abs=1e-9))
        assert not graded.updating


@given(visit=visits())
def test_ticking_everything_never_beats_ticking_half(visit: CaseSubmission) -> None:
    everything = grade(replace(visit, action_ids=tuple(PLAN)))
    half = np.mean([
        oracle.plan(PLAN, [one for bit, one in enumerate(PLAN) if ways >> bit & 1]) for ways in range(2 ** len(PLAN))
    ])
    assert everything.plan <= half
    assert not everything.gate.passed


@given(visit=visits())
def test_certainty_is_marked_beside_the_composite(visit: CaseSubmission) -> None:
    table = {(True, 1): 1, (True, 2): 2, (True, 3): 3, (False, 1): 0, (False, 2): -2, (False, 3): -6}
    graded = grade(visit)
    if visit.certainty is None:
        assert graded.certainty is None
    else:
        right = visit.disposition in ("treat", "urgent")
        assert graded.certainty == table[right, visit.certainty] == certainty_marks(right, visit.certainty)
    assert graded.composite == grade(replace(visit, certainty=None)).composite
