"""Rows of what Queen remembers; people are named also when their account is gone."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from queryassist.answers import Verification
from queryassist.memory.limits import MEANING_LENGTH, QUESTION_LENGTH, WORD_LENGTH

LABEL_LENGTH = 254
NAME_LENGTH = 60

VERIFY_PERMISSION = "queryassist.verify_question"
APPROVE_PERMISSION = "queryassist.approve_glossary"


class VerifiedQuestionQuerySet(models.QuerySet["VerifiedQuestion"]):
    """Questions whose reading a person found right."""

    def in_force(self) -> VerifiedQuestionQuerySet:
        """Return those that were not withdrawn, also where they no longer work."""
        return self.filter(withdrawn_at=None)


class VerifiedQuestion(models.Model):
    """A question, how it is rightly read, and who says so.

    ``read_at`` is the moment that its times are relative to. ``is_reread`` says that the reading
    holds a time or a taught word: it is then never reused as it stands. ``problem`` says why it no
    longer works, and is empty where it does.
    """

    wording = models.CharField(max_length=QUESTION_LENGTH)
    text = models.CharField("question", max_length=QUESTION_LENGTH)
    reading = models.TextField()
    spec = models.JSONField()
    read_at = models.DateTimeField()
    is_reread = models.BooleanField("read anew each time")
    question = models.ForeignKey(
        "queryassist.Question", null=True, on_delete=models.SET_NULL, related_name="verifications"
    )
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    verified_by_label = models.CharField("verified by", max_length=LABEL_LENGTH)
    verified_at = models.DateTimeField()
    withdrawn_by_label = models.CharField("withdrawn by", max_length=LABEL_LENGTH, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    problem = models.TextField(blank=True)

    objects = VerifiedQuestionQuerySet.as_manager()

    class Meta:
        ordering = ["-verified_at", "-pk"]
        default_permissions = ("view",)
        permissions = [("verify_question", "Can mark answers as right")]
        constraints = [
            models.UniqueConstraint(
                fields=["wording"],
                condition=Q(withdrawn_at=None),
                name="verified_question_is_unique",
            )
        ]

    def __str__(self) -> str:
        return self.text

    def to_record(self, *, works: bool) -> Verification:
        """Return who verified it and when."""
        return Verification(pk=self.pk, by=self.verified_by_label, at=self.verified_at, works=works)


class TaughtWordQuerySet(models.QuerySet["TaughtWord"]):
    """Words that people taught."""

    def known_to(self, person_pk: int | None) -> TaughtWordQuerySet:
        """Return the words that count for a person: everyone's, and those of the person's own."""
        own = Q(taught_by_id=person_pk, state__in=TaughtWord.OWN)
        return self.filter(Q(state=TaughtWord.State.SHARED) | (own if person_pk else Q(pk=None)))

    def visible_to(self, person_pk: int, *, may_approve: bool) -> TaughtWordQuerySet:
        """Return the words that a person may look at; who approves also sees what is offered."""
        seen = [TaughtWord.State.SHARED]
        if may_approve:
            seen.append(TaughtWord.State.OFFERED)
        return self.filter(Q(taught_by_id=person_pk) | Q(state__in=seen))


class TaughtWord(models.Model):
    """A word and the condition that it stands for: what was read and shown is never changed.

    ``forms`` are its singular and plural. ``spec`` holds the condition as the rows that meet it.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Not confirmed yet"
        MINE = "mine", "For one person"
        OFFERED = "offered", "Offered to everyone"
        SHARED = "shared", "For everyone"
        FORGOTTEN = "forgotten", "Forgotten"

    OWN = (State.MINE, State.OFFERED)

    word = models.CharField(max_length=WORD_LENGTH)
    forms = models.JSONField()
    meaning = models.CharField(max_length=MEANING_LENGTH)
    reading = models.TextField()
    dataset = models.CharField(max_length=NAME_LENGTH)
    spec = models.JSONField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    taught_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    taught_by_label = models.CharField("taught by", max_length=LABEL_LENGTH)
    taught_at = models.DateTimeField()
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    approved_by_label = models.CharField("approved by", max_length=LABEL_LENGTH, blank=True)
    changed_at = models.DateTimeField()

    objects = TaughtWordQuerySet.as_manager()

    class Meta:
        ordering = ["word", "-pk"]
        default_permissions = ("view",)
        permissions = [("approve_glossary", "Can approve words for everyone")]
        constraints = [
            models.UniqueConstraint(
                fields=["taught_by", "word"],
                condition=Q(state__in=["mine", "offered"]),
                name="taught_word_is_unique_per_person",
            ),
            models.UniqueConstraint(
                fields=["word"], condition=Q(state="shared"), name="shared_word_is_unique"
            ),
            models.CheckConstraint(
                condition=~Q(approved_by=F("taught_by")), name="word_is_approved_by_another"
            ),
        ]

    def __str__(self) -> str:
        return self.word


class ChosenMeaning(models.Model):
    """What a word of a dataset that may mean several things means for one person.

    ``meaning`` names one that the dataset declares, and is empty for the usual one.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    dataset = models.CharField(max_length=NAME_LENGTH)
    word = models.CharField(max_length=NAME_LENGTH)
    meaning = models.CharField(max_length=NAME_LENGTH, blank=True)
    chosen_at = models.DateTimeField()

    class Meta:
        ordering = ["dataset", "word"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["person", "dataset", "word"], name="one_meaning_per_person_and_word"
            )
        ]

    def __str__(self) -> str:
        return self.word


class DatasetSnapshot(models.Model):
    """How many rows a dataset had on a day, and how fresh its newest row was."""

    dataset = models.CharField(max_length=NAME_LENGTH)
    day = models.DateField()
    taken_at = models.DateTimeField()
    row_count = models.PositiveBigIntegerField()
    newest_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-day", "dataset"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(fields=["dataset", "day"], name="one_snapshot_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.dataset} on {self.day}"


class ColumnSnapshot(models.Model):
    """How many rows of a dataset had no value in a column."""

    snapshot = models.ForeignKey(DatasetSnapshot, on_delete=models.CASCADE, related_name="columns")
    column = models.CharField(max_length=NAME_LENGTH)
    null_count = models.PositiveBigIntegerField()

    class Meta:
        ordering = ["column"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["snapshot", "column"], name="one_row_a_column")
        ]

    def __str__(self) -> str:
        return self.column


class BriefReader(models.Model):
    """A person who wants a brief on Mondays."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="+"
    )

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"Brief for {self.person_id}"


class Brief(models.Model):
    """A person's usual questions, answered on a Monday; ``lines`` are records of a BriefLine."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    monday = models.DateField()
    made_at = models.DateTimeField()
    lines = models.JSONField()

    class Meta:
        ordering = ["-monday"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["person", "monday"], name="one_brief_a_week")
        ]

    def __str__(self) -> str:
        return f"Brief of {self.monday}"
