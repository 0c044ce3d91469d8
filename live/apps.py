"""The app's configuration: its system checks."""

from __future__ import annotations

from django.apps import AppConfig
from django.core.checks import register


class LiveConfig(AppConfig):
    """The one door to the browser: it knows no other app."""

    name = "live"
    verbose_name = "Live updates"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the checks."""
        from live import checks

        register(checks.check_channel_layer)
        register(checks.check_panels)
