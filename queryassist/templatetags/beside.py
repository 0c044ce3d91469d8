"""What stands beside an answer, drawn from what ``beside`` looked up for all turns of a page."""

from __future__ import annotations

from django import template
from django.template import Context

from queryassist.feedback.models import Reason
from queryassist.turns import Turn

register = template.Library()


@register.inclusion_tag("queryassist/partials/feedback.html", takes_context=True)
def feedback_on(context: Context, turn: Turn) -> dict[str, object]:
    """Draw where a person says what they think of an answer, and what they said."""
    said = context.get("feedback") or {}
    return {"pk": turn.pk, "said": said.get(turn.pk), "reasons": Reason.choices}
