"""The loop that follows the folder. It runs in the server's event loop and leaves all work to threads and processes."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from collections.abc import Awaitable, Callable
from dataclasses import replace

import msgspec

from sciatica_teach.hosting.reloading.compiling import Outcome
from sciatica_teach.hosting.reloading.look import Look, take_signature
from sciatica_teach.settings import Settings

LOOK_EVERY_S = 0.5
PROGRAM = "sciatica_teach.hosting.reloading.compiling"
TOLD = 10
"""Problems at most in one line of the log."""

HandOver = Callable[[Outcome], Awaitable[None]]
"""Gives new pages this valid content."""

log = logging.getLogger("sciatica-teach")


class ContentWatch:
    """Follows the settings' content folder from `start` to `stop`."""

    def __init__(self, settings: Settings, version: str, hand_over: HandOver) -> None:
        """`version` is what is served already."""
        self._settings = replace(settings, content_version="")
        self._hand_over = hand_over
        self._version = version
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Call in the running event loop. Without a folder of somebody's own there is nothing to follow."""
        if self._settings.content_dir:
            self._task = asyncio.ensure_future(self._watch())

    def stop(self) -> None:
        if self._task:
            self._task.cancel()

    async def _watch(self) -> None:
        look = Look(())  # so that a change between the server's first reading and now is news as well
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            try:
                await self._look(look)
            except Exception:  # the folder may be on a disk that comes and goes; the next look may find it well
                log.exception("The content folder could not be followed.")

    async def _look(self, look: Look) -> None:
        folder = self._settings.content_dir
        if folder and look.is_news(await asyncio.to_thread(take_signature, folder)):
            await self._settle(await compile_beside(self._settings))

    async def _settle(self, outcome: Outcome) -> None:
        if outcome.problems:
            tell_problems(outcome.problems)
        elif outcome.version != self._version:
            self._version = outcome.version
            log.info("The content was changed: new pages show version %s.", outcome.version)
            await self._hand_over(outcome)


def tell_problems(problems: tuple[str, ...]) -> None:
    """Which file and line is wrong, for whoever runs the server."""
    more = f"\n  and {len(problems) - TOLD} more" if len(problems) > TOLD else ""
    listed = "".join(f"\n  {problem}" for problem in problems[:TOLD])
    log.warning("The changed content is not valid; pages go on with the last that was.%s%s", listed, more)


async def compile_beside(settings: Settings) -> Outcome:
    """Have it compiled in a process of its own, which ends with this call. Raises RuntimeError where it fails."""
    told = {
        "SCIATICA_TEACH_CACHE": str(settings.cache_dir), "SCIATICA_TEACH_CONTENT": str(settings.content_dir),
        "SCIATICA_TEACH_CONTENT_VERSION": "",
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", PROGRAM, env={**os.environ, **told}, stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )
    try:
        said, complaint = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
    if process.returncode:
        raise RuntimeError(f"The content could not be compiled: {complaint.decode(errors='replace')[-1000:]}")
    return msgspec.json.decode(said, type=Outcome)
