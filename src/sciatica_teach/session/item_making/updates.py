"""One new finding about one patient as a question: where does the share of this cause stand now?

What is due is worked out as in the stream of updates (`session.guess_reference`); which update it is says
`session.item_making.update_choice`. The rates are drawn once for each version of the content.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import exp
from typing import Final

import numpy as np

from sciatica_teach.grading.items.update import LEAST_EITHER_WAY
from sciatica_teach.model.causes import Cause
from sciatica_teach.model.events import UpdatePosed
from sciatica_teach.model.findings import Answer, Finding, Rate
from sciatica_teach.model.items import UpdateItem, UpdateRecipe
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.reasoning.draws import BAND_SEED, SampledTable, sample_rates
from sciatica_teach.reasoning.nomogram import AnswerRates, answer_rates
from sciatica_teach.reasoning.referral import referral_floor
from sciatica_teach.reasoning.table import LikelihoodTable
from sciatica_teach.session.guess_reference import (
    HIGH_PERCENT,
    LOW_PERCENT,
    Reference,
    in_whole_percent,
    with_news,
)
from sciatica_teach.session.item_making.kept import Kept
from sciatica_teach.session.item_making.update_choice import choose_question

DIGITS: Final = 9
"""The last digits of a logarithm differ between machines."""

SPEED: Final = "a letter within weeks"
"""The only thing that the must-refer rule can demand here: whoever needs help faster is no question."""


def make_update(kb: KnowledgeBase, recipe: UpdateRecipe) -> UpdateItem:
    """The question of this seed. Raises `NotAllowedNow` where the content has too few findings for any."""
    sampled = get_sampled(Kept(kb.version, kb))
    told = _Told(kb, sampled, *choose_question(kb, sampled, recipe.seed))
    due = told.reference.stateable
    return UpdateItem(
        id=recipe.id, objective=recipe.objective, misconception=recipe.misconception, safety=recipe.safety,
        hardness=recipe.hardness, mark="estimate", sources=told.sources, conflict=told.conflict,
        stem=told.stem(), explanation=told.explanation(), nudge=told.nudge(), scaffold=told.scaffold(),
        cause=told.cause.name, before=told.posed.before,
        low=round(due.low, DIGITS), mid=round(due.mid, DIGITS), high=round(due.high, DIGITS),
        low_percent=LOW_PERCENT, high_percent=HIGH_PERCENT,
        feedback_right=told.feedback("That counts as right."), feedback_less=told.feedback("Not far enough."),
        feedback_more=told.feedback("Too far."), feedback_against=told.feedback("The wrong way."),
        feedback_blank=told.reason(),
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
        return f"That demands {SPEED}, whatever any share says." if floor.finding_ids else ""

    def _safety(self) -> str:
        """The must-refer rule, which stands before every share; nothing where it demands nothing."""
        floor = referral_floor(self.kb, with_news(self.posed))
        if not floor.finding_ids:
            return ""
        names = ", ".join(self.kb.get_finding(one).name for one in floor.finding_ids)
        return f"Safety first: {SPEED}, because of: {names}. That holds however small a share is."

    def _rates_told(self) -> AnswerRates:
        posed, prior = self.posed, self.kb.get_setting(self.posed.setting).prior
        return answer_rates(self.sampled.table, prior, posed.known, posed.finding_id, posed.value, posed.cause_id)

    def explanation(self) -> str:
        posed, rates = self.posed, self._rates_told()
        before, after = (share / (1 - share) for share in (posed.before, self.reference.share))
        ratio = self.reference.ratio
        worked = (
            f"With “{self.cause.name}” this is {posed.value} in {100 * rates.own:.3g} %, with its "
            f"rivals together in {100 * rates.rivals:.3g} %: a likelihood ratio of {rates.ratio:.3g}. "
            f"{_percent(posed.before)} is odds of {before:.3g}; times {exp(ratio.mid):.3g} that is {after:.3g}, or "
            f"{self._due()}. The rates are known no better than to make the ratio {exp(ratio.low):.2g} to "
            f"{exp(ratio.high):.2g}. In whole per cent, and with {LEAST_EITHER_WAY} points or more on either side, "
            f"that is {self._band()}: all of it counts as right."
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
        told = f"{outcome} The finding takes {before} to {due}; {self._band()} counts as right."
        return "\n".join(line for line in (self._safety(), told) if line)

    def reason(self) -> str:
        """Why it moves and which way; how far is shown beside it."""
        times = f"{self._rates_told().ratio:.2g} times as usual with “{self.cause.name}” as with its rivals"
        way = "rises" if self.reference.ratio.mid > 0 else "falls"
        told = f"“{self._answer(self.posed.finding_id, self.posed.value)}” is {times}, so the share {way}."
        return "\n".join(line for line in (self._safety(), told) if line)

    def _due(self) -> str:
        return _percent(in_whole_percent(self.reference.share))

    def _band(self) -> str:
        return f"{round(100 * self.reference.lowest)} to {_percent(self.reference.highest)}"

    def _answer(self, finding_id: str, value: Answer) -> str:
        return f"{self.kb.get_finding(finding_id).name}: {value}"


def _percent(share: float) -> str:
    return f"{round(100 * share)} %"
