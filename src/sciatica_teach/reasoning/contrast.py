"""What tells two causes apart: how far each finding moves the odds between them.

Between two causes only the ratio of their rates counts; the prior and all other causes fall out. With "no pain when
seated" at 46 % in stenosis and 7 % in disc disease

    present:  ln(0.46 / 0.07) = +1.883    6.6 times towards stenosis
    absent:   ln(0.54 / 0.93) = -0.544    1.7 times towards disc

A sign that decides everything and is never there helps nobody. So findings are ranked by the movement to be expected
before the answer is known, if both causes are equally likely: here the finding is present in (0.46 + 0.07) / 2 = 26.5 %
and absent in 73.5 %, and moves the log odds by 0.265 * 1.883 + 0.735 * 0.544 = 0.898 on average. Ranked by the larger
ratio alone, a sign seen once in a hundred patients would stand above it.

A cause that has no rate of its own for a finding borrows the background's, how often leg pain of any other origin shows
it. The contrast with such a cause then rests on one source and an assumption, and a background of "hardly ever" makes
it huge: 70 % against a borrowed 0.5 % is 140 times, and no study has looked at the second cause at all. So findings for
which both causes have a rate of their own come first, whatever their worth, and those with a borrowed side after them.

Findings that measure the same thing are one witness (`reasoning.dependence`): the best of them keeps its place and the
others go to the end of their part. Of three causes a finding counts with the pair that it separates best, if any with
rates of their own. Bands are the 5th to 95th
percentile over the draws of the rates; two causes that share the background rate share its draw, and nothing moves
between them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np

from sciatica_teach.model.record import record
from sciatica_teach.reasoning.draws import SampledTable, band
from sciatica_teach.reasoning.table import Array, GroupKey, LikelihoodTable
from sciatica_teach.reasoning.updates import LogRatio


@record
class Contrast:
    """What one finding does between two causes."""

    finding_id: str
    towards: str
    """Cause id; a positive log ratio speaks for it."""
    against: str
    """Cause id; a negative log ratio speaks for it."""
    present: LogRatio
    """Change of the log odds `towards` : `against` when the finding is present."""
    absent: LogRatio
    worth: float
    """Expected absolute change of the log odds while both are equally likely; natural log, 0 or more."""
    borrowed: bool
    """Whether one of the two has no rate of its own and stands here with the background's."""


def rank_contrasts(sampled: SampledTable, cause_ids: Sequence[str]) -> tuple[Contrast, ...]:
    """Every finding with the pair of `cause_ids` that it separates best, the best finding first.

    Pairs and findings with rates of their own go before those with a borrowed one. `towards` is always the one that
    `cause_ids` names first. Equal worths keep the order of the content. Raises `UnknownId`, and ValueError for fewer
    than two causes.
    """
    pairs = [_contrast_pair(sampled, *pair) for pair in combinations(dict.fromkeys(cause_ids), 2)]
    if not pairs:
        raise ValueError("A contrast needs two causes.")
    return tuple(sorted((min(of_one, key=_rank) for of_one in zip(*pairs, strict=True)), key=_rank))


def distinct_first(table: LikelihoodTable, ranked: Sequence[Contrast]) -> tuple[Contrast, ...]:
    """The same contrasts: in each part first the best of each dependence group, then all others.

    The parts are those of `rank_contrasts`; within them the order of `ranked` holds.
    """
    seen: set[GroupKey] = set()
    parts: dict[tuple[bool, bool], list[Contrast]] = {}
    for contrast in ranked:
        group = table.get_group(table.get_row(contrast.finding_id))
        parts.setdefault((contrast.borrowed, group in seen), []).append(contrast)
        seen.add(group)
    return tuple(contrast for part in sorted(parts) for contrast in parts[part])


def log_ratios(sampled: SampledTable, towards: str, against: str) -> tuple[Array, Array, Array]:
    """Low, mid and high of ln P(answer | towards) / P(answer | against), each [answer, finding]; answers as `COLUMN`.

    Raises `UnknownId`.
    """
    table = sampled.table
    one, other = table.get_cause_column(towards), table.get_cause_column(against)
    mid = (table.log_factor[:, :, one] - table.log_factor[:, :, other]).T
    first, second = sampled.present[:, :, one], sampled.present[:, :, other]
    drawn = np.stack([np.log(first / second), np.log((1 - first) / (1 - second))], axis=1)
    low, high = band(drawn, mid)
    return low, mid, high


def expected_movement(rates: Array, others: Array) -> Array:
    """Mean absolute log ratio of an answer, with rates P(present) under two causes that are equally likely."""
    chance = (rates + others) / 2
    present, absent = np.abs(np.log(rates / others)), np.abs(np.log((1 - rates) / (1 - others)))
    return np.asarray(chance * present + (1 - chance) * absent)


def _rank(contrast: Contrast) -> tuple[bool, float]:
    return contrast.borrowed, -contrast.worth


def _contrast_pair(sampled: SampledTable, towards: str, against: str) -> list[Contrast]:
    table = sampled.table
    columns = [table.get_cause_column(cause_id) for cause_id in (towards, against)]
    worth = expected_movement(*(table.mid[:, column] for column in columns))
    ratios = np.stack(log_ratios(sampled, towards, against))
    one, other = columns
    borrowed = table.shared[:, one] | table.shared[:, other]
    return [
        Contrast(
            finding_id=finding.id, towards=towards, against=against, worth=float(worth[row]),
            present=_log_ratio(ratios[:, 0, row]), absent=_log_ratio(ratios[:, 1, row]), borrowed=bool(borrowed[row]),
        )
        for row, finding in enumerate(table.findings)
    ]


def _log_ratio(values: Array) -> LogRatio:
    low, mid, high = (float(value) for value in values)
    return LogRatio(low=low, mid=mid, high=high)
