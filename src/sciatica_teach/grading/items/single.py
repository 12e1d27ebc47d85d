"""Single choice: the right option earns the mark, anything else nothing."""

from __future__ import annotations

from sciatica_teach.errors import BadSubmission
from sciatica_teach.grading.items.choosing import option_verdicts, require_ids
from sciatica_teach.grading.items.harm import harmful_among, with_harm
from sciatica_teach.model.grades import Grade, Submission
from sciatica_teach.model.items import SingleItem

RULE = "All or nothing: the right option earns the mark."


def grade_single(item: SingleItem, submission: Submission) -> Grade:
    """Grade a single choice. Raises `UnknownId` or `BadSubmission`."""
    chosen = require_ids("option", submission, [option.id for option in item.options])
    if len(chosen) > 1:
        raise BadSubmission("Only one option can be chosen here. Choose one.")
    right = any(option.right for option in item.options if option.id in chosen)
    grade = Grade(earned=float(right), possible=1.0, verdicts=option_verdicts(item.options, chosen), rule=RULE)
    return with_harm(grade, item.harmful, harmful_among(item.harmful, chosen))
