"""What is made ahead of the first visitor: everything a page fetches, once, by a process that goes with its server."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from support.processes import find_below, read_words

from sciatica_teach.content.compile import load_knowledge
from sciatica_teach.hosting.compressed import CompressedFiles
from sciatica_teach.hosting.frame import Places
from sciatica_teach.hosting.part_files import PartFiles
from sciatica_teach.hosting.preparing import Preparation, list_files, list_parts
from sciatica_teach.hosting.scene_file import SceneFile
from sciatica_teach.settings import Settings

pytestmark = [
    pytest.mark.slow,  # starts processes
    pytest.mark.filterwarnings("error::pytest.PytestUnhandledThreadExceptionWarning"),
]

SCRIPT = "const nerve = 'sciatic';\n" * 100


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    folders = {"SCIATICA_TEACH_HOME": str(tmp_path), "SCIATICA_TEACH_CACHE": str(tmp_path / "cache")}
    return Settings.from_environment(folders)


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """A server's files: two of our own to be fetched, a template, and one of Voilà's."""
    written = {
        "assets/scripts/page.js": SCRIPT,
        "assets/styles/page.css": "p { margin: 0 }\n" * 100,
        "assets/template/page.html": "<p></p>",
        "voila/voila.js": SCRIPT * 2,
    }
    for name, text in written.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return Places(base_url="/", notebooks=tmp_path, assets=tmp_path / "assets", scripts=(tmp_path / "voila",),
                  extensions=())


def prepare(settings: Settings, places: Places, version: str) -> CompressedFiles:
    environment = {"SCIATICA_TEACH_HOME": str(settings.data_dir), "SCIATICA_TEACH_CACHE": str(settings.cache_dir)}
    files = CompressedFiles(settings.cache_dir / "files")
    preparation = Preparation(files, SceneFile(settings, version), PartFiles(settings), environment)
    preparation.begin(places).join()
    return files


def test_what_pages_of_ours_fetch_is_made_ahead(places):
    assert [path.name for path in list_files(places)] == ["page.js", "page.css"]


def test_everything_is_made_once(settings, places, monkeypatch):
    version = load_knowledge(settings).version
    files = prepare(settings, places, version)
    scene = SceneFile(settings, version)
    assert not scene.is_due()
    made = [scene.folder / scene.name, *list_parts(PartFiles(settings))]
    assert {"explorer.js", "explorer.css", "card.js"} <= {path.name for path in made}
    assert all(files.is_prepared(path) for path in (*list_files(places), *made))
    assert not files.is_prepared(places.scripts[0] / "voila.js")
    monkeypatch.setattr(subprocess, "Popen", None)  # whoever starts a process now fails
    prepare(settings, places, version)


def test_a_changed_file_is_made_again_and_a_scene_of_other_content_is_not(settings, places):
    files = prepare(settings, places, "content of this morning")
    assert not list(settings.cache_dir.glob("scene-*"))
    page = places.assets / "scripts" / "page.js"
    page.write_text(SCRIPT * 4)
    assert not files.is_prepared(page)
    assert prepare(settings, places, "content of this morning").is_prepared(page)


def test_it_ends_with_its_server(settings, tmp_path):
    large = tmp_path / "large.js"
    large.write_bytes(os.urandom(1_000_000).hex().encode() * 4)  # some seconds of work
    command = [sys.executable, "-m", "sciatica_teach.hosting.preparing"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, text=True)
    told = {"content": "", "parts": False, "files": [str(large)], "folder": str(settings.cache_dir)}
    process.stdin.write(json.dumps(told) + "\n")
    process.stdin.close()
    assert process.wait(60) == 1
    assert not list(settings.cache_dir.glob("*.br"))


def test_a_server_that_stops_ends_it(settings, places):
    large = places.assets / "scripts" / "large.js"
    large.write_bytes(os.urandom(1_000_000).hex().encode() * 4)
    files = CompressedFiles(settings.cache_dir / "files")
    preparation = Preparation(files, SceneFile(settings, "other"), PartFiles(settings), {})
    thread = preparation.begin(places)
    preparation.stop()
    thread.join()
    assert not preparation.files.is_prepared(large)
    mine = find_below(os.getpid())
    assert not [child for child in mine if "sciatica_teach.hosting.preparing" in read_words(child)]
