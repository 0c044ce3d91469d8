"""Verified questions that are like another: to suggest them, and as examples for Claude."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime

from rapidfuzz import fuzz, process

from queryassist.catalog import Catalog, Dataset
from queryassist.exceptions import SpecError
from queryassist.memory.limits import QUESTION_LENGTH
from queryassist.memory.models import VerifiedQuestion
from queryassist.memory.wording import normalise
from queryassist.spec import QuerySpec
from queryassist.spec_json import spec_from_json
from queryassist.validation import check

logger = logging.getLogger(__name__)

COMPARED = 1_000
"""How many verified questions, the latest first, another is compared with."""
LEAST_LIKENESS = 70
"""Of 100, by words in any order: below it two questions have little to do with each other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A verified question with its reading; its times are relative to ``read_at``."""

    text: str
    spec: QuerySpec
    dataset: Dataset
    read_at: datetime


def list_nearest(question: str, catalog: Catalog, *, count: int) -> list[Example]:
    """Return the verified questions most like a question, the nearest first, the very same too.

    Those that do not fit the catalog or no longer work are left out.
    """
    if len(question) > QUESTION_LENGTH:
        return []
    kept = VerifiedQuestion.objects.in_force().filter(problem="")
    found = process.extract(
        normalise(question),
        dict(kept.values_list("pk", "wording")[:COMPARED]),
        scorer=fuzz.token_sort_ratio,
        score_cutoff=LEAST_LIKENESS,
        limit=count,
    )
    rows = kept.in_bulk([pk for _, _, pk in found])
    examples = (find_example(rows[pk], catalog) for _, _, pk in found if pk in rows)
    return [example for example in examples if example is not None]


def find_example(row: VerifiedQuestion, catalog: Catalog) -> Example | None:
    """Return a verified question with its reading; None where that does not fit the catalog."""
    try:
        spec = spec_from_json(row.spec)
        dataset = catalog.find_dataset(spec.dataset)
        if dataset is None:
            return None
        check(spec, dataset)
    except (KeyError, TypeError, ValueError, SpecError) as error:
        logger.warning("The verified question %s does not fit: %r", row.pk, error)
        return None
    return Example(text=row.text, spec=spec, dataset=dataset, read_at=row.read_at)
