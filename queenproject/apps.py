"""The composition root: joins apps that may not know each other."""

from __future__ import annotations

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class QueenprojectConfig(AppConfig):
    name = "queenproject"

    def ready(self) -> None:
        from queenproject.receivers import refresh_users_value_index
        from users.signals import demographics_changed

        demographics_changed.connect(
            refresh_users_value_index, dispatch_uid="queenproject.refresh_users_value_index"
        )


class QueenAdminConfig(AdminConfig):
    default_site = "queenproject.admin_site.QueenAdminSite"
