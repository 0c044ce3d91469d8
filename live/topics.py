"""Names of what can change, such as ``devagent.incident.7``, and where changes are announced."""

from __future__ import annotations

import re

from live.exceptions import TopicInvalid

CHANNEL = "queen_live"
"""The channel of PostgreSQL's NOTIFY; its payload is the topic and nothing else."""

MAX_LENGTH = 90
_PREFIX = "live."
_TOPIC = re.compile(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)+")


def check_topic(topic: str) -> None:
    """Raise TopicInvalid where this cannot be a topic."""
    if len(topic) > MAX_LENGTH or not _TOPIC.fullmatch(topic):
        raise TopicInvalid(topic)


def group_of(topic: str) -> str:
    """Return the group of Channels in which the sockets of a topic are."""
    return _PREFIX + topic


def topic_of(group: str) -> str | None:
    """Return the topic of a group; None where the group is not one of topics."""
    return group.removeprefix(_PREFIX) if group.startswith(_PREFIX) else None


def changed(topic: str) -> dict[str, str]:
    """Return the message to the sockets of a topic."""
    return {"type": "topic.changed", "topic": topic}
