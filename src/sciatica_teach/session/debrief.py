"""What a finished case amounts to: safety first, then the path of beliefs, what was missed, and what to do differently.

The reference belief at a step knows exactly what the learner had been told by then, never more: luck and hindsight are
taken out. All reference beliefs of one debrief share their draws, so their bands can be compared.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sciatica_teach.grading.beliefs import spread_belief
from sciatica_teach.grading.cases import CaseGrade, CaseSubmission, StatedBelief, grade_case
from sciatica_teach.model.causes import Urgency
from sciatica_teach.model.events import Stage
from sciatica_teach.model.findings import Answer, Learnt
from sciatica_teach.model.paths import PathPoint
from sciatica_teach.model.record import record
from sciatica_teach.reasoning.belief import Inference, infer
from sciatica_teach.reasoning.draws import SampledTable, sample_rates
from sciatica_teach.reasoning.losses import LossMatrix
from sciatica_teach.reasoning.referral import Floor, recommend, referral_floor
from sciatica_teach.reasoning.table import LikelihoodTable
from sciatica_teach.reasoning.value import question_values, rank_questions
from sciatica_teach.session.case import CaseSession, CaseState, Stated
from sciatica_teach.session.visit_review import later_failures

BEST_LEFT = 3
"""How many of the most valuable unasked questions are named."""


@record
class Checkpoint:
    """A committed belief beside the reference, over all causes."""

    stage: Stage
    stated: dict[str, float]
    """What was listed; the rest is "something else"."""
    yours: dict[str, float]
    """The same over all causes, the rest spread by the prior: what is marked."""
    reference: dict[str, float]
    band: dict[str, tuple[float, float]]


@record
class Worth:
    """What a question was worth at the moment it was asked."""

    finding_id: str
    answer: Answer
    value: float
    """Expected loss saved, in the units of the loss table."""


@record
class Debrief:
    """Everything the last room shows."""

    grade: CaseGrade
    disposition: Urgency | None
    """None where the time ran out before the decision."""
    decision_right: bool
    recommended: Urgency
    """The least expected loss under the reference belief, never slower than the must-refer rule."""
    floor: Floor
    """What the must-refer rule demanded, given what had been asked."""
    action_ids: tuple[str, ...]
    path: tuple[PathPoint, ...]
    checkpoints: tuple[Checkpoint, ...]
    worth: tuple[Worth, ...]
    stopped_rightly: bool
    """An emergency was found and sent as one: whatever was left out then was rightly left out."""
    missed: tuple[str, ...]
    """Key findings never asked."""
    best_left: tuple[str, ...]
    """The unasked questions that were worth most when the decision was made; none while a must-ask is open."""


def build_debrief(session: CaseSession, state: CaseState, rng: np.random.Generator) -> Debrief:
    """The debrief of a case that is over; `rng` draws the bands. Raises ValueError while it is still played."""
    if state.stage != "debrief":
        raise ValueError("a debrief needs a case that is over")
    table = LikelihoodTable.from_knowledge(session.kb)
    reference = _Reference(session, sample_rates(table, rng))
    known = session.known(state)
    floor = referral_floor(session.kb, known)
    grade = grade_state(session, state, reference.sampled)
    stopped_rightly = floor.urgency == state.disposition == "emergency"
    must_ask_open = any(failure.kind == "must-ask" for failure in grade.gate.failures)
    missed = tuple(found for found in session.case.key_findings if found not in known)
    return Debrief(
        grade=grade,
        disposition=state.disposition,
        decision_right=state.disposition in session.case.decision.right,
        recommended=recommend(session.kb, reference.after(state, len(state.asked)), known),
        floor=floor,
        action_ids=state.action_ids,
        path=_path(state, reference),
        checkpoints=tuple(_checkpoint(state, stated, reference) for stated in state.final_beliefs),
        worth=_worth(session, state, table),
        stopped_rightly=stopped_rightly,
        missed=() if stopped_rightly else missed,
        best_left=() if stopped_rightly or must_ask_open else _best_left(session, session.observed(state), table),
    )


def _checkpoint(state: CaseState, stated: Stated, reference: _Reference) -> Checkpoint:
    inference = reference.after(state, stated.after)
    return Checkpoint(
        stage=stated.checkpoint,
        stated=stated.belief,
        yours=spread_belief(stated.belief, reference.prior),
        reference=inference.posterior,
        band=inference.band,
    )


class _Reference:
    """The reference belief after the first findings of a visit."""

    def __init__(self, session: CaseSession, sampled: SampledTable) -> None:
        self.session = session
        self.sampled = sampled
        self.prior: Mapping[str, float] = session.kb.get_setting(session.case.setting).prior
        self._known: dict[int, Inference] = {}

    def after(self, state: CaseState, count: int) -> Inference:
        """What is to be believed once the first `count` questions are answered."""
        if count not in self._known:
            self._known[count] = infer(self.sampled, self.prior, self.session.observed(state, count))
        return self._known[count]


def grade_state(session: CaseSession, state: CaseState, sampled: SampledTable) -> CaseGrade:
    """The marks of a case that is over. `sampled` holds the drawn rates of the content."""
    submission = CaseSubmission(
        given=session.given_answers(),
        asked=tuple(Learnt(finding_id=one.finding_id, value=one.value, unasked=one.unasked) for one in state.asked),
        stated=tuple(
            StatedBelief(checkpoint=one.checkpoint, belief=one.belief, after=one.after) for one in state.final_beliefs
        ),
        disposition=state.disposition,
        certainty=state.certainty,
        action_ids=state.action_ids,
        chain=session.chains.find_grade(state.chain) if state.chain else None,
        later=later_failures(session, state),
    )
    return grade_case(session.case, session.kb, submission, sampled)


def _path(state: CaseState, reference: _Reference) -> tuple[PathPoint, ...]:
    truth = reference.session.case.truth
    stated = {one.after: one for one in state.final_beliefs}
    points = []
    for count in range(len(state.asked) + 1):
        told = state.asked[count - 1] if count else None
        inference = reference.after(state, count)
        said = stated.get(count)
        points.append(PathPoint(
            finding_id=told.finding_id if told else "",
            answer=told.value if told else "unknown",
            reference=inference.posterior[truth],
            low=inference.band[truth][0],
            high=inference.band[truth][1],
            yours=spread_belief(said.belief, reference.prior)[truth] if said else None,
            checkpoint=said.checkpoint if said else None,
        ))
    return tuple(points)


def _worth(session: CaseSession, state: CaseState, table: LikelihoodTable) -> tuple[Worth, ...]:
    losses = LossMatrix.from_knowledge(session.kb)
    prior = session.kb.get_setting(session.case.setting).prior
    rows = {finding.id: row for row, finding in enumerate(table.findings)}
    return tuple(
        Worth(
            finding_id=one.finding_id,
            answer=one.value,
            value=float(question_values(table, losses, prior, session.observed(state, count))[rows[one.finding_id]]),
        )
        for count, one in enumerate(state.asked)
        if not one.unasked
    )


def _best_left(session: CaseSession, observed: Mapping[str, Answer], table: LikelihoodTable) -> tuple[str, ...]:
    prior = session.kb.get_setting(session.case.setting).prior
    ranked = rank_questions(session.kb, prior, observed, table=table)
    best = sorted(ranked, key=lambda question: -question.value)[:BEST_LEFT]
    return tuple(question.finding_id for question in best if question.value > 0)
