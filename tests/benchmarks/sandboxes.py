"""Stop-watches of sandboxes: opened cold, beside what this machine does without isolating."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from statistics import median
from typing import Any

import docker
from django.utils import timezone

from sandbox import conf
from sandbox.backends.base import Backend, Image, Lease
from sandbox.backends.docker_engine import DockerBackend, hardened_settings
from sandbox.engines import NAMES, open_backend
from sandbox.exceptions import SandboxUnavailable
from sandbox.records import Command, Limits
from tests.benchmarks.measuring import Spread, timed_ms

ROUNDS = 30
_NOTHING = ["true"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way to run a command that does nothing, with the times it took, in milliseconds."""

    name: str
    work: Callable[[], object]
    times_ms: list[float] = field(default_factory=list)

    @property
    def spread(self) -> Spread:
        """The spread of its times."""
        return Spread.of(self.times_ms)

    def ratio_to(self, other: Way) -> float:
        """Return how many times as long as the other it takes, each time beside the other's."""
        pairs = zip(self.times_ms, other.times_ms, strict=True)
        return median(mine / others for mine, others in pairs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """The ways of one backend, the plain one first; or why there are none."""

    backend: str
    ways: Sequence[Way] = ()
    obstacle: str = ""


def measure_sandboxes(say: Callable[[], object], rounds: int = ROUNDS) -> Iterator[Measured]:
    """Yield the times of each backend; ``say`` is called after each round."""
    for name in NAMES:
        with ExitStack() as stack:
            try:
                backend = stack.enter_context(open_backend(name))
            except SandboxUnavailable as error:
                yield Measured(backend=name, obstacle=str(error))
                continue
            base = backend.find_base()
            if base is None:
                yield Measured(backend=name, obstacle="There is no base image.")
                continue
            ways = [*_list_plain(backend, base), *_list_isolated(backend, base)]
            _measure(ways, rounds, say)
            yield Measured(backend=backend.isolation, ways=ways)


def _measure(ways: Sequence[Way], rounds: int, say: Callable[[], object]) -> None:
    """Add times in rounds over all ways, so that a busy moment touches each of them alike."""
    for way in ways:
        way.work()
    for _ in range(rounds):
        for way in ways:
            way.times_ms.append(timed_ms(way.work))
        say()


def _list_plain(backend: Backend, base: Image) -> Iterator[Way]:
    if not isinstance(backend, DockerBackend):
        yield Way(name="bare subprocess", work=lambda: subprocess.run(_NOTHING, check=True))
        return
    hardened = hardened_settings(Limits()) | {"network_mode": "none", "read_only": True}
    hardened["stdin_open"] = False
    host = conf.docker_host()
    client = docker.DockerClient(base_url=host) if host else docker.from_env()
    if shutil.which("docker"):
        where = ["--host", host] if host else []
        argv = ["docker", *where, "run", "--rm", base.identity, *_NOTHING]
        yield Way(name="docker run", work=lambda: subprocess.run(argv, check=True))
    without_network = {"network_mode": "none"}
    for name, settings in (
        ("container, not hardened", {}),
        ("container without network", without_network),
        ("container, hardened", hardened),
    ):
        yield Way(name=name, work=partial(_run, client, base, settings))


def _run(client: docker.DockerClient, base: Image, settings: Mapping[str, Any]) -> None:
    container = client.containers.create(base.identity, _NOTHING, **settings)
    try:
        container.start()
        container.wait()
    finally:
        container.remove(force=True)


def _list_isolated(backend: Backend, base: Image) -> Iterator[Way]:
    def run(*commands: Command) -> None:
        lease = Lease(job="benchmark", until=timezone.now() + timedelta(minutes=10))
        with backend.open(base, Limits(), lease) as sandbox:
            for command in commands:
                sandbox.run(command)

    yield Way(name="sandbox, opened and closed", work=run)
    yield Way(name="sandbox, with a command", work=lambda: run(Command(argv=_NOTHING)))
