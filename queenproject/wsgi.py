"""The WSGI application: pages, where a server speaks no ASGI. Sockets need asgi.py."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from queenproject.database import join_database

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "queenproject.settings")
join_database()

application = get_wsgi_application()
