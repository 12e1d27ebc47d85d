"""`/privacy`: what is kept, where, for how long, who can read it, and how to take it out."""

from __future__ import annotations

from pathlib import Path

from sciatica_teach.errors import HostingError
from sciatica_teach.hosting.plain import PlainHandler

LONGEST_NOTE = 20_000
"""Characters of what the operator adds: some pages of text."""


class PrivacyHandler(PlainHandler):
    """The page, with what the operator of this site adds. It sets no cookie."""

    def initialize(self, note: str, identity: str, *, several: bool) -> None:
        """`note` is the operator's text, its paragraphs parted by empty lines; `identity` as in the options."""
        self._note, self._identity, self._several = note, identity, several

    async def get(self) -> None:
        paragraphs = [" ".join(part.split()) for part in self._note.split("\n\n") if part.strip()]
        self.render_page(
            "privacy.html", note=paragraphs, has_names=self._identity != "cookie", at_hub=self._identity == "hub",
            several=self._several,
        )


def read_note(file: Path) -> str:
    """What the operator adds, as plain text. Raises HostingError for a file that cannot be shown."""
    try:
        note = file.read_text(encoding="utf-8").replace("\r\n", "\n").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise HostingError(f"The privacy note cannot be read from {file}: {error}. It is to be UTF-8 text.") from error
    if len(note) > LONGEST_NOTE:
        raise HostingError(f"The privacy note in {file} has {len(note)} characters; {LONGEST_NOTE} are the most.")
    return note
