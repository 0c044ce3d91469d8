"""What a person may still see of an answer that was given before, with the rights of today."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from queryassist import selectors
from queryassist.access import Access, may_read_spec
from queryassist.catalog import Dataset
from queryassist.chat_skills.seen import SkillSight
from queryassist.compiler import MASK
from queryassist.models import Question
from queryassist.spec import QuerySpec

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

HIDDEN = "You may not see any more what was found."


def as_seen_by(
    question: Question, person: AbstractBaseUser, skills: SkillSight | None = None
) -> Question:
    """Return the question with what the person may not see any more taken out; do not save it.

    Personal columns hold the mask. Of what could not be asked now, and of SQL, no rows are left.
    ``skills`` spares looking up once more what of skills the person may see.
    """
    if question.by_skill is not None:
        if not (skills or SkillSight(person)).may_see(question):
            question.by_skill, question.choices, question.message = None, [], HIDDEN
        return question
    access = selectors.get_access(person)
    if access.sees_personal:
        return question
    where = f"question {question.pk}"
    stored = {name: getattr(question, name) for name in ("status", "spec", "columns", "rows")}
    for field, value in _changes(stored, access, where).items():
        setattr(question, field, value)
    entry = getattr(question, "double_entry", None)
    if entry is not None:
        entry.readings = [reading | _changes(reading, access, where) for reading in entry.readings]
    return question


def may_still_ask(question: Question, access: Access) -> bool:
    """Return whether the question could be asked now, by the reading it had then."""
    return _find_dataset(selectors.find_spec(question), access) is not None


def _find_dataset(spec: QuerySpec | None, access: Access) -> Dataset | None:
    """Return what a spec is about; None where it could not be asked now."""
    dataset = access.catalog.find_dataset(spec.dataset) if spec else None
    return dataset if spec and dataset and may_read_spec(spec, dataset, access) else None


def _changes(stored: Mapping[str, Any], access: Access, where: str) -> dict[str, object]:
    """Return the fields of a stored answer that are to be changed, with their new values."""
    if stored["status"] != Question.Status.ANSWERED:
        return {}
    dataset = _find_dataset(selectors.read_spec(stored["spec"], where), access)
    if dataset is None:
        return {"rows": [], "message": HIDDEN}
    masked = access.masked(dataset)
    hidden = [column["name"] in masked for column in stored["columns"]]
    rows = [
        [MASK if is_hidden else cell for cell, is_hidden in zip(row, hidden, strict=True)]
        for row in stored["rows"]
    ]
    return {"rows": rows}
