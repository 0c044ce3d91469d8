"""Projects: whose code is known, and what may be done with it."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.validators import RegexValidator, URLValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q

NAME_LENGTH = 80
_NAME = RegexValidator(
    r"^[A-Za-z0-9][\w.-]*\Z", "A name is letters, digits, dots, dashes and underscores."
)


class ProjectQuerySet(models.QuerySet["Project"]):
    """Projects."""

    def visible_to(self, person_pk: int | None) -> ProjectQuerySet:
        """Return those that a person may see who may view projects at all.

        These are the ones of no group, those of the person's groups, and all for superusers.
        Nobody, None, sees none.
        """
        if person_pk is None:
            return self.none()
        shared = Project.groups.through.objects.filter(project=OuterRef("pk"))
        superuser = get_user_model().objects.filter(pk=person_pk, is_superuser=True)
        is_theirs = Exists(shared.filter(group__user=person_pk))
        return self.filter(~Exists(shared) | is_theirs | Exists(superuser))


class Project(models.Model):
    """A git repository on this machine: a checkout or a bare clone.

    Path and commands run on the server, so only an operator sets them, never the admin. A temporary
    project is a plain folder that somebody searched once.
    """

    name = models.CharField(
        max_length=NAME_LENGTH,
        unique=True,
        validators=[_NAME],
        error_messages={"unique": "There is a project of this name already: choose another."},
    )
    path = models.CharField(max_length=4_096)
    branch = models.CharField(max_length=250, default="HEAD")
    languages = models.JSONField(default=list, blank=True, help_text="none: all that are known")
    excludes = models.JSONField(default=list, blank=True, help_text="folders and globs left out")
    dependency_files = models.JSONField(default=list, blank=True)
    test_command = models.TextField(blank=True)
    health_check = models.TextField(blank=True)
    webhook = models.URLField(
        max_length=500,
        blank=True,
        validators=[URLValidator(schemes=["http", "https"])],
        help_text="what is told of a fix that was applied, so that it can be deployed",
    )
    protected_paths = models.JSONField(default=list, blank=True, help_text="what no fix may touch")
    groups = models.ManyToManyField(
        Group,
        blank=True,
        related_name="+",
        verbose_name="seen by groups",
        help_text="none: everybody who may view projects",
    )
    is_temporary = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    fault = models.TextField(blank=True, editable=False, help_text="why it could not be read")
    faulty_since = models.DateTimeField(null=True, editable=False)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        default_permissions = ("view", "change")
        permissions = [("reindex_project", "Can have a project indexed again")]
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

    @property
    def selection(self) -> list[list[str]]:
        """What the project says of the files that are wanted: languages, and what is left out."""
        return [self.languages, self.excludes]

    def note_fault(self, fault: str, *, now: datetime) -> bool:
        """Keep why the repository cannot be read, "" where it can; return whether that is new."""
        others = Project.objects.filter(pk=self.pk).exclude(fault=fault)
        return bool(others.update(fault=fault, faulty_since=now if fault else None))


class Code(Project):
    """A project as the admin's menu names it: the entry "Code" is the page that searches."""

    class Meta:
        proxy = True
        default_permissions = ()
        verbose_name_plural = "code"
