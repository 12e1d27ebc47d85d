"""Cookies of a page in the frame of another site, such as a learning platform that shows the lessons.

Browsers send no cookie of ours in such a frame, unless it says that it is meant for that (`SameSite=None; Secure`) and
kept apart for each site that frames us (`Partitioned`). It is said only where it is needed: over https, with origins
configured, and when the browser tells that another site's frame is being opened. Everywhere else cookies stay `Lax`. So
a learner has one record in the frame and another outside of it, until a resume code joins them.
"""

from __future__ import annotations

from tornado.httputil import HTTPServerRequest
from tornado.web import RequestHandler

FOR_A_FRAME = ("SameSite=None", "Secure", "Partitioned")


def is_framed_elsewhere(request: HTTPServerRequest) -> bool:
    """Whether a page of another site opens ours in its frame, over https. Browsers say so; no script can alter it."""
    told = request.headers
    in_frame = told.get("Sec-Fetch-Dest") in {"iframe", "frame"} and told.get("Sec-Fetch-Site") == "cross-site"
    return in_frame and request.protocol == "https"


def open_cookies(handler: RequestHandler, ancestors: tuple[str, ...]) -> None:
    """Let the cookies set so far be kept in the frame that asks for this page. Call after the last was set."""
    if not ancestors or not is_framed_elsewhere(handler.request):
        return
    # Python before 3.14 knows no partitioned cookie, so Tornado cannot write one
    for cookie in vars(handler).pop("_new_cookie", {}).values():
        pieces = cookie.OutputString().split("; ")
        kept = [piece for piece in pieces if not piece.lower().startswith(("samesite", "secure"))]
        handler.add_header("Set-Cookie", "; ".join((*kept, *FOR_A_FRAME)))
