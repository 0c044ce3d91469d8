"""Rights to rows that nobody writes by hand, or opens in the admin, guarded nothing."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_WRITTEN_BY_QUEEN = ("question", "export")
_NEVER_LISTED = ("conversation", "submission", "indexedvalue", "valueindexversion")
_QUESTION = [("ask_queen", "Can ask Queen"), ("run_sql", "Can run SQL")]


def forget_permissions(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Delete the permissions, and that people and groups have them."""
    permissions = apps.get_model("auth", "Permission").objects.using(schema_editor.connection.alias)
    writing = ("add", "change", "delete")
    unused = [f"{what}_{model}" for what in writing for model in _WRITTEN_BY_QUEEN + _NEVER_LISTED]
    unused += [f"view_{model}" for model in _NEVER_LISTED]
    permissions.filter(codename__in=unused, content_type__app_label="queryassist").delete()


class Migration(migrations.Migration):
    dependencies = [
        ("queryassist", "0020_submission_stage"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="conversation",
            options={"default_permissions": (), "ordering": ["-updated_at", "-pk"]},
        ),
        migrations.AlterModelOptions(name="submission", options={"default_permissions": ()}),
        migrations.AlterModelOptions(name="indexedvalue", options={"default_permissions": ()}),
        migrations.AlterModelOptions(name="valueindexversion", options={"default_permissions": ()}),
        migrations.AlterModelOptions(
            name="question",
            options={
                "default_permissions": ("view",),
                "ordering": ["-asked_at", "-pk"],
                "permissions": _QUESTION,
            },
        ),
        migrations.AlterModelOptions(
            name="export",
            options={"default_permissions": ("view",), "ordering": ["-exported_at", "-pk"]},
        ),
        migrations.RunPython(forget_permissions, migrations.RunPython.noop),
    ]
