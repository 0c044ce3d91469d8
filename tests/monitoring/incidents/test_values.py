"""Values of variables, as SDKs send them and payloads keep them."""

from __future__ import annotations

import uuid
import zlib

import pytest

from devagent.models import Project
from monitoring.models import Event, Payload
from monitoring.services.values import read_values
from tests.monitoring.incidents.rows import NOW, make_group
from tests.monitoring.reporting import envelope

pytestmark = pytest.mark.django_db


def kept(project: Project, values: object) -> Event:
    """Return an event of a payload in which a frame has these values."""
    frame = {"function": "total", "lineno": 2, "vars": values}
    event_id = uuid.uuid4()
    data = {
        "event_id": event_id.hex,
        "exception": {"values": [{"stacktrace": {"frames": [frame]}}]},
    }
    body = zlib.compress(envelope(("event", data)))
    payload = Payload.objects.create(
        project=project, trusted=True, received_at=NOW, body=body, size=len(body)
    )
    return Event.objects.create(
        project=project, group=make_group(project), payload=payload, event_id=event_id,
        received_at=NOW, occurred_at=NOW, trusted=True, level="error",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("sent", "written"),
    [
        ("'ada'", "'ada'"),
        ("12", "12"),
        (["1", "'two'"], "[1, 'two']"),
        ({"name": "'ada'", "it's": ["1"]}, "{'name': 'ada', \"it's\": [1]}"),
        (None, "None"),
        ("<Request GET />", "<Request GET />"),
    ],
)
def test_values_are_written_as_python_writes_them(
    project: Project, sent: object, written: str
) -> None:
    assert read_values(kept(project, {"one": sent})) == {("total", 2): {"one": written}}


def test_a_payload_that_is_gone_has_no_values(project: Project) -> None:
    event = kept(project, {"one": "1"})
    Payload.objects.all().delete()
    event.refresh_from_db()

    assert read_values(event) == {}


@pytest.mark.parametrize("values", [None, [], "no", 5])
def test_what_is_no_mapping_has_no_values(project: Project, values: object) -> None:
    assert read_values(kept(project, values)) == {("total", 2): {}}
