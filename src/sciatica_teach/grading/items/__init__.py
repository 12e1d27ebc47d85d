"""One grader for every quiz item: the screen, the gradebook and every export ask `grade_item`.

What holds for every kind: a blank earns nothing, ticking everything earns nothing, the order in which things were shown
or clicked does not matter, and the verdicts cover what was chosen and what was not. A submission that cannot be an
answer is refused with an error; it is never marked wrong.
"""

from __future__ import annotations

from typing import assert_never

from sciatica_teach.grading.items.multiple import grade_multiple
from sciatica_teach.grading.items.numeric import grade_numeric
from sciatica_teach.grading.items.ordering import grade_ordering
from sciatica_teach.grading.items.single import grade_single
from sciatica_teach.model.grades import Grade, Submission
from sciatica_teach.model.items import Item, MultipleItem, NumericItem, OrderingItem, SingleItem


def grade_item(item: Item, submission: Submission) -> Grade:
    """Grade a submission; every item is worth 1 mark.

    Raises `UnknownId` for an option or step that the item lacks, and `BadSubmission` for one that comes twice, for
    two answers to a single choice, for an incomplete order and for text that is no number the field accepts.
    """
    match item:
        case SingleItem():
            return grade_single(item, submission)
        case MultipleItem():
            return grade_multiple(item, submission)
        case OrderingItem():
            return grade_ordering(item, submission)
        case NumericItem():
            return grade_numeric(item, submission)
    assert_never(item)
