"""Which of several servers a browser and its kernels belong to.

Behind one proxy any server can open a page, for what a learner did is in the shared record store. From then on the
page belongs to the server where its kernel runs. Two signs tell the proxy: every kernel's id begins with the place's
name (`a_6f2e...`), which settles it for the page's own requests even when the browser has moved on meanwhile; and a
cookie brings the browser's next pages to the same place. The name of a place is no secret.
"""

from __future__ import annotations

import re

from tornado.web import RequestHandler

COOKIE = "st-place"
NAME = re.compile(r"[a-z0-9]{1,16}")
"""What a place may be called: it becomes a part of addresses."""


def keep_place(handler: RequestHandler, place: str, base_url: str) -> None:
    """Bring this browser's next pages to `place`, until it is closed; nothing where there is only one server."""
    if place:
        secure = handler.request.protocol == "https"
        handler.set_cookie(COOKIE, place, path=base_url, httponly=True, samesite="Lax", secure=secure)


def name_kernel(place: str, kernel_id: str) -> str:
    """The id of a kernel that runs there."""
    return f"{place}_{kernel_id}" if place else kernel_id
