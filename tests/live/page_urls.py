"""A page with a panel, under the policy of all pages."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from live.panels import address
from tests.live.pages import COUNT, draw_count

PAGE = """<!doctype html>
{% load static %}
<html lang="en">
<head>
  <title>Users</title>
  <meta name="htmx-config" content='{"includeIndicatorStyles": false, "allowEval": false}'>
  <script src="{% static "django_htmx/htmx-2.min.js" %}" defer></script>
  {% include "live/partials/head.html" %}
</head>
<body>{% include "live/partials/socket.html" %}{{ panel }}</body>
</html>
"""


def show(request: HttpRequest) -> HttpResponse:
    """Show how many users there are."""
    page = engines["django"].from_string(PAGE)
    context = {"live": address(COUNT.at()), "panel": draw_count(request.user, "")}
    return HttpResponse(page.render(context))


urlpatterns = [path("", show)]
