"""`sciatica-teach db`: back up, restore and purge the record store."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click

from sciatica_teach.settings import Settings
from sciatica_teach.store.keeping.backup import back_up, restore
from sciatica_teach.store.keeping.purge import Choice, Purged, count_purged, purge
from sciatica_teach.store.opening import IN_MEMORY, describe_store, open_store

_DATABASE = click.option("--database", metavar="URL", help="The record store that the server was started with.")
_FILE = click.Path(dir_okay=False, path_type=Path)
_NAMES = {
    "st_learner": "learners", "st_entry": "entries", "st_token": "browsers", "st_resume_code": "resume codes",
    "st_wrong_try": "wrong tries", "st_release": "released papers", "st_class": "classes",
    "st_class_member": "members of classes", "st_live_room": "live rooms", "st_live_entry": "steps of rooms",
    "st_live_ballot": "votes",
}


@click.group(name="db")
def command() -> None:
    """Back up, restore or purge the record store."""


@command.command(name="backup")
@click.argument("file", type=_FILE)
@_DATABASE
def backup_command(file: Path, database: str | None) -> None:
    """Write all records to a new FILE, such as records.jsonl.gz; the server may run meanwhile.

    The file restores into SQLite and PostgreSQL alike. Keep it as private as the records.
    """
    settings = _choose(database)
    counts = back_up(settings.database, file, time.time())
    click.echo(f"Backed up to {file}: {_say_counts(counts)}.\nRecord store: {describe_store(settings.database)}")


@command.command(name="restore")
@click.argument("file", type=_FILE)
@click.option("--replace", is_flag=True, help="Replace the records that are there; they are backed up first.")
@_DATABASE
def restore_command(file: Path, database: str | None, *, replace: bool) -> None:
    """Fill the record store from the backup FILE. End the servers before; start them afterwards."""
    settings, now = _choose(database), time.time()
    keep = settings.data_dir / f"before-restore-{datetime.fromtimestamp(now, UTC):%Y%m%d-%H%M%S}.jsonl.gz"
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    counts = restore(settings.database, file, now, keep=keep if replace else None)
    click.echo(f"Restored from {file}: {_say_counts(counts)}.")
    if keep.exists():
        click.echo(f"What was there before is in {keep}")
    click.echo(f"Record store: {describe_store(settings.database)}")


@command.command(name="purge")
@click.option("--older-than", "quiet_days", type=click.FloatRange(0, min_open=True), metavar="DAYS",
              help="Learners who gave no sign of life for so long, and live rooms opened before.")
@click.option("--learner-of-code", "code", metavar="CODE",
              help="The learner whose live resume code this is; - asks for it, so that no history keeps it.")
@click.option("--all", "everything", is_flag=True, help="Every learner, every live room and every release of a paper.")
@click.option("--dry-run", is_flag=True, help="Only say what would be removed.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@_DATABASE
def purge_command(
    quiet_days: float | None, code: str | None, database: str | None, *, everything: bool, dry_run: bool, yes: bool
) -> None:
    """Remove records for good, all of a learner or nothing. Expired codes and old wrong tries always go."""
    if sum([quiet_days is not None, code is not None, everything]) > 1:
        raise click.UsageError("Choose one of --older-than, --learner-of-code and --all.")
    typed = click.prompt("Resume code", hide_input=True) if code == "-" else code
    choice = Choice(quiet_days=quiet_days, code=typed, everything=everything)
    settings = _choose(database)
    open_store(settings)
    found = count_purged(settings.database, choice, time.time())
    click.echo(f"To be removed: {_say_purged(found)}.\nRecord store: {describe_store(settings.database)}")
    if dry_run:
        click.echo("Nothing was changed (--dry-run).")
        return
    if not yes:
        click.confirm("Remove this for good?", abort=True)
    removed = purge(settings.database, choice, time.time())
    click.echo(f"Removed: {_say_purged(removed)}.\nBackups and copies that were made earlier still hold it.")


def _choose(database: str | None) -> Settings:
    settings = Settings.from_environment({**os.environ, **({"SCIATICA_TEACH_DATABASE": database} if database else {})})
    if settings.database == IN_MEMORY:
        raise click.UsageError(
            "The record store memory: belongs to one running program and forgets everything with it. Name the database "
            "that the server was started with: --database URL."
        )
    return settings


def _say_counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{counts[table]} {name}" for table, name in _NAMES.items() if table in counts)


def _say_purged(purged: Purged) -> str:
    names = {"codes": "resume codes", "tries": "wrong tries", "releases": "released papers", "rooms": "live rooms"}
    return ", ".join(f"{count} {names.get(what, what)}" for what, count in asdict(purged).items())
