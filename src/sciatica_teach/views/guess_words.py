"""Shares, moves and points of guess, then see, as they stand on screen: "44 %", "under 1 %", "×2.5", "+1.3"."""

from __future__ import annotations

from math import exp, log

from sciatica_teach.session.guess_reference import Reference, in_whole_percent
from sciatica_teach.views.numbers import plain
from sciatica_teach.views.odds import factor_words
from sciatica_teach.views.words import say


def doublings_words(move: float) -> str:
    """A move in log odds as doublings: "+1.3", "−0.5"; next to nothing is "0.0"."""
    words = f"{move / log(2):+.1f}"
    return "0.0" if words in {"+0.0", "-0.0"} else words.replace("-", "−")


def odds_move_words(move: float) -> str:
    """A move in log odds as what it does to the odds: "×2.5", "÷1.7"; next to nothing in words."""
    words = factor_words(move)
    return say("guess.stayed") if words == "×1.0" else words


def points_words(earned: float) -> str:
    """Credit from 0 to 1 as points of a hundred: "36"."""
    return f"{100 * earned:.0f}"


def due_words(reference: Reference) -> str:
    """What was due, as it can be answered: a whole per cent from 1 to 99."""
    return percent_words(in_whole_percent(reference.share))


def exact_factor_words(log_ratio: float) -> str:
    """A likelihood ratio with the digits to work it out again: "×3.22", "÷3.11"."""
    return f"{'÷' if log_ratio < 0 else '×'}{plain(exp(abs(log_ratio)))}"


def percent_words(share: float) -> str:
    """A share in whole per cent; beyond 1 and 99 that it lies there."""
    if is_told_apart(share):
        return f"{100 * share:.0f} %"
    return say("guess.under") if share < 0.5 else say("guess.over")


def is_told_apart(share: float) -> bool:
    """Whether a share rounds to a whole per cent that can be stated, and not from beyond it."""
    return 0.0095 <= share <= 0.9905


def range_words(low: float, high: float) -> str:
    """Two shares as a range; one where they are the same."""
    first, last = percent_words(low), percent_words(high)
    return first if first == last else say("guess.range", low=first, high=last)


def share_words(share: float, low: float, high: float) -> str:
    """A share with its band: "6 % (3 % to 12 %)"; alone where the band is no wider than what is shown."""
    band = range_words(low, high)
    return band if band == percent_words(share) else f"{percent_words(share)} ({band})"


def slope_words(slope: float) -> str:
    """A slope with two decimals and a true minus: "−0.48"."""
    return f"{slope:.2f}".replace("-", "−")
