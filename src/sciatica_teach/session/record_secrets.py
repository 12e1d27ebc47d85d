"""What of a record its learner may not read yet, and so gets no file of.

The record knows some answers before they are given: where the lesion of an open puzzle is, and what a chain of
reasoning earned in an exam whose marks the page still keeps. An attempt that holds such a thing stays out of every file
as a whole, for an attempt without its opening or its marks could not be shown again. It stays in the record, and is in
the next file once it is told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from sciatica_teach.model.events import ChainCaught, ChainGraded, Entry, Event, PuzzleOpened, SiteNamed
from sciatica_teach.session.case_door import is_sealed
from sciatica_teach.session.case_history import Attempt, list_attempts
from sciatica_teach.session.clinic_day import Day, find_days, is_withheld


def find_secrets(entries: Sequence[Entry], released: Collection[str]) -> frozenset[str]:
    """Subjects of the attempts that hold an answer not told yet; `released` names the papers whose marks are open."""
    attempts = list_attempts(entries)
    days = find_days(entries, attempts)
    cases = {one.subject for one in attempts if _is_kept(one, days, released)}
    return frozenset(cases | {subject for subject, events in by_subject(entries).items() if _is_open(events)})


def _is_kept(attempt: Attempt, days: Iterable[Day], released: Collection[str]) -> bool:
    """Whether the record holds marks of a chain that the page does not show."""
    if not any(isinstance(event, ChainCaught | ChainGraded) for event in attempt.events):
        return False
    in_exam = attempt.state.mode == "exam" and not attempt.is_done
    return in_exam or is_sealed(attempt.state, released) or is_withheld(attempt, days)


def _is_open(events: Iterable[Event]) -> bool:
    """Whether a lesion is hidden that was not looked for yet."""
    kinds = {type(event) for event in events}
    return PuzzleOpened in kinds and SiteNamed not in kinds


def by_subject(entries: Iterable[Entry]) -> Mapping[str, list[Event]]:
    """The events of every attempt, in order."""
    found: dict[str, list[Event]] = {}
    for entry in entries:
        found.setdefault(entry.subject, []).append(entry.event)
    return found
