"""A whole case: the gate first, then the profile."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np
import pytest
import reasoning_oracle as oracle
from hypothesis import given
from hypothesis import strategies as st
from small_knowledge import MARKING, rule

from sciatica_teach.errors import UnknownId
from sciatica_teach.grading.cases import (
    CaseSubmission,
    Gate,
    GateFailure,
    StatedBelief,
    find_composite,
    grade_case,
    safety_gate,
)
from sciatica_teach.grading.gathering import efficiency_credit, f_beta, gathering_credit
from sciatica_teach.grading.plan import action_credit
from sciatica_teach.model.cases import CASE_PARTS, Case, CasePart
from sciatica_teach.model.causes import URGENCIES, Urgency
from sciatica_teach.model.findings import Answer, Learnt
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.reasoning.draws import SampledTable, sample_rates
from sciatica_teach.reasoning.table import LikelihoodTable
from sciatica_teach.reasoning.updates import reference_shift

SCREENED: dict[str, Answer] = {"saddle-numbness": "absent", "past-cancer": "absent"}
GIVEN: dict[str, Answer] = {"age-over-65": "absent"}


def learnt(asked: Mapping[str, Answer] | Iterable[str]) -> tuple[Learnt, ...]:
    """Questions in order, with what came back; "present" where it does not matter."""
    answers = asked if isinstance(asked, Mapping) else dict.fromkeys(asked, "present")
    return tuple(Learnt(finding_id=finding_id, value=value) for finding_id, value in answers.items())


def failures(gate: Gate) -> list[tuple[str, str]]:
    return [(failure.kind, failure.subject) for failure in gate.failures]


def test_a_screened_patient_sent_on_in_time_passes(saddle_case: Case, kb: KnowledgeBase) -> None:
    assert safety_gate(saddle_case, kb, SCREENED, "same-day", ["write-letter", "imaging"]).passed


def test_every_reason_to_fail_is_told(saddle_case: Case, kb: KnowledgeBase) -> None:
    observed: dict[str, Answer] = {"saddle-numbness": "absent", "foot-lift-weak": "present"}
    gate = safety_gate(saddle_case, kb, observed, "treat", ["needle-now", "explain"])
    assert not gate.passed
    assert failures(gate) == [
        ("must-ask", "past-cancer"), ("must-refer", "foot-lift-weak"), ("unsafe-decision", "treat"),
        ("harmful-action", "needle-now"),
    ]


def test_asking_is_enough_even_if_the_answer_was_unclear(saddle_case: Case, kb: KnowledgeBase) -> None:
    assert safety_gate(saddle_case, kb, {**SCREENED, "past-cancer": "unknown"}, "same-day", []).passed


@pytest.mark.parametrize("disposition", URGENCIES[:4])
def test_saddle_numbness_sent_slower_than_an_emergency_fails(
    saddle_case: Case, kb: KnowledgeBase, disposition: str
) -> None:
    gate = safety_gate(saddle_case, kb, {**SCREENED, "saddle-numbness": "present"}, disposition, [])
    assert ("must-refer", "saddle-numbness") in failures(gate)


def test_an_emergency_found_and_sent_need_not_finish_the_screen(saddle_case: Case, kb: KnowledgeBase) -> None:
    assert safety_gate(saddle_case, kb, {"saddle-numbness": "present"}, "emergency", []).passed


def test_a_less_urgent_finding_does_not_excuse_from_the_screen(saddle_case: Case, kb: KnowledgeBase) -> None:
    """A weak foot sent on the same day may still hide a cauda equina that had to go at once."""
    assert failures(safety_gate(saddle_case, kb, {"foot-lift-weak": "present"}, "same-day", [])) == [
        ("must-ask", "saddle-numbness"), ("must-ask", "past-cancer"),
    ]


def test_sending_everybody_as_an_emergency_without_asking_fails(saddle_case: Case, kb: KnowledgeBase) -> None:
    assert failures(safety_gate(saddle_case, kb, {}, "emergency", [])) == [
        ("must-ask", "saddle-numbness"), ("must-ask", "past-cancer"),
    ]


def test_whom_nobody_decided_on_goes_home_unsent(saddle_case: Case, kb: KnowledgeBase) -> None:
    """Where that is unsafe the gate is shut, whatever was found by then; elsewhere it is no danger."""
    assert failures(safety_gate(saddle_case, kb, SCREENED, None, [])) == [("no-decision", "")]
    harmless = replace(saddle_case, decision=replace(saddle_case.decision, right=("treat",), unsafe=()))
    assert safety_gate(harmless, kb, SCREENED, None, []).passed
    found: dict[str, Answer] = {**SCREENED, "foot-lift-weak": "present"}
    assert failures(safety_gate(harmless, kb, found, None, [])) == [("no-decision", "")]


@pytest.mark.parametrize(
    ("actions", "credit"),
    [
        ([], 0),
        (["write-letter", "safety-net", "explain"], 1),
        (["write-letter", "safety-net", "explain", "tea"], 1),
        (["write-letter", "explain", "imaging"], 3 / 7),
        (["write-letter", "write-letter"], 3 / 7),
        (["needle-now", "write-letter"], 0),
        (["write-letter", "safety-net", "explain", "tea", "imaging", "needle-now"], 2 / 7),
    ],
)
def test_plan_credit(saddle_case: Case, actions: list[str], credit: float) -> None:
    assert action_credit(saddle_case, MARKING, actions) == pytest.approx(credit)


def test_an_unknown_action_is_named(saddle_case: Case) -> None:
    with pytest.raises(UnknownId, match="Did you mean explain"):
        action_credit(saddle_case, MARKING, ["explian"])


def test_gathering_worked_example_of_the_docstring() -> None:
    assert f_beta("abcd", "abcwxyz", beta=2, extra=0.25) == pytest.approx(0.75)


@given(
    wanted=st.sets(st.sampled_from("abcdef"), min_size=1), asked=st.sets(st.sampled_from("abcdefgh")),
    beta=st.sampled_from([1, 2]),
)
def test_f_beta_agrees_with_its_other_formula(wanted: set[str], asked: set[str], beta: int) -> None:
    """(1 + b^2) hits / ((1 + b^2) hits + b^2 misses + extras)."""
    hits, misses, extras = len(wanted & asked), len(wanted - asked), len(asked - wanted)
    expected = (1 + beta**2) * hits / ((1 + beta**2) * hits + beta**2 * misses + extras)
    assert f_beta(wanted, asked, beta=beta) == pytest.approx(expected)


def test_gathering_joins_the_screen_and_the_rest(saddle_case: Case, kb: KnowledgeBase) -> None:
    everything_needed = ["saddle-numbness", "past-cancer", "slump", "foot-lift-weak"]
    assert gathering_credit(saddle_case, kb, learnt(everything_needed)) == 1
    assert gathering_credit(saddle_case, kb, learnt([])) == 0
    assert gathering_credit(saddle_case, kb, learnt(everything_needed[:2])) == 0.5
    two_more_safety = gathering_credit(saddle_case, kb, learnt([*everything_needed, "fever", "pacemaker"]))
    assert two_more_safety == pytest.approx((5 * 0.8 / (4 * 0.8 + 1) + 1) / 2)
    two_more_others = gathering_credit(saddle_case, kb, learnt([*everything_needed, "left-handed", "no-pain-seated"]))
    assert two_more_others == pytest.approx((1 + 2 * 0.5 / 1.5) / 2)


def test_a_missed_must_ask_costs_more_than_a_needless_question(saddle_case: Case, kb: KnowledgeBase) -> None:
    needed = ["saddle-numbness", "past-cancer", "slump", "foot-lift-weak"]
    assert gathering_credit(saddle_case, kb, learnt(needed[1:])) < gathering_credit(
        saddle_case, kb, learnt([*needed, "fever"]))


def test_a_case_with_nothing_but_a_screen_is_graded_on_it(saddle_case: Case, kb: KnowledgeBase) -> None:
    screen_only = replace(saddle_case, key_findings=("past-cancer", "age-over-65"))
    assert gathering_credit(screen_only, kb, learnt(["saddle-numbness", "past-cancer"])) == 1


def efficiency(kb: KnowledgeBase, asked: dict[str, Answer]) -> float | None:
    return efficiency_credit(kb, LikelihoodTable.from_knowledge(kb), kb.settings[0].prior, GIVEN, learnt(asked))


def test_efficiency_is_the_share_of_the_best_rate_on_offer(kb: KnowledgeBase) -> None:
    """The same walk by enumeration: value for each minute of the question asked and of the best one left."""
    asked: dict[str, Answer] = {"saddle-numbness": "absent", "no-pain-seated": "absent", "slump": "present"}
    known: dict[str, Answer] = dict(GIVEN)
    gathered = offered = 0.0
    for finding_id, value in asked.items():
        finding = kb.get_finding(finding_id)
        left = [f for f in kb.findings if f.id not in known and not f.safety and not f.given]
        rate = {f.id: oracle.value_of_asking(kb, known, f) / f.minutes for f in left}
        if not finding.safety:
            gathered += rate[finding_id] * finding.minutes
            offered += max(rate.values()) * finding.minutes
        known[finding_id] = value
    assert 0 < gathered < offered
    assert efficiency(kb, asked) == pytest.approx(gathered / offered)


def test_the_best_question_is_fully_efficient_and_a_useless_one_not_at_all(kb: KnowledgeBase) -> None:
    asked_first = ("slump", "no-pain-seated", "left-handed", "foot-lift-weak")
    credit = {finding_id: efficiency(kb, {finding_id: "absent"}) or 0.0 for finding_id in asked_first}
    assert max(credit.values()) == 1
    assert credit["left-handed"] == pytest.approx(0, abs=1e-9)


def test_asking_nothing_earns_nothing_while_something_was_worth_asking(kb: KnowledgeBase) -> None:
    assert efficiency(kb, {}) == 0
    assert efficiency(kb, {"saddle-numbness": "absent"}) == 0


def test_efficiency_is_not_graded_when_nothing_was_worth_asking(kb: KnowledgeBase) -> None:
    useless = replace(kb, findings=tuple(f for f in kb.findings if f.id in ("left-handed", "fever", "age-over-65")))
    assert efficiency(useless, {}) is None
    assert efficiency(useless, {"left-handed": "absent"}) is None


@pytest.fixture
def sampled(kb: KnowledgeBase) -> SampledTable:
    return sample_rates(LikelihoodTable.from_knowledge(kb), np.random.default_rng(7))


def played(**changes: object) -> CaseSubmission:
    """A careful visit: screen, slump and foot, beliefs that follow the evidence, the patient sent on the same day."""
    careful = CaseSubmission(
        given=GIVEN,
        asked=learnt({**SCREENED, "slump": "present", "foot-lift-weak": "present"}),
        stated=(
            StatedBelief(checkpoint="safety", belief={"disc": 0.45, "stenosis": 0.30}, after=2),
            StatedBelief(checkpoint="examination", belief={"disc": 0.94, "stenosis": 0.03}, after=4),
        ),
        disposition="same-day",
        action_ids=("write-letter", "safety-net", "explain"),
    )
    return replace(careful, **changes)


def test_a_careful_visit_beats_a_careless_one_in_every_part(
    saddle_case: Case, kb: KnowledgeBase, sampled: SampledTable
) -> None:
    careful = grade_case(saddle_case, kb, played(), sampled)
    careless = grade_case(saddle_case, kb, played(
        asked=learnt({"left-handed": "absent", "slump": "present"}),
        stated=(
            StatedBelief(checkpoint="safety", belief={"stenosis": 0.9}, after=0),
            StatedBelief(checkpoint="examination", belief={"stenosis": 0.99}, after=2),
        ),
        disposition="treat", action_ids=("needle-now", "tea"),
    ), sampled)
    assert careful.gate.passed
    assert not careless.gate.passed
    for part in ("reasoning", "updating", "data_gathering", "efficiency", "plan", "composite"):
        assert getattr(careful, part) > getattr(careless, part), part
    assert careful.composite > 80


def test_what_the_prior_already_holds_is_no_evidence_in_a_grade(
    saddle_case: Case, kb: KnowledgeBase, sampled: SampledTable
) -> None:
    counting = replace(kb, settings=(replace(kb.settings[0], counted=("age-over-65",)),))
    old, unsaid = ({"age-over-65": "present"}, {})
    assert grade_case(saddle_case, kb, played(given=old), sampled) != grade_case(
        saddle_case, kb, played(given=unsaid), sampled)
    assert grade_case(saddle_case, counting, played(given=old), sampled) == grade_case(
        saddle_case, counting, played(given=unsaid), sampled)


def test_what_the_prior_already_holds_still_closes_the_gate(
    saddle_case: Case, kb: KnowledgeBase, sampled: SampledTable
) -> None:
    strict = replace(
        kb, settings=(replace(kb.settings[0], counted=("age-over-65",)),),
        referral_rules=(rule("old-and-positive", "age-over-65", "slump", refer="emergency"),),
    )
    old = grade_case(saddle_case, strict, played(given={"age-over-65": "present"}), sampled)
    young = grade_case(saddle_case, strict, played(given={"age-over-65": "absent"}), sampled)
    assert failures(old.gate) == [
        ("must-refer", "age-over-65"), ("must-refer", "slump")]
    assert young.gate.passed


def test_updating_is_measured_on_the_true_cause_between_checkpoints(
    saddle_case: Case, kb: KnowledgeBase, sampled: SampledTable
) -> None:
    update, = grade_case(saddle_case, kb, played(), sampled).updates
    before = {**GIVEN, **SCREENED}
    after: dict[str, Answer] = {**before, "slump": "present", "foot-lift-weak": "present"}
    assert update.checkpoint == "examination"
    assert update.reference == reference_shift(sampled, kb.settings[0].prior, before, after, "disc", least=0.01)
    assert update.shift == pytest.approx(np.log(0.94 / 0.06) - np.log(0.45 / 0.55))


def test_overwhelming_evidence_asks_for_no_more_than_can_be_stated(
    saddle_case: Case, kb: KnowledgeBase, sampled: SampledTable
) -> None:
    """Saddle numbness takes cauda equina from 98 % to beyond 99.9 %; whoever then says 99 % has it right."""
    common = replace(kb.settings[0], prior={"cauda-equina": 0.98, "disc": 0.02})
    graded = grade_case(replace(saddle_case, truth="cauda-equina"), replace(kb, settings=(common,)), played(
        asked=learnt({"past-cancer": "absent", "saddle-numbness": "present"}),
        stated=(
            StatedBelief(checkpoint="safety", belief={"cauda-equina": 0.98}, after=1),
            StatedBelief(checkpoint="history", belief={"cauda-equina": 0.99}, after=2),
        ),
    ), sampled)
    assert graded.updating == pytest.approx(1)


def test_standing_still_without_news_is_no_update(saddle_case: Case, kb: KnowledgeBase, sampled: SampledTable) -> None:
    still = StatedBelief(checkpoint="safety", belief={"disc": 0.5}, after=2)
    graded = grade_case(saddle_case, kb, played(stated=(still, replace(still, checkpoint="history"))), sampled)
    assert graded.updates == ()
    assert graded.updating is None


def test_a_visit_without_beliefs_has_left_them_blank(
    saddle_case: Case, kb: KnowledgeBase, sampled: SampledTable
) -> None:
    graded = grade_case(saddle_case, kb, played(stated=()), sampled)
    assert (graded.reasoning, graded.updating, graded.updates) == (0, 0, ())
    assert graded.composite > 0


def test_what_was_learnt_after_the_last_belief_finds_it_where_it_was(
    saddle_case: Case, kb: KnowledgeBase, sampled: SampledTable
) -> None:
    first = played().stated[0]
    silent = grade_case(saddle_case, kb, played(stated=(first,), silent=True), sampled)
    said = grade_case(saddle_case, kb, played(
        stated=(first, replace(first, checkpoint="examination", after=4))), sampled)
    assert (silent.reasoning, silent.updating) == (said.reasoning, said.updating)
    assert [update.checkpoint for update in silent.updates] == ["decide"]


def test_an_emergency_sent_at_once_has_left_nothing_blank(
    saddle_case: Case, kb: KnowledgeBase, sampled: SampledTable
) -> None:
    sent = grade_case(saddle_case, kb, played(
        asked=learnt({"saddle-numbness": "present"}), stated=(), silent=True, disposition="emergency"), sampled)
    assert sent.gate.passed
    assert (sent.reasoning, sent.updating, sent.efficiency, sent.data_gathering) == (None, None, None, 1)
    assert sent.composite == pytest.approx(100)


def test_an_answer_put_right_is_news(saddle_case: Case, kb: KnowledgeBase, sampled: SampledTable) -> None:
    told = (*learnt({**SCREENED, "slump": "absent"}), Learnt(finding_id="slump", value="present", unasked=True))
    first, last = played().stated
    graded = grade_case(saddle_case, kb, played(
        asked=told, stated=(replace(first, after=3), replace(last, after=4))), sampled)
    update, = graded.updates
    assert update.reference.mid > 1


def parts_of(values: Iterable[float | None]) -> dict[CasePart, float | None]:
    return dict(zip(CASE_PARTS, values, strict=True))


OPEN = Gate(failures=())
SHUT = Gate(failures=(GateFailure(kind="must-ask", subject="saddle-numbness"),))


def test_composite_worked_example_of_the_docstring() -> None:
    parts = parts_of((0.8, None, 0.7, 0.5, 1.0))
    assert find_composite(MARKING, parts, OPEN) == pytest.approx(81.2, abs=0.05)
    assert find_composite(MARKING, parts, SHUT) == 40


def test_a_case_may_weigh_otherwise() -> None:
    own = {"reasoning": 0.0, "updating": 0.0, "data_gathering": 0.4, "efficiency": 0.0, "plan": 0.6}
    assert find_composite(MARKING, parts_of((1.0, 1.0, 0.5, 1.0, 1.0)), OPEN, own) == pytest.approx(80)


def test_nothing_that_weighs_is_nothing() -> None:
    own = {"reasoning": 1.0, "updating": 0.0, "data_gathering": 0.0, "efficiency": 0.0, "plan": 0.0}
    assert find_composite(MARKING, parts_of((None, 1.0, 1.0, 1.0, 1.0)), OPEN, own) == 0


@given(parts=st.tuples(*[st.floats(0, 1)] * 5), failed=st.booleans())
def test_composite_is_the_weighted_sum_capped_by_the_gate(parts: tuple[float, ...], failed: bool) -> None:
    plain = 25 * parts[0] + 15 * parts[1] + 20 * parts[2] + 10 * parts[3] + 30 * parts[4]
    graded = find_composite(MARKING, parts_of(parts), SHUT if failed else OPEN)
    assert graded == pytest.approx(min(plain, 40) if failed else plain)


@pytest.mark.parametrize(
    ("right", "disposition", "chain_asked", "share"),
    [
        (("treat", "urgent"), "treat", True, 0.5),
        (("treat", "urgent"), "urgent", False, 1.0),
        (("routine",), "emergency", False, 0.5),
        (("routine",), None, False, 0.5),
        (("same-day",), "same-day", False, 1.0),
        (("same-day",), "urgent", False, 1.0),
    ],
    ids=["asked and left empty", "none asked, rightly", "passed by, wrongly", "no decision", "sent", "sent too slowly"],
)
def test_a_chain_counts_where_one_was_due(
    saddle_case: Case, kb: KnowledgeBase, sampled: SampledTable,
    right: tuple[Urgency, ...], disposition: Urgency | None, chain_asked: bool, share: float,
) -> None:
    offering = replace(saddle_case, offered=("disc", "stenosis"), decision=replace(saddle_case.decision, right=right))
    graded = grade_case(offering, kb, played(disposition=disposition, chain_asked=chain_asked), sampled)
    assert graded.actions == 1
    assert graded.plan == share


def test_a_case_is_marked_by_its_own_weights(saddle_case: Case, kb: KnowledgeBase, sampled: SampledTable) -> None:
    own = dict.fromkeys(CASE_PARTS, 0.0) | {"plan": 1.0}
    graded = grade_case(replace(saddle_case, weights=own), kb, played(action_ids=("write-letter",)), sampled)
    assert graded.composite == pytest.approx(100 * 3 / 7)
