"""Which address is answered by what: ours first, then Voilà's without what a visitor has no use for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jupyter_server.auth.logout import LogoutHandler
from jupyter_server.base.handlers import FileFindHandler
from jupyter_server.services.kernels.handlers import KernelHandler
from voila.shutdown_kernel_handler import VoilaShutdownKernelHandler
from voila.static_file_handler import AllowListFileHandler, MultiStaticFileHandler, TemplateStaticFileHandler
from voila.tornado.contentshandler import VoilaContentsHandler
from voila.tornado.handler import TornadoVoilaHandler
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler
from voila.tornado.treehandler import TornadoVoilaTreeHandler
from voila.voila_identity_provider import VoilaLoginHandler

from sciatica_teach.hosting.door import DoorHandler, DoorTries
from sciatica_teach.hosting.kernels.lifeline import LifelineHandler
from sciatica_teach.hosting.kernels.owned import Farewell, OwnChannels, OwnKernel
from sciatica_teach.hosting.lessons import LessonHandler
from sciatica_teach.hosting.live.routing import list_rules
from sciatica_teach.hosting.part_files import PartFileHandler
from sciatica_teach.hosting.pictures import PictureHandler
from sciatica_teach.hosting.plain import HealthHandler, HomeHandler, ResumeHandler
from sciatica_teach.hosting.privacy import PrivacyHandler
from sciatica_teach.hosting.scene_file import SceneHandler
from sciatica_teach.hosting.static import StoredFileHandler
from sciatica_teach.hosting.waiting import RoomHandler

if TYPE_CHECKING:
    from sciatica_teach.hosting.app import SciaticaVoila

Rule = tuple[Any, ...]
"""Pattern, handler, and what its `initialize` receives."""

_OURS = {
    TornadoVoilaHandler: LessonHandler,
    KernelHandler: OwnKernel,
    VoilaKernelWebsocketHandler: OwnChannels,
    VoilaShutdownKernelHandler: Farewell,
}
"""Voilà's handlers that have ours in their place."""
_PAGES = (HomeHandler, ResumeHandler, DoorHandler)
_QUESTIONS = (LifelineHandler, RoomHandler)
"""What pages ask. These and our pages a Hub guards; Voilà's ask it by themselves, and everybody may have files and
health."""
_NOT_OFFERED = (
    TornadoVoilaTreeHandler, VoilaContentsHandler, TemplateStaticFileHandler, VoilaLoginHandler, LogoutHandler,
)


def build_routes(app: SciaticaVoila, voila: list[Rule]) -> list[Rule]:
    """All rules in the order in which they are tried; `voila` are the rules that Voilà would use."""
    kept = [_exchange(app, rule) for rule in voila if rule[1] not in _NOT_OFFERED]
    added = _added(app)
    return [*(_guard_all(added) if app.options.identity == "hub" else added), *kept]


def _guard_all(added: list[Rule]) -> list[Rule]:
    from sciatica_teach.hosting.hub import guard  # only where JupyterHub is installed

    def guarded(asked: type[Any]) -> type[Any]:
        return guard(asked, is_page=asked in _PAGES) if asked in (*_PAGES, *_QUESTIONS) else asked

    return [(pattern, guarded(asked), *rest) for pattern, asked, *rest in added]


def _exchange(app: SciaticaVoila, rule: Rule) -> Rule:
    pattern, handler, *rest = rule
    if handler in _OURS:
        return (pattern, _OURS[handler], *rest)
    if handler is FileFindHandler:
        return (pattern, StoredFileHandler, {"roots": app.places.extensions})
    if handler is AllowListFileHandler:
        return (pattern, PictureHandler, {"roots": (app.places.notebooks,)})
    if handler is MultiStaticFileHandler:
        return (pattern, StoredFileHandler, {"roots": app.places.scripts})
    return rule


def _about_privacy(app: SciaticaVoila) -> dict[str, Any]:
    options = app.options
    return {"note": options.privacy_note, "identity": options.identity, "several": bool(options.place)}


def _added(app: SciaticaVoila) -> list[Rule]:
    base, places = app.base_url, app.places
    stamp = places.stamp
    return [
        (base, HomeHandler),
        (f"{base}resume", ResumeHandler),
        (f"{base}instructor", DoorHandler, {"tries": DoorTries()}),
        (f"{base}healthz", HealthHandler),
        (f"{base}privacy", PrivacyHandler, _about_privacy(app)),
        (f"{base}room", RoomHandler),
        *list_rules(base, app.live),
        (rf"{base}alive/([\w-]+)", LifelineHandler, {"kernels": app.kernel_manager}),
        (f"{base}static/sciatica/(.*)", StoredFileHandler, {"roots": (places.assets,)}),
        (f"{base}static/live/(.*)", StoredFileHandler, {"roots": (places.live,), "stamp": places.live_stamp}),
        (f"{base}static/room/(.*)", StoredFileHandler, {"roots": (places.room,), "stamp": places.room_stamp}),
        (f"{base}static/parts/(.*)", PartFileHandler, {"files": app.part_files}),
        (f"{base}static/scene/(.*)", SceneHandler, {"scene": app.scene}),
        (f"{base}static/voila/(.*)", StoredFileHandler, {"roots": places.scripts, "stamp": stamp}),
        (f"{base}static/extensions/(.*)", StoredFileHandler, {"roots": places.extensions, "stamp": stamp}),
    ]
