"""The chain of reasoning inside a case: the patient as a task for it."""

from __future__ import annotations

from sciatica_teach.model.cases import Case
from sciatica_teach.model.causes import Urgency
from sciatica_teach.model.chains import ChainTask
from sciatica_teach.model.findings import Answer
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.chains import ChainSession
from sciatica_teach.session.disclosure import true_reveal

TREATING: tuple[Urgency, ...] = ("treat", "routine")
"""Decisions after which treatment begins here, so that its reasons are asked for."""


def wants_chain(case: Case, disposition: Urgency | None) -> bool:
    """Whether this decision leads into the room where the treatment is reasoned out."""
    return bool(case.offered) and disposition in TREATING


def build_task(kb: KnowledgeBase, case: Case) -> ChainTask:
    """The patient as a task, with all that is true: what was not asked can hurt all the same."""
    return ChainTask(
        id=case.id, order=case.order, title=case.title, patient=case.patient, setting=case.setting, story=case.opening,
        findings=_true_findings(kb, case), flags=case.flags, truth=case.truth, also=case.also, offered=case.offered,
        lessons=case.lessons, review=case.review,
    )


def _true_findings(kb: KnowledgeBase, case: Case) -> dict[str, Answer]:
    return {finding.id: true_reveal(case, finding).value for finding in kb.findings if finding.id in case.reveals}


def open_chains(kb: KnowledgeBase, case: Case) -> ChainSession:
    """Chains on this patient."""
    task = build_task(kb, case)
    return ChainSession(kb, lambda _task_id: task)
