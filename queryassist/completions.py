"""What a question that is being typed may go on with: words of the catalog, and values of the data.

Pure: it is told the values, and never those of personal columns.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, islice

from queryassist.catalog import Catalog, Column, ColumnType, Dataset, NamedFilter
from queryassist.english.words.text import fold

LIMIT = 8
"""How many completions there are at most."""

MAX_CHARACTERS = 500
"""Of what is longer, nothing is completed: nobody types it."""

_MOST_WORDS = 4
_LONGEST_WORD = 60
_MOST_PER_COLUMN = 2
_MOST_OF_RUN = 5
_MOST_QUESTIONS = 3
_WORD = re.compile(r"[^\s,;:?!()\"“”]+")

_NUMBER_OPERATORS = ("over", "under", "at least", "at most", "between", "exactly")
_TIMES = (
    "today",
    "yesterday",
    "this week",
    "last week",
    "this month",
    "last month",
    "this year",
    "last year",
    "in the last 24 hours",
    "in the last 7 days",
    "in the last 30 days",
    "since January",
)


class Kind(StrEnum):
    """What a completion is, in the words that stand beside it; in the order they are shown."""

    QUESTION = "question"
    OPERATOR = "comparison"
    DATASET = "what is asked about"
    FILTER = "filter"
    COLUMN = "column"
    TIME = "time"
    VALUE = "value"


_RANK = {kind: rank for rank, kind in enumerate(Kind)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """``text`` is the whole question with the completion ``shown`` in it."""

    text: str
    shown: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Words to go on with; ``of`` names what they stand for, "" where that is themselves."""

    key: str
    shown: str
    kind: Kind
    of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """All that may be typed, sorted by key; made by ``build`` once for each state of the data."""

    words: tuple[_Phrase, ...]
    values: tuple[_Phrase, ...]
    columns: Mapping[str, Column]

    @classmethod
    def build(
        cls, catalog: Catalog, values: Mapping[str, Mapping[str, Sequence[str]]]
    ) -> Vocabulary:
        """Return the vocabulary of the datasets; ``values`` are by dataset and column name."""
        words = {phrase.key: phrase for phrase in reversed(list(_words(catalog)))}
        held = {
            phrase.key: phrase
            for dataset in catalog
            for phrase in _held(dataset, values.get(dataset.name, {}))
        }
        return cls(
            words=_by_key(words.values()),
            values=_by_key(phrase for key, phrase in held.items() if key not in words),
            columns=_columns(catalog),
        )


def complete(text: str, vocabulary: Vocabulary, questions: Iterable[str] = ()) -> list[Completion]:
    """Return at most LIMIT ways to go on: whole ``questions`` that begin alike, then next words."""
    if not text.strip() or len(text) > MAX_CHARACTERS:
        return []
    whole = list(islice(_whole(text, questions), _MOST_QUESTIONS))
    return [*whole, *islice(_next(text, vocabulary), LIMIT - len(whole))]


def _whole(text: str, questions: Iterable[str]) -> Iterator[Completion]:
    begun = fold(text.lstrip())
    for question in dict.fromkeys(questions):
        key = fold(question)
        if key.startswith(begun) and key != begun.rstrip():
            yield Completion(text=question, shown=question, kind=Kind.QUESTION)


def _next(text: str, vocabulary: Vocabulary) -> Iterator[Completion]:
    matches = list(_WORD.finditer(text))
    is_open = bool(matches) and matches[-1].end() == len(text)
    said: set[str] = set()
    for phrase, start in _candidates(matches, is_open, vocabulary):
        if phrase.key not in said:
            said.add(phrase.key)
            gap = "" if text[:start].endswith(" ") or is_open else " "
            whole = f"{text[:start]}{gap}{phrase.shown} "
            yield Completion(text=whole, shown=phrase.shown, kind=phrase.kind)


def _candidates(
    matches: Sequence[re.Match[str]], is_open: bool, vocabulary: Vocabulary
) -> Iterator[tuple[_Phrase, int]]:
    """Yield what the last words begin, the longest run of them first, and where the run starts.

    A comparison is more likely than what the last word alone begins.
    """
    longest = min(_MOST_WORDS, len(matches)) if is_open else 0
    for count in range(longest, 1, -1):
        yield from _of_run(matches, count, vocabulary)
    said = matches[:-1] if is_open else matches
    begun = _key(matches[-1]) if is_open else ""
    start = matches[-1].start() if is_open else matches[-1].endpos if matches else 0
    for phrase in _after_column(_keys(said[-_MOST_WORDS:]), vocabulary):
        if phrase.key.startswith(begun) and phrase.key != begun:
            yield phrase, start
    if is_open:
        yield from _of_run(matches, 1, vocabulary)


def _of_run(
    matches: Sequence[re.Match[str]], count: int, vocabulary: Vocabulary
) -> Iterator[tuple[_Phrase, int]]:
    """Yield what the last ``count`` words begin; after "in" and "from", values first."""
    run, before = matches[-count:], _keys(matches[:-count][-1:])
    key = " ".join(_keys(run))
    found = [_words_from(key, vocabulary), _values_from(key, vocabulary)]
    for phrase in chain(*reversed(found)) if before in (["in"], ["from"]) else chain(*found):
        yield phrase, run[0].start()


def _keys(matches: Iterable[re.Match[str]]) -> list[str]:
    return [_key(match) for match in matches]


def _key(match: re.Match[str]) -> str:
    return fold(match.group()[:_LONGEST_WORD])


def _after_column(words: Sequence[str], vocabulary: Vocabulary) -> Iterator[_Phrase]:
    """Yield what the column that was named last is compared by."""
    for start in range(len(words)):
        column = vocabulary.columns.get(" ".join(words[start:]))
        if column is None:
            continue
        if column.type is ColumnType.TIMESTAMP:
            yield from (_phrase(text, Kind.TIME) for text in _TIMES)
        elif column.type.is_number and not column.values:
            yield from (_phrase(text, Kind.OPERATOR) for text in _NUMBER_OPERATORS)
        else:
            yield from (_phrase(item.label, Kind.VALUE) for item in column.values)
        return


def _words_from(key: str, vocabulary: Vocabulary) -> Iterator[_Phrase]:
    """Yield the likeliest words, not all that stand for the same, and leave room for values."""
    words = [phrase for phrase in _from(key, vocabulary.words) if phrase.key != key]
    words.sort(key=lambda phrase: (_RANK[phrase.kind], len(phrase.key)))
    of: Counter[str] = Counter()
    found = []
    for phrase in words:
        of[phrase.of] += bool(phrase.of)
        if of[phrase.of] <= _MOST_PER_COLUMN:
            found.append(phrase)
    yield from found[:_MOST_OF_RUN]


def _values_from(key: str, vocabulary: Vocabulary) -> Iterator[_Phrase]:
    # One letter begins thousands of values, none of them more likely than another.
    if len(key) > 1:
        yield from (phrase for phrase in _from(key, vocabulary.values) if phrase.key != key)


def _from(key: str, phrases: Sequence[_Phrase]) -> Iterator[_Phrase]:
    """Yield the phrases that begin with the key, by bisection."""
    at = bisect_left(phrases, key, key=lambda phrase: phrase.key)
    while at < len(phrases) and phrases[at].key.startswith(key):
        yield phrases[at]
        at += 1


def _words(catalog: Catalog) -> Iterator[_Phrase]:
    for dataset in catalog:
        # Its own two nouns are always offered, however many words there are beside them.
        for noun in (dataset.nouns, dataset.noun):
            yield _phrase(noun, Kind.DATASET)
        for word in dataset.words:
            yield _phrase(word, Kind.DATASET, dataset.name)
        for column in dataset.columns:
            yield from _words_of_column(column)
        for named in dataset.named_filters:
            yield from _words_of_filter(named)
    for text in _TIMES:
        yield _phrase(text, Kind.TIME)


def _words_of_column(column: Column) -> Iterator[_Phrase]:
    for text in (*column.words, *column.verbs, *column.most, *column.least):
        yield _phrase(text, Kind.COLUMN, column.name)
    for item in column.values:
        for text in item.words:
            yield _phrase(text, Kind.VALUE, f"{column.name}={item.label}")


def _words_of_filter(named: NamedFilter) -> Iterator[_Phrase]:
    for text in named.words:
        yield _phrase(text, Kind.FILTER, named.name)
        if named.ranking:
            yield _phrase(f"most {text}", Kind.COLUMN, named.ranking)
    for text in named.opposites:
        yield _phrase(text, Kind.FILTER, f"not {named.name}")


def _held(dataset: Dataset, values: Mapping[str, Sequence[str]]) -> Iterator[_Phrase]:
    for column in dataset.indexed_columns:
        if not column.personal:
            for value in values.get(column.name, ()):
                yield _phrase(value, Kind.VALUE)


def _columns(catalog: Catalog) -> dict[str, Column]:
    found: dict[str, Column] = {}
    for dataset in catalog:
        for column in dataset.columns:
            for text in (column.label, *column.words, *column.verbs):
                found.setdefault(fold(text), column)
    return found


def _phrase(text: str, kind: Kind, of: str = "") -> _Phrase:
    # Most values are plain, and folding costs ten times as much.
    key = text.lower() if text.isascii() else fold(text)
    return _Phrase(key, text, kind, of)


def _by_key(phrases: Iterable[_Phrase]) -> tuple[_Phrase, ...]:
    return tuple(sorted(phrases, key=lambda phrase: phrase.key))
