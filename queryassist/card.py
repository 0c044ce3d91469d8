"""The catalog as text that a model reads: what may be asked, and how words are meant. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from queryassist.catalog import Catalog, Column, Dataset, NamedFilter
from queryassist.describe import Describer

UTC = ZoneInfo("UTC")


def write_card(catalog: Catalog) -> str:
    """Return all datasets with columns, types, units, values, synonyms and conventions.

    It holds no value of any row and no word that a person taught, and is the same for everybody
    until a declaration changes.
    """
    return "\n\n".join("\n".join(_dataset(dataset)) for dataset in catalog)


def _dataset(dataset: Dataset) -> Iterator[str]:
    yield f"# Dataset {dataset.name}: {dataset.nouns} (also: {', '.join(_nouns(dataset))})"
    if dataset.default_number:
        yield f"A number without a unit right after such a word is {dataset.default_number}."
    if dataset.time_column is None:
        yield "A period that no word binds to a column is asked back."
    else:
        yield f"A period that no word binds to a column is of {dataset.time_column}."
    if dataset.subject_column:
        yield f"What happened or was done most is counted by {dataset.subject_column}."
    if dataset.actor_column:
        yield f"Who did it is {dataset.actor_column}."
    yield from dataset.conventions
    words = Describer(dataset, UTC)
    for named in dataset.named_filters:
        if not named.taught:
            yield _named_filter(named, words)
    for column in dataset.columns:
        yield f"- {'; '.join(_column(column))}"


def _nouns(dataset: Dataset) -> tuple[str, ...]:
    return (*dataset.words, *dataset.plurals)


def _named_filter(named: NamedFilter, words: Describer) -> str:
    text = f"“{'”, “'.join(named.words)}” mean {words.condition(named.condition)}"
    if named.ranking:
        text += f"; “most {named.words[0]}” sorts by {named.ranking} descending"
    if named.period_column:
        text += f"; with a period the word tests {named.period_column} instead"
    return f"{text}."


def _column(column: Column) -> Iterator[str]:
    unit = f" in {column.unit.name}" if column.unit else ""
    yield f"{column.name} ({column.type}{unit}): {column.label}"
    synonyms = (*column.words, *column.verbs, *column.more, *column.less, *column.most)
    if synonyms:
        yield f"also: {', '.join(synonyms)}"
    if column.values:
        yield "one of " + ", ".join(
            " = ".join([str(item.value), item.label, *item.words]) for item in column.values
        )
    if column.figure:
        yield f"asked for by itself, {column.figure} is meant"
    if column.bounds:
        yield f"from {column.bounds[0]} to {column.bounds[1]}"
    if column.nullable:
        yield "may be missing"
    if column.indexed:
        yield "look its values up"
    if column.bins:
        yield f"usual ranges start at {', '.join(map(str, column.bins))}"
