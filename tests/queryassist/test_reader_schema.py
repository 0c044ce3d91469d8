"""The views follow the catalog, around every migration, and show what it names and no more."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, connections
from django.test.utils import CaptureQueriesContext
from psycopg.sql import Composed

from queryassist import conf, reader_schema, selectors
from queryassist.catalog import Catalog

pytestmark = pytest.mark.django_db(transaction=True)


def fetch(query: str, *params: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, params)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def view_columns(name: str) -> list[str]:
    rows = fetch(
        "SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(%s) AND attnum > 0"
        " ORDER BY attnum",
        f"queen.{name}",
    )
    return [row[0] for row in rows]


def test_a_view_holds_the_columns_of_its_dataset_alone(library: Catalog) -> None:
    for dataset in library:
        assert view_columns(dataset.name) == [column.name for column in dataset.columns]


def test_the_reader_may_read_the_views_and_no_table(library: Catalog) -> None:
    readable = fetch(
        "SELECT oid::regclass::text FROM pg_class WHERE relkind IN ('r', 'v', 'm', 'p')"
        " AND relnamespace IN ('public'::regnamespace, 'queen'::regnamespace)"
        " AND has_any_column_privilege('queen_reader', oid, 'SELECT')"
    )
    writable = fetch(
        "SELECT oid::regclass::text FROM pg_class WHERE relnamespace = 'queen'::regnamespace"
        " AND has_table_privilege('queen_reader', oid, 'INSERT, UPDATE, DELETE, TRUNCATE')"
    )

    assert sorted(readable) == sorted((f"queen.{dataset.name}",) for dataset in library)
    assert writable == []


def test_views_make_way_for_migrations_and_come_back(library: Catalog) -> None:
    reader_schema.before_migrations(using="default", plan=[object()])
    assert view_columns("books") == []
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE library_book ALTER COLUMN pages TYPE bigint")

    reader_schema.after_migrations(using="default")

    assert "pages" in view_columns("books")


def test_views_stay_where_nothing_is_migrated(library: Catalog) -> None:
    reader_schema.before_migrations(using="default", plan=[])

    assert view_columns("books") != []


def test_views_are_made_again_after_a_migration_that_was_killed(library: Catalog) -> None:
    reader_schema.before_migrations(using="default", plan=[object()])
    reader_schema.before_migrations(using="default", plan=[object()])

    reader_schema.after_migrations(using="default")
    reader_schema.after_migrations(using="default")

    assert view_columns("users") != []


def test_a_dataset_whose_table_is_not_there_yet_is_left_out(library: Catalog) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE library_book RENAME TO library_away")
    reader_schema.rebuild()
    found = view_columns("books"), view_columns("users")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE library_away RENAME TO library_book")

    assert found[0] == []
    assert found[1] != []


def test_new_tables_of_the_owner_are_not_made_among_the_views(library: Catalog) -> None:
    assert fetch("SELECT current_user::text, current_schema()::text") == [("queen", "public")]


def test_another_database_is_left_alone(library: Catalog) -> None:
    reader_schema.before_migrations(using="other", plan=[object()])
    reader_schema.after_migrations(using="other")

    assert view_columns("books") != []


def test_a_migration_goes_on_without_the_right_to_make_views(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def forbidden() -> None:
        raise ProgrammingError("permission denied for database queen")

    monkeypatch.setattr(reader_schema, "rebuild", forbidden)

    reader_schema.after_migrations(using="default")

    assert "setup_reader" in caplog.text
    assert [record.levelno for record in caplog.records] == [logging.WARNING]


def test_views_are_made_without_a_reader(library: Catalog, no_reader: None) -> None:
    reader_schema.rebuild()

    assert fetch("SELECT has_table_privilege('queen_reader', 'queen.books', 'SELECT')") == [
        (False,)
    ]


def test_setup_reader_is_safe_to_run_again(library: Catalog, capsys: Any) -> None:
    call_command("setup_reader")
    call_command("setup_reader")

    assert "Questions run as queen_reader." in capsys.readouterr().out


def test_setup_reader_prints_the_sql_where_it_may_not_make_the_role(
    monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    monkeypatch.setattr(conf, "reader_role", lambda: "new_reader")

    with pytest.raises(CommandError, match="database administrator"):
        call_command("setup_reader")

    printed = capsys.readouterr().out
    assert "CREATE ROLE \"new_reader\" LOGIN CONNECTION LIMIT 40 PASSWORD 'PASSWORD';" in printed
    assert 'ALTER SCHEMA "queen" OWNER TO "queen";' in printed


def test_setup_reader_limits_a_role_that_was_there_before(
    library: Catalog, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    monkeypatch.setattr(conf, "READER_CONNECTIONS", 41)
    executed: list[str] = []

    def note(execute: Callable[..., object], query: object, *rest: object) -> object:
        text = query.as_string(None) if isinstance(query, Composed) else str(query)
        executed.append(text)
        return None if text.startswith("ALTER ROLE") else execute(query, *rest)

    with connection.execute_wrapper(note):
        call_command("setup_reader")

    assert 'ALTER ROLE "queen_reader" LOGIN CONNECTION LIMIT 41' in executed
    assert "ALTER ROLE" not in capsys.readouterr().out


def test_setup_reader_prints_the_limits_that_it_may_not_set(
    library: Catalog, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    monkeypatch.setattr(conf, "READER_CONNECTIONS", 41)

    call_command("setup_reader")

    printed = capsys.readouterr().out
    assert 'ALTER ROLE "queen_reader" LOGIN CONNECTION LIMIT 41;' in printed
    assert "ask a database administrator to run the SQL above" in printed
    assert "Questions run as queen_reader." in printed


def test_setup_reader_leaves_a_limited_role_as_it_is(library: Catalog) -> None:
    with CaptureQueriesContext(connection) as queries:
        call_command("setup_reader")

    assert not [query for query in queries if "ALTER ROLE" in query["sql"]]


def test_setup_reader_tries_the_login(library: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connections["reader"].settings_dict, "PORT", "1")

    with pytest.raises(CommandError, match="cannot run: The database cannot be reached"):
        call_command("setup_reader")


def test_setup_reader_needs_a_reader_to_set_up(no_reader: None) -> None:
    with pytest.raises(CommandError, match="READER_DATABASE_URL"):
        call_command("setup_reader")


def test_the_catalog_is_found_in_the_apps() -> None:
    assert [dataset.name for dataset in selectors.get_catalog()] == [
        "users",
        "incidents",
        "error_groups",
        "fixes",
        "questions",
        "claude_calls",
        "verified_questions",
        "taught_words",
        "dataset_snapshots",
    ]


def test_the_reader_cannot_see_what_the_view_leaves_out(library: Catalog) -> None:
    with (
        psycopg.connect(**connections["reader"].get_connection_params()) as reader,
        pytest.raises(psycopg.errors.UndefinedColumn),
    ):
        reader.execute("SELECT password FROM queen.users")
