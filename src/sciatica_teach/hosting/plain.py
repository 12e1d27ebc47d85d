"""Pages without a kernel: the way home, resuming by code, health."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

from tornado.web import RequestHandler

from sciatica_teach import __version__
from sciatica_teach.errors import StoreError, WrongResumeCode
from sciatica_teach.hosting.frame import Places, build_frame
from sciatica_teach.hosting.framed import is_framed_elsewhere, open_cookies
from sciatica_teach.hosting.identity import find_token, keep_token
from sciatica_teach.hosting.lessons import render_problem
from sciatica_teach.store.port import RecordStore

T = TypeVar("T")
LONGEST_CODE = 64
RECORDS_AWAY = "The records cannot be reached just now. Nothing has changed; try again in a minute."
_workers = ThreadPoolExecutor(max_workers=4, thread_name_prefix="record-store")


async def in_background(call: Callable[..., T], *args: object) -> T:
    """Run a call that may wait for a database without holding up the other visitors."""
    return await asyncio.get_running_loop().run_in_executor(_workers, partial(call, *args))


class PlainHandler(RequestHandler):
    """A page rendered on the server, with the same look and the same security headers as the lessons."""

    @property
    def places(self) -> Places:
        places: Places = self.settings["sciatica_places"]
        return places

    @property
    def store(self) -> RecordStore:
        store: RecordStore = self.settings["sciatica_store"]
        return store

    def render_page(self, name: str, **values: Any) -> None:
        template = self.settings["voila_jinja2_env"].get_template(name)
        self.set_header("Cache-Control", "no-store")
        frame = build_frame(self.places, is_instructor=self.settings["sciatica_instructors"].knows(self))
        self.finish(template.render(page=frame, **values))

    def write_error(self, status_code: int, **kwargs: Any) -> None:  # noqa: ARG002  # Tornado's signature
        self.finish(render_problem(self.settings["voila_jinja2_env"], self.places, status_code))


class HomeHandler(PlainHandler):
    """`/` leads to the home lesson."""

    async def get(self) -> None:
        self.redirect(f"{self.places.base_url}voila/render/index.ipynb")

    async def head(self) -> None:
        await self.get()


class NoSuchPageHandler(PlainHandler):
    """Every address that nothing else answers."""

    async def prepare(self) -> None:
        self.send_error(404)


class HealthHandler(PlainHandler):
    """`/healthz`: for a monitor or a load balancer. 200 while pages can be opened; 503 while the record store does not
    answer, and once the server was asked to end."""

    async def get(self) -> None:
        store = "ok" if await in_background(_answers, self.store) else "unavailable"
        status = _describe(store, leaving=self.settings["sciatica_drain"].begun)
        self.set_status(200 if status == "ok" else 503)
        self.set_header("Cache-Control", "no-store")
        self.finish(
            {
                "status": status,
                "version": __version__,
                "content_version": self.settings["sciatica_content_version"],
                "store": store,
                "kernels": self.settings["sciatica_reception"].count(),
            }
        )

    async def head(self) -> None:  # how many monitors ask
        await self.get()


class ResumeHandler(PlainHandler):
    """`/resume`: type the code from another device, and this browser goes on with that record."""

    async def get(self) -> None:
        if is_framed_elsewhere(self.request):
            keep_token(self, self.places.base_url)  # the form is sent by our own page, and then it would stay Lax
        await self._show("")

    async def post(self) -> None:
        self.check_xsrf_cookie()
        code = self.get_body_argument("code", "")[:LONGEST_CODE]
        token = keep_token(self, self.places.base_url)
        try:
            await in_background(self.store.redeem, code, token, self.request.remote_ip or "unknown", time.time())
        except WrongResumeCode as error:
            await self._show(str(error), status=400, code=code)
        except StoreError as error:
            self.settings["sciatica_log"].error("Resuming failed: %s", error)
            await self._show(RECORDS_AWAY, 503, code)
        else:
            self.redirect(f"{self.places.base_url}voila/render/index.ipynb", status=303)

    async def _show(self, problem: str, status: int = 200, code: str = "") -> None:
        self.set_status(status)
        token = find_token(self)
        has_record = bool(token) and await in_background(_has_record, self.store, token)
        xsrf = self.xsrf_token.decode("ascii")  # sets its cookie
        open_cookies(self, self.settings["sciatica_frame_ancestors"])
        self.render_page("resume.html", problem=problem, code=code, has_record=has_record, xsrf=xsrf)


def _describe(store: str, *, leaving: bool) -> str:
    if leaving:
        return "leaving"
    return "ok" if store == "ok" else "degraded"


def _answers(store: RecordStore) -> bool:
    try:
        store.learner_for(secrets.token_urlsafe(32))
    except StoreError:
        return False
    return True


def _has_record(store: RecordStore, token: str) -> bool:
    try:
        learner = store.learner_for(token)
        return learner is not None and store.read(learner).version > 0
    except StoreError:
        return False
