"""Run by Alembic on the connection, and inside the transaction, that `schema.bring_up_to_date` hands over."""

from __future__ import annotations

from alembic import context

from sciatica_teach.store.tables import METADATA, REVISION_TABLE

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    version_table=REVISION_TABLE,
    transactional_ddl=True,
)
context.run_migrations()
