"""Where applications report to: Sentry's addresses, which know no session and no cookies."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from monitoring import conf
from monitoring.exceptions import DsnRefused, MonitoringError, Overloaded, TooLarge
from monitoring.services.accepting import Submission, accept
from monitoring.services.complaints import take_complaint

_STATUSES = ((DsnRefused, 403), (TooLarge, 413), (Overloaded, 429))
_CORS = {
    # Keys are no cookies: whoever has one may send from anywhere.
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "POST",
    "Access-Control-Allow-Headers": "Content-Type, Content-Encoding, X-Sentry-Auth",
    "Access-Control-Expose-Headers": "X-Sentry-Error, X-Sentry-Rate-Limits, Retry-After",
    "Access-Control-Max-Age": "3600",
    "Cross-Origin-Resource-Policy": "cross-origin",
}


@csrf_exempt
@require_http_methods(["POST", "OPTIONS"])
def envelope(request: HttpRequest, project_id: int) -> HttpResponse:
    """Take an envelope."""
    return _take(request, project_id, is_event=False)


@csrf_exempt
@require_http_methods(["POST", "OPTIONS"])
def store(request: HttpRequest, project_id: int) -> HttpResponse:
    """Take an event as older SDKs send it."""
    return _take(request, project_id, is_event=True)


@csrf_exempt
@require_POST
def complaints(request: HttpRequest, project_id: int) -> HttpResponse:
    """Take {"text": "..."}, what a person complains of."""
    try:
        complaint = take_complaint(
            project_id=project_id,
            auth=_auth(request),
            body=request.read(conf.max_body_bytes()),
            now=timezone.now(),
        )
    except MonitoringError as error:
        return _refusal(error)
    return JsonResponse({"id": complaint.pk, "topic": complaint.topic_id}, status=201)


def _auth(request: HttpRequest) -> str:
    return request.headers.get("X-Sentry-Auth", request.headers.get("Authorization", ""))


def _take(request: HttpRequest, project_id: int, *, is_event: bool) -> HttpResponse:
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers=_CORS)
    submission = Submission(
        project_id=project_id,
        # One byte more than is taken, so that what is too large is seen to be.
        body=request.read(conf.max_body_bytes() + 1),
        encoding=request.headers.get("Content-Encoding", ""),
        auth=_auth(request),
        query={name: str(value) for name, value in request.GET.items()},
        address=request.META.get("REMOTE_ADDR", ""),
        is_event=is_event,
    )
    try:
        accepted = accept(submission, now=timezone.now())
    except MonitoringError as error:
        return _refusal(error)
    return JsonResponse({"id": accepted.event_id}, headers=_CORS)


def _refusal(error: MonitoringError) -> HttpResponse:
    status = next((code for kind, code in _STATUSES if isinstance(error, kind)), 400)
    headers = {**_CORS, "X-Sentry-Error": str(error)}
    if isinstance(error, Overloaded):
        headers["Retry-After"] = str(error.retry_after_s)
        headers["X-Sentry-Rate-Limits"] = f"{error.retry_after_s}::key"
    return JsonResponse({"detail": str(error)}, status=status, headers=headers)
