"""The dataset that the documentation declares answers the questions named there."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from decimal import Decimal
from types import ModuleType
from typing import ClassVar

import pytest
from django.core.exceptions import FieldDoesNotExist
from django.db import connection, models
from django.test.utils import isolate_apps
from django.utils import timezone

from queenproject.database import BASE_DIR
from queryassist import checks, reader_schema, selectors, services
from queryassist.answers import Answer, Status
from queryassist.catalog import Catalog, ColumnType, Dataset, Field
from queryassist.declaring import dataset_of
from queryassist.engine_names import Engine
from queryassist.services import AskOptions
from users.models import User

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = (BASE_DIR / "docs" / "asking.md").read_text()
FOUND = re.search(r"## Declaring a dataset.*?```python\n(.*?)```\n\n(.*?)\n\n", TEXT, re.DOTALL)
assert FOUND is not None
EXAMPLE = FOUND[1]
QUESTIONS = [" ".join(one.split()) for one in re.findall("“(.*?)”", FOUND[2], re.DOTALL)]

with isolate_apps():

    class Payment(models.Model):
        """What the module shop.models of the documentation has."""

        class Method(models.TextChoices):
            CARD = "card", "Card"
            CASH = "cash", "Cash"

        total = models.DecimalField(max_digits=10, decimal_places=2)
        method = models.CharField(max_length=10, choices=Method)
        paid_at = models.DateTimeField()

        objects: ClassVar[models.Manager[Payment]] = models.Manager()

        class Meta:
            app_label = "shop"

        def __str__(self) -> str:
            return f"{self.total} {self.method}"


@pytest.fixture
def declared(monkeypatch: pytest.MonkeyPatch) -> Dataset:
    """Return the dataset of the example, run as it stands."""
    shop = ModuleType("shop.models")
    shop.Payment = Payment  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "shop", ModuleType("shop"))
    monkeypatch.setitem(sys.modules, "shop.models", shop)
    names: dict[str, list[Dataset]] = {}
    exec(EXAMPLE, names)  # noqa: S102  # it is our own documentation
    (dataset,) = names["DATASETS"]
    return dataset


@pytest.fixture
def payments(monkeypatch: pytest.MonkeyPatch, declared: Dataset) -> Iterator[None]:
    """Have its table, with a payment by card and one in cash, and its view."""
    catalog = Catalog((*selectors.get_catalog(), declared))
    monkeypatch.setattr(selectors, "get_catalog", lambda: catalog)
    with connection.schema_editor() as editor:
        editor.create_model(Payment)
    now = timezone.now()
    Payment.objects.create(total=Decimal(60), method=Payment.Method.CARD, paid_at=now)
    Payment.objects.create(total=Decimal(40), method=Payment.Method.CASH, paid_at=now)
    reader_schema.rebuild()
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE shop_payment CASCADE")


def ask(question: str) -> Answer:
    options = AskOptions(engine=Engine.OFFLINE)
    return services.ask(question=question, asked_by=None, options=options)


def test_the_documentation_declares_it_in_ten_lines_and_names_questions() -> None:
    assert len([line for line in EXAMPLE.splitlines() if line]) <= 10
    assert len(QUESTIONS) == 5


@pytest.mark.usefixtures("payments")
@pytest.mark.parametrize("question", QUESTIONS)
def test_each_question_is_answered(question: str) -> None:
    answer = ask(question)

    assert answer.status is Status.ANSWERED, answer.message
    assert "payment" in answer.reading
    assert answer.rows


@pytest.mark.usefixtures("payments")
def test_the_numbers_are_right() -> None:
    assert ask("how many payments over $50?").rows == ((1,),)
    assert ask("how many card payments this week?").rows == ((1,),)
    assert ask("list all payments").row_count == 2


def test_it_has_no_problem_that_the_checks_would_name(
    monkeypatch: pytest.MonkeyPatch, declared: Dataset
) -> None:
    monkeypatch.setattr(selectors, "get_catalog", lambda: Catalog((declared,)))

    assert checks.check_datasets(None) == []


def test_what_the_model_says_is_not_declared_again(declared: Dataset) -> None:
    assert (declared.name, declared.source, declared.key) == ("payments", "shop_payment", "id")
    assert (declared.permission, declared.time_column) == ("shop.view_payment", "paid_at")
    assert [(column.name, column.type) for column in declared.columns] == [
        ("id", ColumnType.INTEGER),
        ("total", ColumnType.DECIMAL),
        ("method", ColumnType.TEXT),
        ("paid_at", ColumnType.TIMESTAMP),
    ]
    assert [value.value for value in declared.get_column("method").values] == ["card", "cash"]
    assert declared.get_column("paid_at").verbs == ("paid",)


def test_an_address_is_personal_and_not_listed_and_what_may_be_missing_is_known() -> None:
    dataset = dataset_of(User, email=Field(), age=Field(words=("years",)))

    email, age = dataset.get_column("email"), dataset.get_column("age")
    assert (email.personal, email.listed) == (True, False)
    assert (age.nullable, age.words, age.listed) == (True, ("age", "years"), True)


def test_a_field_that_is_none_or_of_no_known_type_is_refused_by_name() -> None:
    with pytest.raises(FieldDoesNotExist, match="shoe_size"):
        dataset_of(User, shoe_size=Field())
    with pytest.raises(TypeError, match="groups"):
        dataset_of(User, groups=Field())
