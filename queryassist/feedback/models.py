"""What people said of an answer; a row is never changed, but by one that comes after it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

DETAIL_LENGTH = 1_000


class Verdict(models.TextChoices):
    """Whether an answer is right."""

    RIGHT = "right", "Right"
    WRONG = "wrong", "Wrong"


class Reason(models.TextChoices):
    """Why an answer is wrong."""

    READING = "reading", "It was read otherwise than I meant"
    NUMBER = "number", "The figures are not right"
    MISSING = "missing", "Something is missing"
    REFUSED = "refused", "It should have been answered"
    OTHER = "other", "Something else"


class FeedbackQuerySet(models.QuerySet["Feedback"]):
    """What was said of answers."""

    def current(self) -> FeedbackQuerySet:
        """Return what people say now, without what they said before."""
        return self.filter(is_current=True)


class Feedback(models.Model):
    """What one person says of one answer, or said before they changed their mind."""

    question = models.ForeignKey(
        "queryassist.Question", on_delete=models.CASCADE, related_name="feedback"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    person_label = models.CharField("said by", max_length=254)
    verdict = models.CharField(max_length=10, choices=Verdict)
    reason = models.CharField(max_length=10, choices=Reason, blank=True)
    detail = models.CharField(max_length=DETAIL_LENGTH, blank=True)
    given_at = models.DateTimeField(auto_now_add=True)
    is_current = models.BooleanField("in force", default=True)

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        ordering = ["-given_at", "-pk"]
        default_permissions = ()
        verbose_name_plural = "feedback"
        constraints = [
            models.UniqueConstraint(
                fields=["question", "person"],
                condition=Q(is_current=True),
                name="feedback_is_one_per_person",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_verdict_display()}: {self.question}"
