"""A whole case, graded: a profile with the safety gate first, and one number for a gradebook.

Five parts stand side by side and are shown as such. A gradebook wants one number:

    100 * (0.25 reasoning + 0.15 updating + 0.20 data gathering + 0.10 efficiency + 0.30 plan)

A part that is not graded (the findings hardly moved the belief; nothing was worth asking) hands its weight to the
others. Reasoning 0.80, updating not graded, gathering 0.70, efficiency 0.50 and plan 1.00 make

    100 * (0.20 + 0.14 + 0.05 + 0.30) / 0.85 = 81.2

and a failed gate caps the composite at 40. No one case decides anything about a student; at least eight are taken
together.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from sciatica_teach.grading.beliefs import LEAST_TOLD_APART, reasoning_credit, stated_shift, updating_credit
from sciatica_teach.grading.gate import FailureKind, Gate, GateFailure, safety_gate
from sciatica_teach.grading.gathering import efficiency_credit, gathering_credit
from sciatica_teach.grading.plan import plan_credit
from sciatica_teach.model.cases import Case
from sciatica_teach.model.causes import Urgency
from sciatica_teach.model.events import Stage
from sciatica_teach.model.findings import Answer
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.record import record
from sciatica_teach.reasoning.belief import infer
from sciatica_teach.reasoning.draws import SampledTable
from sciatica_teach.reasoning.updates import LogRatio, reference_shift

__all__ = [
    "CaseGrade", "CaseSubmission", "FailureKind", "Gate", "GateFailure", "StatedBelief", "UpdateCredit",
    "grade_case", "safety_gate",
]

WEIGHTS: Final = {"reasoning": 0.25, "updating": 0.15, "data_gathering": 0.20, "efficiency": 0.10, "plan": 0.30}

GATE_CAP = 40.0


@record
class StatedBelief:
    """A belief as committed at a checkpoint."""

    checkpoint: Stage
    belief: dict[str, float]
    """Cause id -> share over the shortlist; the rest of 1 is "something else"."""
    after: int
    """How many questions had been asked by then."""


@record
class CaseSubmission:
    """Everything the learner did in a case."""

    given: dict[str, Answer]
    """Known without asking: finding id -> answer. Also what the setting's prior already holds: the must-refer rule of
    the gate sees it, and grading leaves it out where beliefs are compared."""
    asked: dict[str, Answer]
    """Finding id -> what came back, in the order of asking, all before the decision."""
    stated: tuple[StatedBelief, ...]
    """In order of time."""
    disposition: Urgency
    action_ids: tuple[str, ...]

    def observed(self, count: int | None = None) -> dict[str, Answer]:
        """What was given, and the first `count` answers; all of them by default."""
        return {**self.given, **dict(list(self.asked.items())[:count])}


@record
class UpdateCredit:
    """How the belief in the true cause moved from one checkpoint to the next, and how it should have."""

    checkpoint: Stage
    """The later of the two."""
    shift: float
    """Movement in log odds."""
    reference: LogRatio
    credit: float


@record
class CaseGrade:
    """The profile. Parts are credits from 0 to 1; None means not graded, which is not 0."""

    gate: Gate
    reasoning: float | None
    updating: float | None
    updates: tuple[UpdateCredit, ...]
    data_gathering: float
    efficiency: float | None
    plan: float

    @property
    def composite(self) -> float:
        """0 to 100, for a gradebook; a part not graded hands its weight to the others, a failed gate caps it at 40."""
        parts = ((weight, getattr(self, part)) for part, weight in WEIGHTS.items())
        graded = [(weight, credit) for weight, credit in parts if credit is not None]
        total = sum(weight for weight, _ in graded)
        mark: float = 100 * sum(weight * credit for weight, credit in graded) / total
        return mark if self.gate.passed else min(mark, GATE_CAP)


def grade_case(case: Case, kb: KnowledgeBase, submission: CaseSubmission, sampled: SampledTable) -> CaseGrade:
    """Grade a finished case. `sampled` holds the drawn rates of `kb`; what is shown beside the grade should use it too.

    Raises `UnknownId` and `BadSubmission` for a submission that does not fit the content.
    """
    setting = kb.get_setting(case.setting)
    evidence = replace(submission, given=setting.leave_out_counted(submission.given))
    references = [infer(sampled, setting.prior, evidence.observed(stated.after)) for stated in evidence.stated]
    updates = _updates(case, kb, evidence, sampled)
    return CaseGrade(
        gate=safety_gate(case, kb, submission.observed(), submission.disposition, submission.action_ids),
        reasoning=reasoning_credit([stated.belief for stated in submission.stated], references),
        updating=sum(update.credit for update in updates) / len(updates) if updates else None,
        updates=updates,
        data_gathering=gathering_credit(case, kb, submission.asked),
        efficiency=efficiency_credit(kb, sampled.table, setting.prior, evidence.given, evidence.asked),
        plan=plan_credit(case, submission.action_ids),
    )


def _updates(
    case: Case, kb: KnowledgeBase, submission: CaseSubmission, sampled: SampledTable
) -> tuple[UpdateCredit, ...]:
    """One per pair of checkpoints with something learnt between them: standing still then earns nothing by itself."""
    prior = kb.get_setting(case.setting).prior
    updates = []
    for earlier, later in zip(submission.stated, submission.stated[1:], strict=False):
        before, after = submission.observed(earlier.after), submission.observed(later.after)
        if all(value == "unknown" for finding_id, value in after.items() if finding_id not in before):
            continue
        reference = reference_shift(sampled, prior, before, after, case.truth, least=LEAST_TOLD_APART)
        shift = stated_shift(earlier.belief, later.belief, prior, case.truth)
        credit = updating_credit(shift, reference)
        updates.append(UpdateCredit(checkpoint=later.checkpoint, shift=shift, reference=reference, credit=credit))
    return tuple(updates)
