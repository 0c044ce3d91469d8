"""The first process of a sandbox: shuts it from inside, then does what it is told from outside.

No program in the sandbox can stop or end it, because the kernel keeps signals of its own namespace
from the first process; when its outside goes away, it ends, and the sandbox with it.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from typing import Any

from sandbox.inside import confine, frames
from sandbox.inside.execute import Order, end_all_processes, reserve_report_fd, run
from sandbox.inside.tree import Workspace

_IN, _OUT = 0, 1
_MOST_CHANGES = 1_000


def main(settings: dict[str, Any]) -> None:
    """Serve until the other side goes away."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if os.getpid() != 1:
        raise SystemExit("A sandbox's first process must be the first of its namespace.")
    reserve_report_fd()
    confine.hide()
    for path, size_bytes, inodes, executable in settings["mounts"]:
        confine.mount_tmpfs(path, size_bytes, inodes, executable)
    confine.drop_capabilities()
    confine.forbid_system_calls(settings["counts_all_memory"])
    workspace = Workspace(settings["workspace"])
    frames.send(_OUT, {"ready": True, "python": sys.version.split()[0]})
    try:
        while True:
            header, payload = frames.receive(_IN)
            frames.send(_OUT, *_serve(workspace, header, payload))
    except EOFError:
        end_all_processes()


def _serve(
    workspace: Workspace, header: dict[str, Any], payload: bytes
) -> tuple[dict[str, Any], bytes]:
    order = header.pop("order")
    try:
        if order == "write":
            workspace.write(header["files"], payload)
            return {"error": ""}, b""
        if order == "run":
            answer, streams = run(Order(**header), payload, _IN)
            return answer | {"error": "", "sizes": [len(stream) for stream in streams]}, b"".join(
                streams
            )
        if order == "changes":
            return workspace.list_changes(_MOST_CHANGES) | {"error": ""}, b""
        refusal, content = workspace.read(header["name"], header["most_bytes"])
    except (OSError, ValueError) as error:
        return {"error": str(error)}, b""
    return {"error": "", "refusal": refusal}, content


if __name__ == "__main__":
    main(json.loads(sys.argv[2]))
