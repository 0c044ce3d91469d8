"""What one app does when another announces something; neither knows of the other."""

from __future__ import annotations

from queryassist.services import refresh_value_index


def refresh_users_value_index(sender: object, **kwargs: object) -> None:
    """Let questions find the countries, regions and cities that have just come in."""
    refresh_value_index(dataset="users")
