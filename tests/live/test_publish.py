"""Publishing: on commit or not at all, and never in the way of what was committed."""

from __future__ import annotations

from datetime import timedelta

import psycopg
import pytest
from channels.layers import BaseChannelLayer, channel_layers
from django.db import connection, transaction
from django.utils import timezone

from live import services
from live.exceptions import TopicInvalid
from live.models import KEPT_FOR, Topic
from live.services import publish
from live.tasks import forget_old_topics
from live.topics import CHANNEL, MAX_LENGTH

pytestmark = pytest.mark.django_db(transaction=True)


class Hearing:
    """A connection that listens, as another process has it."""

    def __init__(self) -> None:
        parameters = connection.get_connection_params()
        own = {k: v for k, v in parameters.items() if k not in {"context", "cursor_factory"}}
        self.connection = psycopg.connect(**own, autocommit=True)
        self.connection.execute(f"LISTEN {CHANNEL}")

    def heard(self) -> list[str]:
        """Return the topics that were announced since the last look."""
        self.connection.execute("SELECT 1")
        return [notification.payload for notification in self.connection.notifies(timeout=0)]


@pytest.fixture
def hearing() -> Hearing:
    return Hearing()


@pytest.fixture(autouse=True)
def end(hearing: Hearing) -> object:
    yield
    hearing.connection.close()


def versions() -> dict[str, int]:
    return dict(Topic.objects.values_list("name", "version"))


def test_topic_is_announced_by_its_name_and_counted(hearing: Hearing) -> None:
    publish("devagent.incident.7")
    publish("devagent.incident.7")
    publish("devagent.incident.8")

    assert hearing.heard() == ["devagent.incident.7"] * 2 + ["devagent.incident.8"]
    assert versions() == {"devagent.incident.7": 2, "devagent.incident.8": 1}


def test_nothing_is_announced_before_the_commit(hearing: Hearing) -> None:
    with transaction.atomic():
        publish("tests.users")
        assert hearing.heard() == []
        assert versions() == {}

    assert hearing.heard() == ["tests.users"]


def test_rolled_back_change_is_not_announced(hearing: Hearing) -> None:
    def change_and_fail() -> None:
        with transaction.atomic():
            publish("tests.users")
            raise LookupError

    with pytest.raises(LookupError):
        change_and_fail()

    assert hearing.heard() == []
    assert versions() == {}


def test_change_that_is_rolled_back_to_a_savepoint_is_not_announced(hearing: Hearing) -> None:
    with transaction.atomic():
        publish("tests.kept")
        savepoint = transaction.atomic()
        savepoint.__enter__()
        publish("tests.undone")
        savepoint.__exit__(LookupError, LookupError(), None)

    assert hearing.heard() == ["tests.kept"]


@pytest.mark.parametrize(
    "topic",
    [
        "",
        "word",
        ".a.b",
        "a..b",
        "a.b.",
        "a b.c",
        "a.b\n",
        "a.b'; NOTIFY other; --",
        "a.ä",
        "a.b:c",
        "a.*",
        "a.{key}",
        "a.\x00",
        "a." + "b" * (MAX_LENGTH - 1),
    ],
)
def test_hostile_topic_is_refused_at_once(topic: str) -> None:
    with pytest.raises(TopicInvalid):
        publish(topic)


def test_longest_topic_is_announced(hearing: Hearing) -> None:
    topic = "a." + "b" * (MAX_LENGTH - 2)

    publish(topic)

    assert hearing.heard() == [topic]


def test_failure_after_the_commit_is_logged_and_not_raised(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(self: object, name: str) -> None:
        raise ConnectionError("the database has gone")

    monkeypatch.setattr("live.models.TopicQuerySet.bump", fail)

    with transaction.atomic():
        publish("tests.users")

    assert "the database has gone" in caplog.text


def test_shared_layer_is_reached_at_once() -> None:
    sent: list[tuple[str, object]] = []

    class SharedLayer(BaseChannelLayer):
        async def group_send(self, group: str, message: object) -> None:
            sent.append((group, message))

    channel_layers.set("default", SharedLayer())

    publish("tests.users")

    assert sent == [("live.tests.users", {"type": "topic.changed", "topic": "tests.users"})]


def test_topics_that_changed_long_ago_are_forgotten() -> None:
    publish("tests.old")
    publish("tests.new")
    now = timezone.now()
    Topic.objects.filter(name="tests.old").update(
        published_at=now - KEPT_FOR - timedelta(seconds=1)
    )

    assert services.forget_old_topics(now=now) == 1

    assert versions() == {"tests.new": 1}


def test_task_forgets_them_too() -> None:
    publish("tests.old")
    Topic.objects.update(published_at=timezone.now() - 2 * KEPT_FOR)

    assert forget_old_topics() == 1
