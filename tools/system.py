"""The programs that pip cannot bring: a Chromium, a PostgreSQL server, nginx and JupyterHub's proxy.

Found, else installed when we are root on a Debian-like machine, else the tests that need them say aloud that they are
skipped. Where they are required (CI), a missing one is an error.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path


def find_chromium() -> Path | None:
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next((Path(found) for name in names if (found := shutil.which(name))), None)


def find_postgresql() -> Path | None:
    """The folder with `initdb` and `pg_ctl`."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    return next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)), None)


def find_nginx() -> Path | None:
    """Debian keeps it where only root's PATH looks."""
    found = shutil.which("nginx", path=os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin")))
    return Path(found) if found else None


def find_hub_proxy() -> Path | None:
    """The proxy that JupyterHub starts beside itself."""
    found = shutil.which("configurable-http-proxy")
    return Path(found) if found else None


NEEDED: tuple[tuple[str, Callable[[], Path | None]], ...] = (
    ("chromium", find_chromium),
    ("postgresql", find_postgresql),
    ("nginx-light", find_nginx),
    ("node-configurable-http-proxy", find_hub_proxy),
)


def prepare(*, required: bool) -> None:
    """Install what is missing if we may; leave with an error if it is required and still missing."""
    missing = [package for package, find in NEEDED if find() is None]
    if missing and hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        _install(missing)
        missing = [package for package, find in NEEDED if find() is None]
    for package in missing:
        print(f"!! {package} was not found: the tests that need it are {'an error' if required else 'SKIPPED'}")
    if missing and required:
        sys.exit(1)


def _install(packages: list[str]) -> None:
    print(f"installing {', '.join(packages)} ...", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-q"], env=environment, check=False, stdout=subprocess.DEVNULL)
    subprocess.run(
        ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages],
        env=environment, check=False, stdout=subprocess.DEVNULL,
    )
