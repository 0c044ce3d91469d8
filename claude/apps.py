"""The app's configuration: system checks."""

from __future__ import annotations

from django.apps import AppConfig
from django.core.checks import register


class ClaudeConfig(AppConfig):
    """The one door to Claude: client, budgets, ledger."""

    name = "claude"
    verbose_name = "Claude"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the checks."""
        from claude import checks

        register(checks.check_settings)
