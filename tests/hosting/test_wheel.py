"""The wheel alone, in a folder that has nothing to do with the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from support.server import full, serve

from .conftest import ask_server  # type: ignore[import-not-found]

CHECKOUT = Path(__file__).parents[2]


def run(*command: str, cwd: Path) -> None:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
def test_an_installed_wheel_serves_its_lessons_and_styles_from_any_folder(tmp_path: Path) -> None:
    build = ("build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(CHECKOUT))
    run(sys.executable, "-m", *build, cwd=tmp_path)
    (wheel,) = tmp_path.glob("*.whl")
    installed = tmp_path / "installed"
    run(sys.executable, "-m", "pip", "install", "--no-deps", "--target", str(installed), str(wheel), cwd=tmp_path)
    home = tmp_path / "home"
    home.mkdir()
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    asked = "import sciatica_teach.settings as s; print(s.find_resources('notebooks'))"
    found = subprocess.check_output([sys.executable, "-c", asked], cwd=home, env=environment, text=True)
    assert Path(found.strip()).is_relative_to(installed)
    with serve(full(), home, environment) as server:
        page = ask_server(server.url, "/voila/render/index.ipynb")
        assert page.status == 200
        assert "could not start" not in page.text
        assert "--st-paper" in ask_server(server.url, "/static/sciatica/styles/tokens.css").text
