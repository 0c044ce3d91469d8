"""The composition root: joins apps that may not know each other."""

from __future__ import annotations

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.core.checks import Tags, register


class QueenprojectConfig(AppConfig):
    name = "queenproject"

    def ready(self) -> None:
        from queenproject.checks import check_database_for_deployment, check_postgres_version
        from queenproject.receivers import refresh_users_value_index
        from users.signals import demographics_changed

        register(check_postgres_version, Tags.database)
        register(check_database_for_deployment, Tags.database, deploy=True)
        demographics_changed.connect(
            refresh_users_value_index, dispatch_uid="queenproject.refresh_users_value_index"
        )


class QueenAdminConfig(AdminConfig):
    default_site = "queenproject.admin_site.QueenAdminSite"
