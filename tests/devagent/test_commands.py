"""The commands translate: words for people, JSON for programs."""

from __future__ import annotations

import json
import os
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from devagent.management.commands import reindex_codebase
from devagent.management.edge import FAILED
from devagent.models import Project
from devagent.services.indexing import IndexingResult, index_project
from tests.devagent.conftest import CARTS, commit

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    """Return what a command prints."""
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def test_a_project_is_added_indexed_and_searched(repository: Path) -> None:
    run("add_project", "shop", str(repository), "--exclude", "docs", "--test-command", "pytest")
    summary = run("reindex_codebase", "shop")
    [best, *_] = json.loads(run("find_code", "total of lines", "--json"))
    located = json.loads(run("locate_bug", "The total is wrong", "--json"))

    assert Project.objects.get().excludes == ["docs"]
    assert "2 files at" in summary
    assert "2 parsed" in summary
    assert (best["path"], best["name"], best["start_line"]) == ("shop/carts.py", "total", 1)
    assert located["files"][0]["path"] == "shop/carts.py"
    assert located["functions"][0]["name"] == "total"


def test_tables_show_names_with_brackets_as_they_are(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    index_project(project=project)

    run("locate_bug", "total")
    run("find_code", "total")

    shown = capsys.readouterr().out
    assert "shop/carts.py:1-2" in shown
    assert "“total” in name" in shown


def test_one_project_that_cannot_be_read_does_not_keep_the_others_back(
    project: Project, tmp_path: Path
) -> None:
    Project.objects.create(name="gone", path=str(tmp_path / "gone"))

    with pytest.raises(CommandError, match=r"gone: .* no folder"):
        run("reindex_codebase")

    project.refresh_from_db()
    assert project.snapshot.file_count == 2


def test_a_batch_answers_each_line(repository: Path, tmp_path: Path) -> None:
    lines = [
        json.dumps({"id": "a", "report": "total of lines", "path": str(repository)}),
        "",
        json.dumps({"id": 2, "report": "total", "path": str(tmp_path / "nowhere")}),
        json.dumps({"id": "c", "report": "total"}),
        "{",
    ]
    file = tmp_path / "reports.jsonl"
    file.write_text("\n".join(lines))

    answers = [json.loads(line) for line in run("locate_bug", "--batch", str(file)).splitlines()]

    assert [answer["id"] for answer in answers] == ["a", 2, "c", None]
    assert answers[0]["files"] == ["shop/carts.py"]
    assert answers[0]["functions"][0]["name"] == "total"
    assert answers[0]["elapsed_ms"] > 0
    assert "no folder" in answers[1]["error"]
    assert "path" in answers[2]["error"]
    assert answers[3]["error"]


def test_a_hostile_line_does_not_take_the_others_with_it(repository: Path, tmp_path: Path) -> None:
    whole = json.dumps({"id": "z", "report": "total of lines", "path": str(repository)})
    far = json.dumps({"id": "far", "report": "total", "path": "/" + "x/" * 2_500})
    file = tmp_path / "reports.jsonl"
    file.write_bytes(b"\n".join([b"[" * 100_000, b'{"id": "\xe9"', far.encode(), whole.encode()]))

    answers = [json.loads(line) for line in run("locate_bug", "--batch", str(file)).splitlines()]

    assert [bool(answer.get("error")) for answer in answers] == [True, True, True, False]
    assert answers[3]["files"] == ["shop/carts.py"]


@pytest.mark.parametrize("arguments", [(), ("report", "--batch", "x")])
def test_a_report_or_a_batch_is_wanted(arguments: tuple[str, ...]) -> None:
    with pytest.raises(CommandError, match="Give a report"):
        run("locate_bug", *arguments)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--failing", "t.py::t", "--path", "."), "plain folder"),
        (("--failing", "t.py::t", "--engine", "claude"), "without Claude"),
        (("--failing", "t.py::t", "--path", ".", "--engine", "claude"), "plain folder"),
    ],
)
def test_options_that_do_not_go_together_are_refused(
    project: Project, arguments: tuple[str, ...], message: str
) -> None:
    with pytest.raises(CommandError, match=message):
        run("locate_bug", "Cart is empty", *arguments)


def test_a_plain_folder_is_not_searched_without_claude_where_she_was_asked_for(
    repository: Path,
) -> None:
    with pytest.raises(CommandError, match="--engine offline"):
        run("locate_bug", "Cart is empty", "--path", str(repository), "--engine", "claude")


@pytest.mark.parametrize("command", ["find_code", "locate_bug"])
def test_no_text_is_no_question(project: Project, command: str) -> None:
    index_project(project=project)

    with pytest.raises(CommandError, match="text is empty") as raised:
        run(command, " ")

    assert raised.value.returncode == FAILED


def test_arguments_that_are_no_utf_8_are_told(repository: Path) -> None:
    undecodable = os.fsdecode(b"sh\xff")

    for arguments in (
        ("add_project", undecodable, str(repository)),
        ("add_project", "shop", undecodable),
        ("add_project", "shop", str(repository), "--exclude", undecodable),
        ("find_code", undecodable),
        ("locate_bug", "total", "--path", undecodable),
        ("related_code", undecodable),
        ("analyze_code", undecodable),
    ):
        with pytest.raises(CommandError, match="not UTF-8"):
            run(*arguments)


def test_an_empty_path_is_not_the_working_folder(tmp_path: Path) -> None:
    file = tmp_path / "reports.jsonl"
    file.write_text(json.dumps({"id": 1.5, "report": "total", "path": ""}))

    [answer] = map(json.loads, run("locate_bug", "--batch", str(file)).splitlines())

    assert answer["id"] == 1.5
    assert "path" in answer["error"]
    with pytest.raises(CommandError, match="must not be empty"):
        run("locate_bug", "total", "--path", "")


def test_a_file_that_is_not_there_is_told_without_numbers() -> None:
    with pytest.raises(CommandError, match=r"^'/nowhere' cannot be used: no such file"):
        run("locate_bug", "--batch", "/nowhere")


def test_one_project_that_breaks_does_not_keep_the_others_back(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Project.objects.create(name="broken", path=str(tmp_path))

    def break_off(*, project: Project, **options: object) -> IndexingResult:
        if project.name == "broken":
            raise KeyError(project.name)
        return index_project(project=project)

    monkeypatch.setattr(reindex_codebase, "index_project", break_off)

    with pytest.raises(CommandError, match=r"broken: it broke off \(KeyError\)") as raised:
        run("reindex_codebase")

    assert raised.value.returncode == FAILED
    assert project.snapshot.file_count == 2


def test_rows_that_are_no_terminal_s_are_not_wrapped(
    project: Project, repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = "/".join(["shop", *("folder" for _ in range(20)), "long_name.py"])
    commit(repository, {path: CARTS})
    index_project(project=project)

    run("locate_bug", "long name total lines")

    assert f"{path} " in capsys.readouterr().out


def test_each_result_says_why(project: Project, repository: Path) -> None:
    commit(repository, {"discounts/a.py": "x = 1\n", "tests/test_b.py": "from shop import b\n"})
    commit(repository, {"shop/b.py": "y = 1\n", "tests/test_b.py": "import b\n\n# voucher\n"})
    index_project(project=project)

    for text in ("discounts", "voucher", "lines total"):
        located = json.loads(run("locate_bug", text, "--json"))["files"]
        found = json.loads(run("find_code", text, "--json"))
        assert located
        assert found
        assert all(one["reasons"] for one in (*located, *found))


def test_locating_with_claude_needs_her_to_be_set_up(project: Project) -> None:
    index_project(project=project)

    with pytest.raises(CommandError, match="--engine offline"):
        call_command("locate_bug", "Cart is empty", "--engine", "claude")
