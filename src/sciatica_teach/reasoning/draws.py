"""How uncertain rates become an uncertain posterior.

Every rate is a low-mid-high. One draw picks a value for each rate from the triangle over [low, high] with its peak at
mid; 400 draws make the band. A background rate is one rate, however many causes share it, so it is drawn once. Nor is a
rate that follows from others drawn by itself: in every draw it follows from what its parts were in that draw.

A triangle is drawn by turning its distribution function round. For the step "usual" (0.60, 0.75, 0.90) and a uniform
number u = 0.125, the value is 0.60 + sqrt(0.125 * 0.30 * 0.15) = 0.675: one eighth of the draws lie below it.

All findings of the table are drawn, asked or not. The band of a belief therefore does not depend on the order of the
findings, and an answer of `unknown` leaves it exactly as it was.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sciatica_teach.model.composites import combine
from sciatica_teach.reasoning.table import Array, LikelihoodTable

DRAWS = 400

BAND_SEED = 20230515
"""Seed for whoever shows a band: one for lessons, debriefs and command line, so that they agree on every machine."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SampledTable:
    """A table with its draws, to be used for every belief that is compared with another."""

    table: LikelihoodTable
    present: Array
    """[draw, finding, cause]: drawn P(present | cause)."""


def sample_rates(table: LikelihoodTable, rng: np.random.Generator) -> SampledTable:
    """Draw every rate of `table` 400 times; the same generator state gives the same draws.

    One draw is made after the other: with 150 findings and 32 causes the result takes 16 MB, and all draws at once
    would take five times that on the way.
    """
    findings, causes = table.mid.shape
    present = np.empty((DRAWS, findings, causes))
    for drawn in present:
        uniform = rng.random((findings, causes + 1))
        chosen = np.where(table.shared, uniform[:, :1], uniform[:, 1:])
        drawn[:] = triangular(chosen, table.low, table.mid, table.high)
        background = triangular(uniform[:, 0], *table.background)
        for column, parts in table.parts.items():
            followed = combine(drawn[:, parts].T, background)
            drawn[:, column] = np.where(table.follows[:, column], followed, drawn[:, column])
    return SampledTable(table=table, present=present)


def triangular(uniform: Array, low: Array, mid: Array, high: Array) -> Array:
    """Values of the triangles (low, mid, high) at the shares `uniform`; a triangle without width gives its mid."""
    width = high - low
    rising = low + np.sqrt(uniform * width * (mid - low))
    falling = high - np.sqrt((1 - uniform) * width * (high - mid))
    return np.where(uniform * width < mid - low, rising, falling)


def band(values: Array, mid: Array) -> tuple[Array, Array]:
    """5th and 95th percentile over the first axis, widened where they leave `mid` outside."""
    low, high = np.quantile(values, [0.05, 0.95], axis=0)
    return np.minimum(low, mid), np.maximum(high, mid)
