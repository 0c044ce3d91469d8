"""The app's configuration."""

from __future__ import annotations

import logging

from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    """From signals of trouble to incidents."""

    name = "monitoring"
    verbose_name = "Monitoring"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Watch this process, where a project is named to report to."""
        from monitoring import conf
        from monitoring.own.handler import ReportingHandler
        from monitoring.own.security import listen

        if conf.own_project():
            logging.getLogger().addHandler(ReportingHandler())
            listen()
