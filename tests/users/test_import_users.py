"""import_users: what a file may hold, and what is said where it holds something else."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import CommandError
from django.db import connection

from tests.users.factories import UserFactory
from tests.users.importing import ADDRESS, bad_lines, import_users
from users import bulk
from users.bulk import no_progress
from users.importing.file import open_users_file
from users.importing.report import SHOWN_BAD_LINES
from users.importing.staging import stage
from users.models import User

pytestmark = pytest.mark.django_db


def _locks_on_users() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT mode FROM pg_locks "
            "WHERE pid = pg_backend_pid() AND relation = 'users_user'::regclass"
        )
        return [mode for (mode,) in cursor]


def test_every_column_arrives(file: Path) -> None:
    file.write_text(
        "id,email,first_name,last_name,wallet_address,gender,age,country,region,city,"
        "wallet_balance_usd,last_active,is_active,activity_score,kyc_verified,kyc_level,"
        "created_at,updated_at\n"
        f"77,Ann@Example.com,Ann,Lee,{ADDRESS},Female,34.0,Japan,Tokyo,Shibuya,1234.50,"
        "2025-03-31T18:00:00+09:00,no,87.12345,T,2,2024-01-01,2025-01-01T00:00:00Z\n"
    )

    import_users(file)

    user = User.objects.get()
    assert (user.pk, user.email, user.wallet_address) == (77, "ann@example.com", ADDRESS)
    assert (user.gender, user.age, user.city) == ("female", 34, "Shibuya")
    assert (user.wallet_balance_usd, user.activity_score) == (
        Decimal("1234.50"),
        Decimal("87.1234"),
    )
    assert user.last_active == datetime(2025, 3, 31, 9, tzinfo=UTC)
    assert (user.is_active, user.kyc_verified, user.kyc_level) == (False, True, 2)
    assert user.created_at == datetime(2024, 1, 1, tzinfo=UTC)
    assert user.updated_at == datetime(2025, 1, 1, tzinfo=UTC)
    assert not user.has_usable_password()
    assert not user.is_superuser


def test_empty_cell_is_null_or_the_default(file: Path) -> None:
    columns = (
        "email,city,gender,age,wallet_balance_usd,is_active,activity_score,kyc_level,created_at"
    )
    file.write_text(f"{columns}\na@example.com,,,,,,,,\n")

    import_users(file)

    user = User.objects.get()
    assert (user.city, user.gender, user.age) == (None, None, None)
    assert (user.wallet_balance_usd, user.is_active) == (Decimal(0), True)
    assert user.activity_score == Decimal(0)
    assert user.kyc_level == 0
    assert user.created_at is not None


def test_existing_user_is_changed_in_the_columns_of_the_file_only(file: Path) -> None:
    user = UserFactory.create(email="a@example.com", age=30, wallet_balance_usd=5)
    file.write_text("email,city,wallet_balance_usd\nA@EXAMPLE.com,,\n")

    out, _ = import_users(file)

    before = user.updated_at
    user.refresh_from_db()
    assert "0 users added, 1 changed, 0 unchanged" in out
    assert (user.city, user.age, user.wallet_balance_usd) == (None, 30, Decimal(5))
    assert user.updated_at != before


def test_user_who_is_as_the_file_says_is_not_written(file: Path) -> None:
    user = UserFactory.create(email="a@example.com", age=30)
    file.write_text("email,age\na@example.com,30\n")

    out, _ = import_users(file)

    before = user.updated_at
    user.refresh_from_db()
    assert "1 unchanged" in out
    assert user.updated_at == before


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbfemail,city\na@example.com,Z\xc3\xbcrich\n",
        b"email,city\r\na@example.com,Z\xc3\xbcrich\r\n\r\n",
        b'"email","city"\n"a@example.com","Z\xc3\xbcrich"',
        b"email , city\n a@example.com , Zu\xcc\x88rich \n",
    ],
)
def test_usual_kinds_of_csv_are_read(file: Path, content: bytes) -> None:
    file.write_bytes(content)

    import_users(file)

    assert User.objects.get().city == "Zürich"


@pytest.mark.parametrize(
    ("header", "cells", "reason"),
    [
        ("email", "nobody", "email 'nobody' is not an e-mail address"),
        ("email,city", ",Tokyo", "email is missing"),
        ("email,city", "a@example.com", "has 1 cells, but the header has 2"),
        ("email,city", "a@example.com,x,y", "has 3 cells, but the header has 2"),
        ("email,age", "a@example.com,151", "age '151' is not between 0 and 150"),
        ("email,age", "a@example.com,-1", "age '-1' is not between 0 and 150"),
        ("email,age", "a@example.com,1_0", "age '1_0' is not a whole number"),
        ("email,age", "a@example.com,٣", "is not a whole number"),
        ("email,gender", "a@example.com,f", "is not one of male, female, other"),
        ("email,wallet_balance_usd", "a@example.com,1.005", "more than 2 decimal places"),
        ("email,wallet_balance_usd", "a@example.com,-1", "is negative"),
        ("email,wallet_balance_usd", "a@example.com,NaN", "is not a number"),
        ("email,wallet_balance_usd", "a@example.com,Infinity", "is not a number"),
        ("email,wallet_balance_usd", "a@example.com,1e99", "is larger than"),
        ("email,wallet_balance_usd", "a@example.com,$5", "is not a number"),
        ("email,activity_score", "a@example.com,-0.1", "is negative"),
        ("email,is_active", "a@example.com,maybe", "is neither true nor false"),
        ("email,last_active", "a@example.com,yesterday", "is not an ISO 8601 time"),
        ("email,last_active", "a@example.com,2025-02-30", "is not an ISO 8601 time"),
        ("email,last_active", "a@example.com,0001-01-01", "is not between the years"),
        (
            "email,last_active",
            "a@example.com,2025-03-31T18:00-23:59",
            "is further from UTC than any",
        ),
        (
            "email,last_active",
            "a@example.com,2025-03-31T18:00+16:00",
            "is further from UTC than any",
        ),
        ("email", "a@\ua7cb.example.com", "email holds a capital letter whose small one"),
        ("email,kyc_level", "a@example.com,3", "is not between 0 and 2"),
        ("email,wallet_address", "a@example.com,0x12", "is not 0x and 40 hexadecimal"),
        ("email,wallet_address", f'a@example.com,"{ADDRESS}\nx"', "is not 0x and 40"),
        ("email,city", f"a@example.com,{'x' * 101}", "has 101 characters; at most 100 fit"),
        ("email,city", "a@example.com,a\0b", "holds a NUL byte"),
        ("id,email", "0,a@example.com", "id '0' is not between"),
        ("id,email", f"{2**63 - 1},a@example.com", "is not a whole number"),
    ],
)
def test_bad_line_is_named_with_its_reason(
    file: Path, header: str, cells: str, reason: str
) -> None:
    file.write_text(f"{header}\n{cells}\n")

    said = bad_lines(file)

    assert said.startswith("line 2: ")
    assert reason in said
    assert not User.objects.exists()


def test_bytes_that_are_not_utf8_are_a_bad_line(file: Path) -> None:
    file.write_bytes(b"email,city\na@example.com,Z\xfcrich\n")

    assert "line 2: city holds bytes that are not UTF-8" in bad_lines(file)


def test_every_bad_line_is_reported_under_its_number(file: Path) -> None:
    file.write_text('email,city\na@example.com,"two\nlines"\nbad,x\nb@example.com,x\nworse,x\n')

    said = bad_lines(file)

    assert [line.split(":")[0] for line in said.splitlines()] == ["line 4", "line 6"]
    assert not User.objects.exists()


def test_skip_bad_imports_the_good_lines(file: Path) -> None:
    file.write_text("email\nbad\na@example.com\n")

    out, err = import_users(file, "--skip-bad")

    assert "1 user added, 0 changed, 0 unchanged; 1 bad line left out" in out
    assert "line 2" in err
    assert User.objects.get().email == "a@example.com"


def test_skip_bad_makes_no_users_of_what_stands_inside_a_cell(file: Path) -> None:
    long_cell = f"{'x' * 199}\n" * 900
    file.write_text(f'email,city\na@example.com,"{long_cell}\nb@example.com,I\nzz"\n')

    with pytest.raises(CommandError, match="are not valid CSV: field larger than field limit"):
        import_users(file, "--skip-bad")

    assert not User.objects.exists()


def test_offset_finer_than_the_database_knows_is_read(file: Path) -> None:
    file.write_text("email,last_active\na@example.com,2025-03-31T18:00:00+09:00:30.5\n")

    import_users(file)

    seen = datetime(2025, 3, 31, 8, 59, 29, 500_000, tzinfo=UTC)
    assert User.objects.get().last_active == seen


def test_staging_holds_no_lock_on_users_while_it_waits_for_its_turn(file: Path) -> None:
    file.write_text("id,email,age,wallet_balance_usd\n7,a@example.com,30,1.50\n")

    with open_users_file(file) as users_file:
        stage(users_file, no_progress)

    assert _locks_on_users() == []


def test_table_is_locked_before_rows_are_when_indexes_are_rebuilt(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "_REBUILD_FROM_ROWS", 1)
    UserFactory.create(email="a@example.com")
    file.write_text("email,age\na@example.com,40\nb@example.com,50\n")
    locks: list[str] = []

    def note_locks(execute: Callable[..., object], query: object, *rest: object) -> object:
        if "UPDATE users_user" in str(query):
            locks.extend(_locks_on_users())
        return execute(query, *rest)

    with connection.execute_wrapper(note_locks):
        import_users(file)

    assert "AccessExclusiveLock" in locks


def test_many_bad_lines_are_all_in_a_file(file: Path) -> None:
    count = SHOWN_BAD_LINES + 5
    file.write_text("email\n" + "bad\n" * count)

    said = bad_lines(file)

    report = Path(said.splitlines()[-1].split(" are in ")[1])
    try:
        assert "and 5 more" in said
        assert len(report.read_text().splitlines()) == count
    finally:
        report.unlink()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "has no header"),
        (b"\n", "has no header"),
        (b"email,shoe_size\n", "unknown column 'shoe_size'.*there are: id, email"),
        (b"email;city\n", "unknown column 'email;city'. Columns are separated by commas"),
        (b"Email\n", "unknown column 'Email'"),
        (b"email,\n", "unknown column ''"),
        (b"city\n", "no email column"),
        (b"email,city,city\n", "names city more than once"),
        (b"email,password\n", "password cannot be imported: passwords are set by their owners"),
        (b"email,is_staff\n", "is_staff cannot be imported"),
        (b"email,is_superuser\n", "is_superuser cannot be imported"),
        (b"email,groups\n", "groups cannot be imported"),
        (b"email,user_permissions\n", "user_permissions cannot be imported"),
        (b"email,last_login\n", "last_login cannot be imported"),
        (b"PK\x03\x04\x00\x00\xff\xfe binary", "not a CSV file in UTF-8"),
        ("email\n".encode("utf-16"), "not a CSV file in UTF-8"),
        (b"x" * 10_000_000, "over 1,000,000 characters"),
        (b"\0" * 10_000_000, "over 1,000,000 characters"),
        (b'"email', "Line 1 is not valid CSV: unexpected end of data"),
        (b'email,city\na@example.com,"a"b\n', "Line 2 is not valid CSV: ',' expected"),
        (b'email,city\na@example.com,"a\n\n', "Lines 2 to 3 are not valid CSV: unexpected end"),
    ],
)
def test_unusable_file_is_refused_in_words(file: Path, content: bytes, message: str) -> None:
    file.write_bytes(content)

    with pytest.raises(CommandError, match=message):
        import_users(file)


def test_missing_file_and_directory_are_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No such file"):
        import_users(tmp_path / "none.csv")
    with pytest.raises(CommandError, match="is not a regular file"):
        import_users(tmp_path)


def test_devices_and_pipes_are_refused_without_waiting_for_a_writer(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)

    for path in (Path(os.devnull), pipe):
        with pytest.raises(CommandError, match="is not a regular file"):
            import_users(path)
