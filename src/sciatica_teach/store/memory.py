"""Records that last as long as the process: for trying things out, and the plainest statement of the rules."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock

from sciatica_teach.model.events import Entry, Event
from sciatica_teach.model.papers import parse_paper
from sciatica_teach.model.record import record
from sciatica_teach.store import appending, codes
from sciatica_teach.store.codec import Row, decode_rows, encode_entry, write_paper
from sciatica_teach.store.codes import WrongTry
from sciatica_teach.store.identity import hash_secret, new_learner_id, require_token
from sciatica_teach.store.port import LearnerId, Record


@record
class _LiveCode:
    code_hash: str
    expires_at: float


@dataclass
class MemoryStore:
    """A `RecordStore` in dictionaries, keeping the same rows and the same hashes that a database would."""

    _records: dict[LearnerId, list[Row]] = field(default_factory=dict)
    _tokens: dict[str, LearnerId] = field(default_factory=dict)
    _codes: dict[LearnerId, _LiveCode] = field(default_factory=dict)
    _tries: list[WrongTry] = field(default_factory=list)
    _releases: dict[str, float] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def learner_for(self, token: str) -> LearnerId | None:
        return self._tokens.get(hash_secret("token", token))

    def enrol(self, token: str, now: float) -> LearnerId:  # noqa: ARG002  # a database also notes when
        token_hash = hash_secret("token", require_token(token))
        with self._lock:
            learner = self._tokens.setdefault(token_hash, new_learner_id())
            self._records.setdefault(learner, [])
            return learner

    def read(self, learner: LearnerId, subject_prefix: str = "") -> Record:
        with self._lock:
            rows = tuple(self._require(learner))
        asked_for = (row for row in rows if row.subject.startswith(subject_prefix))
        return Record(entries=decode_rows(asked_for), version=len(rows))

    def append(self, learner: LearnerId, entries: Sequence[Entry], expected_version: int) -> int:
        rows = [encode_entry(entry) for entry in entries]
        command_id = appending.require_one_command(entries) if entries else None
        with self._lock:
            recorded = self._require(learner)
            if rows and all(row.command_id != command_id for row in recorded):
                appending.require_version(len(recorded), expected_version)
                recorded.extend(rows)
            return len(recorded)

    def restore(self, learner: LearnerId, entries: Sequence[Entry]) -> int:
        rows = [encode_entry(entry) for entry in entries]
        with self._lock:
            recorded = self._require(learner)
            appending.require_empty(len(recorded))
            recorded.extend(rows)
            return len(recorded)

    def issue_code(self, learner: LearnerId, now: float) -> str:
        code = codes.new_code()
        live = _LiveCode(code_hash=codes.hash_code(codes.parse_code(code)), expires_at=now + codes.LIFETIME_S)
        with self._lock:
            self._require(learner)
            self._codes[learner] = live
        return code

    def redeem(self, code: str, token: str, origin: str, now: float) -> LearnerId:
        code_hash = codes.hash_code(codes.parse_code(code))
        token_hash, origin_hash = hash_secret("token", require_token(token)), hash_secret("origin", origin)
        with self._lock:
            start, end = codes.window_around(now)
            self._tries = [past for past in self._tries if start < past.at < end]
            codes.require_open(self._tries, origin_hash, now)
            learner = self._find_by_code(code_hash, now)
            if learner is None:
                self._tries.append(WrongTry(origin=origin_hash, at=now))
                raise codes.no_such_code()
            self._tokens[token_hash] = learner
            return learner

    def delete(self, learner: LearnerId) -> None:
        with self._lock:
            self._records.pop(learner, None)
            self._codes.pop(learner, None)
            self._tokens = {token: owner for token, owner in self._tokens.items() if owner != learner}

    def release(self, paper: str, now: float) -> None:
        self._releases.setdefault(parse_paper(paper), now)

    def seal(self, paper: str) -> None:
        self._releases.pop(parse_paper(paper), None)

    def released(self) -> Mapping[str, float]:
        return dict(self._releases)

    def read_everybody(self, kind: type[Event]) -> Iterator[tuple[Entry, ...]]:
        with self._lock:
            records = [[row for row in record if row.kind == kind.__name__] for record in self._records.values()]
        yield from (entries for rows in records if (entries := decode_rows(rows)))

    def count_attempts(self, paper: str) -> int:
        kind, piece = write_paper(paper)
        with self._lock:
            rows = [row for record in self._records.values() for row in record]
        return sum(row.kind == kind and piece in row.body for row in rows)

    def _require(self, learner: LearnerId) -> list[Row]:
        if learner not in self._records:
            raise appending.deleted()
        return self._records[learner]

    def _find_by_code(self, code_hash: str, now: float) -> LearnerId | None:
        for learner, live in self._codes.items():
            if secrets.compare_digest(live.code_hash, code_hash) and now < live.expires_at:
                return learner
        return None
