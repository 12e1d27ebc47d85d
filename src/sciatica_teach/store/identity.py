"""Secrets by which a browser is known again, and what is kept of them.

A token is random, not chosen, so a plain SHA-256 of it can be stored: there is no dictionary to try, and 2**128 guesses
are out of reach. The purpose is hashed along with the secret, so that one and the same string used as a token and as an
origin leaves two unrelated hashes.
"""

from __future__ import annotations

import hashlib
import secrets

from sciatica_teach.store.port import LearnerId

TOKEN_BYTES = 32
SHORTEST_TOKEN = 22
"""128 bits take 22 characters in base 64."""


def new_token() -> str:
    """A secret of 256 random bits for a browser to keep, as 43 characters that are safe in a cookie or an address."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def new_learner_id() -> LearnerId:
    """128 random bits as 32 hexadecimal digits."""
    return LearnerId(secrets.token_hex(16))


def hash_secret(purpose: str, secret: str) -> str:
    """SHA-256 of the secret, bound to its purpose, as 64 hexadecimal digits."""
    return hashlib.sha256(f"sciatica-teach/{purpose}\0{secret}".encode()).hexdigest()


def require_token(token: str) -> str:
    """The token itself.

    Raises ValueError when it cannot be a secret. A broken page that sends "undefined" or "null" for every visitor must
    not gather them all in one record.
    """
    if len(token) < SHORTEST_TOKEN:
        raise ValueError(f"a token has at least {SHORTEST_TOKEN} characters; this one has {len(token)}")
    return token
