"""Rates and likelihood ratios in words: "46 % (30–62 %)", "×6.6", "÷1.7".

A ratio below 1 is said as a division, because ÷5 is as strong as ×5 and 0.2 does not look like it.
"""

from __future__ import annotations

from math import exp

from sciatica_teach.model.findings import Likelihood
from sciatica_teach.reasoning.updates import LogRatio
from sciatica_teach.views.words import say

NO_BREAK = "\N{NO-BREAK SPACE}"
"""A number keeps its unit on its line."""


def percent_number(share: float) -> str:
    """A share as a number per cent: whole from 10 % up, two digits below."""
    percent = 100 * share
    return f"{percent:.0f}" if percent >= 9.5 else f"{percent:.2g}"


def rate_words(rate: Likelihood) -> str:
    """Middle and range: "46 % (30–62 %)"; without a range the middle alone."""
    low, mid, high = (percent_number(share) for share in (rate.low, rate.mid, rate.high))
    words = f"{mid} %" if low == high else say("finding.rate_range", low=low, mid=mid, high=high)
    return words.replace(" %", f"{NO_BREAK}%")


def size_words(log_ratio: float) -> str:
    """How many times the odds move, whichever way: "6.6"; one decimal below ten, two digits above."""
    size = exp(abs(log_ratio))
    return f"{size:.1f}" if size < 9.95 else f"{float(f'{size:.2g}'):.0f}"


def factor_words(log_ratio: float) -> str:
    """A likelihood ratio as a multiplication or a division: "×6.6", "÷1.7"."""
    return f"{'÷' if log_ratio < 0 and size_words(log_ratio) != '1.0' else '×'}{size_words(log_ratio)}"


def band_words(ratio: LogRatio) -> str:
    """A likelihood ratio with its band: "×6.6 (×3.8 to ×10)"."""
    return say("finding.ratio_band", mid=factor_words(ratio.mid), low=factor_words(ratio.low),
               high=factor_words(ratio.high))

