"""A program that serves the demo shop from the folder it is started in, with a health check.

It knows nothing of Queen: the folder is a release of the shop, and the port its only argument. The
commit is read once, so that the health check tells what this process has loaded.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING
from wsgiref.simple_server import WSGIRequestHandler, make_server

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

EMAIL, PASSWORD = "mira@kiosk.example", " spaced out "
HEALTH = "/health"


def main() -> None:
    """Serve until ended; the customer of the bug report can sign in, or cannot."""
    release = Path.cwd().resolve()
    os.chdir(release)
    sys.path.insert(0, str(release))
    os.environ["DJANGO_SETTINGS_MODULE"] = "kiosk.settings"
    commit = Path("REVISION").read_text().strip()
    _prepare()
    from django.core.wsgi import get_wsgi_application

    application = with_health(get_wsgi_application(), commit)
    with make_server("127.0.0.1", int(sys.argv[1]), application, handler_class=_Handler) as server:
        server.serve_forever()


class _Handler(WSGIRequestHandler):
    """Tells of requests, but not of health checks, which come each second while it is watched."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Write the line of a request."""
        if self.requestline.split()[1:2] != [HEALTH]:
            super().log_request(code, size)


def with_health(application: WSGIApplication, commit: str) -> WSGIApplication:
    """Return an application that also answers to the health check."""

    def serve(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ.get("PATH_INFO") != HEALTH:
            return application(environ, start_response)
        start_response("200 OK", [("Content-Type", "application/json")])
        return [json.dumps({"commit": commit}).encode()]

    return serve


def _prepare() -> None:
    """Make the tables and the customer, where they are not there yet."""
    import django
    from django.conf import settings
    from django.core.management import call_command

    # The shop has no page that would give a token for signing in.
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "Csrf" not in name]
    django.setup()
    call_command("migrate", run_syncdb=True, verbosity=0)
    from importlib import import_module

    customer = import_module("accounts.models").Customer
    make_digest: Callable[[str], str] = import_module("accounts.digests").make_digest
    customer.objects.get_or_create(
        email=EMAIL, defaults={"name": "Mira", "password_digest": make_digest(PASSWORD)}
    )


if __name__ == "__main__":
    main()
