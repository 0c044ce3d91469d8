"""Sentry's own SDKs, unchanged but for the DSN, report to Queen over a socket."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from threading import Thread

import pytest
import uvicorn
from django.core.asgi import get_asgi_application
from pytest_django import Settings

from monitoring.models import Complaint, Event, LatencyMinute, MinuteCount, Payload
from monitoring.protocol.credentials import make_dsn
from monitoring.services import digesting
from queenproject.database import STATE_DIR
from tests.monitoring import reporting

PYTHON = """
import sys, sentry_sdk
from sentry_sdk.crons import capture_checkin
from sentry_sdk.envelope import Envelope, Item, PayloadRef
from sentry_sdk.scope import Scope

def divide(a, b):
    password = "correct-horse-7"
    return a / b

sentry_sdk.init(dsn=sys.argv[1], traces_sample_rate=1.0, release="shop@2.0", environment="test",
                _experiments={"transport_compression_algo": sys.argv[2]})
sentry_sdk.set_user({"id": "ada", "ip_address": "203.0.113.7"})
sentry_sdk.set_tag("server", "web-1")
with sentry_sdk.start_transaction(name="shop.views.cart", op="http.server"):
    try:
        divide(1, 0)
    except ZeroDivisionError:
        event_id = sentry_sdk.capture_exception()
capture_checkin(monitor_slug="night", status="ok")
said = {"event_id": event_id, "name": "Ada", "email": "", "comments": "My cart is broken"}
sentry_sdk.get_client().transport.capture_envelope(
    Envelope(items=[Item(PayloadRef(json=said), type="user_report")]))
sentry_sdk.flush(20)
"""

NODE = """
const Sentry = require("@sentry/node");
Sentry.init({dsn: process.argv[2], tracesSampleRate: 1.0, release: "shop@2.0"});
function divide() { throw new RangeError("it broke"); }
Sentry.setUser({id: "ada"});
Sentry.startSpan({name: "cart", op: "http.server"}, () => {
  try { divide(); } catch (error) { Sentry.captureException(error); }
});
Sentry.captureFeedback({message: "My cart is broken", name: "Ada"});
Sentry.flush(20000).then(() => process.exit(0));
"""

NODE_PACKAGE = "@sentry/node@11.12.0"


@pytest.fixture
def origin(transactional_db: None) -> Iterator[str]:
    """The address of a server as Queen runs it; bodies may come in chunks, as Node sends them."""
    config = uvicorn.Config(
        get_asgi_application(), port=0, lifespan="off", log_config=None, ws="none"
    )
    server = uvicorn.Server(config)
    thread = Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            thread.join(0.05)
            assert thread.is_alive()
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()


@pytest.fixture(autouse=True)
def _all_hosts(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["127.0.0.1"]


def dsn_of(origin: str) -> str:
    project = reporting.make_project()
    return make_dsn(origin, reporting.make_dsn(project)[1], project.pk)


def run(*command: str, cwd: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/")}
    done = subprocess.run(
        command,
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
        env=environment,
        cwd=cwd,
    )
    assert done.returncode == 0, done.stderr


def kinds() -> Mapping[str, int]:
    return dict(MinuteCount.objects.filter(group=None).values_list("kind", "n"))


@pytest.mark.parametrize("algorithm", ["gzip", "br"])
def test_python_s_sdk_reports(origin: str, algorithm: str, tmp_path: Path) -> None:
    script = tmp_path / "shop.py"
    script.write_text(PYTHON)

    run(sys.executable, str(script), dsn_of(origin), algorithm, cwd=tmp_path)
    while digesting.digest_batch(now=reporting.NOON):
        pass

    event = Event.objects.get()
    assert event.group.title == "ZeroDivisionError: division by zero"
    assert (event.release, event.environment, event.trusted) == ("shop@2.0", "test", True)
    assert event.stack[-1]["function"] == "divide"
    assert event.stack[-1]["in_app"]
    assert any("return a / b" in line for line in event.stack[-1]["context"])
    assert (event.tags["server"], event.group.users) == ("web-1", 1)
    assert LatencyMinute.objects.get().transaction == "shop.views.cart"
    assert Complaint.objects.get().group == event.group
    assert {"error": 1, "transaction": 1, "check_in": 1, "feedback": 1}.items() <= kinds().items()
    assert not Payload.objects.exclude(fault="").exists()


@pytest.fixture(scope="session")
def node_folder() -> Path:
    """A folder with @sentry/node, kept between runs; skips where it is not to be had."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        pytest.skip("node or npm is missing")
    folder = STATE_DIR / "sdks" / NODE_PACKAGE.replace("/", "-")
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "node_modules" / "@sentry" / "node" / "package.json").exists():
        flags = ["--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(folder)]
        command = [npm, "install", *flags, NODE_PACKAGE]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=180)
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
            pytest.skip("npm could not install @sentry/node")
    return folder


def test_node_s_sdk_reports(origin: str, node_folder: Path) -> None:
    (node_folder / "shop.js").write_text(NODE)

    run("node", "shop.js", dsn_of(origin), cwd=node_folder)
    while digesting.digest_batch(now=reporting.NOON):
        pass

    event = Event.objects.get()
    assert event.group.title == "RangeError: it broke"
    assert (event.release, event.trusted) == ("shop@2.0", True)
    assert event.stack[-1]["function"] == "divide"
    assert LatencyMinute.objects.get().transaction == "cart"
    assert Complaint.objects.get().text == "My cart is broken"
    assert not Payload.objects.exclude(fault="").exists()
