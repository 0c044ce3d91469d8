"""Tells a project's webhook which commit its branch has got, for a pipeline that deploys it."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from enum import StrEnum
from http.client import HTTPException

from devagent.exceptions import ReleaseFailed
from devagent.services.releases.addresses import ask_address, tell_failure
from devagent.services.releases.work import Work

_TIMEOUT_S = 10.0


class Event(StrEnum):
    """What has become of a fix."""

    APPLIED = "applied"
    TAKEN_BACK = "taken_back"


def call_webhook(work: Work, event: Event, *, commit: str) -> str:
    """Post what has happened to the project's webhook; return what is to be said of that.

    That is nothing where the project has none, or the release is no fix. Being told twice must do
    no harm, as after a killed agent. Raises ReleaseFailed where it does not take the message; the
    address is not in it, since it may hold a secret.
    """
    if not (work.project.webhook and work.release.run_id):
        return ""
    told = {
        "event": event,
        "project": work.project.name,
        "branch": work.project.branch,
        "commit": commit,
        "proposal": work.release.run_id,
    }
    request = urllib.request.Request(  # noqa: S310  # the model's field takes http and https alone
        work.project.webhook,
        data=json.dumps(told).encode(),
        headers={"Content-Type": "application/json"},
    )
    try:
        answer = ask_address(request, timeout_s=_TIMEOUT_S)
    except urllib.error.HTTPError as error:
        error.close()
        raise ReleaseFailed(f"The webhook answers {error.code}.") from error
    except (OSError, HTTPException, ValueError) as error:
        raise ReleaseFailed(f"The webhook does not answer: {tell_failure(error)}.") from error
    return f"The webhook answered {answer.status}."
