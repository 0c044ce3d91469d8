"""The page of figures about asking: who sees it, what it shows, and its charts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from claude.models import Call
from queryassist.charts import Bars, Lines
from queryassist.models import Question
from queryassist.performance.page import Picture, get_chart, get_page, window_of
from tests.queryassist.chat_page import client_of, staff_with, text_of
from tests.users.factories import UserFactory
from users.models import User

pytestmark = pytest.mark.django_db

PAGE = reverse("admin:queryassist_performance_changelist")
NOW = datetime(2026, 3, 18, 10, 30, tzinfo=UTC)
WEEK = window_of("7", NOW)


def log(elapsed_ms: float, *, at: datetime = NOW - timedelta(hours=1), **fields: object) -> None:
    row = Question.objects.create(
        **{"text": "?", "engine": "offline", "status": "answered", "reading": "users; count"}
        | fields,
        elapsed_ms=elapsed_ms,
    )
    Question.objects.filter(pk=row.pk).update(asked_at=at)


def call(cost_usd: str, purpose: str = "reading", at: datetime = NOW - timedelta(hours=1)) -> None:
    Call.objects.create(
        started_at=at, purpose=purpose, subject_kind="question", subject="1", model="claude",
        cost_usd=Decimal(cost_usd), sent="", sent_bytes=0, input_tokens=1200,
    )  # fmt: skip


def plain_user() -> User:
    return UserFactory.create()


def staff_without() -> User:
    user = UserFactory.create(is_staff=True)
    others = Permission.objects.exclude(codename="view_performance")
    user.user_permissions.set(others)
    return user


def staff_who_may() -> User:
    return staff_with("view_performance")


@pytest.mark.parametrize(
    ("person", "status"),
    [(lambda: None, 302), (plain_user, 302), (staff_without, 403), (staff_who_may, 200)],
)
@pytest.mark.parametrize("name", ["", *Picture])
def test_only_staff_with_the_permission_see_it(
    person: Callable[[], User | None], status: int, name: str
) -> None:
    address = reverse("admin:queryassist_performance_chart", args=[name]) if name else PAGE

    assert client_of(person()).get(address).status_code == status


def test_nothing_is_changed_there() -> None:
    assert client_of(staff_who_may()).post(PAGE).status_code == 405


def test_latency_has_its_unit_per_engine_and_outcome() -> None:
    for elapsed_ms in (10, 20, 30):
        log(elapsed_ms)
    log(2_500, engine="claude", status="refused")

    latency = get_page(WEEK, with_readings=False).tables[0]

    assert latency.rows == (
        ("Claude", "Refused", "1", "2.5 s", "2.5 s"),
        ("offline reader", "Answered", "3", "20 ms", "29 ms"),
    )


def test_refusals_and_costs_are_summed_up() -> None:
    log(1)
    log(1, status="refused")
    call("0.25")
    call("0.5", "repair")

    page = get_page(WEEK, with_readings=False)

    assert dict(page.summary)["Refused"] == "1 (50.0%)"
    assert page.tables[2].rows == (
        ("2026-03-18", "reading", "1", "1,200", "0", "$0.25"),
        ("2026-03-18", "repair", "1", "1,200", "0", "$0.50"),
    )


@pytest.mark.parametrize(
    ("days", "since"),
    [("1", "2026-03-18"), ("7", "2026-03-12"), ("30", "2026-02-17"), ("", "2026-03-12"),
     ("0", "2026-03-12"), ("9999999", "2026-03-12"), ("'; --", "2026-03-12")],
)  # fmt: skip
def test_a_window_is_whole_days_and_none_that_is_not_offered(days: str, since: str) -> None:
    window = window_of(days, NOW)

    assert window.since.isoformat()[:16] == f"{since}T00:00"
    assert window.until == NOW


def test_what_was_before_the_window_is_not_counted() -> None:
    log(1, at=WEEK.since - timedelta(seconds=1))
    call("9", at=WEEK.since - timedelta(seconds=1))

    page = get_page(WEEK, with_readings=True)

    assert [table.rows for table in page.tables] == [(), (), (), ()]


def test_readings_are_shown_to_those_who_may_read_the_log_and_personal_data() -> None:
    log(900, at=timezone.now(), reading="users where first name = Maria; count")
    allowed = ("view_performance", "view_question", "view_personal_data")

    shown = text_of(client_of(staff_with(*allowed)).get(PAGE))
    hidden = text_of(client_of(staff_with(*allowed[:2], email="c@example.com")).get(PAGE))

    assert "Maria" in shown
    assert "Maria" not in hidden


def test_charts_fit_what_there_is() -> None:
    for day in (1, 2):
        log(10, at=NOW - timedelta(days=day))
        log(10, at=NOW - timedelta(days=day), engine="claude")
        call("0.25", at=NOW - timedelta(days=day))

    charts = {picture: get_chart(picture, WEEK) for picture in Picture}

    assert isinstance(charts[Picture.ENGINES], Bars)
    latency = charts[Picture.LATENCY]
    assert isinstance(latency, Lines)
    assert [line.name for line in latency.lines] == ["median", "95th percentile"]
    assert isinstance(charts[Picture.COSTS], Lines)


@pytest.mark.parametrize("days", [1, 2])
def test_a_chart_has_a_caption_only_where_it_can_be_drawn(days: int) -> None:
    for day in range(days):
        log(10, at=NOW - timedelta(days=day, hours=1))
        log(10, at=NOW - timedelta(days=day, hours=1), engine="claude")
        call("0.25", at=NOW - timedelta(days=day, hours=1))

    tables = get_page(WEEK, with_readings=True).tables

    announced = {picture for table in tables for picture in table.pictures}
    assert announced == {picture for picture in Picture if get_chart(picture, WEEK)}
    assert (Picture.LATENCY in announced) is (days > 1)


def test_a_chart_of_too_little_is_empty() -> None:
    client = client_of(staff_who_may())

    for picture in Picture:
        response = client.get(reverse("admin:queryassist_performance_chart", args=[picture]))
        assert (response.status_code, response.content) == (200, b"")
    missing = reverse("admin:queryassist_performance_chart", args=["nothing"])
    assert client.get(missing).status_code == 404


def test_a_chart_is_drawn_without_style_or_script() -> None:
    now = timezone.now()
    for engine in ("offline", "claude"):
        log(10, at=now, engine=engine)

    response = client_of(staff_who_may()).get(
        reverse("admin:queryassist_performance_chart", args=[Picture.ENGINES]) + "?days=7"
    )

    assert response["Content-Type"] == "image/svg+xml"
    assert "<script" not in text_of(response)
    assert " style=" not in text_of(response)


def test_the_number_of_queries_does_not_grow() -> None:
    client = client_of(staff_who_may())
    client.get(PAGE)

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            client.get(PAGE)
        return len(captured)

    log(1, at=timezone.now())
    few = queries()
    for number in range(20):
        log(number, at=timezone.now(), engine=f"engine {number}", reading=f"reading {number}")
        call("1", at=timezone.now())

    assert queries() == few


def test_the_menu_of_the_admin_leads_there() -> None:
    assert PAGE in text_of(client_of(staff_who_may()).get(reverse("admin:index")))
    other = staff_with("view_question", email="c@example.com")
    assert PAGE not in text_of(client_of(other).get(reverse("admin:index")))
