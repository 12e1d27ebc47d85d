"""One test body for every store: `address` runs over all three, `database_address` over those that last."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sciatica_teach.model.events import CaseOpened, Entry, Event
from sciatica_teach.settings import Settings
from sciatica_teach.store.opening import open_store
from sciatica_teach.store.port import RecordStore

NOW = 1_790_000_000.25
"""Some moment in 2026."""

DATABASES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]

OpenAt = Callable[[str], RecordStore]


def build_entry(command_id: str, *, subject: str = "case/l5-disc/1", event: Event | None = None) -> Entry:
    happened = event or CaseOpened(case_id="l5-disc")
    return Entry(event=happened, at=NOW, subject=subject, content_version="abc", command_id=command_id)


@pytest.fixture
def sqlite_file(tmp_path: Path) -> Path:
    return tmp_path / "home" / "records.sqlite"


@pytest.fixture
def open_at(tmp_path: Path) -> OpenAt:
    """Open the store at an address, as the applications do."""

    def opened(address: str) -> RecordStore:
        return open_store(Settings(data_dir=tmp_path, cache_dir=tmp_path, database=address, content_dir=None))

    return opened


def get_address(kind: str, request: pytest.FixtureRequest) -> str:
    if kind == "sqlite":
        return f"sqlite:///{request.getfixturevalue('sqlite_file')}"
    return "memory:" if kind == "memory" else request.getfixturevalue("postgresql_address")


@pytest.fixture(params=["memory", *DATABASES])
def address(request: pytest.FixtureRequest) -> str:
    return get_address(request.param, request)


@pytest.fixture(params=DATABASES)
def database_address(request: pytest.FixtureRequest) -> str:
    return get_address(request.param, request)


@pytest.fixture
def store(address: str, open_at: OpenAt) -> RecordStore:
    return open_at(address)
