"""What an exam says of a learner, and how far it can be off.

The result is the share of the marks. Another exam drawn from the same bank would have asked other questions, so the
share has a standard error. The questions are drawn field by field, hence the error is that of a stratified sample: in a
field with n questions, a share w of the exam, and marks that vary by s^2, the mean is off by w^2 s^2 / n.

    two fields of ten questions each, w = 0.5 and s^2 = 0.25 in both
    variance    2 * 0.5^2 * 0.25 / 10 = 0.0125
    error       0.112: 70 % means 48 to 92 % in nineteen exams of twenty

A field with a single question, or with the same mark everywhere, would claim to know more than it does; its variance is
taken from all questions together, and never below that of one mark in n + 2 gone the other way. Certainty marks are
summed beside, by the scheme of Gardner-Medwin.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import sqrt
from statistics import fmean, pvariance
from typing import Final

from sciatica_teach.model.record import record

Z_95: Final = 1.96


@record
class ExamShare:
    """A share of marks from 0 to 1 with its standard error and 95 % interval."""

    questions: int
    share: float
    error: float

    @property
    def low(self) -> float:
        return max(0.0, self.share - Z_95 * self.error)

    @property
    def high(self) -> float:
        return min(1.0, self.share + Z_95 * self.error)


@record
class ExamResult:
    """The whole and its fields."""

    whole: ExamShare
    fields: dict[str, ExamShare]


def find_result(marks: Mapping[str, Sequence[float]]) -> ExamResult:
    """The result of marks by field, each up to 1; a blank is 0. Raises ValueError without any mark."""
    held = {field: list(ones) for field, ones in marks.items() if ones}
    everything = [one for ones in held.values() for one in ones]
    if not everything:
        raise ValueError("an exam without questions has no result")
    pooled = _variance(everything)
    fields = {field: _share(ones, pooled) for field, ones in held.items()}
    total = len(everything)
    error = sqrt(sum((one.questions / total * one.error) ** 2 for one in fields.values()))
    return ExamResult(whole=ExamShare(questions=total, share=fmean(everything), error=error), fields=fields)


def _share(marks: Sequence[float], pooled: float) -> ExamShare:
    spread = max(_variance(marks), pooled) if len(marks) < 2 or len(set(marks)) == 1 else _variance(marks)
    return ExamShare(questions=len(marks), share=fmean(marks), error=sqrt(spread / len(marks)))


def _variance(marks: Sequence[float]) -> float:
    count = len(marks)
    least = (1 / (count + 2)) * (1 - 1 / (count + 2))
    return max(least, pvariance(marks) * count / (count - 1) if count > 1 else 0.0)
