"""A whole case, graded: a profile with the safety gate first, and one number for a gradebook.

Five parts stand side by side and are shown as such. A gradebook wants one number, with the weights of the content
(`marking.yaml`); those shipped are

    100 * (0.25 reasoning + 0.15 updating + 0.20 data gathering + 0.10 efficiency + 0.30 plan)

A part that is not graded (the findings hardly moved the belief; nothing was worth asking) hands its weight to the
others; what was left blank is graded, and earns 0. Reasoning 0.80, updating not graded, gathering 0.70, efficiency 0.50
and plan 1.00 make

    100 * (0.20 + 0.14 + 0.05 + 0.30) / 0.85 = 81.2

and a failed gate caps the composite at 40. No one case decides anything about a student; at least eight are taken
together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sciatica_teach.grading.case_beliefs import (
    UpdateCredit,
    find_updates,
    mark_reasoning,
    mark_updating,
    stand_by,
)
from sciatica_teach.grading.certainty import certainty_marks
from sciatica_teach.grading.gate import FailureKind, Gate, GateFailure, is_stopped_rightly, safety_gate
from sciatica_teach.grading.gathering import efficiency_credit, gathering_credit
from sciatica_teach.grading.plan import action_credit, plan_credit, require_marking
from sciatica_teach.grading.submission import CaseSubmission, StatedBelief
from sciatica_teach.model.cases import Case, CasePart
from sciatica_teach.model.chains import ChainGrade
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.marking import Marking
from sciatica_teach.model.record import record
from sciatica_teach.reasoning.draws import SampledTable
from sciatica_teach.reasoning.losses import TREATABLE

__all__ = [
    "CaseGrade", "CaseSubmission", "FailureKind", "Gate", "GateFailure", "StatedBelief", "UpdateCredit",
    "grade_case", "safety_gate",
]


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
    stopped = is_stopped_rightly(kb, submission.observed(), submission.disposition)
    evidence = replace(submission, given=setting.leave_out_counted(submission.given))
    is_silent = submission.silent or not submission.stated
    beliefs = stand_by(evidence) if is_silent and not stopped else evidence
    updates = find_updates(beliefs, setting.prior, case.truth, sampled)
    actions = action_credit(case, marking, submission.action_ids)
    parts: dict[CasePart, float | None] = {
        "reasoning": mark_reasoning(beliefs, setting.prior, sampled),
        "updating": mark_updating(evidence, updates, stopped=stopped),
        "data_gathering": gathering_credit(case, kb, submission.asked, stopped=stopped),
        "efficiency": efficiency_credit(
            kb, sampled.table, setting.prior, evidence.given, evidence.asked, stopped=stopped),
        "plan": plan_credit(actions, _chain_credit(case, submission), marking),
    }
    gate = _whole_gate(case, kb, submission)
    return CaseGrade(
        gate=gate, updates=updates, actions=actions, chain=submission.chain,
        certainty=_certainty(case, submission), composite=find_composite(marking, parts, gate, case.weights),
        reasoning=parts["reasoning"], updating=parts["updating"], data_gathering=parts["data_gathering"] or 0.0,
        efficiency=parts["efficiency"], plan=parts["plan"] or 0.0,
    )


def find_composite(
    marking: Marking, parts: Mapping[CasePart, float | None], gate: Gate,
    weights: Mapping[CasePart, float] | None = None,
) -> float:
    """0 to 100: the credits by their weights, over the weights of what was graded; capped where the gate is shut.

    `weights` are a case's own, every part of them; empty or None for those of the marking. 0 where nothing that weighs
    anything was graded.
    """
    weigh = weights or marking.weights
    graded = [(weigh[part], credit) for part, credit in parts.items() if credit is not None]
    total = sum(weight for weight, _ in graded)
    mark = 100 * sum(weight * credit for weight, credit in graded) / total if total else 0.0
    return mark if gate.passed else min(mark, marking.gate_cap)


def _whole_gate(case: Case, kb: KnowledgeBase, submission: CaseSubmission) -> Gate:
    """The first day, the chain and the later visits."""
    first_day = safety_gate(case, kb, submission.observed(), submission.disposition, submission.action_ids)
    return Gate(failures=(*first_day.failures, *chain_failures(submission.chain), *submission.later))


def chain_failures(chain: ChainGrade | None) -> tuple[GateFailure, ...]:
    """What is dangerous in the chain shuts the gate as a harmful action does."""
    if chain is None:
        return ()
    harms = (*chain.harms, *chain.mended)
    return tuple(GateFailure(kind="harmful-chain", subject=f"{harm.kind}/{harm.subject}") for harm in harms)


def _chain_credit(case: Case, submission: CaseSubmission) -> float | None:
    """0..1; None where this decision asks for no chain and is right all the same.

    0 where a chain was asked for and none was committed, and where none was asked for because the decision is wrong.
    """
    if submission.chain is not None:
        return submission.chain.earned / submission.chain.possible if submission.chain.possible else None
    is_due = not set(TREATABLE).isdisjoint(case.decision.right) and submission.disposition not in case.decision.right
    return 0.0 if case.offered and (submission.chain_asked or is_due) else None


def _certainty(case: Case, submission: CaseSubmission) -> int | None:
    if submission.certainty is None or submission.disposition is None:
        return None
    return certainty_marks(submission.disposition in case.decision.right, submission.certainty)
