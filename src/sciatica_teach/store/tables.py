"""The tables. Their names begin with st_, so that they can share a PostgreSQL database with other programs.

Events lie as JSON text, not as a database's own JSON type: text comes back byte for byte from both databases.
"""

from __future__ import annotations

from sqlalchemy import Column, Double, ForeignKey, Index, Integer, MetaData, String, Table, Text

from sciatica_teach.model.papers import LONGEST_NAME

REVISION = "0003"
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

LIVE_ROOMS = Table(
    "st_live_room", METADATA,
    Column("id", String(32), primary_key=True),
    Column("code", String(6), nullable=False),
    Column("host_key_hash", String(64), nullable=False, unique=True),
    Column("opened_at", Double, nullable=False),
    Column("closed_at", Double),
    Column("version", Integer, nullable=False),  # its entries; kept here so that a look is one short read
    Column("open_vote", Integer, nullable=False),  # 0 when none is
    Column("votes", Integer, nullable=False),  # ballots ever counted, changes of mind included
    Index("st_live_room_of_code", "code"),
)


def _room_key() -> Column[str]:
    owner = ForeignKey("st_live_room.id", ondelete="CASCADE")
    return Column("room", String(32), owner, primary_key=True, nullable=False)


LIVE_ENTRIES = Table(
    "st_live_entry", METADATA,
    _room_key(),
    Column("position", Integer, primary_key=True, autoincrement=False),  # from 0, without a gap
    Column("at", Double, nullable=False),
    Column("command_id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("body", Text, nullable=False),
)

LIVE_BALLOTS = Table(
    "st_live_ballot", METADATA,
    _room_key(),
    Column("vote", Integer, primary_key=True, autoincrement=False),
    Column("voter", String(64), primary_key=True),
    Column("response", Text, nullable=False),
    Column("change", Integer, nullable=False),
    Column("at", Double, nullable=False),
    sqlite_with_rowid=False,  # a row's number would tell who voted before whom, and be one index more
)

CLASSES = Table(
    "st_class", METADATA,
    Column("id", String(32), primary_key=True),
    Column("owner", String(32), ForeignKey("st_learner.id", ondelete="CASCADE"), nullable=False),
    Column("command_id", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("code", String(8), nullable=False, unique=True),
    Column("opened_at", Double, nullable=False),
    Index("st_class_of_command", "owner", "command_id", unique=True),
)

MEMBERS = Table(
    "st_class_member", METADATA,
    Column(
        "class", String(32), ForeignKey("st_class.id", ondelete="CASCADE"), key="class_id", primary_key=True,
        nullable=False,
    ),
    _learner_key(primary_key=True),
    Column("name", Text, nullable=False),  # empty where none was given
    Column("joined_at", Double, nullable=False),
    Index("st_class_member_of_learner", "learner"),
)
