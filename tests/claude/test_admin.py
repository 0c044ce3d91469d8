"""The ledger and the switch in the admin and on the command line."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from io import StringIO

import pytest
from django.contrib.auth.models import Permission
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from claude import selectors
from claude.models import Call, Switch
from users.models import User

pytestmark = pytest.mark.django_db

LIST = reverse("admin:claude_call_changelist")
SWITCHES = reverse("admin:claude_switch_changelist")
FLIP = reverse("admin:claude_switch_add")


def call(day: int = 1, purpose: str = "reading", cost: str = "0.25", **values: object) -> Call:
    given = {
        "started_at": datetime(2026, 3, day, 12, tzinfo=UTC),
        "purpose": purpose,
        "subject_kind": "question",
        "subject": "1",
        "model": "claude-sonnet-5-5",
        "state": "answered",
        "input_tokens": 1_000,
        "cache_read_tokens": 200,
        "output_tokens": 30,
        "cost_usd": Decimal(cost),
        "sent": "<b>sent</b>",
        "sent_bytes": 11,
        **values,
    }
    return Call.objects.create(**given)


def staff(*permissions: str) -> Client:
    user = User.objects.create_user("staff@example.com", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def auditor() -> Client:
    return staff("view_call")


def test_totals_are_per_day_and_purpose(auditor: Client) -> None:
    call(day=1, cost="0.25")
    call(day=1, cost="0.50")
    call(day=1, purpose="repair", cost="1")
    call(day=2, cost="2")

    totals = auditor.get(LIST).context["totals"]

    assert [(total.day.day, total.purpose, total.calls, total.cost_usd) for total in totals] == [
        (2, "reading", 1, Decimal(2)),
        (1, "reading", 2, Decimal("0.75")),
        (1, "repair", 1, Decimal(1)),
    ]
    assert (totals[1].prompt_tokens, totals[1].output_tokens) == (2_400, 60)


def test_totals_follow_the_filters(auditor: Client) -> None:
    call(purpose="reading", cost="0.25")
    call(purpose="repair", cost="1")

    page = auditor.get(LIST, {"purpose__exact": "repair"}).content.decode()

    assert "1.000000" in page
    assert "0.250000" not in page


def test_what_was_sent_is_shown_as_text(auditor: Client) -> None:
    page = auditor.get(reverse("admin:claude_call_change", args=[call().pk])).content.decode()

    assert "&lt;b&gt;sent&lt;/b&gt;" in page
    assert 'name="_save"' not in page


def test_not_even_a_superuser_deletes_calls_by_the_action_of_the_list() -> None:
    row = call()
    client = Client()
    client.force_login(User.objects.create_superuser("root@example.com"))

    client.post(LIST, {"action": "delete_selected", "_selected_action": row.pk, "post": "yes"})

    assert Call.objects.filter(pk=row.pk).exists()


def test_the_list_does_not_ask_more_for_more_rows(
    auditor: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for day in range(1, 21):
        call(day=day, user=User.objects.create_user(f"user{day}@example.com"))

    with django_assert_max_num_queries(14):
        auditor.get(LIST)


class TestSwitch:
    def test_staff_with_the_permission_flip_it_with_a_reason(self, settings: Settings) -> None:
        settings.ANTHROPIC_API_KEY = "a-key"
        client = staff("add_switch", "view_switch")

        response = client.post(FLIP, {"allows_calls": "False", "reason": "Strange answers."})

        assert response.status_code == 302
        assert str(selectors.find_obstacle()).endswith("switched off: Strange answers.")
        assert str(Switch.objects.get().set_by) == "staff@example.com"

    def test_it_needs_a_reason(self) -> None:
        staff("add_switch", "view_switch").post(FLIP, {"allows_calls": "False", "reason": ""})

        assert Switch.objects.count() == 0

    def test_command_flips_it_and_says_how_it_stands(self, settings: Settings) -> None:
        settings.ANTHROPIC_API_KEY = "a-key"

        assert self.command() == "Calls to Claude are made."
        off = self.command("off", reason="Strange answers.")
        assert off == "Calls to Claude are switched off: Strange answers."
        assert self.command("on", reason="Mended.") == "Calls to Claude are made."

    def test_command_wants_a_reason(self) -> None:
        with pytest.raises(CommandError, match="--reason"):
            self.command("off")

    def command(self, *arguments: str, **options: str) -> str:
        out = StringIO()
        call_command("claude_switch", *arguments, stdout=out, **options)
        return out.getvalue().strip()
