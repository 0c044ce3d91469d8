"""Schedules: each names a function that there is, and comes back where it was lost."""

from __future__ import annotations

from typing import cast

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations import RunPython
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import StateApps
from django.utils.module_loading import import_string
from django_q.models import Schedule

from queenproject.schedules import RECURRING, Recurring, check_schedules, restore_schedules

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("recurring", RECURRING, ids=lambda recurring: recurring.name)
def test_each_schedule_calls_a_function_that_there_is(recurring: Recurring) -> None:
    assert callable(import_string(recurring.function))


def test_a_migrated_database_has_all_of_them() -> None:
    call_command("migrate", verbosity=0)

    assert check_schedules(databases=["default"]) == []


def test_a_fresh_database_has_each_once_and_as_it_is_listed() -> None:
    Schedule.objects.all().delete()

    call_command("migrate", verbosity=0)
    call_command("migrate", verbosity=0)

    made = Schedule.objects.order_by("pk").values_list("name", "func", "schedule_type", "minutes")
    assert list(made) == [(one.name, one.function, one.every, one.minutes) for one in RECURRING]


def test_no_migration_makes_a_schedule_of_its_own() -> None:
    Schedule.objects.all().delete()
    steps = [
        operation
        for migration in MigrationLoader(connection).disk_migrations.values()
        if apps.get_app_config(migration.app_label).name == migration.app_label  # none of Django's
        for operation in migration.operations
        if isinstance(operation, RunPython)
    ]

    with connection.schema_editor() as editor:
        for step in steps:
            step.code(cast(StateApps, apps), editor)

    assert not Schedule.objects.exists()


def test_one_that_is_missing_is_reported_and_made_again_by_the_next_migration() -> None:
    Schedule.objects.all().delete()
    assert len(check_schedules(databases=["default"])) == len(RECURRING)

    call_command("migrate", verbosity=0)

    assert check_schedules(databases=["default"]) == []
    due = Schedule.objects.get(func="queryassist.tasks.run_due_watches")
    assert (due.schedule_type, due.minutes, due.repeats) == (Schedule.MINUTES, 1, -1)


def test_those_that_are_there_stay_as_somebody_set_them() -> None:
    restore_schedules(using="default")
    Schedule.objects.filter(func="queryassist.tasks.run_due_watches").update(minutes=15)

    restore_schedules(using="default")

    assert Schedule.objects.filter(func="queryassist.tasks.run_due_watches").count() == 1
    assert Schedule.objects.get(func="queryassist.tasks.run_due_watches").minutes == 15


def test_other_databases_get_none() -> None:
    Schedule.objects.all().delete()

    restore_schedules(using="reader")

    assert not Schedule.objects.exists()


def test_no_database_is_asked_where_none_is_named() -> None:
    Schedule.objects.all().delete()

    assert check_schedules() == []
