"""A release that an agent has taken up, and its steps, each written down before and after it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from devagent.exceptions import ReleaseLost
from devagent.models import Deployment, Project, Release, ReleaseStep
from devagent.services.releases.layout import Layout
from devagent.transitions import show_changes

Kind = ReleaseStep.Kind
_MADE = ("commit", "tree", "name", "before", "revert_commit")


def _ignore(_release: Release, _kind: Kind, _is_done: bool) -> None:
    return


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a release is made with: the clock, how to wait, who is told of steps."""

    clock: Callable[[], datetime] = timezone.now
    pause: Callable[[float], None] = time.sleep
    on_step: Callable[[Release, Kind, bool], None] = _ignore


class Work:
    """A release that is ours as long as its row says this attempt."""

    def __init__(self, release: Release, surroundings: Surroundings) -> None:
        self.release = release
        self.around = surroundings
        self._token = release.attempt

    @property
    def project(self) -> Project:
        """Whose release it is."""
        return self.release.project

    @property
    def path(self) -> Path:
        """The project's repository."""
        return Path(self.project.path)

    @property
    def deployment(self) -> Deployment:
        """How the project is served."""
        return self.project.deployment

    @property
    def layout(self) -> Layout:
        """The folder of releases; only where the deployment has one."""
        return Layout(Path(self.deployment.folder))

    def now(self) -> datetime:
        """Return the time."""
        return self.around.clock()

    def lose_time(self, seconds: float) -> None:
        """Wait, in seconds; raise ReleaseLost where the release is another's by then."""
        self.around.pause(seconds)
        with transaction.atomic():
            self.lock()

    def lock(self) -> None:
        """Hold the row until the transaction ends; raise ReleaseLost where it is another's."""
        held = Release.objects.held(self.release.pk, self._token)
        if held.select_for_update().first() is None:
            raise ReleaseLost

    def has_done(self, kind: Kind) -> bool:
        """Return whether a step was done."""
        return self.release.steps.filter(kind=kind, done_at__isnull=False).exists()

    def step(self, kind: Kind, do: Callable[[Work], str]) -> None:
        """Do a step that is not done yet; what it is has to be safe to do twice.

        Raises ReleaseLost, and what the step raises.
        """
        if self.has_done(kind):
            return
        with transaction.atomic():
            self.lock()
            step, _ = ReleaseStep.objects.update_or_create(
                release=self.release, kind=kind, defaults={"intended_at": self.now()}
            )
        self._tell(kind, is_done=False)
        step.note = do(self)
        with transaction.atomic():
            self.lock()
            step.done_at = self.now()
            step.save()
            self.release.save(update_fields=_MADE)
        self._tell(kind, is_done=True)

    def _tell(self, kind: Kind, *, is_done: bool) -> None:
        """Tell of a step, on open pages of the run too."""
        if self.release.run:
            show_changes(self.release.run)
        self.around.on_step(self.release, kind, is_done)


@transaction.atomic
def take_up(release_id: int, surroundings: Surroundings) -> Work | None:
    """Take an open release from whoever had it; None where there is nothing to do any more."""
    rows = Release.objects.filter(pk=release_id).open()
    if not rows.update(attempt=F("attempt") + 1):
        return None
    release = Release.objects.select_related(
        "project__deployment", "previous", "run__report__project", "run__proposed"
    ).get(pk=release_id)
    return Work(release, surroundings)
