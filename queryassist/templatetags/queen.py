"""What Queen's templates ask for: tokens of forms, and the admin's list of an answer's rows."""

from __future__ import annotations

from uuid import UUID, uuid4

from django import template
from django.db.models import Model
from django.db.models.options import Options
from django.template.context import Context

from queryassist.admin_lists import find_rows_address
from queryassist.selectors import get_catalog
from queryassist.spec import QuerySpec

register = template.Library()


@register.simple_tag
def form_token() -> UUID:
    """Return a token for a form, which is answered once however often it is sent."""
    return uuid4()


@register.simple_tag
def dataset_of(opts: Options[Model]) -> str:
    """Return the name of the dataset that a model's rows are asked about by."""
    named = (each.name for each in get_catalog() if each.source == opts.db_table)
    return next(named, "")


@register.simple_tag(takes_context=True)
def rows_address(context: Context, spec: QuerySpec) -> str:
    """Return the address of the admin's list of the rows that an answer is about, or ""."""
    return find_rows_address(spec, context["request"])
