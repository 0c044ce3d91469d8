"""What the users app announces to whoever listens; it knows none of them."""

from __future__ import annotations

from django.dispatch import Signal

demographics_changed = Signal()
"""Sent with ``sender=User`` once rows written in bulk (seed, import) have been committed."""
