"""The scene on the server: one lasting address, built once, whatever the cache folder allows."""

from __future__ import annotations

import gzip
import json
import os
import re
from pathlib import Path

import pytest

from sciatica_teach.content.compile import load_knowledge
from sciatica_teach.figures import scene_bytes
from sciatica_teach.hosting.frame import Places, build_frame
from sciatica_teach.hosting.scene_file import SceneFile, hash_sources
from sciatica_teach.settings import Settings, find_resources


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    folders = {"SCIATICA_TEACH_HOME": str(tmp_path), "SCIATICA_TEACH_CACHE": str(tmp_path / "cache")}
    return Settings.from_environment(folders)


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Counts the buildings, which are made quick."""
    counted: list[str] = []

    def build(_anatomy: object) -> bytes:
        counted.append("built")
        return b"{}"

    monkeypatch.setattr(scene_bytes, "build_scene_file", build)
    return counted


def test_it_is_built_once_and_found_again_by_the_next_server(settings, built):
    version = load_knowledge(settings).version
    first, again = SceneFile(settings, version), SceneFile(settings, version)
    assert first.ensure() == first.ensure() == again.ensure()
    assert built == ["built"]


def test_other_content_has_another_name(settings):
    assert SceneFile(settings, "one").name != SceneFile(settings, "two").name
    assert re.fullmatch("[0-9a-f]{16}", hash_sources("one"))


def test_a_scene_of_content_that_was_changed_meanwhile_is_not_kept_under_the_old_name(settings, built):
    scene = SceneFile(settings, "content of this morning")
    assert scene.ensure().is_file()
    assert not (settings.cache_dir / scene.name).exists()
    assert built == ["built"]


def test_a_cache_that_cannot_be_written_is_no_error(settings, built):
    version = load_knowledge(settings).version
    for path in settings.cache_dir.iterdir():
        path.unlink()
    settings.cache_dir.rmdir()
    settings.cache_dir.write_text("a file where the folder should be")
    assert SceneFile(settings, version).ensure().read_bytes() == b"{}"
    assert built == ["built"]


def test_only_the_newest_few_are_kept(settings, built):
    settings.cache_dir.mkdir(exist_ok=True)
    for age in range(6):
        old = settings.cache_dir / f"scene-{age}.json"
        old.write_text("{}")
        os.utime(old, (1000 + age, 1000 + age))
    scene = SceneFile(settings, load_knowledge(settings).version)
    scene.ensure()
    kept = {path.name for path in settings.cache_dir.glob("scene-*.json")}
    assert kept == {scene.name, "scene-5.json", "scene-4.json", "scene-3.json"}
    assert built == ["built"]


def test_only_the_lesson_that_shows_it_fetches_it_ahead(tmp_path, settings):
    places = Places(base_url="/", notebooks=tmp_path, assets=find_resources("assets"), scripts=(), extensions=(),
                    scene_name=SceneFile(settings, "one").name)
    lesson, other = build_frame(places, "01_anatomy"), build_frame(places, "04_cases")
    assert lesson["scene"] == places.scene_url
    assert lesson["preload"][-1] == places.plotly_url
    assert (other["scene"], other["preload"]) == ("", lesson["preload"][:-1])


@pytest.mark.slow
def test_the_address_told_to_kernels_lasts_and_is_compressed(ask):
    told = re.search(r"scene=(/\S+)", ask("/voila/render/05_quiz.ipynb").text)
    assert told
    reply = ask(told[1], Accept_Encoding="gzip")
    assert (reply.status, reply.headers["Cache-Control"]) == (200, "public, max-age=31536000, immutable")
    assert len(reply.body) <= 600_000
    assert json.loads(gzip.decompress(reply.body))["format"] == 1
    assert ask(told[1].replace("scene-", "scene-0")).status == 404
