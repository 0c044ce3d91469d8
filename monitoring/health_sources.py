"""What monitoring tells devagent of a release that is watched: whether the errors are back."""

from __future__ import annotations

from django.utils import timezone

from devagent.models import Deployment, Release
from devagent.repair.health import Sample, Status
from monitoring.detect.probation import Verdict
from monitoring.models import Incident
from monitoring.services.aftercare import judge_release


class GroupSource:
    """Tells of a watched fix that the errors it was made for are back, by a server's word alone.

    It knows nothing of anything else, so that it can have a fix taken back, and never kept.
    """

    def __init__(self, deployment: Deployment) -> None:
        self._project_id = deployment.project_id

    def sample(self) -> Sample:
        """Return that it fails where an error is back; else nothing is known."""
        watched = Release.objects.filter(
            project=self._project_id, state=Release.State.WATCHED, served_at__isnull=False
        ).first()
        if watched is None or watched.served_at is None:
            return Sample(status=Status.UNKNOWN)
        for incident in Incident.objects.filter(group__isnull=False, run__releases=watched):
            verdict, events = judge_release(incident, watched.served_at, now=timezone.now())
            if verdict is Verdict.BACK:
                note = f"“{incident.title[:100]}” is back: {events:,} since it serves."
                return Sample(status=Status.FAILING, note=note)
        return Sample(status=Status.UNKNOWN)


HEALTH_SOURCES = (GroupSource,)
