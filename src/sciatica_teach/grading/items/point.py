"""The place of a point among lettered places: the true one earns the mark, one that is hardly off earns half.

What a place earns is fixed when the question is made, from its distance to the true one (`find_credit`): at most one
cun away is half, further is nothing. On the plates one cun is 22 units, so a place 18 units below the true one, the
point of the next vertebra, earns 0.5, and a place 26 units away, two foramina lower on the sacrum, earns 0. A cun is
the width of a thumb: whoever is off by less has the right landmark and has measured badly, whoever is off by more has
taken another landmark.
"""

from __future__ import annotations

from typing import Final

from sciatica_teach.errors import BadSubmission
from sciatica_teach.grading.items.choosing import require_ids
from sciatica_teach.model.grades import Grade, Submission, Verdict
from sciatica_teach.model.items import PointItem

CUN: Final = 22.0
"""Units of a plate in one cun of the model: 22 mm on the trunk, 20.7 on the thigh and 23.1 on the leg."""

RULE = "By distance: the place of the point earns the mark, a place at most one cun from it earns half."


def find_credit(away: float) -> float:
    """What a place earns that is `away` units of the plate from the true one: 0 to 1."""
    if away == 0:
        return 1.0
    return 0.5 if away <= CUN else 0.0


def grade_point(item: PointItem, submission: Submission) -> Grade:
    """Grade one place, by its letter. Raises `UnknownId` or `BadSubmission`."""
    chosen = require_ids("place", submission, [option.id for option in item.options])
    if len(chosen) > 1:
        raise BadSubmission("Only one place can be chosen here. Choose one.")
    verdicts = tuple(
        Verdict(criterion=option.id, right=option.credit == 1, chosen=option.id in chosen, feedback=option.feedback)
        for option in item.options
    )
    earned = sum(option.credit for option in item.options if option.id in chosen)
    return Grade(earned=float(earned), possible=1.0, verdicts=verdicts, rule=RULE)
