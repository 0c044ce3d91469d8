"""The app's configuration."""

from __future__ import annotations

import logging

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.models.signals import post_save


class MonitoringConfig(AppConfig):
    """From signals of trouble to incidents."""

    name = "monitoring"
    verbose_name = "Monitoring"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hear of events and runs; watch this process, where a project is named to report to."""
        from devagent.models import RepairRun
        from monitoring import conf
        from monitoring.checks import check_watching
        from monitoring.own.handler import ReportingHandler
        from monitoring.own.security import listen
        from monitoring.receivers import DOORBELL, follow_saved_run
        from monitoring.signals import digested
        from queryassist.checks import DOCTOR

        register(check_watching, DOCTOR, Tags.database)
        digested.connect(DOORBELL.ring, dispatch_uid="monitoring.doorbell")
        post_save.connect(
            follow_saved_run, sender=RepairRun, dispatch_uid="monitoring.follow_saved_run"
        )
        if conf.own_project():
            logging.getLogger().addHandler(ReportingHandler())
            listen()
