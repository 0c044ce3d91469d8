"""Complaints in the admin: to read, and a form to write one down."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.db.models import ForeignKey, Model
from django.http import HttpRequest
from django.utils import timezone

from monitoring.admin.seeing import OfVisibleProjects, visible_projects
from monitoring.models import Complaint
from monitoring.services.complaints import file_complaint


@admin.register(Complaint)
class ComplaintAdmin(OfVisibleProjects, admin.ModelAdmin):  # type: ignore[type-arg]  # has no [] when run
    """What people complain of."""

    list_display = ("__str__", "of_project", "source", "of_topic", "of_group", "created_at")
    list_filter = ("source", "trusted", ("project", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("project", "topic", "group")
    search_fields = ("text",)
    date_hierarchy = "created_at"

    def get_fields(self, request: HttpRequest, obj: Complaint | None = None) -> tuple[str, ...]:
        """Return what is asked of a new one, and what is known of one that is there."""
        if obj is None:
            return ("project", "text")
        known = ("source", "trusted", "of_topic", "of_group", "by", "created_at")
        return ("of_project", "text", *known)

    def formfield_for_foreignkey(
        self,
        db_field: ForeignKey[Model, Model],
        request: HttpRequest,
        **kwargs: object,
    ) -> forms.ModelChoiceField[Model] | None:
        """Offer the projects that the person may see."""
        if db_field.name == "project":
            kwargs["queryset"] = visible_projects(request)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(
        self, request: HttpRequest, obj: Complaint, form: forms.Form, change: bool
    ) -> None:
        """File what was written, in the person's name."""
        filed = file_complaint(
            project=obj.project,
            text=obj.text,
            source=Complaint.Source.FORM,
            now=timezone.now(),
            user_id=request.user.pk,
        )
        obj.pk = filed.pk
        obj.refresh_from_db()

    def has_change_permission(self, request: HttpRequest, obj: Complaint | None = None) -> bool:
        """Refuse: what was said does not change."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Complaint | None = None) -> bool:
        """Refuse, for the same reason."""
        return False

    @admin.display(description="project", ordering="project__name")
    def of_project(self, complaint: Complaint) -> str:
        """Return what it is about; no link, which not everybody may follow."""
        return complaint.project.name

    @admin.display(description="topic")
    def of_topic(self, complaint: Complaint) -> str:
        """Return with which others it is."""
        return complaint.topic.title

    @admin.display(description="error group")
    def of_group(self, complaint: Complaint) -> str:
        """Return the error that it may be about."""
        return complaint.group.title if complaint.group else "-"

    @admin.display(description="written down by")
    def by(self, complaint: Complaint) -> str:
        """Return who has written it down."""
        return str(complaint.user or "-")
