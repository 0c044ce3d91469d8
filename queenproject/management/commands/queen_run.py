"""``manage.py queen_run``: everything that ``make run`` needs, in one terminal."""

from __future__ import annotations

import sys
from argparse import ArgumentParser

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from devagent.services.demo import is_demo_deployed
from queenproject.database import STATE_DIR
from queenproject.first_run import (
    Login,
    ensure_admin_login,
    load_declared_projects,
    load_demo_project,
    load_demo_users,
    prepare_database,
)
from queenproject.holders import find_listener, in_words
from queenproject.processes import HIGHEST_PORT, is_port_free, port_number, run_all
from sandbox.services import find_obstacle


class Command(BaseCommand):
    help = "Prepare the database, then run web, worker and apply agent until Ctrl-C."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=port_number, default=8000, help="default: 8000")

    def handle(self, *args: object, port: int, **options: object) -> None:
        if not is_port_free(port):
            raise CommandError(port_is_taken(port))
        STATE_DIR.mkdir(mode=0o700, exist_ok=True)
        prepare_database()
        load_demo_users(state_dir=STATE_DIR)
        load_declared_projects()
        load_demo_project(state_dir=STATE_DIR)
        login = ensure_admin_login(state_dir=STATE_DIR)
        shop_port = choose_shop_port(port)
        # Forked processes must not share a connection.
        connections.close_all()
        text = "\n".join([welcome(port, login), *without_repairs(find_obstacle())])
        sys.exit(run_all(port, welcome=text, shop_port=shop_port))


def choose_shop_port(port: int) -> int | None:
    """Return the port of the demo shop, ten above Queen's; None without it, or if it is taken."""
    shop_port = port + 10
    is_free = shop_port <= HIGHEST_PORT and is_port_free(shop_port)
    return shop_port if is_free and is_demo_deployed() else None


def port_is_taken(port: int) -> str:
    """Return what holds the port and what to do, in words."""
    holder = find_listener(port)
    who, end = (in_words(holder), f" (kill {holder.pid})") if holder else ("another program", "")
    other = port + 1 if port < 65_535 else port - 1
    return (
        f"Port {port} is taken by {who}: end it{end}, or choose another port: make run PORT={other}"
    )


def welcome(port: int, login: Login | None) -> str:
    """Return what to do next, in words."""
    lines = ["Queen is running. Ctrl-C stops her.", f"  Address:  http://127.0.0.1:{port}/admin/"]
    if login:
        lines += [f"  Login:    {login.email}", f"  Password: {login.password}"]
    else:
        lines.append("  Login:    yours (manage.py createsuperuser makes another)")
    if not settings.DEBUG:
        lines.append("  DEBUG is off: browsers must come by HTTPS, unless HTTPS=0 is set.")
    return "\n".join(lines)


def without_repairs(obstacle: str | None) -> list[str]:
    """Return what is missing for running code in sandboxes, in words; nothing where it is there."""
    return [f"  No sandboxes, so no repairs: {obstacle}"] if obstacle else []
