"""Make the read-only role, the views that questions read, and the grants between them."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS, ProgrammingError, connections, transaction
from psycopg import sql

from queryassist import conf, reader_schema

_UNSET = (
    "No reader is configured. Set READER_DATABASE_URL to the same database as DATABASE_URL with "
    "a role of its own, such as postgresql://queen_reader:PASSWORD@HOST/DATABASE, and run this "
    "again."
)
_FORBIDDEN = (
    "The role {owner} may not do this here ({error}). Ask a database administrator to run the SQL "
    "above in the database {database}, with the password of READER_DATABASE_URL in its place."
)


class Command(BaseCommand):
    """Makes what questions need; safe to run again."""

    help = (
        "Makes the role that questions run as, the views that it reads and its grants. Where the "
        "connected role may not, prints the SQL for a database administrator and exits with 1."
    )

    def handle(self, *args: object, **options: object) -> None:
        """Set up the reader, or say what a database administrator has to do."""
        role = conf.reader_role()
        if role is None:
            raise CommandError(_UNSET)
        try:
            with transaction.atomic():
                self._make_role(role)
                reader_schema.rebuild()
        except ProgrammingError as error:
            self._explain(role, error)
        self.stdout.write(self.style.SUCCESS(f"Questions run as {role}."))

    def _make_role(self, role: str) -> None:
        if reader_schema.role_exists(role):
            return
        password = connections[conf.READER_ALIAS].settings_dict["PASSWORD"]
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.execute(_create_role(role, sql.Literal(password)))

    def _explain(self, role: str, error: ProgrammingError) -> None:
        settings = connections[DEFAULT_DB_ALIAS].settings_dict
        for statement in self._script(role):
            self.stdout.write(f"{statement.as_string(None)};")
        raise CommandError(
            _FORBIDDEN.format(
                owner=settings["USER"],
                database=settings["NAME"],
                error=str(error).strip().splitlines()[0],
            )
        ) from error

    def _script(self, role: str) -> list[sql.Composed]:
        missing = not reader_schema.role_exists(role)
        created = [_create_role(role, sql.SQL("'PASSWORD'"))] if missing else []
        return [*created, *reader_schema.statements(role=role)]


def _create_role(role: str, password: sql.Composable) -> sql.Composed:
    return sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(sql.Identifier(role), password)
