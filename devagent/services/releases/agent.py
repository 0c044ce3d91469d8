"""The one process that writes releases: claims what is approved, applies, watches, takes back."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import NoReturn

from django.db import InterfaceError, OperationalError, connection
from psycopg.errors import LockNotAvailable

from devagent.exceptions import AgentBusy, DevagentError, ReleaseLost, tell_os_error
from devagent.models import Project, Release
from devagent.services.releases.applying import apply_release
from devagent.services.releases.claiming import claim_approved
from devagent.services.releases.reconciling import reconcile
from devagent.services.releases.rolling_back import go_back
from devagent.services.releases.watching import Watcher
from devagent.services.releases.work import Surroundings, Work, take_up
from sandbox.exceptions import SandboxError

_POLL_S = 1.0
_PAUSE_S = 5.0
_PATIENCE = "3s"
"""How long the database may take to hear that an agent which had the lock is gone."""
_AGENT = 0
"""The advisory lock of the agent; those of projects have their keys."""

Say = Callable[[str], None]

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """Tends the projects that are deployed, each in a thread of its own."""

    say: Say
    around: Surroundings = field(default_factory=Surroundings)
    watcher: Watcher = field(default_factory=Watcher)

    def run(self, *, waits: bool) -> NoReturn:
        """Tend all projects until the process ends; raises AgentBusy where another agent does.

        With ``waits``, wait until that one has ended.
        """
        tended: set[int] = set()
        while True:
            try:
                with alone(_AGENT, waits=waits) as check:
                    self.say("The apply agent is at work.")
                    self._tend_all(tended, check)
            except (OperationalError, InterfaceError) as error:
                self.say(f"The database is away: {error}".strip())
            connection.close()
            time.sleep(_PAUSE_S)

    def _tend_all(self, tended: set[int], check: Callable[[], None]) -> NoReturn:
        """Tend each project in a thread of its own, those that are added later too."""
        while True:
            check()
            for project in _list_deployed():
                if project.pk not in tended:
                    tended.add(project.pk)
                    threading.Thread(target=self._keep, args=(project.pk,), daemon=True).start()
            time.sleep(_POLL_S)

    def run_once(self) -> None:
        """Do all that is to be done now, and look once at what is watched; raises AgentBusy."""
        with alone(_AGENT):
            for project in _list_deployed():
                with alone(project.pk):
                    while self.tend(project.pk):
                        pass

    def tend(self, project_id: int) -> bool:
        """Do the next thing that a project needs; return whether more is to do at once."""
        project = Project.objects.select_related("deployment").get(pk=project_id)
        said = reconcile(project)
        if said:
            self.say(f"{project}: {said}")
        release = _find_next(project) or claim_approved(project=project, now=self.around.clock())
        work = take_up(release.pk, self.around) if release else None
        if work is None:
            return False
        before = work.release.state
        self._do(work)
        after = Release.objects.get(pk=work.release.pk)
        if after.state != before:
            self.say(f"{after}: {after.get_state_display()}. {after.message}".strip())
        return after.state != before

    def _do(self, work: Work) -> None:
        if work.release.state == Release.State.PREPARING:
            apply_release(work)
        elif work.release.state == Release.State.WATCHED:
            self.watcher.watch(work)
        else:
            go_back(work)

    def _keep(self, project_id: int) -> None:
        """Tend a project for ever; what fails is told and tried again."""
        while True:
            try:
                with alone(project_id) as check:
                    while True:
                        check()
                        if not self.tend(project_id):
                            time.sleep(_POLL_S)
            except Project.DoesNotExist:
                return
            except ReleaseLost as error:
                logger.info("%s", error)
            except (OperationalError, InterfaceError) as error:
                self.say(f"The database is away: {error}".strip())
            except OSError as error:
                self.say(tell_os_error(error))
            except (DevagentError, SandboxError) as error:
                self.say(str(error))
            except Exception:
                logger.exception("A release broke off.")
            with suppress(Exception):
                connection.close()
            time.sleep(_PAUSE_S)


def _list_deployed() -> list[Project]:
    return list(Project.objects.filter(deployment__isnull=False))


def _find_next(project: Project) -> Release | None:
    """Return the open release, or the serving one that somebody wants taken back."""
    opened = project.releases.open().first()
    if opened:
        return opened
    serving = project.releases.filter(state=Release.State.SERVING, back_asked_at__isnull=False)
    release = serving.select_related("back_asked_by").first()
    if release is None:
        return None
    release.state = Release.State.GOING_BACK
    release.message = f"{release.back_asked_by} has asked for it."
    release.save(update_fields=["state", "message"])
    return release


@contextmanager
def alone(key: int, *, waits: bool = False) -> Iterator[Callable[[], None]]:
    """Hold an advisory lock, which goes with a connection of its own; raises AgentBusy.

    Yields what raises an error of the database once that connection is lost. The thread's usual
    one would not do: django-q2 closes it whenever a task is rung for.
    """
    own = connection.copy()

    def say(statement: str, *values: str | int) -> None:
        with own.cursor() as cursor:
            cursor.execute(statement, values)

    try:
        if not waits:
            say("SELECT set_config('lock_timeout', %s, false)", _PATIENCE)
        try:
            say("SELECT pg_advisory_lock(hashtext(%s), %s)", __name__, key)
        except OperationalError as error:
            if isinstance(error.__cause__, LockNotAvailable):
                raise AgentBusy from error
            raise
        yield lambda: say("SELECT 1")
    finally:
        with suppress(OperationalError, InterfaceError):
            # The end of a connection alone is heard a moment later.
            say("SELECT pg_advisory_unlock_all()")
        with suppress(OperationalError, InterfaceError):
            own.close()
