"""Stop-watches: the English reader alone, and whole answers beside their SQL alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median, quantiles
from time import perf_counter

import psycopg
from django.db import connections

from queryassist import conf, selectors
from queryassist.answers import Answer, Status
from queryassist.engine_names import Engine
from queryassist.engines import Reader
from queryassist.readings import Clock, Context, Reading
from queryassist.services import AskOptions, ask
from tests.queryassist.english.people import NOW

REPETITIONS = 5
SLOW_REPETITIONS = 3
SLOW_MS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """The middle and the late one of many times, in milliseconds."""

    p50_ms: float
    p95_ms: float

    @classmethod
    def of(cls, times_ms: Sequence[float]) -> Spread:
        """Return the spread of two or more times."""
        percentiles = quantiles(times_ms, n=100, method="inclusive")
        return cls(p50_ms=percentiles[49], p95_ms=percentiles[94])


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One question asked once: the whole answer, and its SQL sent in two other ways.

    ``own_sql_ms`` is what the SQL took within the answer.
    """

    answer_ms: float
    own_sql_ms: float
    sql_ms: float
    declared_ms: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A question, its SQL, and its runs so far; the figures need one at least."""

    question: str
    sql: str
    runs: list[Run] = field(default_factory=list)

    @property
    def sql_ms(self) -> float:
        """The time of the SQL alone."""
        return median(run.sql_ms for run in self.runs)

    @property
    def answer_ms(self) -> float:
        """The time of the whole answer."""
        return median(run.answer_ms for run in self.runs)

    @property
    def added_ms(self) -> float:
        """What the answer takes around its SQL: login, reading, look-ups, record."""
        return median(run.answer_ms - run.own_sql_ms for run in self.runs)

    @property
    def beyond_ms(self) -> float:
        """What the answer takes beyond the same SQL on an open connection."""
        return median(run.answer_ms - run.sql_ms for run in self.runs)

    @property
    def ratio(self) -> float:
        """How many times as long as its SQL the answer takes."""
        return median(run.answer_ms / run.sql_ms for run in self.runs)

    @property
    def declared_ratio(self) -> float:
        """How many times as long the SQL takes behind DECLARE CURSOR."""
        return median(run.declared_ms / run.sql_ms for run in self.runs)


def timed_ms(work: Callable[[], object]) -> float:
    """Return how long a call takes, in milliseconds."""
    start = perf_counter()
    work()
    return (perf_counter() - start) * 1000


def measure_reader(reader: Reader, talks: Sequence[Sequence[str]]) -> list[float]:
    """Return the reader's time for each question, in milliseconds; follow-ups know their past."""
    return [
        median(times) for talk in talks for times in zip(*_read_talk(reader, talk), strict=True)
    ]


def _read_talk(reader: Reader, talk: Sequence[str]) -> Iterator[list[float]]:
    clock = Clock(NOW, conf.zone(), conf.week_start())
    for _ in range(SLOW_REPETITIONS):
        times, previous = [], None
        for question in talk:
            context = Context(catalog=selectors.get_catalog(), clock=clock, previous=previous)
            start = perf_counter()
            outcome = reader(question, context)
            times.append((perf_counter() - start) * 1000)
            previous = outcome.spec if isinstance(outcome, Reading) else previous
        yield times


def measure_looking_up() -> float:
    """Return how long a question takes to see whether the values that it may name have changed."""
    return median(timed_ms(selectors.get_value_versions) for _ in range(10 * REPETITIONS))


def measure_connecting() -> float:
    """Return how long the reader role takes to log in and out, in milliseconds."""
    return median(timed_ms(lambda: _connect().close()) for _ in range(3 * REPETITIONS))


def find_answered(questions: Sequence[str]) -> list[Measured]:
    """Return those of the questions that are answered, with the SQL of each and no runs yet."""
    answers = [_ask(question) for question in questions]
    return [
        Measured(question=answer.question, sql=answer.sql)
        for answer in answers
        if answer.status is Status.ANSWERED
    ]


def measure_answers(measured: Sequence[Measured], plain: psycopg.Connection) -> Iterator[None]:
    """Add runs to every question; yields after each.

    In rounds over all questions, so that a busy moment of the machine touches one run of many
    questions and not many runs of one. Slow questions are repeated less.
    """
    for turn in range(REPETITIONS):
        for one in measured:
            if turn < SLOW_REPETITIONS or one.sql_ms <= SLOW_MS:
                one.runs.append(_run(one, plain))
            yield


def _run(one: Measured, plain: psycopg.Connection) -> Run:
    text = one.sql.encode()
    # Untimed: whoever comes first would read into memory what the others then find there.
    plain.execute(text).fetchall()
    answers: list[Answer] = []
    answer_ms = timed_ms(lambda: answers.append(_ask(one.question)))
    return Run(
        answer_ms=answer_ms,
        own_sql_ms=answers[0].sql_ms,
        sql_ms=timed_ms(lambda: plain.execute(text).fetchall()),
        declared_ms=timed_ms(lambda: _fetch_declared(plain, text)),
    )


def _ask(question: str) -> Answer:
    options = AskOptions(engine=Engine.OFFLINE, now=NOW)
    return ask(question=question, asked_by=None, options=options)


def _fetch_declared(plain: psycopg.Connection, text: bytes) -> None:
    with plain.transaction(), plain.cursor(name="declared") as cursor:
        cursor.execute(text).fetchall()


@contextmanager
def plain_connection() -> Iterator[psycopg.Connection]:
    """Open a connection as the reader role with nothing of Queen's about it."""
    with _connect() as connection:
        connection.autocommit = True
        # All rows are fetched, so a declared cursor must be planned for all of them.
        connection.execute("SET cursor_tuple_fraction = 1")
        yield connection


def _connect() -> psycopg.Connection:
    params = connections[conf.READER_ALIAS].get_connection_params()
    return psycopg.connect(**params | {"prepare_threshold": None})
