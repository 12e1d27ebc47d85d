"""From options to a server that can be started."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sciatica_teach.hosting.app import SciaticaVoila, build_config
from sciatica_teach.hosting.frame import Places
from sciatica_teach.hosting.scene_file import SceneFile
from sciatica_teach.settings import Settings, find_resources

if TYPE_CHECKING:
    from collections.abc import Callable

    from sciatica_teach.store.port import RecordStore


@dataclass(frozen=True, kw_only=True)
class ServeOptions:
    """What the person who starts the server decides."""

    host: str = "127.0.0.1"
    port: int = 8866
    """0 takes any free port."""
    notebooks: Path
    open_browser: bool = False
    is_course: bool = True
    """False where what is served is no lesson of the course, whatever its file is called."""


def kernel_environment(settings: Settings, places: Places) -> dict[str, str]:
    """What the lessons' kernels are told: the server's settings, and where plotly's script and the scene lie."""
    told = {
        "SCIATICA_TEACH_HOME": str(settings.data_dir),
        "SCIATICA_TEACH_CACHE": str(settings.cache_dir),
        "SCIATICA_TEACH_DATABASE": settings.database,
        "SCIATICA_TEACH_PLOTLY_URL": places.plotly_url,
        "SCIATICA_TEACH_SCENE_URL": places.scene_url,
        "JUPYTER_WIDGETS_ECHO": "0",
    }
    if settings.content_dir:
        told["SCIATICA_TEACH_CONTENT"] = str(settings.content_dir)
    return told


def build_app(
    options: ServeOptions,
    settings: Settings,
    store: RecordStore,
    content_version: str,
    announce: Callable[[str], None],
) -> SciaticaVoila:
    """The application, ready for `start()`; nothing listens yet."""
    scene = SceneFile(settings, content_version)
    places = Places(
        base_url="/", notebooks=options.notebooks, assets=find_resources("assets"), scripts=(), extensions=(),
        scene_name=scene.name, is_course=options.is_course,
    )
    app = SciaticaVoila(
        config=build_config(options.notebooks, kernel_environment(settings, places)),
        config_file_paths=[],
        ip=options.host,
        port=options.port,
        open_browser=options.open_browser,
        log_level=logging.WARNING,
        places=places,
        store=store,
        content_version=content_version,
        scene=scene,
        announce=announce,
    )
    app.initialize(argv=[])
    return app
