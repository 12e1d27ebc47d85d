"""The privacy page names everything that is kept, says what the operator adds, and gives nothing away itself."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from support.server import bare, serve
from support.visitor import Visitor

from sciatica_teach.errors import HostingError
from sciatica_teach.hosting import identity, instructors, place
from sciatica_teach.hosting.live import hosts, phones
from sciatica_teach.hosting.privacy import LONGEST_NOTE, read_note
from sciatica_teach.settings import CHECKOUT, PACKAGE

PAGE = (CHECKOUT / "assets" / "template" / "privacy.html").read_text(encoding="utf-8")
SCRIPTS = [*PACKAGE.rglob("*.js"), *(CHECKOUT / "assets" / "scripts").rglob("*.js")]
CALL = re.compile(r"\b(?:storage\.[gs]et|(?:local|session)Storage(?:\.\w+|\[\w+\]))\((`[^`]*`|\"[^\"]*\"|\w+)")
KEY = r"[`\"](st-[a-z-]+)"


def find_key(script: str, told: str) -> str:
    """The key that stands in a call, or that its name stands for in the same script."""
    found = re.match(KEY, told) or re.search(rf"const {told} = (?:\([^)]*\) => )?{KEY}", script)
    return found[1] if found else told


def list_keys() -> set[str]:
    return {
        find_key(script, told)
        for path in SCRIPTS
        for script in [path.read_text(encoding="utf-8")]
        for told in CALL.findall(script)
    }


def test_every_key_in_the_browsers_storage_is_named() -> None:
    keys = list_keys() - {"key"}  # the parameter of `storage` in the kit, which every other call goes through
    assert {"st-outbox", "st-belief", "st-draft", "st-scene"} <= keys
    assert [key for key in sorted(keys) if f"<code>{key}</code>" not in PAGE] == []


COOKIES = {identity.COOKIE, instructors.COOKIE, place.COOKIE, phones.COOKIE, hosts.COOKIE, "_xsrf"}


def test_what_is_named_is_really_kept() -> None:
    named = set(re.findall(r"<code>([\w-]+)</code>", PAGE))
    assert named == (list_keys() - {"key"}) | COOKIES


@pytest.mark.slow  # starts a server and a kernel
def test_every_cookie_that_is_set_is_named_and_the_page_itself_sets_none(lessons: Path, tmp_path: Path) -> None:
    with serve(bare(lessons, place="a"), tmp_path) as server:
        visitor = Visitor(server.url)
        status, text, _ = visitor.ask("/privacy")
        assert status == 200
        assert visitor.cookies == {}
        visitor.open("index")
        visitor.ask("/resume")
        assert {identity.COOKIE, place.COOKIE, "_xsrf"} <= set(visitor.cookies)
        assert [name for name in visitor.cookies if f"<code>{name}</code>" not in text] == []
        assert 'href="/privacy"' in visitor.ask("/resume")[1]


@pytest.mark.slow
def test_with_names_the_page_says_so_and_the_operators_words_are_only_words(lessons: Path, tmp_path: Path) -> None:
    note = "Run by <b>the clinic</b>.\n\nKept for one term."
    options = {"identity": "header:X-Remote-User", "behind_proxy": True, "privacy_note": note}
    with serve(bare(lessons, **options), tmp_path) as server:
        text = Visitor(server.url).ask("/privacy")[1]
    assert "<p>Run by &lt;b&gt;the clinic&lt;/b&gt;.</p>\n<p>Kept for one term.</p>" in text
    assert "keyed hash" in text
    assert identity.COOKIE not in text
    assert place.COOKIE not in text


def test_a_note_is_text_of_some_pages(tmp_path: Path) -> None:
    file = tmp_path / "note.txt"
    file.write_bytes(b"One\r\n\r\ntwo\r\n")
    assert read_note(file) == "One\n\ntwo"
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(HostingError, match="UTF-8"):
        read_note(file)
    file.write_text("x" * (LONGEST_NOTE + 1))
    with pytest.raises(HostingError, match="are the most"):
        read_note(file)
    with pytest.raises(HostingError, match="cannot be read"):
        read_note(tmp_path / "none.txt")
