"""Env: how Alembic runs the revisions: on the connection that `assistant.storage.database` hands over."""

from alembic import context

from assistant.storage.table import Base

context.configure(
    connection=context.config.attributes["connection"], target_metadata=Base.metadata, transactional_ddl=True
)
context.run_migrations()
