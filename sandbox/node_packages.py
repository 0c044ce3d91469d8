"""Which packages a JavaScript project asks for, read from its lock file; pure.

Packages that come from elsewhere than the registry, or without a hash, are refused.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sandbox.exceptions import BuildFailed

MANIFEST, LOCK = "package.json", "package-lock.json"
_REGISTRY = "https://registry.npmjs.org/"
_FOLDER = "node_modules/"
_WHAT_IS_INSTALLED = frozenset(
    "name version private type engines overrides dependencies devDependencies "
    "optionalDependencies peerDependencies peerDependenciesMeta bundleDependencies".split()
)


class _Package(BaseModel):
    model_config = ConfigDict(extra="ignore")
    resolved: str = ""
    integrity: str = ""
    link: bool = False
    is_bundled: bool = Field(default=False, alias="inBundle")


class _Lock(BaseModel):
    model_config = ConfigDict(extra="ignore")
    packages: dict[str, _Package]


def find_node_files(files: Mapping[str, bytes], registry_url: str = "") -> dict[str, bytes]:
    """Return the files that npm installs from, checked.

    Of package.json only what it says of packages is kept. Raise BuildFailed where there is no lock
    file, and for a package that is not pinned by a hash, or not from the registry.
    """
    if not {MANIFEST, LOCK} <= files.keys():
        raise BuildFailed(f"JavaScript needs {MANIFEST} and {LOCK} at the top of the project.")
    try:
        manifest = json.loads(files[MANIFEST])
        lock = _Lock.model_validate_json(files[LOCK])
        kept = {name: manifest[name] for name in sorted(_WHAT_IS_INSTALLED & manifest.keys())}
    except ValidationError as error:
        reason = "it is written by npm 7 or newer, and lists its packages"
        raise BuildFailed(f"{LOCK} cannot be read: {reason}.") from error
    except (ValueError, AttributeError) as error:
        raise BuildFailed(f"{MANIFEST} cannot be read: {error}.") from error
    for fault in _list_faults(lock, (_REGISTRY, registry_url or _REGISTRY)):
        raise BuildFailed(f"{LOCK}: {fault}.")
    return {MANIFEST: json.dumps(kept).encode(), LOCK: files[LOCK]}


def _list_faults(lock: _Lock, registries: tuple[str, ...]) -> Iterator[str]:
    for path, package in lock.packages.items():
        name = path.removeprefix(_FOLDER)
        if not path:
            continue  # the project itself
        if package.link or not path.startswith(_FOLDER):
            yield f"{name} is a folder of the project; workspaces cannot be installed"
        elif package.resolved and not package.resolved.startswith(registries):
            yield f"{name} comes from elsewhere than the package registry"
        elif not package.integrity and not package.is_bundled:
            yield f"{name} has no hash"
