"""Scripts and sheets of the parts on disk: all, once, under a name that changes with what they were made from."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sciatica_teach.hosting import part_files
from sciatica_teach.hosting.part_files import KEPT, PartFiles
from sciatica_teach.settings import Settings
from sciatica_teach.views.parts import Card


def settings(cache: Path) -> Settings:
    return Settings.from_environment({"SCIATICA_TEACH_HOME": str(cache), "SCIATICA_TEACH_CACHE": str(cache)})


def test_the_files_are_those_that_the_widgets_would_send(tmp_path):
    folder = PartFiles(settings(tmp_path)).ensure()
    assert (folder / "card.js").read_text(encoding="utf-8") == Card._esm.read()
    assert (folder / "card.css").read_text(encoding="utf-8") == Card._css.read()


def test_they_are_made_once_and_again_if_the_making_was_broken_off(tmp_path):
    folder = PartFiles(settings(tmp_path)).ensure()
    (folder / "card.js").write_text("kept")
    assert (PartFiles(settings(tmp_path)).ensure() / "card.js").read_text() == "kept"
    (folder / "complete").unlink()
    assert (PartFiles(settings(tmp_path)).ensure() / "card.js").read_text(encoding="utf-8") == Card._esm.read()


def test_a_cache_that_cannot_be_written_is_no_reason_to_fail(tmp_path, caplog):
    blocked = tmp_path / "cache"
    blocked.write_text("a file where the folder should be")  # holds for root as well
    files = PartFiles(settings(blocked))
    folder = files.ensure()
    assert (folder / "card.js").is_file()
    assert files.ensure() == folder
    assert "cannot be kept" in caplog.text
    files._own.cleanup()


def test_only_the_newest_folders_stay(tmp_path):
    for age in range(KEPT + 2):
        older = tmp_path / f"parts-{age}"
        older.mkdir()
        (older / "card.js").write_text("old")
        os.utime(older, (1000 - age, 1000 - age))
    made = PartFiles(settings(tmp_path)).ensure()
    assert {path.name for path in tmp_path.glob("parts-*")} == {made.name, *(f"parts-{age}" for age in range(KEPT - 1))}


@pytest.mark.parametrize("source", ["card/card.js", "kit.css", "files.py"])
def test_the_name_changes_with_every_kind_of_source(tmp_path, monkeypatch, source):
    parts = tmp_path / "views" / "parts"
    for path in (part_files.PACKAGE / "views" / "parts").rglob("*.*"):
        if path.suffix in {".js", ".css", ".py"}:
            copied = parts / path.relative_to(part_files.PACKAGE / "views" / "parts")
            copied.parent.mkdir(parents=True, exist_ok=True)
            copied.write_bytes(path.read_bytes())
    (tmp_path / "views" / "words.toml").write_bytes((part_files.PACKAGE / "views" / "words.toml").read_bytes())
    monkeypatch.setattr(part_files, "PACKAGE", tmp_path)
    hash_now = part_files.hash_part_sources.__wrapped__
    before = hash_now()
    assert hash_now() == before
    (parts / source).write_text("other")
    assert hash_now() != before
