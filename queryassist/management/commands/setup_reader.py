"""Make the read-only role, the views that questions read, and the grants between them."""

from __future__ import annotations

from typing import LiteralString

from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS, ProgrammingError, connections, transaction
from psycopg import sql

from queryassist import conf, executor, reader_schema
from queryassist.exceptions import QueryAssistError

_UNSET = (
    "No reader is configured. Set READER_DATABASE_URL to the same database as DATABASE_URL with "
    "a role of its own, such as postgresql://queen_reader:PASSWORD@HOST/DATABASE, and run this "
    "again."
)
_FORBIDDEN = (
    "The role {owner} may not do this here ({error}). Ask a database administrator to run the SQL "
    "above in the database {database}, with the password of READER_DATABASE_URL in its place, and "
    "run this again."
)
_UNLIMITED = (
    "The role {owner} may not limit {role} ({error}). Questions run all the same; ask a database "
    "administrator to run the SQL above, so that they never take all connections from the pages."
)
_LOCKED_OUT = (
    "The role {role} is there, but questions cannot run: {error} Where its password is not the one "
    "of READER_DATABASE_URL, set it with ALTER ROLE."
)
_UNLIMITED_DISK = (
    "Nothing limits the disk space that questions may use. Ask a database administrator to run the "
    "SQL above as superuser."
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
        self._limit_role(role)
        self._try_login(role)
        self._limit_disk(role)
        self.stdout.write(self.style.SUCCESS(f"Questions run as {role}."))

    def _make_role(self, role: str) -> None:
        if reader_schema.role_exists(role):
            return
        password = connections[conf.READER_ALIAS].settings_dict["PASSWORD"]
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.execute(_create_role(role, sql.Literal(password)))

    def _limit_role(self, role: str) -> None:
        """Give a role that was there before the limits of a new one."""
        if reader_schema.has_limits(role, connections=conf.READER_CONNECTIONS):
            return
        statement = _with_limits("ALTER ROLE {}", role)
        try:
            with transaction.atomic(), connections[DEFAULT_DB_ALIAS].cursor() as cursor:
                cursor.execute(statement)
        except ProgrammingError as error:
            self._print(statement)
            owner = connections[DEFAULT_DB_ALIAS].settings_dict["USER"]
            text = _UNLIMITED.format(owner=owner, role=role, error=_first_line(error))
            self.stdout.write(self.style.WARNING(text))

    def _explain(self, role: str, error: ProgrammingError) -> None:
        settings = connections[DEFAULT_DB_ALIAS].settings_dict
        if not reader_schema.role_exists(role):
            self._print(_create_role(role, sql.SQL("'PASSWORD'")))
        self._print(reader_schema.schema_of(settings["USER"]))
        raise CommandError(
            _FORBIDDEN.format(
                owner=settings["USER"],
                database=settings["NAME"],
                error=_first_line(error),
            )
        ) from error

    def _print(self, statement: sql.Composed) -> None:
        self.stdout.write(f"{statement.as_string(None)};")

    def _try_login(self, role: str) -> None:
        try:
            others = executor.list_other_readable_relations()
        except QueryAssistError as error:
            raise CommandError(_LOCKED_OUT.format(role=role, error=error)) from error
        if others:
            text = f"The role {role} can also read {', '.join(others[:10])}."
            self.stdout.write(self.style.WARNING(text))

    def _limit_disk(self, role: str) -> None:
        """Limit the disk space of the reader's sorts, or say who can: only a superuser may."""
        if executor.get_limits().disk:
            return
        statement = sql.SQL("ALTER ROLE {} SET temp_file_limit = '1GB'").format(
            sql.Identifier(role)
        )
        try:
            with transaction.atomic(), connections[DEFAULT_DB_ALIAS].cursor() as cursor:
                cursor.execute(statement)
        except ProgrammingError:
            self._print(statement)
            self.stdout.write(self.style.WARNING(_UNLIMITED_DISK))


def _create_role(role: str, password: sql.Composable) -> sql.Composed:
    return _with_limits("CREATE ROLE {}", role) + sql.SQL(" PASSWORD {}").format(password)


def _with_limits(verb: LiteralString, role: str) -> sql.Composed:
    template = f"{verb} LOGIN CONNECTION LIMIT {{}}"
    return sql.SQL(template).format(sql.Identifier(role), sql.Literal(conf.READER_CONNECTIONS))


def _first_line(error: ProgrammingError) -> str:
    return str(error).strip().splitlines()[0]
