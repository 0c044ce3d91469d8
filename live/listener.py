"""Hears in each web process what any process published, and tells the sockets of this one.

A notification only wakes it; what changed is seen by comparing versions, so one that was missed is
made up for at the next comparison.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from typing import NoReturn

from channels import DEFAULT_CHANNEL_LAYER
from channels.layers import InMemoryChannelLayer, channel_layers
from django.db import DEFAULT_DB_ALIAS, connections
from psycopg import AsyncConnection, Error

from live import conf
from live.topics import CHANNEL, changed, group_of, topic_of

REPLY_LIMIT_S = 10
"""Who waits longer than this for a reply has lost the server without a word."""

MAX_PAUSE_S = 10
_VERSIONS = "SELECT name, version FROM live_topic WHERE name = ANY(%s)"
_DJANGO_ONLY = {"context", "cursor_factory"}

logger = logging.getLogger(__name__)


@asynccontextmanager
async def listening() -> AsyncIterator[None]:
    """Hear what is published, for as long as this is open.

    With a channel layer that all processes share there is nothing to do: publish reaches it itself.
    """
    layer = channel_layers[DEFAULT_CHANNEL_LAYER]
    if not isinstance(layer, InMemoryChannelLayer):
        yield
        return
    task = asyncio.create_task(Listener(layer).run())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait([task])


class Listener:
    """One loop over one connection; what it has seen outlives the connection."""

    def __init__(self, layer: InMemoryChannelLayer) -> None:
        self._layer = layer
        self._seen: dict[str, int] = {}
        self._failures = 0

    async def run(self) -> NoReturn:
        """Listen until cancelled, over as many connections as it takes."""
        while True:
            try:
                await self._listen()
            except Exception as error:
                self._failures += 1
                pause_s = min(2**self._failures / 10, MAX_PAUSE_S)
                said = str(error) or "it does not answer"
                is_expected = isinstance(error, (Error, OSError))
                logger.warning(
                    "Live updates wait %.1f s for the database: %s",
                    pause_s,
                    said,
                    exc_info=not is_expected,
                )
                await asyncio.sleep(pause_s)

    async def _listen(self) -> NoReturn:
        async with await _connect() as connection:
            await connection.execute(f"LISTEN {CHANNEL}")
            while True:
                async with asyncio.timeout(REPLY_LIMIT_S):
                    await self._compare(connection)
                async with asyncio.timeout(conf.poll_s() + REPLY_LIMIT_S):
                    await self._wait(connection)
                if self._failures:
                    logger.warning("Live updates have the database again.")
                    self._failures = 0

    async def _compare(self, connection: AsyncConnection) -> None:
        """Tell the sockets of each topic whose version is not the one seen last.

        A topic with none seen counts as changed: its socket may have drawn before a change that
        was not heard.
        """
        cursor = await connection.execute(_VERSIONS, [self._topics()])
        versions: dict[str, int] = dict(await cursor.fetchall())
        for topic, _ in versions.items() - self._seen.items():
            await self._layer.group_send(group_of(topic), changed(topic))
        self._seen = versions

    async def _wait(self, connection: AsyncConnection) -> None:
        """Return once a topic that is looked at here was published, or the time is over."""
        async with aclosing(connection.notifies(timeout=conf.poll_s())) as heard:
            async for notification in heard:
                if notification.payload in self._topics():
                    return

    def _topics(self) -> list[str]:
        return [topic for group in self._layer.groups if (topic := topic_of(group)) is not None]


async def _connect() -> AsyncConnection:
    parameters = connections[DEFAULT_DB_ALIAS].get_connection_params()
    own = {name: value for name, value in parameters.items() if name not in _DJANGO_ONLY}
    return await AsyncConnection.connect(**own, autocommit=True, connect_timeout=REPLY_LIMIT_S)
