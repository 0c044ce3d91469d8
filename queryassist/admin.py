"""Queen in the admin: the chat page, and the audit table of questions to read and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from django.contrib import admin
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import URLPattern
from django.utils.html import format_html, format_html_join

import queryassist.entries.admin
import queryassist.memory.admin  # noqa: F401  # Django looks for an app's admin here
from queryassist import conf
from queryassist.engine_names import label_of
from queryassist.export_admin import ExportAdmin
from queryassist.feedback.admin import FeedbackFilter, feedback_in_words
from queryassist.formats import MISSING, format_duration, format_moment
from queryassist.models import ASK_PERMISSION, Ask, Export, Question
from queryassist.performance.admin import PerformanceAdmin  # noqa: F401 (Django finds it here)
from queryassist.personal_admin import PersonalRowsAdmin
from queryassist.read_only_admin import ReadOnly
from queryassist.turns import turn_of_question
from queryassist.urls import chat_urls
from queryassist.watching.admin import WatchAdmin  # noqa: F401 (Django finds it here)

if TYPE_CHECKING:
    from django.contrib.admin.filters import _ListFilterChoices
    from django.contrib.admin.views.main import ChangeList


@admin.register(Ask)
class AskAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]  # has no [] when run
    """The entry "Ask" of the admin's menu, for those who may ask."""

    def get_urls(self) -> list[URLPattern]:
        """Return the addresses of the chat page in place of a list and forms."""
        return chat_urls(self.admin_site.admin_view)

    def has_view_permission(self, request: HttpRequest, obj: Ask | None = None) -> bool:
        """Return whether the person may ask: it takes a permission of its own."""
        return request.user.has_perm(ASK_PERMISSION)


admin.site.register(Export, ExportAdmin)


class EngineFilter(admin.AllValuesFieldListFilter):
    """The engines that read something, as they are called everywhere."""

    def choices(self, changelist: ChangeList) -> Iterator[_ListFilterChoices]:
        """Yield the choices of the list with their names in words."""
        for choice in super().choices(changelist):
            yield {**choice, "display": label_of(str(choice["display"]))}


@admin.register(Question)
class QuestionAdmin(ReadOnly, PersonalRowsAdmin):
    """Who asked what, how it was read, and how long it took."""

    change_list_template = "queryassist/askable_list.html"
    impersonal = (
        "id",
        "asked",
        "asked_at",
        "status",
        "engine",
        "reader",
        "layer",
        "feedback",
        "row_count",
        "duration",
        "elapsed_ms",
    )
    list_display = ("asked", "asker", "text", "status", "reader", "row_count", "duration")
    readonly_fields = (
        "asked_text",
        "asked",
        "asker",
        "duration",
        "reader",
        "answer",
        "feedback",
        "origins",
        "pretty_sql",
        "pretty_spec",
    )
    fieldsets = (
        (None, {"fields": ("asked_text", "asker", "asked", "conversation")}),
        ("Answer", {"fields": ("status", "message", "answer", "feedback", "duration")}),
        (
            "How it was read",
            {"fields": ("reader", "reading", "origins", "pretty_sql", "pretty_spec")},
        ),
    )
    list_filter = ("status", ("engine", EngineFilter), "layer", FeedbackFilter, "asked_at")
    search_fields = ("text", "asked_by_label")
    date_hierarchy = "asked_at"
    list_per_page = 50
    show_full_result_count = False

    class Media:
        css: ClassVar = {"all": ["queryassist/audit.css"]}

    @admin.display(description="asked at", ordering="asked_at")
    def asked(self, question: Question) -> str:
        """Return the time with its zone, which is the project's."""
        return format_moment(question.asked_at.astimezone(conf.zone()))

    @admin.display(description="question")
    def asked_text(self, question: Question) -> str:
        """Return the question in full, as it was typed."""
        return question.text

    @admin.display(description="asked by", ordering="asked_by_label")
    def asker(self, question: Question) -> str:
        """Return who asked, also where the account is gone."""
        return question.asked_by_label

    @admin.display(description="took", ordering="elapsed_ms")
    def duration(self, question: Question) -> str:
        """Return the time that the answer took, with its unit."""
        return format_duration(question.elapsed_ms)

    @admin.display(description="engine", ordering="engine")
    def reader(self, question: Question) -> str:
        """Return who read it, in words."""
        return label_of(question.engine)

    @admin.display(description="answer")
    def answer(self, question: Question) -> str:
        """Return the figure, the rows that are kept, or the choices that were offered."""
        turn = turn_of_question(question)
        page = render_to_string("admin/queryassist/question/answer.html", {"turn": turn})
        return page if page.strip() else MISSING

    @admin.display(description="feedback")
    def feedback(self, question: Question) -> str:
        """Return what was said of the answer, the latest first."""
        return feedback_in_words(question)

    @admin.display(description="from the words")
    def origins(self, question: Question) -> str:
        """Return which words each part of the reading came from."""
        origins = turn_of_question(question).origins
        lines = ((origin.words, origin.meaning) for origin in origins)
        return format_html_join("", "<div>“{}” → {}</div>", lines) or MISSING

    @admin.display(description="SQL")
    def pretty_sql(self, question: Question) -> str:
        """Return the SQL line by line."""
        return _preformatted(question.sql) if question.sql else MISSING

    @admin.display(description="reading as data")
    def pretty_spec(self, question: Question) -> str:
        """Return the spec as indented JSON."""
        if question.spec is None:
            return MISSING
        return _preformatted(json.dumps(question.spec, indent=2, ensure_ascii=False))


def _preformatted(text: str) -> str:
    return format_html('<pre tabindex="0">{}</pre>', text)
