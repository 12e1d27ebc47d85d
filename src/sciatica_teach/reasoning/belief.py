"""From a prior and some findings to a belief over causes, with its band and its reasons.

Causes exclude one another, so belief is a distribution: each finding multiplies every cause by how often that cause
shows what was seen, and the result is scaled back to 1. In a clinic with stenosis 0.30, disc 0.60 and something else
0.10, "no pain when seated" is present; 46 % of stenosis shows it and 7 % of everything else:

    stenosis  0.30 * 0.46 = 0.138   ->  0.138 / 0.187 = 0.738
    disc      0.60 * 0.07 = 0.042   ->  0.042 / 0.187 = 0.225
    other     0.10 * 0.07 = 0.007   ->  0.007 / 0.187 = 0.037

The same in odds: 0.30 / 0.70 times the likelihood ratio 0.46 / 0.07 = 6.57 makes 2.82, which is 0.738 again.
The work is done in logs. One factor counts per dependence group (`reasoning.dependence`), `unknown` counts nothing,
and factors are added in the order of the table, so the order of the findings cannot matter, not even in the last digit.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sciatica_teach.errors import ImpossibleEvidence
from sciatica_teach.model.evidence import Mark
from sciatica_teach.model.findings import Answer, Finding
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.record import record
from sciatica_teach.reasoning.dependence import strongest_members
from sciatica_teach.reasoning.draws import SampledTable, band, sample_rates
from sciatica_teach.reasoning.table import COLUMN, Array, LikelihoodTable, as_table

Belief = Mapping[str, float]
"""Cause id -> share; sums to 1."""


@record
class Step:
    """What one finding did to the belief, and why."""

    finding_id: str
    value: Answer
    log_ratio: dict[str, float]
    """Cause id -> natural log of its likelihood ratio against all other causes, these weighted by the prior."""
    counted: bool
    """False for `unknown`, and where a stronger member of the same dependence group counts instead."""
    outweighed_by: str
    """Finding id of that stronger member, or empty."""
    sources: tuple[str, ...]
    """Source ids of the rates used, each once."""
    marks: tuple[Mark, ...]
    """Evidence marks of the rates used, each once."""


@record
class Inference:
    """A belief with what it started from, how sure it is and what moved it."""

    prior: dict[str, float]
    posterior: dict[str, float]
    band: dict[str, tuple[float, float]]
    """Cause id -> 5th and 95th percentile over the draws; always holds the posterior."""
    trace: tuple[Step, ...]
    """One step per observed finding, in the order of the content."""


def update(
    knowledge: KnowledgeBase | LikelihoodTable, prior: Belief, observed: Mapping[str, Answer], rng: np.random.Generator
) -> Inference:
    """Belief after `observed` (finding id -> answer), starting from `prior` (cause id -> share).

    Raises `UnknownId` for a cause or finding that the content lacks, and `ImpossibleEvidence` when the prior leaves
    nothing to distribute.
    """
    return infer(sample_rates(as_table(knowledge), rng), prior, observed)


def infer(sampled: SampledTable, prior: Belief, observed: Mapping[str, Answer]) -> Inference:
    """As `update`, on rates that were drawn before: beliefs that are compared must share their draws."""
    table = sampled.table
    start = prior_shares(table, prior)
    posterior = normalised(mid_weights(table, prior, observed))
    low, high = band(normalised(drawn_weights(sampled, prior, observed)), posterior)
    return Inference(
        prior=_named(table, start),
        posterior=_named(table, posterior),
        band={cause: (float(low[i]), float(high[i])) for i, cause in enumerate(table.cause_ids)},
        trace=_trace(table, start, observed),
    )


def prior_shares(table: LikelihoodTable, prior: Belief) -> Array:
    """The prior as shares per cause that sum to 1; a cause that it does not name has none."""
    shares = np.zeros(len(table.cause_ids))
    for cause_id, share in prior.items():
        shares[table.get_cause_column(cause_id)] = share
    if not np.all(np.isfinite(shares)) or np.any(shares < 0):
        raise ValueError("Every share of a prior must be a number of 0 or more.")
    if not shares.sum() > 0:
        raise ImpossibleEvidence("The prior gives no cause any share, so no finding can be weighed.")
    return np.asarray(shares / shares.sum())


def mid_weights(table: LikelihoodTable, prior: Belief, observed: Mapping[str, Answer]) -> Array:
    """Unscaled log weights [cause] at the mid rates."""
    weights = _log(prior_shares(table, prior))
    for row in strongest_members(table, observed).values():
        weights = weights + table.log_factor[row, COLUMN[observed[table.findings[row].id]]]
    return weights


def drawn_weights(sampled: SampledTable, prior: Belief, observed: Mapping[str, Answer]) -> Array:
    """Unscaled log weights [draw, cause]; which finding counts is settled by the mid rates, the same in every draw."""
    table = sampled.table
    weights = np.tile(_log(prior_shares(table, prior)), (len(sampled.present), 1))
    for row in strongest_members(table, observed).values():
        present = sampled.present[:, row, :]
        weights += np.log(present if observed[table.findings[row].id] == "present" else 1 - present)
    return weights


def normalised(log_weights: Array) -> Array:
    """Shares over the last axis from unscaled logs."""
    shares = np.exp(log_weights - log_weights.max(axis=-1, keepdims=True))
    return np.asarray(shares / shares.sum(axis=-1, keepdims=True))


def _trace(table: LikelihoodTable, start: Array, observed: Mapping[str, Answer]) -> tuple[Step, ...]:
    strongest = strongest_members(table, observed)
    rows = sorted(table.get_row(finding_id) for finding_id in observed)
    return tuple(_step(table, start, row, observed, strongest.get(table.get_group(row))) for row in rows)


def _step(
    table: LikelihoodTable, start: Array, row: int, observed: Mapping[str, Answer], holder: int | None
) -> Step:
    finding = table.findings[row]
    value = observed[finding.id]
    outweighed = value != "unknown" and holder is not None and holder != row
    return Step(
        finding_id=finding.id,
        value=value,
        log_ratio=_named(table, _log_ratio(table, start, row, value)),
        counted=holder == row,
        outweighed_by=table.findings[holder].id if outweighed and holder is not None else "",
        sources=_sources(finding),
        marks=_marks(finding),
    )


def _log_ratio(table: LikelihoodTable, start: Array, row: int, value: Answer) -> Array:
    if value == "unknown":
        return np.zeros(len(start))
    factor = table.log_factor[row, COLUMN[value]]
    rest = np.tile(start, (len(start), 1))
    np.fill_diagonal(rest, 0.0)
    total = rest.sum(axis=1)
    against = np.divide(rest @ np.exp(factor), total, out=np.exp(factor), where=total > 0)  # no rival: ratio 1
    return np.asarray(factor - np.log(against))


def _sources(finding: Finding) -> tuple[str, ...]:
    rates = (finding.background, *finding.differs.values())
    return tuple(dict.fromkeys(source for rate in rates for source in rate.sources))


def _marks(finding: Finding) -> tuple[Mark, ...]:
    return tuple(dict.fromkeys(rate.mark for rate in (finding.background, *finding.differs.values())))


def _named(table: LikelihoodTable, values: Array) -> dict[str, float]:
    return dict(zip(table.cause_ids, values.tolist(), strict=True))


def _log(shares: Array) -> Array:
    with np.errstate(divide="ignore"):  # a share of 0 stays 0: its log is minus infinity
        return np.asarray(np.log(shares))
