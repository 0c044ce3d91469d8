"""What of queryassist is kept up to date on open pages: a person's questions, watches, notices."""

from __future__ import annotations

from django.template.loader import render_to_string

from live.panels import Panel, Viewer
from queryassist import selectors
from queryassist.chat import ASKING_TOPIC
from queryassist.models import ASK_PERMISSION
from queryassist.watching.services import NOTICES_TOPIC, WATCHES_TOPIC
from queryassist.watching.shown import get_notices, get_shown_watches


def _may_see(viewer: Viewer, key: str) -> bool:
    return str(viewer.pk) == key and viewer.is_staff and viewer.has_perm(ASK_PERMISSION)


def _render(viewer: Viewer, key: str) -> str:
    return render_to_string(
        "queryassist/partials/asking.html", {"asking": selectors.get_asking(int(key))}
    )


def _render_watches(viewer: Viewer, key: str) -> str:
    context = {"watches": get_shown_watches(int(key))}
    return render_to_string("queryassist/partials/watches.html", context)


def _render_notices(viewer: Viewer, key: str) -> str:
    context = {"notices": get_notices(int(key))}
    return render_to_string("queryassist/partials/notices.html", context)


ASKING = Panel(name="queryassist.asking", topic=ASKING_TOPIC, may_see=_may_see, render=_render)
WATCHES = Panel(
    name="queryassist.watches", topic=WATCHES_TOPIC, may_see=_may_see, render=_render_watches
)
NOTICES = Panel(
    name="queryassist.notices", topic=NOTICES_TOPIC, may_see=_may_see, render=_render_notices
)
PANELS = (ASKING, WATCHES, NOTICES)
"""All of them are on the chat page, and are a person's own."""
