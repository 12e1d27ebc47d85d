"""The debrief: safety first, the reference knows no more than the learner, and each number by another way."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_visits import SEED, asking, debriefed, finished

from sciatica_teach.reasoning.belief import update
from sciatica_teach.reasoning.losses import LossMatrix
from sciatica_teach.reasoning.table import LikelihoodTable
from sciatica_teach.session.case import CaseSession, CaseState
from sciatica_teach.session.case_state import Asked
from sciatica_teach.session.debrief_path import MOST_FOCUSED, learnt_together


def played(session: CaseSession, asked: list[str], disposition: str, plan: tuple[str, ...] = ()) -> CaseState:
    return finished(session, asking(session, asked), disposition, plan)


def posterior(session: CaseSession, state: CaseState, count: int) -> dict[str, float]:
    """The reference from the engine alone, step by step."""
    prior = session.kb.get_setting(session.case.setting).prior
    return update(session.kb, prior, session.observed(state, count), np.random.default_rng(SEED)).posterior


def expected_gain(session: CaseSession, state: CaseState, count: int, finding_id: str) -> float:
    """Least expected loss now, less the mean of the least expected losses after each answer."""
    table, losses = LikelihoodTable.from_knowledge(session.kb), LossMatrix.from_knowledge(session.kb)
    now = posterior(session, state, count)
    belief = np.array([now[cause] for cause in table.cause_ids])
    present = table.mid[table.get_row(finding_id)]
    chances = [rate * belief for rate in (present, 1 - present)]
    after = sum(one.sum() * losses.expected(one / one.sum()).min() for one in chances)
    return float(losses.expected(belief).min() - after)


# ---- The path ----

def test_the_path_is_the_reference_belief_of_what_had_been_told_by_then(disc):
    state = played(disc, ["bladder-change", "worse-sitting", "straight-leg-raise"], "treat")
    debrief = debriefed(disc, state)
    assert [step.finding_id for step in debrief.steps] == [
        "", "bladder-change", "worse-sitting", "straight-leg-raise"]
    assert [step.room for step in debrief.steps] == ["safety", "safety", "history", "examination"]
    for count, step in enumerate(debrief.steps):
        assert step.reference == pytest.approx(posterior(disc, state, count), abs=1e-12)
        assert all(low <= step.reference[cause] <= high for cause, (low, high) in step.band.items())


def learnt(finding_id: str, on: str = "") -> Asked:
    return Asked(finding_id=finding_id, value="present", minutes=0, stage="history", unasked=bool(on), on=on)


def test_one_open_question_is_one_step_and_what_it_puts_right_stands_alone():
    asked = [learnt("a"), learnt("b", "story"), learnt("c", "story"), learnt("a", "story"), learnt("d", "story"),
             learnt("e", "day"), learnt("f", "day"), learnt("g")]
    assert learnt_together(asked) == ((0, 0), (1, 2), (3, 3), (4, 4), (5, 6), (7, 7))


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from(["", "story", "day"])), max_size=12))
def test_the_steps_hold_everything_once_and_in_order(told):
    spans = learnt_together([learnt(*one) for one in told])
    assert [place for first, last in spans for place in range(first, last + 1)] == list(range(len(told)))
    assert all(len({told[place][1] for place in range(first, last + 1)}) == 1 for first, last in spans)
    assert all(told[first][1] for first, last in spans if first != last)


def test_beliefs_stand_where_they_were_committed(disc):
    debrief = debriefed(disc, played(disc, ["bladder-change", "worse-sitting", "slump"], "treat"))
    assert [(one.stage, one.after, one.stated) for one in debrief.checkpoints] == [
        ("safety", 1, {"lumbar-disc": 0.5}), ("history", 2, {"lumbar-disc": 0.5}),
    ]
    assert all(sum(one.yours.values()) == pytest.approx(1) for one in debrief.checkpoints)
    assert all(one.reference == debrief.steps[one.after].reference for one in debrief.checkpoints)


def test_two_beliefs_with_nothing_learnt_between_them_both_stay(disc):
    state, _ = disc.open()
    for share in (0.2, 0.6):
        state, _ = disc.state_belief(state, {"lumbar-disc": share})
        state, _ = disc.go_on(state)
    debrief = debriefed(disc, finished(disc, state, "treat"))
    assert [(one.after, one.yours["lumbar-disc"]) for one in debrief.checkpoints] == [
        (0, pytest.approx(0.2)), (0, pytest.approx(0.6))]


def test_the_distances_to_the_band_make_the_mark_for_reasoning(disc):
    asked = ["bladder-change", "worse-sitting", "straight-leg-raise", "crossed-straight-leg-raise"]
    debrief = debriefed(disc, played(disc, asked, "treat"))
    marked = [*debrief.checkpoints, *([debrief.standing] if debrief.standing else [])]
    for one in marked:
        gaps = [max(low - one.yours[cause], 0, one.yours[cause] - high) for cause, (low, high) in one.band.items()]
        assert one.error == pytest.approx(sum(gap**2 for gap in gaps))
    assert debrief.standing.after == len(asked)
    assert debrief.standing.yours == debrief.checkpoints[-1].yours
    error, stayed = (sum(getattr(one, name) for one in marked) for name in ("error", "error_prior"))
    assert debrief.grade.reasoning == pytest.approx(max(0, 1 - error / stayed))


def test_a_belief_stated_after_everything_stands_for_itself(disc):
    state = asking(disc, ["bladder-change"], {"safety": {"lumbar-disc": 0.4}})
    assert debriefed(disc, finished(disc, state, "treat")).standing is None


def test_what_a_question_was_worth_is_the_loss_it_was_expected_to_save(disc):
    """Of findings that depend on no other, told by enumerating the answers."""
    alone = [one.id for one in disc.findings("safety") if not one.dependence][:5]
    state = played(disc, [*alone, "worse-sitting"], "treat")
    steps = debriefed(disc, state).steps
    for count, step in enumerate(steps[1:-1]):
        assert step.worth == pytest.approx(expected_gain(disc, state, count, step.finding_id), abs=1e-9)
    assert max(step.worth for step in steps[1:]) > 0.01


def test_what_was_left_out_has_the_worth_of_the_moment_of_deciding(disc):
    state = played(disc, list(disc.case.must_ask), "treat")
    debrief = debriefed(disc, state)
    alone = [one for one in debrief.unasked if not disc.kb.get_finding(one.finding_id).dependence]
    assert alone
    for one in alone:
        assert one.worth == pytest.approx(
            expected_gain(disc, state, len(state.asked), one.finding_id), abs=1e-9)
    assert {one.finding_id for one in debrief.unasked if one.is_key} == set(debrief.missed)


def test_the_true_cause_is_in_focus_first_and_then_what_the_learner_gave_most(disc):
    stated = {"deep-gluteal": 0.2, "lumbar-stenosis": 0.3, "sacroiliac": 0.1, "muscle-pain": 0.05}
    debrief = debriefed(disc, finished(disc, asking(disc, ["bladder-change"], {"safety": stated}), "treat"))
    assert debrief.focus == ("lumbar-disc", "lumbar-stenosis", "deep-gluteal", "sacroiliac")
    assert len(debrief.focus) == MOST_FOCUSED


def test_without_a_belief_the_reference_names_the_rivals(disc):
    debrief = debriefed(disc, played(disc, [], "treat"))
    assert debrief.checkpoints == ()
    ranked = sorted(debrief.steps[0].reference.items(), key=lambda item: -item[1])
    rivals = [cause for cause, _ in ranked if cause != "lumbar-disc"][:MOST_FOCUSED - 1]
    assert debrief.focus == ("lumbar-disc", *rivals)
    assert debrief.outcome is None


def test_the_outcome_score_is_that_of_the_last_belief(disc):
    debrief = debriefed(disc, played(disc, ["bladder-change", "worse-sitting"], "treat"))
    yours, prior = debrief.checkpoints[-1].yours, disc.kb.get_setting(disc.case.setting).prior
    for score, belief in ((debrief.outcome, yours), (debrief.outcome_prior, prior)):
        others = sum(share**2 for cause, share in belief.items() if cause != "lumbar-disc")
        assert score == pytest.approx((1 - belief["lumbar-disc"]) ** 2 + others)


# ---- What was left out, and what was put right ----

def test_an_emergency_that_was_found_and_sent_has_nothing_missed(cauda):
    debrief = debriefed(cauda, played(cauda, ["saddle-numbness"], "emergency"))
    assert debrief.grade.gate.passed
    assert debrief.stopped_rightly
    assert (debrief.missed, debrief.best_left, debrief.unasked) == ((), (), ())


def test_a_missed_emergency_fails_the_gate_and_no_other_question_is_called_worth_most(cauda):
    debrief = debriefed(cauda, played(cauda, ["anticoagulant"], "treat"))
    assert not debrief.grade.gate.passed
    assert debrief.best_left == ()
    assert "saddle-numbness" in debrief.missed
    unasked = {one.finding_id for one in debrief.unasked}
    assert unasked == {*cauda.case.must_ask, *cauda.case.key_findings} - debrief.known


def test_an_answer_that_was_put_right_is_a_step_of_its_own_and_is_named(cauda):
    """Graham denies at first; the question about the saddle brings it out."""
    state = played(cauda, ["bladder-change", "saddle-numbness"], "emergency")
    debrief = debriefed(cauda, state)
    assert [(step.finding_id, step.answer, step.unasked, step.corrects) for step in debrief.steps[1:]] == [
        ("bladder-change", "absent", False, False), ("saddle-numbness", "present", False, False),
        ("bladder-change", "present", True, True),
    ]
    assert debrief.steps[-1].worth is None
    assert (debrief.corrected, debrief.misled) == (("bladder-change",), ())


def test_a_first_answer_that_nobody_questioned_is_told_as_such(cauda):
    debrief = debriefed(cauda, played(cauda, ["bladder-change"], "treat"))
    assert (debrief.corrected, debrief.misled) == ((), ("bladder-change",))


def test_time_that_ran_out_leaves_a_debrief_without_decision(cauda):
    state, _ = cauda.open("exam", closes_at=1.0)
    state, _ = cauda.ask(state, "saddle-numbness")
    state, _ = cauda.run_out(state)
    debrief = debriefed(cauda, state)
    assert debrief.ran_out
    assert (debrief.disposition, debrief.decision_right, debrief.grade.certainty) == (None, False, None)
    assert "no-decision" in {failure.kind for failure in debrief.grade.gate.failures}


def test_a_debrief_before_the_decision_is_refused(disc):
    state, _ = disc.open()
    with pytest.raises(ValueError, match="over"):
        debriefed(disc, state)
