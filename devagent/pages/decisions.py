"""The decisions that a person may take about a run: what each is called, asks for, and does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from devagent import permissions
from devagent.models import RepairRun
from devagent.services.releases import rolling_back
from devagent.services.repairs import deciding
from devagent.transitions import MOVES, State
from live.panels import Viewer


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """Who decides about which run, having seen what, with which words."""

    run_id: int
    person_id: int
    shown_sha256: str
    words: str = ""
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A decision; ``asks`` is what has to be said with it, "" where nothing has to."""

    name: str
    label: str
    permission: str
    leads_to: State
    asks: str = ""
    take: Callable[[Decided], RepairRun]

    def is_open_to(self, viewer: Viewer, run: RepairRun) -> bool:
        """Return whether the run is one to decide this about, and the person may."""
        return self.leads_to in MOVES[State(run.state)] and viewer.has_perm(self.permission)


class _Service(Protocol):
    """A service that takes a decision for which nothing has to be said."""

    def __call__(
        self, *, run_id: int, person_id: int, shown_sha256: str, now: datetime
    ) -> RepairRun: ...


def _by(service: _Service) -> Callable[[Decided], RepairRun]:
    """Return what takes a decision by a service that needs no words."""

    def take(decided: Decided) -> RepairRun:
        return service(
            run_id=decided.run_id,
            person_id=decided.person_id,
            shown_sha256=decided.shown_sha256,
            now=decided.now,
        )

    return take


def _reject(decided: Decided) -> RepairRun:
    return deciding.reject(
        run_id=decided.run_id,
        person_id=decided.person_id,
        shown_sha256=decided.shown_sha256,
        reason=decided.words,
        now=decided.now,
    )


def _request_changes(decided: Decided) -> RepairRun:
    return deciding.request_changes(
        run_id=decided.run_id,
        person_id=decided.person_id,
        shown_sha256=decided.shown_sha256,
        words=decided.words,
        now=decided.now,
    )


DECISIONS: Sequence[Decision] = (
    Decision(
        name="approve",
        label="Approve & deploy",
        permission=permissions.APPROVE_PERMISSION,
        leads_to=State.APPROVED,
        take=_by(deciding.approve),
    ),
    Decision(
        name="request_changes",
        label="Request changes",
        permission=permissions.REQUEST_CHANGES_PERMISSION,
        leads_to=State.CHANGES_REQUESTED,
        asks="What should be otherwise?",
        take=_request_changes,
    ),
    Decision(
        name="reject",
        label="Reject",
        permission=permissions.REJECT_PERMISSION,
        leads_to=State.REJECTED,
        asks="Why?",
        take=_reject,
    ),
    Decision(
        name="cancel",
        label="Cancel the run",
        permission=permissions.CANCEL_PERMISSION,
        leads_to=State.CANCELLED,
        take=_by(deciding.cancel),
    ),
    Decision(
        name="keep",
        label="Keep",
        permission=permissions.APPROVE_PERMISSION,
        leads_to=State.DONE,
        take=_by(rolling_back.keep_release),
    ),
    Decision(
        name="roll_back",
        label="Roll back",
        permission=permissions.ROLL_BACK_PERMISSION,
        leads_to=State.ROLLED_BACK,
        take=_by(rolling_back.request_roll_back),
    ),
)


def list_open(viewer: Viewer, run: RepairRun) -> list[Decision]:
    """Return the decisions that a person may take about a run now."""
    return [one for one in DECISIONS if one.is_open_to(viewer, run)]


def tell_taken(run: RepairRun) -> str:
    """Return what became of a run by a decision, for the person who took it."""
    if run.state == State.AWAITING_APPROVAL:
        return "Approved by you: it needs the word of a second person."
    if run.state == State.APPROVED:
        return "Approved: it is applied next."
    return run.message or State(run.state).label
