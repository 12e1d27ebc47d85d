"""The beliefs of a whole visit, marked: where they stood, and how they moved from room to room.

A belief stands until another one is stated. Whoever learns something in a room, and leaves it without saying what it
came to, has stayed where they were; whoever states none at all has left the belief blank, and that earns 0. An
emergency that was found and sent at once is the exception: what was left out then was rightly left out.

Beliefs are stated at the end of a room, so one update may hold several findings. What was due is then the change of the
log odds that all of them make together, which for one finding is its likelihood ratio: from 0.30 to 0.738 is ln 6.57.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sciatica_teach.grading.beliefs import LEAST_TOLD_APART, reasoning_credit, stated_shift, updating_credit
from sciatica_teach.grading.submission import CaseSubmission, StatedBelief
from sciatica_teach.model.events import Stage
from sciatica_teach.model.record import record
from sciatica_teach.reasoning.belief import Belief, infer
from sciatica_teach.reasoning.draws import SampledTable
from sciatica_teach.reasoning.updates import LogRatio, reference_shift


@record
class UpdateCredit:
    """How the belief in the true cause moved from one checkpoint to the next, and how it should have."""

    checkpoint: Stage
    """The later of the two."""
    shift: float
    """Movement in log odds."""
    reference: LogRatio
    credit: float


def stand_by(submission: CaseSubmission) -> CaseSubmission:
    """The submission with the last belief once more at the decision; the prior where none was stated."""
    last = submission.stated[-1] if submission.stated else StatedBelief(checkpoint="decide", belief={}, after=0)
    standing = replace(last, checkpoint="decide", after=len(submission.asked))
    return replace(submission, stated=(*submission.stated, standing))


def mark_reasoning(submission: CaseSubmission, prior: Belief, sampled: SampledTable) -> float | None:
    """Credit 0..1 against the reference at each belief; None where the findings moved too little to mark anything."""
    references = [infer(sampled, prior, submission.observed(stated.after)) for stated in submission.stated]
    return reasoning_credit([stated.belief for stated in submission.stated], references)


def mark_updating(submission: CaseSubmission, updates: Sequence[UpdateCredit], *, stopped: bool) -> float | None:
    """The mean of the updates; 0 where no belief was stated although there was something to learn from."""
    if updates:
        return sum(update.credit for update in updates) / len(updates)
    is_blank = not submission.stated and not stopped and any(one.value != "unknown" for one in submission.asked)
    return 0.0 if is_blank else None


def find_updates(
    submission: CaseSubmission, prior: Belief, cause_id: str, sampled: SampledTable
) -> tuple[UpdateCredit, ...]:
    """How the belief in a cause moved, one per pair of checkpoints with something learnt between them.

    Standing still without news earns nothing by itself. Raises as `stated_shift` and `reference_shift`.
    """
    updates = []
    for earlier, later in zip(submission.stated, submission.stated[1:], strict=False):
        before, after = submission.observed(earlier.after), submission.observed(later.after)
        if all(value == before.get(finding_id, "unknown") for finding_id, value in after.items()):
            continue
        reference = reference_shift(sampled, prior, before, after, cause_id, least=LEAST_TOLD_APART)
        shift = stated_shift(earlier.belief, later.belief, prior, cause_id)
        credit = updating_credit(shift, reference)
        updates.append(UpdateCredit(checkpoint=later.checkpoint, shift=shift, reference=reference, credit=credit))
    return tuple(updates)
