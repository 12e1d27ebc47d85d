"""Ways to believe: each turns what was told into shares over all causes; the shortlist is cut from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import exp, floor, log
from typing import Final

from sciatica_teach.model.causes import OTHER
from sciatica_teach.session.case import LONGEST_SHORTLIST
from sciatica_teach.session.learners.seen import Seen

Believing = Callable[[Seen], Mapping[str, float]]

CAUTION: Final = 0.7
"""A novice moves this share of the way, in log odds: most people do, and move too little."""

BLUR: Final = 0.3
"""And errs by a third or so either way: the spread of the logarithm of a share."""

STUBBORN: Final = 0.8
"""The share that whoever is anchored goes on giving to the first favourite."""

SURE: Final = 1.0


def believe_like_bayes(seen: Seen) -> Mapping[str, float]:
    return seen.posterior()


def believe_like_a_novice(seen: Seen, *, caution: float = CAUTION, blur: float = BLUR) -> Mapping[str, float]:
    """In the right direction, not far enough, and not exactly."""
    prior, posterior = seen.prior, seen.posterior()
    noise = blur * seen.rng.standard_normal(len(posterior))
    weights = {
        cause_id: exp((1 - caution) * log(prior[cause_id]) + caution * log(share) + error)
        for (cause_id, share), error in zip(posterior.items(), noise.tolist(), strict=True)
        if prior.get(cause_id) and share > 0
    }
    return _scaled(weights)


def believe_the_first(seen: Seen) -> Mapping[str, float]:
    """What led after the safety screen, whatever came later."""
    after = seen.state.stated[0].after if seen.state.stated else None
    return {_leader(seen.posterior(after)): STUBBORN}


def believe_one(seen: Seen) -> Mapping[str, float]:
    """All on what leads now."""
    return {_leader(seen.posterior()): SURE}


def believe_all_alike(seen: Seen) -> Mapping[str, float]:
    """Every cause on the longest shortlist as likely as the next."""
    listed = list(cut_shortlist(seen.prior))
    return dict.fromkeys(listed, 1 / (len(listed) + 1))


def believe_the_prior(seen: Seen) -> Mapping[str, float]:
    """What people who walk in here have, whatever this one says."""
    return seen.prior


def cut_shortlist(belief: Mapping[str, float]) -> dict[str, float]:
    """The likeliest causes in whole percent, as the screen takes them; the rest is "something else"."""
    named = sorted((cause_id for cause_id in belief if cause_id != OTHER), key=lambda one: (-belief[one], one))
    return {cause_id: floor(100 * belief[cause_id] + 1e-9) / 100 for cause_id in named[:LONGEST_SHORTLIST]}


def _leader(belief: Mapping[str, float]) -> str:
    return next(iter(cut_shortlist(belief)))


def _scaled(weights: Mapping[str, float]) -> dict[str, float]:
    total = sum(weights.values())
    return {cause_id: weight / total for cause_id, weight in weights.items()}
