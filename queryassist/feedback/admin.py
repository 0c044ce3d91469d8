"""Feedback in the admin: what people say of answers, to read for those who may view the audit."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html_join

from queryassist import conf
from queryassist.feedback.models import Feedback, Verdict
from queryassist.formats import MISSING
from queryassist.models import Question
from queryassist.personal_admin import PersonalRowsAdmin
from queryassist.read_only_admin import ReadOnly

VIEW_AUDIT = "queryassist.view_question"


@admin.register(Feedback)
class FeedbackAdmin(ReadOnly, PersonalRowsAdmin):
    """Who says what of which answer; what they said before has its own row."""

    impersonal = ("given_at", "verdict", "reason", "is_current")
    list_display = ("given_at", "verdict", "reason", "detail", "question", "person_label")
    list_filter = ("verdict", "reason", "is_current", "given_at")
    list_select_related = ("question",)
    search_fields = ("question__text", "detail", "person_label")
    exclude = ("person",)
    list_per_page = 50
    show_full_result_count = False

    def has_view_permission(self, request: HttpRequest, obj: Feedback | None = None) -> bool:
        """Return whether the person may view the audit of questions."""
        return request.user.has_perm(VIEW_AUDIT)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Return whether the menu lists it."""
        return self.has_view_permission(request)


class FeedbackFilter(admin.SimpleListFilter):
    """Questions by what people say of their answers now."""

    title = "feedback"
    parameter_name = "feedback"

    def lookups(
        self, request: HttpRequest, model_admin: admin.ModelAdmin[Question]
    ) -> Iterable[tuple[str, str]]:
        """Return the verdicts."""
        return Verdict.choices

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Question]
    ) -> QuerySet[Question] | None:
        """Return the questions that somebody gave the verdict."""
        if self.value() not in Verdict.values:
            return queryset
        said = Feedback.objects.current().filter(question=OuterRef("pk"), verdict=self.value())
        return queryset.filter(Exists(said))


def feedback_in_words(question: Question) -> str:
    """Return all that was said of an answer, the latest first, as HTML."""
    zone = conf.zone()
    lines = (
        (
            said.given_at.astimezone(zone).strftime("%Y-%m-%d"),
            said.person_label,
            said.get_verdict_display(),
            ", ".join(filter(None, (said.get_reason_display(), said.detail))),
            "" if said.is_current else "(before)",
        )
        for said in question.feedback.all()
    )
    return format_html_join("", "<div>{} {}: <b>{}</b> {} {}</div>", lines) or MISSING
