"""What sources say of a project's health."""

from __future__ import annotations

from pathlib import Path

import pytest

from devagent.repair.health import Status
from devagent.services.releases.health import LogSource, ProbeSource
from tests.devagent.services.releases.conftest import Server

COMMIT = "c" * 40


def probe(server: Server) -> ProbeSource:
    """Return a source that asks the server, and waits half a second."""
    return ProbeSource(f"http://127.0.0.1:{server.port}/health", timeout_s=0.5)


def test_an_answer_tells_its_commit_and_how_long_it_took(server: Server) -> None:
    server.lie = COMMIT

    sample = probe(server).sample()

    assert (sample.status, sample.commit) == (Status.OK, COMMIT)
    assert sample.latency_ms is not None


@pytest.mark.parametrize("told", ["", "main", "c" * 39, f"{COMMIT}\n<script>"])
def test_what_is_no_commit_is_none(server: Server, told: str) -> None:
    server.lie = told

    assert probe(server).sample().commit == ""


@pytest.mark.parametrize(("status", "said"), [(500, "answers 500"), (302, "answers 302")])
def test_any_other_answer_is_a_failure(server: Server, status: int, said: str) -> None:
    server.status = status

    sample = probe(server).sample()

    assert sample.status is Status.FAILING
    assert said in sample.note


def test_silence_is_a_failure_in_its_time(server: Server) -> None:
    server.is_silent = True

    assert probe(server).sample().status is Status.FAILING


def test_an_answer_that_comes_a_letter_at_a_time_is_a_failure_in_its_time(server: Server) -> None:
    server.is_slow = True

    sample = probe(server).sample()

    assert sample.status is Status.FAILING
    assert "not within 0.5 s" in sample.note


def test_nobody_there_is_a_failure() -> None:
    assert ProbeSource("http://127.0.0.1:9/").sample().status is Status.FAILING


def test_a_log_tells_the_share_of_errors_among_what_was_added(tmp_path: Path) -> None:
    log = tmp_path / "shop.log"
    log.write_text("INFO a\nERROR b\n")
    source = LogSource(log)

    first = source.sample()
    with log.open("a") as added:
        added.write("INFO c\nINFO d\nINFO no ERRORS here\nCRITICAL e\n")
    second = source.sample()
    nothing = source.sample()
    log.write_text("INFO f\n")
    rotated = source.sample()

    assert [one.error_rate for one in (first, second, nothing, rotated)] == [0.5, 0.25, None, 0.0]


def test_a_log_that_is_not_there_tells_nothing(tmp_path: Path) -> None:
    sample = LogSource(tmp_path / "none.log").sample()

    assert (sample.status, sample.error_rate) == (Status.UNKNOWN, None)
