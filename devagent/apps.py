"""The app's configuration."""

from __future__ import annotations

from django.apps import AppConfig
from django.core.checks import register


class DevagentConfig(AppConfig):
    """From a bug report to an approved, applied fix."""

    name = "devagent"
    verbose_name = "Code and repairs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the checks, and what workers do when they begin."""
        from django_q.signals import post_spawn

        from devagent import checks, tasks

        register(checks.check_settings)
        post_spawn.connect(tasks.sweep_after_lease)
