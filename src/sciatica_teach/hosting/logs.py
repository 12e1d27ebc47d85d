"""One log, a line an event, from whoever writes: our own modules, Voilà, Jupyter, Tornado.

    2026-11-23T20:07:40Z INFO 200 GET /voila/render/02_cases.ipynb in 812 ms [request 5f0c6e1d]
    {"time": "2026-11-23T20:07:40Z", "level": "INFO", "event": "200 GET /voila/render/02_cases.ipynb in 812 ms",
     "logger": "sciatica-teach.access", "request": "5f0c6e1d", "method": "GET", "path": "/voila/...", "status": 200,
     "ms": 812}

Pages are noted, and whatever went wrong; files, health and the signs of life of open pages are not. A request's id is
told to the browser as well (`X-Request-Id`), so that somebody who reports a problem can name the line. Where a visitor
comes from is not kept in any form: the limit on wrong resume codes is counted in the record store, not from the log.
"""

from __future__ import annotations

import logging
import secrets
import sys
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

import msgspec
from tornado.httputil import HTTPHeaders, HTTPServerRequest
from tornado.web import OutputTransform, RequestHandler

from sciatica_teach.hosting.scrubbing import scrub

ACCESS = "sciatica-teach.access"
OURS = ("sciatica-teach", "sciatica_teach")
"""Loggers whose news is shown; of others, only warnings."""
FIELDS = ("method", "path", "status", "ms")
_QUIET = (
    "/static/", "/voila/static/", "/voila/labextensions/", "/voila/files/", "/favicon.ico", "/alive/", "/healthz",
    "/room", "/join/", "/host/",
)

request_id: ContextVar[str] = ContextVar("request_id", default="")


def set_up_logs(voila: logging.Logger, *, as_json: bool, base_url: str) -> None:
    """Lead every logger of this process to standard error, in one form; `voila` is the application's own."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines(base_url) if as_json else TextLines(base_url))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    voila.handlers.clear()
    voila.propagate = True
    voila.setLevel(logging.WARNING)
    for name in OURS:
        logging.getLogger(name).setLevel(logging.INFO)


def log_request(handler: RequestHandler) -> None:
    """Tornado's `log_function`: one line for a page, and for everything that failed."""
    request, status = handler.request, handler.get_status()
    path = request.path.removeprefix(handler.settings["base_url"].rstrip("/"))
    if status < 400 and path.startswith(_QUIET):
        return
    level = logging.INFO if status < 400 else logging.WARNING if status < 500 else logging.ERROR
    ms = round(1000 * request.request_time())
    logging.getLogger(ACCESS).log(
        level, "%s %s %s in %s ms", status, request.method, path, ms,
        extra={"method": request.method, "path": path, "status": status, "ms": ms},
    )


class Numbered(OutputTransform):
    """Gives each request an id. Tornado makes its transforms before the handler's task, which inherits the context."""

    def __init__(self, request: HTTPServerRequest) -> None:  # noqa: ARG002  # Tornado's signature
        self._id = secrets.token_hex(4)
        request_id.set(self._id)

    def transform_first_chunk(
        self, status_code: int, headers: HTTPHeaders, chunk: bytes, finishing: bool  # noqa: ARG002
    ) -> tuple[int, HTTPHeaders, bytes]:
        headers["X-Request-Id"] = self._id
        return status_code, headers, chunk


class _Lines(logging.Formatter):
    def __init__(self, base_url: str) -> None:
        super().__init__()
        self._base_url = base_url

    def _tell(self, record: logging.LogRecord) -> dict[str, Any]:
        """The line as fields, in the order in which they are read; without what nobody may read."""
        told = {
            "time": f"{datetime.fromtimestamp(record.created, UTC):%Y-%m-%dT%H:%M:%SZ}",
            "level": record.levelname,
            "event": self._scrub(record.getMessage()),
            "logger": record.name,
            "request": request_id.get(),
            **{name: getattr(record, name) for name in FIELDS if hasattr(record, name)},
        }
        if "path" in told:
            told["path"] = self._scrub(str(told["path"]))
        if record.exc_info:
            told["traceback"] = self._scrub(self.formatException(record.exc_info))
        return {name: value for name, value in told.items() if value != ""}

    def _scrub(self, text: str) -> str:
        return scrub(text, self._base_url)


class JsonLines(_Lines):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        return msgspec.json.encode(self._tell(record)).decode()


class TextLines(_Lines):
    """One line of text; what goes on for several is indented, so that nobody can write a line of the log."""

    def format(self, record: logging.LogRecord) -> str:
        told = self._tell(record)
        request = f" [request {told['request']}]" if "request" in told else ""
        said = "\n".join(part for part in (told["event"] + request, told.get("traceback")) if part)
        return f"{told['time']} {told['level']} " + said.replace("\n", "\n    ")
