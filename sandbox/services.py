"""Running a project's code in a sandbox, with a row of what was run."""

from __future__ import annotations

import contextlib
import functools
import shlex
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

from django.utils import timezone

from sandbox import conf, images
from sandbox.backends.base import Image, Lease, leased_folder, reap_folders
from sandbox.checkout import Checkout, open_checkout
from sandbox.engines import NAMES, open_backend
from sandbox.exceptions import SandboxUnavailable
from sandbox.models import JOB_LENGTH, Run
from sandbox.node_packages import LOCK, MANIFEST
from sandbox.records import (
    MODE_SUBMODULE,
    MODE_SYMLINK,
    Changes,
    Command,
    EnvironmentSpec,
    ExecResult,
    FileEntry,
    Isolation,
    Language,
    Limits,
    Sandbox,
)
from sandbox.shown import to_text

Clock = Callable[[], datetime]
_KEPT_OUTPUT = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A project's commit with what is to be run on it.

    ``project`` is a git checkout, whose committed files alone are used. ``backend`` is docker,
    bubblewrap or empty for the setting's. ``language`` is what a command is written in, by default
    all that the project is; what runs tests tells theirs. ``spec`` is by default read from the
    commit's files, those of the language alone.
    """

    project: Path
    name: str = ""
    revision: str = "HEAD"
    patch: bytes = b""
    language: Language | None = None
    spec: EnvironmentSpec | None = None
    limits: Limits = field(default_factory=conf.limits)
    backend: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """What became of a command: its result, and what it changed in the workspace."""

    result: ExecResult
    changes: Changes
    isolation: Isolation
    image: str
    run_id: int


def run_in_sandbox(*, job: Job, command: Command, clock: Clock = timezone.now) -> RunReport:
    """Run one command on the job's files; raise a SandboxError where it could not be run."""
    with record_run(job, shlex.join(command.argv), clock) as run, open_job(job, run) as opened:
        tree = opened.checkout.apply(job.patch) if job.patch else opened.checkout.base_tree
        with opened.open_sandbox(job.language) as sandbox:
            sandbox.write(without_submodules(opened.checkout.list_files(tree)))
            result = sandbox.run(command)
            changes = sandbox.list_changes()
        _note_result(run, result)
        return RunReport(
            result=result,
            changes=changes,
            isolation=sandbox.isolation,
            image=sandbox.image,
            run_id=run.pk,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedJob:
    """A job with its commit opened.

    A sandbox has the packages of one language, or of all that the project is written in; they are
    installed when the first one is opened.
    """

    checkout: Checkout
    isolation: Isolation
    open_sandbox: Callable[[Language | None], contextlib.AbstractContextManager[Sandbox]]


@contextlib.contextmanager
def record_run(job: Job, command: str, clock: Clock) -> Iterator[Run]:
    """Give a row for the job's run, as record_limited does."""
    name = job.name or f"{job.project.name} {uuid.uuid4().hex[:8]}"
    with record_limited(name, job.limits, command, clock) as run:
        yield run


@contextlib.contextmanager
def record_limited(name: str, limits: Limits, command: str, clock: Clock) -> Iterator[Run]:
    """Give a row for a run, which has its outcome at the end whatever happens."""
    started_at = clock()
    run = Run.objects.create(
        started_at=started_at,
        job=name[:JOB_LENGTH],
        command=to_text(command.encode(errors="backslashreplace"), most=_KEPT_OUTPUT),
        limits=asdict(limits),
    )
    try:
        yield run
    except BaseException as error:
        run.outcome = Run.Outcome.ERROR
        run.error = str(error) or type(error).__name__
        raise
    finally:
        run.duration_ms = round((clock() - started_at).total_seconds() * 1000)
        run.save()


@contextlib.contextmanager
def open_job(job: Job, run: Run) -> Iterator[OpenedJob]:
    """Open the job's commit; its environments are seen to when they are needed."""
    lease = Lease(job=run.job, until=run.lease_until)
    with open_backend(job.backend) as backend, _open_work_folder(lease) as folder:
        checkout = open_checkout(job.project, job.revision, folder)
        run.commit, run.isolation = checkout.commit, backend.isolation
        run.save()

        @functools.cache
        def ensure(language: Language | None) -> Image:
            spec = job.spec or read_spec(checkout, language)
            image = images.ensure_environment(backend, spec, lease)
            run.image = image.identity
            run.save()
            return image

        yield OpenedJob(
            checkout=checkout,
            isolation=backend.isolation,
            open_sandbox=lambda language: backend.open(ensure(language), job.limits, lease),
        )


def read_spec(checkout: Checkout, language: Language | None = None) -> EnvironmentSpec:
    """Return the environment that the base commit's dependency files ask for.

    Without a language it is for all that the project is written in.
    """
    entries = checkout.list_files(checkout.base_tree)
    files = {entry.path: entry.content for entry in entries if _is_dependency_file(entry)}
    return EnvironmentSpec(
        languages=frozenset([language] if language else _list_languages(entries, files)),
        files=files,
        index_url=conf.index_url(),
        registry_url=conf.registry_url(),
        ca_bundle=conf.ca_bundle(),
    )


def build_base(*, backend: str = "", say: Callable[[str], None]) -> str:
    """Build the base system of a backend; return its identity, or raise BuildFailed."""
    with open_backend(backend) as opened:
        return opened.build_base(say).identity


def find_obstacle() -> str | None:
    """Return why nothing can be run in a sandbox here, and what to do; None where it can."""
    try:
        with open_backend() as backend:
            if backend.find_base() is None:
                return "There is no base image: run `manage.py sandbox_build_base`."
    except SandboxUnavailable as error:
        return str(error)
    return None


def reap(*, clock: Clock = timezone.now) -> Mapping[str, int]:
    """Destroy what nobody will use any more; return how much of each kind.

    That is sandboxes and folders whose lease has run out, and environments without a run for too
    long. Runs are counted whose worker was killed, which no one else can note any more.
    """
    now = clock()
    counts = {
        "folders": reap_folders(conf.folder() / "work", now),
        "runs": Run.objects.abandoned(now).note_lost(),
        "environments": 0,
    }
    for name in NAMES:
        with contextlib.suppress(SandboxUnavailable), open_backend(name) as backend:
            counts[name] = backend.reap(now)
            unused_since = now - conf.environment_age()
            counts["environments"] += images.reap_environments(backend, unused_since)
    return counts


def without_submodules(files: list[FileEntry]) -> list[FileEntry]:
    """Return the files that have bytes of their own."""
    return [file for file in files if file.mode != MODE_SUBMODULE]


@contextlib.contextmanager
def _open_work_folder(lease: Lease) -> Iterator[Path]:
    work = conf.folder() / "work"
    work.mkdir(parents=True, exist_ok=True, mode=0o711)
    with leased_folder(work, lease) as folder:
        yield folder


def _list_languages(
    entries: Sequence[FileEntry], dependencies: Mapping[str, bytes]
) -> Iterator[Language]:
    """Yield JavaScript where its packages are locked, and Python unless that is all there is."""
    is_locked = {MANIFEST, LOCK} <= dependencies.keys()
    if is_locked:
        yield Language.JAVASCRIPT
    if not is_locked or any(entry.path.endswith(".py") for entry in entries):
        yield Language.PYTHON


def _is_dependency_file(entry: FileEntry) -> bool:
    is_list = entry.path.startswith("requirements") and entry.path.endswith(".txt")
    is_top = "/" not in entry.path
    is_named = is_list or entry.path in {"pyproject.toml", MANIFEST, LOCK}
    return is_top and entry.mode != MODE_SYMLINK and is_named


def _note_result(run: Run, result: ExecResult) -> None:
    run.outcome = _outcome_of(result)
    run.exit_code = result.exit_code
    run.peak_memory_bytes = result.peak_memory_bytes
    run.peak_memory_of = result.peak_memory_of
    run.stdout = to_text(result.stdout, most=_KEPT_OUTPUT)
    run.stderr = to_text(result.stderr, most=_KEPT_OUTPUT)


def _outcome_of(result: ExecResult) -> Run.Outcome:
    if result.timed_out:
        return Run.Outcome.TIMED_OUT
    return Run.Outcome.OOM_KILLED if result.oom_killed else Run.Outcome.EXITED
