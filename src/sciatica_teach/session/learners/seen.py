"""What a simulated learner has in front of them: what a student sees on the screen, and what the lessons teach.

The patient's answers, what questions cost, what may be chosen: all of that is there. What belongs to the key of the
case is not: its truth, what must be asked, which decision is right, what an action is worth, what happens later.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sciatica_teach.model.causes import Urgency
from sciatica_teach.model.events import Stage
from sciatica_teach.model.findings import Answer, Finding
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.reasoning.belief import mid_weights, normalised
from sciatica_teach.reasoning.draws import SampledTable
from sciatica_teach.reasoning.referral import referral_floor
from sciatica_teach.session.case import CaseSession
from sciatica_teach.session.case_state import CaseState


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Seen:
    """One moment of a case, from where the learner sits."""

    session: CaseSession
    state: CaseState
    sampled: SampledTable
    rng: np.random.Generator
    """For what the learner does by chance in this moment."""

    spots: int
    """Seed of what this learner never thinks of in this case."""

    @property
    def kb(self) -> KnowledgeBase:
        return self.session.kb

    @property
    def known(self) -> dict[str, Answer]:
        """Finding id -> answer, told or known without asking."""
        return self.session.known(self.state)

    @property
    def floor(self) -> Urgency:
        """The slowest referral that the must-refer rule allows, after what was told."""
        return referral_floor(self.kb, self.known).urgency

    @property
    def prior(self) -> Mapping[str, float]:
        """What people who walk in here have: the screen shows it."""
        return self.kb.get_setting(self.session.case.setting).prior

    @property
    def offered(self) -> tuple[str, ...]:
        """The causes to choose from in the chain of reasoning."""
        return self.session.case.offered

    @property
    def actions(self) -> dict[str, str]:
        """Id -> text of what may be put into the plan."""
        return {action.id: action.text for action in self.session.case.plan}

    def posterior(self, count: int | None = None) -> dict[str, float]:
        """Cause id -> share in the order of the content, as the lessons teach to reckon it.

        From the first `count` answers; from all by default.
        """
        table = self.sampled.table
        shares = normalised(mid_weights(table, self.prior, self.session.observed(self.state, count)))
        return dict(zip(table.cause_ids, shares.tolist(), strict=True))

    def left_to_ask(self, stage: Stage) -> tuple[Finding, ...]:
        """What of a room has not been told yet and can still be paid for, in the order of the screen."""
        minutes = self.session.minutes_left(self.state)
        return tuple(finding for finding in self.session.findings(stage)
                     if finding.id not in self.state.asked_ids and finding.minutes <= minutes)

    def left_open(self) -> tuple[str, ...]:
        """Ids of the open questions that were not asked, have an answer, and can still be paid for."""
        minutes = self.session.minutes_left(self.state)
        return tuple(question.id for question in self.kb.open_questions
                     if question.id in self.session.case.open_answers and question.id not in self.state.open_ids
                     and question.minutes <= minutes)

    def blind_spots(self, count: int, share: float) -> tuple[int, ...]:
        """Which of `count` things are never thought of."""
        drawn = np.random.default_rng(self.spots).random(count)
        return tuple(np.flatnonzero(drawn < share).tolist())
