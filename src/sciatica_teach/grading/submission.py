"""What a learner did in a case, as far as it is marked."""

from __future__ import annotations

from sciatica_teach.grading.gate import GateFailure
from sciatica_teach.model.causes import Urgency
from sciatica_teach.model.chains import ChainGrade
from sciatica_teach.model.events import Certainty, Stage
from sciatica_teach.model.findings import Answer, Learnt
from sciatica_teach.model.record import record


@record
class StatedBelief:
    """A belief as committed at a checkpoint."""

    checkpoint: Stage
    belief: dict[str, float]
    """Cause id -> share over the shortlist; the rest of 1 is "something else"."""
    after: int
    """How many questions had been asked by then."""


@record
class CaseSubmission:
    """Everything the learner did in a case."""

    given: dict[str, Answer]
    """Known without asking: finding id -> answer. Also what the setting's prior already holds: the must-refer rule of
    the gate sees it, and grading leaves it out where beliefs are compared."""
    asked: tuple[Learnt, ...]
    """In the order of learning, all before the decision; of two answers to one question the later holds."""
    stated: tuple[StatedBelief, ...]
    """In order of time."""
    silent: bool = False
    """Whether something was learnt in a room that was left without a belief: the last one then stands until the
    decision."""
    disposition: Urgency | None
    """None where the time of an exam ran out before the decision."""
    certainty: Certainty | None = None
    action_ids: tuple[str, ...]
    chain: ChainGrade | None = None
    """The marks of the chain of reasoning; None where none was committed."""
    chain_asked: bool = False
    """Whether the learner stood before the chain, built or not."""
    later: tuple[GateFailure, ...] = ()
    """What went wrong at later visits."""

    def observed(self, count: int | None = None) -> dict[str, Answer]:
        """What was given, and the first `count` answers; all of them by default."""
        return {**self.given, **{one.finding_id: one.value for one in self.asked[:count]}}
