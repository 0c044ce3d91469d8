"""Rows and pages of the admin that nobody writes by hand."""

from __future__ import annotations

from django.db.models import Model
from django.http import HttpRequest


class ReadOnly:
    """Refuses to add, change and delete, for a ModelAdmin or inline of rows that Queen writes.

    An entry of the menu that is a page of its own takes it as well: it has no rows.
    """

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Refuse: rows are written by what they tell of."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Refuse: what happened does not change."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Refuse: an audit table that can be emptied is none."""
        return False
