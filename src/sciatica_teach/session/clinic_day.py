"""A clinic day: six patients in a queue, and exactly one of them must go to hospital.

Who comes is drawn when the day begins, and stored whole. The queue has an order: the next patient is called when the
one before was called, but anybody may be left and taken up again. Which of the six is the emergency is not told by the
place in the queue, nor by being the only hard or the only authored patient.

    waits -> with you -> seen
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, Literal

import numpy as np

from sciatica_teach.errors import NotAllowedNow
from sciatica_teach.model.cases import Case, Difficulty
from sciatica_teach.model.events import DayOpened, DebriefTime, Entry
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.record import record
from sciatica_teach.session.attempts import last_attempt, subject_of
from sciatica_teach.session.case_history import Attempt

QUEUE: Final = 6
KIND: Final = "day"
PLACE: Final = "clinic"
"""The subject of a day is "day/clinic/3"."""

LEVELS: Final[tuple[Difficulty, ...]] = ("first", "first", "middle", "middle", "hard")
"""How hard the five others are."""

TRIES: Final = 12
"""How many generated patients are looked at for one chair before another kind of patient takes it."""

ChairState = Literal["waits", "with-you", "seen"]
DrawCase = Callable[[Difficulty, np.random.Generator], Case]


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


# ---- Who comes ----

def is_emergency(case: Case) -> bool:
    """Whether the patient must go to hospital now, and nothing else is right."""
    return case.decision.right == ("emergency",)


def draw_day(
    kb: KnowledgeBase, rng: np.random.Generator, attempts: Iterable[Attempt], draw: DrawCase,
    debriefs: DebriefTime = "end",
) -> DayOpened:
    """Draw the queue: authored patients and generated ones, no name and no cause twice, nobody who was here lately.

    `attempts` are all that the learner has had, `draw` makes a patient of a difficulty. Raises `NotAllowedNow` where
    there are no six patients, or no emergency, to draw from.
    """
    drawing = _Drawing(_order_authored(kb, rng, attempts), rng, draw)
    chosen = [drawing.take_emergency()]
    for level in LEVELS:
        chosen.append(drawing.take(level, chosen))
    return DayOpened(case_ids=tuple(chosen[place].id for place in rng.permutation(QUEUE)), debriefs=debriefs)


def _order_authored(kb: KnowledgeBase, rng: np.random.Generator, attempts: Iterable[Attempt]) -> list[Case]:
    """The authored patients, those who were never seen first, then those who were seen longest ago."""
    seen: dict[str, float] = {}
    for one in attempts:
        seen[one.case_id] = max(one.began_at, seen.get(one.case_id, 0.0))
    shuffled = [kb.cases[int(place)] for place in rng.permutation(len(kb.cases))]
    return sorted(shuffled, key=lambda case: seen.get(case.id, 0.0))


class _Drawing:
    """Takes patients for one day."""

    def __init__(self, authored: Sequence[Case], rng: np.random.Generator, draw: DrawCase) -> None:
        self._authored = authored
        self._rng = rng
        self._draw = draw

    def take_emergency(self) -> Case:
        """An authored one as often as not; a generated one where chance gives one."""
        authored = [case for case in self._authored if is_emergency(case)]
        if authored and self._rng.random() < 0.5:
            return authored[0]
        made = next((case for case in self._generated(LEVELS) if is_emergency(case)), None)
        if made is None and not authored:
            raise NotAllowedNow("There is no emergency among the patients to draw a clinic day from.")
        return made or authored[0]

    def take(self, level: Difficulty, chosen: Sequence[Case]) -> Case:
        """Somebody of this difficulty beside those chosen; of any difficulty where there is nobody else."""
        authored = [case for case in self._authored if case.difficulty == level]
        sources = [iter(authored), self._generated([level])]
        if self._rng.random() < 0.5:
            sources.reverse()
        for source in (*sources, iter(self._authored)):
            found = next((case for case in source if _fits(case, chosen)), None)
            if found is not None:
                return found
        raise NotAllowedNow("There are too few patients to draw a clinic day from.")

    def _generated(self, levels: Sequence[Difficulty]) -> Iterator[Case]:
        for attempt in range(TRIES):
            yield self._draw(levels[attempt % len(levels)], self._rng)


def _fits(case: Case, chosen: Iterable[Case]) -> bool:
    """No second emergency, nobody twice; no name, no cause and no first words twice."""
    return not is_emergency(case) and all(_told_of(case).isdisjoint(_told_of(one)) for one in chosen)


def _told_of(case: Case) -> set[tuple[str, str]]:
    """What no two patients of a day have in common."""
    return {("id", case.id), ("name", case.patient.name), ("truth", case.truth), ("title", case.title)}
