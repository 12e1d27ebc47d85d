"""The security headers of every answer.

What a browser may do with an answer depends on what the answer is: a lesson runs our scripts and talks to its kernel,
a plain page runs next to nothing, a file runs nothing at all, even if it is a picture with a script in it. The headers
are added where answers leave the server and not in each handler, so that errors, redirections, refused sockets and
handlers that are not ours carry them too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from tornado.httputil import HTTPHeaders, HTTPServerRequest
from tornado.web import OutputTransform

from sciatica_teach.errors import HostingError

POLICY = "Content-Security-Policy"
YEAR_S = 365 * 24 * 3600

_ORIGIN = re.compile(r"https?://(\*\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?", re.IGNORECASE)
_NOT_USED = ("accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer", "microphone",
             "midi", "payment", "publickey-credentials-get", "screen-wake-lock", "serial", "usb", "xr-spatial-tracking")
_COMMON = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _NOT_USED),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}

_NOTHING = ("default-src 'none'", "object-src 'none'", "base-uri 'none'")
_FILE = ("style-src 'unsafe-inline'", "form-action 'none'")
_PAGE = (
    "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'", "connect-src 'self'",
    "form-action 'self'",
)
_LESSON = (
    "script-src 'self' blob:",  # a widget of somebody's own notebook is a module that its page makes from text
    "style-src 'self' 'unsafe-inline'",  # the style sheets of widgets, and styles in what cells print
    "img-src 'self' data: blob:", "media-src 'self' data: blob:", "font-src 'self' data:", "connect-src 'self'",
    "worker-src 'self' blob:", "form-action 'self'",
)


def require_origins(origins: Iterable[str]) -> tuple[str, ...]:
    """The origins as they stand in a header. Raises HostingError for what is more or less than an origin."""
    kept = tuple(origin.rstrip("/") for origin in origins)
    for origin in kept:
        if not _ORIGIN.fullmatch(origin):
            raise HostingError(
                f"{origin!r} is no origin that could frame the apps. Give scheme, host and port if there is one, and"
                " nothing else: https://lms.example.org"
            )
    return kept


def file_policy(ancestors: tuple[str, ...] = ()) -> str:
    """For whatever is no page: nothing in it may run or fetch anything."""
    return _join(_FILE, ancestors)


def page_policy(ancestors: tuple[str, ...] = ()) -> str:
    """For pages that are no lessons."""
    return _join(_PAGE, ancestors)


def lesson_policy(ancestors: tuple[str, ...] = ()) -> str:
    """For pages with widgets. No script may stand in the page itself: what content brings with it does not run."""
    return _join(_LESSON, ancestors)


def _join(rules: tuple[str, ...], ancestors: tuple[str, ...]) -> str:
    return "; ".join((*_NOTHING, *rules, " ".join(("frame-ancestors 'self'", *ancestors))))


def security_headers(ancestors: tuple[str, ...] = ()) -> dict[str, str]:
    """What Jupyter's own handlers are told to send. `ancestors` are origins whose pages may show ours in a frame."""
    return {**_COMMON, POLICY: file_policy(ancestors)}


class SecureAnswer(OutputTransform):
    """Adds to an answer what its handler did not say, and takes away what nobody has to know."""

    def __init__(self, ancestors: tuple[str, ...], request: HTTPServerRequest) -> None:
        super().__init__(request)
        self._ancestors = ancestors
        self._request = request

    def transform_first_chunk(
        self, status_code: int, headers: HTTPHeaders, chunk: bytes, finishing: bool  # noqa: ARG002  # Tornado's
    ) -> tuple[int, HTTPHeaders, bytes]:
        headers.pop("Server", None)
        is_page = headers.get("Content-Type", "").startswith("text/html")
        wanted = {**_COMMON, POLICY: page_policy(self._ancestors) if is_page else file_policy(self._ancestors)}
        if self._request.protocol == "https":
            wanted["Strict-Transport-Security"] = f"max-age={YEAR_S}"
        for name, value in wanted.items():
            if name not in headers:
                headers[name] = value
        return status_code, headers, chunk
