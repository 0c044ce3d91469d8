"""Asks addresses that an operator has set: no proxy of this machine's, and no redirect followed."""

from __future__ import annotations

import urllib.error
import urllib.request
from contextlib import AbstractContextManager
from http.client import HTTPResponse


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Who is asked answers itself: a redirect is a failure."""

    def redirect_request(self, *_args: object, **_kwargs: object) -> None:
        return None


def open_address(
    request: str | urllib.request.Request, *, timeout_s: float
) -> AbstractContextManager[HTTPResponse]:
    """Return an answer of 2xx; raises HTTPError for any other, OSError, HTTPException, ValueError.

    Each wait for a part of the answer may take ``timeout_s``.
    """
    opener = urllib.request.build_opener(_NoRedirect, urllib.request.ProxyHandler({}))
    answer: HTTPResponse = opener.open(request, timeout=timeout_s)
    return answer


def tell_failure(error: Exception) -> str:
    """Return in words why an address has not answered."""
    reason = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(reason, OSError) and reason.strerror:
        return reason.strerror.lower()
    return str(reason) or type(reason).__name__
