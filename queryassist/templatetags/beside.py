"""What stands beside an answer, drawn from what ``beside`` looked up for all turns of a page."""

from __future__ import annotations

from uuid import uuid4

from django import template
from django.template import Context

from live.panels import address
from queryassist import conf
from queryassist.feedback.models import Reason
from queryassist.panels import NOTICES
from queryassist.selectors import get_access
from queryassist.turns import Turn
from queryassist.watching.figures import Rule
from queryassist.watching.rhythm import Rhythm, Weekday
from queryassist.watching.shown import get_notices

register = template.Library()


@register.inclusion_tag("queryassist/partials/feedback.html", takes_context=True)
def feedback_on(context: Context, turn: Turn) -> dict[str, object]:
    """Draw where a person says what they think of an answer, and what they said."""
    said = context.get("feedback") or {}
    return {"pk": turn.pk, "said": said.get(turn.pk), "reasons": Reason.choices}


@register.inclusion_tag("queryassist/partials/watch.html", takes_context=True)
def watch_on(context: Context, turn: Turn) -> dict[str, object]:
    """Draw where a person watches an answer, or that they do."""
    watched = context.get("watched") or {}
    return {
        "pk": turn.pk,
        "watch": watched.get(turn.pk),
        "watchable": turn.watchable,
        "is_table": not turn.figure,
        "rules": Rule.choices,
        "rhythms": Rhythm.choices,
        "weekdays": Weekday.choices,
        "zone": conf.zone().key,
    }


@register.inclusion_tag("queryassist/partials/meanings.html", takes_context=True)
def meanings_on(context: Context, turn: Turn) -> dict[str, object]:
    """Draw what a word of the question may mean, and where a person says which they mean."""
    chosen = context.get("chosen_meanings") or {}
    key = turn.ambiguous and (turn.ambiguous.dataset, turn.ambiguous.word)
    return {
        "pk": turn.pk,
        "ambiguous": turn.ambiguous,
        "chosen": chosen.get(key),
        "is_chosen": key in chosen,
    }


@register.inclusion_tag("queryassist/partials/notices_live.html", takes_context=True)
def notices_on_index(context: Context) -> dict[str, object]:
    """Draw the notices of the person who looks at the page, and keep them up to date."""
    person = context["request"].user
    return {"notices": get_notices(person.pk), "live": address(NOTICES.at(person.pk))}


@register.inclusion_tag("queryassist/partials/ask_on_index.html", takes_context=True)
def ask_on_index(context: Context) -> dict[str, object]:
    """Draw the box for a question that begins a conversation; it needs no script."""
    datasets = list(get_access(context["request"].user).catalog)
    return {"csrf_token": context["csrf_token"], "token": uuid4(), "datasets": datasets}
