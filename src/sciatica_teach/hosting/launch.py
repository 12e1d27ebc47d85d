"""From options to a server that can be started."""

from __future__ import annotations

import logging
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from sciatica_teach.content.compile import is_kept
from sciatica_teach.hosting.app import SciaticaVoila
from sciatica_teach.hosting.compressed import CompressedFiles
from sciatica_teach.hosting.configuring import build_config
from sciatica_teach.hosting.frame import Places
from sciatica_teach.hosting.live.routing import build_rooms
from sciatica_teach.hosting.options import ServeOptions
from sciatica_teach.hosting.part_files import PartFiles
from sciatica_teach.hosting.preparing import Preparation
from sciatica_teach.hosting.reloading.handover import hand_over
from sciatica_teach.hosting.reloading.watch import ContentWatch
from sciatica_teach.hosting.scene_file import SceneFile
from sciatica_teach.settings import Settings, find_resources
from sciatica_teach.store.live.memory import MemoryLiveStore
from sciatica_teach.store.live.opening import open_live_store
from sciatica_teach.store.memory import MemoryStore

if TYPE_CHECKING:
    from collections.abc import Callable

    from sciatica_teach.store.live.port import LiveStore
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
        told |= {
            "SCIATICA_TEACH_CONTENT": str(settings.content_dir),
            "SCIATICA_TEACH_CONTENT_VERSION": settings.content_version,
        }
    return told


def pin_content(settings: Settings, content_version: str) -> Settings:
    """Settings that go on with this version where the files may be changed while the server runs."""
    pinned = content_version if settings.content_dir and is_kept(settings, content_version) else ""
    return replace(settings, content_version=pinned)


def _open_live_store(settings: Settings, store: RecordStore) -> LiveStore:
    """Rooms beside the records: where those are forgotten, so are these."""
    return MemoryLiveStore() if isinstance(store, MemoryStore) else open_live_store(settings)


def build_app(
    options: ServeOptions,
    settings: Settings,
    store: RecordStore,
    content_version: str,
    announce: Callable[[str], None],
) -> SciaticaVoila:
    """The application, ready for `start()`; nothing listens yet."""
    settings = pin_content(settings, content_version)
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
        live=build_rooms(
            settings, _open_live_store(settings, store), content_version, base_url=options.base_url,
            listens_at=options.host, public_url=options.public_url,
        ),
    )
    app.watch = ContentWatch(settings, content_version, partial(hand_over, app))
    app.initialize(argv=[])
    return app
