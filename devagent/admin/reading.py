"""What admin pages have in common that are to read."""

from __future__ import annotations

from django.db.models import Model
from django.http import HttpRequest


class ToRead:
    """Refuses changes: these rows are written by reports, runs and decisions."""

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Refuse."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Refuse."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Refuse."""
        return False
