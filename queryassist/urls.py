"""Addresses of the chat page, below the admin's entry "Ask"."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import URLPattern, path

from queryassist import sql_views, turn_views, views
from queryassist.answer_urls import answer_urls
from queryassist.chat_skills import views as skills
from queryassist.feedback import views as feedback
from queryassist.memory.urls import memory_urls
from queryassist.requests import View
from queryassist.watching import views as watches


def chat_urls(guard: Callable[[View], View]) -> list[URLPattern]:
    """Return the patterns, each view behind ``guard``; named as those of a ModelAdmin are."""
    return [
        path("", guard(views.new), name="queryassist_ask_changelist"),
        path("<int:pk>/", guard(views.show), name="queryassist_ask_change"),
        path("<int:pk>/rename/", guard(views.rename), name="queryassist_ask_rename"),
        path("stop/", guard(views.stop), name="queryassist_ask_stop"),
        path("questions/<int:pk>/change/", guard(views.change), name="queryassist_ask_chip"),
        path("questions/<int:pk>/sql/", guard(sql_views.run), name="queryassist_ask_sql"),
        path("questions/<int:pk>/choose/", guard(views.choose), name="queryassist_ask_choose"),
        path("questions/<int:pk>/act/", guard(skills.act), name="queryassist_ask_act"),
        path("questions/<int:pk>/feedback/", guard(feedback.give), name="queryassist_ask_feedback"),
        path("questions/<int:pk>/watch/", guard(watches.make), name="queryassist_ask_watch"),
        path("watches/<int:pk>/pause/", guard(watches.pause), name="queryassist_ask_watch_pause"),
        path(
            "watches/<int:pk>/resume/", guard(watches.resume), name="queryassist_ask_watch_resume"
        ),
        path(
            "watches/<int:pk>/delete/", guard(watches.delete), name="queryassist_ask_watch_delete"
        ),
        path(
            "notices/<int:pk>/dismiss/",
            guard(watches.dismiss),
            name="queryassist_ask_notice_dismiss",
        ),
        path("suggest/", guard(turn_views.suggest), name="queryassist_ask_suggest"),
        path("questions/<int:pk>/sent/", guard(turn_views.sent), name="queryassist_ask_sent"),
        path("<int:pk>/delete/", guard(views.delete), name="queryassist_ask_delete"),
        *answer_urls(guard),
        *memory_urls(guard),
    ]
