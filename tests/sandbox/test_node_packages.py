"""Which packages of a lock file are installed."""

from __future__ import annotations

import json

import pytest

from sandbox.exceptions import BuildFailed
from sandbox.node_packages import LOCK, MANIFEST, find_node_files

REGISTRY = "https://registry.npmjs.org/"
GOOD = {"version": "1.0.0", "resolved": f"{REGISTRY}a/-/a-1.0.0.tgz", "integrity": "sha512-x"}
OWN = "https://npm.example.com/"


def files(packages: object, manifest: object = None) -> dict[str, bytes]:
    """Return the two files of a project with these packages."""
    lock = {"lockfileVersion": 3, "packages": packages}
    return {
        MANIFEST: json.dumps(manifest if manifest is not None else {"name": "shop"}).encode(),
        LOCK: json.dumps(lock).encode(),
    }


def test_only_what_is_said_of_packages_is_kept() -> None:
    manifest = {
        "name": "shop",
        "scripts": {"prepare": "curl evil"},
        "devDependencies": {"a": "1.0.0"},
        "jest": {"setupFiles": ["./x.js"]},
    }

    found = find_node_files(files({"": {}, "node_modules/a": GOOD}, manifest))

    assert json.loads(found[MANIFEST]) == {"name": "shop", "devDependencies": {"a": "1.0.0"}}


def test_registry_of_ones_own_is_taken() -> None:
    own = GOOD | {"resolved": f"{OWN}a.tgz"}

    assert find_node_files(files({"node_modules/a": own}), OWN)
    with pytest.raises(BuildFailed, match="elsewhere"):
        find_node_files(files({"node_modules/a": own}))


def test_without_a_lock_file_nothing_is_installed() -> None:
    with pytest.raises(BuildFailed, match=LOCK):
        find_node_files({MANIFEST: b"{}"})


@pytest.mark.parametrize(
    "packages",
    [
        {"node_modules/a": GOOD | {"resolved": "git+ssh://git@github.com/a/a.git#1"}},
        {"node_modules/a": GOOD | {"resolved": "http://registry.npmjs.org/a.tgz"}},
        {"node_modules/a": GOOD | {"resolved": "https://registry.npmjs.org.evil.example/a.tgz"}},
        {"node_modules/a": GOOD | {"resolved": "file:../a.tgz"}},
        {"node_modules/a": {"version": "1.0.0", "resolved": f"{REGISTRY}a.tgz"}},
        {"node_modules/a": {"resolved": "packages/a", "link": True}},
        {"packages/a": {"version": "1.0.0"}},
        {"../a": {"version": "1.0.0", "integrity": "sha512-x"}},
        {"node_modules/a": "1.0.0"},
        None,
    ],
)
def test_package_that_is_not_pinned_in_the_registry_is_refused(packages: object) -> None:
    with pytest.raises(BuildFailed):
        find_node_files(files(packages))


@pytest.mark.parametrize("manifest", [[], "x", 1])
def test_manifest_of_another_form_is_refused(manifest: object) -> None:
    with pytest.raises(BuildFailed):
        find_node_files(files({"node_modules/a": GOOD}, manifest))
