"""Use-cases of live: publish that something changed, and forget what changed long ago."""

from __future__ import annotations

from datetime import datetime

from asgiref.sync import async_to_sync
from channels import DEFAULT_CHANNEL_LAYER
from channels.layers import InMemoryChannelLayer, channel_layers
from django.db import transaction

from live.models import Topic
from live.topics import changed, check_topic, group_of


def publish(topic: str) -> None:
    """Have every page that shows the topic drawn again, once the transaction is committed.

    After a rollback nothing happens. A failure after the commit is logged and not raised: what was
    committed stands, and pages look again by themselves. Raises TopicInvalid.
    """
    check_topic(topic)

    def announce() -> None:
        Topic.objects.bump(topic)
        layer = channel_layers[DEFAULT_CHANNEL_LAYER]
        if not isinstance(layer, InMemoryChannelLayer):
            async_to_sync(layer.group_send)(group_of(topic), changed(topic))

    transaction.on_commit(announce, robust=True)


def forget_old_topics(*, now: datetime) -> int:
    """Delete topics that nothing was published of for a day; return how many."""
    return Topic.objects.outdated(now).delete()[0]
