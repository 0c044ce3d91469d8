"""Conversations, the audit table of questions, and the index of column values."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models

import queryassist.chat_skills.models
import queryassist.entries.models
import queryassist.memory.models  # noqa: F401  # Django looks for an app's models here
from queryassist import conf
from queryassist.answers import Status
from queryassist.engine_names import label_of
from queryassist.feedback.models import Feedback  # noqa: F401 (Django finds models here)
from queryassist.spec_json import ExactJSONDecoder, ExactJSONEncoder
from queryassist.watching.models import Notice, Run, Watch  # noqa: F401 (Django finds models here)

ASK_PERMISSION = "queryassist.ask_queen"
SQL_PERMISSION = "queryassist.run_sql"
TITLE_LENGTH = 120
ABANDONED_AFTER = timedelta(minutes=2)
"""How much longer than its query a question may take before it counts as lost."""


class Conversation(models.Model):
    """A person's questions that follow each other."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="conversations"
    )
    title = models.CharField(max_length=TITLE_LENGTH, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-updated_at", "-pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["owner", "-updated_at"], name="conversation_by_owner")]

    def __str__(self) -> str:
        return self.title or f"Conversation {self.pk}"


class Ask(Conversation):
    """A conversation as the admin's menu names it: the entry "Ask" is the chat page."""

    class Meta:
        proxy = True
        default_permissions = ()
        verbose_name_plural = "ask"


class SubmissionQuerySet(models.QuerySet["Submission"]):
    """Forms that were sent."""

    def in_progress(self, now: datetime) -> SubmissionQuerySet:
        """Return those that are not answered yet; what a killed process left is soon none."""
        oldest = now - timedelta(milliseconds=conf.statement_timeout_ms()) - ABANDONED_AFTER
        return self.filter(ended_at=None, sent_at__gt=oldest)


class Submission(models.Model):
    """A form of the chat page that was sent: sent twice, it asks once.

    ``stage`` is how far it is until it ends; ``reader`` is the engine that reads it or did, and
    ``reading`` empty until it is read. What is known already, such as a verified question, has no
    reader.
    """

    class Stage(models.TextChoices):
        UNDERSTANDING = "understanding", "Understanding"
        READING = "reading", "Reading"
        RUNNING = "running", "Running"

    token = models.UUIDField(primary_key=True)
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="+")
    text = models.TextField(blank=True)
    stage = models.CharField(max_length=20, choices=Stage, default=Stage.UNDERSTANDING)
    reader = models.CharField(max_length=20, blank=True)
    reading = models.TextField(blank=True)
    sent_at = models.DateTimeField(auto_now_add=True)
    stopped_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.token)

    @property
    def reader_label(self) -> str:
        """Return what its reader is called."""
        return label_of(self.reader)


class Question(models.Model):
    """What was asked, by whom, how it was read, and what was answered: a row is never changed.

    ``rows`` keeps the first rows of the answer only; ``row_count`` counts all that were returned.
    ``layer`` says what refused SQL that a person wrote. ``asked_by_label`` still says who asked
    when the account is gone. ``reference`` is the subject of its calls in Claude's ledger.
    """

    Status = Status

    conversation = models.ForeignKey(
        Conversation, null=True, on_delete=models.SET_NULL, related_name="questions"
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_by_label = models.CharField(max_length=254)
    asked_at = models.DateTimeField(auto_now_add=True, db_index=True)
    reference = models.UUIDField(default=uuid.uuid4, editable=False)
    text = models.TextField()
    wording = models.TextField(blank=True, editable=False)
    read_at = models.DateTimeField(null=True, editable=False)
    verified = models.ForeignKey(
        "queryassist.VerifiedQuestion", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    engine = models.CharField(max_length=20)
    status = models.CharField(max_length=10, choices=Status)
    reading = models.TextField(blank=True)
    sql = models.TextField(blank=True, verbose_name="SQL")
    spec = models.JSONField(null=True)
    columns = models.JSONField(default=list)
    rows = models.JSONField(default=list, encoder=ExactJSONEncoder, decoder=ExactJSONDecoder)
    row_count = models.PositiveIntegerField(default=0)
    truncated = models.BooleanField(default=False)
    message = models.TextField(blank=True)
    layer = models.CharField(max_length=20, blank=True)
    choices = models.JSONField(default=list)
    evidence = models.JSONField(default=list)
    ambiguous = models.JSONField(null=True)
    by_skill = models.JSONField(null=True, editable=False)
    elapsed_ms = models.FloatField(default=0)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        default_permissions = ("view",)
        permissions = [("ask_queen", "Can ask Queen"), ("run_sql", "Can run SQL")]

    def __str__(self) -> str:
        return self.text[:80]


class Performance(Question):
    """The question log as the admin's menu names it: the entry "Performance" is its page."""

    class Meta:
        proxy = True
        default_permissions = ("view",)
        verbose_name_plural = "performance"


class Export(models.Model):
    """A file of an answer that somebody took with them: a row is never changed.

    ``exported_by_label`` still says who it was when the account is gone.
    """

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="exports")
    exported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    exported_by_label = models.CharField(max_length=254)
    exported_at = models.DateTimeField(auto_now_add=True)
    row_count = models.PositiveIntegerField()
    truncated = models.BooleanField()

    class Meta:
        ordering = ["-exported_at", "-pk"]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.row_count:,} rows by {self.exported_by_label}"


class Share(models.Model):
    """A question that its asker shows to colleagues who may ask: whoever knows the token sees it.

    They see what it finds with their own rights, never the answer that was stored.
    """

    token = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    question = models.OneToOneField(Question, on_delete=models.CASCADE, related_name="share")
    shared_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.token)


class IndexedValue(models.Model):
    """A value that an indexed column holds, so that questions can name it."""

    dataset = models.CharField(max_length=60)
    column = models.CharField(max_length=60)
    value = models.TextField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["dataset", "column", "value"], name="indexed_value_is_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.dataset}.{self.column}: {self.value}"


class ValueIndexVersion(models.Model):
    """Which state the value index of a dataset is in; every refresh gives it a new version."""

    dataset = models.CharField(max_length=60, primary_key=True)
    version = models.UUIDField(default=uuid.uuid4)
    refreshed_at = models.DateTimeField(auto_now=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.dataset} {self.version}"
