"""Which files are given out, for how long, and how small."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import brotli
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sciatica_teach.hosting.static import find_file, stamp_of_file

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


INSIDE = ("assets/a.js", "assets/b/a.js", "more/a", "more/b/c.css")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two folders that are served, and beside them what is nobody's business."""
    house = tmp_path_factory.mktemp("house")
    for name in (*INSIDE, "assets/.b", "secret/a.js", "a.js", "assetsb/a"):
        (house / name).parent.mkdir(parents=True, exist_ok=True)
        (house / name).write_text(name)
    (house / "assets" / "out").symlink_to(house / "secret")
    (house / "more" / "b" / "up").symlink_to(house)
    return house


PIECES = st.sampled_from(
    ["a", "b", "a.js", "c.css", "out", "up", "assets", "more", "secret", "..", ".", ".b", "", "~", "\\", "..\\",
     "%2e%2e", "%2f", "\0", "C:", "a" * 300, "\ud800", "é"]
) | st.text(max_size=4)


@given(pieces=st.lists(PIECES, max_size=7), start=st.sampled_from(["", "/", "//", "HOUSE/", "HOUSE/assets/"]))
@example(pieces=["..", "secret", "a.js"], start="")
@example(pieces=["secret", "a.js"], start="HOUSE/")
@example(pieces=["out", "a.js"], start="")
def test_whatever_the_address_nothing_outside_the_folders_is_found(house, pieces, start):
    roots = (house / "assets", house / "more")
    found = find_file(roots, start.replace("HOUSE", str(house)) + "/".join(pieces))
    if found is not None:
        assert any(found.is_relative_to(root) for root in roots)
        assert found.read_text() == found.relative_to(house).as_posix()  # the file itself and no link to another
        assert not any(piece.startswith(".") for piece in pieces)


@pytest.mark.parametrize("name", INSIDE)
def test_what_is_inside_is_found_by_its_plain_name(house, name):
    assert find_file((house / "assets", house / "more"), name.partition("/")[2]) == house / name


def test_the_stamp_of_a_file_changes_with_its_content_and_with_nothing_else(tmp_path: Path) -> None:
    first, same, other = (tmp_path / name for name in ("first.css", "same.css", "other.css"))
    first.write_text("body {}")
    same.write_text("body {}")
    other.write_text("body { margin: 0 }")
    assert stamp_of_file(first) == stamp_of_file(same) != stamp_of_file(other)


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
    assert len(reply.body) < 600_000 < len(gzip.decompress(reply.body))


SHEET = "/static/sciatica/styles/views.css"


def test_a_browser_gets_what_it_can_unpack(ask) -> None:
    plain = ask(SHEET)
    assert "Content-Encoding" not in plain.headers
    assert b"st-" in plain.body
    zipped = ask(SHEET, Accept_Encoding="gzip, br;q=0")
    assert (zipped.headers["Content-Encoding"], gzip.decompress(zipped.body)) == ("gzip", plain.body)
    unwilling = ask(SHEET, Accept_Encoding="gzip;q=0, br;q=0")
    assert ("Content-Encoding" in unwilling.headers, unwilling.body) == (False, plain.body)
    for reply in (plain, zipped, unwilling):
        assert reply.headers.get_all("Vary") == ["Accept-Encoding"]
        assert "Set-Cookie" not in reply.headers


def test_each_form_has_a_tag_of_its_own_and_any_of_them_is_known_again(ask) -> None:
    plain, zipped = ask(SHEET), ask(SHEET, Accept_Encoding="gzip")
    tags = [reply.headers["Etag"] for reply in (plain, zipped)]
    assert tags[0] != tags[1]
    for told in (*tags, f"W/{tags[1]}", f'"another", {tags[0]}'):
        again = ask(SHEET, If_None_Match=told, Accept_Encoding="gzip, br")
        assert (again.status, again.body) == (304, b"")
        assert again.headers["Etag"] in tags
    assert ask(SHEET, If_None_Match='"another"').status == 200


def test_who_asks_for_the_head_or_for_a_range_is_told_nothing_wrong(ask) -> None:
    whole, head, piece = ask(SHEET), ask(SHEET, method="HEAD"), ask(SHEET, Range="bytes=2-5")
    assert (head.status, head.body, head.headers["Content-Length"]) == (200, b"", str(len(whole.body)))
    assert (piece.status, piece.body) == (200, whole.body)


def test_no_static_file_is_sent_larger_than_it_needs_to_be(ask) -> None:
    page = ask("/voila/render/index.ipynb").text
    addresses = sorted(set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page)))
    assert len(addresses) > 5
    for address in addresses:
        reply = ask(address.replace("&amp;", "&"), Accept_Encoding="gzip, br")
        assert reply.status == 200, address
        assert reply.headers["Cache-Control"] == YEAR, address
        coding = reply.headers.get("Content-Encoding")
        plain = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[coding](reply.body)
        assert coding or len(plain) < 1024, address
        assert "Set-Cookie" not in reply.headers, address


@pytest.mark.parametrize("address", [
    "/static/sciatica/../pyproject.toml", "/static/sciatica/%2e%2e/pyproject.toml", "/static/sciatica/%2f..%2f..%2fx",
    "/static/sciatica/%252e%252e/pyproject.toml", "/static/sciatica//etc/passwd", "/static/sciatica/%00",
    "/static/sciatica/", "/static/extensions/stamp/../../x", "/voila/labextensions/..%5c..%5cx",
    "/voila/static/%2e%2e/%2e%2e/index.html", "/static/sciatica/" + "a" * 300, "/static/sciatica/%ff",
])
def test_an_address_that_leads_elsewhere_is_not_found(ask, address) -> None:
    assert ask(address).status in (400, 404)


def test_a_missing_file_is_not_found(ask) -> None:
    assert ask("/static/sciatica/styles/nowhere.css").status == 404
