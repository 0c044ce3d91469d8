"""What Queen keeps about herself as a whole."""

from __future__ import annotations

from django.db import models


class DoctorRun(models.Model):
    """One examination by ``manage.py queen_doctor``, and the errors that it found."""

    ran_at = models.DateTimeField(auto_now_add=True, db_index=True)
    findings = models.JSONField(default=list)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.ran_at:%Y-%m-%d %H:%M}: {len(self.findings)} open"
