"""A snapshot of the data every day, and briefs on Mondays: what finds nothing to do does nothing."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SCHEDULES = {
    "queryassist: daily snapshots": ("queryassist.tasks.take_snapshots", "D"),
    "queryassist: Monday briefs": ("queryassist.tasks.write_briefs", "H"),
}


def add_schedules(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    schedules = apps.get_model("django_q", "Schedule").objects
    for name, (func, schedule_type) in SCHEDULES.items():
        schedules.get_or_create(
            name=name, defaults={"func": func, "schedule_type": schedule_type, "repeats": -1}
        )


def remove_schedules(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("django_q", "Schedule").objects.filter(name__in=SCHEDULES).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("queryassist", "0014_question_wording"),
        ("django_q", "0018_task_success_index"),
    ]

    operations = [migrations.RunPython(add_schedules, remove_schedules)]
