"""The lesson pages: Voilà's rendering, with the visitor's identity and our own words when something is missing."""

from __future__ import annotations

from contextlib import aclosing
from urllib.parse import parse_qsl, quote, urlencode

from tornado.web import HTTPError, authenticated
from voila.tornado.handler import TornadoVoilaHandler

from sciatica_teach.hosting.frame import Places, build_frame
from sciatica_teach.hosting.framed import open_cookies
from sciatica_teach.hosting.headers import lesson_policy
from sciatica_teach.hosting.identity import HEADER, keep_token
from sciatica_teach.hosting.instructors import ROLE_HEADER
from sciatica_teach.hosting.kernels.owned import name_owner
from sciatica_teach.hosting.kernels.reception import Opening
from sciatica_teach.hosting.kernels.seats import NoSeat
from sciatica_teach.hosting.making import build_renderer, describe_request, make_page
from sciatica_teach.hosting.notebook_facts import INSTRUCTOR, NotebookFacts, read_facts
from sciatica_teach.hosting.place import keep_place
from sciatica_teach.hosting.static import find_file
from sciatica_teach.hosting.waiting import ask_to_wait
from sciatica_teach.hosting.words import explain_status
from sciatica_teach.model.demo import asks_for_demo


class LessonHandler(TornadoVoilaHandler):  # type: ignore[misc]  # Voilà is untyped
    """`/voila/render/NAME.ipynb`."""

    _has_left = False

    @property
    def content_security_policy(self) -> str:
        return lesson_policy(self.settings["sciatica_frame_ancestors"])

    def on_connection_close(self) -> None:
        self._has_left = True

    @authenticated
    async def get(self, path: str | None = None) -> None:
        if not path:
            self.redirect(self.base_url)
            return
        file = find_file((self.settings["sciatica_places"].notebooks,), path) if path.endswith(".ipynb") else None
        if file is None:
            raise HTTPError(404)
        role = self.request.headers[ROLE_HEADER] = self.settings["sciatica_instructors"].role_of(self)
        if self._lead_elsewhere(path, role, read_facts(file)):
            return
        if self.settings["sciatica_drain"].begun:
            ask_to_wait(self, "stopping")
            return
        token = self.request.headers[HEADER] = keep_token(self, self.base_url)
        keep_place(self, self.settings["sciatica_place"], self.base_url)
        _ = self.xsrf_token  # sets its cookie; the page's farewell, which ends the kernel, has to send it back
        open_cookies(self, self.settings["sciatica_frame_ancestors"])
        try:
            opening = self.settings["sciatica_reception"].admit(name_owner(token), self.request.remote_ip or "")
        except NoSeat as none:
            ask_to_wait(self, none.why)
            return
        await self._send_lesson(path, opening)

    def _lead_elsewhere(self, path: str, role: str, facts: NotebookFacts) -> bool:
        """To the door, whoever may not open this; a tool of instructors is no demo, because what it does is kept."""
        is_demo = asks_for_demo(self.request.query)
        wanted = f"{path}?{self.request.query}" if self.request.query else path
        if role != INSTRUCTOR and (is_demo or facts.for_instructors):
            target = f"{self.base_url}instructor?to={quote(wanted, safe='')}"
        elif is_demo and facts.for_instructors:
            kept = [(key, value) for key, value in parse_qsl(self.request.query) if key != "demo"]
            target = f"{self.request.path}{'?' + urlencode(kept) if kept else ''}"
        else:
            return False
        self.set_header("Cache-Control", "no-store")
        self.redirect(target)
        return True

    async def _send_lesson(self, path: str, opening: Opening) -> None:
        made = False
        try:
            renderer = await build_renderer(self, path)
            self.set_header("Content-Type", "text/html; charset=UTF-8")
            self.set_header("Cache-Control", "no-store")
            async with aclosing(make_page(renderer, opening, describe_request(self))) as pieces:
                async for piece in pieces:
                    if self._has_left:
                        return
                    self.write(piece)
                    self.flush()
            made = True
        finally:
            await opening.close(made=made)

    def write_error(self, status_code: int, **kwargs: object) -> None:  # noqa: ARG002  # Tornado's signature
        """A page in the same look. Once part of the lesson is sent, only the connection can be closed."""
        if self._headers_written:
            self.finish()
            return
        self.set_header("Content-Type", "text/html; charset=UTF-8")
        self.finish(render_problem(self.settings["voila_jinja2_env"], self.settings["sciatica_places"], status_code))


def render_problem(templates: object, places: Places, status_code: int) -> str:
    """The page for an error: what happened and what to do."""
    title, advice = explain_status(status_code)
    template = templates.get_template("problem.html")  # type: ignore[attr-defined]
    html: str = template.render(page=build_frame(places), title=title, advice=advice, status_code=status_code)
    return html
