"""Lists of the admin whose rows hold personal data, for those who may not see any."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.db.models.expressions import Combinable
from django.http import HttpRequest

from queryassist import conf

_Action = tuple[Callable[..., str], str, str]
_Columns = tuple[str | Callable[..., str | bool], ...]


class PersonalRowsAdmin(ModelAdmin):  # type: ignore[type-arg]  # has no [] when run
    """Shows the rows by ``impersonal`` alone to those who lack the permission for personal data.

    ``impersonal`` names columns of the list, and fields or lookups to filter it by. Whatever else
    there is, new fields too, is neither listed, searched, filtered nor ordered by; no page of a
    single row opens, and there are no actions, since their pages name the rows.
    """

    impersonal: ClassVar[tuple[str, ...]] = ()

    def get_list_display(self, request: HttpRequest) -> _Columns:
        """Return the columns that the person may see."""
        shown = tuple(super().get_list_display(request))
        if may_see_personal(request):
            return shown
        return tuple(name for name in shown if name in self.impersonal)

    def get_list_display_links(  # type: ignore[override]  # None: no column leads anywhere
        self, request: HttpRequest, list_display: _Columns
    ) -> Sequence[str | Callable[..., str | bool]] | None:
        """Return the columns that lead to a row's page, None for those to whom none opens."""
        if not may_see_personal(request):
            return None
        return super().get_list_display_links(request, list_display)

    def get_search_fields(self, request: HttpRequest) -> tuple[str, ...]:
        """Return nothing to search by for those who do not see what would be found."""
        return tuple(super().get_search_fields(request)) if may_see_personal(request) else ()

    def get_ordering(self, request: HttpRequest) -> tuple[str | Combinable, ...]:
        """Return an order that tells nothing of what is hidden."""
        return tuple(super().get_ordering(request)) if may_see_personal(request) else ("-pk",)

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Return whether the list may be filtered so: by what is shown."""
        is_shown = not {lookup, lookup.partition("__")[0]}.isdisjoint(self.impersonal)
        return (is_shown or may_see_personal(request)) and super().lookup_allowed(
            lookup, value, request
        )

    def get_actions(self, request: HttpRequest) -> dict[str, _Action | None]:
        """Return nothing to do with rows whose names are hidden."""
        return super().get_actions(request) if may_see_personal(request) else {}

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Model | None:
        """Return the row of a page; PermissionDenied for those who may not see all of it."""
        if not may_see_personal(request):
            raise PermissionDenied
        return super().get_object(request, object_id, from_field)


def may_see_personal(request: HttpRequest) -> bool:
    """Return whether the person may see personal data."""
    return request.user.has_perm(conf.personal_data_permission())
