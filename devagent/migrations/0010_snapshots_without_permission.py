"""Snapshots are seen by whoever sees their project: a permission of their own guarded nothing."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def forget_permission(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Delete the permission, and that people and groups have it."""
    permissions = apps.get_model("auth", "Permission").objects.using(schema_editor.connection.alias)
    permissions.filter(content_type__app_label="devagent", codename="view_snapshot").delete()


class Migration(migrations.Migration):
    dependencies = [
        ("devagent", "0009_analyses_tried_again"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.AlterModelOptions(name="snapshot", options={"default_permissions": ()}),
        migrations.RunPython(forget_permission, migrations.RunPython.noop),
    ]
