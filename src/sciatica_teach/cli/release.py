"""`sciatica-teach release`: open the marks of an exam paper, take that back, or list what is open."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

import click

from sciatica_teach.errors import UnknownId
from sciatica_teach.model.papers import parse_paper
from sciatica_teach.settings import Settings
from sciatica_teach.store.opening import IN_MEMORY, describe_store, open_store
from sciatica_teach.store.port import RecordStore


@click.command(name="release")
@click.argument("paper", required=False)
@click.option("--withdraw", is_flag=True, help="Seal the paper again.")
@click.option("--list", "listed", is_flag=True, help="Only list the released papers.")
@click.option("--database", metavar="URL", help="The record store that the server was started with.")
@click.option("--json", "as_json", is_flag=True, help="Print the released papers as JSON.")
def command(paper: str | None, *, withdraw: bool, listed: bool, database: str | None, as_json: bool) -> None:
    """Open the marks of every attempt under PAPER, those still to come included.

    PAPER is the name in the link that the students got, such as week-7. A server that is running sees the release the
    next time somebody opens the attempt. Releasing twice is releasing once.
    """
    _require_one_task(paper, withdraw=withdraw, listed=listed)
    name = parse_paper(paper) if paper is not None else ""
    address = _choose_database(database)
    store = open_store(replace(Settings.from_environment(os.environ), database=address))
    told = _change(store, name, withdraw=withdraw) if name else _list(store.released())
    count = store.count_attempts(name) if name else None
    place = describe_store(address)
    if as_json:
        click.echo(_as_json(store.released(), place, count))
        return
    begun = [] if count is None else [_say_count(name, count)]
    click.echo("\n".join([told, *begun, f"Record store: {place}"]))


def _require_one_task(paper: str | None, *, withdraw: bool, listed: bool) -> None:
    if listed and (paper is not None or withdraw):
        raise click.UsageError("--list stands alone: it changes nothing.")
    if not listed and paper is None:
        raise click.UsageError("Name the paper, such as week-7. To see which are released: --list.")


def _choose_database(given: str | None) -> str:
    address = given or Settings.from_environment(os.environ).database
    if address == IN_MEMORY:
        raise click.UsageError(
            "The record store memory: belongs to one running program and forgets everything with it, so there is "
            "nothing to release. Name the database that the server was started with: --database URL."
        )
    return address


def _change(store: RecordStore, name: str, *, withdraw: bool) -> str:
    before = store.released()
    if withdraw and name not in before:
        raise UnknownId("released paper", name, before)
    if withdraw:
        store.seal(name)
        return f"Sealed again: {name}. Whoever opens an attempt under it from now on sees no marks."
    store.release(name, time.time())
    if name in before:
        return f"{name} was released already, on {_say_time(before[name])}. Nothing changed."
    return f"Released: {name}. Everybody's marks under it are open from now on."


def _list(released: Mapping[str, float]) -> str:
    lines = [f"{paper}  released {_say_time(at)}" for paper, at in sorted(released.items())]
    return "\n".join(lines) or "No paper is released: the marks of all exams are sealed."


def _say_count(name: str, count: int) -> str:
    if count:
        return f"Attempts under {name} so far: {count}."
    return (
        f"No attempt under {name} is in this record store yet. If students have sat it already, check the name, and "
        "whether the server was started with another --database."
    )


def _as_json(released: Mapping[str, float], place: str, count: int | None) -> str:
    told = {"store": place, "released": dict(sorted(released.items()))}
    return json.dumps(told if count is None else {**told, "attempts": count}, indent=2)


def _say_time(at: float) -> str:
    return f"{datetime.fromtimestamp(at, UTC):%Y-%m-%d %H:%M} UTC"
