"""What hints cost: the nudge a quarter of the mark, the scaffold another quarter, the worked answer all of it.

A right answer after the nudge earns 0.75, after the scaffold 0.5. Whoever asks for the worked answer has read the
solution, and earns nothing; the question comes back another day. A hint never turns a mark that is below 0 into a
better one.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from sciatica_teach.model.grades import Grade

NUDGE, SCAFFOLD, WORKED = 1, 2, 3

SHARES: Final = (1.0, 0.75, 0.5, 0.0)
"""What is left of a mark after 0, 1, 2 or 3 hints."""


def after_hints(grade: Grade, hints: int) -> Grade:
    """The grade with its mark reduced by so many hints, 0 to 3. Raises ValueError for another number."""
    if hints not in range(len(SHARES)):
        raise ValueError(f"there are {len(SHARES) - 1} hints, not {hints}")
    return replace(grade, earned=grade.earned * SHARES[hints] if grade.earned > 0 else grade.earned)
