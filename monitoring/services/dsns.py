"""DSNs are made: the one moment in which the secret of one can be seen."""

from __future__ import annotations

from secrets import token_hex

from devagent.models import Project
from monitoring.models import Dsn
from monitoring.models.dsns import digest_of
from monitoring.protocol.credentials import Credentials

_KEY_BYTES, _SECRET_BYTES = 16, 24


def create_dsn(
    *, project: Project, kind: str, created_by_id: int | None = None
) -> tuple[Dsn, Credentials]:
    """Return a new DSN, and its key with the secret that is kept nowhere."""
    secret = token_hex(_SECRET_BYTES) if kind == Dsn.Kind.SERVER else ""
    dsn = Dsn.objects.create(
        project=project,
        kind=kind,
        public_key=token_hex(_KEY_BYTES),
        secret_digest=digest_of(secret) if secret else "",
        created_by_id=created_by_id,
    )
    return dsn, Credentials(public_key=dsn.public_key, secret=secret)
