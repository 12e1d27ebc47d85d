"""Who a visitor is, in three ways: by a secret of the browser, by a name that a proxy vouches for, by JupyterHub.

A name never reaches the records. What is kept is HMAC-SHA-256 of the name under a key that only the servers have: the
same person gets the same token after every start and on every server, while the database alone tells no name, and
whoever knows a name but not the key cannot make its token. With the key of 32 bytes "k", "ann" becomes
`it7jC8fwM3PqYqeDIONvG9JYQDHptsOKBre_Keux4R4`.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
from collections.abc import Callable, MutableMapping
from pathlib import Path
from typing import Protocol

from tornado.web import HTTPError, RequestHandler

from sciatica_teach.errors import HostingError
from sciatica_teach.hosting.identity import find_cookie_token, keep_cookie_token

KEY_VARIABLE = "SCIATICA_TEACH_NAME_KEY"
SHORTEST_KEY = 32
_MAKE_ONE = "Make one with: python -c \"import secrets; print(secrets.token_urlsafe(48))\""


class Visitors(Protocol):
    """How a server tells one visitor from another."""

    def find(self, handler: RequestHandler) -> str | None:
        """The visitor's token, or None for somebody unknown."""

    def keep(self, handler: RequestHandler, base_url: str) -> str:
        """The visitor's token, given out where that is possible. Raises HTTPError 403 where it is not."""


class CookieVisitors:
    """Nobody has a name: the browser keeps a random token."""

    def find(self, handler: RequestHandler) -> str | None:
        return find_cookie_token(handler)

    def keep(self, handler: RequestHandler, base_url: str) -> str:
        return keep_cookie_token(handler, base_url)


class NamedVisitors:
    """Somebody else has asked for the visitor's name: `name_of` says it, or "" for nobody."""

    def __init__(self, name_of: Callable[[RequestHandler], str], key: bytes) -> None:
        self._name_of = name_of
        self._key = key

    def find(self, handler: RequestHandler) -> str | None:
        name = self._name_of(handler)
        return hash_name(name, self._key) if name else None

    def keep(self, handler: RequestHandler, base_url: str) -> str:  # noqa: ARG002  # there is no cookie to set
        token = self.find(handler)
        if token is None:
            raise HTTPError(403)
        return token


def hash_name(name: str, key: bytes) -> str:
    """The token of a name: 43 characters, as a browser's own."""
    return base64.urlsafe_b64encode(hmac.digest(key, name.encode(), hashlib.sha256)).rstrip(b"=").decode()


def choose_visitors(identity: str, key: bytes) -> Visitors:
    """What `--identity` asks for: "cookie", "header:NAME" or "hub"."""
    if identity == "cookie":
        return CookieVisitors()
    header = identity.removeprefix("header:")
    return NamedVisitors(_name_at_hub if identity == "hub" else lambda handler: _name_in(handler, header), key)


def check_identity(identity: str, *, behind_proxy: bool) -> None:
    """Raises HostingError for what `--identity` does not know, or what would let visitors name themselves."""
    kind, _, header = identity.partition(":")
    if identity not in ("cookie", "hub") and not (kind == "header" and header):
        raise HostingError(f'--identity is cookie, hub or header:NAME, such as header:X-Remote-User; not "{identity}".')
    if kind == "header" and not behind_proxy:
        raise HostingError(
            "--identity header:NAME needs --behind-proxy, and a proxy that sets the header itself on every request: "
            "otherwise anybody could send any name."
        )


def read_name_key(file: Path | None, environ: MutableMapping[str, str] = os.environ) -> bytes:
    """The key that names are hashed under; it is taken out of the environment, so that no kernel inherits it.

    Raises HostingError for a missing or short key, or a file that cannot be read.
    """
    given = environ.pop(KEY_VARIABLE, "").strip()
    if file is not None:
        try:
            given = file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise HostingError(f"The key for names cannot be read from {file}: {error}") from error
    if len(given) < SHORTEST_KEY:
        raise HostingError(
            f"Visitors with names need a key of at least {SHORTEST_KEY} characters, in a file (--name-key-file) or in "
            f"{KEY_VARIABLE}; the same on every server, and kept: with another key everybody starts anew. {_MAKE_ONE}"
        )
    return given.encode()


def _name_in(handler: RequestHandler, header: str) -> str:
    return handler.request.headers.get(header, "").strip()


def _name_at_hub(handler: RequestHandler) -> str:
    user = getattr(handler, "_jupyterhub_user", None)  # set by JupyterHub's provider after it has checked the scopes
    return user.username if user else ""
