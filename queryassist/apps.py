"""The app's configuration: system checks, and what follows every migration."""

from __future__ import annotations

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate


class QueryassistConfig(AppConfig):
    """Queen's answers: from a question to a QuerySpec, to SQL, to an answer."""

    name = "queryassist"
    verbose_name = "Queen"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the checks, and follow migrations with the views and what reads them."""
        from queryassist import checks, reader_schema
        from queryassist.memory import verifying

        register(checks.check_reader_is_configured)
        register(checks.check_datasets)
        for check in (
            checks.check_reader_sees_views_alone,
            checks.check_reader_has_its_own_rights_alone,
            checks.check_attacks_are_held,
        ):
            register(check, checks.DOCTOR, Tags.database)
        connection_created.connect(reader_schema.keep_tables_in_public)
        pre_migrate.connect(reader_schema.before_migrations, sender=self)
        post_migrate.connect(reader_schema.after_migrations, sender=self)
        post_migrate.connect(verifying.after_migrations, sender=self)
