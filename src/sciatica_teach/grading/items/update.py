"""How far does this finding move that belief? Marked by the band of the likelihood ratio.

A share of 24 % and a finding that multiplies its odds by 2.5 (1.8 to 3.6): 44 % is due, and 36 to 54 % earns the mark.
A band may be narrow, and nobody works out shares to the point: from 24 % with a ratio of 2.5 (2.4 to 2.6) it is 43 to
46 %, and 3 points on either side of what is due count as right whatever the band, so 41 to 47 % earns the mark.
Beyond, the credit falls by a factor of e for each doubling of the odds too far or too short. To say 24 % is a move of
nothing; the odds of 36 % are 1.78 times those of 24 %, so it falls short by log2(1.78) = 0.83 doublings and earns
exp(-0.83) = 0.43. The wrong direction earns nothing where the odds were due to more than double, or to halve.
"""

from __future__ import annotations

from math import log
from typing import Final

from sciatica_teach.errors import BadSubmission
from sciatica_teach.grading.beliefs import updating_credit
from sciatica_teach.model.grades import Grade, Submission, Verdict
from sciatica_teach.model.items import UpdateItem
from sciatica_teach.reasoning.updates import LogRatio

CRITERION: Final = "answer"
"""The one thing that is judged."""

ROUNDING: Final = 1e-6
"""The last digits of a logarithm differ between machines; nobody loses a mark at the edge of the band for that."""

LEAST_EITHER_WAY: Final = 3
"""Per cent on either side of what is due that an item counts as right, whatever the band."""

RULE: Final = (
    f"Any share within the band earns the mark, and so does any within {LEAST_EITHER_WAY} points of what is due. "
    "Outside, the mark falls to about a third each time that the odds are "
    "off by another factor of 2; the wrong direction earns nothing where the finding is worth more than a doubling."
)


def grade_update(item: UpdateItem, submission: Submission) -> Grade:
    """Grade a share, given as text in whole per cent. Raises `BadSubmission`."""
    percent = find_percent(item, submission)
    shift = None if percent is None else _log_odds(percent / 100) - _log_odds(item.before)
    due = LogRatio(low=item.low - ROUNDING, mid=item.mid, high=item.high + ROUNDING)
    earned = 0.0 if shift is None else updating_credit(shift, due)
    verdict = Verdict(
        criterion=CRITERION, right=earned >= 1, chosen=percent is not None, feedback=_feedback(item, shift, earned)
    )
    return Grade(earned=earned, possible=1.0, verdicts=(verdict,), rule=RULE)


def find_percent(item: UpdateItem, submission: Submission) -> int | None:
    """The whole per cent submitted, or None for a blank. Raises `BadSubmission` for what the field does not accept."""
    if len(submission.response) > 1:
        raise BadSubmission("Give one share.")
    text = "".join(submission.response).strip()
    if not text:
        return None
    if not (text.isascii() and text.isdecimal()) or not item.low_percent <= int(text) <= item.high_percent:
        raise BadSubmission(f"Give a whole per cent from {item.low_percent} to {item.high_percent}.")
    return int(text)


def _log_odds(share: float) -> float:
    return log(share / (1 - share))


def _feedback(item: UpdateItem, shift: float | None, earned: float) -> str:
    if shift is None:
        return item.feedback_blank
    if earned >= 1:
        return item.feedback_right
    if shift * item.mid < 0:
        return item.feedback_against
    return item.feedback_more if abs(shift) > abs(item.mid) else item.feedback_less
