"""Two problems in one patient: how often a composite cause shows a finding follows from how often its parts do.

Each part adds its own patients to those who show the finding anyway. Whoever does not show it has escaped each of the
parts; but the background stands in the rate of every part, and is to be escaped only once:

    P(absent | both) = (1 - r1) (1 - r2) / (1 - b)

Over a background of 0.25, with 0.75 under the hip and 0.50 under the canal, the finding is present in
1 - 0.25 * 0.50 / 0.75 = 0.833. A part that shows it no more often than the background adds nobody, and takes nobody
away either: a hip that hurts below the knee in 0.22 does not stop the canal from doing so in its 0.50. Where all parts
stay below the background, the largest of them counts. So both together are never below either.

Parts are thus taken for independent (a noisy or with a leak: Henrion, Uncertainty in Artificial Intelligence
1989;3:161-73). Nobody has measured that, so a rate that follows is marked as our estimate. What goes away only when
both parts give way, such as pain that is gone on sitting, does not follow like this: the content states it, and a rate
stated in the content goes first.

The combined rate rises with the rates of the parts and falls with the background. So low is worked out from the lows of
the parts with the high of the background, and high the other way round: 0.60-0.75-0.90 and 0.35-0.50-0.65 over
0.10-0.25-0.40 make 0.600-0.833-0.961. Nothing drawn from the three ranges falls outside.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from sciatica_teach.model.causes import NO_MAP, OTHER, Cause, PainMap
from sciatica_teach.model.evidence import Claim
from sciatica_teach.model.findings import Finding, Likelihood, Rate

Array = NDArray[np.float64]

SMALLEST_RATE = 1e-4
"""Rates are kept within [0.0001, 0.9999]: with 0 or 1 a single answer would end every argument."""


def combine(rates: Array, background: Array) -> Array:
    """P(present) with all parts at once: `rates` [part, ...] over `background` [...], all above 0 and below 1."""
    base = np.minimum(background, rates.max(axis=0))
    escaped = np.minimum((1 - rates) / (1 - background), 1).prod(axis=0)
    return np.asarray(1 - (1 - base) * escaped)


def complete_causes(causes: Sequence[Cause]) -> tuple[Cause, ...]:
    """The causes with a pain map for every composite that states none; what `other` marks is the background."""
    named = {cause.id: cause for cause in causes}
    return tuple(
        replace(cause, pain_map=_follow_maps([named[part] for part in cause.parts], named[OTHER].pain_map))
        if cause.parts and cause.pain_map == NO_MAP else cause for cause in causes
    )


def _follow_maps(parts: Sequence[Cause], background: PainMap) -> PainMap:
    maps = [part.pain_map for part in parts]
    regions = dict.fromkeys(region for one in maps for region in one.shares)
    shares = {
        region: round(_combine_numbers([one.shares.get(region, 0.0) for one in maps],
                                       background.shares.get(region, 0.0)), 3)
        for region in regions
    }
    text = f"Follows from the maps of {_name(parts)}, as if each acted by itself. Nobody has counted drawings of both."
    cited = dict.fromkeys(source for one in maps for source in one.basis.sources)
    return PainMap(shares=shares, basis=Claim(text=text, mark="estimate", sources=tuple(cited)))


def complete_findings(causes: Sequence[Cause], findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings with a rate for every composite that has none of its own and a part that makes a difference."""
    named = {cause.id: cause for cause in causes}
    composites = [cause for cause in causes if cause.parts]
    return tuple(_complete(finding, composites, named) for finding in findings)


def _complete(finding: Finding, composites: Iterable[Cause], named: Mapping[str, Cause]) -> Finding:
    followed = {
        cause.id: _follow(finding, [named[part] for part in cause.parts])
        for cause in composites if cause.id not in finding.differs and _makes_a_difference(finding, cause.parts)
    }
    return replace(finding, differs={**finding.differs, **followed}) if followed else finding


def _makes_a_difference(finding: Finding, parts: Sequence[str]) -> bool:
    """Whether the rates of the parts lead away from the background: one goes above it, or all have one of their own."""
    own = [finding.differs[part].likelihood.mid for part in parts if part in finding.differs]
    return len(own) == len(parts) or max(own, default=0.0) > finding.background.likelihood.mid


def _follow(finding: Finding, parts: Sequence[Cause]) -> Rate:
    own = [part for part in parts if part.id in finding.differs]
    used = [finding.differs[part.id] for part in own]
    used += [finding.background] if len(own) > 1 else []
    cited = dict.fromkeys(source for rate in used for source in rate.sources)
    conflicts = dict.fromkeys(rate.conflict for rate in used if rate.conflict)
    low, mid, high = _combine_ranges(
        [finding.differs[part.id].likelihood for part in own], finding.background.likelihood,
        is_any_at_background=len(own) < len(parts),
    )
    return Rate(
        low=low, mid=mid, high=high, mark="estimate", sources=tuple(cited), conflict=" ".join(conflicts),
        reason=_explain(own), follows_from=tuple(part.id for part in own),
    )


def _combine_ranges(
    own: Sequence[Likelihood], background: Likelihood, *, is_any_at_background: bool
) -> tuple[float, float, float]:
    """Low, mid and high of the parts with rates of their own; a part that has none is never below the background."""
    low = _combine_numbers([part.low for part in own], background.high)
    mid = _combine_numbers([part.mid for part in own], background.mid)
    high = _combine_numbers([part.high for part in own], background.low)
    if not is_any_at_background:
        return low, mid, high
    return max(low, background.low), max(mid, background.mid), max(high, background.high)


def _combine_numbers(own: Sequence[float], background: float) -> float:
    if len(own) == 1:
        return own[0]
    kept = np.clip([*own, background], SMALLEST_RATE, 1 - SMALLEST_RATE)
    return float(combine(kept[:-1], kept[-1]))


def _explain(own: Sequence[Cause]) -> str:
    if len(own) == 1:
        return f"Follows from the rate of {_name(own)}, as if the other problem changed nothing. Not measured."
    return f"Follows from the rates of {_name(own)}, as if each acted by itself. Not measured."


def _name(causes: Sequence[Cause]) -> str:
    return " and ".join(f"“{cause.name}”" for cause in causes)
