"""No address leads to a file that is not offered, however it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hosting.conftest import write_lesson
from support.attacker import Attacker
from support.server import Server, bare, serve

pytestmark = pytest.mark.slow  # starts servers

MARK = "what nobody may read"
DOORS = (
    "static/sciatica", "static/voila/STAMP", "static/voila", "static/extensions/STAMP", "static/extensions",
    "static/scene", "static/live/STAMP", "static/parts", "voila/static", "voila/labextensions", "voila/files",
    "voila/render", "voila/templates/lab/static", "voila/templates", "voila/api/themes", "api/kernels", "alive",
)
UP = 12
WAYS = (
    "../" * UP, "%2e%2e/" * UP, "..%2f" * UP, "%2e%2e%2f" * UP, "%252e%252e%252f" * UP, "..%252f" * UP,
    "..\\" * UP, "..%5c" * UP, "....//" * UP, "..;/" * UP, "%c0%ae%c0%ae/" * UP, "/", "//", "%2f", "file:///",
    "x/" + "../" * UP, ".%00./" * UP, "~root/",
)
BACK = ("../", "..%2f", "%2e%2e/", "..\\", "..%5c", "./../", "sub/../../", "%252e%252e/")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lessons, and beside them what is none of them; links lead out of the folder."""
    outside = tmp_path_factory.mktemp("outside")
    for name in ("secret.txt", "secret.png", "secret.svg"):
        (outside / name).write_text(MARK)
    write_lesson(outside, "secret", [f"print('{MARK[:8]}' + '{MARK[8:]}')"])
    inside = outside / "lessons"
    inside.mkdir()
    write_lesson(inside, "index", ["# Words"])
    for name in ("notes.txt", ".hidden.png"):
        (inside / name).write_text(MARK)
    (inside / "picture.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>")
    for name in ("secret.png", "secret.txt"):
        (inside / f"link-{name}").symlink_to(outside / name)
    (inside / "link").symlink_to(outside)
    return inside


@pytest.fixture(scope="module")
def own(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serve(bare(folder), tmp_path_factory.mktemp("home")) as running:
        yield running


@pytest.fixture(scope="module")
def stamp(own: Server) -> str:
    found = re.search(r"/static/voila/(\w{12})", Attacker(own.url).ask("/voila/render/index.ipynb").text)
    return found[1] if found else "0" * 12


def assert_nothing_given(own: Server, path: str, mark: str = MARK) -> None:
    answer = Attacker(own.url).ask(path)
    assert answer.status in {301, 302, 400, 403, 404, 405}, path
    assert mark not in answer.text
    assert "Traceback" not in answer.text
    assert not answer.headers.get("Location", "/").startswith("//")


@pytest.mark.parametrize("door", DOORS)
def test_no_door_leads_to_the_files_of_the_machine(own: Server, stamp: str, door: str) -> None:
    for way in WAYS:
        for end in ("etc/passwd", "etc/passwd%00.png", "etc/passwd?v=1"):
            assert_nothing_given(own, f"/{door.replace('STAMP', stamp)}/{way}{end}", "root:")


@pytest.mark.parametrize("door", ["voila/files", "voila/render", "voila/files/sub", "static/sciatica"])
def test_what_lies_beside_the_lessons_is_not_given(own: Server, door: str) -> None:
    for back in BACK:
        for name in ("secret.png", "secret.svg", "secret.txt", "secret.ipynb", "secret.ipynb%00.png"):
            assert_nothing_given(own, f"/{door}/{back}{name}")


@pytest.mark.parametrize(
    "name", ["notes.txt", "index.ipynb", ".hidden.png", "link-secret.png", "link-secret.txt", "link/secret.png",
             "notes.txt%00.png", "notes.txt%0a.png", "NOTES.TXT", "", "sub/"],
)
def test_only_pictures_are_given_from_the_folder_of_lessons(own: Server, name: str) -> None:
    assert_nothing_given(own, f"/voila/files/{name}")


@pytest.mark.parametrize(
    "name", ["notes.txt", ".hidden.ipynb", "link/secret.ipynb", "../secret.ipynb", "index.ipynb%00", "index.ipynb/",
             "x" * 5000 + ".ipynb", "%ff%fe.ipynb", "con.ipynb"],
)
def test_only_lessons_are_run(own: Server, name: str) -> None:
    assert_nothing_given(own, f"/voila/render/{name}")


def test_a_script_in_a_picture_may_not_run(own: Server) -> None:
    answer = Attacker(own.url).ask("/voila/files/picture.svg")
    assert answer.status == 200
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "script-src" not in answer.headers["Content-Security-Policy"]
