"""Background work of queryassist."""

from __future__ import annotations

from queryassist import selectors, services


def refresh_value_indexes() -> int:
    """Bring the value index of every dataset up to date; return how many values they hold."""
    return sum(
        services.refresh_value_index(dataset=dataset.name) for dataset in selectors.get_catalog()
    )
