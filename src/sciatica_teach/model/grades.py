"""Submission in, grade out."""

from __future__ import annotations

from sciatica_teach.model.record import record


@record
class Submission:
    """What the learner answered: option ids, step ids in order, or one number as text. Empty is blank."""

    response: tuple[str, ...] = ()

    @property
    def is_blank(self) -> bool:
        return not self.response


@record
class Verdict:
    """One criterion: what was judged, how it came out, and why."""

    criterion: str
    """Option or step id, or the name of what is judged."""
    right: bool
    chosen: bool
    feedback: str


@record
class Grade:
    """Earned out of possible, with a verdict per criterion. `rule` names how partial credit came about."""

    earned: float
    possible: float
    verdicts: tuple[Verdict, ...]
    rule: str
