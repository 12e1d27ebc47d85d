"""Pictures that lie beside the lessons. Nothing else of that folder is given out, nor what a link in it leads to."""

from __future__ import annotations

from pathlib import PurePosixPath

from tornado.web import HTTPError

from sciatica_teach.hosting.static import StoredFileHandler

SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp"})


class PictureHandler(StoredFileHandler):
    """`/voila/files/PATH`: a picture below the folder of lessons."""

    async def get(self, address: str) -> None:
        if PurePosixPath(address).suffix.lower() not in SUFFIXES:
            raise HTTPError(404)
        await super().get(address)
