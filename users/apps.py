"""The users app: who the people are."""

from __future__ import annotations

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class UsersConfig(AppConfig):
    name = "users"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from users.receivers import record_login

        user_logged_in.connect(record_login, dispatch_uid="users.record_login")
