"""Standing approvals in the admin: to read, to give, and to revoke by an action."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from devagent import standing_views
from devagent.admin.reading import ToRead
from devagent.models import StandingApproval
from devagent.permissions import GIVE_STANDING_PERMISSION
from devagent.selectors import list_projects
from devagent.views import PageRequest

Act = Callable[..., str]


@admin.register(StandingApproval)
class StandingApprovalAdmin(ToRead, admin.ModelAdmin):  # type: ignore[type-arg]  # has no [] when run
    """Which projects have a standing approval, or had one."""

    list_display = (
        *("project", "most_a_day", "given_by_label", "given_at"),
        *("revoked_by_label", "revoked_at"),
    )
    list_display_links = None
    list_filter = (("revoked_at", admin.EmptyFieldListFilter),)
    list_select_related = ("project",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[StandingApproval]:
        """Leave out what is of projects that the person does not see."""
        visible = list_projects().visible_to(request.user.pk)
        return StandingApproval.objects.filter(project__in=visible)

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Allow it to whoever may view them, or give them."""
        may_view = super().has_view_permission(request)
        return may_view or request.user.has_perm(GIVE_STANDING_PERMISSION)

    def has_add_permission(self, request: HttpRequest) -> bool:  # type: ignore[override]
        """Return whether the person may give one."""
        return request.user.has_perm(GIVE_STANDING_PERMISSION)

    def add_view(
        self,
        request: PageRequest,  # type: ignore[override]  # nobody gets here without a login
        form_url: str = "",
        extra_context: dict[str, object] | None = None,
    ) -> HttpResponse:
        """Show the form, ask, and give one."""
        return standing_views.give(request)

    def get_actions(
        self, request: HttpRequest
    ) -> dict[str, tuple[Callable[..., str], str, str] | None]:
        """Return the one that revokes, for who may."""
        if not request.user.has_perm(GIVE_STANDING_PERMISSION):
            return {}
        return {"revoke": (cast(Act, _revoke), "revoke", "Revoke")}


def _revoke(
    _: StandingApprovalAdmin, request: PageRequest, chosen: QuerySet[StandingApproval]
) -> HttpResponse | None:
    return standing_views.revoke(request, list(chosen))
