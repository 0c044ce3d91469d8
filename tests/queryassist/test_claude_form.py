"""The form that Claude fills in: every spec can be written in it, and bad ones are explained."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from queryassist.claude_form import QueryForm, form_of, spec_of
from queryassist.exceptions import SpecError
from queryassist.formula import parse_formula
from queryassist.spec import AllOf, AnyOf, Comparison, Not, Operator, QuerySpec
from queryassist.validation import MAX_DEPTH
from tests.queryassist.books import BOOKS
from tests.queryassist.conftest import ZONE
from tests.queryassist.strategies import specs

ONE, TWO, THREE = (Comparison("sold", Operator.GT, number) for number in (1, 2, 3))
TESTS = (ONE, TWO, THREE)


@given(specs)
@settings(deadline=None)
def test_every_spec_can_be_written_in_the_form(spec: QuerySpec) -> None:
    form = QueryForm.model_validate_json(form_of(spec, ZONE).model_dump_json())

    assert spec_of(form, BOOKS, ZONE) == spec


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("1", ONE),
        ("1 and 2 and 3", AllOf((ONE, TWO, THREE))),
        ("1 or 2 and 3", AnyOf((ONE, AllOf((TWO, THREE))))),
        ("(1 or 2) AND not 3", AllOf((AnyOf((ONE, TWO)), Not(THREE)))),
        ("not (1 and 2)", Not(AllOf((ONE, TWO)))),
    ],
)
def test_formulas_are_read_as_they_are_in_logic(text: str, condition: object) -> None:
    assert parse_formula(text, TESTS) == condition


@pytest.mark.parametrize(
    "text",
    ["", "4", "0", "-1", "1 2", "1 and", "(1", "1)", "1 xor 2", "1; drop", "9" * 5000, "١"],
)
def test_a_formula_that_cannot_be_read_is_explained(text: str) -> None:
    with pytest.raises(SpecError, match="formula"):
        parse_formula(text, TESTS)


def test_a_formula_nested_without_end_is_refused() -> None:
    with pytest.raises(SpecError, match="nested"):
        parse_formula("(" * 10_000 + "1", TESTS)


@pytest.mark.parametrize("deep", ["not " * 10_000 + "1", "(" * (MAX_DEPTH + 2) + "1" + ")" * 30])
def test_depth_is_bounded_before_it_is_checked(deep: str) -> None:
    with pytest.raises(SpecError):
        parse_formula(deep, TESTS)
