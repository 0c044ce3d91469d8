"""What holds for every spec that fits its dataset."""

from __future__ import annotations

import simplejson
from hypothesis import HealthCheck, given, settings

from queryassist.describe import describe
from queryassist.spec import QuerySpec
from queryassist.spec_json import spec_from_json, spec_to_json
from queryassist.validation import check
from tests.queryassist.books import BOOKS
from tests.queryassist.conftest import ZONE, Run
from tests.queryassist.strategies import specs


@given(specs)
@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_every_spec_runs(run: Run, spec: QuerySpec) -> None:
    run(spec, week_start=6, max_rows=50)


@given(specs)
@settings(deadline=None)
def test_every_spec_survives_json_unchanged(spec: QuerySpec) -> None:
    text = simplejson.dumps(spec_to_json(spec))

    assert spec_from_json(simplejson.loads(text)) == spec


@given(specs)
@settings(deadline=None)
def test_every_spec_has_a_reading(spec: QuerySpec) -> None:
    check(spec, BOOKS)

    assert describe(spec, BOOKS, ZONE).startswith("books")
