"""Who is an instructor: whoever has shown this server's key, or is in the Hub's group.

The key is shown once, at the door (`hosting/door.py`). What the browser keeps is HMAC-SHA-256 of the visitor's own
token under that key: copied to another browser it proves nothing, because there the token is another; and it dies with
the key. With the key of 32 bytes "k", the token of 43 letters "a" is proved by
`51IEGL7Jqdv-medWpCwC3zdjQ_u9Q1gh4fYxmosPxp8`.
"""

from __future__ import annotations

import hmac
import os
from collections.abc import MutableMapping
from pathlib import Path

from tornado.web import RequestHandler

from sciatica_teach.errors import HostingError
from sciatica_teach.hosting.identity import find_token
from sciatica_teach.hosting.visitors import hash_name
from sciatica_teach.store.identity import new_token

COOKIE = "st-instructor"
ROLE_HEADER = "X-Sciatica-Role"
"""Reaches the kernel as the variable `HTTP_X_SCIATICA_ROLE`; what a client says under this name is overwritten."""
ROLES = ("learner", "instructor")
KEY_VARIABLE = "SCIATICA_TEACH_INSTRUCTOR_KEY"
SHORTEST_KEY = 16
LASTS_S = 30 * 24 * 3600
"""How long a browser keeps its proof."""
FILE = "instructor-key"


class Instructors:
    """Tells instructors from everybody else."""

    def __init__(self, key: str, group: str = "") -> None:
        """Without a `key` the door stays shut; `group` is one of the Hub's."""
        self._key = key.encode()
        self._group = group

    @property
    def has_key(self) -> bool:
        return bool(self._key)

    def is_key(self, tried: str) -> bool:
        """Whether that is the key, in a time that tells nothing of it."""
        return self.has_key and hmac.compare_digest(tried.strip().encode(), self._key)

    def prove(self, token: str) -> str:
        """What the browser of the visitor with this token keeps."""
        return hash_name(f"instructor|{token}", self._key)

    def knows(self, handler: RequestHandler) -> bool:
        """Whether whoever asks is an instructor."""
        token = find_token(handler)
        if token is None:
            return False
        return self._is_proved(handler.get_cookie(COOKIE) or "", token) or self._is_in_group(handler)

    def role_of(self, handler: RequestHandler) -> str:
        """One of `ROLES`."""
        return ROLES[self.knows(handler)]

    def _is_proved(self, proof: str, token: str) -> bool:
        return self.has_key and hmac.compare_digest(proof.encode(), self.prove(token).encode())

    def _is_in_group(self, handler: RequestHandler) -> bool:
        user = getattr(handler, "_jupyterhub_user", None)  # set by JupyterHub's provider once the scopes are checked
        return bool(self._group) and user is not None and self._group in user.hub_user.get("groups", ())


def keep_proof(handler: RequestHandler, instructors: Instructors, token: str, base_url: str) -> None:
    """Give the visitor with this token the cookie of an instructor. Call before the first flush."""
    handler.set_cookie(
        COOKIE, instructors.prove(token), path=base_url, max_age=LASTS_S, httponly=True, samesite="Lax",
        secure=handler.request.protocol == "https",
    )


def read_instructor_key(file: Path | None, environ: MutableMapping[str, str] = os.environ) -> str:
    """The key that the operator chose, or "". It is taken out of the environment, so that no kernel inherits it.

    Raises HostingError for a short key, or a file that cannot be read.
    """
    given = environ.pop(KEY_VARIABLE, "").strip()
    if file is not None:
        try:
            given = file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise HostingError(f"The instructors' key cannot be read from {file}: {error}") from error
    if (given or file is not None) and len(given) < SHORTEST_KEY:
        raise HostingError(
            f"The instructors' key needs at least {SHORTEST_KEY} characters: whoever knows it reads what the class "
            "answered. Make one with: python -c \"import secrets; print(secrets.token_urlsafe(32))\""
        )
    return given


def keep_made_key(data_dir: Path) -> str:
    """The key made at the first start and kept beside the records, readable by its owner only, so that a restart in
    the middle of a lesson shuts no instructor out. To change it, delete the file and start anew.

    Where nothing can be written, a key for this start alone.
    """
    path = data_dir / FILE
    try:
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as made:
            made.write(new_token())
    except FileExistsError:
        pass
    except OSError:
        return new_token()
    try:
        kept = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return new_token()
    return kept if len(kept) >= SHORTEST_KEY else new_token()
