"""Who comes on a clinic day: six patients, and exactly one of them must go to hospital.

Authored and made-up patients sit in one queue. Which of the six is the emergency is not told by the place in the queue,
nor by being the only hard or the only authored patient.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

import numpy as np

from sciatica_teach.errors import NotAllowedNow
from sciatica_teach.model.cases import Case, Difficulty
from sciatica_teach.model.events import DayOpened, DebriefTime
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.case_history import Attempt

QUEUE: Final = 6

LEVELS: Final[tuple[Difficulty, ...]] = ("first", "first", "middle", "middle", "hard")
"""How hard the five others are."""

TRIES: Final = 12
"""How many generated patients are looked at for one chair before another kind of patient takes it."""

DrawCase = Callable[[Difficulty, np.random.Generator], Case]


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
