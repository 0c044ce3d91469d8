"""Projects in the admin: what runs on the server is to read; who sees a project can be set."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import ManyToManyField, QuerySet
from django.forms import CheckboxSelectMultiple
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path

from devagent import views
from devagent.models import Deployment, Project
from devagent.pages.projects import get_index_state
from devagent.panels import INDEX
from devagent.selectors import list_projects
from live.panels import address

_SET_BY_OPERATORS = (
    "name",
    "path",
    "branch",
    "languages",
    "excludes",
    "dependency_files",
    "test_command",
    "health_check",
    "webhook",
    "protected_paths",
    "created_at",
)


class DeploymentInline(admin.StackedInline):  # type: ignore[type-arg]  # has no [] when run
    """How the project is deployed, to read: set by manage.py set_deployment."""

    model = Deployment
    can_delete = False
    extra = 0

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Allow it to whoever sees the project."""
        return True

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Refuse: commands that run on the server are an operator's to set."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Refuse, for the same reason."""
        return False


@admin.register(Project)
class ProjectAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # has no [] when run
    """Whose code is known. Added by manage.py add_project."""

    list_display = ("name", "path", "branch", "indexed_at", "files", "symbols", "fault")
    list_select_related = ("snapshot",)
    search_fields = ("name", "path")
    fields = (*_SET_BY_OPERATORS, "groups")
    readonly_fields = _SET_BY_OPERATORS
    formfield_overrides = {ManyToManyField: {"widget": CheckboxSelectMultiple}}

    def get_inlines(
        self, request: HttpRequest, obj: Project | None
    ) -> tuple[type[DeploymentInline], ...]:
        """Return what stands below the form; what is sent holds nothing of it, as it is to read."""
        return (DeploymentInline,) if request.method != "POST" else ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Project]:
        """Leave out folders that were searched once, and what other groups have for themselves."""
        return list_projects().visible_to(request.user.pk)

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Project:
        """Return the project; Http404 for what is somebody else's as for what is not there."""
        project: Project | None = super().get_object(request, object_id, from_field)
        if project is None:
            raise Http404("There is no such project.")
        return project

    def get_urls(self) -> list[URLPattern]:
        """Return the addresses of a list and forms, and where indexing is asked for."""
        reindex = self.admin_site.admin_view(views.reindex)
        return [
            path("<int:pk>/reindex/", reindex, name="devagent_project_reindex"),
            *super().get_urls(),
        ]

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, object],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Project | None = None,
    ) -> HttpResponse:
        """Show the state of the index above the fields."""
        if obj is not None:
            context |= {
                "index": get_index_state(obj, request.user),
                "live": address(INDEX.at(obj.pk)),
            }
        return super().render_change_form(request, context, add, change, form_url, obj)

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

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Refuse, for the same reason."""
        return False
