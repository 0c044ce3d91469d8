"""What the tests of import_users call: the command, and what it says of bad lines."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

ADDRESS = "0x" + "aB" * 20


def import_users(path: Path, *options: str) -> tuple[str, str]:
    """Return what the command wrote to its output and to its error stream."""
    out, err = StringIO(), StringIO()
    call_command("import_users", str(path), *options, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def bad_lines(path: Path) -> str:
    """Return what is said of a file that is not imported since lines of it are bad."""
    err = StringIO()
    with pytest.raises(CommandError, match="nothing was imported"):
        call_command("import_users", str(path), stdout=StringIO(), stderr=err)
    return err.getvalue()
