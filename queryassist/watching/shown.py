"""What pages show of a person's watches and notices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from queryassist.watching.figures import leading
from queryassist.watching.models import Notice, Run, Watch
from queryassist.watching.sparkline import Sparkline, draw

HISTORY = 30
NOTICES_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownWatch:
    """A watch, the leading figure of its last run, "" for none, and those before as a line."""

    watch: Watch
    latest: str
    line: Sparkline | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notices:
    """The latest notices that a person has not dismissed, and how many there are in all."""

    shown: tuple[Notice, ...]
    count: int

    @property
    def more(self) -> int:
        """Return how many are not shown."""
        return self.count - len(self.shown)


def list_watches(owner_pk: int) -> QuerySet[Watch]:
    """Return a person's watches, the newest first."""
    return Watch.objects.filter(owner_id=owner_pk).select_related("question")


def list_notices(owner_pk: int) -> QuerySet[Notice]:
    """Return what a person was told and has not dismissed, the latest first."""
    return Notice.objects.open().filter(owner_id=owner_pk)


def get_shown_watches(owner_pk: int) -> list[ShownWatch]:
    """Return a person's watches, as they are shown, with two queries."""
    return [show_watch(watch) for watch in with_history(list_watches(owner_pk))]


def get_notices(owner_pk: int) -> Notices:
    """Return a person's notices, as they are shown."""
    found = list_notices(owner_pk)
    return Notices(shown=tuple(found[:NOTICES_SHOWN]), count=found.count())


def with_history(watches: QuerySet[Watch]) -> QuerySet[Watch]:
    """Return the watches with their last runs at hand."""
    done = Run.objects.done()[:HISTORY]
    return watches.prefetch_related(Prefetch("runs", queryset=done, to_attr="history"))


def show_watch(watch: Watch) -> ShownWatch:
    """Return a watch of ``with_history`` as it is shown."""
    runs: list[Run] = watch.history  # type: ignore[attr-defined]  # set by with_history
    leads = [leading(watch.rule, run.get_figures()) for run in runs]
    latest = leads[0] if leads else None
    values = [lead.value for lead in reversed(leads) if lead and lead.value is not None]
    return ShownWatch(
        watch=watch,
        latest=f"{latest.label} {latest.shown}".strip() if latest else "",
        line=draw(values),
    )


def get_watched(owner_pk: int, questions: Iterable[int | None]) -> Mapping[int, Watch]:
    """Return the person's watches of these questions, by the questions' keys, with one query."""
    found = list_watches(owner_pk).filter(question__in=[*questions])
    return {watch.question_id: watch for watch in found}
