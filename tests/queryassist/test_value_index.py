"""The index of column values follows the data, and readers notice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from queryassist import selectors, services, tasks
from queryassist.catalog import Catalog
from queryassist.models import IndexedValue
from tests.queryassist.books import BOOKS


def execute(query: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(query)


def test_the_index_holds_the_distinct_values(library: Catalog) -> None:
    assert services.refresh_value_index(dataset="books") == 3
    assert selectors.get_values(BOOKS) == {"publisher": ("Faber", "Nord", "Órbita")}


def test_the_version_changes_with_the_values_and_only_then(library: Catalog) -> None:
    services.refresh_value_index(dataset="books")
    first = selectors.get_value_versions()
    services.refresh_value_index(dataset="books")
    second = selectors.get_value_versions()
    execute("UPDATE library_book SET publisher = 'Ny' WHERE publisher = 'Nord'")
    services.refresh_value_index(dataset="books")

    assert first == second
    assert selectors.get_value_versions()["books"] != second["books"]
    assert selectors.get_values(BOOKS) == {"publisher": ("Faber", "Ny", "Órbita")}


def test_of_too_many_values_the_most_frequent_are_kept(library: Catalog, settings: Any) -> None:
    settings.QUERYASSIST_VALUE_CAP = 2

    assert services.refresh_value_index(dataset="books") == 2
    assert selectors.get_values(BOOKS) == {"publisher": ("Faber", "Nord")}


def test_two_refreshes_at_once_do_not_trip_over_each_other(library: Catalog) -> None:
    def refresh(_: int) -> int:
        try:
            return services.refresh_value_index(dataset="books")
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(refresh, range(8))) == [3] * 8

    assert IndexedValue.objects.count() == 3


def test_the_task_refreshes_every_dataset(library: Catalog) -> None:
    assert tasks.refresh_value_indexes() == 3


def test_a_dataset_that_is_not_declared_has_no_index(library: Catalog) -> None:
    with pytest.raises(KeyError):
        services.refresh_value_index(dataset="films")


@pytest.mark.django_db
def test_nothing_is_indexed_at_first() -> None:
    assert selectors.get_values(BOOKS) == {"publisher": ()}
