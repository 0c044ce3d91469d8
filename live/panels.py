"""Panels: parts of pages that are drawn again when their topic is published.

An app declares its panels as ``PANELS`` in its own ``panels.py``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from types import MappingProxyType
from typing import Protocol
from urllib.parse import parse_qsl, urlencode

from django.apps import apps
from django.urls import get_script_prefix
from django.utils.module_loading import module_has_submodule

from live.exceptions import Forbidden, PanelInvalid
from live.topics import check_topic

PATH = "ws/live/"
MAX_PANELS = 20
"""How many panels one page may have."""

_KEY = re.compile(r"[A-Za-z0-9_-]{1,40}")


class Viewer(Protocol):
    """The person who looks at a page: a row of AUTH_USER_MODEL."""

    @property
    def pk(self) -> object: ...
    @property
    def is_staff(self) -> bool: ...
    def has_perm(self, perm: str, /) -> bool: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """A part of a page, drawn from the database alone.

    ``name`` is ``app.noun``. Where ``topic`` holds ``{key}``, there is one panel for each key,
    which is 1 to 40 ASCII letters, digits, _ and -. ``render`` returns HTML with one root element
    that has an id, the same for every rendering: the browser puts it in the place of the element of
    that id. It is called after each change, so it has to be quick. ``may_see`` is asked before each
    rendering, and says no to what does not exist. Both are called with the person and the key, ""
    where there is none.
    """

    name: str
    topic: str
    may_see: Callable[[Viewer, str], bool]
    render: Callable[[Viewer, str], str]

    def __post_init__(self) -> None:
        check_topic(self.name)
        check_topic(self.topic.format(key="k" * 40 if self.has_key else ""))

    @property
    def has_key(self) -> bool:
        """Return whether there is one panel for each key."""
        return "{key}" in self.topic

    def at(self, key: object = "") -> Place:
        """Return the panel for one key, or the one that has none. Raises PanelInvalid."""
        text = str(key)
        if self.has_key and not _KEY.fullmatch(text):
            raise PanelInvalid(f"The panel {self.name} needs a key.")
        if text and not self.has_key:
            raise PanelInvalid(f"The panel {self.name} takes no key.")
        return Place(panel=self, key=text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A panel for one key, as a page shows it."""

    panel: Panel
    key: str

    @property
    def topic(self) -> str:
        """Return the topic whose changes are shown here."""
        return self.panel.topic.format(key=self.key)

    def may_be_seen_by(self, viewer: Viewer) -> bool:
        """Return whether the person may see it now."""
        return self.panel.may_see(viewer, self.key)

    def render(self, viewer: Viewer) -> str:
        """Return its HTML as the person may see it now."""
        return self.panel.render(viewer, self.key)


@cache
def get_panels() -> Mapping[str, Panel]:
    """Return the panels that the installed apps declare, by name. Raises PanelInvalid."""
    panels: dict[str, Panel] = {}
    for config in apps.get_app_configs():
        if config.module is None or not module_has_submodule(config.module, "panels"):
            continue
        for panel in getattr(import_module(f"{config.name}.panels"), "PANELS", ()):
            if panels.setdefault(panel.name, panel) is not panel:
                raise PanelInvalid(f"There are two panels named {panel.name}.")
    return MappingProxyType(panels)


def address(*places: Place) -> str:
    """Return the path of the socket that keeps these panels of a page up to date."""
    query = urlencode([(place.panel.name, place.key) for place in places])
    return f"{get_script_prefix()}{PATH}?{query}"


def places_at(query: str) -> tuple[Place, ...]:
    """Return the panels that the query of an address names. Raises Forbidden."""
    try:
        names = parse_qsl(query, keep_blank_values=True, max_num_fields=MAX_PANELS)
        places = tuple(get_panels()[name].at(key) for name, key in names)
    except (KeyError, ValueError) as error:
        raise Forbidden from error
    if not places:
        raise Forbidden
    return places
