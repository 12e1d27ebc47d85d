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
from pathlib import Path
from typing import Any

from jupyter_server.base.handlers import FileFindHandler
from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop
from tornado.netutil import bind_sockets
from traitlets import Any as AnyTrait
from traitlets import Callable, Instance, Integer, Unicode
from traitlets.config import Config
from voila.app import Voila
from voila.static_file_handler import MultiStaticFileHandler
from voila.tornado.contentshandler import VoilaContentsHandler
from voila.tornado.handler import TornadoVoilaHandler
from voila.tornado.treehandler import TornadoVoilaTreeHandler

from sciatica_teach.hosting.frame import Places, build_frame
from sciatica_teach.hosting.identity import HEADER, NoAccounts
from sciatica_teach.hosting.kernels import CULL_EVERY_S, IDLE_S, LessonKernels, LifelineHandler, OwnInterpreter
from sciatica_teach.hosting.lessons import LessonHandler
from sciatica_teach.hosting.plain import HealthHandler, HomeHandler, NoSuchPageHandler, ResumeHandler
from sciatica_teach.hosting.scene_file import SceneFile, SceneHandler
from sciatica_teach.hosting.static import StoredFileHandler

PORTS_TRIED = 50
WEBSOCKET_PING_MS = 30_000
SECURITY_HEADERS = {
    "Content-Security-Policy": "frame-ancestors 'self'",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
_NOT_OFFERED = (TornadoVoilaTreeHandler, VoilaContentsHandler)


class SciaticaVoila(Voila):  # type: ignore[misc]  # Voilà is untyped
    """Serves one folder of lessons. Build it with `build_app`."""

    name = "sciatica-teach"
    places = Instance(Places)
    store = AnyTrait(help="A `RecordStore`.")
    content_version = Unicode()
    scene = Instance(SceneFile)
    announce = Callable(help="Called with the words for the person who started the server.")
    port = Integer(8866, help="The port wanted; once listening, the port used. 0 takes any free one.").tag(config=True)

    def initialize(self, argv: list[str] | None = None) -> None:
        super().initialize(argv)
        self.log.addFilter(lambda entry: "is not trusted" not in entry.getMessage())  # nobody signs lessons

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
        return settings | {
            "compress_response": True,
            "websocket_compression_options": {"compression_level": 6},  # the parts' scripts come this way
            "headers": SECURITY_HEADERS,
            "default_handler_class": NoSuchPageHandler,
            "static_immutable_cache": [f"{self.base_url}voila/labextensions/"],
            "ws_ping_timeout": WEBSOCKET_PING_MS,
            "ws_ping_interval": WEBSOCKET_PING_MS,
            "xsrf_cookie_kwargs": {"samesite": "Lax", "path": self.base_url},
            "sciatica_places": self.places,
            "sciatica_store": self.store,
            "sciatica_content_version": self.content_version,
            "sciatica_log": self.log,
        }

    def init_handlers(self) -> list[Any]:
        """Ours first, then Voilà's, with the lesson handler exchanged and the file tree left out."""
        own = [self._own(rule) for rule in super().init_handlers() if rule[1] not in _NOT_OFFERED]
        return [*self._added_handlers(), *own]

    def _own(self, rule: tuple[Any, ...]) -> tuple[Any, ...]:
        pattern, handler, *rest = rule
        if handler is TornadoVoilaHandler:
            return (pattern, LessonHandler, *rest)
        if handler is FileFindHandler:  # these names hold a hash of the content
            return (pattern, handler, {**rest[0], "no_cache_paths": []})
        if handler is MultiStaticFileHandler:
            return (pattern, StoredFileHandler, {"roots": self.places.scripts})
        return rule

    def _added_handlers(self) -> list[Any]:
        base, places = self.base_url, self.places
        stamp = places.stamp
        return [
            (base, HomeHandler),
            (f"{base}resume", ResumeHandler),
            (f"{base}healthz", HealthHandler),
            (rf"{base}alive/([\w-]+)", LifelineHandler, {"kernels": self.kernel_manager}),
            (f"{base}static/sciatica/(.*)", StoredFileHandler, {"roots": (places.assets,)}),
            (f"{base}static/plotly/(.*)", StoredFileHandler, {"roots": (places.plotly,), "stamp": stamp}),
            (f"{base}static/scene/(.*)", SceneHandler, {"scene": self.scene}),
            (f"{base}static/voila/(.*)", StoredFileHandler, {"roots": places.scripts, "stamp": stamp}),
            (f"{base}static/extensions/(.*)", StoredFileHandler, {"roots": places.extensions, "stamp": stamp}),
        ]

    def listen(self) -> None:
        """Open the port or the next free one, say so, and serve until a signal comes."""
        server = HTTPServer(self.app)
        server.add_sockets(self._bind())
        self.ioloop = IOLoop.current()
        signal.signal(signal.SIGINT, self._handle_signal_stop)
        self.announce(f"Sciatica Teach is ready: {self.display_url}")
        if self.open_browser:
            self.launch_browser()
        try:
            self.ioloop.start()
        finally:
            server.stop()
            self.stop()

    def _bind(self) -> list[Any]:
        wanted = self.port
        for port in range(wanted, wanted + PORTS_TRIED):
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
        raise OSError(errno.EADDRINUSE, f"ports {wanted} to {wanted + PORTS_TRIED - 1} are all taken")

    def launch_browser(self) -> None:
        """Without Voilà's detour over a temporary page, which asks another machine for its icons."""
        threading.Thread(target=webbrowser.open, args=(self.display_url,), daemon=True).start()

    def _handle_signal_stop(self, sig: int, frame: object) -> None:  # noqa: ARG002  # the signal module's signature
        self.announce("Stopping.")
        self.ioloop.add_callback_from_signal(self.ioloop.stop)


def _describe_page(page_config: dict[str, Any], *, settings: Any, notebook_path: str, **_: Any) -> dict[str, Any]:
    """Voilà's page configuration with our addresses, and the frame for the templates under `sciatica`."""
    places: Places = settings["sciatica_places"]
    return page_config | {
        "fullStaticUrl": places.script_url,
        "fullLabextensionsUrl": places.extension_url,
        "sciatica": build_frame(places, Path(notebook_path).stem),
    }


def _log_failed_cell(*, cell: Any, cell_index: int, execute_reply: Any) -> None:
    reply = execute_reply["content"]
    logging.getLogger("sciatica-teach").error(
        "Cell %s (%s) failed: %s\n%s", cell_index, cell.get("id", ""), reply["evalue"], "\n".join(reply["traceback"])
    )


def build_config(notebooks: Path, environment: dict[str, str]) -> Config:
    """What Voilà and the Jupyter server are told. `environment` is what kernels receive over the server's own."""
    config = Config()
    config.Voila.update(root_dir=str(notebooks), identity_provider_class=NoAccounts)
    config.VoilaConfiguration.update(
        template="lab",
        theme="light",
        allow_template_override="NO",
        allow_theme_override="NO",
        http_header_envs=[HEADER],
        extension_denylist=["jupyterlab-plotly", "jupyterlab_pygments"],
        file_allowlist=[r".*\.(png|jpg|gif|svg|webp)"],
        kernel_spec_manager_class=OwnInterpreter,
        multi_kernel_manager_class=LessonKernels,
        page_config_hook=_describe_page,
        show_tracebacks=True,  # the error card of our template decides what of it is shown
    )
    config.VoilaExecutor.update(allow_errors=True, on_cell_error=_log_failed_cell)
    config.LessonKernels.update(
        environment=environment, cull_idle_timeout=IDLE_S, cull_interval=CULL_EVERY_S, cull_connected=False
    )
    config.KernelManager.autorestart = False
    return config
