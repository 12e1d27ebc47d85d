"""Papers whose marks are released."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "st_release",
        sa.Column("paper", sa.String(40), primary_key=True),
        sa.Column("released_at", sa.Double, nullable=False),
    )
