"""What people say of what is to be told: rules about lines, and what is to be silent."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from devagent.models import Project
from monitoring.detect.patterns import MOST_CHARS, PatternInvalid, PatternRule, Thresholds
from monitoring.models.incidents import KEY_LENGTH


class Rule(models.Model):
    """Lines that make an incident where there are enough of them; without a project, of all.

    Only a person writes one.
    """

    name = models.CharField(max_length=100, unique=True)
    project = models.ForeignKey(
        Project, null=True, blank=True, on_delete=models.CASCADE, related_name="rules"
    )
    words = models.CharField(
        max_length=MOST_CHARS, blank=True, help_text="all of them have to be in a line, in any case"
    )
    expression = models.CharField(
        max_length=MOST_CHARS,
        blank=True,
        help_text="instead of words: as RE2 takes it, in any case",
    )
    window_minutes = models.PositiveIntegerField(
        default=10, validators=[MinValueValidator(1), MaxValueValidator(1440)]
    )
    lines = models.PositiveIntegerField(default=50, validators=[MinValueValidator(1)])
    templates = models.PositiveIntegerField(
        "different messages", default=0, help_text="0 for what does not count"
    )
    users = models.PositiveIntegerField("different users", default=0)
    addresses = models.PositiveIntegerField("different addresses", default=0)
    is_active = models.BooleanField("active", default=True)

    class Meta:
        ordering = ["name"]
        default_permissions = ("view", "add", "change", "delete")
        constraints = [
            models.CheckConstraint(
                condition=Q(words="") ^ Q(expression=""),
                name="monitoring_rule_has_words_or_expression",
                violation_error_message="A rule has either words or an expression.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse what cannot be used as a rule."""
        try:
            self.to_pattern()
        except PatternInvalid as error:
            raise ValidationError(str(error)) from error

    def to_pattern(self) -> PatternRule:
        """Return the rule as what detects; raises PatternInvalid."""
        return PatternRule(
            words=tuple(self.words.split()),
            expression=self.expression,
            window_s=self.window_minutes * 60,
            thresholds=Thresholds(
                lines=self.lines,
                templates=self.templates,
                users=self.users,
                addresses=self.addresses,
            ),
        )


class Silence(models.Model):
    """Says that nothing is to be told of a key for a while, or until it is lifted."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="silences")
    key = models.CharField(max_length=KEY_LENGTH)
    until = models.DateTimeField(null=True)
    reason = models.CharField(max_length=200, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.key} of {self.project}"
