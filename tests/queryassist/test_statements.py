"""Statements that are written once and fetched from for each question."""

from __future__ import annotations

import pytest

from queryassist.models import ValueIndexVersion
from queryassist.statements import Statement

pytestmark = pytest.mark.django_db


def test_a_kept_statement_finds_what_was_written_after_it() -> None:
    names = Statement.of(ValueIndexVersion.objects.values_list("dataset"))
    before = names.fetch()
    ValueIndexVersion.objects.create(dataset="later")

    assert names.fetch() == [*before, ("later",)]


def test_other_values_take_the_place_of_its_own() -> None:
    ValueIndexVersion.objects.create(dataset="one")
    ValueIndexVersion.objects.create(dataset="other")
    named = Statement.of(ValueIndexVersion.objects.filter(dataset="one").values_list("dataset"))

    assert named.fetch() == [("one",)]
    assert named.fetch("other") == [("other",)]
