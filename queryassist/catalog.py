"""What may be asked about: datasets, their columns, and the words people use for them.

Each app declares its datasets in a module ``datasets.py`` as a tuple named ``DATASETS``.
This module is pure data: it knows no database, no Django and no particular dataset. Declarations
are compared by identity: each is made once, and hashing thousands of words per question is slow.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from queryassist.spec import (
    AllOf,
    Comparison,
    Condition,
    Function,
    Measure,
    Operator,
    Scalar,
)


def phrases(text: str) -> tuple[str, ...]:
    """Return the phrases of a text, which stand between bars: shorter than a tuple of strings."""
    return tuple(" ".join(phrase.split()) for phrase in text.split("|"))


class ColumnType(StrEnum):
    """The kinds of value a column can hold; a reader binds words to columns by them."""

    TEXT = "text"
    BOOLEAN = "boolean"
    INTEGER = "integer"
    DECIMAL = "decimal"
    TIMESTAMP = "timestamp"

    @property
    def is_number(self) -> bool:
        return self in (ColumnType.INTEGER, ColumnType.DECIMAL)


class Shape(StrEnum):
    """What texts look like: e-mail and wallet addresses are known wherever they stand."""

    EMAIL = "email"
    ADDRESS = "address"
    """The address of a wallet: 0x and 40 hexadecimal digits."""
    NAME = "name"
    """A name of a person, compared without its case, accents, apostrophes, hyphens and spaces."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Unit:
    """A unit of measure: how it is shown, and the words that give it away in a question.

    ``symbol`` is shown before a number where ``prefix`` is true ("$5"), else after it ("5 years");
    ``one`` takes its place after the number 1. ``decades`` says that "twenties" are of this unit.
    """

    name: str
    symbol: str
    words: tuple[str, ...]
    prefix: bool = False
    one: str = ""
    decades: bool = False

    def symbol_of(self, value: float | Decimal) -> str:
        """Return what is shown beside a value: "years", but "year" beside 1."""
        return self.one or self.symbol if value == 1 else self.symbol


USD = Unit(
    name="usd",
    symbol="$",
    words=("$", "usd", "us$", "dollar", "dollars", "buck", "bucks"),
    prefix=True,
)
MILLISECONDS = Unit(
    name="milliseconds", symbol="ms", words=("ms", "msec", "millisecond", "milliseconds")
)
TOKENS = Unit(name="tokens", symbol="tokens", words=("token", "tokens"))
YEARS = Unit(
    name="years",
    symbol="years",
    one="year",
    decades=True,
    words=(
        "year old",
        "years old",
        "years of age",
        "year olds",
        "years olds",
        "yr olds",
        "yr old",
        "yo",
        "y/o",
        "yrs old",
        "year",
        "years",
        "yrs",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class EnumValue:
    """One value of a column with few values, and the words that mean "rows that have it".

    ``words`` name rows by themselves ("women", "female users"); ``after_column`` only count
    directly after a word for the column ("level basic", "gender: other").
    """

    value: Scalar
    label: str
    words: tuple[str, ...] = ()
    after_column: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Field:
    """How people speak of a column, and what may be done with it.

    ``words``       nouns for the column: "wallet balance", "funds"
    ``more/less``   comparatives: "older" / "younger" ("older than 30")
    ``most/least``  superlatives: "richest" / "poorest"; they order by the column
    ``adjectives``  for "how <adjective>": "old", "rich"
    ``verbs``       for a timestamp, what happened then: "joined", "signed up"; for a number, what
                    one does with that much: "hold" ("who hold over 500")
    ``values``      the values of an enumeration
    ``shape``       what its texts look like: an e-mail address by itself is looked for here, and
                    a name is found however it is spelled
    ``indexed``     distinct text values are kept in the value index and found in questions
    ``aliases``     groups of words that name the same value ("US", "USA", "American");
                    whichever of them is in the data is the value
    ``precedence``  where several indexed columns hold a value, the highest wins
    ``bins``        default lower edges for "by age group"
    ``figure``      what is computed of a number that is asked for by itself: "cost by month" adds
                    costs up; None: the reader asks back
    ``bounds``      smallest and largest value that makes sense, both included
    ``listed``      shown when rows are listed and no columns were named
    ``overwritten`` a time that the next one takes the place of: rows of an earlier period are
                    only those to which nothing happened since, so periods do not compare
    """

    words: tuple[str, ...] = ()
    plural: str = ""
    unit: Unit | None = None
    more: tuple[str, ...] = ()
    less: tuple[str, ...] = ()
    most: tuple[str, ...] = ()
    least: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    values: tuple[EnumValue, ...] = ()
    shape: Shape | None = None
    indexed: bool = False
    aliases: tuple[tuple[str, ...], ...] = ()
    precedence: int = 0
    bounds: tuple[int, int] | None = None
    bins: tuple[int, ...] = ()
    figure: Function | None = None
    nullable: bool = False
    personal: bool = False
    listed: bool = False
    overwritten: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Column(Field):
    """A column of a dataset: its name in the table, its type, and what it is called in answers."""

    name: str
    type: ColumnType
    label: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Meaning:
    """What a word may mean as well: that a timestamp lies in the last ``days`` (of 24 hours).

    ``name`` is what it is remembered by, ``label`` what is said after a figure, after "not"
    as well: "seen in the last 30 days".
    """

    name: str
    label: str
    column: str
    days: int

    def condition(self, now: datetime) -> Condition:
        """Return the rows that are meant at a moment; its opposite holds for all others.

        A missing time fails the test by name, so that rows never seen are among those "not seen".
        """
        known = Comparison(self.column, Operator.IS_NOT_NULL)
        since = Comparison(self.column, Operator.GE, now - timedelta(days=self.days))
        return AllOf((known, since, Comparison(self.column, Operator.LE, now)))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NamedFilter:
    """A word that stands for a condition: "active", "verified", "bestseller".

    ``opposites``       words for the rows that fail it: "inactive"
    ``ranking``         the column that "most <word>" orders by
    ``period_column``   the timestamp that "<word> this week" reads, in place of the condition
    ``ambiguous``       those of its words and opposites that may mean something else as well
    ``meanings``        what else these may mean; ``condition`` counts unless a person chose
    ``label``           what is said of ``condition`` beside other meanings: "by the active flag"
    ``taught``          a person taught it: its words are data, and not known to everyone
    ``remembered``      a person chose what it means: ``chosen``, or without one ``condition``
    """

    name: str
    words: tuple[str, ...]
    condition: Condition
    opposites: tuple[str, ...] = ()
    opposite: Condition | None = None
    ranking: str | None = None
    period_column: str | None = None
    ambiguous: tuple[str, ...] = ()
    meanings: tuple[Meaning, ...] = ()
    label: str = ""
    taught: bool = False
    remembered: bool = False
    chosen: Meaning | None = None

    def condition_at(self, now: datetime) -> Condition:
        """Return what the word stands for at a moment."""
        return self.chosen.condition(now) if self.chosen else self.condition


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Dataset:
    """A table that may be asked about, read through the view ``queen.<name>``.

    ``source``          the database table (or view) behind it
    ``left_out``        columns with the value of rows that nobody may ask about: the view does not
                        have them
    ``permission``      what a person needs to see it: "users.view_user"; None: nobody may
                        but superusers
    ``noun/nouns``      singular and plural used in answers: "user", "users"
    ``words``           every noun for its rows: "user", "customers"; where several datasets have
                        a noun, the first that knows the question's other words is meant
    ``plurals``         further nouns for several rows, which do not end in "s": "people"
    ``vague_words``     words for rows that want a number to be read: "kids", "the rich"
    ``key``             the column that identifies a row
    ``time_column``     the timestamp for a period that no word binds; None: the reader asks back
    ``place_column``    what "where do they come from" asks for; None: the reader asks back
    ``subject_column``  what "what was asked most" and "most common questions" group by: the text
                        column that says what a row is about; None: such words are not read
    ``actor_column``    what "who asked most" groups by: the text column that says whose doing a
                        row is; None: such words are not read
    ``freshness_column`` the timestamp of a row's last change, which tells how fresh the data is
    ``default_order``   a number column for a bare "top 10 users"; None: the reader asks back
    ``default_number``  the column of a number without unit right after a noun ("women over 30")
    ``default_measures`` the figures of groups for which none is asked: "users by region"
    ``forbidden_words`` things people ask for that are never shown ("password"), refused by name
    ``examples``        questions that can be asked, shown in refusals and on an empty page
    ``conventions``     reading conventions in plain sentences, shown to the person
    """

    name: str
    source: str
    noun: str
    nouns: str
    words: tuple[str, ...]
    key: str
    columns: tuple[Column, ...]
    left_out: tuple[tuple[str, str], ...] = ()
    permission: str | None = None
    plurals: tuple[str, ...] = ()
    vague_words: tuple[str, ...] = ()
    named_filters: tuple[NamedFilter, ...] = ()
    time_column: str | None = None
    place_column: str | None = None
    subject_column: str | None = None
    actor_column: str | None = None
    freshness_column: str | None = None
    default_order: str | None = None
    default_number: str | None = None
    default_measures: tuple[Measure, ...] = (Measure(function=Function.COUNT),)
    forbidden_words: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    conventions: tuple[str, ...] = ()

    def find_column(self, name: str) -> Column | None:
        """Return the column of that name, or None."""
        return next((column for column in self.columns if column.name == name), None)

    def get_column(self, name: str) -> Column:
        """Return the column of that name; KeyError where the dataset has none."""
        column = self.find_column(name)
        if column is None:
            raise KeyError(name)
        return column

    @property
    def view_columns(self) -> tuple[str, ...]:
        """The names of the columns that its view has, in order."""
        return tuple(dict.fromkeys([self.key, *(column.name for column in self.columns)]))

    @property
    def indexed_columns(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.indexed)


@dataclass(frozen=True, slots=True, eq=False)
class Catalog:
    """All datasets, by name and in order of declaration; the first is the one meant by default."""

    datasets: tuple[Dataset, ...]

    def __post_init__(self) -> None:
        names = [dataset.name for dataset in self.datasets]
        doubled = sorted({name for name in names if names.count(name) > 1})
        if doubled:
            raise ValueError(f"Two datasets are named {', '.join(doubled)}.")

    def __iter__(self) -> Iterator[Dataset]:
        return iter(self.datasets)

    def find_dataset(self, name: str) -> Dataset | None:
        """Return the dataset of that name, or None."""
        return next((dataset for dataset in self.datasets if dataset.name == name), None)

    def get_dataset(self, name: str) -> Dataset:
        """Return the dataset of that name; KeyError where there is none."""
        dataset = self.find_dataset(name)
        if dataset is None:
            raise KeyError(name)
        return dataset
