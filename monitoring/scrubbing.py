"""What is kept of what applications send: nothing that tells a secret or whose it is."""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import ip_network

import orjson
from django.utils.crypto import salted_hmac

from claude.redaction import Redactor, names_secret
from monitoring.models.payloads import HASH_LENGTH
from monitoring.protocol.envelopes import Json

HIDDEN = "[REDACTED]"
_OF_PERSONS = frozenset(
    "user ip_address remote_addr x-forwarded-for x-real-ip forwarded cf-connecting-ip"
    " true-client-ip client_ip".split()
)
_DEEPEST = 60


def hash_of(text: str) -> str:
    """Return the keyed hash that stands for a person or address; "" for ""."""
    if not text:
        return ""
    return salted_hmac("monitoring", text, algorithm="sha256").hexdigest()[:HASH_LENGTH]


def sketched(hashed: str) -> int:
    """Return a hash as a number for ``detect.distinct``."""
    return int(hashed, 16) >> 1


def network_of(address: str) -> str:
    """Return the /24 of an IPv4 address, the /48 of an IPv6 one; "" for what is neither."""
    try:
        return str(ip_network((address, 48 if ":" in address else 24), strict=False))
    except ValueError:
        return ""


def scrub(data: Mapping[str, Json]) -> dict[str, Json]:
    """Return a report without secrets and without persons."""
    # Written anew, since "://" may have come as ":\\/\\/".
    return _scrub_mapping(data, Redactor(orjson.dumps(data).decode()), 0)


def _scrub(value: Json, redactor: Redactor, depth: int) -> Json:
    if isinstance(value, str):
        return redactor.redact(value)
    if depth > _DEEPEST:
        return None
    if isinstance(value, dict):
        return _scrub_mapping(value, redactor, depth)
    if isinstance(value, list):
        if len(value) == 2 and isinstance(value[0], str) and _is_hidden(value[0]):
            return [value[0], HIDDEN]
        return [_scrub(one, redactor, depth + 1) for one in value]
    return value


def _scrub_mapping(data: Mapping[str, Json], redactor: Redactor, depth: int) -> dict[str, Json]:
    return {
        name: HIDDEN if value and _is_hidden(name) else _scrub(value, redactor, depth + 1)
        for name, value in data.items()
    }


def _is_hidden(name: str) -> bool:
    return name.lower() in _OF_PERSONS or names_secret(name)
