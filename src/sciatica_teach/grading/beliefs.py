"""Marks for a stated belief: how near it came to what could be known, and how well each new finding was weighed.

The learner spreads 100 % over a shortlist; what is left is "something else". Marks are over all causes, so the rest is
spread over the causes not listed, in the proportions of the prior. A stated 0 or 100 % counts as 0.5 or 99.5 %: nobody
is that sure. With disc 0.60, stenosis 0.30 and other 0.10 beforehand, "disc 80 %, the rest something else" becomes

    disc 0.80   stenosis 0.20 * 0.30 / 0.40 = 0.15   other 0.20 * 0.10 / 0.40 = 0.05

The reference is not the truth of the case but the posterior given what had been revealed: luck is taken out. Rates are
uncertain, so the reference is a band, and inside the band there is no error. The error of a belief is the sum over
causes of the squared distance to the band; B is its mean over the checkpoints, and the mark is

    1 - B / B_prior, not below 0

where B_prior is what staying at the prior would have cost. With bands of 0.85-0.95 for disc, 0.04-0.10 for stenosis and
0.01-0.03 for other, the belief above is off by 0.05, 0.05 and 0.02: B = 0.0054. The prior is off by 0.25, 0.20 and
0.07: B_prior = 0.1074. The mark is 1 - 0.0054 / 0.1074 = 0.95. With a B_prior below 0.01 the findings hardly moved
anything, and the part is not graded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp, log

from sciatica_teach.errors import BadSubmission, UnknownId
from sciatica_teach.reasoning.belief import Belief, Inference
from sciatica_teach.reasoning.updates import LogRatio

LEAST_STATED = 0.005
"""A stated 0 counts as this much, a stated 1 as this much less."""

LEAST_TOLD_APART = 0.01
"""Beliefs are stated in whole percent, so movement below 1 % or above 99 % is neither seen nor asked for."""

LEAST_TO_MARK = 0.01
"""Below this B_prior the reasoning of a case is not graded."""


def spread_belief(stated: Mapping[str, float], prior: Belief) -> dict[str, float]:
    """A belief over every cause of `prior` from shares of 1 stated for some of them.

    Raises `UnknownId` for a cause without prior entry, and `BadSubmission` for shares that are none or pass 1 together.
    """
    _require_shares(stated, prior)
    listed = {cause_id: _tempered(share) for cause_id, share in stated.items()}
    unlisted = {cause_id: share for cause_id, share in prior.items() if cause_id not in stated}
    if not unlisted:
        return _scaled({cause_id: listed[cause_id] for cause_id in prior})
    rest = _tempered(1 - sum(stated.values()))
    total = sum(unlisted.values())
    even = 1 / len(unlisted)
    spread = {cause_id: rest * (share / total if total else even) for cause_id, share in unlisted.items()}
    return _scaled({cause_id: listed.get(cause_id, spread.get(cause_id, 0.0)) for cause_id in prior})


def reasoning_credit(stated: Sequence[Mapping[str, float]], references: Sequence[Inference]) -> float | None:
    """Credit 0..1 for the beliefs stated at the checkpoints, against the reference at each of them.

    None means not graded: nothing was stated, or the findings moved the reference too little to mark anything.
    """
    pairs = list(zip(stated, references, strict=True))
    if not pairs:
        return None
    error = sum(band_error(spread_belief(belief, ref.prior), ref) for belief, ref in pairs) / len(pairs)
    error_prior = sum(band_error(ref.prior, ref) for ref in references) / len(pairs)
    if error_prior < LEAST_TO_MARK:
        return None
    return max(0.0, 1 - error / error_prior)


def band_error(belief: Belief, reference: Inference) -> float:
    """Sum over causes of the squared distance from the belief to the band; 0 inside it."""
    return sum(
        max(low - belief[cause_id], 0.0, belief[cause_id] - high) ** 2
        for cause_id, (low, high) in reference.band.items()
    )


def stated_shift(before: Mapping[str, float], after: Mapping[str, float], prior: Belief, cause_id: str) -> float:
    """How far a stated belief in one cause moved, in log odds.

    A cause on the shortlist has its share as stated, any other its part of "something else". Raises as `spread_belief`.
    """
    return _stated_log_odds(after, prior, cause_id) - _stated_log_odds(before, prior, cause_id)


def updating_credit(shift: float, reference: LogRatio) -> float:
    """Credit 0..1 for moving a belief by `shift` where `reference` was due.

    Full inside the reference's range. Outside, credit falls by a factor of e for each doubling of the odds too far or
    too short: a move of ln 2 where ln 8 was due, exactly, is two doublings short and earns exp(-2) = 0.14. The wrong
    direction earns 0 where the finding was worth more than a doubling.
    """
    if reference.low <= shift <= reference.high:
        return 1.0
    if shift * reference.mid < 0 and abs(reference.mid) > log(2):
        return 0.0
    return exp(-max(reference.low - shift, shift - reference.high) / log(2))


def _require_shares(stated: Mapping[str, float], prior: Belief) -> None:
    for cause_id, share in stated.items():
        if cause_id not in prior:
            raise UnknownId("cause", cause_id, prior)
        if not 0 <= share <= 1:
            raise BadSubmission("A share has to lie between 0 and 100 %.")
    if sum(stated.values()) > 1 + 1e-6:  # shares are rounded on their way here
        raise BadSubmission("The shares pass 100 % together. Lower some of them.")


def _tempered(share: float) -> float:
    return min(max(share, LEAST_STATED), 1 - LEAST_STATED)


def _scaled(shares: Mapping[str, float]) -> dict[str, float]:
    total = sum(shares.values())
    return {cause_id: share / total for cause_id, share in shares.items()}


def _stated_log_odds(stated: Mapping[str, float], prior: Belief, cause_id: str) -> float:
    spread = spread_belief(stated, prior)
    share = stated.get(cause_id, spread[cause_id])
    kept = min(max(share, LEAST_TOLD_APART), 1 - LEAST_TOLD_APART)
    return log(kept / (1 - kept))
