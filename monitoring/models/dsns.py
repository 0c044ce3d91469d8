"""The addresses that applications report to: a DSN is a project with a key."""

from __future__ import annotations

from hashlib import sha256
from secrets import compare_digest

from django.conf import settings
from django.db import models
from django.db.models import Q

from devagent.models import Project

KEY_LENGTH = 32
DIGEST_LENGTH = 64


class Dsn(models.Model):
    """Lets an application report of a project.

    Anybody can read the key of a browser's DSN in the page that uses it, so what comes by it is not
    trusted. A server's has a secret besides, of which only the digest is kept.
    """

    class Kind(models.TextChoices):
        SERVER = "server", "Server"
        BROWSER = "browser", "Browser"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="dsns")
    kind = models.CharField(max_length=10, choices=Kind)
    public_key = models.CharField(max_length=KEY_LENGTH, unique=True, editable=False)
    secret_digest = models.CharField(max_length=DIGEST_LENGTH, blank=True, editable=False)
    is_active = models.BooleanField(
        "active", default=True, help_text="what comes by one that is not is refused"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        ordering = ["project__name", "pk"]
        default_permissions = ("view", "add", "change")
        verbose_name = "DSN"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="browser") ^ ~Q(secret_digest=""),
                name="monitoring_server_dsns_have_a_secret",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project} ({self.get_kind_display().lower()}, {self.public_key[:8]}…)"

    @property
    def is_trusted(self) -> bool:
        """Whether what comes by it may move what concerns production."""
        return self.kind == self.Kind.SERVER

    def is_opened_by(self, secret: str) -> bool:
        """Return whether the secret is the one of this DSN; a browser's needs none."""
        if self.kind == self.Kind.BROWSER:
            return True
        return compare_digest(self.secret_digest, digest_of(secret))


def digest_of(secret: str) -> str:
    """Return what is kept of a secret; it is long and random, so that no salt is needed."""
    return sha256(secret.encode(errors="replace")).hexdigest()
