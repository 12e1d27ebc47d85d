"""Numbers as they stand on screen: never with more digits than they deserve, and never as a flat 0 or 100 %."""

from __future__ import annotations


def plain(value: float, digits: int = 3) -> str:
    """A number with so many significant digits and no exponent: 0.0446, 2.82, 143."""
    rounded = float(f"{value:.{digits}g}")
    decimals = max(0, digits - len(str(int(abs(rounded)))) if abs(rounded) >= 1 else 12)
    text = f"{rounded:.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def signed(marks: float) -> str:
    """Marks that can be lost as well: +3, 0, −4."""
    return "0" if not marks else f"{marks:+g}".replace("-", "−")


def earned(marks: float) -> str:
    """What was earned, which in one kind of question can be below nothing: 0.75, 1, −0.48."""
    return f"{round(marks, 2) + 0:g}".replace("-", "−")


def whole_percent(share: float) -> str:
    """A share that was counted, which may be none or all.

    A half is rounded up, as everybody learns it and as the browser does it: 12.5 is 13 in both.
    """
    return f"{int(100 * share + 0.5)} %"


def percent(share: float) -> str:
    """A share for a bar: whole percent from 10 on, one decimal below, and what is nearly none or all as such."""
    if share < 0.0005:
        return "<0.1 %"
    if share >= 0.9945:
        return ">99 %"
    return whole_percent(share) if share >= 0.0995 else f"{100 * share:.1f} %"


def percent_range(low: float, high: float) -> str:
    """The band of a share, its unit named once; one number where both ends are shown alike."""
    if percent(low) == percent(high):
        return percent(low)
    return f"{percent(low).removesuffix(' %')}–{percent(high)}"


def exact_percent(share: float) -> str:
    """A share with three significant digits, for a calculation that is done again by hand."""
    return f"{plain(100 * share)} %"


def times(ratio: float) -> str:
    """A factor, also the other way round where it divides: ×3.22, ×0.31 (÷3.2)."""
    shown = f"×{plain(ratio)}"
    return f"{shown} (÷{plain(1 / ratio, 2)})" if ratio < 0.95 else shown
