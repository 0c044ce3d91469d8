"""Projects: whose code is known, and what may be done with it."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

NAME_LENGTH = 80
_NAME = RegexValidator(
    r"^[A-Za-z0-9][\w.-]*\Z", "A name is letters, digits, dots, dashes and underscores."
)


class Project(models.Model):
    """A git repository on this machine: a checkout or a bare clone.

    Path and commands run on the server, so only an operator sets them, never the admin. A temporary
    project is a plain folder that somebody searched once.
    """

    name = models.CharField(max_length=NAME_LENGTH, unique=True, validators=[_NAME])
    path = models.CharField(max_length=4_096)
    branch = models.CharField(max_length=250, default="HEAD")
    languages = models.JSONField(default=list, blank=True, help_text="none: all that are known")
    excludes = models.JSONField(default=list, blank=True, help_text="folders and globs left out")
    dependency_files = models.JSONField(default=list, blank=True)
    test_command = models.TextField(blank=True)
    health_check = models.TextField(blank=True)
    protected_paths = models.JSONField(default=list, blank=True, help_text="what no fix may touch")
    is_temporary = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                condition=Q(path__startswith="/"),
                name="devagent_project_path_absolute",
                violation_error_message="The path must be absolute.",
            ),
            models.UniqueConstraint(
                fields=["path"],
                condition=Q(is_temporary=True),
                name="devagent_one_temporary_project_a_folder",
            ),
        ]

    def __str__(self) -> str:
        return self.name
