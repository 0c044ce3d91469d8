"""The audit table in the admin: to read, and only for those who may."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from queryassist.formats import ResultColumn
from queryassist.memory.models import TaughtWord, VerifiedQuestion
from queryassist.models import Question
from queryassist.watching.models import Watch
from tests.functional import rows
from users.models import User

pytestmark = pytest.mark.django_db

LIST = reverse("admin:queryassist_question_changelist")
LISTED = (
    "question",
    "export",
    "feedback",
    "doubleentry",
    "watch",
    "verifiedquestion",
    "taughtword",
)
SECRET = "users named Aoi Kato"
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
    codenames = ("view_question", "view_personal_data")
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
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


@pytest.fixture
def log() -> dict[str, int]:
    """One row of each model that quotes what somebody typed, by the model's name."""
    asked = Question.objects.create(
        text=SECRET, wording=SECRET, asked_by_label=SECRET, reading=SECRET, sql=SECRET,
        message=SECRET, engine="offline", status="answered", row_count=12_345,
    )  # fmt: skip
    export, feedback, entry = rows.export(), rows.feedback(), rows.double_entry()
    for row in (export, feedback, entry):
        type(row).objects.filter(pk=row.pk).update(question=asked)
    watch, verified, word = rows.watch(), rows.verified_question(), rows.taught_word()
    Watch.objects.update(text=SECRET, question=asked)
    VerifiedQuestion.objects.update(text=SECRET, reading=SECRET, problem=SECRET)
    TaughtWord.objects.update(word=SECRET, meaning=SECRET, reading=SECRET)
    made = (asked, export, feedback, entry, watch, verified, word)
    return dict(zip(LISTED, (row.pk for row in made), strict=True))


@pytest.fixture
def counter() -> User:
    """Somebody who may view all of the log, and no personal data."""
    user = User.objects.create_user("count@example.com", is_staff=True)
    codenames = [f"view_{name}" for name in LISTED] + ["manage_watch", "delete_watch"]
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return user


@pytest.mark.parametrize("name", LISTED)
def test_what_was_typed_is_for_those_who_may_see_personal_data(
    log: dict[str, int], counter: User, name: str
) -> None:
    client, listed = client_of(counter), reverse(f"admin:queryassist_{name}_changelist")

    page = client.get(f"{listed}?q=nothing").content.decode()

    assert "Aoi Kato" not in page
    assert 'id="result_list"' in page
    assert 'name="q"' not in page
    for single in ("change", "history", "delete"):
        address = reverse(f"admin:queryassist_{name}_{single}", args=[log[name]])
        assert client.get(address).status_code == 403
    counter.user_permissions.add(Permission.objects.get(codename="view_personal_data"))
    assert "Aoi" in client.get(listed).content.decode()


@pytest.mark.parametrize(
    ("name", "lookup"),
    [
        ("question", "text__icontains"),
        ("question", "asked_by_label__startswith"),
        ("question", "sql__contains"),
        ("question", "asked_by"),
        ("question", "message__contains"),
        ("export", "exported_by_label"),
        ("export", "question"),
        ("feedback", "detail__contains"),
        ("watch", "text__contains"),
        ("verifiedquestion", "text__contains"),
        ("verifiedquestion", "problem__contains"),
        ("taughtword", "meaning__contains"),
    ],
)
def test_lists_are_not_filtered_by_what_is_not_shown(counter: User, name: str, lookup: str) -> None:
    address = reverse(f"admin:queryassist_{name}_changelist")

    assert client_of(counter).get(address, {lookup: "1"}).status_code == 400


def test_figures_of_the_log_are_for_all_who_may_view_it(log: dict[str, int], counter: User) -> None:
    filters = {"status__exact": "answered", "engine": "offline", "feedback": "right"}

    page = client_of(counter).get(LIST, filters).content.decode()

    assert "12345" in page
    assert "offline" in page
