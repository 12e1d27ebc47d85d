"""Findings and the rates at which causes show them.

A finding states one background rate and only the causes that differ from it. A rate is a low-mid-high from a source
where there is one, else a step on one published scale:

    almost-always  0.85 0.95 0.99
    usual          0.60 0.75 0.90
    half           0.35 0.50 0.65
    uncommon       0.10 0.25 0.40
    rare           0.01 0.05 0.15
    hardly-ever    0.001 0.005 0.02

so that no number looks more precise than its origin.
"""

from __future__ import annotations

from typing import Annotated, Literal

from annotated_types import Ge

from sciatica_teach.model.evidence import Claim, Mark, Probability, Review, Text
from sciatica_teach.model.record import record

Step = Literal["almost-always", "usual", "half", "uncommon", "rare", "hardly-ever"]

Answer = Literal["present", "absent", "unknown"]
"""What was observed. `unknown` was looked for and could not be told: it moves nothing."""


@record
class Likelihood:
    """A probability with the range it may lie in: low <= mid <= high."""

    low: Probability
    mid: Probability
    high: Probability


SCALE: dict[Step, Likelihood] = {
    "almost-always": Likelihood(low=0.85, mid=0.95, high=0.99),
    "usual": Likelihood(low=0.60, mid=0.75, high=0.90),
    "half": Likelihood(low=0.35, mid=0.50, high=0.65),
    "uncommon": Likelihood(low=0.10, mid=0.25, high=0.40),
    "rare": Likelihood(low=0.01, mid=0.05, high=0.15),
    "hardly-ever": Likelihood(low=0.001, mid=0.005, high=0.02),
}
"""The published scale for rates that nobody has measured."""


@record
class Rate:
    """How often a finding is present: either `step`, or `low`, `mid` and `high`; never both."""

    step: Step | None = None
    low: Probability | None = None
    mid: Probability | None = None
    high: Probability | None = None
    mark: Mark
    sources: tuple[Text, ...] = ()
    reason: Text
    """One line: why this step, or what the figure is (sensitivity in whom, against which reference)."""
    conflict: str = ""
    follows_from: tuple[Text, ...] = ()
    """Of a composite cause: the parts whose rates it was worked out from. Set when compiled, never in a file."""

    @property
    def likelihood(self) -> Likelihood:
        """The rate as low-mid-high."""
        if self.step is not None:
            return SCALE[self.step]
        if self.low is None or self.mid is None or self.high is None:
            raise ValueError("a rate needs a step, or low, mid and high")
        return Likelihood(low=self.low, mid=self.mid, high=self.high)


@record
class Measure:
    """A measured number with the interval its source gives, where it gives one."""

    mid: Annotated[float, Ge(0)]
    low: Annotated[float, Ge(0)] | None = None
    high: Annotated[float, Ge(0)] | None = None


@record
class Accuracy:
    """What one study, or one table, says of how well a finding tells its target from the rest."""

    study: Text
    """Whose it is, and in whom: "van der Windt 2010, people operated for a disc"."""
    target: Text
    """What was to be found: "disc herniation with root compression"."""
    reference: Text
    """What it was judged against: "what the surgeon saw"."""
    sensitivity: Measure | None = None
    specificity: Measure | None = None
    positive: Measure | None = None
    """Likelihood ratio when present, as the source gives it; left out where it gives none."""
    negative: Measure | None = None
    """Likelihood ratio when absent."""
    mark: Mark
    sources: tuple[Text, ...]
    note: str = ""
    """What to keep in mind: small, selected, read in a secondary copy, examiners not blinded."""

    def find_positive(self) -> float | None:
        """The likelihood ratio when present: the source's own, else worked out as Se / (1 - Sp); None without both."""
        if self.positive is not None:
            return self.positive.mid
        if self.sensitivity is None or self.specificity is None or self.specificity.mid >= 1:
            return None
        return self.sensitivity.mid / (1 - self.specificity.mid)

    def find_negative(self) -> float | None:
        """The likelihood ratio when absent: the source's own, else worked out as (1 - Se) / Sp; None without both."""
        if self.negative is not None:
            return self.negative.mid
        if self.sensitivity is None or self.specificity is None or self.specificity.mid <= 0:
            return None
        return (1 - self.sensitivity.mid) / self.specificity.mid


@record
class Learnt:
    """One thing that a learner came to know in a visit."""

    finding_id: str
    value: Answer
    unasked: bool = False
    """It came out of its own accord, on an open question or as a correction: it cost nothing, and nobody chose it."""


FindingKind = Literal["red-flag", "caution", "history", "symptom", "examination"]
"""A `caution` (pregnancy, pacemaker, anticoagulant) says nothing about the cause and everything about the needle."""


@record
class Finding:
    """One observation: what is asked or tested, and how often each cause shows it."""

    id: Text
    name: Text
    kind: FindingKind
    topic: Text
    """Heading under which it is listed: "What makes it worse", "Power", "Circulation"."""
    ask: Text
    """The question in plain words to the patient, or the name of the manoeuvre."""
    how: tuple[Text, ...] = ()
    """The test in steps; examination findings have some."""
    positive: Text
    """What counts as present."""
    mistake: str = ""
    """The usual mistake."""
    says_present: Text
    """Default words when present: the patient's, or what the examiner sees. Cases may override."""
    says_absent: Text
    minutes: Annotated[float, Ge(0)] = 1.0
    """What asking or testing costs. Safety questions cost nothing."""
    safety: bool = False
    """Part of the safety screen: asked before any needle."""
    given: bool = False
    """Known without asking (age): shown on the patient card, never on the list of questions."""
    excludes: tuple[Text, ...] = ()
    """Findings that cannot be present together with this one: pain on sitting, and no pain when seated."""
    dependence: str = ""
    """Findings with the same word here measure the same thing; only the strongest of them counts."""
    background: Rate
    differs: dict[str, Rate]
    """Cause id -> rate under that cause, only where it differs from the background."""
    refer: Literal["", "urgent", "same-day", "emergency"] = ""
    """When present, at least this fast a referral, whatever the probabilities say."""
    accuracy: tuple[Accuracy, ...] = ()
    """What studies measured, one line each, also where they disagree."""
    accuracy_conflict: str = ""
    """Why they disagree, where they do."""
    facts: tuple[Claim, ...] = ()
    review: Review
    """Written once at the head of a finding group and copied to each of its findings when compiled."""
