"""What a file has to do with others."""

from __future__ import annotations

from devagent.analysis.related import (
    CoveringTest,
    Ground,
    Neighbour,
    Related,
    add_coverage,
    find_related,
)
from tests.devagent.analysis.shop import SHOP, make_graph


def related_to(path: str, files: dict[str, str] = SHOP) -> Related:
    """Return what a file has to do with others."""
    graph = make_graph(files)
    return find_related(graph, list(graph.corpus.paths).index(path))


def test_imports_are_told_both_ways_with_the_names_taken() -> None:
    related = related_to("accounts/authentication.py")

    assert related.imports == (Neighbour(path="accounts/digests.py", names=("matches",)),)
    assert Neighbour(path="accounts/views.py", names=("authenticate",)) in related.imported_by
    assert Neighbour(path="accounts/tasks.py", names=()) in related.imported_by


def test_modules_of_elsewhere_are_named() -> None:
    assert related_to("accounts/admin.py").foreign == ("django.contrib",)


def test_uses_are_told_by_definition() -> None:
    [symbol] = related_to("accounts/authentication.py").symbols

    assert symbol.symbol.name == "authenticate"
    assert ("accounts/views.py", "login", 5) in {
        (use.user.path, use.user.name, use.line) for use in symbol.uses
    }


def test_a_test_that_uses_a_definition_covers_the_file() -> None:
    related = related_to("accounts/authentication.py")

    assert related.tests == (
        CoveringTest(path="tests/test_login.py", name="test_login_works", ground=Ground.USE),
    )


def test_a_test_that_only_imports_the_file_is_told_as_that() -> None:
    files = {**SHOP, "tests/test_digests.py": "from accounts import digests\n"}

    related = related_to("accounts/digests.py", files)

    assert related.tests == (
        CoveringTest(path="tests/test_digests.py", name="", ground=Ground.IMPORT),
    )


def test_a_fixture_stands_for_its_file() -> None:
    fixture = "from accounts.digests import matches\ndef known(): return matches('a', 'b')\n"

    related = related_to("accounts/digests.py", {**SHOP, "tests/conftest.py": fixture})

    assert related.tests == (CoveringTest(path="tests/conftest.py", name="", ground=Ground.USE),)


def test_tests_that_ran_a_line_come_first_and_once() -> None:
    related = related_to("accounts/authentication.py")

    ids = ["tests/test_a.py::Test::test_b[1]", "tests/test_a.py::Test::test_b[2]"]
    tests = add_coverage(related, [*ids, "tests/test_login.py::test_login_works"]).tests

    assert [(one.name, one.ground) for one in tests] == [
        ("Test.test_b", Ground.COVERAGE),
        ("test_login_works", Ground.COVERAGE),
    ]
