"""The schema that questions are answered from: one view per dataset, readable by one role.

The views exclude every column that the catalog does not name, and the role may read nothing else.
They are dropped before migrations, since a view blocks ALTER TYPE, and made again after them.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence

from django.db import DEFAULT_DB_ALIAS, ProgrammingError, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import sql

from queryassist import conf, selectors
from queryassist.catalog import Dataset

logger = logging.getLogger(__name__)

_SCHEMA = sql.Identifier(conf.READER_SCHEMA)


def before_migrations(*, using: str, plan: list[object] | None = None, **_options: object) -> None:
    """Drop the views where a migration is about to run."""
    if using == DEFAULT_DB_ALIAS and plan:
        with transaction.atomic(), connections[using].cursor() as cursor:
            for name in _existing_views():
                cursor.execute(_drop(name))


def after_migrations(*, using: str, **_options: object) -> None:
    """Make the views again; without the right to make the schema, say what to do and go on."""
    if using != DEFAULT_DB_ALIAS:
        return
    try:
        rebuild()
    except ProgrammingError as error:
        logger.warning(
            'The views that questions are answered from were not made: %s Run "manage.py '
            'setup_reader" to see what a database administrator has to do.',
            error,
        )


def keep_tables_in_public(*, connection: BaseDatabaseWrapper, **_options: object) -> None:
    """Keep the views out of the search path of an owner that is named like their schema.

    PostgreSQL looks for "$user" first, so that its new tables would be made among the views.
    """
    if connection.settings_dict["USER"] == conf.READER_SCHEMA:
        connection.connection.execute("SET search_path = public")


def rebuild() -> None:
    """Make schema, views and grants, all or nothing; ProgrammingError where that is forbidden."""
    role = conf.reader_role()
    if role is not None and not role_exists(role):
        role = None
    with transaction.atomic(), connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [__name__])
        for statement in _statements(role):
            cursor.execute(statement)


def _statements(role: str | None) -> list[sql.Composed]:
    tables = set(_existing_tables())
    datasets = [dataset for dataset in selectors.get_catalog() if dataset.source in tables]
    return [
        *([] if _schema_exists() else [sql.SQL("CREATE SCHEMA {}").format(_SCHEMA)]),
        *(_drop(name) for name in _existing_views()),
        *(_create(dataset) for dataset in datasets),
        *(_grants(role, datasets) if role is not None else ()),
    ]


def schema_of(owner: str) -> sql.Composed:
    """Return the SQL that gives the schema to ``owner``, who can then do the rest alone."""
    text = (
        "ALTER SCHEMA {} OWNER TO {}" if _schema_exists() else "CREATE SCHEMA {} AUTHORIZATION {}"
    )
    return sql.SQL(text).format(_SCHEMA, sql.Identifier(owner))


def role_exists(role: str) -> bool:
    """Return whether the database knows the role."""
    return bool(_fetch("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]))


def has_limits(role: str, *, connections: int) -> bool:
    """Return whether the role may log in, and so often at the same time."""
    query = "SELECT 1 FROM pg_roles WHERE rolname = %s AND rolcanlogin AND rolconnlimit = %s"
    return bool(_fetch(query, [role, connections]))


def _create(dataset: Dataset) -> sql.Composed:
    left_out = (
        sql.SQL("{} IS DISTINCT FROM {}").format(sql.Identifier(column), sql.Literal(value))
        for column, value in dataset.left_out
    )
    return sql.SQL("CREATE VIEW {} AS SELECT {} FROM {} WHERE {}").format(
        sql.Identifier(conf.READER_SCHEMA, dataset.name),
        sql.SQL(", ").join(sql.Identifier(name) for name in dataset.view_columns),
        sql.Identifier(dataset.source),
        sql.SQL(" AND ").join([sql.SQL("true"), *left_out]),
    )


def _drop(name: str) -> sql.Composed:
    return sql.SQL("DROP VIEW {}").format(sql.Identifier(conf.READER_SCHEMA, name))


def _grants(role: str, datasets: list[Dataset]) -> Iterable[sql.Composed]:
    reader = sql.Identifier(role)
    for template in (
        "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {reader}",
        "REVOKE ALL ON SCHEMA public FROM {reader}",
        "REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM PUBLIC, {reader}",
        "REVOKE ALL ON SCHEMA {schema} FROM PUBLIC, {reader}",
        "GRANT USAGE ON SCHEMA {schema} TO {reader}",
    ):
        yield sql.SQL(template).format(reader=reader, schema=_SCHEMA)
    for dataset in datasets:
        view = sql.Identifier(conf.READER_SCHEMA, dataset.name)
        yield sql.SQL("GRANT SELECT ON {} TO {}").format(view, reader)


def _schema_exists() -> bool:
    return bool(_fetch("SELECT 1 FROM pg_namespace WHERE nspname = %s", [conf.READER_SCHEMA]))


def _existing_views() -> list[str]:
    return _fetch("SELECT viewname FROM pg_views WHERE schemaname = %s", [conf.READER_SCHEMA])


def _existing_tables() -> list[str]:
    return _fetch(
        "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm')"
        " AND pg_table_is_visible(oid)",
        [],
    )


def _fetch(query: str, params: Sequence[str | int]) -> list[str]:
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(query, params)
        return [str(row[0]) for row in cursor.fetchall()]
