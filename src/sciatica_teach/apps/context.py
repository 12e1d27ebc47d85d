"""What a notebook's widgets share: the knowledge base, the record, who the learner is, and what the link asked for."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any
from urllib.parse import parse_qs

import numpy as np

from sciatica_teach.apps.recorder import Recorder
from sciatica_teach.content.compile import load_knowledge
from sciatica_teach.errors import InstructorsOnly
from sciatica_teach.model.demo import asks_for_demo
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.settings import Settings
from sciatica_teach.store.identity import new_token
from sciatica_teach.store.local import local_token
from sciatica_teach.store.memory import MemoryStore
from sciatica_teach.store.opening import open_store
from sciatica_teach.views.handbook import handbook_state

TOKEN_VARIABLE = "HTTP_X_SCIATICA_LEARNER"  # the name of a variable, no secret
"""Set by our server for each page; absent in JupyterLab, where the record is the computer user's own."""

ROLE_VARIABLE = "HTTP_X_SCIATICA_ROLE"
"""Set by our server for each page: "instructor" or "learner"."""


@dataclass(frozen=True, kw_only=True)
class Context:
    """Everything that comes from outside, gathered in one place so that tests can make their own."""

    kb: KnowledgeBase
    recorder: Recorder
    query: dict[str, str]
    hosted: bool
    """True on our server, where many learners meet; False in a notebook of one's own."""
    secret: str
    """The learner's token: seeds the order of options, so that a reload shows the same."""
    is_instructor: bool = False
    """True for whoever the server let in as an instructor, and in a notebook of one's own."""
    is_demo: bool = False
    """True where an instructor only shows the page: the record is one of its own, and ends with it."""
    clock: Callable[[], float] = time.time

    def handbook(self) -> dict[str, Any]:
        """What every part of a page may look up, as JSON."""
        return handbook_state(self.kb)

    @property
    def owner(self) -> str:
        """A short name for this learner that the browser may keep: it cannot be turned back into the token."""
        name = hashlib.sha256(f"outbox|{self.secret}".encode()).hexdigest()[:12]
        return f"demo-{name}" if self.is_demo else name

    def rng(self, subject: str) -> np.random.Generator:
        """Random numbers that are always the same for this learner and subject."""
        digest = hashlib.sha256(f"{self.secret}|{subject}".encode()).digest()
        return np.random.default_rng(int.from_bytes(digest[:8], "big"))


def get_knowledge() -> KnowledgeBase:
    """The knowledge base of this kernel, loaded on first use; a forked kernel that reads the same content has it."""
    settings = Settings.from_environment(os.environ)
    return _load_knowledge(replace(settings, data_dir=settings.cache_dir, database=""))  # no matter where records are


_load_knowledge = lru_cache(maxsize=1)(load_knowledge)
_open_store = lru_cache(maxsize=1)(open_store)  # it holds no connection, so forked kernels may go on with it


@cache
def get_context() -> Context:
    """The context of this kernel, made on first use."""
    settings = Settings.from_environment(os.environ)
    token = os.environ.get(TOKEN_VARIABLE, "")
    kb = get_knowledge()
    is_demo = is_instructor() and asks_for_demo(os.environ.get("QUERY_STRING", ""))
    secret = new_token() if is_demo else token or local_token(settings.data_dir)
    store = MemoryStore() if is_demo else _open_store(settings)
    recorder = Recorder(store, secret, time.time, kb.version, kb.former_case_ids)
    return Context(
        kb=kb, recorder=recorder, query=_read_query(), hosted=bool(token), secret=secret,
        is_instructor=is_instructor(), is_demo=is_demo,
    )


def is_instructor() -> bool:
    """Whether this kernel is an instructor's: the server said so, or there is no server and it is one's own."""
    return not os.environ.get(TOKEN_VARIABLE) or os.environ.get(ROLE_VARIABLE) == "instructor"


def require_instructor(context: Context) -> None:
    """Raises InstructorsOnly where a page for instructors is opened by anybody else, whatever let it come so far."""
    if not context.is_instructor:
        raise InstructorsOnly


def _read_query() -> dict[str, str]:
    found = parse_qs(os.environ.get("QUERY_STRING", ""))
    return {key: values[-1] for key, values in found.items()}
