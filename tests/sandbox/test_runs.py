"""Runs with their rows, the commands, and what a killed worker leaves."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth.models import Permission
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from sandbox.exceptions import BuildFailed, PatchRefused, ResultRefused, SandboxUnavailable
from sandbox.models import Run
from sandbox.records import Command, Limits
from sandbox.requirements import find_requirements_files, list_project_requirements
from sandbox.scripted import ScriptedSandbox, ScriptEnded, exits
from sandbox.services import Job, run_in_sandbox
from sandbox.shown import to_text
from tests.sandbox.conftest import LIMITS
from users.models import User

LIST = reverse("admin:sandbox_run_changelist")
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def run(**values: object) -> Run:
    given = {"started_at": NOW, "job": "job", "commit": "c0", "command": "true", "limits": {}}
    return Run.objects.create(**(given | values))


def staff(*permissions: str) -> Client:
    user = User.objects.create_user("staff@example.com", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.django_db
def test_run_has_a_row_with_all_that_it_rests_on(project: Path, any_backend: str) -> None:
    job = Job(project=project, name="repair 7", limits=LIMITS, backend=any_backend)

    report = run_in_sandbox(job=job, command=Command(argv=["sh", "-c", "cat calc.py; exit 3"]))

    row = Run.objects.get(pk=report.run_id)
    assert report.result.exit_code == row.exit_code == 3
    assert row.stdout.startswith("\ndef mean")
    assert (row.job, row.outcome, row.isolation) == ("repair 7", "exited", report.isolation)
    assert row.image == report.image
    assert row.limits["memory_bytes"] == LIMITS.memory_bytes
    assert len(row.commit) == 40


@pytest.mark.django_db
def test_run_that_could_not_start_says_why_in_its_row(project: Path, any_backend: str) -> None:
    job = Job(project=project, patch=b"no patch", limits=LIMITS, backend=any_backend)

    with pytest.raises(PatchRefused):
        run_in_sandbox(job=job, command=Command(argv=["true"]))

    row = Run.objects.get()
    assert row.outcome == Run.Outcome.ERROR
    assert "does not apply" in row.error


@pytest.mark.django_db
def test_without_a_way_to_isolate_nothing_runs(
    project: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settings.SANDBOX = "AUTO"
    settings.SANDBOX_DOCKER_HOST = f"unix://{tmp_path}/no.sock"
    monkeypatch.setattr("shutil.which", lambda _: None)

    with pytest.raises(SandboxUnavailable, match="Install"):
        run_in_sandbox(job=Job(project=project), command=Command(argv=["true"]))


@pytest.mark.django_db
def test_command_prints_its_result_as_json(project: Path, any_backend: str) -> None:
    out = StringIO()

    with pytest.raises(SystemExit) as ended:
        call_command(
            *("sandbox_run", "--path", str(project), "--backend", any_backend, "--json"),
            *("--", "sh", "-c", "echo hi; touch new; exit 5"),
            stdout=out,
        )

    printed = json.loads(out.getvalue())
    assert ended.value.code == printed["exit_code"] == 5
    assert printed["stdout"] == "hi\n"
    assert printed["changed_files"] == [{"kind": "added", "path": "new"}]


@pytest.mark.django_db
def test_verify_refuses_a_hostile_patch_with_a_verdict(
    project: Path, any_backend: str, tmp_path: Path
) -> None:
    patch = tmp_path / "patch"
    patch.write_bytes(b"--- /dev/null\n+++ b/../x\n@@ -0,0 +1 @@\n+x\n")
    out = StringIO()

    with pytest.raises(SystemExit) as ended:
        call_command(
            *("sandbox_verify", "--path", str(project), "--patch", str(patch), "--json"),
            *("--backend", any_backend),
            stdout=out,
        )

    assert ended.value.code == 1
    assert json.loads(out.getvalue())["verdict"] == "failed"


@pytest.mark.django_db
def test_command_without_a_command_says_so(project: Path) -> None:
    with pytest.raises(CommandError, match="Give a command"):
        call_command("sandbox_run", "--path", str(project))


@pytest.mark.django_db
def test_foreign_output_is_shown_as_text(client: Client) -> None:
    hostile = b"<script>alert(1)</script>\x1b[2J\x00\xff\xe2\x80\xae"
    row = run(stdout=to_text(hostile, most=1_000))

    page = staff("view_run").get(reverse("admin:sandbox_run_change", args=[row.pk]))

    text = page.content.decode()
    assert "<script>alert(1)" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;\\x1b[2J\\x00\\xff\\u202e" in text


@pytest.mark.django_db
def test_list_asks_as_often_for_many_rows(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(20):
        run()
    client = staff("view_run")

    with django_assert_max_num_queries(12):
        client.get(LIST)


def test_long_text_keeps_beginning_and_end() -> None:
    text = to_text(b"a" * 100 + b"z" * 100, most=20)

    assert text == "a" * 10 + "\n[180 characters left out]\n" + "z" * 10


@pytest.mark.parametrize(
    "line",
    [
        "-e .",
        "--index-url https://elsewhere.example",
        "pkg @ https://elsewhere.example/x.whl",
        "git+https://elsewhere.example/x",
        "./local",
        "-r missing.txt",
        "pkg --global-option=x",
        "https://elsewhere.example/x.whl",
    ],
)
def test_requirement_from_elsewhere_is_refused(line: str) -> None:
    with pytest.raises(BuildFailed):
        find_requirements_files({"requirements.txt": line.encode()})


def test_ordinary_requirements_are_taken() -> None:
    hashed = "pkg==1 \\\n    --hash=sha256:" + "0" * 64
    text = f"# comment\nDjango>=5,<6  # reason\npsycopg[binary]==3.2\n{hashed}\n-r more.txt\n"

    files = find_requirements_files({"requirements.txt": text.encode(), "more.txt": b"a; x=='y'"})

    assert set(files) == {"requirements.txt", "more.txt"}


def test_requirements_of_a_pyproject_with_those_of_its_tests_are_taken() -> None:
    pyproject = (
        b"[project]\ndependencies=['a>1']\n[project.optional-dependencies]\ntest=['b']\n"
        b"docs=['c']\n[dependency-groups]\ndev=['d', {include-group='test'}]\n"
    )

    assert list_project_requirements(pyproject) == ["a>1", "b", "d"]


def test_scripted_sandbox_raises_at_the_end_of_its_script() -> None:
    scripted = ScriptedSandbox(exits(0, stdout=b"x"), results={"a": b"1"})

    assert scripted.run(Command(argv=["true"])).stdout == b"x"
    assert scripted.read("a", most_bytes=1) == b"1"
    with pytest.raises(ScriptEnded):
        scripted.run(Command(argv=["true"]))
    with pytest.raises(ResultRefused):
        scripted.read("b", most_bytes=1)


def test_limit_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="memory_bytes"):
        Limits(memory_bytes=0)
