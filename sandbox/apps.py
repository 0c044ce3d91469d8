"""The app's configuration: system checks."""

from __future__ import annotations

from django.apps import AppConfig
from django.core.checks import register


class SandboxConfig(AppConfig):
    """The one door to isolated execution: backends, images, runs, reaper."""

    name = "sandbox"
    verbose_name = "Sandbox"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the checks."""
        from sandbox import checks

        register(checks.check_settings)
