"""A clinic day: six patients in a queue, and exactly one of them must go to hospital.

Who comes is drawn when the day begins, and stored whole. The queue has an order: the next patient is called when the
one before was called, but anybody may be left and taken up again.

    waits -> with you -> seen
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Literal

from sciatica_teach.errors import NotAllowedNow
from sciatica_teach.model.events import DayOpened, Entry
from sciatica_teach.model.record import record
from sciatica_teach.session.attempts import last_attempt, subject_of
from sciatica_teach.session.case_history import Attempt

KIND: Final = "day"
PLACE: Final = "clinic"
"""The subject of a day is "day/clinic/3"."""

ChairState = Literal["waits", "with-you", "seen"]


@record
class Chair:
    """One place in the queue."""

    case_id: str
    state: ChairState
    attempt: Attempt | None = None


@record
class Day:
    """A clinic day as it stands."""

    number: int
    opened: DayOpened
    chairs: tuple[Chair, ...]
    began_at: float
    """Seconds since the epoch, UTC; so is the next."""
    last_at: float

    @property
    def subject(self) -> str:
        return subject_of(KIND, PLACE, self.number)

    @property
    def seen(self) -> int:
        return sum(chair.state == "seen" for chair in self.chairs)

    @property
    def is_over(self) -> bool:
        return self.seen == len(self.chairs)

    @property
    def next_id(self) -> str:
        """Case id of the patient to be called next; empty where nobody waits."""
        return next((chair.case_id for chair in self.chairs if chair.state == "waits"), "")

    def find_chair(self, case_id: str) -> Chair:
        """Where a patient sits. Raises `NotAllowedNow` for one who is not in the queue, and before their turn."""
        chair = next((one for one in self.chairs if one.case_id == case_id), None)
        if chair is None:
            raise NotAllowedNow("This patient is not in today's queue.")
        if chair.state == "waits" and case_id != self.next_id:
            raise NotAllowedNow("Somebody has waited longer: the queue has an order.")
        return chair


def find_days(entries: Sequence[Entry], attempts: Iterable[Attempt]) -> tuple[Day, ...]:
    """Every day of the record, the first one first; `attempts` are those of the same record."""
    by_day: dict[str, dict[str, Attempt]] = {}
    for one in attempts:
        by_day.setdefault(one.day, {})[one.case_id] = one
    return tuple(
        _read_day(entry, int(entry.subject.rpartition("/")[2]), by_day.get(entry.subject, {}))
        for entry in entries if isinstance(entry.event, DayOpened)
    )


def _read_day(entry: Entry, number: int, played: Mapping[str, Attempt]) -> Day:
    assert isinstance(entry.event, DayOpened)
    chairs = tuple(_read_chair(case_id, played.get(case_id)) for case_id in entry.event.case_ids)
    last_at = max([entry.at, *(one.last_at for one in played.values())])
    return Day(number=number, opened=entry.event, chairs=chairs, began_at=entry.at, last_at=last_at)


def _read_chair(case_id: str, attempt: Attempt | None) -> Chair:
    state: ChairState = "waits" if attempt is None else "seen" if attempt.is_done else "with-you"
    return Chair(case_id=case_id, state=state, attempt=attempt)


def next_day(entries: Sequence[Entry]) -> str:
    """The subject of the day that begins now."""
    return subject_of(KIND, PLACE, last_attempt(entries, KIND, PLACE) + 1)


def is_withheld(attempt: Attempt, days: Iterable[Day]) -> bool:
    """Whether what was right in an attempt waits for the end of its day."""
    day = next((one for one in days if one.subject == attempt.day), None)
    return day is not None and day.opened.debriefs == "end" and not day.is_over
