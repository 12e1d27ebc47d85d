"""A whole case, graded: a profile with the safety gate first, and one number for a gradebook.

Five parts stand side by side and are shown as such. A gradebook wants one number, with the weights of the content
(`marking.yaml`); those shipped are

    100 * (0.25 reasoning + 0.15 updating + 0.20 data gathering + 0.10 efficiency + 0.30 plan)

A part that is not graded (the findings hardly moved the belief; nothing was worth asking) hands its weight to the
others. Reasoning 0.80, updating not graded, gathering 0.70, efficiency 0.50 and plan 1.00 make

    100 * (0.20 + 0.14 + 0.05 + 0.30) / 0.85 = 81.2

and a failed gate caps the composite at 40. No one case decides anything about a student; at least eight are taken
together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sciatica_teach.grading.beliefs import LEAST_TOLD_APART, reasoning_credit, stated_shift, updating_credit
from sciatica_teach.grading.certainty import certainty_marks
from sciatica_teach.grading.gate import FailureKind, Gate, GateFailure, safety_gate
from sciatica_teach.grading.gathering import efficiency_credit, gathering_credit
from sciatica_teach.grading.plan import action_credit, plan_credit, require_marking
from sciatica_teach.model.cases import Case
from sciatica_teach.model.causes import Urgency
from sciatica_teach.model.chains import ChainGrade
from sciatica_teach.model.events import Certainty, Stage
from sciatica_teach.model.findings import Answer, Learnt
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.marking import CasePart, Marking
from sciatica_teach.model.record import record
from sciatica_teach.reasoning.belief import infer
from sciatica_teach.reasoning.draws import SampledTable
from sciatica_teach.reasoning.updates import LogRatio, reference_shift

__all__ = [
    "CaseGrade", "CaseSubmission", "FailureKind", "Gate", "GateFailure", "StatedBelief", "UpdateCredit",
    "grade_case", "safety_gate",
]

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
    asked: tuple[Learnt, ...]
    """In the order of learning, all before the decision; of two answers to one question the later holds."""
    stated: tuple[StatedBelief, ...]
    """In order of time."""
    disposition: Urgency | None
    """None where the time of an exam ran out before the decision."""
    certainty: Certainty | None = None
    action_ids: tuple[str, ...]
    chain: ChainGrade | None = None
    """The marks of the chain of reasoning; None where none was built."""
    later: tuple[GateFailure, ...] = ()
    """What went wrong at later visits."""

    def observed(self, count: int | None = None) -> dict[str, Answer]:
        """What was given, and the first `count` answers; all of them by default."""
        return {**self.given, **{one.finding_id: one.value for one in self.asked[:count]}}


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
    """Actions and chain together."""
    actions: float
    """The actions of the plan alone."""
    chain: ChainGrade | None
    certainty: int | None
    """Certainty marks for the decision, -6 to 3; None where no certainty was given. Not part of the composite."""
    composite: float
    """0 to 100, for a gradebook; a part not graded hands its weight to the others, a shut gate caps it."""


def grade_case(case: Case, kb: KnowledgeBase, submission: CaseSubmission, sampled: SampledTable) -> CaseGrade:
    """Grade a finished case. `sampled` holds the drawn rates of `kb`; what is shown beside the grade should use it too.

    Raises `UnknownId` and `BadSubmission` for a submission that does not fit the content.
    """
    marking = require_marking(kb)
    setting = kb.get_setting(case.setting)
    evidence = replace(submission, given=setting.leave_out_counted(submission.given))
    references = [infer(sampled, setting.prior, evidence.observed(stated.after)) for stated in evidence.stated]
    updates = _updates(case, kb, evidence, sampled)
    gate = safety_gate(case, kb, submission.observed(), submission.disposition, submission.action_ids)
    gate = Gate(failures=(*gate.failures, *chain_failures(submission.chain), *submission.later))
    actions = action_credit(case, marking, submission.action_ids)
    parts: dict[CasePart, float | None] = {
        "reasoning": reasoning_credit([stated.belief for stated in submission.stated], references),
        "updating": sum(update.credit for update in updates) / len(updates) if updates else None,
        "data_gathering": gathering_credit(case, kb, submission.asked),
        "efficiency": efficiency_credit(kb, sampled.table, setting.prior, evidence.given, evidence.asked),
        "plan": plan_credit(actions, _chain_credit(case, submission), marking),
    }
    return CaseGrade(
        gate=gate, updates=updates, actions=actions, chain=submission.chain,
        certainty=_certainty(case, submission), composite=find_composite(marking, parts, gate),
        reasoning=parts["reasoning"], updating=parts["updating"], data_gathering=parts["data_gathering"] or 0.0,
        efficiency=parts["efficiency"], plan=parts["plan"] or 0.0,
    )


def find_composite(marking: Marking, parts: Mapping[CasePart, float | None], gate: Gate) -> float:
    """0 to 100: the credits by their weights, over the weights of what was graded; capped where the gate is shut."""
    graded = [(marking.weights[part], credit) for part, credit in parts.items() if credit is not None]
    mark = 100 * sum(weight * credit for weight, credit in graded) / sum(weight for weight, _ in graded)
    return mark if gate.passed else min(mark, marking.gate_cap)


def chain_failures(chain: ChainGrade | None) -> tuple[GateFailure, ...]:
    """What is dangerous in the chain shuts the gate as a harmful action does."""
    if chain is None:
        return ()
    harms = (*chain.harms, *chain.mended)
    return tuple(GateFailure(kind="harmful-chain", subject=f"{harm.kind}/{harm.subject}") for harm in harms)


def _chain_credit(case: Case, submission: CaseSubmission) -> float | None:
    """0..1; None where this decision asks for no chain and is right all the same."""
    if submission.chain is not None:
        return submission.chain.earned / submission.chain.possible if submission.chain.possible else None
    needless = submission.disposition not in case.decision.right and "treat" in case.decision.right
    return 0.0 if case.offered and needless else None


def _certainty(case: Case, submission: CaseSubmission) -> int | None:
    if submission.certainty is None or submission.disposition is None:
        return None
    return certainty_marks(submission.disposition in case.decision.right, submission.certainty)


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
