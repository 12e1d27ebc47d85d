"""How much one phone, one address or one room may ask for.

A school stands behind one address, so what is counted by address is generous, and what is counted by phone is tight. An
allowance is a bucket: it is full at first, each request takes one from it, and it fills again at a steady rate. With a
burst of 3 and 0.5 a second, the fourth request at once is refused, and one more is let in 2 s later.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field

MOST_KEPT = 20_000
"""Buckets of one kind that are remembered; beyond that the one unused for longest is forgotten, which is generous."""


@dataclass
class Allowance:
    """Buckets of one kind, by whoever asks."""

    burst: float
    """How many at once."""
    per_s: float
    """How many a second in the long run."""
    _kept: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)
    """Who asks -> what was left in the bucket, and when."""

    def left(self, who: str, now: float) -> float:
        """How many requests are still let in at once."""
        left, at = self._kept.get(who, (self.burst, now))
        return min(self.burst, left + max(0.0, now - at) * self.per_s)

    def take(self, who: str, now: float) -> bool:
        """Count one request; False where it is one too many, and then it takes nothing."""
        left = self.left(who, now)
        allowed = left >= 1
        self._kept[who] = (left - 1 if allowed else left, now)
        self._kept.move_to_end(who)
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
        return allowed


@dataclass
class Limits:
    """All allowances of one server. `now` is seconds on a clock that never goes back."""

    wrong_tries: Allowance = field(default_factory=lambda: Allowance(burst=100, per_s=0.2))
    """Wrong codes and wrong keys of one address: a class that mistypes is let in, a search would take ages."""
    votes_of_phone: Allowance = field(default_factory=lambda: Allowance(burst=20, per_s=2))
    votes_of_address: Allowance = field(default_factory=lambda: Allowance(burst=2000, per_s=300))
    new_voters: Allowance = field(default_factory=lambda: Allowance(burst=400, per_s=1))
    """Phones that vote in a room for the first time, by room and address."""
    commands: Allowance = field(default_factory=lambda: Allowance(burst=30, per_s=5))
    """Of one host."""
