"""Lets alembic work inside the transaction that ``open_store`` hands over."""

from alembic import context

from sync.station.store.tables import METADATA

context.configure(
    connection=context.config.attributes["session"],
    target_metadata=METADATA,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
