"""The audit table in the admin: to read, and only for those who may."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from queryassist.formats import ResultColumn
from queryassist.models import Question
from users.models import User

pytestmark = pytest.mark.django_db

LIST = reverse("admin:queryassist_question_changelist")
COLUMNS = (
    ResultColumn(name="region", label="region", kind="text"),
    ResultColumn(name="avg", label="average", kind="decimal", symbol="$", prefix=True),
)


def question() -> Question:
    return Question.objects.create(
        text="How many?", asked_by_label="ada@example.com", engine="offline", status="answered"
    )


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def auditor() -> User:
    user = User.objects.create_user("audit@example.com", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_question"))
    return user


def test_staff_with_the_permission_read_the_questions(auditor: User) -> None:
    row = question()
    client = client_of(auditor)

    listed = client.get(LIST).content.decode()
    assert "How many?" in listed
    assert listed.count("offline reader") == 2, "in the row and in the filter"
    detail = client.get(reverse("admin:queryassist_question_change", args=[row.pk]))
    assert detail.status_code == 200
    assert 'name="_save"' not in detail.content.decode()


def page_of(row: Question, reader: User) -> str:
    page = client_of(reader).get(reverse("admin:queryassist_question_change", args=[row.pk]))
    return page.content.decode()


def test_question_is_shown_as_it_is_read_and_not_as_it_is_stored(auditor: User) -> None:
    row = question()
    row.asked_at = datetime(2026, 3, 1, 12, 30, 5, tzinfo=UTC)
    row.reading = "users; average wallet balance; by region"
    row.sql = 'SELECT "region"\nFROM "queen"."users"'
    row.spec = {"dataset": "users", "where": {"column": "city", "value": "Zürich"}}
    row.columns = [asdict(column) for column in COLUMNS]
    row.rows = [["Tokyo <b>", 1234.5], ["Osaka", 20]]
    row.row_count = 2
    row.evidence = [{"start": 0, "end": 8, "meaning": "count"}]
    row.elapsed_ms = 1520.3
    row.save()

    page = page_of(row, auditor)

    for shown in (
        "2026-03-01 12:30:05 UTC",
        "users; average wallet balance; by region",
        "SELECT &quot;region&quot;\nFROM &quot;queen&quot;.&quot;users&quot;</pre>",
        "{\n  &quot;where&quot;: {\n    &quot;value&quot;: &quot;Zürich&quot;,\n",
        '<td>Tokyo &lt;b&gt;</td><td class="number">$1,234.50</td>',
        "“How many” → count",
        "1.5 s",
    ):
        assert shown in page
    for stored in ("Asked by label", "Elapsed ms", "1520.3", "avg"):
        assert stored not in page


def test_question_back_is_shown_with_its_choices(auditor: User) -> None:
    row = question()
    row.choices = [{"label": "this week", "question": "new users this week?"}]
    row.save()

    assert "<li>this week: new users this week?</li>" in page_of(row, auditor)


def test_not_even_a_superuser_deletes_rows_by_the_action_of_the_list() -> None:
    row = question()
    client = client_of(User.objects.create_superuser("root@example.com"))

    client.post(LIST, {"action": "delete_selected", "_selected_action": row.pk, "post": "yes"})

    assert Question.objects.filter(pk=row.pk).exists()


def test_the_list_does_not_ask_more_for_more_rows(
    auditor: User, django_assert_max_num_queries: object
) -> None:
    client = client_of(auditor)
    for _ in range(20):
        question()

    with django_assert_max_num_queries(12):  # type: ignore[operator]
        client.get(LIST)
