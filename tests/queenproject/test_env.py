"""Settings from the environment: what is read, and what a person is told where it is wrong."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from queenproject.env import (
    env_bool,
    env_choice,
    env_decimal,
    env_int,
    env_list,
    env_secret,
    env_str,
    env_time_zone,
    find_env_database,
    find_env_secret,
)

NAME = "QUEEN_TEST_VARIABLE"


@pytest.fixture(autouse=True)
def no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(NAME, raising=False)
    monkeypatch.delenv(f"{NAME}_FILE", raising=False)


@pytest.mark.parametrize("value", ["1", "true", "TRUE", " yes ", "on"])
def test_words_for_yes_are_true(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv(NAME, value)

    assert env_bool(NAME, default=False) is True


@pytest.mark.parametrize("value", ["0", "false", "No", "off", ""])
def test_words_for_no_are_false(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv(NAME, value)

    assert env_bool(NAME, default=True) is False


def test_other_words_are_neither_true_nor_false(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "maybe")

    with pytest.raises(ImproperlyConfigured, match=f"{NAME} is 'maybe': set it to 1 or 0"):
        env_bool(NAME, default=True)


def test_variables_that_are_not_set_have_their_default() -> None:
    assert env_str(NAME, "UTC") == "UTC"
    assert env_bool(NAME, default=True) is True
    assert env_int(NAME, 7) == 7
    assert env_list(NAME, ("a", "b")) == ["a", "b"]
    assert find_env_secret(NAME) is None
    assert find_env_database(NAME) is None


def test_number_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "12")

    assert env_int(NAME, 7) == 12


@pytest.mark.parametrize("value", ["many", "1.5", "-1"])
def test_what_is_no_such_number_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv(NAME, value)

    with pytest.raises(ImproperlyConfigured, match=NAME):
        env_int(NAME, 7)


def test_decimal_number_is_read_exactly(monkeypatch: pytest.MonkeyPatch) -> None:
    assert env_decimal(NAME, "0.10") == Decimal("0.10")
    monkeypatch.setenv(NAME, "2.5")

    assert env_decimal(NAME, "0.10") == Decimal("2.5")


@pytest.mark.parametrize("value", ["many", "-1", "NaN", "Infinity", "1,5"])
def test_what_is_no_amount_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv(NAME, value)

    with pytest.raises(ImproperlyConfigured, match=NAME):
        env_decimal(NAME, "1")


def test_number_above_the_highest_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "7")

    with pytest.raises(ImproperlyConfigured, match="set it to 6 or less"):
        env_int(NAME, 0, maximum=6)


def test_number_that_no_database_setting_holds_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "2147483648")

    with pytest.raises(ImproperlyConfigured, match="set it to 2147483647 or less"):
        env_int(NAME, 0)


def test_choice_is_taken_in_any_case(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, " info ")

    assert env_choice(NAME, "ERROR", ("ERROR", "INFO")) == "INFO"


def test_what_is_no_choice_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "loud")

    with pytest.raises(
        ImproperlyConfigured, match=f"{NAME} must be one of ERROR, INFO, not 'loud'"
    ):
        env_choice(NAME, "ERROR", ("ERROR", "INFO"))


def test_time_zone_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "Asia/Tokyo")

    assert env_time_zone(NAME, "UTC") == "Asia/Tokyo"


@pytest.mark.parametrize("value", ["Mars/Base", "Europe", "+02:00", "/etc/passwd", "../UTC"])
def test_what_is_no_time_zone_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv(NAME, value)

    with pytest.raises(ImproperlyConfigured, match=f"{NAME} must name a time zone"):
        env_time_zone(NAME, "UTC")


def test_list_has_no_spaces_and_no_empty_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, " queen.example , ,localhost,")

    assert env_list(NAME) == ["queen.example", "localhost"]


def test_secret_is_read_from_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("s3cret\n")
    monkeypatch.setenv(f"{NAME}_FILE", str(file))

    assert find_env_secret(NAME) == "s3cret"


def test_secret_given_twice_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "a")
    monkeypatch.setenv(f"{NAME}_FILE", "b")

    with pytest.raises(ImproperlyConfigured, match="not both"):
        find_env_secret(NAME)


@pytest.mark.parametrize("content", [b"", b"\n", b"\xff\xfe", None])
def test_secret_file_that_holds_none_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: bytes | None
) -> None:
    file = tmp_path / "secret"
    if content is not None:
        file.write_bytes(content)
    monkeypatch.setenv(f"{NAME}_FILE", str(file))

    with pytest.raises(ImproperlyConfigured, match=f"{NAME}_FILE"):
        find_env_secret(NAME)


def test_generated_secret_stands_in_for_one_that_is_not_set(tmp_path: Path) -> None:
    file = tmp_path / "generated"
    file.write_text("generated\n")

    assert env_secret(NAME, generated=file) == "generated"


def test_secret_of_the_environment_comes_before_the_generated_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "generated"
    file.write_text("generated\n")
    monkeypatch.setenv(NAME, "given")

    assert env_secret(NAME, generated=file) == "given"


def test_blank_secret_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, " \t")

    assert find_env_secret(NAME) is None


def test_blanks_around_a_secret_do_not_lengthen_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(NAME, f" {'k' * 31} ")

    with pytest.raises(ImproperlyConfigured, match=f"{NAME} has 31 characters: set it to 32"):
        env_secret(NAME, generated=tmp_path / "generated", min_length=32)


def test_missing_secret_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match=f"Set {NAME} or {NAME}_FILE, or run `make"):
        env_secret(NAME, generated=tmp_path / "generated")


def test_database_is_read_from_its_url(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "postgresql://queen:p%40ss@db.example:5433/people?sslmode=require")

    assert find_env_database(NAME) == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "people",
        "USER": "queen",
        "PASSWORD": "p@ss",
        "HOST": "db.example",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "require"},
    }


def test_database_is_read_from_a_socket_url(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "postgres:///people?host=/run/postgresql")

    database = find_env_database(NAME)

    assert database is not None
    assert (database["NAME"], database["HOST"]) == ("people", "/run/postgresql")


@pytest.mark.parametrize(
    ("url", "hint"),
    [
        ("sqlite:///db.sqlite3", "must start with postgresql://"),
        ("postgresql://queen:secret@host:5432", "names no database"),
        ("postgresql://queen:secret%zz@host/people", "percent-encoded"),
        ("postgresql://queen:secret/x@host/people", "percent-encoded"),
        ("postgresql://queen:secret@host:65536/people", "percent-encoded"),
    ],
)
def test_bad_database_url_is_refused_without_repeating_the_password(
    monkeypatch: pytest.MonkeyPatch, url: str, hint: str
) -> None:
    monkeypatch.setenv(NAME, url)

    with pytest.raises(ImproperlyConfigured, match=hint) as refusal:
        find_env_database(NAME)

    assert "secret" not in str(refusal.value)
