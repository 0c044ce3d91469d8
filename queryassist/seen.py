"""What a person may still see of an answer that was given before, with the rights of today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from queryassist import selectors
from queryassist.access import Access, may_ask
from queryassist.compiler import MASK
from queryassist.models import Question

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

HIDDEN = "You may not see any more what was found."


def as_seen_by(question: Question, person: AbstractBaseUser) -> Question:
    """Return the question with what the person may not see any more taken out; do not save it.

    Personal columns hold the mask. Of what could not be asked now, and of SQL, no rows are left.
    """
    access = selectors.get_access(person)
    if access.sees_personal:
        return question
    for field, value in _changes(question, access).items():
        setattr(question, field, value)
    entry = getattr(question, "double_entry", None)
    if entry is not None:
        entry.readings = [
            reading | _changes(Question(**reading), access) for reading in entry.readings
        ]
    return question


def may_still_ask(question: Question, access: Access) -> bool:
    """Return whether the question could be asked now, by the reading it had then."""
    spec = selectors.find_spec(question)
    dataset = access.catalog.find_dataset(spec.dataset) if spec else None
    return spec is not None and dataset is not None and may_ask(spec, dataset, access)


def _changes(question: Question, access: Access) -> dict[str, object]:
    """Return the fields that are to be changed, with their new values."""
    if question.status != Question.Status.ANSWERED:
        return {}
    if not may_still_ask(question, access):
        return {"rows": [], "message": HIDDEN}
    _, dataset = selectors.get_reading(question)
    masked = access.masked(dataset)
    hidden = [column["name"] in masked for column in question.columns]
    rows = [
        [MASK if is_hidden else cell for cell, is_hidden in zip(row, hidden, strict=True)]
        for row in question.rows
    ]
    return {"rows": rows}
