"""Finding attempts in a learner's record.

Every entry names its subject with the attempt: "case/l5-disc/2" is the second time the case was opened.
"""

from __future__ import annotations

from collections.abc import Iterable

from sciatica_teach.model.events import Entry, Event


def subject_of(kind: str, thing_id: str, attempt: int) -> str:
    """The subject of one attempt, as it stands in the record."""
    return f"{kind}/{thing_id}/{attempt}"


def last_attempt(entries: Iterable[Entry], kind: str, thing_id: str) -> int:
    """Number of the latest attempt; 0 when there was none."""
    prefix = f"{kind}/{thing_id}/"
    numbers = (entry.subject.removeprefix(prefix) for entry in entries if entry.subject.startswith(prefix))
    return max((int(number) for number in numbers if number.isdigit()), default=0)


def events_of(entries: Iterable[Entry], subject: str) -> tuple[Event, ...]:
    """The events of one attempt, in order."""
    return tuple(entry.event for entry in entries if entry.subject == subject)
