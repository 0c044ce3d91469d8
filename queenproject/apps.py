"""The composition root: joins apps that may not know each other."""

from __future__ import annotations

from django.apps import AppConfig, apps
from django.contrib.admin.apps import AdminConfig
from django.core.checks import Tags, register
from django.db.models.signals import post_migrate


class QueenprojectConfig(AppConfig):
    name = "queenproject"

    def ready(self) -> None:
        from queenproject.checks import check_database_for_deployment, check_postgres_version
        from queenproject.receivers import refresh_users_value_index
        from queenproject.schedules import check_schedules, restore_schedules
        from queryassist.checks import DOCTOR
        from users.signals import demographics_changed

        register(check_postgres_version, Tags.database)
        register(check_database_for_deployment, Tags.database, deploy=True)
        register(check_schedules, DOCTOR, Tags.database)
        post_migrate.connect(restore_schedules, sender=apps.get_app_config("django_q"))
        demographics_changed.connect(
            refresh_users_value_index, dispatch_uid="queenproject.refresh_users_value_index"
        )


class QueenAdminConfig(AdminConfig):
    default_site = "queenproject.admin_site.QueenAdminSite"
