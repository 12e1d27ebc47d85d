"""The wheel on every interpreter we support that this machine has: install, check, serve, and read a lesson.

    python tools/smoke.py

Each gets an environment of its own and runs from a folder that has nothing to do with the checkout.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VERSIONS = ("3.11", "3.12", "3.13")
READY = re.compile(r"is ready: (http://\S+?)/?\s")


def find_interpreter(wanted: str) -> Path | None:
    """On the PATH under its own name, this one, or one that pyenv keeps; it has to start and tell its version."""
    kept = sorted((Path.home() / ".pyenv" / "versions").glob(f"{wanted}.*/bin/python"), reverse=True)
    named = [Path(found)] if (found := shutil.which(f"python{wanted}")) else []
    return next((path for path in (*named, Path(sys.executable), *kept) if tells_version(path) == wanted), None)


def tells_version(interpreter: Path) -> str:
    asked = [str(interpreter), "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
    return subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()


def build_wheel(folder: Path) -> Path:
    run([sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)])
    return next(folder.glob("*.whl"))


def run(command: list[str], **options: object) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False, **options)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
    return str(done.stdout)


def smoke(interpreter: Path, wheel: Path, folder: Path) -> str:
    """Install the wheel with the pinned versions, and use it as a newcomer would."""
    run([str(interpreter), "-m", "venv", str(folder / "env")])
    programs = folder / "env" / ("Scripts" if os.name == "nt" else "bin")
    pip = [str(programs / "python"), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    run([*pip, "--constraint", str(ROOT / "constraints.txt"), str(wheel)])
    home = folder / "elsewhere"
    home.mkdir()
    environment = {
        **{name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
        "SCIATICA_TEACH_HOME": str(home), "SCIATICA_TEACH_CACHE": str(home / "cache"),
    }
    program = str(programs / "sciatica-teach")
    run([program, "check"], cwd=home, env=environment)
    return serve_and_read([program, "serve", "--port", "0", "--no-open"], home, environment)


def serve_and_read(command: list[str], home: Path, environment: dict[str, str]) -> str:
    with (home / "server.log").open("w") as log:
        server = subprocess.Popen(command, cwd=home, env=environment, stdout=subprocess.PIPE, stderr=log, text=True)
    try:
        assert server.stdout is not None
        url = next(found[1] for line in server.stdout if (found := READY.search(line)))
        page = urllib.request.urlopen(f"{url}/voila/render/index.ipynb", timeout=120).read().decode()
        style = urllib.request.urlopen(f"{url}/static/sciatica/styles/tokens.css", timeout=30).read().decode()
        if "could not start" in page or "widget-view" not in page or "--st-paper" not in style:
            raise SystemExit("The home lesson was served without its widgets.\n" + (home / "server.log").read_text())
        return f"{len(page)} characters of the home lesson"
    finally:
        server.terminate()
        server.wait(30)


def main() -> int:
    found = {version: find_interpreter(version) for version in VERSIONS}
    with tempfile.TemporaryDirectory() as name, ThreadPoolExecutor(max_workers=2) as pool:
        folder = Path(name)
        wheel = build_wheel(folder)
        jobs = {}
        for version, interpreter in found.items():
            if interpreter is None:
                print(f"Python {version}: not on this machine, SKIPPED")
                continue
            (folder / version).mkdir()
            jobs[version] = pool.submit(smoke, interpreter, wheel, folder / version)
        for version, job in jobs.items():
            print(f"Python {version}: {wheel.name} serves {job.result()}")
    return 0 if jobs else 1


if __name__ == "__main__":
    sys.exit(main())
