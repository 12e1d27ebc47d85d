"""A case that begins on one server and ends on another: the first is killed in the middle."""

from __future__ import annotations

import re
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect
from sqlalchemy import NullPool, create_engine, text
from support.several import Site, several

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TOLD_WITHIN_MS = 20_000


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """One that both servers share."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'shared.sqlite'}"
    return request.getfixturevalue("postgresql_address")


@pytest.fixture
def site(tmp_path: Path, database: str) -> Iterator[Site]:
    with several(tmp_path, "--drain-seconds", "120", env={"SCIATICA_TEACH_DATABASE": database}) as running:
        yield running


def place_of(here) -> str:
    kernel = here.page.evaluate("JSON.parse(document.getElementById('jupyter-config-data').textContent).kernelId")
    return re.match(r"([a-z0-9]+)_", kernel)[1]


def commands_in(address: str) -> list[str]:
    """The ids of all commands that the database holds."""
    engine = create_engine(address, poolclass=NullPool)
    with engine.connect() as connection:
        return list(connection.execute(text("SELECT DISTINCT command_id FROM st_entry")).scalars())


def ask(here, words: str, asked: int) -> None:
    here.page.get_by_role("button", name=words).click()
    expect(here.page.locator(".st-asked")).to_have_count(asked)


def test_a_case_goes_on_at_the_other_server_when_its_own_is_killed(visit, site: Site, database: str):
    here = visit(site)
    here.open("04_cases", "case=marek&mode=clinic")
    ask(here, "when you wipe", 1)
    first = place_of(here)
    here.reload()
    assert place_of(here) == first
    ask(here, "passing water", 2)
    before = commands_in(database)

    here.losing = True
    site.kill(first)
    banner = here.page.get_by_role("alert").filter(has_text="connection")
    expect(banner).to_be_visible(timeout=TOLD_WITHIN_MS)
    banner.get_by_role("button", name="Resume").click()
    here.wait_until_alive()
    assert place_of(here) != first
    expect(here.page.locator(".st-asked")).to_have_count(2)
    here.believe(Lumbar_disc=60)
    assert set(before) < set(commands_in(database))

    newcomer = visit(site)
    newcomer.open("04_cases", "case=marek&mode=clinic")
    assert place_of(newcomer) == place_of(here)
    expect(newcomer.page.locator(".st-asked")).to_have_count(0)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_server_that_is_to_end_lets_its_pages_finish_while_new_ones_open_elsewhere(visit, site: Site, open_context):
    here = visit(site)
    here.open("04_cases", "case=marek&mode=clinic")
    ask(here, "when you wipe", 1)
    leaving = place_of(here)
    site.servers[leaving].process.send_signal(signal.SIGTERM)

    newcomer = visit(site, context=open_context())
    newcomer.open("05_quiz", "set=first-steps")
    assert place_of(newcomer) != leaving
    ask(here, "passing water", 2)
    here.reload()
    assert place_of(here) == place_of(newcomer)
    expect(here.page.locator(".st-asked")).to_have_count(2)
    assert site.servers[leaving].process.wait(30) == 0
