"""A crowd of questions waits its turn before the database, and nobody's is lost by it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event, Lock
from typing import Any

import pytest

from queryassist import admission
from queryassist.admission import admitted
from queryassist.exceptions import QueryStopped, TooManyQuestions


@pytest.fixture(autouse=True)
def _two_places(settings: Any) -> None:
    settings.QUERYASSIST_PARALLEL_QUESTIONS = 2


def test_no_more_than_the_setting_says_are_inside_at_once() -> None:
    inside, most, lock = 0, 0, Lock()
    both_in = Event()

    def ask(_: int) -> None:
        nonlocal inside, most
        with admitted():
            with lock:
                inside += 1
                most = max(most, inside)
                if inside == 2:
                    both_in.set()
            assert both_in.wait(5)
            with lock:
                inside -= 1

    with ThreadPoolExecutor(max_workers=10) as pool:
        list(pool.map(ask, range(10)))

    assert most == 2


def test_who_came_first_is_let_in_first(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.QUERYASSIST_PARALLEL_QUESTIONS = 1
    monkeypatch.setattr(admission, "LOOK_UP_S", 0.001)
    order: list[int] = []

    def ask(number: int, waits: Event) -> None:
        looks = 0

        def is_stopped() -> bool:
            nonlocal looks
            looks += 1
            # Long enough in the queue to have lost the place at each look, if it could be lost.
            if looks == 5:
                waits.set()
            return False

        with admitted(is_stopped):
            order.append(number)

    with ThreadPoolExecutor(max_workers=8) as pool, admitted():
        for number in range(8):
            waits = Event()
            pool.submit(ask, number, waits)
            assert waits.wait(5)

    assert order == list(range(8))


def test_a_question_that_is_stopped_while_it_waits_is_not_asked() -> None:
    with admitted(), admitted(), pytest.raises(QueryStopped), admitted(lambda: True):
        pytest.fail("It was let in.")


def test_who_waits_too_long_is_told_to_ask_again(settings: Any) -> None:
    settings.QUERYASSIST_ADMISSION_TIMEOUT_MS = 1

    with admitted(), admitted(), pytest.raises(TooManyQuestions, match="again"), admitted():
        pytest.fail("It was let in.")


def test_an_error_inside_leaves_its_place_to_the_next(settings: Any) -> None:
    settings.QUERYASSIST_ADMISSION_TIMEOUT_MS = 1
    for _ in range(3):
        with pytest.raises(ValueError, match="broken"), admitted():
            raise ValueError("broken")

    with admitted(), admitted():
        pass
