"""Asks addresses that an operator has set: no proxy of this machine's, and no redirect followed."""

from __future__ import annotations

import urllib.error
import urllib.request
from dataclasses import dataclass
from http.client import HTTPMessage
from queue import Empty, SimpleQueue
from threading import Thread


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What an address has answered; of the body what was asked for."""

    status: int
    headers: HTTPMessage
    body: bytes


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Who is asked answers itself: a redirect is a failure."""

    def redirect_request(self, *_args: object, **_kwargs: object) -> None:
        return None


def ask_address(
    request: str | urllib.request.Request, *, timeout_s: float, most_bytes: int = 0
) -> Answer:
    """Return an answer of 2xx; raises HTTPError for any other, OSError, HTTPException, ValueError.

    All of it has ``timeout_s``: it is asked for in a thread, since sockets limit each wait alone.
    """
    ends: SimpleQueue[Answer | Exception] = SimpleQueue()

    def ask() -> None:
        try:
            ends.put(_ask(request, timeout_s, most_bytes))
        except urllib.error.HTTPError as error:
            error.close()
            ends.put(error)
        except Exception as error:  # noqa: BLE001  # it is raised where it is waited for
            ends.put(error)

    Thread(target=ask, daemon=True).start()
    try:
        end = ends.get(timeout=timeout_s)
    except Empty:
        raise TimeoutError(f"not within {timeout_s:g} s") from None
    if isinstance(end, Exception):
        raise end
    return end


def _ask(request: str | urllib.request.Request, timeout_s: float, most_bytes: int) -> Answer:
    opener = urllib.request.build_opener(_NoRedirect, urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=timeout_s) as answer:
        return Answer(status=answer.status, headers=answer.headers, body=answer.read(most_bytes))


def tell_failure(error: Exception) -> str:
    """Return in words why an address has not answered."""
    reason = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(reason, OSError) and reason.strerror:
        return reason.strerror.lower()
    return str(reason) or type(reason).__name__
