"""The admin's own list of a dataset's rows: the way there from an answer, and the way back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from django.apps import apps
from django.contrib import admin
from django.contrib.admin import ModelAdmin
from django.contrib.admin.views.main import ERROR_FLAG, IGNORED_PARAMS, PAGE_VAR, SEARCH_VAR
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse

from queryassist import conf, selectors
from queryassist.catalog import Dataset, Shape
from queryassist.exceptions import SpecError
from queryassist.list_filters import FilterReader, to_filters
from queryassist.spec import Condition, QuerySpec

_IGNORED = {*IGNORED_PARAMS, PAGE_VAR, ERROR_FLAG} - {SEARCH_VAR}


def find_rows_address(spec: QuerySpec, request: HttpRequest) -> str:
    """Return the address of the admin's list of exactly the rows that a spec is about.

    "" where there is no such list, the person may not see it, or its filters cannot say it.
    """
    dataset = selectors.get_catalog().find_dataset(spec.dataset)
    listed = None if dataset is None else _find_list(dataset)
    if dataset is None or listed is None:
        return ""
    filters = to_filters(spec, _fields(dataset, listed))
    if filters is None or not listed.has_view_or_change_permission(request):
        return ""
    if not all(listed.lookup_allowed(*said, request) for said in filters.items()):
        return ""
    return f"{_address(listed)}?{urlencode(filters)}" if filters else _address(listed)


def find_list_address(dataset: Dataset) -> str:
    """Return the address of the admin's list of a dataset's rows, "" where there is none."""
    listed = _find_list(dataset)
    return "" if listed is None else _address(listed)


def read_filters(filters: Mapping[str, Sequence[str]], dataset: Dataset) -> Condition | None:
    """Return what the query string of the admin's list picks; None for all rows.

    Raises SpecError, in words for the person, where it picks by what cannot be asked about.
    """
    listed = _find_list(dataset)
    if listed is None:
        raise SpecError(f"There is no list of {dataset.nouns} in the admin.")
    fields = _fields(dataset, listed)
    reader = FilterReader(
        columns={field: dataset.get_column(column) for column, field in fields.items()},
        values=selectors.get_values(dataset),
        zone=conf.zone(),
    )
    is_searched = any(filters.get(SEARCH_VAR, ()))
    ignored = _IGNORED if is_searched else {*_IGNORED, SEARCH_VAR}
    return reader.read({name: said for name, said in filters.items() if name not in ignored})


def _find_list(dataset: Dataset) -> ModelAdmin[Model] | None:
    # A proxy has the same table, and a page of its own in the place of a list.
    models = (model for model in apps.get_models() if not model._meta.proxy)  # noqa: SLF001 (public)
    registered = (model for model in models if admin.site.is_registered(model))
    lists = (admin.site.get_model_admin(model) for model in registered)
    return next((found for found in lists if found.opts.db_table == dataset.source), None)


def _fields(dataset: Dataset, listed: ModelAdmin[Model]) -> dict[str, str]:
    # The admin compares a name as it is spelled, and an answer does not.
    names = {column.name for column in dataset.columns if column.shape is not Shape.NAME}
    return {
        field.column: field.name
        for field in listed.opts.concrete_fields
        if field.column in names and not field.is_relation
    }


def _address(listed: ModelAdmin[Model]) -> str:
    return reverse(f"admin:{listed.opts.app_label}_{listed.opts.model_name}_changelist")
