"""The version of each topic: what a process compares to learn what it missed."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection, models

from live.topics import CHANNEL, MAX_LENGTH

KEPT_FOR = timedelta(days=1)
"""Longer than any listener is away: pages that were open before look at all again by themselves."""

_BUMP = """
WITH bumped AS (
    INSERT INTO live_topic (name, version, published_at) VALUES (%s, 1, now())
    ON CONFLICT (name) DO UPDATE SET version = live_topic.version + 1, published_at = now()
    RETURNING name
)
SELECT pg_notify(%s, name) FROM bumped
"""


class TopicQuerySet(models.QuerySet["Topic"]):
    """Topics that were published."""

    def bump(self, name: str) -> None:
        """Count the topic's version up and notify the listeners, both or neither."""
        with connection.cursor() as cursor:
            cursor.execute(_BUMP, [name, CHANNEL])

    def outdated(self, now: datetime) -> TopicQuerySet:
        """Return the topics that nothing was published of for a day."""
        return self.filter(published_at__lt=now - KEPT_FOR)


class Topic(models.Model):
    """One row per topic; the version says only whether something changed, not what."""

    name = models.CharField(primary_key=True, max_length=MAX_LENGTH)
    version = models.BigIntegerField()
    published_at = models.DateTimeField()

    objects = TopicQuerySet.as_manager()

    class Meta:
        db_table = "live_topic"
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.name} {self.version}"
