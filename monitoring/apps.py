"""The app's configuration."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_save


class MonitoringConfig(AppConfig):
    """From signals of trouble to incidents."""

    name = "monitoring"
    verbose_name = "Monitoring"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from devagent.models import RepairRun
        from monitoring.receivers import DOORBELL, follow_saved_run
        from monitoring.signals import digested

        digested.connect(DOORBELL.ring, dispatch_uid="monitoring.doorbell")
        post_save.connect(
            follow_saved_run, sender=RepairRun, dispatch_uid="monitoring.follow_saved_run"
        )
