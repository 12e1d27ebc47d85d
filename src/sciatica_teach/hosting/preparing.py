"""What is made once for all visitors, before the first of them asks: scene, scripts of parts, and all of it compressed.

    python -m sciatica_teach.hosting.preparing

It costs some seconds of one processor core on the first start after an installation, and nothing later, because the
results stay in the cache. So that visitors who come meanwhile are not kept waiting, a process of its own does it, with
low priority: the server looks what is missing, starts this module, and tells it on its standard input. The pipe stays
open; when it closes, the server is gone and the process ends as well.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sciatica_teach.hosting.compressed import CompressedFiles
from sciatica_teach.hosting.frame import Places
from sciatica_teach.hosting.part_files import PartFiles
from sciatica_teach.hosting.scene_file import SceneFile
from sciatica_teach.settings import Settings

POLITENESS = 10
"""How far the process steps back, in steps of Unix priority."""

log = logging.getLogger("sciatica-teach")


def list_files(places: Places) -> list[Path]:
    """Our own files that pages fetch. Those of the stock widgets are for few pages, and gzip is enough for them."""
    kinds = (".js", ".css", ".svg")
    return sorted(path for path in places.assets.rglob("*") if path.is_file() and path.suffix in kinds)


def list_parts(parts: PartFiles) -> list[Path]:
    """The scripts and style sheets of the parts, once they are made."""
    return sorted(path for path in parts.folder.iterdir() if path.suffix)


class Preparation:
    """The making of what is missing, beside the server."""

    def __init__(
        self, files: CompressedFiles, scene: SceneFile, parts: PartFiles, environment: dict[str, str]
    ) -> None:
        """`environment` tells the process the settings of the server."""
        self.files, self._scene, self._parts, self._environment = files, scene, parts, environment
        self._process: subprocess.Popen[str] | None = None
        self._stopped = False

    def begin(self, places: Places) -> threading.Thread:
        """Look what is missing and have it made; returns at once."""
        thread = threading.Thread(target=self._run, args=(places,), name="preparation", daemon=True)
        thread.start()
        return thread

    def follow(self, told: dict[str, str]) -> None:
        """Settings that changed since; they hold for the process that is begun next."""
        self._environment = {**self._environment, **told}

    def stop(self) -> None:
        self._stopped = True
        if self._process:
            self._process.terminate()
            self._process.wait()

    def _run(self, places: Places) -> None:
        told = self._tell_missing(places)
        if self._stopped or not (told["files"] or told["content"] or told["parts"]):
            return
        command = [sys.executable, "-m", "sciatica_teach.hosting.preparing"]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env={**os.environ, **self._environment},
        )
        if self._stopped:
            self.stop()
        self._follow(self._process, told)

    def _tell_missing(self, places: Places) -> dict[str, Any]:
        scene = self._scene.folder / self._scene.name
        made = [*([scene] if scene.is_file() else []), *(list_parts(self._parts) if self._parts.is_made else [])]
        paths = [*made, *list_files(places)]
        return {
            "content": self._scene.content_version if self._scene.is_due() else "",
            "parts": not self._parts.is_made,
            "files": [str(path) for path in paths if not self.files.is_prepared(path)],
            "folder": str(self.files.folder),
        }

    def _follow(self, process: subprocess.Popen[str], told: dict[str, Any]) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            with process.stdin, process.stdout:
                process.stdin.write(f"{json.dumps(told)}\n")
                process.stdin.flush()
                for line in process.stdout:
                    log.info("%s", line.rstrip())
        except OSError as problem:  # a pipe that broke: the process was ended, or ended by itself
            log.info("Preparing the files was broken off: %s", problem)
        if process.wait() and not self._stopped:
            log.warning("Some files could not be prepared. They are sent larger than they need to be.")


def prepare(told: dict[str, Any], settings: Settings) -> Iterator[str]:
    """Make everything; yields lines on how far it is."""
    files = CompressedFiles(Path(told["folder"]))
    paths = [Path(path) for path in told["files"]]
    if told["content"]:
        paths.insert(0, SceneFile(settings, told["content"]).ensure())
    if told["parts"]:
        parts = PartFiles(settings)
        parts.ensure()
        paths = [*list_parts(parts), *paths]
    for number, path in enumerate(paths, start=1):
        files.prepare(path)
        if number % 20 == 0 or number == len(paths):
            yield f"{number} of {len(paths)} files are prepared."
    files.drop_oldest()


def _end_with_the_server() -> None:
    sys.stdin.read()
    os._exit(1)


def main() -> None:
    told = json.loads(sys.stdin.readline())
    threading.Thread(target=_end_with_the_server, daemon=True).start()
    if hasattr(os, "nice"):
        os.nice(POLITENESS)
    for line in prepare(told, Settings.from_environment(os.environ)):
        print(line, flush=True)


if __name__ == "__main__":
    main()
