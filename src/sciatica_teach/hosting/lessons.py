"""The lesson pages: Voilà's rendering, with the visitor's identity and our own words when something is missing."""

from __future__ import annotations

from contextlib import aclosing

from tornado.web import HTTPError, authenticated
from voila.tornado.handler import TornadoVoilaHandler

from sciatica_teach.hosting.frame import Places, build_frame
from sciatica_teach.hosting.framed import open_cookies
from sciatica_teach.hosting.headers import lesson_policy
from sciatica_teach.hosting.identity import HEADER, keep_token
from sciatica_teach.hosting.kernels.owned import name_owner
from sciatica_teach.hosting.kernels.reception import Opening
from sciatica_teach.hosting.kernels.seats import NoSeat
from sciatica_teach.hosting.making import build_renderer, describe_request, make_page
from sciatica_teach.hosting.place import keep_place
from sciatica_teach.hosting.static import find_file
from sciatica_teach.hosting.waiting import ask_to_wait
from sciatica_teach.hosting.words import explain_status


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
        if not path.endswith(".ipynb") or not find_file((self.settings["sciatica_places"].notebooks,), path):
            raise HTTPError(404)
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
