"""How many patients change by enough, where a trial prints only the mean.

Leg pain fell by 30.8 mm on average, and patients differed with a standard deviation of about 20 mm. If changes are
spread like a bell, the share that fell by 20 mm or more is the part of the bell beyond 20: (30.8 - 20) / 20 = 0.54
standard deviations above the mark, so 71 %. With sham the mean was 14.9 mm: 40 %. The mean difference of 16 mm, which
sounds like less than the 20 that matter, is 31 more patients in 100 for whom it was enough. That is an estimate and
goes no further than the bell does: with two kinds of patients, some who change and some who do not, it is wrong.
"""

from __future__ import annotations

from math import erfc, sqrt


def share_reaching(mean: float, spread: float, enough: float) -> float:
    """The share of patients whose change is `enough` or more, if changes are normal around `mean`.

    All three have the same unit, and `enough` points the same way as a wanted change (a fall of 20 is -20, with means
    below 0). `spread` is the standard deviation from patient to patient. Raises ValueError unless it is above 0 and
    `enough` is not 0.
    """
    if spread <= 0 or enough == 0:
        raise ValueError(f"no share follows from a spread of {spread:g} and a change of {enough:g}")
    sign = 1 if enough > 0 else -1
    return erfc(sign * (enough - mean) / (spread * sqrt(2))) / 2
