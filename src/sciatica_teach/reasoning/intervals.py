"""How far a share that was counted may lie from the true one.

Of 294 limbs 275 showed the common course: 93.5 %. Another 294 limbs would have given another number. Wilson's interval
holds all true shares that would not be surprised by the count (95 % of the time): here 90.1 to 95.8 %. Unlike the plain
"share plus or minus two standard errors" it never leaves 0 to 100 %, so it also serves a count of 1 in 294:
0.06 to 1.9 %.
"""

from __future__ import annotations

from math import sqrt

Z_95 = 1.959964
"""The normal quantile that leaves 2.5 % on either side."""

Z_999 = 3.290527
"""The normal quantile that leaves 0.05 % on either side: for checks that go through many intervals at once."""


def wilson_interval(found: int, of: int, *, z: float = Z_95) -> tuple[float, float]:
    """The interval of the share `found` / `of`, as two shares between 0 and 1; with `z` as it stands, that of 95 %.

    Raises ValueError unless 0 <= found <= of and of > 0. After Wilson, J Am Stat Assoc 1927;22:209-12.
    """
    if not (0 <= found <= of and of > 0):
        raise ValueError(f"{found} of {of} is no share")
    share, spread = found / of, z**2 / of
    middle = (share + spread / 2) / (1 + spread)
    half = z * sqrt(share * (1 - share) / of + spread / (4 * of)) / (1 + spread)
    return max(0.0, middle - half), min(1.0, middle + half)
