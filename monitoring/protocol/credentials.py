"""Who sends: the key of a DSN, from a header, the query or the envelope itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

_PAIR = re.compile(r"(sentry_\w{1,20})\s{0,4}=\s{0,4}([^\s,]{1,200})")
_KEY = re.compile(r"([0-9a-f]{32})(?:_([0-9A-Za-z]{20,64}))?\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """The key of a DSN, and its secret, "" where there is none."""

    public_key: str
    secret: str


def make_dsn(origin: str, credentials: Credentials, project_id: int) -> str:
    """Return a DSN as an SDK takes it; ``origin`` is such as https://queen.example.

    The secret is a part of the key, since many SDKs leave out a password.
    """
    scheme, _, host = origin.rstrip("/").partition("://")
    key = "_".join(part for part in (credentials.public_key, credentials.secret) if part)
    return f"{scheme}://{key}@{host}/{project_id}"


def find_credentials(
    header: str, query: Mapping[str, str], envelope_dsn: str
) -> Credentials | None:
    """Return what is found first: in X-Sentry-Auth, in the query, in the envelope's DSN."""
    return (
        _credentials(dict(_PAIR.findall(header)))
        or _credentials(query)
        or _credentials(_of_dsn(envelope_dsn))
    )


def _of_dsn(dsn: str) -> Mapping[str, str]:
    try:
        parts = urlsplit(dsn)
    except ValueError:
        return {}
    return {"sentry_key": parts.username or "", "sentry_secret": parts.password or ""}


def _credentials(named: Mapping[str, str]) -> Credentials | None:
    match = _KEY.match(named.get("sentry_key", ""))
    if match is None:
        return None
    secret = match[2] or named.get("sentry_secret", "")
    return Credentials(public_key=match[1], secret=secret)
