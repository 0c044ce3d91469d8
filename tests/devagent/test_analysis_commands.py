"""The commands on findings, related code and dead code: words, JSON, and what they exit with."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from devagent.models import Project
from devagent.services.indexing import index_project
from tests.devagent.conftest import commit

pytestmark = pytest.mark.django_db

FILES = {
    "manage.py": "from shop import odd\n",
    "shop/views.py": "from shop.carts import total\n\n\n"
    "def show(request):\n    return total(missing)\n",
    "shop/urls.py": "from shop import views\n\nurlpatterns = [path('cart/', views.show)]\n",
    "shop/odd.py": "def unused():\n    return 1\n",
}


@pytest.fixture
def indexed(project: Project, repository: Path) -> Project:
    """A project with one bug, one dead function and one address."""
    commit(repository, FILES)
    index_project(project=project)
    return project


def run(*arguments: str) -> tuple[str, int]:
    """Return what a command prints, and its exit code."""
    out = StringIO()
    try:
        call_command(*arguments, stdout=out)
    except SystemExit as ended:
        return out.getvalue(), int(ended.code or 0)
    return out.getvalue(), 0


@pytest.mark.usefixtures("indexed")
def test_findings_are_printed_and_make_the_command_fail() -> None:
    printed, code = run("analyze_code", "shop/views.py", "--rule", "F821", "--json")

    [finding] = json.loads(printed)
    assert code == 1
    assert (finding["rule"], finding["severity"], finding["line"]) == ("F821", "high", 5)


@pytest.mark.usefixtures("indexed")
def test_code_without_findings_is_a_success(capsys: pytest.CaptureFixture[str]) -> None:
    _, code = run("analyze_code", "shop/odd.py")

    assert code == 0
    assert "Nothing was found." in capsys.readouterr().out


@pytest.mark.usefixtures("indexed")
def test_a_table_counts_what_it_does_not_show(capsys: pytest.CaptureFixture[str]) -> None:
    run("analyze_code")

    shown = capsys.readouterr().out
    assert "shop/views.py:5" in shown
    assert "findings: bug" in shown


def test_a_folder_is_analysed_without_a_project(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("print(missing)\n")

    printed, code = run("analyze_code", "--folder", str(tmp_path), "--json")

    assert (json.loads(printed)[0]["rule"], code) == ("F821", 1)


@pytest.mark.usefixtures("indexed")
@pytest.mark.parametrize(
    "arguments",
    [
        ("analyze_code", "none.py"),
        ("analyze_code", "--patch", "/nowhere.diff"),
        ("analyze_code", "--project", "none"),
        ("related_code", "none.py"),
        ("related_code", "shop/views.py:none"),
        ("dead_code", "--project", "none"),
        ("analyze_code", "--patch", "a.diff", "shop"),
        ("analyze_code", "--patch", "a.diff", "--folder", "."),
    ],
)
def test_what_cannot_be_done_exits_with_two(arguments: tuple[str, ...]) -> None:
    with pytest.raises(CommandError) as raised:
        run(*arguments)

    assert raised.value.returncode == 2


@pytest.mark.usefixtures("indexed")
def test_related_code_tells_both_ways_and_the_blast_radius(
    capsys: pytest.CaptureFixture[str],
) -> None:
    related, _ = run("related_code", "shop/carts.py", "--json")
    radius, _ = run("related_code", "shop/carts.py:total", "--json")
    run("related_code", "shop/carts.py")
    run("related_code", "shop/carts.py:total")

    assert json.loads(related)["imported_by"] == [{"path": "shop/views.py", "names": ["total"]}]
    assert json.loads(radius)["reached"][0]["entry"] == {"kind": "URL", "name": "/cart/"}
    shown = capsys.readouterr().out
    assert "imported by" in shown
    assert "show → total" in shown


@pytest.mark.usefixtures("indexed")
def test_dead_code_is_listed_with_its_confidence(capsys: pytest.CaptureFixture[str]) -> None:
    printed, code = run("dead_code", "--json")
    run("dead_code")

    assert code == 0
    found = {one["name"]: one["confidence"] for one in json.loads(printed)}
    assert found["unused"] == "high"
    assert "function unused" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("rule", "near"), [("F8211", "F821"), ("django-rawsql", "django-"), ("no-evil", "no-eval")]
)
def test_a_rule_that_there_is_not_is_told_with_those_near(rule: str, near: str) -> None:
    with pytest.raises(CommandError, match=f"no rule “{rule}”.*{near}") as raised:
        run("analyze_code", "--rule", rule)

    assert raised.value.returncode == 2


@pytest.mark.usefixtures("indexed")
def test_a_file_that_nothing_has_to_do_with_is_told_so(capsys: pytest.CaptureFixture[str]) -> None:
    run("related_code", "shop/odd.py")
    run("related_code", "app/cart.tsx")

    shown = capsys.readouterr().out
    assert "Nothing known imports it, or uses what it defines, or tests it." in shown
    assert "definition" not in shown
