"""New content for new pages, while the old ones go on with theirs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sciatica_teach.hosting.reloading.compiling import Outcome

if TYPE_CHECKING:
    from sciatica_teach.hosting.app import SciaticaVoila


async def hand_over(app: SciaticaVoila, outcome: Outcome) -> None:
    """Give every page that is opened from now on this content.

    Kernels decode it by themselves until the new warm process, which has it loaded, is ready: a visitor who comes in
    between waits some ten milliseconds longer, and nobody waits for the warm process.
    """
    pinned = outcome.version if outcome.is_kept else ""
    app.content_version = outcome.version
    app.scene.follow(outcome.version, pinned)
    app.places = replace(app.places, scene_name=app.scene.name)
    told = {"SCIATICA_TEACH_CONTENT_VERSION": pinned, "SCIATICA_TEACH_SCENE_URL": app.places.scene_url}
    app.kernel_manager.environment = {**app.kernel_manager.environment, **told}
    app.preparation.follow(told)
    app.app.settings |= {"sciatica_places": app.places, "sciatica_content_version": app.content_version}
    app.app.settings["sciatica_reception"].spares.renew()
    app.preparation.begin(app.places)
    app.live.knowledge.version = app.content_version
    await _renew_warm_process(app)


async def _renew_warm_process(app: SciaticaVoila) -> None:
    """The old one goes on until the new one is ready; where that never is, for good."""
    old = app.kernel_manager.warm_process
    if old is None:
        return
    fresh = app.start_warm_process()
    if not await fresh.is_ready():
        fresh.end()
        return
    app.kernel_manager.warm_process = fresh
    await old.retire()
