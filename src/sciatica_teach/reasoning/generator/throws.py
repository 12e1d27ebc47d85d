"""Random numbers with names, the same on every machine.

A generated patient has to be the same today, in another version of Python and on another computer. So no library's
generator is used but SplitMix64 (Steele, Lea and Flood, OOPSLA 2014), twenty lines of whole-number arithmetic: a
counter goes on by 0x9E3779B97F4A7C15, and each value of it is mixed until no bit resembles its neighbours. From the
seed 1234567 it gives 6457827717110365317, then 3203168211198807973.

Every throw has a name and is made from seed and name alone: the state is the mixed seed with the FNV-1a hash of the
name laid over it. No throw therefore depends on how many were made before, and a finding that is added to the content
moves only what hangs on that finding. The name "cause" hashes to 0xB733AF3B0D745380.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

T = TypeVar("T")

_MASK = (1 << 64) - 1
_STEP = 0x9E3779B97F4A7C15
_FNV_START, _FNV_PRIME = 0xCBF29CE484222325, 0x100000001B3


def split_mix(state: int) -> tuple[int, int]:
    """The next state and the next 64 random bits."""
    state = (state + _STEP) & _MASK
    bits = state
    bits = ((bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    bits = ((bits ^ (bits >> 27)) * 0x94D049BB133111EB) & _MASK
    return state, bits ^ (bits >> 31)


def hash_name(name: str) -> int:
    """FNV-1a, 64 bits, of the name in UTF-8."""
    value = _FNV_START
    for byte in name.encode():
        value = ((value ^ byte) * _FNV_PRIME) & _MASK
    return value


class Throws:
    """All throws of one seed; `within` gives those of a part with the same names and other numbers."""

    def __init__(self, seed: int) -> None:
        """`seed`: a whole number of 0 or more."""
        self._base = split_mix(seed & _MASK)[1]

    def within(self, name: str) -> Throws:
        part = Throws(0)
        part._base = split_mix(self._base ^ hash_name(name))[1]
        return part

    def uniform(self, name: str) -> float:
        """From 0 up to, not including, 1, with 53 bits."""
        return (split_mix(self._base ^ hash_name(name))[1] >> 11) * 2.0**-53

    def happens(self, name: str, share: float) -> bool:
        return self.uniform(name) < share

    def whole(self, name: str, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + int(self.uniform(name) * (high - low + 1))

    def choose(self, name: str, options: Sequence[T]) -> T:
        """One of at least one option."""
        return options[int(self.uniform(name) * len(options))]

    def weighted(self, name: str, options: Sequence[tuple[T, float]]) -> T:
        """One of the options, each with its weight; the last one where rounding leaves nothing."""
        left = self.uniform(name) * sum(weight for _, weight in options)
        for option, weight in options:
            left -= weight
            if left < 0:
                return option
        return next(option for option, weight in reversed(options) if weight > 0)

    def shuffled(self, name: str, options: Iterable[str]) -> list[str]:
        """The ids in an order of their own; an id more changes nothing between the others."""
        return sorted(options, key=lambda option: (self.uniform(f"{name}/{option}"), option))
