"""What a finished case amounts to: safety first, then the path of beliefs, what was missed, and what to do differently.

How the path comes about is told in `session.debrief_path`, who is suggested next in `session.next_case`.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sciatica_teach.grading.cases import CaseGrade, CaseSubmission, StatedBelief, grade_case
from sciatica_teach.grading.outcome import outcome_score
from sciatica_teach.model.causes import Urgency
from sciatica_teach.model.chains import Chain
from sciatica_teach.model.events import Certainty
from sciatica_teach.model.findings import Answer, Learnt
from sciatica_teach.model.paths import Checkpoint, PathStep, Unasked
from sciatica_teach.model.record import record
from sciatica_teach.reasoning.draws import SampledTable, sample_rates
from sciatica_teach.reasoning.referral import Floor, recommend, referral_floor
from sciatica_teach.reasoning.table import LikelihoodTable
from sciatica_teach.reasoning.value import rank_questions
from sciatica_teach.session.case import CaseSession, CaseState
from sciatica_teach.session.debrief_path import (
    LEAST_WORTH,
    Reference,
    choose_focus,
    find_standing,
    list_unasked,
    trace_beliefs,
    trace_steps,
)
from sciatica_teach.session.next_case import History, Suggestion, read_history, suggest_case
from sciatica_teach.session.visit_review import later_failures

BEST_LEFT = 3
"""How many of the most valuable unasked questions are named."""


@record
class Debrief:
    """Everything the last room shows."""

    grade: CaseGrade
    disposition: Urgency | None
    """None where the time ran out before the decision."""
    certainty: Certainty | None
    ran_out: bool
    decision_right: bool
    recommended: Urgency
    """The least expected loss under the reference belief, never slower than the must-refer rule."""
    floor: Floor
    """What the must-refer rule demanded, given what had been asked."""
    action_ids: tuple[str, ...]
    chain: Chain | None
    """What was put together, also where it was never committed; None where none was begun, or a letter was enough."""
    steps: tuple[PathStep, ...]
    checkpoints: tuple[Checkpoint, ...]
    standing: Checkpoint | None
    """The last belief once more at the decision, where a room was left without one."""
    focus: tuple[str, ...]
    """The causes whose path can be looked at, the true one first."""
    unasked: tuple[Unasked, ...]
    """What was left out: questions that had to be asked, key findings, and what was worth most."""
    known: frozenset[str]
    """Finding ids: what was learnt, and what is known without asking."""
    stopped_rightly: bool
    """An emergency was found and sent as one: whatever was left out then was rightly left out."""
    missed: tuple[str, ...]
    """Key findings never asked."""
    best_left: tuple[str, ...]
    """The unasked questions that were worth most when the decision was made; none while a must-ask is open."""
    corrected: tuple[str, ...]
    """Findings of which the first answer was put right later."""
    misled: tuple[str, ...]
    """Findings of which the first answer was not so, and stood to the end."""
    outcome: float | None
    """Brier score of the last belief, 0 to 2; None without a belief. In no mark."""
    outcome_prior: float
    """The same for staying at the prior."""
    following: Suggestion | None


def build_debrief(
    session: CaseSession, state: CaseState, rng: np.random.Generator, history: History | None = None
) -> Debrief:
    """The debrief of a case that is over; `rng` draws the bands. Raises ValueError while it is still played.

    `history` is for the next patient; without it this attempt is all that is known.
    """
    if state.stage != "debrief":
        raise ValueError("a debrief needs a case that is over")
    table = LikelihoodTable.from_knowledge(session.kb)
    reference = Reference(session, state, sample_rates(table, rng))
    known, grade = session.known(state), grade_state(session, state, reference.sampled)
    floor = referral_floor(session.kb, known)
    stopped_rightly = floor.urgency == state.disposition == "emergency"
    steps, checkpoints = trace_steps(reference), trace_beliefs(reference)
    must_ask = [failure.subject for failure in grade.gate.failures if failure.kind == "must-ask"]
    missed = () if stopped_rightly else tuple(one for one in session.case.key_findings if one not in known)
    best_left = () if stopped_rightly or must_ask else _best_left(session, session.observed(state), table)
    truth = session.case.truth
    return Debrief(
        grade=grade, disposition=state.disposition, certainty=state.certainty, ran_out=state.ran_out,
        decision_right=state.disposition in session.case.decision.right,
        recommended=recommend(session.kb, reference.after(len(state.asked)), known),
        floor=floor, action_ids=state.action_ids,
        chain=state.chain.chain if state.chain and not state.left_chain else None, steps=steps, checkpoints=checkpoints,
        standing=None if stopped_rightly else find_standing(reference),
        focus=choose_focus(truth, checkpoints, steps),
        unasked=list_unasked(reference, (*must_ask, *missed, *best_left)),
        known=frozenset(known), stopped_rightly=stopped_rightly, missed=missed, best_left=best_left,
        corrected=tuple(one.finding_id for one in steps if one.corrects), misled=_misled(session, state),
        outcome=outcome_score(checkpoints[-1].yours, truth) if checkpoints else None,
        outcome_prior=outcome_score(reference.prior, truth),
        following=suggest_case(session.kb, session.case, history or _only(session.case.id, grade)),
    )


def grade_state(session: CaseSession, state: CaseState, sampled: SampledTable) -> CaseGrade:
    """The marks of a case that is over. `sampled` holds the drawn rates of the content."""
    submission = CaseSubmission(
        given=session.given_answers(),
        asked=tuple(Learnt(finding_id=one.finding_id, value=one.value, unasked=one.unasked) for one in state.asked),
        stated=tuple(
            StatedBelief(checkpoint=one.checkpoint, belief=one.belief, after=one.after) for one in state.final_beliefs
        ),
        silent=state.is_silent,
        disposition=state.disposition,
        certainty=state.certainty,
        action_ids=state.action_ids,
        chain=session.chains.find_grade(state.chain) if state.chain else None,
        chain_asked=state.chain is not None and not state.left_chain,
        later=later_failures(session, state),
    )
    return grade_case(session.case, session.kb, submission, sampled)


def _misled(session: CaseSession, state: CaseState) -> tuple[str, ...]:
    """First answers that were not so, and that nothing put right."""
    firsts = {name: told.first for name, told in session.case.reveals.items() if told.first is not None}
    heard = {name: state.find_asked(name) for name in firsts}
    return tuple(name for name, one in heard.items() if one is not None and one.value == firsts[name].value)


def _best_left(session: CaseSession, observed: Mapping[str, Answer], table: LikelihoodTable) -> tuple[str, ...]:
    prior = session.kb.get_setting(session.case.setting).prior
    ranked = rank_questions(session.kb, prior, observed, table=table)
    best = sorted(ranked, key=lambda question: -question.value)[:BEST_LEFT]
    return tuple(question.finding_id for question in best if question.value >= LEAST_WORTH)


def _only(case_id: str, grade: CaseGrade) -> History:
    """What is known where there is no record but this attempt."""
    return read_history([(case_id, 0.0, grade)])
