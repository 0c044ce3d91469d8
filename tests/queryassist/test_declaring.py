"""The dataset that the documentation declares answers the questions named there."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.db import connection

from queenproject.database import BASE_DIR
from queryassist import reader_schema, selectors, services
from queryassist.answers import Answer, Status
from queryassist.catalog import Catalog, Dataset
from queryassist.engine_names import Engine
from queryassist.services import AskOptions

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = (BASE_DIR / "docs" / "asking.md").read_text()
FOUND = re.search(r"## Declaring a dataset.*?```python\n(.*?)```\n\n(.*?)\n\n", TEXT, re.DOTALL)
assert FOUND is not None
EXAMPLE = FOUND[1]
QUESTIONS = [" ".join(one.split()) for one in re.findall("“(.*?)”", FOUND[2], re.DOTALL)]


def declared() -> Dataset:
    names: dict[str, list[Dataset]] = {}
    exec(EXAMPLE, names)  # noqa: S102  # it is our own documentation
    (dataset,) = names["DATASETS"]
    return dataset


@pytest.fixture(autouse=True)
def payments(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    catalog = Catalog((*selectors.get_catalog(), declared()))
    monkeypatch.setattr(selectors, "get_catalog", lambda: catalog)
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE shop_payment AS SELECT 1 AS id, 60.00 AS total, 'card' AS method,"
            " now() AS paid_at UNION SELECT 2, 40.00, 'cash', now()"
        )
    reader_schema.rebuild()
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE shop_payment CASCADE")


def ask(question: str) -> Answer:
    options = AskOptions(engine=Engine.OFFLINE)
    return services.ask(question=question, asked_by=None, options=options)


def test_the_documentation_names_the_questions() -> None:
    assert len(QUESTIONS) == 4


@pytest.mark.parametrize("question", QUESTIONS)
def test_each_question_is_answered(question: str) -> None:
    answer = ask(question)

    assert answer.status is Status.ANSWERED, answer.message
    assert "payment" in answer.reading
    assert answer.rows


def test_the_number_is_right() -> None:
    assert ask("how many payments over $50?").rows == ((1,),)
