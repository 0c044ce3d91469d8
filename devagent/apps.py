"""The app's configuration."""

from __future__ import annotations

from django.apps import AppConfig


class DevagentConfig(AppConfig):
    """From a bug report to an approved, applied fix."""

    name = "devagent"
    verbose_name = "Code and repairs"
    default_auto_field = "django.db.models.BigAutoField"
