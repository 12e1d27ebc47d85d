"""Finding attempts in a learner's record.

Every entry names its subject with the attempt: "case/marek/2" is the second time the case was opened.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from sciatica_teach.model.events import CaseOpened, DayOpened, Entry, Event


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


def rename_cases(entries: Iterable[Entry], former: Mapping[str, str]) -> tuple[Entry, ...]:
    """The entries with the present ids of cases; `former` leads from an id that a case had to the one it has."""
    return tuple(_renamed(entry, former) for entry in entries)


def _renamed(entry: Entry, former: Mapping[str, str]) -> Entry:
    kind, *rest = entry.subject.split("/")
    if isinstance(entry.event, DayOpened):
        queue = tuple(former.get(case_id, case_id) for case_id in entry.event.case_ids)
        return replace(entry, event=replace(entry.event, case_ids=queue))
    if kind != "case" or not rest or rest[0] not in former:
        return entry
    case_id = former[rest[0]]
    event = replace(entry.event, case_id=case_id) if isinstance(entry.event, CaseOpened) else entry.event
    return replace(entry, subject="/".join((kind, case_id, *rest[1:])), event=event)
