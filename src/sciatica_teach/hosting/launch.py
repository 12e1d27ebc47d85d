"""From options to a server that can be started."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from sciatica_teach.hosting.app import SciaticaVoila
from sciatica_teach.hosting.compressed import CompressedFiles
from sciatica_teach.hosting.configuring import build_config
from sciatica_teach.hosting.frame import Places
from sciatica_teach.hosting.options import ServeOptions
from sciatica_teach.hosting.part_files import PartFiles
from sciatica_teach.hosting.preparing import Preparation
from sciatica_teach.hosting.scene_file import SceneFile
from sciatica_teach.settings import Settings, find_resources

if TYPE_CHECKING:
    from collections.abc import Callable

    from sciatica_teach.store.port import RecordStore


def kernel_environment(settings: Settings, places: Places) -> dict[str, str]:
    """What the lessons' kernels are told: the server's settings, and where plotly's script and the scene lie."""
    told = {
        "SCIATICA_TEACH_HOME": str(settings.data_dir),
        "SCIATICA_TEACH_CACHE": str(settings.cache_dir),
        "SCIATICA_TEACH_DATABASE": settings.database,
        "SCIATICA_TEACH_PLOTLY_URL": places.plotly_url,
        "SCIATICA_TEACH_FLAT_PLOTLY_URL": places.flat_plotly_url,
        "SCIATICA_TEACH_SCENE_URL": places.scene_url,
        "SCIATICA_TEACH_PARTS_URL": places.parts_url,
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
        base_url=options.base_url, notebooks=options.notebooks, assets=find_resources("assets"), scripts=(),
        extensions=(), scene_name=scene.name, is_course=options.is_course,
    )
    environment = kernel_environment(settings, places)
    part_files = PartFiles(settings)
    app = SciaticaVoila(
        config=build_config(options, environment),
        config_file_paths=[],
        ip=options.host,
        port=options.port,
        open_browser=options.open_browser,
        log_level=logging.WARNING,
        options=options,
        places=places,
        store=store,
        content_version=content_version,
        scene=scene,
        part_files=part_files,
        preparation=Preparation(CompressedFiles(settings.cache_dir / "files"), scene, part_files, environment),
        announce=announce,
    )
    app.initialize(argv=[])
    return app
