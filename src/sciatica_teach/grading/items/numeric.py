"""A number with a tolerance, the same on either side: 35 with a tolerance of 5 accepts 30 to 40, both included."""

from __future__ import annotations

from math import isfinite

from sciatica_teach.errors import BadSubmission
from sciatica_teach.model.grades import Grade, Submission, Verdict
from sciatica_teach.model.items import NumericItem

CRITERION = "answer"
"""The one thing that is judged."""

ROUNDING = 1e-9
"""0.1 + 0.2 is not 0.3 to a computer; a student must not pay for that at the edge of the tolerance."""


def grade_numeric(item: NumericItem, submission: Submission) -> Grade:
    """Grade a number, given as text with a decimal point or comma. Raises `BadSubmission`."""
    number = find_number(item, submission)
    right = number is not None and abs(number - item.answer) <= item.tolerance + ROUNDING
    verdict = Verdict(
        criterion=CRITERION, right=right, chosen=number is not None, feedback=_feedback(item, number, right)
    )
    return Grade(earned=float(right), possible=1.0, verdicts=(verdict,), rule=_rule(item))


def find_number(item: NumericItem, submission: Submission) -> float | None:
    """The number submitted, or None for a blank. Raises `BadSubmission` for anything the field does not accept."""
    if len(submission.response) > 1:
        raise BadSubmission("Give one number.")
    text = "".join(submission.response).strip().replace(",", ".").replace("\N{MINUS SIGN}", "-")
    if not text:
        return None
    try:
        number = float(text)
    except ValueError:
        number = float("nan")
    if not isfinite(number) or not item.low <= number <= item.high:
        raise BadSubmission(f"Give a number from {item.low:g} to {item.high:g}.")
    return number


def _feedback(item: NumericItem, number: float | None, right: bool) -> str:
    if right:
        return item.feedback_right
    foreseen = (near.feedback for near in item.near if number is not None and near.low <= number < near.high)
    return next(foreseen, item.feedback_wrong)


def _rule(item: NumericItem) -> str:
    unit = f" {item.unit}" if item.unit else ""
    if not item.tolerance:
        return "All or nothing: the exact number earns the mark."
    return f"All or nothing: within {item.tolerance:g}{unit} of the answer, either side, earns the mark."
