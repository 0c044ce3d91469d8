"""Repositories and projects to index."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from devagent.models import Project
from devagent.services.projects import add_project

CARTS = "def total(lines):\n    return sum(lines)\n"


def git(folder: Path, *arguments: str) -> str:
    """Run git in the folder; return its output."""
    who = ("-c", "user.name=Ada", "-c", "user.email=ada@example.com")
    done = subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)
    return done.stdout.decode().strip()


def commit(folder: Path, files: Mapping[str, str]) -> str:
    """Write files and commit everything; return the commit."""
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "change")
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository of two files."""
    folder = tmp_path / "shop"
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch=main")
    commit(folder, {"shop/carts.py": CARTS, "app/cart.tsx": "export const Cart = () => <p/>;\n"})
    return folder


@pytest.fixture
def project(repository: Path, db: None) -> Project:
    """The repository as a project, not indexed yet."""
    return add_project(name="shop", path=repository)
