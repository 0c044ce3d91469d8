"""Examines the whole of Queen: the checks that apps register under the tag "doctor"."""

from __future__ import annotations

from django.conf import settings
from django.core import checks

from queenproject.models import DoctorRun

TAG = "doctor"
KEPT_FINDINGS = 20


def examine() -> list[checks.CheckMessage]:
    """Return the messages of all checks of the doctor, and keep which errors there were."""
    messages = checks.run_checks(tags=[TAG], databases=[*settings.DATABASES])
    findings = [message.msg for message in messages if message.level >= checks.ERROR]
    DoctorRun.objects.create(findings=findings[:KEPT_FINDINGS])
    return messages


def find_failed_run() -> DoctorRun | None:
    """Return the last examination where it found errors, or None.

    It says what was open then: only a new examination can say what is open now.
    """
    run = DoctorRun.objects.order_by("-ran_at", "-pk").first()
    return run if run is not None and run.findings else None
