"""Errors of production that Queen reports herself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from devagent.models import AuditEntry, BugReport, Project, RepairRun
from devagent.repair.health import ErrorEvent, Frame
from devagent.services.repairs.error_reporting import Told, find_suspect, report_error
from devagent.services.sources import find_head
from devagent.transitions import State
from tests.devagent.services.repairs.rows import START

pytestmark = pytest.mark.django_db

ERROR = ErrorEvent(
    exception="TypeError",
    message="unsupported operand type(s) for +: 'int' and 'str'",
    stack=(
        Frame(path="/usr/lib/python3/wsgi.py", line=9, function="run"),
        Frame(path="/srv/shop/shop/carts.py", line=2, function="total", locals={"lines": "['1']"}),
    ),
)
HIGH = Told(severity=BugReport.Severity.HIGH)


def test_an_error_becomes_a_run_with_its_call_attached(project: Project) -> None:
    run = report_error(
        project=project, error=ERROR, told=replace(HIGH, notes="Seen by 3."), now=START
    )

    report = run.report
    assert run.state == State.ANALYSING
    assert report.title.startswith("TypeError: unsupported operand")
    assert 'File "shop/carts.py", line 2, in total' in report.description
    assert report.description.endswith("Seen by 3.")
    assert report.attachment == "from shop.carts import total\n\ntotal(lines=['1'])\n"


def test_the_trail_says_that_queen_reported_it(project: Project) -> None:
    report_error(project=project, error=ERROR, told=HIGH, now=START)

    assert AuditEntry.objects.get().actor == "Queen"


def test_the_suspect_is_who_changed_the_innermost_file_last(project: Project) -> None:
    suspect = find_suspect(project=project, error=ERROR)

    assert suspect
    assert suspect.commit == find_head(project)
    assert suspect.reason.startswith("shop/carts.py was last changed by")


def test_an_error_outside_of_the_project_has_no_suspect(project: Project) -> None:
    elsewhere = ErrorEvent(exception="OSError", message="", stack=ERROR.stack[:1])

    assert find_suspect(project=project, error=elsewhere) is None


def test_values_of_production_are_not_sent_to_a_model_unless_that_is_allowed(
    project: Project,
) -> None:
    usual, allowed = (
        report_error(project=project, error=ERROR, told=told, now=START)
        for told in (HIGH, replace(HIGH, may_send_values=True))
    )

    assert usual.engine == RepairRun.Engine.OFFLINE
    assert allowed.engine == RepairRun.Engine.AUTO
