"""Names of people: found however they are spelled, the same in Python as in the database."""

from __future__ import annotations

import pytest
from django.db import connection
from psycopg import sql

from queryassist.fragments import Value, Where
from queryassist.names import fold_name, folded
from queryassist.spec import Comparison, Operator
from users.datasets import USERS

SPELLINGS = (
    ("José", "jose"),
    ("JOSÉ", "jose"),
    ("O'Brien", "obrien"),
    ("O’Brien", "obrien"),
    ("van Dijk", "vandijk"),
    ("Mary-Jane", "maryjane"),
    ("Müller", "muller"),
    ("Ørsted", "orsted"),
    ("ŁUKASZ", "lukasz"),
    ("Đorđe", "dorde"),
    ("Žižek", "zizek"),
    ("Nguyễn", "nguyen"),
    ("Şahin", "sahin"),
    ("Björk Guðmundsdóttir", "bjorkguðmundsdottir"),
    ("Иван", "Иван"),
    ("田中", "田中"),
    ("-", "-"),
)


@pytest.mark.parametrize(("name", "plain"), SPELLINGS)
def test_a_name_is_compared_without_its_accents(name: str, plain: str) -> None:
    assert fold_name(name) == plain


@pytest.mark.django_db
@pytest.mark.parametrize("name", [name for name, _ in SPELLINGS if name != "-"])
def test_the_database_folds_a_name_as_python_does(name: str) -> None:
    query = sql.SQL("SELECT {}").format(folded(sql.Literal(name)))
    with connection.cursor() as cursor:
        cursor.execute(query)
        assert cursor.fetchone() == (fold_name(name),)


def is_found(name: str, operator: Operator, text: str | tuple[str, ...]) -> bool:
    """Whether a row with this last name meets the test."""
    where = Where(sql.Identifier("people"), USERS)
    condition = where.build(Comparison("last_name", operator, text))
    query = sql.SQL("WITH people AS (SELECT {} AS last_name) SELECT {} FROM people")
    with connection.cursor() as cursor:
        cursor.execute(query.format(Value(name), condition))
        [[found]] = cursor.fetchall()
    return bool(found)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "operator", "text", "found"),
    [
        ("Muñoz", Operator.EQ, "Munoz", True),
        ("Munoz", Operator.EQ, "Muñoz", True),
        ("Muñoz", Operator.NE, "munoz", False),
        ("Muñoz", Operator.EQ, "Munos", False),
        ("O'Brien", Operator.IN, ("obrien", "Smith"), True),
        ("O'Brien", Operator.NOT_IN, ("obrien", "Smith"), False),
        ("García", Operator.CONTAINS, "rcia", True),
        ("García", Operator.STARTS_WITH, "garcí", True),
        ("van Dijk", Operator.ENDS_WITH, "ndijk", True),
        ("O'Brien", Operator.STARTS_WITH, "o'", True),
        ("Okafor", Operator.STARTS_WITH, "o'", False),
        ("García", Operator.CONTAINS, "i", False),
        ("100% Cotton", Operator.CONTAINS, "0%", True),
    ],
)
def test_a_name_is_found(
    name: str, operator: Operator, text: str | tuple[str, ...], found: bool
) -> None:
    assert is_found(name, operator, text) is found
