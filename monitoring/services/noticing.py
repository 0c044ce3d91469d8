"""People are told of incidents by e-mail and a signed webhook, once for each thing there is to say.

The texts of logs are sent as text and as JSON strings, and never as a header or an address.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
import urllib.request
from datetime import datetime
from http.client import HTTPException

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django_q.tasks import async_task

from devagent.services.releases.addresses import ask_address
from monitoring import conf
from monitoring.models import Incident, Notice, Policy
from monitoring.models.incidents import URGENT
from monitoring.models.notices import MOST_ATTEMPTS

SEND_TASK = "monitoring.tasks.send_notice"
SIGNATURE_HEADER = "X-Queen-Signature"

_TIMEOUT_S = 10.0
_NO_MAIL = "No mail can be sent: EMAIL_HOST is not set."
_NO_SECRET = "No webhook can be signed: MONITORING_WEBHOOK_SECRET is not set."  # noqa: S105

logger = logging.getLogger(__name__)


def announce(incident: Incident, policy: Policy, *, event: str, now: datetime) -> None:
    """Have people told of a high or critical incident, in the caller's transaction; each once."""
    if incident.severity not in URGENT or policy.is_dry_run:
        return
    addresses = [
        *((Notice.Channel.EMAIL, one.strip()) for one in policy.notify_emails.split() if one),
        *((Notice.Channel.WEBHOOK, one) for one in [policy.notify_webhook] if one),
    ]
    for channel, address in addresses:
        notice, is_new = Notice.objects.get_or_create(
            incident=incident,
            channel=channel,
            address=address,
            event=event,
            severity=incident.severity,
            defaults={"made_at": now},
        )
        if is_new:
            _ring(notice.pk)


def send_notice(*, notice_id: int, now: datetime) -> bool:
    """Send a notice that is not sent yet; return whether it is now. Each try is counted first."""
    waiting = Notice.objects.filter(pk=notice_id, sent_at=None, attempt__lt=MOST_ATTEMPTS)
    if not waiting.update(attempt=F("attempt") + 1):
        return False
    notice = Notice.objects.select_related("incident__project").get(pk=notice_id)
    try:
        send = _mail if notice.channel == Notice.Channel.EMAIL else _post
        fault = send(notice)
    except (OSError, HTTPException, ValueError) as error:
        fault = str(error) or type(error).__name__
    sent_at = None if fault else now
    Notice.objects.filter(pk=notice_id).update(sent_at=sent_at, fault=fault[:300])
    return not fault


def sweep_notices() -> int:
    """Ring for notices that are not sent yet; return how many."""
    waiting = Notice.objects.filter(sent_at=None, attempt__lt=MOST_ATTEMPTS)
    keys = list(waiting.values_list("pk", flat=True)[:100])
    for key in keys:
        async_task(SEND_TASK, key)
    return len(keys)


def sign(body: bytes, secret: str) -> str:
    """Return the signature of a body, as who receives it has to compute it."""
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def link_to(incident: Incident) -> str:
    """Return the address of an incident's page, as people outside of it need it."""
    return conf.public_url() + reverse("admin:monitoring_incident_change", args=[incident.pk])


def _mail(notice: Notice) -> str:
    """Send an e-mail; return why that cannot be done, "" where it was."""
    if not conf.mail_host():
        return _NO_MAIL
    incident = notice.incident
    title = " ".join(incident.title.split())[:100]
    subject = f"{incident.get_severity_display()}: {title} ({incident.project})"
    lines = [incident.title, "", *incident.reasons, "", link_to(incident)]
    EmailMessage(subject=subject, body="\n".join(lines), to=[notice.address]).send()
    return ""


def _post(notice: Notice) -> str:
    """Post to the webhook; return why that cannot be done, "" where it was."""
    secret = conf.webhook_secret()
    if secret is None:
        return _NO_SECRET
    incident = notice.incident
    told = {
        "notice": notice.pk,
        "event": notice.event,
        "incident": incident.pk,
        "project": incident.project.name,
        "severity": notice.severity,
        "title": incident.title,
        "reasons": incident.reasons,
        "at": notice.made_at.isoformat(),
        "link": link_to(incident),
    }
    body = json.dumps(told, ensure_ascii=False).encode()
    headers = {"Content-Type": "application/json", SIGNATURE_HEADER: sign(body, secret)}
    request = urllib.request.Request(notice.address, data=body, headers=headers)  # noqa: S310
    ask_address(request, timeout_s=_TIMEOUT_S)
    return ""


def _ring(notice_id: int) -> None:
    transaction.on_commit(lambda: async_task(SEND_TASK, notice_id), robust=True)
