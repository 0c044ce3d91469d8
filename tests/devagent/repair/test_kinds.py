"""Types of expressions, told from the types that a run has shown of variables."""

from __future__ import annotations

import ast

import pytest

from devagent.repair.kinds import NUMBERS, TEXTS, Kinds

KINDS = Kinds(
    {
        "n": frozenset({"int"}),
        "x": frozenset({"float"}),
        "s": frozenset({"str"}),
        "items": frozenset({"list"}),
        "maybe": frozenset({"NoneType", "int"}),
        "own()": frozenset({"tuple"}),
    }
)


def kinds_of(text: str) -> set[str]:
    """Return the types of an expression."""
    return set(KINDS.of(ast.parse(text, mode="eval").body))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("n + 1", "int"),
        ("n / 2", "float"),
        ("n + x", "float"),
        ("s * n", "str"),
        ("s % n", "str"),
        ("items + items", "list"),
        ("len(items)", "int"),
        ("own(n)", "tuple"),
        ("s.upper()", "str"),
        ("s[0]", "str"),
        ("items[1:]", "list"),
        ("not items", "bool"),
        ("n < x", "bool"),
        ("-n", "int"),
        ("[n for n in items]", "list"),
        ("f'{n}'", "str"),
    ],
)
def test_what_can_be_told_is_told(text: str, kind: str) -> None:
    assert kinds_of(text) == {kind}


@pytest.mark.parametrize("text", ["items[0]", "other", "s.what()", "n + other", "f(n)(n)"])
def test_what_cannot_be_told_is_unknown(text: str) -> None:
    assert kinds_of(text) == set()


def test_unknown_types_and_nothing_fit_everywhere() -> None:
    assert KINDS.fit(frozenset(), TEXTS)
    assert KINDS.fit(KINDS.of_name("maybe"), TEXTS)


def test_numbers_fit_numbers_and_no_texts() -> None:
    assert KINDS.fit(KINDS.of_name("x"), KINDS.of_name("n"))
    assert not KINDS.fit(KINDS.of_name("s"), NUMBERS)


def test_a_variable_that_was_never_seen_has_no_value() -> None:
    assert not KINDS.may_hold("other")
    assert Kinds().may_hold("other")
