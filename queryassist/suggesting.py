"""What is suggested to a person who types a question, from the catalog, the data and their past."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Max

from queryassist import selectors
from queryassist.catalog import Catalog
from queryassist.completions import MAX_CHARACTERS, Completion, Vocabulary, complete
from queryassist.engine_names import BY_HAND
from queryassist.models import Question
from queryassist.seen import may_still_ask
from queryassist.spec_json import to_storable

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

_PAST = 10


def suggest(*, text: str, person: AbstractBaseUser) -> list[Completion]:
    """Return how the question may go on, the likeliest first; nothing for a text too long."""
    if len(text) > MAX_CHARACTERS:
        return []
    text = to_storable(text)
    catalog = selectors.get_access(person).catalog
    examples = [example for dataset in catalog for example in dataset.examples]
    versions = tuple(sorted(selectors.get_value_versions().items()))
    return complete(text, _vocabulary(catalog, versions), [*_past(text, person), *examples])


@lru_cache(maxsize=4)
def _vocabulary(catalog: Catalog, versions: tuple[tuple[str, UUID], ...]) -> Vocabulary:
    held = {name for name, _ in versions}
    values = {set_.name: selectors.get_values(set_) for set_ in catalog if set_.name in held}
    return Vocabulary.build(catalog, values)


def _past(text: str, person: AbstractBaseUser) -> list[str]:
    """Return the person's own questions that begin so and were answered, the latest first."""
    begun = text.strip()
    if len(begun) < 2:
        return []
    own = Question.objects.filter(
        conversation__owner_id=person.pk,
        status=Question.Status.ANSWERED,
        text__istartswith=begun,
    ).exclude(engine__in=BY_HAND)
    latest = own.values("text").annotate(latest=Max("asked_at"), last=Max("pk"))
    rows = latest.order_by("-latest")[:_PAST]
    access = selectors.get_access(person)
    if access.sees_personal:
        return [row["text"] for row in rows]
    asked = Question.objects.in_bulk([row["last"] for row in rows])
    return [row["text"] for row in rows if may_still_ask(asked[row["last"]], access)]
