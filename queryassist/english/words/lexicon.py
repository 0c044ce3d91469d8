"""The lexicon: every phrase the reader knows, from its own function words and from one dataset."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from queryassist.catalog import Catalog, Column, ColumnType, Dataset, EnumValue, NamedFilter, Unit
from queryassist.english.words import vocabulary
from queryassist.english.words.roles import Role
from queryassist.english.words.text import fold, tokenize
from queryassist.spec import Function, Operator


@dataclass(frozen=True, slots=True)
class Noun:
    """A word for the rows of a dataset: "users"."""

    dataset: str
    plural: bool


@dataclass(frozen=True, slots=True)
class ColumnWord:
    """A noun for a column: "wallet balance"."""

    column: Column
    plural: bool


@dataclass(frozen=True, slots=True)
class EventWord:
    """What happened at a timestamp: "signed up"; ``noun`` where it counts rows: "signups"."""

    column: Column
    noun: bool = False


@dataclass(frozen=True, slots=True)
class EnumWord:
    """A word for one value of an enumeration; not ``bare`` ones count only after the column."""

    column: Column
    value: EnumValue
    bare: bool


@dataclass(frozen=True, slots=True)
class NamedWord:
    """A word for a named filter, or for its opposite where ``holds`` is false."""

    named: NamedFilter
    holds: bool


@dataclass(frozen=True, slots=True)
class ComparativeWord:
    """ "older" or "younger": a comparison of a column, completed by "than"."""

    column: Column
    more: bool


@dataclass(frozen=True, slots=True)
class SuperlativeWord:
    """ "oldest" or "youngest": an order by a column."""

    column: Column
    descending: bool


@dataclass(frozen=True, slots=True)
class AdjectiveWord:
    """ "old" in "how old": asks for a number column."""

    column: Column


@dataclass(frozen=True, slots=True)
class UnitWord:
    """ "dollars": gives away the columns with that unit."""

    unit: Unit


@dataclass(frozen=True, slots=True)
class ForbiddenWord:
    """Something that is never shown: "password"."""


@dataclass(frozen=True, slots=True)
class RoleWord:
    """A function word."""

    role: Role


@dataclass(frozen=True, slots=True)
class Comparator:
    """ "more than", or after the number where ``postfix`` is true: "or more"."""

    operator: Operator
    postfix: bool = False
    of_time: bool = False
    of_text: bool = False


@dataclass(frozen=True, slots=True)
class FunctionWord:
    """ "average"."""

    function: Function


@dataclass(frozen=True, slots=True)
class TopWord:
    """ "top" or "bottom"."""

    descending: bool


Sense = (
    Noun
    | ColumnWord
    | EventWord
    | EnumWord
    | NamedWord
    | ComparativeWord
    | SuperlativeWord
    | AdjectiveWord
    | UnitWord
    | ForbiddenWord
    | RoleWord
    | Comparator
    | FunctionWord
    | TopWord
)


_Entry = tuple[tuple[str, ...], Sense]
"""The words of a phrase, and what it means."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What single words mean, and phrases by their first two words, longest first.

    ``words`` is every word that occurs in one, ``content_words`` those of phrases that are no
    mere filler: what a misspelt word may have meant. ``data_words`` name rows and columns.
    """

    single: Mapping[str, Sequence[Sense]]
    longer: Mapping[tuple[str, ...], Sequence[_Entry]]
    words: frozenset[str]
    content_words: frozenset[str]
    data_words: frozenset[str]

    def senses_at(self, words: Sequence[str], at: int) -> Iterator[tuple[int, Sense]]:
        """Yield (end, sense) for each phrase that starts at a word, longest first."""
        for phrase, sense in self.longer.get(tuple(words[at : at + 2]), ()):
            end = at + len(phrase)
            if tuple(words[at:end]) == phrase:
                yield end, sense
        for sense in self.single.get(words[at], ()):
            yield at + 1, sense


@lru_cache(maxsize=32)
def build_lexicon(catalog: Catalog, dataset: Dataset) -> Lexicon:
    """Return the lexicon of a dataset, with the nouns of the catalog's other datasets."""
    single: dict[str, dict[Sense, None]] = defaultdict(dict)
    longer: dict[tuple[str, ...], dict[_Entry, None]] = defaultdict(dict)
    others = [each for each in catalog if each is not dataset]
    nouns = _nouns([dataset, *others])
    for text, sense in (*_function_words(), *nouns, *_dataset_words(dataset)):
        words = (text,) if text == "'s" else _words_of(text)
        if len(words) == 1:
            single[words[0]][sense] = None
        elif words:
            longer[words[:2]][words, sense] = None
    ordered = {
        opening: sorted(phrases, key=lambda entry: -len(entry[0]))
        for opening, phrases in longer.items()
    }
    entries: list[_Entry] = [
        ((word,), sense) for word, senses in single.items() for sense in senses
    ]
    entries += [entry for phrases in ordered.values() for entry in phrases]
    known = frozenset(word for words, _ in entries for word in words)
    fillers = (RoleWord(Role.FILLER), RoleWord(Role.POLITE), RoleWord(Role.VAGUE))
    content = frozenset(
        word for words, sense in entries if sense not in fillers for word in words if word.isalpha()
    )
    data = frozenset(
        word for words, sense in entries if isinstance(sense, Noun | ColumnWord) for word in words
    )
    meanings = {word: tuple(senses) for word, senses in single.items()}
    return Lexicon(meanings, ordered, known, content, data)


@lru_cache(maxsize=16_384)
def _words_of(text: str) -> tuple[str, ...]:
    """Return the words of a phrase: lexicons have nearly all of their phrases in common."""
    return tuple(token.word for token in tokenize(text))


def _function_words() -> Iterator[tuple[str, Sense]]:
    for role, texts in vocabulary.ROLES.items():
        yield from _each(texts, RoleWord(role))
    for operator, texts in vocabulary.COMPARATORS.items():
        yield from _each(texts, Comparator(operator))
    for operator, texts in vocabulary.POSTFIX_COMPARATORS.items():
        yield from _each(texts, Comparator(operator, postfix=True))
    for operator, texts in vocabulary.TIME_COMPARATORS.items():
        yield from _each(texts, Comparator(operator, of_time=True))
    for operator, texts in vocabulary.TEXT_TESTS.items():
        yield from _each(texts, Comparator(operator, of_text=True))
    for function, texts in vocabulary.FUNCTIONS.items():
        yield from _each(texts, FunctionWord(function))
    for descending, texts in vocabulary.TOP.items():
        yield from _each(texts, TopWord(descending))


def _nouns(datasets: Iterable[Dataset]) -> Iterator[tuple[str, Sense]]:
    for dataset in datasets:
        for text in (dataset.noun, dataset.nouns, *dataset.words):
            yield text, Noun(dataset.name, plural=text.endswith("s"))
        yield from _each(dataset.plurals, Noun(dataset.name, plural=True))


def _dataset_words(dataset: Dataset) -> Iterator[tuple[str, Sense]]:
    for column in dataset.columns:
        yield from _column_words(column)
    for named in dataset.named_filters:
        yield from _each(_with_plurals(named.words), NamedWord(named, holds=True))
        yield from _each(_with_plurals(named.opposites), NamedWord(named, holds=False))
    yield from _joint_columns(dataset)
    yield from _each(dataset.forbidden_words, ForbiddenWord())
    yield from _each(dataset.vague_words, RoleWord(Role.VAGUE))
    for noun in (dataset.nouns, *dataset.words, *dataset.plurals):
        if noun.endswith("s") or noun in dataset.plurals:
            yield from _each((f"{this} {noun}" for this in _THESE), RoleWord(Role.ANAPHOR))


def _with_plurals(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words with those rows that are called by one: "the actives"."""
    single = (f"{word}s" for word in words if word.isalpha() and not word.endswith("s"))
    return tuple(dict.fromkeys((*words, *single)))


def _joint_columns(dataset: Dataset) -> Iterator[tuple[str, Sense]]:
    """Yield "first and last names", which names two columns by a word that they share."""
    named = [
        (column, text.partition(" ")[0], text.partition(" ")[2])
        for column in dataset.columns
        for text in column.words
        if text.count(" ") == 1
    ]
    for column, first, shared in named:
        for other, last, again in named:
            if shared == again and other is not column and column.type is other.type:
                plural = shared.endswith("s")
                for each in (column, other):
                    yield f"{first} and {last} {shared}", ColumnWord(each, plural=plural)


_THESE = ("these", "those", "of these", "of those", "the same")


def _column_words(column: Column) -> Iterator[tuple[str, Sense]]:
    spelt = column.name.replace("_", " ")
    for text in (column.name, spelt, column.label, column.plural, *column.words):
        yield text, ColumnWord(column, plural=text == column.plural or text in _plurals(column))
    for text in column.verbs:
        yield (
            text,
            EventWord(
                column,
                noun=text.endswith("s")
                and text + "s" not in column.verbs
                and text[:-1] in column.verbs,
            ),
        )
    yield from _each(column.more, ComparativeWord(column, more=True))
    yield from _each(column.less, ComparativeWord(column, more=False))
    yield from _each(column.most, SuperlativeWord(column, descending=True))
    yield from _each(column.least, SuperlativeWord(column, descending=False))
    yield from _each(column.adjectives, AdjectiveWord(column))
    if column.unit:
        yield from _each(column.unit.words, UnitWord(column.unit))
    for value in column.values:
        if column.type is ColumnType.TEXT:
            yield fold(str(value.value)), EnumWord(column, value, bare=False)
        yield from _each(value.words, EnumWord(column, value, bare=True))
        yield from _each(value.after_column, EnumWord(column, value, bare=False))


def _plurals(column: Column) -> tuple[str, ...]:
    return tuple(word for word in column.words if word.endswith("s") and word[:-1] in column.words)


def _each(texts: Iterable[str], sense: Sense) -> Iterator[tuple[str, Sense]]:
    return ((text, sense) for text in texts)
