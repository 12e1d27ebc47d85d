"""Resume codes: written down on one device, typed on another.

Twelve characters of Crockford's base 32 (https://www.crockford.com/base32.html) carry 60 bits. The alphabet leaves out
I, L, O and U, so reading is forgiving: small letters, spaces and dashes do not matter, and O reads as 0, I and L as 1.

A code is shorter than a token, so it is stored under a slow hash. Somebody with the stolen file and a machine that
computes 10**10 blocks of SHA-256 a second would need 2**60 x 40,000 / 10**10 s, some 146,000 years, to try every code.

Wrong tries are limited by a sliding window. Five within 15 minutes close it for their origin; it opens again 15 minutes
after the first of the last five. Tries at 0, 60, 120, 180 and 240 s: at 300 s there are 600 s left to wait.
"""

from __future__ import annotations

import hashlib
import math
import re
import secrets
import unicodedata
from collections.abc import Sequence

from sciatica_teach.errors import WrongResumeCode
from sciatica_teach.model.record import record

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 12
LIFETIME_S = 30 * 24 * 3600.0
WINDOW_S = 15 * 60.0
TRIES_PER_ORIGIN = 5
TRIES_IN_ALL = 100
HASH_ROUNDS = 20_000
"""About 10 ms; each round is two blocks of SHA-256."""

_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})
_SPACES_AND_DASHES = re.compile(r"[\s\-_.\u00ad\u2010-\u2015\u2212]")


@record
class WrongTry:
    """One wrong code: when, and the hash of where it came from."""

    origin: str
    at: float


def new_letters(length: int) -> str:
    """That many random characters of the alphabet, 5 bits each."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def read_letters(typed: str, length: int) -> str | None:
    """The characters that were meant; None for what cannot be a code of this length.

    Full-width letters, as some keyboards for Chinese and Japanese send them, count as ordinary ones.
    """
    plain = unicodedata.normalize("NFKC", typed).upper()
    letters = _SPACES_AND_DASHES.sub("", plain).translate(_READ_AS)
    return letters if len(letters) == length and set(letters) <= set(ALPHABET) else None


def new_code() -> str:
    """A fresh code, in groups of four."""
    letters = new_letters(LENGTH)
    return "-".join(letters[start : start + 4] for start in range(0, LENGTH, 4))


def parse_code(typed: str) -> str:
    """The twelve characters that were meant, as `read_letters` reads them.

    Raises WrongResumeCode when it cannot be a code at all; that is a slip, not a guess, and is not counted as a try.
    """
    code = read_letters(typed, LENGTH)
    if code is None:
        raise WrongResumeCode(
            f"That does not look like a resume code: a code has {LENGTH} letters and digits, such as 7KQ2-M9XD-4TRB, "
            "and never the letter U. Please check it and type it again."
        )
    return code


def hash_code(code: str) -> str:
    """What is stored of a code that `parse_code` returned: PBKDF2 with SHA-256, as 64 hexadecimal digits.

    The salt is the same for all, since the code alone has to find its learner.
    """
    return hashlib.pbkdf2_hmac("sha256", code.encode(), b"sciatica-teach/resume-code", HASH_ROUNDS).hex()


def window_around(now: float) -> tuple[float, float]:
    """Between which times, both left out, a wrong try counts. A clock that ran ahead and was put right must not shut
    anybody out until then; one that is a little ahead of ours, on another server, still counts."""
    return now - WINDOW_S, now + WINDOW_S


def require_open(tries: Sequence[WrongTry], origin: str, now: float) -> None:
    """Raise WrongResumeCode, saying how long to wait, while `origin` or everybody has had too many wrong tries."""
    own = _wait_s([past.at for past in tries if past.origin == origin], TRIES_PER_ORIGIN, now)
    everyone = _wait_s([past.at for past in tries], TRIES_IN_ALL, now)
    if own <= 0 and everyone <= 0:
        return
    minutes = math.ceil(max(own, everyone) / 60)
    whose = "from your device or network" if own >= everyone else "from all visitors together"
    raise WrongResumeCode(
        f"There were too many wrong resume codes {whose}. Please try again in {minutes} "
        f"minute{'s' if minutes != 1 else ''}; what you have learned so far is safe."
    )


def no_such_code() -> WrongResumeCode:
    """The error for a well-formed code that opens nothing; it does not tell an expired code from an unknown one."""
    return WrongResumeCode(
        "This resume code is not known. A code works for 30 days and stops when a newer one is made: please check it, "
        "or make a new one on the device where your record is."
    )


def _wait_s(times: Sequence[float], ceiling: int, now: float) -> float:
    """Seconds until fewer than `ceiling` of the times lie within the window; zero or less when that is so already."""
    if len(times) < ceiling:
        return 0.0
    return sorted(times)[-ceiling] + WINDOW_S - now
