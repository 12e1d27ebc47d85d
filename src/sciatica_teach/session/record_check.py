"""A record that comes from a file is gone through once, as every page will, before it is kept.

Each of its entries may be sound and the whole still make no sense, such as a quiz without questions. A page that fails
on it would fail at every visit, and the learner could not even reach the button that deletes it.
"""

from __future__ import annotations

from collections.abc import Sequence

from sciatica_teach.errors import BadRecordFile
from sciatica_teach.model.events import Entry, Event
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.case_history import list_attempts
from sciatica_teach.session.exams import replay_exam
from sciatica_teach.session.learning import build_model
from sciatica_teach.session.lesson_progress import lesson_progress
from sciatica_teach.session.practice import replay_practice
from sciatica_teach.session.progress import all_progress
from sciatica_teach.session.record_files import TRY
from sciatica_teach.session.record_secrets import find_secrets


def require_sense(kb: KnowledgeBase, entries: Sequence[Entry], *, now: float) -> None:
    """Raise BadRecordFile where a page could not show the record; `now` in seconds since the epoch."""
    try:
        all_progress(kb, entries, now)
        lesson_progress(kb, entries)
        build_model(kb, entries).due(now)
        find_secrets(entries, list_attempts(entries), ())
        for events in _by_subject(entries).values():
            replay_exam(events)
            replay_practice(events)
    except Exception as error:  # whatever a made-up record breaks, it is the file that is refused
        raise BadRecordFile(f"What stands in this file does not fit together: it was changed. {TRY}") from error


def _by_subject(entries: Sequence[Entry]) -> dict[str, list[Event]]:
    found: dict[str, list[Event]] = {}
    for entry in entries:
        found.setdefault(entry.subject, []).append(entry.event)
    return found
