"""manage.py ask: who may ask, at which moment, and what is printed."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.management import CommandError, call_command
from django.db import connection

from queryassist import services
from queryassist.answers import Answer, Status
from queryassist.formats import ResultColumn
from users.models import User

TITLE = ResultColumn(name="title", label="title", kind="text")


class Asked:
    """Stands in for the service: keeps what it was called with, and gives one answer."""

    def __init__(self) -> None:
        self.calls: list[Any] = []
        self.answer = Answer(
            status=Status.ANSWERED,
            engine="offline",
            reading="books where genre = science",
            sql='SELECT "title" FROM "queen"."books"',
            columns=(TITLE,),
            rows=(("Bayes & Bananas",),),
            message="1 book.",
        )

    def __call__(self, **call: Any) -> Answer:
        self.calls.append(SimpleNamespace(**call))
        return self.answer


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    asked = Asked()
    monkeypatch.setattr(services, "ask", asked)
    return asked


def run(*args: str) -> str:
    out = io.StringIO()
    call_command("ask", *args, stdout=out)
    return out.getvalue()


def test_the_answer_its_table_its_reading_and_the_sql_are_printed(asked: Asked) -> None:
    printed = run("Which science books?")

    for part in ("1 book.", "Bayes & Bananas", asked.answer.reading, asked.answer.sql):
        assert part in printed


def test_json_is_one_object(asked: Asked) -> None:
    assert json.loads(run("How many?", "--json")) == asked.answer.to_json()


def test_a_long_table_is_cut_with_a_note(asked: Asked) -> None:
    asked.answer = Answer(
        status=Status.ANSWERED, columns=(TITLE,), rows=tuple((f"no {n}",) for n in range(60))
    )

    printed = run("All books")

    assert "no 49" in printed
    assert "no 50" not in printed
    assert "10 more rows" in printed


def test_nothing_in_the_data_can_steer_the_terminal(asked: Asked) -> None:
    asked.answer = Answer(
        status=Status.ANSWERED, columns=(TITLE,), rows=(("\x1b[2J[bold]x\x07\u202e",),)
    )

    printed = run("All books")

    assert not {"\x1b", "\x07", "\u202e"} & set(printed)
    assert "[bold]x" in printed


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2025-06-30T12:00:00+09:00", "2025-06-30T12:00:00+09:00"),
        ("2025-06-30T12:00:00Z", "2025-06-30T12:00:00+00:00"),
        ("2025-06-30T12:00", "2025-06-30T12:00:00+02:00"),
        ("2025-06-30", "2025-06-30T00:00:00+02:00"),
    ],
)
def test_now_is_in_the_zone_of_the_project_unless_it_says_otherwise(
    asked: Asked, settings: Any, text: str, moment: str
) -> None:
    settings.TIME_ZONE = "Europe/Berlin"

    run("How many?", "--now", text)

    assert asked.calls[0].options.now.isoformat() == moment


@pytest.mark.parametrize(
    "args",
    [
        (),
        ("How many?", "--batch", "x.jsonl"),
        ("How many?", "--now", "yesterday"),
        ("How many?", "--engine", "oracle"),
        ("--batch", "not-there.jsonl"),
    ],
)
def test_a_wrong_call_says_what_is_wrong(asked: Asked, args: tuple[str, ...]) -> None:
    with pytest.raises(CommandError):
        run(*args)

    assert asked.calls == []


def test_a_batch_answers_line_by_line(asked: Asked, tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text('{"id": 1, "question": "a"}\n{"id": 2, "turns": [{"question": "b"}]}\n')

    lines = [json.loads(line) for line in run("--batch", str(file)).splitlines()]

    assert [line["id"] for line in lines] == [1, 2]
    assert lines[0]["message"] == "1 book."
    assert lines[1]["turns"][0]["message"] == "1 book."


def test_a_batch_can_come_from_standard_input(
    asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = SimpleNamespace(buffer=io.BytesIO(b'{"id": 1, "question": "a"}\n'))
    monkeypatch.setattr("sys.stdin", lines)

    assert json.loads(run("--batch", "-"))["id"] == 1


@pytest.mark.django_db
def test_who_asks_must_be_there_active_and_allowed(asked: Asked) -> None:
    User.objects.create_user("plain@example.com")
    User.objects.create_user("gone@example.com", is_active=False, is_superuser=True)

    for email, message in [
        ("nobody@example.com", "no user"),
        ("gone@example.com", "not active"),
        ("plain@example.com", "ask_queen"),
    ]:
        with pytest.raises(CommandError, match=message):
            run("How many?", "--as", email)


@pytest.mark.django_db
def test_who_has_the_permission_may_ask(asked: Asked) -> None:
    ada = User.objects.create_user("ada@example.com")
    ada.user_permissions.add(Permission.objects.get(codename="ask_queen"))
    root = User.objects.create_superuser("root@example.com")

    run("How many?", "--as", "ada@example.com")
    run("How many?", "--as", "root@example.com")
    run("How many?")

    assert [call.asked_by for call in asked.calls] == [ada, root, None]


@pytest.mark.parametrize(("status", "code"), [(Status.ASK_BACK, 3), (Status.REFUSED, 4)])
@pytest.mark.parametrize("flags", [(), ("--json",)])
def test_a_question_without_an_answer_has_an_exit_status_of_its_own(
    asked: Asked, status: Status, code: int, flags: tuple[str, ...]
) -> None:
    asked.answer = Answer(status=status, message="What is that a number of?")

    with pytest.raises(SystemExit) as ended:
        run("users over 30", *flags)

    assert ended.value.code == code


def test_a_batch_ends_well_whatever_its_answers_say(asked: Asked, tmp_path: Path) -> None:
    asked.answer = Answer(status=Status.REFUSED, message="No.")
    file = tmp_path / "questions.jsonl"
    file.write_text('{"id": 1, "question": "delete all users"}\n')

    assert '"status": "refused"' in run("--batch", str(file))


@pytest.mark.parametrize("args", [("How many?",), ("--batch", "-")])
def test_a_reader_that_has_read_enough_ends_the_command_without_a_word(
    asked: Asked, monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...]
) -> None:
    lines = SimpleNamespace(buffer=io.BytesIO(b'{"id": 1, "question": "a"}\n'))
    monkeypatch.setattr("sys.stdin", lines)
    reading, writing = os.pipe()
    os.close(reading)

    with os.fdopen(writing, "w") as pipe:
        with pytest.raises(SystemExit) as ended:
            call_command("ask", *args, stdout=pipe)
        pipe.write("what Python still writes when it ends")

    assert ended.value.code == 141


@pytest.mark.django_db
def test_a_database_of_another_version_is_explained() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE queryassist_question RENAME COLUMN layer TO stratum")

    with pytest.raises(CommandError, match="migrate"):
        call_command("ask", "How many users are there?")
