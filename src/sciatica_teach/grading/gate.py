"""The safety gate: what no score may average away.

What fails it: a question of the safety screen left out, a finding that demands a referral and did not get one (also
because the time ran out), a decision that the case names unsafe, a harmful action, a chain of reasoning with something
dangerous in it, and the same at a later visit. One failure is enough, and a composite of 87 becomes 40.

One thing does not fail it. Whoever finds saddle numbness and sends the patient to the emergency department at once has
done right, although the rest of the screen was never asked: nobody was needled.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Literal

from sciatica_teach.model.cases import Case
from sciatica_teach.model.causes import URGENCIES, Urgency
from sciatica_teach.model.findings import Answer
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.record import record
from sciatica_teach.reasoning.referral import referral_floor

FailureKind = Literal[
    "must-ask", "must-refer", "unsafe-decision", "no-decision", "harmful-action", "harmful-chain", "later-visit",
]


@record
class GateFailure:
    """One reason why the gate stayed shut."""

    kind: FailureKind
    subject: str
    """Finding id for must-ask and must-refer, disposition for unsafe-decision, action id for harmful-action, kind and
    subject of the harm for harmful-chain ("technique/electro-low-back"), week of the visit for later-visit."""


@record
class Gate:
    """Passed, or the reasons why not, in the order in which they are told."""

    failures: tuple[GateFailure, ...]

    @property
    def passed(self) -> bool:
        return not self.failures


def safety_gate(
    case: Case,
    kb: KnowledgeBase,
    observed: Mapping[str, Answer],
    disposition: Urgency | None,
    action_ids: Collection[str],
) -> Gate:
    """Judge what was done. `observed` is what was known before the decision: asked, or given without asking.

    Raises `UnknownId` for a finding that the content lacks.
    """
    return Gate(
        failures=(
            *_not_asked(case, kb, observed, disposition),
            *_not_referred(case, kb, observed, disposition),
            *_unsafe(case, disposition),
            *_harmful(case, action_ids),
        )
    )


def is_stopped_rightly(
    kb: KnowledgeBase, observed: Mapping[str, Answer], disposition: Urgency | None
) -> bool:
    """Whether an emergency was found and sent as one: whatever was left out then was rightly left out.

    Raises `UnknownId` for a finding that the content lacks.
    """
    return disposition == referral_floor(kb, observed).urgency == "emergency"


def _not_asked(
    case: Case, kb: KnowledgeBase, observed: Mapping[str, Answer], disposition: Urgency | None
) -> list[GateFailure]:
    if is_stopped_rightly(kb, observed, disposition):
        return []
    return [GateFailure(kind="must-ask", subject=wanted) for wanted in case.must_ask if wanted not in observed]


def _not_referred(
    case: Case, kb: KnowledgeBase, observed: Mapping[str, Answer], disposition: Urgency | None
) -> list[GateFailure]:
    """Whom nobody decided on goes home unsent."""
    floor = referral_floor(kb, observed)
    if disposition is None:
        is_unsafe = bool(floor.finding_ids) or "treat" in case.decision.unsafe
        return [GateFailure(kind="no-decision", subject="")] if is_unsafe else []
    if URGENCIES.index(disposition) >= URGENCIES.index(floor.urgency):
        return []
    return [GateFailure(kind="must-refer", subject=finding_id) for finding_id in floor.finding_ids]


def _unsafe(case: Case, disposition: Urgency | None) -> list[GateFailure]:
    if disposition is None or disposition not in case.decision.unsafe:
        return []
    return [GateFailure(kind="unsafe-decision", subject=disposition)]


def _harmful(case: Case, action_ids: Collection[str]) -> list[GateFailure]:
    harmful = (action.id for action in case.plan if action.action_class == "harmful")
    return [GateFailure(kind="harmful-action", subject=action_id) for action_id in harmful if action_id in action_ids]
