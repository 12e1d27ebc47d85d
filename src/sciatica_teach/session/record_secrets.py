"""What of a record its learner may not read yet, and so gets no file of.

The record knows some answers before they are given: where the lesion of an open puzzle is, and what a chain of
reasoning earned in an exam whose marks the page still keeps. An attempt that holds such a thing stays out of every file
as a whole, for an attempt without its opening or its marks could not be shown again. It stays in the record, and is in
the next file once it is told. The keys of live rooms are another matter: they stay out for good.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from sciatica_teach.model.events import ChainCaught, ChainGraded, Entry, PuzzleOpened, RoomMade, SiteNamed
from sciatica_teach.session.case_door import is_sealed
from sciatica_teach.session.case_history import Attempt
from sciatica_teach.session.clinic_day import Day, find_days, is_withheld


def find_secrets(
    entries: Sequence[Entry], attempts: Sequence[Attempt], released: Collection[str]
) -> frozenset[str]:
    """Subjects of what holds an answer not told yet.

    `attempts` at patients are those of the entries; `released` names the papers whose marks are open.
    """
    days = find_days(entries, attempts)
    cases = {one.subject for one in attempts if _is_kept(one, days, released)}
    return frozenset(cases | _open_puzzles(entries))


def find_keys(entries: Iterable[Entry]) -> frozenset[str]:
    """Subjects that hold a key, which opens something to whoever has it: live rooms. No file ever holds one."""
    return frozenset(entry.subject for entry in entries if isinstance(entry.event, RoomMade))


def _is_kept(attempt: Attempt, days: Iterable[Day], released: Collection[str]) -> bool:
    """Whether the record holds marks of a chain that the page does not show."""
    if not any(isinstance(event, ChainCaught | ChainGraded) for event in attempt.events):
        return False
    in_exam = attempt.state.mode == "exam" and not attempt.is_done
    return in_exam or is_sealed(attempt.state, released) or is_withheld(attempt, days)


def _open_puzzles(entries: Iterable[Entry]) -> set[str]:
    """Where a lesion is hidden that was not looked for yet."""
    hidden: set[str] = set()
    for entry in entries:
        if isinstance(entry.event, PuzzleOpened):
            hidden.add(entry.subject)
        elif isinstance(entry.event, SiteNamed):
            hidden.discard(entry.subject)
    return hidden
