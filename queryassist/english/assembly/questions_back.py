"""Questions back that several parts of the assembly ask, in the words of the dataset."""

from __future__ import annotations

from queryassist.catalog import Column
from queryassist.english.assembly.draft import Draft
from queryassist.english.assembly.puzzled import Puzzled, ask_back
from queryassist.english.clauses.parts import Clause, DirectionPart, ShareTestPart
from queryassist.english.sentence import Sentence
from queryassist.readings import Choice

_MOST_CHOICES = 4


def which_order(draft: Draft) -> Puzzled:
    """Return the question by which column rows are ranked, with the number columns to choose."""
    columns = _number_columns(draft)
    question = draft.sentence.question.rstrip(" ?.!")
    choices = tuple(
        Choice(column.label, f"{question} by {column.label}?") for column in columns[:_MOST_CHOICES]
    )
    example = f", as in “by {columns[0].label}”" if columns else ""
    return ask_back(f"The first or most by what? Please add a column{example}.", choices)


def which_sort(draft: Draft, direction: DirectionPart) -> Puzzled:
    """Return the question what is sorted, with the columns that the words for it can mean."""
    dataset = draft.sentence.world.dataset
    columns = [
        column
        for column in dataset.columns
        if column.type is direction.sorts and column.listed and not column.values
    ]
    clause = next(clause for clause in draft.clauses if clause.part is direction)
    question, tokens = draft.sentence.question, draft.sentence.tokens
    before, after = question[: tokens[clause.start].start], question[tokens[clause.end - 1].end :]
    way = "descending" if direction.descending else "ascending"
    choices = tuple(
        Choice(column.label, f"{before}sorted by {column.label} {way}{after}")
        for column in (columns or _number_columns(draft))[:_MOST_CHOICES]
    )
    written = draft.sentence.text(clause.start, clause.end)
    return ask_back(f"What is to be “{written}”? Please say “sorted by …”.", choices)


def which_share(draft: Draft) -> Puzzled:
    """Return the question what is the whole and what the part of it."""
    nouns = draft.sentence.world.dataset.nouns
    return ask_back(f"The share of what? As in “what percentage of {nouns} with … are …”.")


def which_percentage(draft: Draft) -> Puzzled:
    """Return the question for the share itself, where one is tested that no group has."""
    tested = next(c for c in draft.clauses if isinstance(c.part, ShareTestPart))
    rest = draft.sentence.question[draft.sentence.tokens[tested.end - 1].end :]
    choice = Choice("the percentage", f"What percentage of{rest}")
    return ask_back("I answer with figures, not with yes or no. Is it the percentage?", (choice,))


def which_figure() -> Puzzled:
    """Return the question by which figure of their rows groups are ranked."""
    return ask_back("Is that by the average or by the total?")


def which_side() -> Puzzled:
    """Return the request for one side of a comparison whose figure the sides cannot share."""
    return ask_back("I cannot set those side by side. Please ask for one side at a time.")


def _number_columns(draft: Draft) -> list[Column]:
    dataset = draft.sentence.world.dataset
    return [
        column
        for column in dataset.columns
        if column.type.is_number and column.name != dataset.key and not column.values
    ]


def which_period(sentence: Sentence, clause: Clause) -> Puzzled:
    """Return the question since when "new" is meant."""
    written = sentence.text(clause.start, clause.end)
    message = f"“{written}” since when? Please add a period, as in “this month”."
    end = sentence.question.rstrip(" ?.!")
    periods = ("this week", "this month", "in the last 30 days")
    return ask_back(message, tuple(Choice(period, f"{end} {period}?") for period in periods))
