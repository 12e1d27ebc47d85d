"""Texts read and saved so that nothing of anybody's is lost.

What was read comes with a stamp of its bytes. Saving looks whether the file still has that stamp: somebody may have
saved it meanwhile, in another window or with another editor, and then nothing is written. The version before goes into
`.history`, which no content is read from.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sciatica_teach.content.authoring.places import parse_place
from sciatica_teach.content.cache import digest, write_whole
from sciatica_teach.errors import BadDraft, ChangedMeanwhile, UnwritableCase

HISTORY = ".history"
LARGEST = 300_000
"""Characters; the longest shipped file has a fifth of that."""
NEW = ""
"""The stamp of a file that is not there."""


@dataclass(frozen=True)
class Loaded:
    """A text as it was read."""

    text: str
    stamp: str


def load_text(own: Path | None, relative: str) -> Loaded:
    """The author's own file; empty and NEW where there is none. Raises BadDraft where it cannot be read as text."""
    path = _locate(own, relative) if own else None
    if path is None or not path.is_file():
        return Loaded("", NEW)
    return _read(path)


def _read(path: Path) -> Loaded:
    try:
        data = path.read_bytes()
        return Loaded(data.decode("utf-8-sig"), digest([data]))
    except (OSError, UnicodeDecodeError) as error:
        raise BadDraft(f"{path.name} cannot be read as text. Open it in an editor and save it as UTF-8.") from error


def save_text(own: Path, relative: str, text: str, stamp: str, now: datetime) -> str:
    """Write the file and return its new stamp; `stamp` is that of the text which the author began with.

    Raises ChangedMeanwhile where the file is another one by now, BadDraft for a text that is far too long, and
    UnwritableCase where the folder takes none. In each case nothing was written.
    """
    if len(text) > LARGEST:
        raise BadDraft(f"This text is far too long for one file: {LARGEST:,} characters at the most.")
    path = _locate(own, relative)
    before = load_text(own, relative)
    if before.stamp != stamp:
        raise ChangedMeanwhile(relative)
    data = text.encode()
    try:
        if before.stamp != NEW:
            _keep_former(own, path, relative, now)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, data)
    except OSError as error:
        raise UnwritableCase(f"{relative} cannot be written: {error.strerror}. Nothing was changed.") from error
    return digest([data])


def _keep_former(own: Path, path: Path, relative: str, now: datetime) -> None:
    """A copy that says by its name when it was replaced; saved twice in a second, the first one stays."""
    kept = own / HISTORY / relative.removesuffix(".yaml") / f"{now:%Y-%m-%dT%H-%M-%S}.yaml"
    kept.parent.mkdir(parents=True, exist_ok=True)
    if not kept.exists():
        write_whole(kept, path.read_bytes())


def _locate(own: Path, relative: str) -> Path:
    """The file's path, which lies in the folder itself: a link that leads out of it is not followed."""
    folder, name = parse_place(relative)
    path = own / folder / f"{name}.yaml"
    if path.is_symlink() or not path.resolve().is_relative_to(own.resolve()):
        raise BadDraft(f"{relative} is a link that leads elsewhere. Edit it where it really lies.")
    return path
