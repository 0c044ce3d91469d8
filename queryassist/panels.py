"""What of queryassist is kept up to date on open pages: the questions that a person is asking."""

from __future__ import annotations

from django.template.loader import render_to_string

from live.panels import Panel, Viewer
from queryassist import selectors
from queryassist.chat import ASKING_TOPIC
from queryassist.models import ASK_PERMISSION


def _may_see(viewer: Viewer, key: str) -> bool:
    return str(viewer.pk) == key and viewer.is_staff and viewer.has_perm(ASK_PERMISSION)


def _render(viewer: Viewer, key: str) -> str:
    return render_to_string(
        "queryassist/partials/asking.html", {"asking": selectors.get_asking(int(key))}
    )


ASKING = Panel(name="queryassist.asking", topic=ASKING_TOPIC, may_see=_may_see, render=_render)
PANELS = (ASKING,)
