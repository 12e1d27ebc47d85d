"""Forms of a file that are made once: whole ones, found again, and made anew when the file or the kept form changes."""

from __future__ import annotations

import asyncio
import gzip
import os
from pathlib import Path

import brotli
import pytest

from sciatica_teach.hosting import compressed
from sciatica_teach.hosting.compressed import PACK, CompressedFiles, StoredFile

BODY = b"The sciatic nerve leaves the pelvis below piriformis. " * 60


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was compressed, in order."""
    counted: list[str] = []

    def counting(coding: str):
        pack = PACK[coding]
        return lambda body: counted.append(coding) or pack(body)

    monkeypatch.setattr(compressed, "PACK", {coding: counting(coding) for coding in PACK})
    return counted


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "page.js"
    path.write_bytes(BODY)
    return path


def ask(files: CompressedFiles, *paths: Path) -> list[StoredFile]:
    """Requests that come in the same moment."""
    async def gather() -> list[StoredFile]:
        return await asyncio.gather(*(files.get(path) for path in paths))

    return asyncio.run(gather())


def test_forty_visitors_at_once_have_it_compressed_once_and_never_with_what_takes_long(tmp_path, script, made):
    stored = ask(CompressedFiles(tmp_path / "kept"), *[script] * 40)
    assert made == ["gzip"]
    assert len({id(one) for one in stored}) == 1
    assert gzip.decompress(stored[0].coded["gzip"]) == BODY


def test_the_next_server_finds_what_was_made(tmp_path, script, made):
    CompressedFiles(tmp_path / "kept").prepare(script)
    assert sorted(made) == ["br", "gzip"]
    [stored] = ask(CompressedFiles(tmp_path / "kept"), script)
    assert brotli.decompress(stored.coded["br"]) == gzip.decompress(stored.coded["gzip"]) == BODY
    assert sorted(made) == ["br", "gzip"]


def test_what_is_prepared_while_the_server_runs_is_sent_from_then_on(tmp_path, script):
    files = CompressedFiles(tmp_path / "kept")

    async def visit() -> tuple[list[str], list[str]]:
        before = sorted((await files.get(script)).coded)
        await asyncio.to_thread(CompressedFiles(tmp_path / "kept").prepare, script)
        return before, sorted((await files.get(script)).coded)

    assert asyncio.run(visit()) == (["gzip"], ["br", "gzip"])


@pytest.mark.parametrize("damage", [b"", b"nonsense", PACK["gzip"](b"another file")], ids=["empty", "noise", "another"])
def test_a_damaged_form_counts_as_none(tmp_path, script, made, damage):
    files = CompressedFiles(tmp_path / "kept")
    files.prepare(script)
    made.clear()
    for kept in (tmp_path / "kept").iterdir():
        kept.write_bytes(damage)
    [stored] = ask(CompressedFiles(tmp_path / "kept"), script)
    assert (made, list(stored.coded)) == (["gzip"], ["gzip"])
    assert gzip.decompress(stored.coded["gzip"]) == BODY
    assert not files.is_prepared(script)


def test_a_changed_file_is_read_again(tmp_path, script):
    files = CompressedFiles(tmp_path / "kept")

    async def edit() -> list[bytes]:
        first = await files.get(script)
        script.write_bytes(BODY.upper())
        os.utime(script, (1, 1))
        return [gzip.decompress(one.coded["gzip"]) for one in (first, await files.get(script))]

    assert asyncio.run(edit()) == [BODY, BODY.upper()]


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path, script):
    (tmp_path / "kept").write_text("a file where the folder should be")
    [stored] = ask(CompressedFiles(tmp_path / "kept"), script)
    assert gzip.decompress(stored.coded["gzip"]) == BODY


@pytest.mark.parametrize(("name", "body"), [("small.js", b"let a;"), ("nerve.png", BODY), ("type.woff2", BODY)])
def test_what_gains_nothing_is_left_as_it_is(tmp_path, made, name, body):
    path = tmp_path / name
    path.write_bytes(body)
    files = CompressedFiles(tmp_path / "kept")
    assert ask(files, path)[0].coded == {}
    assert files.is_prepared(path)
    assert made == []


def test_a_file_that_went_away_is_asked_for_again(tmp_path, script):
    files = CompressedFiles(tmp_path / "kept")

    async def lose() -> bytes:
        reading = files.get(script)
        task = asyncio.ensure_future(reading)
        script.unlink()
        with pytest.raises(OSError, match=r"page\.js"):
            await task
        script.write_bytes(BODY)
        return (await files.get(script)).body

    assert asyncio.run(lose()) == BODY


def test_memory_holds_the_last_ones_only(tmp_path, monkeypatch):
    monkeypatch.setattr(compressed, "MOST_IN_MEMORY", 3)
    files = CompressedFiles(tmp_path / "kept")
    for number in range(6):
        path = tmp_path / f"{number}.js"
        path.write_bytes(BODY + bytes([number]))
        ask(files, path)
    assert [path.name for path in files._known] == ["3.js", "4.js", "5.js"]


def test_the_disk_holds_the_newest_only(tmp_path, monkeypatch):
    monkeypatch.setattr(compressed, "MOST_ON_DISK", 2)
    kept = tmp_path / "kept"
    kept.mkdir()
    for age in range(5):
        (kept / f"{age}.br").touch()
        os.utime(kept / f"{age}.br", (age, age))
    CompressedFiles(kept).drop_oldest()
    assert sorted(path.name for path in kept.iterdir()) == ["3.br", "4.br"]
