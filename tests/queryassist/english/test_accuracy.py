"""The English reader against the accuracy set: by the interpreter, and through the database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker

from queryassist import services
from queryassist.engine_names import Engine
from queryassist.spec import QuerySpec
from tests.queryassist.english import questions, rows
from tests.queryassist.english.accuracy import (
    USERS,
    Marked,
    QuestionSet,
    Said,
    check,
    details,
    in_process,
    measure,
    of_part,
)
from tests.queryassist.english.expect import Case
from tests.queryassist.english.people import NOW, build_people

PEOPLE = build_people(NOW)
WHOLE = QuestionSet.of(questions)


def by_service(sequences: Sequence[tuple[Case, ...]]) -> list[list[Said]]:
    return [list(_turns(sequence)) for sequence in sequences]


def _turns(sequence: tuple[Case, ...]) -> Iterator[Said]:
    previous: QuerySpec | None = None
    for case in sequence:
        options = services.AskOptions(engine=Engine.OFFLINE, now=NOW, previous=previous)
        answer = services.ask(question=case.question, asked_by=None, options=options)
        previous = answer.spec or previous
        yield Said(answer.to_json(), answer.elapsed_ms)


@pytest.fixture(scope="module")
def read_marks() -> list[Marked]:
    return measure(WHOLE, in_process(PEOPLE), PEOPLE)


@pytest.fixture(scope="module")
def database_marks(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> list[Marked]:
    """The whole set asked of committed rows: the reader's connection sees no others."""
    with django_db_blocker.unblock():
        rows.load(PEOPLE)
        try:
            services.refresh_value_index(dataset=USERS.name)
            return measure(WHOLE, by_service, PEOPLE)
        finally:
            rows.remove(PEOPLE)
            services.refresh_value_index(dataset=USERS.name)
            connection.close()


def test_set_is_big_enough_and_says_nothing_twice() -> None:
    asked = [case.question for case in (*WHOLE.cases, *WHOLE.refusals)]
    assert len(WHOLE.cases) >= 150
    assert len(WHOLE.refusals) >= 40
    assert len(set(asked)) == len(asked)


def test_every_question_has_an_answer_in_the_data() -> None:
    for case in WHOLE.cases:
        assert case.oracle is not None
        assert case.oracle(PEOPLE)


def test_questions_are_read_right(read_marks: list[Marked]) -> None:
    check(of_part(read_marks, "questions"), PEOPLE, right=0.95, wrong=0.01)


def test_follow_ups_are_read_right(read_marks: list[Marked]) -> None:
    check(of_part(read_marks, "follow-ups"), PEOPLE, right=0.95, wrong=0.02)


def test_what_cannot_be_answered_is_not_answered(read_marks: list[Marked]) -> None:
    check(of_part(read_marks, "refusals"), PEOPLE, right=1, wrong=0)


@pytest.mark.django_db
@pytest.mark.parametrize("part", ["questions", "follow-ups", "refusals"])
def test_database_answers_as_the_specs_say(
    part: str, read_marks: list[Marked], database_marks: list[Marked]
) -> None:
    read = {mark.asked: mark for mark in of_part(read_marks, part)}
    unlike = [
        details(mark, PEOPLE)
        for mark in of_part(database_marks, part)
        if mark.verdict is not read[mark.asked].verdict
    ]
    assert not unlike, "\n".join(unlike)
