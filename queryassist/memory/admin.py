"""What is remembered, in the admin: rows to read, and verified questions to withdraw."""

from __future__ import annotations

from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from queryassist.memory import verifying
from queryassist.memory.exceptions import ChangedSince
from queryassist.memory.models import (
    VERIFY_PERMISSION,
    ColumnSnapshot,
    DatasetSnapshot,
    TaughtWord,
    VerifiedQuestion,
)
from queryassist.personal_admin import PersonalRowsAdmin
from queryassist.read_only_admin import ReadOnly
from queryassist.requests import ChatRequest


@admin.register(VerifiedQuestion)
class VerifiedQuestionAdmin(ReadOnly, PersonalRowsAdmin):
    """Questions whose reading was found right; one that no longer works says why."""

    change_list_template = "queryassist/askable_list.html"
    impersonal = ("id", "works", "problem__isempty", "verified_at", "withdrawn_at")
    list_display = ("text", "reading", "works", "problem", "verified_by_label", "verified_at")
    list_filter = (
        ("problem", admin.EmptyFieldListFilter),
        ("withdrawn_at", admin.EmptyFieldListFilter),
    )
    search_fields = ("text", "verified_by_label")
    exclude = ("wording", "question", "verified_by")
    actions = ("withdraw",)

    @admin.display(boolean=True, description="works")
    def works(self, row: VerifiedQuestion) -> bool:
        """Return whether the question is answered by its reading."""
        return not row.problem and row.withdrawn_at is None

    def has_verify_permission(self, request: HttpRequest) -> bool:
        """Return whether the person may take back what was verified."""
        return request.user.has_perm(VERIFY_PERMISSION)

    @admin.action(description="Withdraw: answer these anew", permissions=["verify"])
    def withdraw(
        self, request: ChatRequest, rows: QuerySet[VerifiedQuestion]
    ) -> HttpResponse | None:
        """Ask whether the chosen ones are meant, and then stop reusing them."""
        if "confirmed" not in request.POST:
            context = {
                **self.admin_site.each_context(request),
                "title": "Withdraw verified questions",
                "rows": rows,
                "shown": verifying.hash_of(rows),
                "opts": self.opts,
            }
            return render(request, "admin/queryassist/verifiedquestion/withdraw.html", context)
        try:
            verifying.withdraw_shown(
                rows=rows,
                shown=request.POST.get("shown", ""),
                withdrawn_by=request.user,
                now=timezone.now(),
            )
        except ChangedSince as error:
            messages.error(request, str(error))
            return None
        messages.success(request, "Withdrawn: these are read anew from now on.")
        return None


@admin.register(TaughtWord)
class TaughtWordAdmin(ReadOnly, PersonalRowsAdmin):
    """Words that were taught; they are decided on their own page."""

    change_list_template = "queryassist/askable_list.html"
    impersonal = ("id", "state", "dataset", "taught_at", "changed_at")
    list_display = (
        "word",
        "reading",
        "state",
        "taught_at",
        "taught_by_label",
        "approved_by_label",
        "page",
    )
    list_filter = ("state", "dataset")
    search_fields = ("word", "meaning")
    exclude = ("taught_by", "approved_by")

    @admin.display(description="effect")
    def page(self, row: TaughtWord) -> str:
        """Return a link to what the word changes and what can be done with it."""
        address = reverse("admin:queryassist_ask_word", args=[row.pk])
        return format_html('<a href="{}">See</a>', address)


class _Columns(ReadOnly, admin.TabularInline):  # type: ignore[type-arg]  # has no []
    model = ColumnSnapshot

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return True


@admin.register(DatasetSnapshot)
class DatasetSnapshotAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]  # has no []
    """The state of the datasets day by day."""

    change_list_template = "queryassist/askable_list.html"
    list_display = ("dataset", "day", "row_count", "newest_at")
    list_filter = ("dataset",)
    date_hierarchy = "day"
    inlines = (_Columns,)
