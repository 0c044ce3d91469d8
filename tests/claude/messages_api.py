"""A server on this machine that speaks the Messages API and answers as a test wrote down."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from claude.records import Received

REQUEST_ID = "req_loopback"
USAGE = {
    "input_tokens": 100,
    "output_tokens": 20,
    "cache_creation_input_tokens": 30,
    "cache_read_input_tokens": 400,
}


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the server does with one request.

    It sends ``body``; breaks the connection off after it with ``drops``; and with ``hangs`` says
    nothing more until the test is over.
    """

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    content_type: str = "application/json"
    drops: bool = False
    hangs: bool = False


def message(*content: dict[str, Any], stop_reason: str = "end_turn", **more: Any) -> Answer:
    """Return a whole reply."""
    body = {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": "claude-sonnet-5-5",
        "content": list(content),
        "stop_reason": stop_reason,
        "stop_sequence": None,
        "usage": USAGE,
        **more,
    }
    return Answer(body=json.dumps(body).encode())


def text(words: str) -> dict[str, Any]:
    """Return a block of text."""
    return {"type": "text", "text": words}


def tool_use(name: str, arguments: object, number: int = 1) -> dict[str, Any]:
    """Return a block that calls a tool."""
    return {"type": "tool_use", "id": f"toolu_{number}", "name": name, "input": arguments}


def error(status: int, kind: str, **headers: str) -> Answer:
    """Return an error in the API's form."""
    body = {"type": "error", "error": {"type": kind, "message": f"a {kind}"}}
    return Answer(
        status=status,
        body=json.dumps(body).encode(),
        headers={name.replace("_", "-"): value for name, value in headers.items()},
    )


def events(*data: dict[str, Any], drops: bool = False, hangs: bool = False) -> Answer:
    """Return a stream of server-sent events."""
    lines = "".join(f"event: {one['type']}\ndata: {json.dumps(one)}\n\n" for one in data)
    return Answer(body=lines.encode(), content_type="text/event-stream", drops=drops, hangs=hangs)


START: dict[str, Any] = {
    "type": "message_start",
    "message": {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": "claude-sonnet-5-5",
        "content": [],
        "stop_reason": None,
        "stop_sequence": None,
        "usage": {**USAGE, "output_tokens": 1},
    },
}


def text_events(*pieces: str) -> list[dict[str, Any]]:
    """Return the events of one block of text in pieces."""
    return [
        {"type": "content_block_start", "index": 0, "content_block": text("")},
        *(
            {
                "type": "content_block_delta",
                "index": 0,
                "delta": {"type": "text_delta", "text": piece},
            }
            for piece in pieces
        ),
        {"type": "content_block_stop", "index": 0},
    ]


def tool_events(name: str, *pieces: str) -> list[dict[str, Any]]:
    """Return the events of one tool call whose input comes in pieces."""
    return [
        {
            "type": "content_block_start",
            "index": 0,
            "content_block": {"type": "tool_use", "id": "toolu_1", "name": name, "input": {}},
        },
        *(
            {
                "type": "content_block_delta",
                "index": 0,
                "delta": {"type": "input_json_delta", "partial_json": piece},
            }
            for piece in pieces
        ),
        {"type": "content_block_stop", "index": 0},
    ]


def end_events(stop_reason: str = "end_turn") -> list[dict[str, Any]]:
    """Return the events that end a stream."""
    return [
        {
            "type": "message_delta",
            "delta": {"stop_reason": stop_reason, "stop_sequence": None},
            "usage": {"output_tokens": 20},
        },
        {"type": "message_stop"},
    ]


def replay(received: Received) -> Answer:
    """Return the stream that says what a scripted reply does, and counts as many tokens."""
    usage = {
        "input_tokens": received.usage.input_tokens,
        "output_tokens": received.usage.output_tokens,
    }
    start = {**START, "message": {**START["message"], "usage": usage}}
    blocks = [
        event
        for index, block in enumerate(received.content)
        for event in _replay_block(index, dict(block))
    ]
    end, stop = end_events(received.stop_reason)
    return events(start, *blocks, {**end, "usage": usage}, stop)


def _replay_block(index: int, block: dict[str, Any]) -> list[dict[str, Any]]:
    if block["type"] == "text":
        empty, delta = {**block, "text": ""}, {"type": "text_delta", "text": block["text"]}
    else:
        empty = {**block, "input": {}}
        delta = {"type": "input_json_delta", "partial_json": json.dumps(block["input"])}
    return [
        {"type": "content_block_start", "index": index, "content_block": empty},
        {"type": "content_block_delta", "index": index, "delta": delta},
        {"type": "content_block_stop", "index": index},
    ]


@dataclass
class Recorded:
    """A request as it came."""

    path: str
    headers: dict[str, str]
    body: str

    @property
    def json(self) -> dict[str, Any]:
        """The body, read."""
        read: dict[str, Any] = json.loads(self.body)
        return read


class MessagesApi:
    """The server: give it answers, look at its requests."""

    def __init__(self) -> None:
        self.requests: list[Recorded] = []
        self._answers: list[Answer] = []
        self._over = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True

    @property
    def url(self) -> str:
        """The address; the port was free."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def reset(self) -> None:
        """Forget what was, and end what hangs."""
        self._over.set()
        self._over = threading.Event()
        self.requests.clear()
        self._answers.clear()

    def will_answer(self, *answers: Answer) -> None:
        """Answer the next requests with these, one after the other."""
        self._answers.extend(answers)

    @contextmanager
    def running(self) -> Iterator[MessagesApi]:
        """Serve until the block is left."""
        thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield self
        finally:
            self._over.set()
            self._server.shutdown()
            self._server.server_close()
            thread.join()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        api = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"])).decode()
                headers = {name.lower(): value for name, value in self.headers.items()}
                api.requests.append(Recorded(path=self.path, headers=headers, body=body))
                self._answer(api._answers.pop(0), api._over)

            def _answer(self, answer: Answer, over: threading.Event) -> None:
                length = len(answer.body) + (1 if answer.drops or answer.hangs else 0)
                if answer.hangs and not answer.body:
                    over.wait()
                if answer.drops and not answer.body:
                    self.close_connection = True
                    return
                self.send_response(answer.status)
                for name, value in {"request-id": REQUEST_ID, **answer.headers}.items():
                    self.send_header(name, value)
                self.send_header("content-type", answer.content_type)
                self.send_header("content-length", str(length))
                self.end_headers()
                self.wfile.write(answer.body)
                self.wfile.flush()
                if answer.hangs:
                    over.wait()
                self.close_connection = answer.drops or answer.hangs

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (its name)
                """Keep the tests' output free of requests."""

        return Handler
