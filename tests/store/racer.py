"""One of several processes at the same store: `racer.py ADDRESS TOKEN NAME COUNT`.

Says that it is ready, waits for a line, then opens the store, finds the token's learner and appends COUNT commands,
each as an application would: a stale version is read anew, a command that was not acknowledged is sent again, and now
and then one that was acknowledged is sent again too. Prints each command's id once it is acknowledged.
"""

from __future__ import annotations

import sys
from pathlib import Path

import alembic.command  # noqa: F401  # before the start, so that all of them reach the empty database together

from sciatica_teach.errors import StaleVersion, StoreUnavailable
from sciatica_teach.model.events import CaseOpened, Entry
from sciatica_teach.settings import Settings
from sciatica_teach.store.opening import open_store
from sciatica_teach.store.port import LearnerId, RecordStore

NOW = 1_790_000_000.0
ATTEMPTS = 1000


def say(line: str) -> None:
    print(line, flush=True)


def append(store: RecordStore, learner: LearnerId, command_id: str) -> None:
    event = CaseOpened(case_id="l5-disc")
    entry = Entry(event=event, at=NOW, subject="case/l5-disc/1", content_version="abc", command_id=command_id)
    for _ in range(ATTEMPTS):
        try:
            store.append(learner, [entry, entry], store.read(learner).version)
            return
        except (StaleVersion, StoreUnavailable):
            continue
    raise SystemExit(f"{command_id} was not acknowledged in {ATTEMPTS} attempts")


def main(address: str, token: str, name: str, count: int) -> None:
    say("ready")
    sys.stdin.readline()
    store = open_store(Settings(data_dir=Path(), cache_dir=Path(), database=address, content_dir=None))
    learner = store.enrol(token, NOW)
    say(learner)
    for number in range(count):
        command_id = f"{name}-{number}"
        append(store, learner, command_id)
        say(command_id)
        if number % 5 == 0:
            append(store, learner, command_id)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]))
