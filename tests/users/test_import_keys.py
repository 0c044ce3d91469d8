"""import_users: whose row a line is, and whose it may not be."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.users.factories import UserFactory
from tests.users.importing import ADDRESS, bad_lines, import_users
from users.models import User

pytestmark = pytest.mark.django_db


def test_own_ids_go_on_after_those_of_the_file(file: Path) -> None:
    file.write_text("id,email\n900000,a@example.com\n,b@example.com\n")

    import_users(file)

    assert User.objects.get(email="b@example.com").pk > 900_000
    assert UserFactory.create().pk > 900_000


def test_id_of_a_bad_line_does_not_move_the_own_ids(file: Path) -> None:
    file.write_text(f"id,email\n{2**53 - 1},notmail\n")

    import_users(file, "--skip-bad")

    assert UserFactory.create().pk < 2**53 - 1


def test_same_key_twice_names_the_first_line(file: Path) -> None:
    file.write_text(
        "id,email,wallet_address\n"
        f"7,a@example.com,{ADDRESS}\n"
        ",A@Example.com,\n"
        "7,b@example.com,\n"
        f",c@example.com,{ADDRESS.lower()}\n"
    )

    assert bad_lines(file).splitlines() == [
        "line 3: email is that of line 2",
        "line 4: id is that of line 2",
        "line 5: wallet_address is that of line 2",
    ]


def test_line_is_no_duplicate_of_a_bad_one(file: Path) -> None:
    UserFactory.create(pk=9, email="staff@example.com", is_staff=True)
    file.write_text(
        "id,email,wallet_address,age\n"
        f"7,a@example.com,{ADDRESS},old\n"
        f"7,staff@example.com,{ADDRESS},\n"
        f"7,a@example.com,{ADDRESS},30\n"
    )

    _, err = import_users(file, "--skip-bad")

    assert [line.split(":")[0] for line in err.splitlines()] == ["line 2", "line 3"]
    assert User.objects.get(email="a@example.com").age == 30


def test_line_is_no_duplicate_of_another_duplicate(file: Path) -> None:
    file.write_text(
        "id,email,wallet_address\n"
        f",a@example.com,{ADDRESS}\n"
        f"7,b@example.com,{ADDRESS}\n"
        "7,c@example.com,\n"
        ",b@example.com,\n"
    )

    _, err = import_users(file, "--skip-bad")

    assert err.splitlines() == ["line 3: wallet_address is that of line 2"]
    assert set(User.objects.values_list("email", flat=True)) == {
        f"{name}@example.com" for name in "abc"
    }


def test_bad_line_is_told_which_line_has_its_key_too(file: Path) -> None:
    file.write_text("email,age\na@example.com,30\na@example.com,old\n")

    (said,) = bad_lines(file).splitlines()

    assert said.startswith("line 3: age 'old' is not")
    assert said.endswith("; email is that of line 2")


def test_key_of_another_user_is_a_bad_line(file: Path) -> None:
    other = UserFactory.create(email="other@example.com", wallet_address=ADDRESS)
    user = UserFactory.create(email="a@example.com")
    file.write_text(
        f"id,email,wallet_address\n{other.pk},b@example.com,\n"
        f"99999999,a@example.com,\n,c@example.com,{ADDRESS.lower()}\n"
    )

    assert bad_lines(file).splitlines() == [
        f"line 2: id {other.pk} belongs to other@example.com",
        f"line 3: id is 99999999, but the user has the id {user.pk}",
        "line 4: wallet_address belongs to other@example.com",
    ]


@pytest.mark.parametrize("right", ["is_staff", "is_superuser"])
def test_staff_are_never_changed(file: Path, right: str) -> None:
    UserFactory.create(email="a@example.com", city="Kyoto", **{right: True})
    file.write_text("email,city\na@example.com,Osaka\nb@example.com,Osaka\n")

    _, err = import_users(file, "--skip-bad")

    assert "line 2: belongs to a staff account" in err
    assert User.objects.get(email="a@example.com").city == "Kyoto"
