"""One update as Fagan's nomogram draws it: prior odds, times a likelihood ratio, are the posterior odds.

Odds are a share over its rest. In the clinic of `reasoning.belief` the finding "no pain when seated" takes stenosis

    from 0.30, odds 0.30 / 0.70 = 0.429,  times 0.46 / 0.07 = 6.571,  to odds 2.816, which is 2.816 / 3.816 = 0.738

With several rivals the 0.07 is an average: how often the other causes show the finding, each weighed by what was
believed of it just before. For "other" the rivals are stenosis 0.30 and disc 0.60:

    (0.30 * 0.46 + 0.60 * 0.07) / 0.90 = 0.200,  ratio 0.07 / 0.200 = 0.350

After a slump (present in 0.84 of disc, 0.17 of all others) they are stenosis 0.0892 and disc 0.8811, and the ratio of
the same finding is 0.07 / 0.1058 = 0.661. That is why the last step is worked out from where it began, and why the
ratios of findings taken alone need not multiply to the whole.

After Fagan, N Engl J Med 1975;293:257.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import exp, log

import numpy as np

from sciatica_teach.model.findings import Answer
from sciatica_teach.model.record import record
from sciatica_teach.reasoning.belief import Belief, mid_weights, normalised
from sciatica_teach.reasoning.draws import SampledTable
from sciatica_teach.reasoning.table import COLUMN, LikelihoodTable
from sciatica_teach.reasoning.updates import LogRatio, reference_shift


@record
class OddsStep:
    """Where one step began, what it multiplied the odds by, and where it ended."""

    prior: float
    """Share of the cause before the step, 0..1."""
    ratio: LogRatio
    """Natural log of the likelihood ratio, with its range over the draws."""

    @property
    def prior_odds(self) -> float:
        return self.prior / (1 - self.prior)

    @property
    def posterior_odds(self) -> float:
        return self.prior_odds * exp(self.ratio.mid)

    @property
    def posterior(self) -> float:
        return self.share_at(self.ratio.mid)

    def share_at(self, log_ratio: float) -> float:
        """The share after the step, were its log ratio this one: the ends of the ratio give the ends of the wedge."""
        return 1 / (1 + exp(-(log(self.prior_odds) + log_ratio)))


def odds_step(
    sampled: SampledTable, prior: Belief, before: Mapping[str, Answer], after: Mapping[str, Answer], cause_id: str
) -> OddsStep:
    """The step of `cause_id` from the findings `before` to those `after`, from the prior of the setting.

    Raises `UnknownId`, and `ImpossibleEvidence` when the prior gives the cause everything or nothing.
    """
    ratio = reference_shift(sampled, prior, before, after, cause_id)
    believed = normalised(mid_weights(sampled.table, prior, before))
    return OddsStep(prior=float(believed[sampled.table.get_cause_column(cause_id)]), ratio=ratio)


@record
class AnswerRates:
    """How often an answer is given under a cause and under its rivals; their quotient is the likelihood ratio."""

    own: float
    rivals: float
    """Average over the other causes, each weighed by the belief in it."""

    @property
    def ratio(self) -> float:
        return self.own / self.rivals


def answer_rates(
    table: LikelihoodTable, prior: Belief, before: Mapping[str, Answer], finding_id: str, value: Answer, cause_id: str
) -> AnswerRates:
    """The rates behind a finding that comes after `before` and takes no other's place in a dependence group.

    Raises `UnknownId`, and `KeyError` for the answer `unknown`, which has no rate.
    """
    column = table.get_cause_column(cause_id)
    shown = np.exp(table.log_factor[table.get_row(finding_id), COLUMN[value]])
    believed = np.delete(normalised(mid_weights(table, prior, before)), column)
    rivals = float(np.delete(shown, column) @ believed / believed.sum())
    return AnswerRates(own=float(shown[column]), rivals=rivals)
