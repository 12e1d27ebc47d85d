"""How belief went through a visit, step by step."""

from __future__ import annotations

from sciatica_teach.model.events import Stage
from sciatica_teach.model.findings import Answer
from sciatica_teach.model.record import record


@record
class PathPoint:
    """One step of the visit: what was learned, and the belief in the true cause after it."""

    finding_id: str
    """Empty for the start, before anything was asked."""
    answer: Answer
    reference: float
    low: float
    high: float
    yours: float | None
    """The learner's belief, where one was committed at this step."""
    checkpoint: Stage | None
