"""A lesson's page, piece by piece: the prose at once, each cell when its kernel has run it.

Voilà starts the kernel and then begins to write the page. Here the page begins first: its head, its style sheets and
its leading prose are on their way while the kernel waits for its turn. As long as nothing else comes, the page is told
how many are before it, and proxies that close quiet connections are kept awake.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from pathlib import PurePosixPath
from typing import Any

from voila._version import __version__ as voila_version
from voila.execute import VoilaExecutor
from voila.notebook_renderer import NotebookRenderer
from voila.tornado.handler import TornadoVoilaHandler
from voila.utils import ENV_VARIABLE, get_page_config

from sciatica_teach.hosting.compiled import COMPILED
from sciatica_teach.hosting.identity import HEADER
from sciatica_teach.hosting.instructors import ROLE_HEADER
from sciatica_teach.hosting.kernels.ready import Ready
from sciatica_teach.hosting.kernels.reception import Opening
from sciatica_teach.hosting.live.addresses import find_join_origin
from sciatica_teach.hosting.notebook_facts import INSTRUCTOR

HEADER_VARIABLE = f"HTTP_{HEADER.upper().replace('-', '_')}"
ROLE_VARIABLE = f"HTTP_{ROLE_HEADER.upper().replace('-', '_')}"
JOIN_VARIABLE = "SCIATICA_TEACH_JOIN_ADDRESS"
"""Tells an instructor's kernel under which address phones reach this server; empty where they cannot."""
QUIET_S = 1.0
"""After so long without a piece the page is told how things stand."""


class LessonRenderer(NotebookRenderer):  # type: ignore[misc]  # Voilà is untyped
    """Voilà's renderer, with a kernel that answers already."""

    async def _jinja_kernel_start(self, nb: Any, kernel_id: str, kernel_future: Any) -> str:  # noqa: ARG002  # Voilà's
        ready: Ready = await kernel_future
        self.executor = VoilaExecutor(nb, km=ready.manager, config=self.traitlet_config, show_tracebacks=True)
        self.executor.kc = ready.client
        return ready.kernel_id


async def build_renderer(handler: TornadoVoilaHandler, path: str) -> LessonRenderer:
    """Voilà's renderer for one page. Raises HTTPError 404 for a lesson that does not exist."""
    known: dict[str, Any] = {
        "base_url": handler.base_url,
        "settings": handler.settings,
        "log": handler.log,
        "voila_configuration": handler.voila_configuration,
    }
    renderer = LessonRenderer(
        request_handler=handler,
        voila_configuration=handler.voila_configuration,
        traitlet_config=handler.traitlet_config,
        notebook_path=path,
        template_paths=handler.template_paths,
        config_manager=handler.config_manager,
        contents_manager=handler.contents_manager,
        base_url=handler.base_url,
        kernel_spec_manager=handler.kernel_spec_manager,
        page_config=handler.page_config_hook(
            get_page_config(**known), **known, notebook_path=path, role=handler.request.headers[ROLE_HEADER],
            query=handler.request.query,
        ),
        mathjax_config=handler.settings.get("mathjax_config"),
        mathjax_url=handler.settings.get("mathjax_url"),
    )
    await renderer.initialize()
    renderer.exporter.environment.bytecode_cache = COMPILED
    return renderer


def describe_request(handler: TornadoVoilaHandler) -> dict[str, str]:
    """What the kernel is told of the visit: the variables that Voilà documents, whose record it is and in what role."""
    request = handler.request
    host, _, port = request.host.lower().rpartition(":")
    port = port if host and port.isdigit() else ""
    return {
        HEADER_VARIABLE: request.headers[HEADER],
        ROLE_VARIABLE: request.headers[ROLE_HEADER],
        JOIN_VARIABLE: _find_join_address(handler) if request.headers[ROLE_HEADER] == INSTRUCTOR else "",
        ENV_VARIABLE.QUERY_STRING.value: request.query,
        ENV_VARIABLE.SCRIPT_NAME.value: request.path,
        ENV_VARIABLE.PATH_INFO.value: "",
        ENV_VARIABLE.SERVER_NAME.value: host if port else request.host.lower(),
        ENV_VARIABLE.SERVER_PORT.value: port,
        ENV_VARIABLE.SERVER_PROTOCOL.value: request.version,
        ENV_VARIABLE.SERVER_SOFTWARE.value: f"voila/{voila_version}",
        ENV_VARIABLE.VOILA_APP_PORT.value: port,
        ENV_VARIABLE.VOILA_BASE_URL.value: handler.base_url,
        ENV_VARIABLE.VOILA_PREHEAT.value: "False",
        ENV_VARIABLE.VOILA_REQUEST_URL.value: request.full_url(),
        ENV_VARIABLE.VOILA_SERVER_URL.value: handler.settings.get("server_url", "/"),
    }


def _find_join_address(handler: TornadoVoilaHandler) -> str:
    live, request = handler.settings["sciatica_live"], handler.request
    origin = find_join_origin(request.protocol, request.host, live.listens_at, live.public_url)
    return f"{origin}{handler.base_url}" if origin else ""


async def make_page(renderer: LessonRenderer, opening: Opening, visit: dict[str, str]) -> AsyncGenerator[str, None]:
    """The page's HTML as it comes into being. Closed early, it stops speaking with the kernel."""
    kernel = opening.start(str(PurePosixPath(renderer.notebook_path).parent), visit)
    pieces = renderer.generate_content_generator(opening.kernel_id, kernel)
    upcoming = _next_of(pieces)
    try:
        while True:
            await asyncio.wait({upcoming}, timeout=QUIET_S)
            if not upcoming.done():
                yield describe_wait(opening.before)
                continue
            piece = upcoming.result()
            if piece is None:
                return
            yield piece[0]
            upcoming = _next_of(pieces)
    finally:
        await _let_go(upcoming, pieces, renderer)
        kernel.close()


def _next_of(pieces: Any) -> asyncio.Future[Any]:
    return asyncio.ensure_future(anext(pieces, None))


async def _let_go(upcoming: asyncio.Future[Any], pieces: Any, renderer: LessonRenderer) -> None:
    upcoming.cancel()
    await asyncio.wait({upcoming})
    await pieces.aclose()
    executor = getattr(renderer, "executor", None)
    if executor is not None and executor.kc is not None:
        executor.kc.stop_channels()


def describe_wait(before: int) -> str:
    """What the page is told while it waits: an element that is not shown, and that its script reads."""
    return f'<i class="st-waits" hidden data-before="{before}"></i>\n'
