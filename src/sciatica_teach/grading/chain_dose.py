"""The dose of a chain: visits, visits a week, when is looked back, and what happens if nothing has changed.

Four parts, a quarter each, against the range of the technique that the learner chose. Twelve visits, twice a week, a
review at the fifth and "stronger" if nothing has changed earn 3/4 with a technique that fits. Where the technique is
itself wrong for the patient, the first three earn half, and what is done about an unchanged pain its whole: to stop
is right for anybody. All four within the range of a wrong technique are (3 x 1/2 + 1) / 4 = 0.625. Where there is no
range to compare with, what is done about an unchanged pain is all that counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sciatica_teach.grading.chain_key import ChainKey
from sciatica_teach.grading.chain_parts import mean, sum_up
from sciatica_teach.model.chains import Chain, ChainVerdict, LinkGrade, PartGrade, PlannedDose, Unchanged
from sciatica_teach.model.techniques import Dose

DOSE_RULE: Final = (
    "A quarter each for the number of visits, visits a week, the review, and what is done when nothing has changed; "
    "half of the first three where the technique itself does not suit this patient."
)

_UNCHANGED: Final[dict[Unchanged, str]] = {
    "stop-or-refer": "To stop, or to ask somebody else, is what an unchanged pain deserves.",
    "go-on": "To go on as before spends the patient's time, and may hide what gets worse.",
    "stronger": "What has not helped is not made stronger: stop, or ask somebody else.",
}


def grade_dose(key: ChainKey, chain: Chain, technique: ChainVerdict) -> LinkGrade:
    """The dose, part by part. `technique` is the verdict on the technique it belongs to."""
    dose = key.kb.treatment.get_technique(chain.technique).dose if chain.technique else None
    suits = technique in {"fits", "loose"}
    planned = chain.dose or PlannedDose()
    parts = tuple(_weigh(part, suits=suits) for part in _grade_parts(planned, dose))
    earned = mean([part.earned for part in parts])
    return LinkGrade(
        link="dose", verdict=sum_up(parts, earned), earned=earned, possible=1.0, parts=parts, rule=DOSE_RULE,
        told=_tell(suits=suits, has_range=dose is not None), why=(dose.basis,) if dose else (),
    )


def _tell(*, suits: bool, has_range: bool) -> str:
    if not has_range:
        return "There is no usual dose to compare it with."
    told = "Compared with what is usual for your technique"
    return f"{told}." if suits else f"{told}, which does not suit this patient."


def _weigh(part: PartGrade, *, suits: bool) -> PartGrade:
    if suits or part.subject == "unchanged" or part.verdict != "fits":
        return part
    return PartGrade(subject=part.subject, verdict="follows", earned=part.earned / 2, told=part.told)


def _grade_parts(planned: PlannedDose, dose: Dose | None) -> Iterator[PartGrade]:
    if dose is not None:
        yield _in_range("visits", planned.visits, dose.visits_low, dose.visits_high)
        yield _in_range("per_week", planned.per_week, dose.per_week_low, dose.per_week_high)
        yield _in_range("review_at", planned.review_at, dose.review_from, dose.review_by)
    yield _unchanged(planned.unchanged)


def _in_range(name: str, planned: float | None, low: float, high: float) -> PartGrade:
    if planned is None:
        return PartGrade(subject=name, verdict="blank", earned=0.0, told="")
    where = "below" if planned < low else "above" if planned > high else "within"
    range_ = f"{low:g}" if low == high else f"{low:g} to {high:g}"
    is_within = where == "within"
    return PartGrade(subject=name, verdict="fits" if is_within else "wrong", earned=float(is_within),
                     told=f"{planned:g} is {where} what is usual for your technique: {range_}.")


def _unchanged(planned: Unchanged | None) -> PartGrade:
    if planned is None:
        return PartGrade(subject="unchanged", verdict="blank", earned=0.0, told="")
    is_right = planned == "stop-or-refer"
    return PartGrade(subject="unchanged", verdict="fits" if is_right else "wrong", earned=float(is_right),
                     told=_UNCHANGED[planned])
