"""A program: matches our patterns in the files of a folder, and prints what they find as JSON.

It runs as a process of its own, as the linters do: a file can be made so that matching takes for
ever, and must not take its worker with it.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from devagent.analysis.django_rules import DJANGO_RULES
from devagent.analysis.findings import Finding
from devagent.analysis.linters import LinterFailed
from devagent.analysis.patterns import match
from devagent.analysis.script_rules import SCRIPT_RULES
from devagent.index.discovery import find_language

RULES = {
    "python": DJANGO_RULES,
    "javascript": SCRIPT_RULES,
    "typescript": SCRIPT_RULES,
    "tsx": SCRIPT_RULES,
}
"""The patterns of each language."""
_FINDINGS = TypeAdapter(list[Finding])


def main(folder: Path) -> None:
    """Print the findings of all files below a folder, with paths relative to it."""
    found: list[Finding] = []
    for file in sorted(one for one in folder.rglob("*") if one.is_file()):
        path = file.relative_to(folder).as_posix()
        language = find_language(path)
        if language in RULES:
            text = file.read_bytes().decode()
            found += match(text, path=path, patterns=RULES[language], language=language)
    json.dump([asdict(one) for one in found], sys.stdout)


def read_matches(output: str) -> list[Finding]:
    """Return what the program printed as findings; raise LinterFailed where it did not end."""
    try:
        return _FINDINGS.validate_json(output)
    except ValidationError as error:
        raise LinterFailed("Matching our patterns did not get to its end.") from error


if __name__ == "__main__":
    main(Path(sys.argv[1]))
