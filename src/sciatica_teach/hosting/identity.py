"""Who is asking, without an account: a random token that only this browser and the server know.

The browser keeps the token in a cookie that scripts cannot read. The kernel that runs the visitor's notebook receives
it as an environment variable, because Voilà copies the headers it is told to copy from the request into the kernel's
environment. A header of that name sent by the client is therefore always overwritten: whoever could choose it could
read another learner's record.
"""

from __future__ import annotations

import re

from jupyter_server.auth.identity import PasswordIdentityProvider, User
from tornado.web import RequestHandler

from sciatica_teach.store.identity import new_token

COOKIE = "st-learner"
HEADER = "X-Sciatica-Learner"
"""Reaches the kernel as the variable `HTTP_X_SCIATICA_LEARNER`."""
YEAR_S = 365 * 24 * 3600

_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


def find_token(handler: RequestHandler) -> str | None:
    """The token of whoever asks, by this server's way to know visitors; None for somebody unknown."""
    token: str | None = handler.settings["sciatica_visitors"].find(handler)
    return token


def keep_token(handler: RequestHandler, base_url: str) -> str:
    """The visitor's token, given out where that is possible (call before the first flush); else HTTPError 403."""
    token: str = handler.settings["sciatica_visitors"].keep(handler, base_url)
    return token


def find_cookie_token(handler: RequestHandler) -> str | None:
    """The token this browser brought, or None when it brought none or a malformed one."""
    value = handler.get_cookie(COOKIE)
    return value if value and _TOKEN.fullmatch(value) else None


def keep_cookie_token(handler: RequestHandler, base_url: str) -> str:
    """The browser's token, or a new one; either way the cookie is renewed for a year. Call before the first flush."""
    token = find_cookie_token(handler) or new_token()
    handler.set_cookie(
        COOKIE,
        token,
        path=base_url,
        max_age=YEAR_S,
        httponly=True,
        samesite="Lax",
        secure=handler.request.protocol == "https",
    )
    return token


class NoAccounts(PasswordIdentityProvider):
    """Every visitor is the same nobody to Jupyter, which would otherwise set a second cookie to tell them apart."""

    async def get_user(self, handler: RequestHandler) -> User:  # noqa: ARG002  # the base class's signature
        return User(username="visitor", name="Visitor")
