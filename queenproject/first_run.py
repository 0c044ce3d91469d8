"""What a fresh database gets, each part once: tables, the reader's role, demo data, a login."""

from __future__ import annotations

import logging
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from devagent import conf
from devagent.exceptions import DevagentError
from devagent.selectors import list_projects
from devagent.services.demo import create_demo_project, deploy_demo_project
from users.models import User

ADMIN_EMAIL = "admin@localhost"
DEMO_USERS = 10_000

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """A login to the admin: the password in words, or where to find it."""

    email: str
    password: str


def prepare_database() -> None:
    """Bring tables, views and the reader's role up to date.

    Where the database lets Queen have no reader, all but questions still works.
    """
    if has_unapplied_migrations():
        call_command("migrate", interactive=False)
    try:
        call_command("setup_reader")
    except CommandError as error:
        logger.warning("Questions will be refused. %s", error)


def has_unapplied_migrations() -> bool:
    """Return whether the database lacks migrations of the code."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def load_demo_users(*, state_dir: Path) -> None:
    """Load demo users, but only once and only where nobody besides staff is in the table.

    Who deletes them does not get them again: a note in ``state_dir`` says that it was done.
    """
    note = state_dir / "demo_users_loaded"
    if note.exists():
        return
    if not User.objects.filter(is_staff=False).exists():
        call_command("seed_users", DEMO_USERS)
    note.write_text("make run has loaded the demo users; it will not do so again.\n", "utf-8")


def load_declared_projects() -> None:
    """Take over the projects of the file that the settings name, where there is one.

    Where one of them cannot be, all else still works.
    """
    if conf.projects_file():
        try:
            call_command("sync_projects")
        except CommandError as error:
            logger.warning("Not all projects were taken over. %s", error)


def load_demo_project(*, state_dir: Path) -> None:
    """Make, index and deploy the demo project, but only once, where there is no project yet.

    Where it cannot be made, as without git, all else still works.
    """
    note = state_dir / "demo_project_loaded"
    if note.exists():
        return
    if not list_projects().exists():
        try:
            project = create_demo_project(folder=conf.demo_folder())
            deploy_demo_project(project=project, folder=conf.demo_releases())
        except DevagentError as error:
            logger.warning("There is no demo project. %s", error)
            return
    note.write_text("make run has made the demo project; it will not do so again.\n", "utf-8")


def ensure_admin_login(*, state_dir: Path) -> Login | None:
    """Return the login that was made for the first run, made now where there is no superuser.

    Returns None where people have made superusers of their own and that one is gone.
    """
    path = state_dir / "admin_password"
    if not User.objects.filter(is_superuser=True).exists():
        password = secrets.token_urlsafe(12)
        write_private(path, f"{password}\n")
        User.objects.create_superuser(ADMIN_EMAIL, password)
        return Login(email=ADMIN_EMAIL, password=password)
    if not User.objects.filter(email=ADMIN_EMAIL, is_superuser=True).exists():
        return None
    known = path.exists()
    hint = f"in {path}, unless it was changed" if known else "the one that it was given"
    return Login(email=ADMIN_EMAIL, password=hint)


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner may read."""
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
