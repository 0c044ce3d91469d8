"""The address of the one socket; there is nothing at any other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from channels.security.websocket import WebsocketDenier
from django.urls import path, re_path

from live.consumers import PanelConsumer
from live.panels import PATH

if TYPE_CHECKING:
    from channels.routing import URLRouter, _ExtendedURLPattern

websocket_urlpatterns: list[_ExtendedURLPattern | URLRouter] = [
    path(PATH, PanelConsumer.as_asgi()),  # type: ignore[arg-type, list-item]
    re_path("", WebsocketDenier.as_asgi()),  # type: ignore[arg-type, list-item]
]
