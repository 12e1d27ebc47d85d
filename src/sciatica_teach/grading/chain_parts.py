"""How the parts of a link make its mark: points, dangers and dose are made of several choices."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from math import fsum

from sciatica_teach.model.chains import ChainVerdict, PartGrade


def mean(values: Collection[float]) -> float:
    """The mean, the same in whatever order the values stand; 0 of none."""
    return fsum(values) / len(values) if values else 0.0


def sum_up(parts: Iterable[PartGrade], earned: float) -> ChainVerdict:
    """The verdict on a link that has earned this much, from 0 to 1, by its parts."""
    verdicts = {part.verdict for part in parts}
    if "harmful" in verdicts:
        return "harmful"
    if verdicts <= {"blank"}:
        return "blank"
    if earned == 1.0:
        return "fits"
    if len(verdicts) == 1 and verdicts != {"fits"}:  # all fit and yet not all is earned: too much was named
        return verdicts.pop()
    return "partly" if earned > 0 else "wrong"
