"""The doctor: what it prints, how it ends, and the banner that stays until it finds nothing."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from django.core import checks
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from queenproject import doctor
from queenproject.models import DoctorRun
from queryassist import doctor as attacks_doctor
from queryassist.attacks import ATTACKS, Holder
from queryassist.doctor import Report, Verdict
from queryassist.guard import Layer
from users.models import User

ATTACK = next(attack for attack in ATTACKS if Holder.DATABASE in attack.held_by)
HELD = Verdict(attack=ATTACK, guard=Layer.STATEMENT, database="SyntaxError")
OPEN = Verdict(attack=ATTACK, guard=Layer.STATEMENT, database=None)


@pytest.fixture
def verdicts(monkeypatch: pytest.MonkeyPatch) -> list[Verdict]:
    """Stand in for the trying of attacks, and for checks that need the reader."""
    found: list[Verdict] = []

    def run_checks(**_options: Any) -> list[checks.CheckMessage]:
        report = Report(verdicts=tuple(found))
        errors = [checks.Error("Open: stacked", obj=report, id="x.E1") for _ in report.open]
        return [checks.Info("Attacks were tried.", obj=report, id="x.I1"), *errors]

    monkeypatch.setattr(checks, "run_checks", run_checks)
    return found


def examine(*args: str) -> str:
    out = io.StringIO()
    call_command("queen_doctor", *args, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_what_held_is_printed_for_each_attack(verdicts: list[Verdict]) -> None:
    verdicts.append(HELD)

    printed = examine()

    for part in (ATTACK.kind, "statement", "SyntaxError", "held", "Attacks were tried."):
        assert part in printed
    assert DoctorRun.objects.get().findings == []


@pytest.mark.django_db
def test_anything_open_ends_with_an_error_and_is_kept(verdicts: list[Verdict]) -> None:
    verdicts.append(OPEN)

    with pytest.raises(CommandError, match="1 open"):
        examine()

    assert DoctorRun.objects.get().findings == ["Open: stacked"]


@pytest.mark.django_db
def test_json_is_one_attack_a_line(verdicts: list[Verdict]) -> None:
    verdicts.append(HELD)

    first = json.loads(examine("--json").splitlines()[0])

    assert (first["sql"], first["guarded_way"], first["open"]) == (ATTACK.sql, "statement", False)


@pytest.mark.django_db
def test_the_admin_says_what_the_last_examination_found_open(client: Client) -> None:
    client.force_login(User.objects.create_superuser("root@example.com"))
    page = reverse("admin:index")

    DoctorRun.objects.create(findings=["Open: <b>sleep</b>"])
    told = client.get(page).content.decode()
    DoctorRun.objects.create(findings=[])
    mended = client.get(page).content.decode()

    assert "Open: &lt;b&gt;sleep" in told
    assert 'id="doctor-run"' not in mended


@pytest.mark.django_db
def test_the_login_page_tells_nothing(client: Client) -> None:
    DoctorRun.objects.create(findings=["Open: sleep"])

    assert "doctor" not in client.get(reverse("admin:login")).content.decode()


def test_the_checks_of_the_doctor_are_registered() -> None:
    assert doctor.TAG in checks.registry.registry.tags_available()
    assert attacks_doctor.PROBE_TIMEOUT_MS > 0
