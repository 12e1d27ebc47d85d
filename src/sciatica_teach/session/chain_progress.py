"""How each patient of the chain tasks stands in a record, for the list to choose from."""

from __future__ import annotations

from collections.abc import Sequence

from sciatica_teach.model.events import ChainGraded, Entry
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.record import record
from sciatica_teach.session.attempts import events_of, last_attempt, subject_of
from sciatica_teach.session.chain_state import replay_chain
from sciatica_teach.session.progress import Standing

KIND = "chain"
"""What the subjects of chains begin with: "chain/ilir/2"."""


@record
class ChainProgress:
    """One patient: the latest attempt, and what came of the latest one that was marked."""

    task_id: str
    attempt: int
    """Number of the latest attempt; 0 when there was none."""
    standing: Standing
    """Of the latest attempt: an open one may follow one that is done."""
    marked: ChainGraded | None = None


def find_chain_progress(kb: KnowledgeBase, entries: Sequence[Entry]) -> tuple[ChainProgress, ...]:
    """Every patient, in the order of the tasks."""
    return tuple(_find_progress(entries, task.id) for task in kb.treatment.chain_tasks)


def _find_progress(entries: Sequence[Entry], task_id: str) -> ChainProgress:
    attempt = last_attempt(entries, KIND, task_id)
    state = replay_chain(events_of(entries, subject_of(KIND, task_id, attempt)))
    standing: Standing = "new" if state is None else "done" if state.graded else "open"
    return ChainProgress(
        task_id=task_id, attempt=attempt, standing=standing, marked=_find_marked(entries, task_id, attempt),
    )


def _find_marked(entries: Sequence[Entry], task_id: str, last: int) -> ChainGraded | None:
    """The mark of the latest attempt that has one."""
    for attempt in range(last, 0, -1):
        for event in events_of(entries, subject_of(KIND, task_id, attempt)):
            if isinstance(event, ChainGraded):
                return event
    return None
