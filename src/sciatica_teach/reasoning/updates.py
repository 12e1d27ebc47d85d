"""How far a belief in one cause should have moved when something new was learnt.

Movement is measured in log odds, where a likelihood ratio is a plain step. In the clinic of `reasoning.belief` the
finding "no pain when seated" takes stenosis from 0.30 to 0.738:

    logit(0.738) - logit(0.300) = 1.035 - (-0.847) = 1.882 = ln(0.46 / 0.07)

With several findings at once, or several rivals, no single ratio exists; the difference of the two log odds still
does, and that is the reference here. Its low and high are the 5th and 95th percentile over the draws, the same draws
before and after.

Where the reference is compared with somebody who can state no more than 99 %, moves beyond that must not count as due:
with `least` = 0.01 the same finding seen at 0.98 moves belief to 0.99 and no further, 0.70 instead of 1.88.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import inf, log

import numpy as np

from sciatica_teach.errors import ImpossibleEvidence
from sciatica_teach.model.findings import Answer
from sciatica_teach.model.record import record
from sciatica_teach.reasoning.belief import Belief, drawn_weights, mid_weights, prior_shares
from sciatica_teach.reasoning.draws import SampledTable, band
from sciatica_teach.reasoning.table import Array


@record
class LogRatio:
    """Natural log of a likelihood ratio, low <= mid <= high."""

    low: float
    mid: float
    high: float


def reference_shift(
    sampled: SampledTable,
    prior: Belief,
    before: Mapping[str, Answer],
    after: Mapping[str, Answer],
    cause_id: str,
    *,
    least: float = 0.0,
) -> LogRatio:
    """Change of the log odds of `cause_id` between the findings `before` and those `after`.

    Beliefs below `least` or above 1 - `least` count as just that.

    Raises `UnknownId`, and `ImpossibleEvidence` when the prior gives the cause everything or nothing: then no finding
    can move it.
    """
    table = sampled.table
    column = table.get_cause_column(cause_id)
    if not 0 < prior_shares(table, prior)[column] < 1:
        raise ImpossibleEvidence(f"The prior settles '{cause_id}' beforehand, so no finding can move it.")
    at_mid = [_log_odds(mid_weights(table, prior, known), column, least) for known in (before, after)]
    drawn = [_log_odds(drawn_weights(sampled, prior, known), column, least) for known in (before, after)]
    mid = at_mid[1] - at_mid[0]
    low, high = band(drawn[1] - drawn[0], mid)
    return LogRatio(low=float(low), mid=float(mid), high=float(high))


def _log_odds(log_weights: Array, column: int, least: float) -> Array:
    rivals = np.delete(log_weights, column, axis=-1)
    limit = log((1 - least) / least) if least else inf
    log_odds = log_weights[..., column] - np.logaddexp.reduce(rivals, axis=-1)
    return np.asarray(np.clip(log_odds, -limit, limit))
