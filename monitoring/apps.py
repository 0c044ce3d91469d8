"""The app's configuration."""

from __future__ import annotations

from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    """From signals of trouble to incidents."""

    name = "monitoring"
    verbose_name = "Monitoring"
    default_auto_field = "django.db.models.BigAutoField"
