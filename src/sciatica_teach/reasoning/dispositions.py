"""What each decision would cost on average, and which cause makes it dear.

The expected loss of a decision is a sum over causes: belief times loss. With the losses of `reasoning.losses` and a
belief of stenosis 0.95, cauda equina 0.05,

                             stenosis        cauda equina       in all
    treat for stenosis     0.95 *  0     +   0.05 * 100     =    5.00
    refer, routine         0.95 *  3     +   0.05 *  90     =    7.35

nearly all of it is cauda equina's, though it is believed least. Comparing two decisions cause by cause names the one
that settles the matter.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sciatica_teach.model.causes import URGENCIES, Urgency
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.record import record
from sciatica_teach.reasoning.losses import LossMatrix


@record
class Weighed:
    """One disposition with its expected loss; for `treat`, that of treating for the best target."""

    disposition: Urgency
    target: str
    """The cause treated for; empty when referring."""
    by_cause: dict[str, float]
    """Cause id -> its part of the expected loss, in the units of the loss table."""

    @property
    def loss(self) -> float:
        return sum(self.by_cause.values())


def weigh_dispositions(kb: KnowledgeBase, posterior: Mapping[str, float]) -> tuple[Weighed, ...]:
    """Each disposition that the content allows at its least expected loss, from the least urgent to the most."""
    matrix = LossMatrix.from_knowledge(kb)
    parts = matrix.loss * np.array([posterior[cause.id] for cause in kb.causes])
    totals = parts.sum(axis=1)
    weighed = []
    for urgency in URGENCIES:
        rows = [row for row, action in enumerate(matrix.actions) if action.disposition == urgency]
        if rows:
            best = min(rows, key=lambda row: float(totals[row]))
            losses = {cause.id: float(part) for cause, part in zip(kb.causes, parts[best], strict=True)}
            weighed.append(Weighed(disposition=urgency, target=matrix.actions[best].cause_id, by_cause=losses))
    return tuple(weighed)


def find_deciding_cause(chosen: Weighed, other: Weighed) -> str:
    """The cause that speaks loudest for `chosen` against `other`: where the other one costs most in excess."""
    return max(chosen.by_cause, key=lambda cause_id: other.by_cause[cause_id] - chosen.by_cause[cause_id])
