"""What hints cost: the nudge a quarter of the mark, the scaffold another quarter, the worked answer all of it.

A right answer after the nudge earns 0.75, after the scaffold 0.5. Whoever asks for the worked answer has read the
solution, and earns nothing; the question comes back another day. A hint never turns a mark that is below 0 into a
better one.

What is left of the mark is its price, and no judgement: 0.5 after the scaffold is everything that could be had there,
and the answer was right; 0.5 without a hint is half an answer.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final, Protocol

from sciatica_teach.model.grades import Grade

NUDGE, SCAFFOLD, WORKED = 1, 2, 3

SHARES: Final = (1.0, 0.75, 0.5, 0.0)
"""What is left of a mark after 0, 1, 2 or 3 hints."""

ROUNDING: Final = 1e-9
"""Marks that are thirds and sevenths do not add up to the last digit."""


class Answered(Protocol):
    """An answer that was marked after so many hints."""

    @property
    def earned(self) -> float: ...

    @property
    def possible(self) -> float: ...

    @property
    def hints(self) -> int: ...


def after_hints(grade: Grade, hints: int) -> Grade:
    """The grade with its mark reduced by so many hints, 0 to 3. Raises ValueError for another number."""
    if hints not in range(len(SHARES)):
        raise ValueError(f"there are {len(SHARES) - 1} hints, not {hints}")
    return replace(grade, earned=grade.earned * SHARES[hints] if grade.earned > 0 else grade.earned)


def full_marks(answer: Answered) -> float:
    """What an answer after these hints earns at best; more hints than there are count as the worked answer."""
    return answer.possible * SHARES[min(answer.hints, WORKED)]


def was_right(answer: Answered) -> bool:
    """Whether it earned all that was left of the mark; of a question whose worked answer was shown, never."""
    return answer.hints < WORKED and answer.earned >= full_marks(answer) - ROUNDING
