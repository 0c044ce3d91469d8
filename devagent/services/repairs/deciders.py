"""The people who decide about fixes: nobody but an active member of staff with the permission."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin

from devagent.exceptions import NotAllowed
from devagent.models import Project
from devagent.selectors import list_projects


def get_decider(person_id: int | None, project: Project, permission: str) -> AbstractBaseUser:
    """Return the person; raises NotAllowed where there is none who may do this with the project."""
    people = get_user_model().objects
    person = people.filter(pk=person_id).first() if person_id is not None else None
    if person is None or not may_decide(person, project, permission):
        raise NotAllowed
    return person


def may_decide(person: AbstractBaseUser, project: Project, permission: str) -> bool:
    """Return whether somebody is active staff, has the permission, and sees the project."""
    if not (isinstance(person, PermissionsMixin) and person.is_active):
        return False
    is_staff = bool(getattr(person, "is_staff", False))
    return (
        is_staff
        and person.has_perm(permission)
        and list_projects().visible_to(person.pk).filter(pk=project.pk).exists()
    )
