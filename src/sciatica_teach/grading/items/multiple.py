"""Multiple choice, marked right minus wrong.

Each right option ticked earns its share of all right ones, each wrong option ticked costs its share of all wrong ones.
With three right and two wrong options, two right ticks and one wrong tick earn 2/3 - 1/2 = 1/6. Ticking everything
earns 3/3 - 2/2 = 0, ticking nothing earns 0, and ticking each option by the toss of a coin earns 0 on average before
the mark is kept from falling below 0. An option that can hurt the patient earns the whole question nothing.
"""

from __future__ import annotations

from sciatica_teach.grading.items.choosing import option_verdicts, require_ids
from sciatica_teach.grading.items.harm import harmful_among, with_harm
from sciatica_teach.model.grades import Grade, Submission
from sciatica_teach.model.items import MultipleItem

RULE = (
    "Right minus wrong: the share of the right options you ticked, less the share of the wrong options you ticked, "
    "and never below 0."
)


def grade_multiple(item: MultipleItem, submission: Submission) -> Grade:
    """Grade a multiple choice. Raises `UnknownId` or `BadSubmission`.

    The item needs a right and a wrong option, which the content check sees to; without both, `ValueError`.
    """
    right = {option.id for option in item.options if option.right}
    wrong = {option.id for option in item.options if not option.right}
    if not right or not wrong:
        raise ValueError(f"'{item.id}' needs at least one right and one wrong option to be marked")
    chosen = set(require_ids("option", submission, [option.id for option in item.options]))
    earned = max(0.0, len(chosen & right) / len(right) - len(chosen & wrong) / len(wrong))
    verdicts = option_verdicts(item.options, submission.response)
    grade = Grade(earned=earned, possible=1.0, verdicts=verdicts, rule=RULE)
    return with_harm(grade, item.harmful, harmful_among(item.harmful, chosen))
