"""Our own Voilà application.

Voilà is made for one notebook shown to a few people; a class needs a little more around it. This subclass adds
identity, plain pages, cached files and checks, and takes away what a visitor has no use for (the file tree, the choice
of template by query). What it leaves alone on purpose: Voilà lets the browser send comm messages only, never code to
execute.
"""

from __future__ import annotations

import errno
import logging
import signal
import threading
import webbrowser
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop
from tornado.netutil import bind_sockets
from traitlets import Any as AnyTrait
from traitlets import Callable, Instance, Integer, Unicode
from voila.app import Voila

from sciatica_teach.hosting.accepting import GzipAnswers
from sciatica_teach.hosting.draining import Drain
from sciatica_teach.hosting.frame import Places
from sciatica_teach.hosting.headers import SecureAnswer, security_headers
from sciatica_teach.hosting.instructors import Instructors
from sciatica_teach.hosting.kernels.reception import Reception
from sciatica_teach.hosting.live.handling import Live
from sciatica_teach.hosting.logs import Numbered, log_request, set_up_logs
from sciatica_teach.hosting.open_files import allow_files
from sciatica_teach.hosting.options import ServeOptions
from sciatica_teach.hosting.part_files import PartFiles
from sciatica_teach.hosting.plain import NoSuchPageHandler
from sciatica_teach.hosting.preparing import Preparation
from sciatica_teach.hosting.reloading.watch import ContentWatch
from sciatica_teach.hosting.routes import build_routes
from sciatica_teach.hosting.scene_file import SceneFile
from sciatica_teach.hosting.visitors import choose_visitors

if TYPE_CHECKING:
    from sciatica_teach.hosting.kernels.forking.supervisor import WarmProcess

PORTS_TRIED = 50
WEBSOCKET_PING_MS = 30_000
LARGEST_MESSAGE_BYTES = 16 * 1024 * 1024
"""Of a page to its kernel: a saved record of 6 million characters, its quotes escaped, with room to spare."""
REQUEST_LIMITS = {
    "max_body_size": 64 * 1024,  # the longest form is a resume code
    "max_header_size": 32 * 1024,
    "idle_connection_timeout": 120.0,  # also for headers that trickle in; a proxy keeps its connections for 60 to 75 s
    "body_timeout": 30.0,
}


class SciaticaVoila(Voila):  # type: ignore[misc]  # Voilà is untyped
    """Serves one folder of lessons. Build it with `build_app`."""

    name = "sciatica-teach"
    options = Instance(ServeOptions)
    places = Instance(Places)
    store = AnyTrait(help="A `RecordStore`.")
    content_version = Unicode()
    scene = Instance(SceneFile)
    part_files = Instance(PartFiles)
    preparation = Instance(Preparation)
    watch = Instance(ContentWatch)
    live = Instance(Live)
    announce = Callable(help="Called with the words for the person who started the server.")
    port = Integer(8866, help="The port wanted; once listening, the port used. 0 takes any free one.").tag(config=True)

    def initialize(self, argv: list[str] | None = None) -> None:
        super().initialize(argv)
        set_up_logs(self.log, as_json=self.options.log_json, base_url=self.options.base_url)
        self.log.addFilter(lambda entry: "is not trusted" not in entry.getMessage())  # nobody signs lessons
        # Jupyter and Tornado read the same number, one as when to give a socket up, the other as when to want its pong.
        logging.getLogger("tornado.general").addFilter(lambda entry: "websocket_ping_timeout" not in entry.getMessage())

    def setup_template_dirs(self) -> None:
        """Our templates come before those of Voilà's `lab`, which they extend."""
        super().setup_template_dirs()
        self.template_paths: list[str] = [str(self.places.assets / "template"), *self.template_paths]
        self.places = Places(
            base_url=self.base_url,
            notebooks=self.places.notebooks,
            assets=self.places.assets,
            scripts=tuple(Path(path) for path in self.static_paths),
            extensions=tuple(Path(path) for path in self.labextensions_path),
            scene_name=self.scene.name,
            is_course=self.places.is_course,
        )

    def init_settings(self) -> dict[str, Any]:
        settings: dict[str, Any] = super().init_settings()
        self.drain = Drain(self.options.drain_s, self.kernel_manager.count_connected, self._leave)
        return settings | {
            "log_function": log_request,
            "transforms": [Numbered, GzipAnswers, partial(SecureAnswer, self.options.frame_ancestors)],
            "websocket_compression_options": {"compression_level": 6},
            "sciatica_frame_ancestors": self.options.frame_ancestors,
            "headers": security_headers(self.options.frame_ancestors),
            "default_handler_class": NoSuchPageHandler,
            "static_immutable_cache": [f"{self.base_url}voila/labextensions/"],
            "websocket_max_message_size": LARGEST_MESSAGE_BYTES,
            "ws_ping_timeout": 3 * WEBSOCKET_PING_MS,  # with one interval, the first ping closes every socket
            "ws_ping_interval": WEBSOCKET_PING_MS,
            "xsrf_cookie_kwargs": {"samesite": "Lax", "path": self.base_url},
            "sciatica_places": self.places,
            "sciatica_live": self.live,
            "sciatica_reception": Reception(self.kernel_manager, self.options.spare_kernels),
            "sciatica_files": self.preparation.files,
            "sciatica_visitors": choose_visitors(self.options.identity, self.options.name_key),
            "sciatica_instructors": Instructors(self.options.instructor_key, self.options.instructor_group),
            "sciatica_place": self.options.place,
            "sciatica_drain": self.drain,
            "sciatica_store": self.store,
            "sciatica_content_version": self.content_version,
            "sciatica_log": self.log,
        }

    def init_handlers(self) -> list[Any]:
        return build_routes(self, super().init_handlers())

    def listen(self) -> None:
        """Open the port or the next free one, say so, and serve until a signal comes."""
        server = HTTPServer(self.app, xheaders=self.options.behind_proxy, **REQUEST_LIMITS)
        server.add_sockets(self._bind())
        self.ioloop = IOLoop.current()
        allow_files(self.options.most_kernels)
        if self.options.kernel_start == "forked":
            self.kernel_manager.warm_process = self.start_warm_process()
        signal.signal(signal.SIGINT, self._handle_signal_stop)
        signal.signal(signal.SIGTERM, self._handle_signal_end)
        self.announce(f"Sciatica Teach is ready: {self.display_url}")
        if self.options.tells_door:
            self.announce(f"For instructors: {self.display_url.rstrip('/')}/instructor#{self.options.instructor_key}")
        if self.open_browser:
            self.launch_browser()
        self.preparation.begin(self.places)
        spares = self.app.settings["sciatica_reception"].spares
        self.ioloop.add_callback(spares.fill_soon)
        self.ioloop.add_callback(self.watch.start)
        try:
            self.ioloop.start()
        finally:
            self.watch.stop()
            spares.stop()
            self.preparation.stop()
            server.stop()
            self.stop()

    def start_warm_process(self) -> WarmProcess:
        """One more, which gets ready by itself and knows what kernels are told by now."""
        from sciatica_teach.hosting.kernels.forking.supervisor import WarmProcess  # Linux only

        warm = WarmProcess(self.options.warm, self.kernel_manager.environment)
        warm.start(self.ioloop.asyncio_loop)  # type: ignore[attr-defined]  # Tornado has it
        return warm

    def stop(self) -> None:
        super().stop()
        if self.kernel_manager.warm_process is not None:
            self.kernel_manager.warm_process.end()

    def _bind(self) -> list[Any]:
        wanted = self.port
        tried = 1 if self._is_expected() else PORTS_TRIED
        for port in range(wanted, wanted + tried):
            try:
                sockets = bind_sockets(port, self.ip)
            except OSError as error:
                if error.errno != errno.EADDRINUSE:
                    raise
                continue
            self.port = sockets[0].getsockname()[1]
            if wanted not in (0, self.port):
                self.announce(f"Port {wanted} is taken by another program; using port {self.port} instead.")
            return sockets
        which = f"ports {wanted} to {wanted + tried - 1} are all taken" if tried > 1 else "it is taken"
        raise OSError(errno.EADDRINUSE, which)

    def _is_expected(self) -> bool:
        """Whether a proxy or a Hub looks for this server at that port and at no other."""
        return self.options.behind_proxy or self.options.identity == "hub"

    def launch_browser(self) -> None:
        """Without Voilà's detour over a temporary page, which asks another machine for its icons."""
        threading.Thread(target=webbrowser.open, args=(self.display_url,), daemon=True).start()

    def _handle_signal_stop(self, sig: int, frame: object) -> None:  # noqa: ARG002  # the signal module's signature
        self.ioloop.add_callback_from_signal(self._leave)

    def _handle_signal_end(self, sig: int, frame: object) -> None:  # noqa: ARG002  # the signal module's signature
        self.ioloop.add_callback_from_signal(self.drain.begin)

    def _leave(self) -> None:
        self.live.rooms.end_streams()
        self.ioloop.stop()  # first: whoever listened to the words may be gone, and then they cannot be said
        self.announce("Stopping.")
