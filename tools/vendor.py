"""Fetch the browser libraries that the pages load, and write down what was fetched.

    python tools/vendor.py [VERSION]

Plotly's whole script is 4.8 MB, of which a page uses a third. The same release comes in smaller bundles: one that draws
in space, one that draws flat. They are fetched with npm in the release that the installed Python package speaks (or in
VERSION), checked against the hash that the registry tells, and laid into `assets/vendor` with a manifest, which a test
compares with the files.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

import plotly

FOLDER = Path(__file__).resolve().parents[1] / "assets" / "vendor"
BUNDLES = {"plotly-gl3d.min.js": "plotly.js-gl3d-dist-min", "plotly-cartesian.min.js": "plotly.js-cartesian-dist-min"}
LICENCE = "plotly-LICENSE.txt"


@dataclass(frozen=True)
class Vendored:
    """One line of the manifest."""

    file: str
    package: str
    version: str
    licence: str
    integrity: str
    """The registry's hash of the package."""
    sha256: str
    """Of the file as it lies here."""
    traces: list[str]
    """The trace types that it can draw."""


def spoken_version() -> str:
    """The release of plotly.js inside the installed Python package, such as "4.1.1"."""
    script = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    found = re.search(r"plotly\.js v([\d.]+)", script.read_text(encoding="utf-8")[:500])
    if not found:
        raise SystemExit(f"{script} does not tell its version.")
    return found[1]


def ask_npm(*words: str, folder: Path | None = None) -> str:
    done = subprocess.run(["npm", *words], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"npm {' '.join(words)}\n{done.stderr}")
    return done.stdout.strip()


def fetch_package(package: str, version: str) -> tuple[bytes, str]:
    """The package as the registry sends it, and the hash that the registry tells; stops where the two differ."""
    integrity = ask_npm("view", f"{package}@{version}", "dist.integrity")
    with tempfile.TemporaryDirectory() as folder:
        ask_npm("pack", "--silent", f"{package}@{version}", folder=Path(folder))
        packed = next(Path(folder).glob("*.tgz")).read_bytes()
    method, _, wanted = integrity.partition("-")
    found = base64.b64encode(hashlib.new(method, packed).digest()).decode()
    if found != wanted:
        raise SystemExit(f"{package} {version}: fetched {method}-{found}, expected {integrity}. Nothing was kept.")
    return packed, integrity


def unpack(file: str, package: str, version: str) -> tuple[dict[str, bytes], Vendored]:
    """The files to keep, by name, and their line of the manifest."""
    packed, integrity = fetch_package(package, version)
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        script, licence, about, readme = (
            archive.extractfile(f"package/{name}").read()  # a missing name raises KeyError
            for name in (file, "LICENSE", "package.json", "README.md")
        )
    sentence = readme.decode().partition("Contains trace modules")[2].partition("\n")[0]
    line = Vendored(file, package, version, json.loads(about)["license"], integrity,
                    hashlib.sha256(script).hexdigest(), re.findall(r"`(\w+)`", sentence))
    return {file: script, LICENCE: licence}, line


def main(version: str) -> None:
    lines = []
    FOLDER.mkdir(exist_ok=True)
    for file, package in BUNDLES.items():
        kept, line = unpack(file, package, version)
        for name, content in kept.items():
            (FOLDER / name).write_bytes(content)
        lines.append(asdict(line))
        print(f"{file}: {package} {version}, {len(kept[file]) / 2**20:.1f} MB")
    manifest = json.dumps(lines, indent=1) + "\n"
    (FOLDER / "manifest.json").write_text(manifest, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else spoken_version())
