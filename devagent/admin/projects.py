"""Projects in the admin: paths and commands run on the server, so nothing is set here."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from devagent.models import Project, Snapshot
from devagent.selectors import list_projects


class SnapshotInline(admin.StackedInline):  # type: ignore[type-arg]  # has no [] when run
    """What was indexed, when, and what was left out."""

    model = Snapshot
    can_delete = False
    fields = (
        "commit",
        "indexed_at",
        "duration_ms",
        "file_count",
        "symbol_count",
        "skipped",
        "with_errors",
    )
    readonly_fields = fields

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Refuse: an index is made by indexing."""
        return False


@admin.register(Project)
class ProjectAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # has no [] when run
    """Whose code is known. Added by manage.py add_project."""

    list_display = ("name", "path", "branch", "indexed_at", "files", "symbols")
    list_select_related = ("snapshot",)
    search_fields = ("name", "path")
    inlines = (SnapshotInline,)
    exclude = ("is_temporary",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Project]:
        """Leave out folders that were searched once."""
        return list_projects()

    @admin.display(ordering="snapshot__indexed_at")
    def indexed_at(self, project: Project) -> object:
        """Return when the project was indexed last."""
        return self._read(project, "indexed_at")

    @admin.display(ordering="snapshot__file_count")
    def files(self, project: Project) -> object:
        """Return how many files its index has."""
        return self._read(project, "file_count")

    @admin.display(ordering="snapshot__symbol_count")
    def symbols(self, project: Project) -> object:
        """Return how many symbols its index has."""
        return self._read(project, "symbol_count")

    def _read(self, project: Project, name: str) -> object:
        return getattr(getattr(project, "snapshot", None), name, None)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: a path on the server is an operator's to set."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Refuse, for the same reason."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Refuse, for the same reason."""
        return False
