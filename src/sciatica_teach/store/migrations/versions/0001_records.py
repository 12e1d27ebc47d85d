"""Learners, their tokens, their entries, resume codes and wrong tries.

A migration describes the schema of its day and is never edited later, so it repeats the tables instead of importing
them. Records only move forward: there is no way down.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "st_learner",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("enrolled_at", sa.Double, nullable=False),
    )
    op.create_table(
        "st_token",
        sa.Column("token_hash", sa.String(64), primary_key=True),
        sa.Column("learner", sa.String(32), sa.ForeignKey("st_learner.id", ondelete="CASCADE"), nullable=False),
        sa.Column("bound_at", sa.Double, nullable=False),
        sa.Index("st_token_of_learner", "learner"),
    )
    op.create_table(
        "st_entry",
        sa.Column("learner", sa.String(32), sa.ForeignKey("st_learner.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", sa.Double, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("content_version", sa.Text, nullable=False),
        sa.Column("command_id", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Index("st_entry_of_command", "learner", "command_id"),
    )
    op.create_table(
        "st_resume_code",
        sa.Column("learner", sa.String(32), sa.ForeignKey("st_learner.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("code_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("expires_at", sa.Double, nullable=False),
    )
    op.create_table(
        "st_wrong_try",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("origin", sa.String(64), nullable=False),
        sa.Column("at", sa.Double, nullable=False),
        sa.Index("st_wrong_try_at", "at"),
    )
