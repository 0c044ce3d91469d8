"""Whose rows a person sees in the admin: those of the projects that they may see."""

from __future__ import annotations

from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest

from devagent.models import Project
from devagent.selectors import list_projects


def visible_projects(request: HttpRequest) -> QuerySet[Project]:
    """Return the projects that the person may see."""
    return list_projects().visible_to(request.user.pk)


def of_visible_or_no_project(request: HttpRequest) -> Q:
    """Return what is met by rows of projects that the person may see, and by those of none."""
    return Q(project=None) | Q(project__in=visible_projects(request))


class OfVisibleProjects:
    """Leaves out rows of projects that the person does not see; ``project_path`` leads to them."""

    project_path = "project"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Model]:
        """Return the rows that the person may see."""
        rows: QuerySet[Model] = super().get_queryset(request)  # type: ignore[misc]  # of ModelAdmin
        return rows.filter(**{f"{self.project_path}__in": visible_projects(request)})
