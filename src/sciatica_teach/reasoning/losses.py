"""What each possible action would cost under each possible truth.

Two kinds of action exist: treat here for one named cause, or refer at some speed. A patient whose true cause needs
help at speed `needed` loses `delay[needed][chosen]`; treating for the wrong one of two treatable causes adds
`wrong_target`. With delay[treat][treat] = 0, delay[treat][routine] = 3, delay[emergency][treat] = 100,
delay[emergency][routine] = 90 and wrong_target = 5:

                          truth: stenosis (treat)   truth: disc (treat)   truth: cauda equina (emergency)
    treat for stenosis                 0                      5                        100
    refer, routine                     3                      3                         90

Only causes that may be treated here (urgency treat or routine) can be treated for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from sciatica_teach.model.causes import URGENCIES, Cause, Urgency
from sciatica_teach.model.knowledge import KnowledgeBase, LossTable
from sciatica_teach.model.record import record
from sciatica_teach.reasoning.table import Array

TREATABLE: Final[tuple[Urgency, ...]] = ("treat", "routine")


@record
class Action:
    """Treat for a cause, or refer."""

    disposition: Urgency
    cause_id: str = ""
    """The cause treated for; empty when referring."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LossMatrix:
    """Loss of each action under each cause."""

    actions: tuple[Action, ...]
    loss: Array
    """[action, cause], causes in the order of the content."""

    @classmethod
    def from_knowledge(cls, kb: KnowledgeBase) -> LossMatrix:
        """Every action the content allows, treatments first."""
        treat = [Action(disposition="treat", cause_id=cause.id) for cause in kb.causes if cause.urgency in TREATABLE]
        refer = [Action(disposition=urgency) for urgency in URGENCIES if urgency != "treat"]
        actions = (*treat, *refer)
        loss = [[_loss(kb.losses, action, cause) for cause in kb.causes] for action in actions]
        return cls(actions=actions, loss=np.array(loss, dtype=np.float64))

    def expected(self, posterior: Array) -> Array:
        """Expected loss [..., action] under beliefs [..., cause]."""
        return np.asarray(posterior @ self.loss.T)


def _loss(losses: LossTable, action: Action, truth: Cause) -> float:
    delay = losses.delay[truth.urgency][action.disposition]
    wrong_target = action.cause_id not in ("", truth.id) and truth.urgency in TREATABLE
    return delay + losses.wrong_target if wrong_target else delay
