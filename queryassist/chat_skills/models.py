"""What people confirmed of the things that skills offered to do."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Confirmation(models.Model):
    """Somebody's word that what was offered below a question be done: once, and as it was shown."""

    question = models.OneToOneField(
        "queryassist.Question", on_delete=models.PROTECT, related_name="confirmation"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    sha256 = models.CharField(max_length=64)
    confirmed_at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.question}: confirmed by {self.person}"
