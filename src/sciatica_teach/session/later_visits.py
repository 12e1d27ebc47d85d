"""What is so at a later visit of a patient: what is found, how much it hurts, and how fast somebody else must look.

A case's turns change findings from their visit on. What the must-refer rules make of all that is true then, asked or
not, is the slowest referral that is still right. Where nothing has turned, the pain decides: by the review there has to
be a gain to go on for.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from sciatica_teach.model.cases import Case, Reveal, Turn, VisitChoice
from sciatica_teach.model.causes import URGENCIES, Urgency
from sciatica_teach.model.findings import Answer
from sciatica_teach.model.follow_up import TechniqueEffect
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.reasoning.pain_course import draw_pain, find_pain
from sciatica_teach.reasoning.referral import referral_floor
from sciatica_teach.session.case_chain import TREATING
from sciatica_teach.session.case_state import CaseState
from sciatica_teach.session.disclosure import true_reveal
from sciatica_teach.session.visit_choices import CHOICES, faster, read_urgency, slowest_of

PRESSING: Final = URGENCIES.index("urgent")
"""From here on a referral that did not happen is missed, also where the case does not call its lack unsafe."""


class LaterVisits:
    """One patient after the first day. Visits are counted from 1; 0 is the first day."""

    def __init__(self, kb: KnowledgeBase, case: Case) -> None:
        self.kb = kb
        self.case = case
        self.rules = kb.follow_up
        self.turns: dict[int, Turn] = {turn.visit: turn for turn in case.course.turns} if case.course else {}

    # ---- What is so ----

    def find_reveal(self, finding_id: str, visit: int) -> Reveal:
        """What comes back on asking at a visit: the last change up to then, else as on the first day."""
        finding = self.kb.get_finding(finding_id)
        changed = [turn.changes[finding_id] for number, turn in sorted(self.turns.items())
                   if number <= visit and finding_id in turn.changes]
        if not changed:
            return true_reveal(self.case, finding)
        words = finding.says_present if changed[-1].value == "present" else finding.says_absent
        return Reveal(value=changed[-1].value, words=changed[-1].words or words)

    def observed(self, visit: int) -> dict[str, Answer]:
        """All that is true at a visit, asked or not."""
        changed = {finding_id for turn in self.turns.values() for finding_id in turn.changes}
        told = [finding.id for finding in self.kb.findings if finding.id in self.case.reveals or finding.id in changed]
        return {finding_id: self.find_reveal(finding_id, visit).value for finding_id in told}

    def screen(self) -> tuple[str, ...]:
        """Finding ids of the whole safety screen; dangers before cautions for the needle."""
        here = [finding for finding in self.kb.findings if finding.safety and not finding.given]
        return tuple(finding.id for finding in sorted(here, key=lambda one: one.kind == "caution"))

    def find_changed(self, visit: int) -> frozenset[str]:
        """Those of the screen that are not as they were on the first day."""
        return frozenset(
            one for one in self.screen() if self.find_reveal(one, visit).value != self.find_reveal(one, 0).value)

    def is_review(self, visit: int) -> bool:
        return self.rules is not None and self.rules.visits[visit - 1] >= self.rules.review_week

    def has_gained(self, pain: float) -> bool:
        """Whether this is worthwhile less than on the first day."""
        return self.rules is not None and self.first_pain - pain >= self.rules.enough

    # ---- What has to be done ----

    @property
    def needed(self) -> Urgency:
        """The slowest referral that the first day asked for; `treat` where the patient may come back without one."""
        slowest = min(self.case.decision.right, key=URGENCIES.index)
        is_pressing = URGENCIES.index(slowest) >= PRESSING or "treat" in self.case.decision.unsafe
        return slowest if is_pressing else "treat"

    def find_turn(self, visit: int) -> Turn | None:
        """The turn of a visit, or one before it that asked for nothing but referrals: that still stands."""
        if visit in self.turns:
            return self.turns[visit]
        earlier = [turn for number, turn in sorted(self.turns.items()) if number < visit]
        return next((turn for turn in reversed(earlier) if slowest_of(turn.right) != "treat"), None)

    def find_demand(self, visit: int) -> Urgency:
        """The slowest referral that is right at a visit; on the first day that of the decision."""
        if visit == 0:
            return self.needed
        floor = referral_floor(self.kb, self.observed(visit)).urgency
        if visit in self.turns:
            return faster(floor, slowest_of(self.turns[visit].right))
        turn = self.find_turn(visit)
        standing = slowest_of(turn.right) if turn else "treat"
        return faster(faster(floor, standing), self.needed)

    def find_right(self, visit: int, pain: float, sent: Urgency) -> tuple[VisitChoice, ...]:
        """Every choice that is right at a visit; `sent` is how fast the patient was referred on the first day."""
        turn = self.find_turn(visit)
        demand = self.find_demand(visit)
        if turn is not None:
            right = tuple(one for one in turn.right if self.is_met(one, demand, sent))
            return right or tuple(one for one in CHOICES if self.is_met(one, demand, sent))
        if not self.is_met("go-on", demand, sent):
            return tuple(one for one in CHOICES if self.is_met(one, demand, sent))
        if self.is_review(visit) and not self.has_gained(pain):
            return ("urgent", "routine", "stop")
        return ("stop", "change", "go-on")

    @staticmethod
    def is_met(choice: VisitChoice, demand: Urgency, sent: Urgency) -> bool:
        """Whether somebody else looks at the patient in time, by this choice or by the referral of the first day."""
        return URGENCIES.index(faster(read_urgency(choice), sent)) >= URGENCIES.index(demand)

    def is_too_late(self, demand: Urgency, visit: int) -> bool:
        """Whether an unmet demand shows itself before the next visit, so that there is none."""
        turns_later = any(number > visit for number in self.turns)
        return demand == "emergency" or (demand == "same-day" and not turns_later)

    def has_visits(self, disposition: Urgency | None) -> bool:
        """Whether the patient comes again: where treatment began, and nothing ends it first."""
        if self.rules is None or self.case.course is None or disposition not in TREATING:
            return False
        return self.is_met("go-on", self.needed, disposition) or not self.is_too_late(self.needed, 0)

    # ---- How much it hurts ----

    @property
    def first_pain(self) -> float:
        """On the first day, 0 to 10; 0 where no later visits are played."""
        return self.case.course.pain if self.case.course else 0.0

    def find_arrival(self, state: CaseState) -> str:
        """What the patient says on coming in: the turn's words, else by how the pain went since the visit before."""
        opened = state.visits[-1].opened
        turn = self.turns.get(opened.visit)
        if turn is not None or self.rules is None:
            return turn.words if turn else ""
        before = state.visits[-2].opened.pain if len(state.visits) > 1 else self.first_pain
        said = self.rules.arrivals
        phrases = said.better if opened.pain < before else said.worse if opened.pain > before else said.same
        return phrases[(opened.visit - 1) % len(phrases)]

    def find_pain(
        self, state: CaseState, visit: int, rng: np.random.Generator, technique_id: str = ""
    ) -> float:
        """Pain at a visit, in whole numbers from 0 to 10, as patients say it.

        `rng` is that of the attempt; `technique_id` is begun at the visit before, where it differs from the state's.
        """
        if self.rules is None or self.case.course is None:
            raise ValueError("there are no later visits to this patient")
        draw = draw_pain(self.rules, len(self.rules.visits), rng)
        pain = find_pain(self.rules, draw, self.case.course.pain, visit - 1, self.rules.visits[visit - 1],
                         self._treated(state, visit, technique_id))
        return float(round(pain))

    def find_effect(self, technique_id: str) -> TechniqueEffect | None:
        """What a trial saw a technique add in patients like this one; None where no trial has a figure."""
        course, causes = self.case.course, self.kb.get_cause(self.case.truth).with_parts
        return next(
            (effect for effect in (self.rules.effects if self.rules else ())
             if course and technique_id in effect.techniques and course.weeks >= effect.least_weeks
             and not set(causes).isdisjoint(effect.causes)),
            None,
        )

    def _treated(self, state: CaseState, visit: int, last: str) -> list[tuple[TechniqueEffect, float]]:
        """Each effect that counts here, with the weeks for which one of its techniques was used."""
        weeks = (0.0, *(self.rules.visits if self.rules else ()))
        names = [technique_after(state, number) for number in range(visit - 1)]
        used = [self.find_effect(one) for one in (*names, last or technique_after(state, visit - 1))]
        return [
            (effect, sum(weeks[number + 1] - weeks[number] for number, one in enumerate(used) if one == effect))
            for effect in (self.rules.effects if self.rules else ()) if effect in used
        ]


def technique_after(state: CaseState, visit: int) -> str:
    """Id of the technique that is used after so many visits: that of the chain, or what was begun instead."""
    changes = [one.technique for one in state.visits[:visit] if one.choice == "change" and one.technique]
    return changes[-1] if changes else state.chain.chain.technique if state.chain else ""
