"""Rows of calls that end well or badly, budgets, and the switch."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import connection, transaction
from pytest_django import Settings

from claude import ledger, selectors, services
from claude.exceptions import (
    BudgetReached,
    CalledInTransaction,
    CallFailed,
    ClaudeError,
    ClaudeSwitchedOff,
    ClaudeUnavailable,
    RequestRejected,
)
from claude.models import Call
from claude.records import Charge, Purpose, Received, SubjectKind
from claude.scripted import ScriptedClaude, ScriptEnded, says
from tests.claude.conftest import QUESTION, request_to
from tests.users.factories import UserFactory

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
# What the requests of these tests may cost at most, and what the scripted replies do cost.
RESERVED_USD = Decimal("0.05")
ANSWERED_USD = Decimal("0.003")


def ask(charge: Charge = QUESTION, now: datetime = NOW) -> None:
    services.ask(ScriptedClaude(says("5")), request_to(charge=charge), clock=lambda: now)


def plan(charge: Charge = QUESTION) -> ledger.Planned:
    return ledger.Planned(charge=charge, model="claude-sonnet-5-5", sent="{}", max_tokens=4_096)


@pytest.mark.django_db
class TestRows:
    def test_row_is_written_before_the_call(self) -> None:
        class Watching(ScriptedClaude):
            def send(self, *args: object, **kwargs: object) -> object:  # type: ignore[override]
                row = Call.objects.get()
                assert (row.state, row.sent_bytes) == ("pending", len(row.sent.encode()))
                assert ANSWERED_USD < row.cost_usd < RESERVED_USD
                return says("5")

        services.ask(Watching(), request_to(), clock=lambda: NOW)  # type: ignore[arg-type]

        assert Call.objects.get().cost_usd == ANSWERED_USD

    def test_row_says_who_asked_and_what_for(self) -> None:
        user = UserFactory.create()

        ask(replace(QUESTION, user_id=user.pk))

        row = Call.objects.get()
        assert (row.user, row.purpose, row.subject_kind, row.subject) == (
            user,
            "reading",
            "question",
            "1",
        )
        assert str(row) == "reading for question 1"

    def test_row_stays_when_the_account_goes(self) -> None:
        user = UserFactory.create()
        ask(replace(QUESTION, user_id=user.pk))

        user.delete()

        assert Call.objects.get().user is None

    def test_error_that_is_none_of_ours_is_recorded_too(self) -> None:
        with pytest.raises(ScriptEnded):
            services.ask(ScriptedClaude(), request_to(), clock=lambda: NOW)

        row = Call.objects.get()
        assert row.state == Call.State.FAILED
        assert row.error == "ScriptEnded: The script has 0 replies."
        assert row.cost_usd > ANSWERED_USD

    def test_error_that_is_not_billed_gives_back_what_was_reserved(self) -> None:
        failing = ScriptedClaude(CallFailed("No.", charged=False))

        with pytest.raises(CallFailed):
            services.ask(failing, request_to(), clock=lambda: NOW)

        assert Call.objects.get().cost_usd == 0

    def test_time_limit_is_the_callers_or_the_settings(self, settings: Settings) -> None:
        settings.CLAUDE_TIMEOUT_S = 120
        claude = ScriptedClaude(says("5"), says("5"))

        services.ask(claude, request_to())
        services.ask(claude, replace(request_to(), timeout_s=600))

        assert claude.timeouts_s == [120, 600]

    def test_what_cannot_be_stored_of_an_error_does_not_lose_the_row(self) -> None:
        received = Received(stop_reason="\0x\ud800" * 40, request_id="\0" * 300)
        failing = ScriptedClaude(CallFailed("\0No\ud800.", received=received))

        with pytest.raises(CallFailed):
            services.ask(failing, request_to(), clock=lambda: NOW)

        assert Call.objects.get().error == "CallFailed: No?."

    def test_text_that_cannot_be_sent_is_said_to_be_none(self) -> None:
        with pytest.raises(RequestRejected, match="half characters"):
            services.ask(ScriptedClaude(says("5")), request_to("\ud800"))

    def test_latency_is_measured_by_the_clock(self) -> None:
        times = iter([NOW, NOW + timedelta(seconds=1.5)])

        services.ask(ScriptedClaude(says("5")), request_to(), clock=lambda: next(times))

        assert Call.objects.get().latency_ms == 1_500


@pytest.mark.django_db(transaction=True)
class TestTransactions:
    def test_call_inside_a_transaction_is_refused_before_anything_is_sent(self) -> None:
        claude = ScriptedClaude(says("5"))

        with transaction.atomic(), pytest.raises(CalledInTransaction):
            services.ask(claude, request_to())

        assert claude.bodies == []

    def test_row_survives_a_transaction_that_fails_after_the_call(self) -> None:
        def use_case() -> None:
            ask()
            with transaction.atomic():
                raise LookupError

        with pytest.raises(LookupError):
            use_case()

        assert Call.objects.get().state == Call.State.ANSWERED

    def test_calls_at_the_same_time_do_not_share_the_same_room(self, settings: Settings) -> None:
        settings.CLAUDE_BUDGET_QUESTION_USD = Decimal("0.13")
        barrier = Barrier(6)

        def reserve() -> bool:
            barrier.wait()
            try:
                ledger.reserve(plan(), NOW)
            except BudgetReached:
                return False
            finally:
                connection.close()
            return True

        with ThreadPoolExecutor(max_workers=6) as pool:
            done = [future.result() for future in [pool.submit(reserve) for _ in range(6)]]

        # Each may cost $0.041.
        assert sum(done) == Call.objects.count() == 3


@pytest.mark.django_db
class TestBudgets:
    PERSON = 7

    def reached(self, charge: Charge, now: datetime = NOW) -> str:
        with pytest.raises(BudgetReached) as raised:
            ask(charge, now)
        return str(raised.value)

    def test_question_has_a_budget_of_its_own(self, settings: Settings) -> None:
        settings.CLAUDE_BUDGET_QUESTION_USD = Decimal("0.043")
        ask()

        words = self.reached(QUESTION)
        ask(replace(QUESTION, subject="2"))

        assert words.startswith(
            "Claude's budget for this question is $0.04: $0.0030 of it is spent or reserved, "
            "and the next call may cost $0.0412."
        )
        assert "CLAUDE_BUDGET_QUESTION_USD" in words

    def test_repair_run_has_another(self, settings: Settings) -> None:
        settings.CLAUDE_BUDGET_QUESTION_USD = Decimal(0)
        settings.CLAUDE_BUDGET_REPAIR_RUN_USD = Decimal("0.043")
        run = Charge(purpose=Purpose.READING, kind=SubjectKind.REPAIR_RUN, subject="1")
        ask(run)

        assert "budget for this repair run is" in self.reached(run)

    def test_person_has_one_per_day(self, settings: Settings) -> None:
        settings.CLAUDE_BUDGET_PERSON_DAY_USD = Decimal("0.043")
        one, other = (replace(QUESTION, user_id=UserFactory.create().pk) for _ in range(2))
        ask(one)

        words = self.reached(replace(one, subject="2"))
        ask(other)
        ask(replace(one, subject="3"), NOW + timedelta(days=1))

        assert "budget for one person a day is" in words

    def test_day_begins_at_midnight_of_the_project(self, settings: Settings) -> None:
        settings.TIME_ZONE = "Asia/Tokyo"
        settings.CLAUDE_BUDGET_DAY_USD = Decimal("0.043")
        ask(now=datetime(2026, 3, 2, 14, 59, tzinfo=UTC))

        self.reached(QUESTION, datetime(2026, 3, 2, 14, 59, 59, tzinfo=UTC))
        ask(now=datetime(2026, 3, 2, 15, 0, tzinfo=UTC))

    def test_work_that_nobody_started_counts_for_the_day(self, settings: Settings) -> None:
        settings.CLAUDE_BUDGET_DAY_USD = Decimal("0.043")
        settings.CLAUDE_BUDGET_PERSON_DAY_USD = Decimal(0)
        ask()

        assert "budget for all together a day is" in self.reached(replace(QUESTION, subject="2"))

    def test_call_that_never_ended_keeps_its_room(self, settings: Settings) -> None:
        settings.CLAUDE_BUDGET_QUESTION_USD = Decimal("0.06")
        ledger.reserve(plan(), NOW)

        assert "$0.0410 of it is spent or reserved" in self.reached(QUESTION)

    def test_refused_call_leaves_no_row_and_is_not_sent(self, settings: Settings) -> None:
        settings.CLAUDE_BUDGET_DAY_USD = Decimal(0)
        claude = ScriptedClaude(says("5"))

        with pytest.raises(BudgetReached):
            services.ask(claude, request_to())

        assert (claude.bodies, Call.objects.count()) == ([], 0)

    def test_model_without_a_price_is_not_asked(self, settings: Settings) -> None:
        settings.CLAUDE_MODEL_READING = "claude-next"

        with pytest.raises(ClaudeUnavailable, match="no price for claude-next"):
            ask()

    def test_price_can_be_set(self, settings: Settings) -> None:
        settings.CLAUDE_MODEL_READING = "claude-next"
        settings.CLAUDE_PRICES = ["claude-next=1/1/1/1"]

        ask()

        assert Call.objects.get().cost_usd == Decimal("0.0011")


def forbidden(settings: Settings) -> None:
    settings.CLAUDE_ENABLED = False


def switched_off(settings: Settings) -> None:
    services.set_switch(allows_calls=False, reason="Strange answers.")


@pytest.mark.django_db
class TestObstacles:
    @pytest.mark.parametrize(
        ("obstruct", "error", "words"),
        [
            (forbidden, ClaudeSwitchedOff, "CLAUDE_ENABLED"),
            (switched_off, ClaudeSwitchedOff, "switched off: Strange answers."),
        ],
    )
    def test_nothing_is_sent(
        self,
        settings: Settings,
        obstruct: Callable[[Settings], None],
        error: type[ClaudeError],
        words: str,
    ) -> None:
        obstruct(settings)
        claude = ScriptedClaude(says("5"))

        with pytest.raises(error, match=words):
            services.get_claude()
        with pytest.raises(error, match=words):
            services.ask(claude, request_to())
        assert words in str(selectors.find_obstacle())
        assert claude.bodies == []

    def test_without_a_key_there_is_no_way_to_claude(self, settings: Settings) -> None:
        settings.ANTHROPIC_API_KEY = None

        with pytest.raises(ClaudeUnavailable, match="set ANTHROPIC_API_KEY"):
            services.get_claude()

    def test_newest_position_of_the_switch_is_in_force(self) -> None:
        services.set_switch(allows_calls=False, reason="Strange answers.")
        services.set_switch(allows_calls=True, reason="Mended.")

        ask()

        assert Call.objects.count() == 1
