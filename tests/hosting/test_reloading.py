"""A teacher's folder is followed while the server runs: what is valid is shown, what is not changes nothing."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import psutil
import pytest
from support.server import Server, full, serve
from support.visitor import Visitor
from support.waiting import until

from sciatica_teach.content.compile import load_knowledge
from sciatica_teach.content.folders import SHIPPED
from sciatica_teach.hosting.launch import pin_content
from sciatica_teach.hosting.reloading.compiling import compile_content
from sciatica_teach.hosting.reloading.look import Look, take_signature
from sciatica_teach.hosting.scene_file import SceneFile
from sciatica_teach.settings import Settings

from .conftest import ask_server, write_lesson

MAREK = (SHIPPED / "cases" / "marek.yaml").read_text(encoding="utf-8")
TITLE = "I eat my lunch standing up now"
ASK = """import os
from sciatica_teach.apps.context import get_knowledge
print("title=" + get_knowledge().get_case("marek").title, "parent=" + str(os.getppid()))"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "own"
    retitle(folder, "Before")
    return folder


def retitle(folder: Path, title: str, **more: str) -> None:
    path = folder / "cases" / "marek.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    text = MAREK.replace(TITLE, title)
    for old, new in more.items():
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def settings_for(tmp_path: Path, own: Path | None) -> Settings:
    return Settings(data_dir=tmp_path / "data", cache_dir=tmp_path / "cache", database="", content_dir=own)


# ---- Noticing ----


def test_what_was_saved_is_told_once_and_only_when_the_saving_is_over() -> None:
    before, half, after = (("a", 1, 1),), (), (("a", 2, 1),)
    look = Look(before)
    assert [look.is_news(found) for found in (before, half, after, after, after)] == [False, False, False, True, False]


def test_a_change_that_was_taken_back_is_no_news() -> None:
    before, half = (("a", 1, 1),), ()
    look = Look(before)
    assert not any(look.is_news(found) for found in (half, before, before))


def test_a_signature_changes_with_every_kind_of_change_and_with_nothing_else(own: Path) -> None:
    seen = {take_signature(own)}
    for change in (
        lambda: retitle(own, "A longer title"),
        lambda: (own / "cases" / "marek.yaml").rename(own / "cases" / "other.yaml"),
        lambda: (own / "cases" / "other.yaml").unlink(),
    ):
        change()
        assert take_signature(own) not in seen
        seen.add(take_signature(own))
    (own / ".history").mkdir()
    (own / ".history" / "old.yaml").write_text("x")
    assert take_signature(own) in seen
    assert take_signature(own / "nowhere") == ()


# ---- Compiling and going on with what was compiled ----


def test_settings_that_name_a_version_go_on_with_it_whatever_the_files_say(tmp_path: Path, own: Path) -> None:
    settings = settings_for(tmp_path, own)
    outcome = compile_content(settings)
    assert outcome.version
    assert outcome.is_kept
    pinned = pin_content(settings, outcome.version)
    retitle(own, "After", **{"sex: male": "sex: mael"})
    assert load_knowledge(pinned).get_case("marek").title == "Before"
    broken = compile_content(settings)
    assert not broken.version
    assert any("marek.yaml" in problem and "mael" in problem for problem in broken.problems)
    retitle(own, "After")
    assert compile_content(settings).version not in ("", outcome.version)
    assert load_knowledge(pinned).get_case("marek").title == "Before"


def test_a_version_that_is_not_in_the_cache_is_not_insisted_on(tmp_path: Path, own: Path) -> None:
    settings = settings_for(tmp_path, own)
    assert pin_content(settings, "unknown").content_version == ""
    gone = Settings(**{**vars(settings), "content_version": "unknown"})
    assert load_knowledge(gone).get_case("marek").title == "Before"


def test_shipped_content_alone_is_not_pinned(tmp_path: Path) -> None:
    settings = settings_for(tmp_path, None)
    version = load_knowledge(settings).version
    assert pin_content(settings, version).content_version == ""


# ---- A server ----

KINDS = ["ordinary", pytest.param("forked", marks=pytest.mark.skipif(
    sys.platform != "linux", reason="kernels are forked on Linux only"))]


def served(server: Server) -> tuple[str, int]:
    """What a page that is opened now shows, and the process its kernel comes from."""
    _, page, _ = Visitor(server.url).ask("/voila/render/index.ipynb")
    shown = page.partition("title=")[2].partition("<")[0]
    return shown.partition(" parent=")[0], int(shown.partition(" parent=")[2].split()[0])


def version_of(server: Server) -> str:
    return str(json.loads(ask_server(server.url, "/healthz").text)["content_version"])


@pytest.mark.slow
@pytest.mark.parametrize("kernels", KINDS)
def test_new_pages_follow_the_folder_and_mistakes_change_nothing(tmp_path: Path, own: Path, kernels: str) -> None:
    lessons = tmp_path / "lessons"
    lessons.mkdir()
    write_lesson(lessons, "index", ["# Marek", ASK])
    home = tmp_path / "home"
    home.mkdir()
    options = ("--content", str(own), "--kernels", kernels, "--spare-kernels", "1")
    with serve(full(lessons, *options), home, {"SCIATICA_TEACH_CACHE": str(tmp_path / "cache")}) as server:
        shown, parent = served(server)
        first = version_of(server)
        assert shown == "Before"

        retitle(own, "After")
        until(lambda: version_of(server) != first, "the change was not noticed")
        assert served(server)[0] == "After"
        second = version_of(server)
        if kernels == "forked":
            until(lambda: served(server)[1] != parent, "the warm process was not renewed")
            until(lambda: not psutil.pid_exists(parent) or is_dead(parent), "the old warm process stayed")

        retitle(own, "Broken", **{"sex: male": "sex: mael"})
        until(lambda: "not valid; pages go on" in server.log(), "nobody was told")
        assert "'mael' is none of" in server.log()
        assert version_of(server) == second
        assert served(server)[0] == "After"

        retitle(own, "Mended")
        until(lambda: version_of(server) != second, "the mended file was not noticed")
        assert served(server)[0] == "Mended"


def is_dead(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


@pytest.mark.slow
def test_a_scene_that_an_open_page_names_is_still_there(tmp_path: Path, own: Path) -> None:
    settings = settings_for(tmp_path, own)
    first = compile_content(settings)
    scene = SceneFile(pin_content(settings, first.version), first.version)
    name, made = scene.name, scene.ensure()
    retitle(own, "After", **{"sex: male": "sex: mael"})
    scene.follow(first.version + "x", "")
    assert scene.name != name
    assert scene.find_former(name) == made
    assert scene.find_former("scene-0123456789abcdef.json") is None
    made.unlink()
    assert scene.find_former(name) is None
