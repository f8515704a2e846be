"""What Alembic runs for each step, on the connection that the schema's caller opened."""

from alembic import context

from gaoqian_service.records.tables import Table

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Table.metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
