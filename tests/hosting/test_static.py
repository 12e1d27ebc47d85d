"""Which files are given out, for how long, and how small."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from sciatica_teach.hosting.static import find_file

pytestmark = pytest.mark.slow  # starts servers

YEAR = "public, max-age=31536000, immutable"


@pytest.mark.parametrize(
    "path", ["../secret.txt", "styles/../../secret.txt", ".hidden", "styles/.hidden", "..\\secret.txt"]
)
def test_nothing_outside_the_folder_or_hidden_is_found(tmp_path: Path, path: str) -> None:
    root = tmp_path / "assets"
    (root / "styles").mkdir(parents=True)
    for file in (tmp_path / "secret.txt", root / ".hidden", root / "styles" / ".hidden"):
        file.write_text("no")
    assert find_file((root,), path) is None


def test_a_link_that_leads_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    root = tmp_path / "assets"
    root.mkdir()
    (tmp_path / "secret.txt").write_text("no")
    (root / "innocent.txt").symlink_to(tmp_path / "secret.txt")
    assert find_file((root,), "innocent.txt") is None


def test_the_first_folder_that_has_the_file_wins(tmp_path: Path) -> None:
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "page.css").write_text(name)
    (tmp_path / "second" / "only.css").write_text("second")
    roots = (tmp_path / "first", tmp_path / "second")
    assert find_file(roots, "page.css") == tmp_path / "first" / "page.css"
    assert find_file(roots, "only.css") == tmp_path / "second" / "only.css"


def test_addresses_that_name_their_content_are_kept_for_a_year_and_others_are_asked_for_again(ask) -> None:
    assert ask("/static/sciatica/styles/page.css?v=abc").headers["Cache-Control"] == YEAR
    plain = ask("/static/sciatica/styles/page.css")
    assert plain.headers["Cache-Control"] == "no-cache"
    again = ask("/static/sciatica/styles/page.css", If_None_Match=plain.headers["Etag"])
    assert (again.status, again.body) == (304, b"")
    assert ask("/static/voila/another-version/voila.js").headers["Cache-Control"] == "no-cache"
    assert ask("/voila/static/voila.js").headers["Cache-Control"] == "no-cache"


def test_the_plotly_script_told_to_kernels_is_served_compressed_for_a_year(ask) -> None:
    told = re.search(r"plotly=(/\S+)", ask("/voila/render/05_quiz.ipynb").text)
    assert told
    reply = ask(told[1], Accept_Encoding="gzip")
    assert (reply.status, reply.headers["Cache-Control"]) == (200, YEAR)
    assert reply.headers["Content-Type"].startswith("text/javascript")
    assert len(reply.body) < 1_700_000 < len(gzip.decompress(reply.body))


def test_a_browser_that_cannot_unpack_gets_the_plain_file(ask) -> None:
    reply = ask("/static/sciatica/styles/tokens.css")
    assert "Content-Encoding" not in reply.headers
    assert b"--st-paper" in reply.body


def test_a_missing_file_is_not_found(ask) -> None:
    assert ask("/static/sciatica/styles/nowhere.css").status == 404
