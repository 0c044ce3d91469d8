"""Where in the admin a project and its files are shown."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse

from devagent.models import Project
from devagent.services.indexing import printable

LINES_A_PAGE = 2_000


def find_page(line: int) -> int:
    """Return the page, from 1, of a file's page that shows a line, from 1."""
    return (line - 1) // LINES_A_PAGE + 1


def file_address(project: Project, path: str, line: int = 1, *, symbol: str = "") -> str:
    """Return where a file is shown, at a line; with what reaches a symbol, where one is named."""
    page = find_page(line)
    query = {"path": printable(path)} | ({"page": str(page)} if page > 1 else {})
    anchor = f"L{line}" if line > 1 else ""
    if symbol:
        query["symbol"], anchor = symbol, "reach"
    address = reverse("admin:devagent_code_file", args=[project.name])
    return f"{address}?{urlencode(query)}" + (f"#{anchor}" if anchor else "")


def project_address(project: Project) -> str:
    """Return where a project is shown."""
    return reverse("admin:devagent_project_change", args=[project.pk])
