"""Certainty marks, after Gardner-Medwin: knowing what one knows is part of the answer.

    certainty       right   wrong   pays best when the answer is right
    1 guessing        +1       0    less than 2 times in 3
    2 fairly sure     +2      -2    between 2 in 3 and 4 in 5
    3 sure            +3      -6    more than 4 times in 5

Somebody right three times in four expects 0.75 marks with certainty 1, 1.00 with 2, and 0.75 with 3: honesty pays.
Right means full credit; partly right is not what one was sure of.
"""

from __future__ import annotations

from typing import Final

from sciatica_teach.model.events import Certainty

RIGHT: Final[dict[Certainty, int]] = {1: 1, 2: 2, 3: 3}
WRONG: Final[dict[Certainty, int]] = {1: 0, 2: -2, 3: -6}


def certainty_marks(right: bool, certainty: Certainty) -> int:
    """Marks for an answer given with this certainty; `right` means full credit. A blank has no certainty marks."""
    return (RIGHT if right else WRONG)[certainty]
