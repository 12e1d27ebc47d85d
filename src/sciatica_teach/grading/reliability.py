"""Do the marks of many cases tell learners apart, and is one way of playing better than another?

Four learners at three cases, marks 50 60 70, 60 80 70, 70 80 90 and 80 100 90: the variances of the cases are 166.7,
266.7 and 133.3, that of the sums 1,500, and Cronbach's alpha is

    3 / 2 * (1 - 566.7 / 1500) = 0.933

Of the variance of the means (a standard deviation of 12.9), 1 - 0.933 is chance: the standard error of measurement is
12.9 * sqrt(0.067) = 3.3 marks, and two learners less than that apart are not told apart. With half or twice as many
such cases alpha would be 0.875 or 0.966 (Spearman and Brown).

Two ways of playing meet the same patients, so the difference is taken patient by patient, and its interval is that of
Student's t over the patients.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from statistics import mean, stdev, variance

from sciatica_teach.grading.reaction import t_quantile
from sciatica_teach.model.record import record


@record
class Difference:
    """The mean of paired differences with its 95 % interval."""

    mean: float
    low: float
    high: float


def find_alpha(marks: Sequence[Sequence[float]]) -> float:
    """Cronbach's alpha of marks [learner][case].

    Raises ValueError for fewer than two learners or two cases, and where nobody differs from anybody.
    """
    count = len(marks[0]) if marks else 0
    if len(marks) < 2 or count < 2:
        raise ValueError("alpha needs two learners and two cases at least")
    total = variance([sum(row) for row in marks])
    if not total:
        raise ValueError("all learners have the same sum: there is nothing to tell apart")
    single = sum(float(variance(case)) for case in zip(*marks, strict=True))
    return count / (count - 1) * (1 - single / float(total))


def find_error(marks: Sequence[Sequence[float]]) -> float:
    """The standard error of measurement of a learner's mean mark, in marks. Raises as `find_alpha`."""
    alpha = find_alpha(marks)
    return stdev([mean(row) for row in marks]) * sqrt(max(0.0, 1 - alpha))


def project_alpha(alpha: float, times: float) -> float:
    """What alpha would be with so many times as many cases of the same kind."""
    return times * alpha / (1 + (times - 1) * alpha)


def compare(first: Sequence[float], second: Sequence[float]) -> Difference:
    """How far the first lie above the second, pair by pair. Raises ValueError for fewer than eleven pairs."""
    apart = [one - two for one, two in zip(first, second, strict=True)]
    half = t_quantile(len(apart) - 1) * stdev(apart) / sqrt(len(apart))
    return Difference(mean=mean(apart), low=mean(apart) - half, high=mean(apart) + half)
