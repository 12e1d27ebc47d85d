"""One grader for every quiz item: the screen, the gradebook and every export ask `grade_item`.

What holds for every kind: a blank earns nothing, ticking everything earns nothing, the order in which things were shown
or clicked does not matter, and the verdicts cover what was chosen and what was not. A submission that cannot be an
answer is refused with an error; it is never marked wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from sciatica_teach.grading.items.chain import grade_chain
from sciatica_teach.grading.items.hotspot import grade_hotspot
from sciatica_teach.grading.items.lesion import grade_lesion
from sciatica_teach.grading.items.matching import grade_matching
from sciatica_teach.grading.items.multiple import grade_multiple
from sciatica_teach.grading.items.numeric import grade_numeric
from sciatica_teach.grading.items.ordering import grade_ordering
from sciatica_teach.grading.items.point import grade_point
from sciatica_teach.grading.items.script import grade_script
from sciatica_teach.grading.items.single import grade_single
from sciatica_teach.grading.items.text import grade_text
from sciatica_teach.grading.items.triage import grade_triage
from sciatica_teach.grading.items.update import grade_update
from sciatica_teach.model.grades import Grade, Submission
from sciatica_teach.model.items import Item

GRADERS: Final[Mapping[str, Callable[[Any, Submission], Grade]]] = {
    "single": grade_single, "multiple": grade_multiple, "triage": grade_triage, "script": grade_script,
    "ordering": grade_ordering, "matching": grade_matching, "chain": grade_chain, "numeric": grade_numeric,
    "text": grade_text, "hotspot": grade_hotspot, "lesion": grade_lesion, "update": grade_update, "point": grade_point,
}
"""Kind of item -> its grader."""


def grade_item(item: Item, submission: Submission) -> Grade:
    """Grade a submission; every item is worth 1 mark.

    Raises `UnknownId` for an option, step or place that the item lacks, and `BadSubmission` for what cannot be an
    answer: the same thing twice, two answers where one is asked for, an incomplete order, text that is no number.
    """
    return GRADERS[item.kind](item, submission)
