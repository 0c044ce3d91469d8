"""The permissions that pages about incidents ask for, besides who sees which project."""

from __future__ import annotations

VIEW_PERMISSION = "monitoring.view_incident"
HANDLE_PERMISSION = "monitoring.handle_incident"
ASK_PERMISSION = "monitoring.ask_incident"
VIEW_ERRORS_PERMISSION = "monitoring.view_errorgroup"
