"""How belief went through a visit, step by step."""

from __future__ import annotations

from sciatica_teach.model.events import Stage
from sciatica_teach.model.findings import Answer
from sciatica_teach.model.record import record


@record
class PathStep:
    """One step of a visit: what was learnt, and what was to be believed after it."""

    finding_id: str
    """Empty for the start, before anything was asked."""
    answer: Answer
    room: Stage
    """Where it was learnt; the start belongs to the first room."""
    unasked: bool
    """It came of its own accord: on an open question, or as a correction."""
    corrects: bool
    """It puts right what had been said before."""
    reference: dict[str, float]
    """Over all causes, of what was known by then."""
    band: dict[str, tuple[float, float]]
    worth: float | None
    """Expected loss saved by asking it then, in the units of the loss table; None where nothing was asked."""
    is_safety: bool = False
    """Asked of everyone, and outside the sum of what a question is worth."""
    is_free: bool = False
    """It cost no minutes of the visit."""
    more: tuple[tuple[str, Answer], ...] = ()
    """What else came out with it, on the same open question: finding id and answer."""
    question: str = ""
    """Id of the open question on which it came out; empty otherwise."""

    @property
    def came(self) -> tuple[tuple[str, Answer], ...]:
        """Everything that was learnt at this step; nothing at the start."""
        return ((self.finding_id, self.answer), *self.more) if self.finding_id else ()


@record
class Checkpoint:
    """A committed belief beside the reference, over all causes."""

    stage: Stage
    after: int
    """The step of the path behind which it was committed."""
    stated: dict[str, float]
    """What was listed; the rest is "something else"."""
    yours: dict[str, float]
    """The same over all causes, the rest spread by the prior: what is marked."""
    reference: dict[str, float]
    band: dict[str, tuple[float, float]]
    error: float
    """Squared distance of `yours` to the band, over all causes; 0 inside it."""
    error_prior: float
    """The same for staying at the prior."""


@record
class Unasked:
    """A question that was left out, and what it would have been worth when the decision was made."""

    finding_id: str
    worth: float
    is_key: bool
    """A careful colleague would not have left it out."""
    is_safety: bool


@record
class PathPoint:
    """One step of the path of a single cause: shares from 0 to 1."""

    reference: float
    low: float
    high: float


@record
class PathMark:
    """A committed belief in a single cause, and the step behind which it stands."""

    after: int
    share: float
