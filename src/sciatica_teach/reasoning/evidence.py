"""The whole evidence as one map: what each finding says for or against each cause.

A map needs one fixed thing to compare with. Against the rivals of one clinic every cell would hang on all the priors;
here each rate is compared with the finding's background rate, how often it is met in leg pain of other origin. Then a
cell is made of two rates, both with a source, and anybody can work it out again. "No pain when seated" with 46 % in
stenosis and 7 % in the background:

    present:  ln(0.46 / 0.07) = +1.883, or 6.6 times        absent:  ln(0.54 / 0.93) = -0.544, or 1.7 times against

A cause that has no rate of its own has the background's: its cell is 0 without any band, and that means that nobody
has given us a difference, not that there is none. A cell whose band holds 0 may say nothing at all. The prior of a
clinic, the rivals that are open there and what is known already stay out of the map; the update itself has them all.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sciatica_teach.model.causes import OTHER
from sciatica_teach.model.findings import Answer
from sciatica_teach.reasoning.contrast import log_ratios
from sciatica_teach.reasoning.draws import SampledTable
from sciatica_teach.reasoning.table import COLUMN, Array, LikelihoodTable
from sciatica_teach.reasoning.updates import LogRatio


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)  # arrays have no useful equality
class EvidenceTable:
    """Log likelihood ratios against the background, natural log, each [cause, answer, finding]; answers as `COLUMN`."""

    table: LikelihoodTable
    low: Array
    mid: Array
    high: Array

    @classmethod
    def from_draws(cls, sampled: SampledTable) -> EvidenceTable:
        """The map of all causes and findings. Raises `UnknownId` where the content has no cause `other`."""
        ratios = [log_ratios(sampled, cause_id, OTHER) for cause_id in sampled.table.cause_ids]
        low, mid, high = (np.stack([ratio[which] for ratio in ratios]) for which in range(3))
        return cls(table=sampled.table, low=low, mid=mid, high=high)

    @property
    def has_own(self) -> NDArray[np.bool_]:
        """[cause, finding]: whether the cause has a rate of its own."""
        return ~self.table.shared.T

    def get(self, finding_id: str, cause_id: str, answer: Answer) -> LogRatio:
        """One cell; an answer of `unknown` raises KeyError. Raises `UnknownId`."""
        place = self.table.get_cause_column(cause_id), COLUMN[answer], self.table.get_row(finding_id)
        return LogRatio(low=float(self.low[place]), mid=float(self.mid[place]), high=float(self.high[place]))


def holds_nothing(ratio: LogRatio) -> bool:
    """Whether the band holds a ratio of 1: the finding may say nothing."""
    return ratio.low <= 0 <= ratio.high
