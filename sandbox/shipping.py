"""Sends programs of ours into a sandbox with the command that starts them: none is kept there."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from importlib import resources

_LOADER = """
import json, sys, types
for name, source in json.loads(sys.argv[1]):
    module = types.ModuleType(name)
    module.__path__ = []
    sys.modules[name] = module
    exec(compile(source, name, "exec"), module.__dict__)
    parent, _, last = name.rpartition(".")
    if parent:
        setattr(sys.modules[parent], last, module)
module.main(json.loads(sys.argv[2]))
"""


def ship(
    python: Sequence[str], package: str, names: Sequence[str], settings: Mapping[str, object]
) -> list[str]:
    """Return a command that loads these modules of ``package`` and calls ``main`` of the last.

    ``python`` is the interpreter with its options; each module may import those before it.
    """
    folder = resources.files(package)
    top, _, _ = package.partition(".")
    modules = [(top, ""), (package, "")]
    modules += [
        (f"{package}.{name}", (folder / f"{name}.py").read_text(encoding="utf-8")) for name in names
    ]
    return [*python, "-I", "-c", _LOADER, json.dumps(modules), json.dumps(settings)]


def ship_script(
    node: Sequence[str], package: str, name: str, settings: Mapping[str, object]
) -> list[str]:
    """Return a command that runs this script of ``package``, with the settings as its argument."""
    script = read_script(package, name)
    return [*node, "--input-type=module", "--eval", script, json.dumps(settings)]


def read_script(package: str, name: str) -> str:
    """Return the text of a script of ``package``."""
    return (resources.files(package) / name).read_text(encoding="utf-8")
