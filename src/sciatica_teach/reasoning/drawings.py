"""What a pain drawing is worth: many patients are generated for each cause, and one asks how many drew alike.

A cause states how often its patients mark each region. If regions were marked independently, a patient of a cause in
which half mark the calf and half the hollow of the knee would mark both in 25 %. Real drawings are bands and patches,
so neighbours go together: each patient has a hidden number per region, normally distributed, and marks the region
where that number lies below the quantile of its share. The hidden numbers of two regions at distance d are correlated
by 0.5 ** d, with d counted in steps along or around the limb. The shares stay exactly what they were, and calf and
hollow of the knee, one step apart, are now marked together by

    1/4 + asin(0.5) / (2 pi) = 0.25 + 0.083 = 0.333

Two drawings are as like as the regions that both mark are many among those that either marks (Jaccard's index):
buttock, thigh, calf, sole against buttock, thigh, calf, heel is 3 of 5, or 0.6. Regions that both leave empty do not
count: most of the body is empty in every drawing, and would make any two alike.

"Alike" is what the closest tenth of all generated patients reach. If 40 of 400 patients with a disc reach it and 20 of
400 with a hip, the drawing is twice as common in the disc: a likelihood ratio of 2. Such counts are not exact, and an
order made of them would name a winner where there is none: 40 of 400 is 7 to 13 %, 30 of 400 is 5 to 11 %. All causes
whose interval reaches into that of the most common one are therefore taken for alike.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from math import exp, log, sqrt
from statistics import NormalDist
from typing import Final, get_args

import numpy as np
from numpy.typing import NDArray

from sciatica_teach.errors import UnknownId
from sciatica_teach.model.causes import PainMap, Region
from sciatica_teach.model.record import record
from sciatica_teach.reasoning.intervals import Z_95, wilson_interval

Marks = NDArray[np.bool_]
"""Which regions are marked, in the order of `REGIONS`; with one more axis in front for several people."""

REGIONS: Final[tuple[Region, ...]] = get_args(Region)

PATIENTS = 400
"""Generated for each cause: a share of 10 % is then known to within 3 in 100."""

DRAWING_SEED = 19270622
"""One seed for all who show generated drawings, so that they agree on every machine."""

NEIGHBOURS = 0.5
"""Correlation of the hidden numbers of two regions one step apart. Our estimate; no study that we read gives one. With
0 generated drawings fall into islands, towards 1 every patient marks either everything or nothing."""

CLOSEST = 0.1
"""Share of all generated patients that sets what counts as alike."""

PLACES: Final[dict[Region, tuple[float, float, float]]] = {
    "low-back": (0, -1, 0), "buttock": (1, -1, 0), "groin": (1, 1, -0.5), "lateral-hip": (1, 0, 1),
    "saddle": (1.5, -0.5, -1), "front-thigh": (2, 1, 0), "lateral-thigh": (2, 0, 1), "back-thigh": (2, -1, 0),
    "knee": (3, 1, 0), "back-knee": (3, -1, 0), "lateral-leg": (4, 0, 1), "front-leg": (4, 1, 0),
    "medial-leg": (4, 0, -1), "calf": (4, -1, 0), "heel": (5, -1, 0), "foot-top": (5, 1, 0),
    "lateral-foot": (5, 0, 1), "big-toe": (6, 1, -0.5), "sole": (6, -1, 0),
}
"""Where each region lies, in steps: down the limb, from back to front, from the inner to the outer side."""

SADDLE: Final[frozenset[Region]] = frozenset({"saddle"})
BELOW_THE_BACK: Final[frozenset[Region]] = frozenset(REGIONS) - {"low-back", "saddle"}
"""Marked on both sides, these are pain in both legs."""


@record
class Alike:
    """How many of a cause's generated patients drew like that."""

    cause_id: str
    found: int
    of: int
    low: float
    """Lower end of Wilson's 95 % interval of the share: what the counting leaves open, not what the map does."""
    high: float

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return self.found / self.of


@record
class Comparison:
    """A drawing among the generated ones."""

    cutoff: float
    """The likeness from which a drawing counts as alike, above 0 and up to 1; 0 where no generated patient has any
    region in common."""
    rows: tuple[Alike, ...]
    """One per cause, the most common first; those that tie in the order in which they came."""


@record
class Ratio:
    """A likelihood ratio with its 95 % interval from counting."""

    low: float
    mid: float
    high: float


def mark(regions: Collection[str]) -> Marks:
    """The drawing that marks `regions`. Raises `UnknownId` for a region that the body map lacks."""
    for region in regions:
        if region not in REGIONS:
            raise UnknownId("region", region, REGIONS)
    return np.array([region in regions for region in REGIONS])


def correlation(neighbours: float = NEIGHBOURS) -> NDArray[np.float64]:
    """Correlation [region, region] of the hidden numbers: `neighbours` to the power of the distance in steps."""
    places = np.array([PLACES[region] for region in REGIONS], dtype=np.float64)
    steps = np.linalg.norm(places[:, None, :] - places[None, :, :], axis=2)
    return np.asarray(neighbours**steps)


def generate(pain_map: PainMap, count: int, rng: np.random.Generator, neighbours: float = NEIGHBOURS) -> Marks:
    """Drawings of `count` patients, [patient, region]; 0 < `neighbours` < 1.

    Every region is marked by its share of the patients in the long run, and by nobody where the map does not name it.
    Who marks nothing at all stays among them. A Gaussian copula: Nelsen, An Introduction to Copulas, 2006.
    """
    hidden = rng.standard_normal((count, len(REGIONS))) @ np.linalg.cholesky(correlation(neighbours)).T
    return np.asarray(hidden < np.array([_quantile(pain_map.shares.get(region, 0.0)) for region in REGIONS]))


def likeness(drawing: Marks, patients: Marks) -> NDArray[np.float64]:
    """Jaccard's index of `drawing` [region] with each of `patients` [patient, region]; 0 where both are empty."""
    both = (patients & drawing).sum(axis=1)
    either = (patients | drawing).sum(axis=1)
    return np.asarray(both / np.maximum(either, 1))


def compare(drawing: Marks, patients: Mapping[str, Marks]) -> Comparison:
    """How common `drawing` is among the generated patients of each cause, [patient, region] by cause id.

    Every cause must have the same number of patients, so that the closest tenth favours none.
    Raises ValueError for an empty drawing, and where there are no patients or not equally many.
    """
    if not drawing.any():
        raise ValueError("An empty drawing is like no other.")
    if len({len(some) for some in patients.values()}) != 1:
        raise ValueError("Every cause needs the same number of generated patients.")
    alike = {cause_id: likeness(drawing, some) for cause_id, some in patients.items()}
    cutoff = _cutoff(np.concatenate(list(alike.values())))
    rows = [_count(cause_id, values, cutoff) for cause_id, values in alike.items()]
    return Comparison(cutoff=cutoff, rows=tuple(sorted(rows, key=lambda row: -row.found)))


def cannot_be_told_apart(found: Comparison) -> tuple[Alike, ...]:
    """The rows whose interval overlaps with that of the most common cause; none where nobody drew alike.

    Overlapping intervals are a coarse test that calls more causes alike than a test of two shares would.
    """
    best = found.rows[0]
    return tuple(row for row in found.rows if best.found and row.high >= best.low)


def ratio(first: Alike, second: Alike) -> Ratio | None:
    """How many times more common the drawing is in the first cause; None where nobody of the second drew alike.

    The interval is Katz's: normal on the logarithm. Biometrics 1978;34:469-74.
    """
    if not first.found or not second.found:
        return None
    mid = first.share / second.share
    error = sqrt(1 / first.found - 1 / first.of + 1 / second.found - 1 / second.of)
    return Ratio(low=exp(log(mid) - Z_95 * error), mid=mid, high=exp(log(mid) + Z_95 * error))


def find_alarms(right: Collection[str], left: Collection[str]) -> tuple[str, ...]:
    """What a drawing alone makes one ask at once: "saddle" where it is marked, "both" where both legs hurt."""
    saddle = SADDLE & {*right, *left}
    both = BELOW_THE_BACK & {*right} and BELOW_THE_BACK & {*left}
    return tuple(name for name, found in (("saddle", saddle), ("both", both)) if found)


def _quantile(share: float) -> float:
    if 0 < share < 1:
        return NormalDist().inv_cdf(share)
    return np.inf if share else -np.inf


def _cutoff(values: NDArray[np.float64]) -> float:
    """What the closest tenth reach, and at least something in common."""
    closest = np.sort(values)[::-1][: max(1, round(CLOSEST * len(values)))]
    in_common = closest[closest > 0]
    return float(in_common.min()) if len(in_common) else 0.0


def _count(cause_id: str, values: NDArray[np.float64], cutoff: float) -> Alike:
    found = int((values >= cutoff).sum()) if cutoff else 0
    low, high = wilson_interval(found, len(values))
    return Alike(cause_id=cause_id, found=found, of=len(values), low=low, high=high)
