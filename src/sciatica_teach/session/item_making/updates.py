"""One new finding about one patient as a question: where does the share of this cause stand now?

Patient, finding and cause are chosen as in the stream of updates (`session.guess_choice`), and what is due is worked
out in the same way (`session.guess_reference`). The rates are drawn once for each version of the content.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import exp
from typing import Final

import numpy as np

from sciatica_teach.model.causes import Cause, Urgency
from sciatica_teach.model.events import UpdatePosed
from sciatica_teach.model.findings import Answer, Finding, Rate
from sciatica_teach.model.items import UpdateItem, UpdateRecipe
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.reasoning.draws import BAND_SEED, SampledTable, sample_rates
from sciatica_teach.reasoning.nomogram import answer_rates
from sciatica_teach.reasoning.referral import referral_floor
from sciatica_teach.reasoning.table import LikelihoodTable
from sciatica_teach.session.guess_choice import choose_update
from sciatica_teach.session.guess_reference import (
    HIGH_PERCENT,
    LOW_PERCENT,
    Reference,
    Safety,
    in_whole_percent,
    reference_of,
    safety_of,
)
from sciatica_teach.session.item_making.kept import Kept

DIGITS: Final = 9
"""The last digits of a logarithm differ between machines."""

SPEEDS: Final[dict[Urgency, str]] = {
    "routine": "a letter within weeks", "urgent": "a referral within days to two weeks",
    "same-day": "a telephone call the same day", "emergency": "the emergency department, now",
}
"""What the must-refer rule demands, in words; `treat` demands nothing."""


def make_update(kb: KnowledgeBase, recipe: UpdateRecipe) -> UpdateItem:
    """The question of this seed. Raises `NotAllowedNow` where the content has too few findings for any."""
    sampled = get_sampled(Kept(kb.version, kb))
    posed = choose_update(kb, sampled.table, (), np.random.default_rng(recipe.seed))
    told = _Told(kb, sampled, posed, reference_of(kb, sampled, posed), safety_of(kb, sampled, posed))
    due = told.reference.stateable
    return UpdateItem(
        id=recipe.id, objective=recipe.objective, misconception=recipe.misconception, safety=recipe.safety,
        hardness=recipe.hardness, mark="estimate", sources=told.sources, conflict=told.conflict,
        stem=told.stem(), explanation=told.explanation(), nudge=told.nudge(), scaffold=told.scaffold(),
        cause=told.cause.name, before=posed.before,
        low=round(due.low, DIGITS), mid=round(due.mid, DIGITS), high=round(due.high, DIGITS),
        low_percent=LOW_PERCENT, high_percent=HIGH_PERCENT,
        feedback_right=told.feedback("That counts as right."), feedback_less=told.feedback("Not far enough."),
        feedback_more=told.feedback("Too far."), feedback_against=told.feedback("The wrong way."),
    )


@lru_cache(maxsize=1)
def get_sampled(kb: Kept[KnowledgeBase]) -> SampledTable:
    """All rates of the content, drawn once: about 16 MB, and the same bands everywhere."""
    return sample_rates(LikelihoodTable.from_knowledge(kb.value), np.random.default_rng(BAND_SEED))


@dataclass(frozen=True)
class _Told:
    """One update in words."""

    kb: KnowledgeBase
    sampled: SampledTable
    posed: UpdatePosed
    reference: Reference
    safety: Safety | None

    @property
    def finding(self) -> Finding:
        return self.kb.get_finding(self.posed.finding_id)

    @property
    def cause(self) -> Cause:
        return self.kb.get_cause(self.posed.cause_id)

    @property
    def rates(self) -> tuple[Rate, Rate]:
        """Of the cause, and of whatever has no rate of its own."""
        return self.finding.differs.get(self.cause.id, self.finding.background), self.finding.background

    @property
    def sources(self) -> tuple[str, ...]:
        """Of the rates, and of the shares that the setting begins with."""
        named = [source for rate in self.rates for source in rate.sources]
        return tuple(dict.fromkeys((*named, *self.kb.get_setting(self.posed.setting).basis.sources)))

    @property
    def conflict(self) -> str:
        return " ".join(dict.fromkeys(rate.conflict for rate in self.rates if rate.conflict))

    def stem(self) -> str:
        """What is known, what that demands, what is new, and last the question: a line each."""
        known = "; ".join(self._answer(one, value) for one, value in self.posed.known.items())
        news = self._answer(self.posed.finding_id, self.posed.value)
        lines = (
            f"{self.kb.get_setting(self.posed.setting).name}. Known so far: "
            f"{known or 'pain in the leg or buttock, nothing else yet'}.",
            self._known_floor(),
            f"New: {news}.",
            f"“{self.cause.name}” stood at {_percent(self.posed.before)}. Where does it stand now?",
        )
        return "\n".join(line for line in lines if line)

    def _known_floor(self) -> str:
        """What is demanded already, before anything new."""
        floor = referral_floor(self.kb, self.posed.known)
        return f"That demands {SPEEDS[floor.urgency]}, whatever any share says." if floor.finding_ids else ""

    def _safety(self) -> str:
        """The must-refer rule, which stands before every share; nothing where it demands nothing."""
        if self.safety is None:
            return ""
        floor = self.safety.floor
        names = ", ".join(self.kb.get_finding(one).name for one in floor.finding_ids)
        return f"Safety first: {SPEEDS[floor.urgency]}, because of: {names}. That holds however small a share is."

    def explanation(self) -> str:
        posed, prior = self.posed, self.kb.get_setting(self.posed.setting).prior
        rates = answer_rates(
            self.sampled.table, prior, posed.known, posed.finding_id, posed.value, posed.cause_id)
        before, after = (share / (1 - share) for share in (posed.before, self.reference.share))
        ratio = self.reference.ratio
        worked = (
            f"With “{self.cause.name}” this is {posed.value} in {100 * rates.own:.3g} %, with its "
            f"rivals together in {100 * rates.rivals:.3g} %: a likelihood ratio of {rates.ratio:.3g}. "
            f"{_percent(posed.before)} is odds of {before:.3g}; times {exp(ratio.mid):.3g} that is {after:.3g}, or "
            f"{self._due()}. The rates are known no better than to make the ratio {exp(ratio.low):.2g} to "
            f"{exp(ratio.high):.2g}, so {self._band()} counts as right."
        )
        return " ".join(line for line in (self._safety(), worked) if line)

    def nudge(self) -> str:
        return (
            f"What counts as present: {self.finding.positive} Is “{self.posed.value}” more usual with "
            f"“{self.cause.name}” than without it, or less?"
        )

    def scaffold(self) -> str:
        before = self.posed.before
        return (
            f"{_percent(before)} is odds of {before / (1 - before):.2g} to 1. Say how many times more usual, or more "
            f"unusual, “{self.posed.value}” is with this cause than with its rivals; multiply the odds by that, or "
            "divide them. Then turn them back: the share is the odds over one plus the odds."
        )

    def feedback(self, outcome: str) -> str:
        """What is said to one outcome; where the must-refer rule speaks, that is the first line of two."""
        before, due = _percent(self.posed.before), self._due()
        moved = f"leaves {before} where it is" if before == due else f"takes {before} to {due}"
        told = f"{outcome} The finding {moved}; {self._band()} counts as right."
        return "\n".join(line for line in (self._safety(), told) if line)

    def _due(self) -> str:
        return _percent(in_whole_percent(self.reference.share))

    def _band(self) -> str:
        return f"{round(100 * self.reference.lowest)} to {_percent(self.reference.highest)}"

    def _answer(self, finding_id: str, value: Answer) -> str:
        return f"{self.kb.get_finding(finding_id).name}: {value}"


def _percent(share: float) -> str:
    return f"{round(100 * share)} %"
