"""The socket of a page: it sends the page's panels as they are, first of all and after changes.

It says nothing about what changed and takes nothing from the browser, so neither can be wrong.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Collection, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer

from live import conf
from live.drawing import draw
from live.exceptions import BadMessage, BrowserGone, Refused
from live.panels import Place, places_at
from live.topics import group_of

if TYPE_CHECKING:
    from asgiref.typing import WebSocketDisconnectEvent

BROKEN = 1011
"""The close code of an error in the server, after which browsers try again."""

logger = logging.getLogger(__name__)


class PanelConsumer(AsyncWebsocketConsumer):
    """Keeps the panels of one page up to date.

    What changed waits in a set and not in a queue: many changes cost one drawing per interval, and
    a browser that reads slowly holds no more than one message.
    """

    async def connect(self) -> None:
        """Start, but accept only with the first drawing at hand.

        A socket that never opened is tried again less and less often; one that opened and broke at
        once would be tried again at full speed.
        """
        self._accepted = False
        self._page: Collection[Place] = ()
        self._due: set[Place] = set()
        self._changed = asyncio.Event()
        self._sent: dict[Place, int] = {}
        self._work = asyncio.create_task(self._run())

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """Close the socket, whatever the browser said."""
        with suppress(BrowserGone):
            await self._refuse(BadMessage())

    async def topic_changed(self, event: Mapping[str, str]) -> None:
        """Note which panels are due."""
        self._due.update(place for place in self._page if place.topic == event["topic"])
        self._changed.set()

    async def websocket_disconnect(self, message: WebSocketDisconnectEvent) -> None:
        """End the work before the groups are left, since the work joins them."""
        self._work.cancel()
        await asyncio.wait([self._work])
        await super().websocket_disconnect(message)

    async def _run(self) -> None:
        try:
            await self._keep_up_to_date()
        except BrowserGone:
            logger.debug("A browser closed its socket.")
        except Exception:
            logger.exception("The panels %s could not be shown.", self.scope["query_string"])
            with suppress(BrowserGone):
                await self._tell(self.close(BROKEN))

    async def _keep_up_to_date(self) -> None:
        try:
            self._page = places_at(self.scope["query_string"].decode("latin-1"))
            self.groups = sorted({group_of(place.topic) for place in self._page})
            while True:
                await self._follow(until=_now() + conf.refresh_s())
        except Refused as refusal:
            await self._refuse(refusal)

    async def _follow(self, *, until: float) -> None:
        """Show all panels, then those that change, until it is time to begin anew.

        To begin anew mends what the channel layer lost and finds sessions that are over.
        """
        for group in self.groups:
            await self.channel_layer.group_add(group, self.channel_name)
        due = set(self._page)
        while _now() < until:
            await self._show(due)
            await asyncio.sleep(conf.interval_s())
            with suppress(TimeoutError):
                async with asyncio.timeout_at(until):
                    await self._changed.wait()
            self._changed.clear()
            due, self._due = self._due, set()

    async def _show(self, due: Collection[Place]) -> None:
        in_thread = database_sync_to_async(draw, thread_sensitive=False)
        drawn = await in_thread(self.scope["session"].session_key, page=self._page, due=due)
        await self._accept_once()
        new = {place: html for place, html in drawn.items() if self._sent.get(place) != hash(html)}
        if new:
            await self._tell(self.send(text_data="\n".join(new.values())))
            self._sent |= {place: hash(html) for place, html in new.items()}

    async def _refuse(self, refusal: Refused) -> None:
        # A browser learns the code of an open socket only.
        await self._accept_once()
        await self._tell(self.close(refusal.close_code))

    async def _accept_once(self) -> None:
        if not self._accepted:
            self._accepted = True
            await self._tell(self.accept())

    async def _tell(self, sending: Awaitable[None]) -> None:
        try:
            await sending
        except (OSError, RuntimeError) as error:
            # uvicorn raises the first after a close by the browser, the second after one by itself.
            raise BrowserGone from error


def _now() -> float:
    return asyncio.get_running_loop().time()
