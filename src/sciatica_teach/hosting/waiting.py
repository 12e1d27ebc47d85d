"""When there is no seat: a page that says so, and tries again by itself.

It keeps the address, query included, so that a link to one case leads there in the end. It asks a small question
(`/room`) instead of loading itself anew, so that nothing flickers and a screen reader is not interrupted; without
JavaScript it loads itself anew. Everybody waits a little longer by chance, so that a class does not come back in step.
"""

from __future__ import annotations

import random

from tornado.web import RequestHandler

from sciatica_teach.hosting.frame import build_frame
from sciatica_teach.hosting.identity import find_token
from sciatica_teach.hosting.kernels.owned import name_owner
from sciatica_teach.hosting.kernels.reception import Reception
from sciatica_teach.hosting.kernels.seats import Refusal
from sciatica_teach.hosting.words import explain_refusal

AGAIN_S = 8
"""When to try again: seats become free as pages are left."""
SPREAD_S = 4
"""By how much that is lengthened by chance."""
TOO_MANY = 429
UNAVAILABLE = 503


def choose_wait() -> int:
    """Seconds until the next try."""
    return AGAIN_S + random.randint(0, SPREAD_S)


def ask_to_wait(handler: RequestHandler, why: Refusal) -> None:
    """Answer with the waiting page: 503, or 429 where the visitor's own browser or network asks for too much."""
    wait_s = choose_wait()
    title, advice = explain_refusal(why)
    handler.set_status(UNAVAILABLE if why in ("full", "stopping") else TOO_MANY)
    handler.set_header("Retry-After", str(wait_s))
    handler.set_header("Cache-Control", "no-store")
    handler.set_header("Content-Type", "text/html; charset=UTF-8")
    template = handler.settings["voila_jinja2_env"].get_template("waiting.html")
    places = handler.settings["sciatica_places"]
    script = places.asset_url("scripts/waiting.js")
    words = {"title": title, "advice": advice, "wait_s": wait_s, "spread_s": SPREAD_S}
    handler.finish(template.render(page=build_frame(places), script=script, **words))


class RoomHandler(RequestHandler):
    """`/room`: whether a page opened now would get a seat, as {"room": true}."""

    def get(self) -> None:
        reception: Reception = self.settings["sciatica_reception"]
        refusal = reception.find_refusal(name_owner(find_token(self)), self.request.remote_ip or "")
        self.set_header("Cache-Control", "no-store")
        self.write({"room": refusal is None and not self.settings["sciatica_drain"].begun})
