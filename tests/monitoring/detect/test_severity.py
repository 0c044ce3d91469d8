"""Severities by impact, with their reasons."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monitoring.detect.severity import Area, Impact, Severity, assess, find_areas


@pytest.mark.parametrize(
    ("impact", "severity"),
    [
        (Impact(), Severity.LOW),
        (Impact(users=1, per_minute=0.1), Severity.LOW),
        (Impact(users=2), Severity.MEDIUM),
        (Impact(users=10), Severity.HIGH),
        (Impact(users=100), Severity.CRITICAL),
        (Impact(per_minute=50, usual_per_minute=1), Severity.HIGH),
        (Impact(per_minute=5, usual_per_minute=1), Severity.MEDIUM),
        (Impact(per_minute=50, usual_per_minute=45), Severity.LOW),
        (Impact(per_minute=0.5, usual_per_minute=0.001), Severity.LOW),
        (Impact(per_minute=30), Severity.HIGH),
        (Impact(complaints=5), Severity.MEDIUM),
        (Impact(attack="guessed"), Severity.CRITICAL),
        (Impact(attack="scanner"), Severity.LOW),
    ],
)
def test_the_worst_side_counts(impact: Impact, severity: Severity) -> None:
    assert assess(impact).severity is severity


@pytest.mark.parametrize("area", Area)
def test_money_and_logins_are_a_step_more(area: Area) -> None:
    assert assess(Impact(users=10, areas=frozenset({area}))).severity is Severity.CRITICAL


def test_a_single_error_on_the_way_of_money_is_no_more_than_recorded() -> None:
    assert assess(Impact(users=1, areas=frozenset({Area.MONEY}))).severity is Severity.LOW


def test_what_a_browser_told_is_medium_at_most() -> None:
    everything = Impact(
        users=10_000,
        per_minute=1_000,
        complaints=500,
        attack="guessed",
        areas=frozenset(Area),
        trusted=False,
    )
    assessment = assess(everything)
    assert assessment.severity is Severity.MEDIUM
    assert "public address" in assessment.reasons[-1]


def test_reasons_are_sentences_with_the_figures() -> None:
    impact = Impact(
        users=12, per_minute=50, usual_per_minute=1, areas=frozenset({Area.LOGIN, Area.MONEY})
    )
    assert assess(impact).reasons == (
        "12 users have met it.",
        "It comes 50 times a minute, usually 1.",
        "It is on the way of login.",
        "It is on the way of money.",
    )


@pytest.mark.parametrize("kind", ["brute-force", "spraying", "guessed", "xss", "one that is new"])
def test_each_attack_has_a_reason(kind: str) -> None:
    assert assess(Impact(attack=kind)).reasons[0].startswith("It is an attack")


@pytest.mark.parametrize(
    ("name", "areas"),
    [
        ("app.auth.login:sign_in", {Area.LOGIN}),
        ("shop.views:CheckoutView.post", {Area.MONEY}),
        ("wallet.services:set_password", {Area.LOGIN, Area.MONEY}),
        ("app/auth/login.tsx:signIn", {Area.LOGIN}),
        ("catalogue.reorderable:sort", set()),
        ("authors.views:list_authors", set()),
        ("", set()),
    ],
)
def test_areas_are_told_by_whole_words(name: str, areas: set[Area]) -> None:
    assert find_areas([name]) == areas


@pytest.mark.parametrize("usual", [None, 0.2])
def test_what_one_user_alone_makes_often_is_no_outage(usual: float | None) -> None:
    impact = Impact(users=1, is_of_one_user=True, per_minute=60, usual_per_minute=usual)
    assert assess(impact).severity is Severity.MEDIUM
    assert "One user makes it." in assess(impact).reasons[0]
    assert assess(replace(impact, is_of_one_user=False)).severity is Severity.HIGH
