"""`/instructor`: the door to what is for instructors only, and for those who are in, what lies behind it.

The key comes in the fragment of the address that the server prints when it starts (`/instructor#KEY`), which browsers
send to nobody: a script puts it into the form. It can be typed as well. Wrong keys are limited as wrong resume codes
are; whoever is in already is not shut out by anybody's wrong tries.
"""

from __future__ import annotations

import math
import time
from typing import Any
from urllib.parse import quote

from sciatica_teach.hosting.framed import is_framed_elsewhere, open_cookies
from sciatica_teach.hosting.identity import keep_token
from sciatica_teach.hosting.instructors import COOKIE, SHORTEST_KEY, Instructors, keep_proof
from sciatica_teach.hosting.lesson_list import list_demos, list_instructor_lessons
from sciatica_teach.hosting.plain import PlainHandler
from sciatica_teach.hosting.static import find_file
from sciatica_teach.hosting.words import explain_door
from sciatica_teach.store.codes import TRIES_IN_ALL, TRIES_PER_ORIGIN, WINDOW_S, WrongTry, window_around

LONGEST_KEY = 512
REFUSED = 400
TOO_MANY = 429


class DoorTries:
    """Wrong keys of the last quarter of an hour, in this server's memory."""

    def __init__(self) -> None:
        self._tries: list[WrongTry] = []

    def add(self, origin: str, now: float) -> None:
        """Somebody at that address has shown a wrong key."""
        self._tries.append(WrongTry(origin=origin, at=now))

    def find_wait_s(self, origin: str, now: float) -> float:
        """Seconds until that address may try again; 0 when it may now."""
        start, end = window_around(now)
        self._tries = [one for one in self._tries if start < one.at < end][-TRIES_IN_ALL:]
        own = [one.at for one in self._tries if one.origin == origin]
        return max(_wait_s(own, TRIES_PER_ORIGIN, now), _wait_s([one.at for one in self._tries], TRIES_IN_ALL, now))


def _wait_s(times: list[float], ceiling: int, now: float) -> float:
    return 0.0 if len(times) < ceiling else max(0.0, sorted(times)[-ceiling] + WINDOW_S - now)


class DoorHandler(PlainHandler):
    """Shows the form, or to an instructor the way on."""

    def initialize(self, tries: DoorTries) -> None:
        self._tries = tries

    @property
    def instructors(self) -> Instructors:
        instructors: Instructors = self.settings["sciatica_instructors"]
        return instructors

    async def get(self) -> None:
        if is_framed_elsewhere(self.request):
            keep_token(self, self.places.base_url)
        self._show()

    async def post(self) -> None:
        self.check_xsrf_cookie()
        if self.get_body_argument("leave", ""):
            self.clear_cookie(COOKIE, path=self.places.base_url)
            self._go_on("")
            return
        token = keep_token(self, self.places.base_url)
        status, wait_s = self._try_key(self.get_body_argument("key", "")[:LONGEST_KEY])
        if status:
            self._show(explain_door(math.ceil(wait_s / 60)), status)
            return
        keep_proof(self, self.instructors, token, self.places.base_url)
        self._go_on(self._wanted())

    def _try_key(self, tried: str) -> tuple[int, float]:
        """The status of the refusal, 0 where the key opens; and how many seconds to wait until the next try."""
        origin, now = self.request.remote_ip or "unknown", time.time()
        if wait_s := self._tries.find_wait_s(origin, now):
            return TOO_MANY, wait_s
        if self.instructors.is_key(tried):
            return 0, 0.0
        if len(tried.strip()) >= SHORTEST_KEY:  # what is shorter is a slip, not a guess
            self._tries.add(origin, now)
        return REFUSED, 0.0

    def _wanted(self) -> str:
        """The lesson that led here, as `NAME.ipynb?QUERY`; "" where there is none of that name."""
        wanted = self.get_argument("to", "")[:2048]
        return wanted if find_file((self.places.notebooks,), wanted.partition("?")[0]) else ""

    def _go_on(self, wanted: str) -> None:
        path, _, query = wanted.partition("?")
        asked = f"?{quote(query, safe='=&%+')}" if query else ""
        there = f"voila/render/{quote(path)}{asked}" if path else "instructor"
        open_cookies(self, self.settings["sciatica_frame_ancestors"])
        self.redirect(f"{self.places.base_url}{there}", status=303)

    def _show(self, problem: str = "", status: int = 200) -> None:
        self.set_status(status)
        xsrf = self.xsrf_token.decode("ascii")  # sets its cookie
        open_cookies(self, self.settings["sciatica_frame_ancestors"])
        self.render_page("instructor.html", xsrf=xsrf, problem=problem, **self._describe())

    def _describe(self) -> dict[str, Any]:
        is_in = self.instructors.knows(self)
        return {
            "is_in": is_in,
            "has_key": self.instructors.has_key,
            "wanted": self._wanted(),
            "script": self.places.asset_url("scripts/door.js"),
            "lessons": list_instructor_lessons(self.places) if is_in else [],
            "demos": list_demos(self.places) if is_in else [],
        }
