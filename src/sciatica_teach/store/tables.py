"""The tables. Their names begin with st_, so that they can share a PostgreSQL database with other programs.

Events lie as JSON text, not as a database's own JSON type: text comes back byte for byte from both databases.
"""

from __future__ import annotations

from sqlalchemy import Column, Double, ForeignKey, Index, Integer, MetaData, String, Table, Text

from sciatica_teach.model.papers import LONGEST_NAME

REVISION = "0002"
"""The schema that this program reads and writes; the newest file in `migrations/versions`."""

REVISION_TABLE = "st_schema"

METADATA = MetaData()


def _learner_key(*, primary_key: bool = False) -> Column[str]:
    owner = ForeignKey("st_learner.id", ondelete="CASCADE")
    return Column("learner", String(32), owner, primary_key=primary_key, nullable=False)


LEARNERS = Table(
    "st_learner", METADATA,
    Column("id", String(32), primary_key=True),
    Column("enrolled_at", Double, nullable=False),
)

TOKENS = Table(
    "st_token", METADATA,
    Column("token_hash", String(64), primary_key=True),
    _learner_key(),
    Column("bound_at", Double, nullable=False),
    Index("st_token_of_learner", "learner"),
)

ENTRIES = Table(
    "st_entry", METADATA,
    _learner_key(primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),  # from 0, without a gap
    Column("at", Double, nullable=False),
    Column("subject", Text, nullable=False),
    Column("content_version", Text, nullable=False),
    Column("command_id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("body", Text, nullable=False),
    Index("st_entry_of_command", "learner", "command_id"),
)

CODES = Table(
    "st_resume_code", METADATA,
    _learner_key(primary_key=True),
    Column("code_hash", String(64), nullable=False, unique=True),
    Column("expires_at", Double, nullable=False),
)

TRIES = Table(
    "st_wrong_try", METADATA,
    Column("id", Integer, primary_key=True),
    Column("origin", String(64), nullable=False),
    Column("at", Double, nullable=False),
    Index("st_wrong_try_at", "at"),
)

RELEASES = Table(
    "st_release", METADATA,
    Column("paper", String(LONGEST_NAME), primary_key=True),
    Column("released_at", Double, nullable=False),
)
