"""SQL that people write: who may, what is answered, which layer refuses, and what is kept."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.management import CommandError, call_command
from django.db.models.expressions import RawSQL

from queryassist import free_sql, selectors
from queryassist.answers import Answer, Status
from queryassist.catalog import Catalog
from queryassist.guard import Layer
from queryassist.models import Question
from tests.users.factories import UserFactory
from users.models import User

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "reader"])

NEEDED = ("run_sql", "view_personal_data", "view_user")
Grant = Callable[..., User]


def person(*codenames: str) -> User:
    somebody = UserFactory.create(email="ada@example.com")
    somebody.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return somebody


def run(text: str, *codenames: str) -> Answer:
    return free_sql.run_sql(person=person(*(codenames or NEEDED)), sql=text)


def test_a_select_is_answered_and_recorded(library: Catalog) -> None:
    answer = run("select email, age from users")

    assert (answer.status, answer.layer) == (Status.ANSWERED, "")
    assert answer.rows == (("ada@example.com", 30),)
    assert [column.name for column in answer.columns] == ["email", "age"]
    row = Question.objects.get()
    assert (row.text, row.engine, row.status) == ("select email, age from users", "sql", "answered")
    assert (
        row.sql
        == answer.sql
        == ('SELECT "users"."email", "users"."age" FROM "queen"."users" LIMIT 1001')
    )
    assert (row.asked_by_label, row.row_count, row.rows) == (
        "ada@example.com", 1, [["ada@example.com", 30]],
    )  # fmt: skip


def test_a_refusal_is_recorded_with_its_layer(library: Catalog) -> None:
    answer = run("select pg_sleep(1)")

    assert (answer.status, answer.layer, answer.sql) == (Status.REFUSED, "function", "")
    row = Question.objects.get()
    assert (row.status, row.layer, row.message) == ("refused", "function", answer.message)


@pytest.mark.parametrize("missing", ["run_sql", "view_personal_data"])
def test_both_permissions_are_needed(library: Catalog, missing: str) -> None:
    answer = run("select 1", *(name for name in NEEDED if name != missing))

    assert (answer.status, answer.layer) == (Status.REFUSED, Layer.PERMISSION)
    assert missing in answer.message


def test_a_dataset_that_the_person_may_not_see_is_not_there(library: Catalog) -> None:
    answer = run("select count(*) from users", "run_sql", "view_personal_data")

    assert (answer.status, answer.layer) == (Status.REFUSED, Layer.RELATION)
    assert "There is: none." in answer.message


def test_a_dataset_without_a_permission_is_for_superusers(
    library: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    books = replace(library.get_dataset("books"), permission=None)
    monkeypatch.setattr(selectors, "get_catalog", lambda: Catalog((books,)))
    root = User.objects.create_superuser("root@example.com")

    assert run("select count(*) from books").layer == Layer.RELATION
    assert free_sql.run_sql(person=root, sql="select count(*) from books").rows == ((8,),)


def test_somebody_who_is_not_active_may_nothing(library: Catalog) -> None:
    root = User.objects.create_superuser("root@example.com", is_active=False)

    assert free_sql.run_sql(person=root, sql="select 1").layer == Layer.PERMISSION


def test_what_costs_too_much_does_not_run(library: Catalog, settings: Any) -> None:
    settings.QUERYASSIST_MAX_COST = 100

    answer = run("select count(*) from generate_series(1, 20000) a")

    assert (answer.status, answer.layer) == (Status.REFUSED, Layer.COST)


def test_our_own_limit_does_not_make_a_statement_cheap(library: Catalog) -> None:
    series = "generate_series(1, 20000)"

    answer = run(f"select a.a from {series} a, {series} b, {series} c limit 1")

    assert answer.status is Status.ANSWERED
    assert run_again(f"select a.a from {series} a, {series} b, {series} c").layer == Layer.COST


def run_again(text: str) -> Answer:
    return free_sql.run_sql(person=User.objects.get(), sql=text)


def test_a_slow_statement_is_stopped(library: Catalog, settings: Any) -> None:
    settings.QUERYASSIST_STATEMENT_TIMEOUT_MS = 50
    settings.QUERYASSIST_MAX_COST = 10**12

    answer = run("select count(*) from generate_series(1, 20000) a, generate_series(1, 20000) b")

    assert (answer.status, answer.layer) == (Status.REFUSED, Layer.DATABASE)
    assert "longer than" in answer.message


def test_the_time_limit_is_for_all_rows_together(library: Catalog, settings: Any) -> None:
    settings.QUERYASSIST_STATEMENT_TIMEOUT_MS = 400
    slow = "(select count(*) from generate_series(1, 20000) b where b.b <> a.a)"

    answer = run(f"select {slow} from generate_series(1, 1000) a")

    assert (answer.status, answer.layer) == (Status.REFUSED, Layer.DATABASE)
    assert "longer than" in answer.message


def test_rows_end_at_the_cap(library: Catalog, settings: Any) -> None:
    settings.QUERYASSIST_ROW_CAP = 3

    answer = run("select n from generate_series(1, 10) n")

    assert (answer.row_count, answer.truncated) == (3, True)


def test_rows_that_would_fill_the_memory_are_not_fetched_to_their_end(library: Catalog) -> None:
    answer = run("select power(10::numeric, 100000) from generate_series(1, 200)")

    assert (answer.status, answer.layer) == (Status.REFUSED, Layer.SIZE)
    assert "all rows 10 MB" in answer.message


@pytest.mark.parametrize(
    "text",
    [
        "select json_agg(a.a) from {a}, {b}",
        "select array_agg(a.a || 'x' || b.b) from {a}, {b} where a.a < 900",
        "select array(select a.a from {a}, {b})",
        "select string_agg(g.s, '') from {a}, (select string_agg(b.b::text, '') as s from {b}) g",
        "with g as materialized (select json_agg(b) as s from {b}) select json_agg(s) from {a}, g",
    ],
)
def test_what_would_gather_too_much_into_one_value_does_not_run(
    library: Catalog, text: str
) -> None:
    answer = run(text.format(a="generate_series(1, 1000) a", b="generate_series(1, 1000) b"))

    assert (answer.status, answer.layer) == (Status.REFUSED, Layer.COST)
    assert "MB of values into one" in answer.message


@pytest.mark.parametrize(
    "text",
    [
        "select string_agg(a::text, ', ' order by a) from generate_series(1, 1000) a",
        "select a % 7, json_agg(a) from generate_series(1, 10000) a group by 1",
        "select a, array(select b.b from generate_series(1, 9) b) from generate_series(1, 9) a",
        (
            "with g as (select a.a % 5 as n, count(*) as c from generate_series(1, 1000) a,"
            " generate_series(1, 1000) b group by 1) select string_agg(n || ': ' || c, ', ') from g"
        ),
    ],
)
def test_what_gathers_little_runs(library: Catalog, text: str) -> None:
    assert run(text).status is Status.ANSWERED


@pytest.mark.parametrize("steps", [60, 90])
def test_a_plan_of_too_many_steps_is_refused(library: Catalog, steps: int) -> None:
    each = "select distinct n + count(*) over (order by -n) as n from c{} order by 1 limit 9"
    chain = "".join(f", c{step} as ({each.format(step - 1)})" for step in range(1, steps))

    answer = run(f"with c0 as (select id as n from users){chain} select n from c{steps - 1}")

    assert (answer.status, answer.layer) == (Status.REFUSED, Layer.COST)
    assert "too many steps" in answer.message


def test_a_row_that_is_too_large_is_refused_by_its_size(library: Catalog) -> None:
    most, more = f"repeat('{'x' * 999}', 1000)", f"repeat('{'x' * 1000}', 1000)"

    assert run(f"select {most}").status is Status.ANSWERED
    assert run_again(f"select 1, {more}").layer == Layer.SIZE


@pytest.mark.parametrize(
    "expression",
    [
        "email::int",
        "email::date",
        "1 / (age - age)",
        "email::jsonb",
        "email::uuid",
        "(email || ' x')::interval",
        "(select a from (values (1), (2)) v(a))",
        "chr(-age)",
    ],
)
def test_an_error_tells_no_value_to_the_person_or_the_log(
    library: Catalog, caplog: pytest.LogCaptureFixture, expression: str
) -> None:
    answer = run(f"select {expression} from users")

    assert (answer.status, answer.layer) == (Status.REFUSED, Layer.DATABASE)
    assert "ada" not in answer.message
    assert "ada" not in caplog.text
    assert [record.levelno for record in caplog.records] == [logging.WARNING]


@pytest.mark.parametrize(
    "expression",
    [
        "make_date(2020, v.n, 1)",
        "make_time(v.n, 0, 0)",
        "regexp_count('a', 'a', -v.n)",
        "chr(-v.n)",
        "(date '0001-01-01' - v.n)::date",
        "chr(v.n * 100000)",
    ],
)
def test_the_log_tells_no_value_that_an_error_holds_without_quotes(
    library: Catalog, caplog: pytest.LogCaptureFixture, expression: str
) -> None:
    answer = run(f"select {expression} from (values (190)) v(n)")

    assert (answer.status, answer.layer) == (Status.REFUSED, Layer.DATABASE)
    (record,) = caplog.records
    assert "190" not in record.getMessage()
    assert "BC" not in record.getMessage()


def test_every_kind_of_value_can_be_shown_and_kept(library: Catalog) -> None:
    answer = run(
        "select 1.50, 'nan'::float8, date '2024-02-29', timestamp '2024-02-29 10:00', interval '1"
        " day', array[1, 2], '{\"a\": [1]}'::jsonb, true, null, time '10:00', 'infinity'::float8"
    )

    assert answer.rows == (
        (Decimal("1.50"), "nan", "2024-02-29", "2024-02-29 10:00:00", "1 day, 0:00:00", "[1, 2]",
         '{"a": [1]}', True, None, "10:00:00", "inf"),
    )  # fmt: skip
    assert json.dumps(answer.to_sql_json(), default=str)


@pytest.mark.parametrize(
    ("expression", "shown"),
    [
        ("'infinity'::interval", "infinity"),
        ("now() - 'infinity'::timestamptz", "-infinity"),
        ("array['infinity'::interval]", '["infinity"]'),
        ("interval '-2 hours'", "-1 day, 22:00:00"),
    ],
)
def test_an_infinite_interval_is_text(library: Catalog, expression: str, shown: str) -> None:
    assert run(f"select {expression}").rows == ((shown,),)


def test_a_number_longer_than_json_may_have_it_is_text(library: Catalog) -> None:
    answer = run(
        "select power(10::numeric, 4299), power(10::numeric, 4300), -power(9::numeric, 9e3)"
    )

    row = json.loads(json.dumps(answer.to_sql_json()["rows"], default=int))[0]
    assert row[0] == 10**4299
    assert row[1] == "1" + "0" * 4300
    assert row[2].startswith("-")
    assert Question.objects.get().rows == [row]


def test_a_number_that_was_stored_too_long_can_be_read(library: Catalog) -> None:
    run("select 1")
    Question.objects.update(
        rows=RawSQL("jsonb_build_array(jsonb_build_array(-(10::numeric ^ 5000)))", ())
    )

    assert Question.objects.get().rows == [["-1" + "0" * 5000]]


@pytest.mark.parametrize(
    "written", [r'"\ud83d"', r'"\u0000"', "9" * 5000, '{"a": 1.50}', "[" * 3000 + "]" * 3000]
)
def test_json_is_kept_as_the_database_writes_it(library: Catalog, written: str) -> None:
    answer = run(f"select '{written}'::json")

    assert (answer.status, answer.rows[0][0]) == (Status.ANSWERED, written)
    assert Question.objects.get().rows == [list(answer.rows[0])]


@pytest.mark.parametrize(
    "moment", ["9999-12-31 23:59:59+00", "0001-01-01 00:00:00+00", "infinity", "4000-01-01 BC"]
)
def test_a_moment_at_the_end_of_time_is_an_outcome(
    library: Catalog, settings: Any, moment: str
) -> None:
    person(*NEEDED)
    for settings.TIME_ZONE in ("Asia/Seoul", "America/New_York"):
        assert run_again(f"select '{moment}'::timestamptz").question_id


def test_percent_signs_are_no_placeholders(library: Catalog) -> None:
    assert run("select 7 % 4 as \"100%\", 'a%s' like '%s'").rows == ((3, True),)


def test_a_nul_is_refused_and_recorded(library: Catalog) -> None:
    assert run("select '\x00'").layer == Layer.TEXT


def command(*args: str) -> str:
    out = io.StringIO()
    call_command("run_sql", *args, stdout=out)
    return out.getvalue()


def test_the_command_prints_one_json_object(library: Catalog) -> None:
    person(*NEEDED)

    data = json.loads(command("select 1 as one", "--as", "ada@example.com", "--json"))

    assert list(data) == [
        "status", "layer", "sql", "columns", "rows", "row_count", "truncated", "message",
        "elapsed_ms",
    ]  # fmt: skip
    assert (data["status"], data["columns"], data["rows"]) == ("answered", ["one"], [[1]])


def test_the_command_prints_a_table(library: Catalog) -> None:
    person(*NEEDED)

    assert "one" in command("select 1 as one", "--as", "ada@example.com")


@pytest.mark.parametrize(("args", "said"), [((), "Refused by: function"), (("--json",), "layer")])
def test_the_command_tells_the_shell_of_a_refusal(
    library: Catalog, args: tuple[str, ...], said: str
) -> None:
    person(*NEEDED)
    out = io.StringIO()

    with pytest.raises(SystemExit) as ended:
        call_command("run_sql", "select version()", "--as", "ada@example.com", *args, stdout=out)

    assert ended.value.code == 4
    assert said in out.getvalue()


def test_a_batch_runs_line_by_line(library: Catalog, tmp_path: Path) -> None:
    person(*NEEDED)
    file = tmp_path / "statements.jsonl"
    file.write_text(
        '{"id": "a", "sql": "select 1"}\n\n{"id": 2, "sql": "drop table users"}\n{"id": 3}\nx\n'
    )

    lines = [
        json.loads(line)
        for line in command("--batch", str(file), "--as", "ada@example.com").splitlines()
    ]

    assert [(line["id"], line["status"]) for line in lines] == [
        ("a", "answered"), (2, "refused"), (3, "refused"), (None, "refused"),
    ]  # fmt: skip
    assert lines[1]["layer"] == "statement"
    assert "Line 4" in lines[2]["message"]


@pytest.mark.parametrize("args", [(), ("select 1", "--batch", "x"), ("--batch", "not-there")])
def test_a_wrong_call_says_what_is_wrong(args: tuple[str, ...]) -> None:
    person(*NEEDED)

    with pytest.raises(CommandError):
        command(*args, "--as", "ada@example.com")


def test_the_command_needs_somebody_who_is_there() -> None:
    with pytest.raises(CommandError, match="no user"):
        command("select 1", "--as", "nobody@example.com")
