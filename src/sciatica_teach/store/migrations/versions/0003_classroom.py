"""Live rooms with their votes, and classes with their members."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    _make_live_rooms()
    _make_classes()


def _make_live_rooms() -> None:
    op.create_table(
        "st_live_room",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("code", sa.String(6), nullable=False),
        sa.Column("host_key_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("opened_at", sa.Double, nullable=False),
        sa.Column("closed_at", sa.Double),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("open_vote", sa.Integer, nullable=False),
        sa.Column("votes", sa.Integer, nullable=False),
        sa.Index("st_live_room_of_code", "code"),
    )
    op.create_table(
        "st_live_entry",
        sa.Column("room", sa.String(32), sa.ForeignKey("st_live_room.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", sa.Double, nullable=False),
        sa.Column("command_id", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_table(
        "st_live_ballot",
        sa.Column("room", sa.String(32), sa.ForeignKey("st_live_room.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("vote", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("voter", sa.String(64), primary_key=True),
        sa.Column("response", sa.Text, nullable=False),
        sa.Column("change", sa.Integer, nullable=False),
        sa.Column("at", sa.Double, nullable=False),
        sqlite_with_rowid=False,
    )


def _make_classes() -> None:
    op.create_table(
        "st_class",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("owner", sa.String(32), sa.ForeignKey("st_learner.id", ondelete="CASCADE"), nullable=False),
        sa.Column("command_id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("code", sa.String(8), nullable=False, unique=True),
        sa.Column("opened_at", sa.Double, nullable=False),
        sa.Index("st_class_of_command", "owner", "command_id", unique=True),
    )
    op.create_table(
        "st_class_member",
        sa.Column("class", sa.String(32), sa.ForeignKey("st_class.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("learner", sa.String(32), sa.ForeignKey("st_learner.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("joined_at", sa.Double, nullable=False),
        sa.Index("st_class_member_of_learner", "learner"),
    )
