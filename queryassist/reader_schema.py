"""The schema of views that questions are answered from, and who may read it."""

from __future__ import annotations


def before_migrations(**_options: object) -> None:
    """Drop the views: a view blocks ALTER TYPE on the table behind it."""


def after_migrations(**_options: object) -> None:
    """Make the views again, with their grants."""
