"""Log lines of invented systems in the formats that are usual, each with the template it is of."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

_PEOPLE = "amara bjorn chiara dmitri elif farid greta hugo ines jonas kofi lena mateo nadia".split()
_HOSTS = "ash birch cedar doum elm fir ginkgo hazel".split()
_WORDS = "orders carts stock search mail ledger images reports".split()
_SLOTS: dict[str, Callable[[random.Random], str]] = {
    "n": lambda r: str(r.choice([r.randrange(10), r.randrange(10_000), r.randrange(10**8)])),
    "f": lambda r: f"{r.random() * 100:.2f}",
    "ip": lambda r: f"10.{r.randrange(256)}.{r.randrange(256)}.{r.randrange(256)}",
    "hex": lambda r: f"{r.randrange(16**12):012x}",
    "uuid": lambda r: f"{r.randrange(16**8):08x}-1f2e-4a3b-9c8d-{r.randrange(16**12):012x}",
    "addr": lambda r: f"0x{r.randrange(16**8):08x}",
    "who": lambda r: r.choice(_PEOPLE),
    "host": lambda r: f"{r.choice(_HOSTS)}{r.randrange(20)}.farm.example",
    "path": lambda r: f"/srv/{r.choice(_WORDS)}/{r.choice(_WORDS)}-{r.randrange(99)}.dat",
    "word": lambda r: r.choice(_WORDS),
    "size": lambda r: r.choice(
        [f"{r.randrange(900)} bytes", f"{r.randrange(9000)} bytes (8.1 KB)"]
    ),
    "list": lambda r: ", ".join(str(r.randrange(99)) for _ in range(r.randrange(1, 5))),
    "mail": lambda r: f"{r.choice(_PEOPLE)}@mail{r.randrange(9)}.example",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An invented system: how its lines begin, and what it says."""

    name: str
    header: Callable[[random.Random, int], str]
    templates: Sequence[str]

    def lines(self, count: int) -> list[tuple[str, int]]:
        """Return that many lines, each with the index of its template; the same at each call."""
        chance = random.Random(self.name)
        weights = [1 / (rank + 1) for rank in range(len(self.templates))]
        made = []
        for second in range(count):
            (index,) = chance.choices(range(len(self.templates)), weights)
            text = self.templates[index]
            for slot, fill in _SLOTS.items():
                while f"{{{slot}}}" in text:
                    text = text.replace(f"{{{slot}}}", fill(chance), 1)
            made.append((self.header(chance, second) + text, index))
        return made


def _clock(second: int) -> str:
    return f"{second // 3600 % 24:02}:{second // 60 % 60:02}:{second % 60:02}"


def _syslog(r: random.Random, second: int) -> str:
    daemon = r.choice(["postfix/smtpd", "postfix/qmgr", "imapd"])
    place = f"{r.choice(_HOSTS)} {daemon}[{r.randrange(9999)}]"
    return f"Mar {second % 28 + 1:>2} {_clock(second)} {place}: "


def _log4j(r: random.Random, second: int) -> str:
    place = f"org.shop.{r.choice(_WORDS)}.Worker"
    return (
        f"2031-05-17 {_clock(second)},{r.randrange(1000):03} INFO [pool-{r.randrange(9)}] {place}: "
    )


def _cluster(r: random.Random, second: int) -> str:
    node = f"R{r.randrange(99):02}-M{r.randrange(2)}-N{r.randrange(16)}"
    level = r.choice(["INFO", "WARNING", "FATAL"])
    time = f"2031-05-17-{_clock(second).replace(':', '.')}.123456"
    return f"- {1_700_000_000 + second} 2031.05.17 {node} {time} {node} RAS KERNEL {level} "


def _logcat(r: random.Random, second: int) -> str:
    tag = r.choice(["PowerService", "WindowKeeper", "AudioRoute"])
    process, thread = r.randrange(900, 3000), r.randrange(900, 3000)
    return f"05-17 {_clock(second)}.{r.randrange(1000):03}  {process}  {thread} D {tag}: "


def _piped(r: random.Random, second: int) -> str:
    part = r.choice(["Step_Core", "Step_Ext", "Heart"])
    return f"20310517-{_clock(second)}:{r.randrange(1000):03}|{part}|{r.randrange(10**8)}|"


def _apache(r: random.Random, second: int) -> str:
    return f"[Sat May 17 {_clock(second)} 2031] [{r.choice(['notice', 'error'])}] "


def _padded(r: random.Random, second: int) -> str:
    return f"2031-05-17 {_clock(second)}, Info                  {r.choice(['CBX', 'CSX'])}    "


def _nested(r: random.Random, second: int) -> str:
    peer = f"Peer[id={r.randrange(5)}]/0:0:0:0:0:0:0:0:{r.randrange(1000, 9999)}"
    thread = f"{peer}:Voter@{r.randrange(999)}"
    return f"2031-05-17 {_clock(second)},{r.randrange(1000):03} - INFO  [{thread}] - "


def _python(r: random.Random, second: int) -> str:
    request = f"[req-{r.randrange(16**8):08x}-aa11-4b4b-8c8c-{r.randrange(16**12):012x} - - -]"
    time = f"2031-05-17 {_clock(second)}.{r.randrange(1000):03} {r.randrange(30000)}"
    return f"app.log.1.2031-05-17_09:00:00 {time} INFO shop.api.server {request} "


def _proxy(r: random.Random, second: int) -> str:
    return f"[05.17 {_clock(second)}] {r.choice(['mailer.exe', 'browser.exe *64'])} - "


def _columns(r: random.Random, second: int) -> str:
    part = f"unix.{r.choice(['net', 'disk'])} state.{r.choice(['up', 'down'])}"
    node = f"{r.randrange(10**6)} node-{r.randrange(256)}"
    return f"{node} {part} {1_700_000_000 + second} 1 "


def _kernel(r: random.Random, second: int) -> str:
    return f"May {second % 28 + 1:>2} {_clock(second)} {r.choice(_HOSTS)} kernel: "


SOURCES = (
    Source(
        name="mail server",
        header=_syslog,
        templates=[
            "connect from {host}[{ip}]",
            "disconnect from {host}[{ip}]",
            "{hex}: from=<{mail}>, size={n}, nrcpt={n} (queue active)",
            "{hex}: removed",
            "Login accepted for {who} from {ip} port {n}",
            "Login refused for {who} from {ip} port {n}",
            "Login refused for unknown person {who} from {ip} port {n}",
            "session opened for user {who} by (uid={n})",
            "session closed for user {who}",
            "warning: hostname {host} does not resolve to address {ip}",
            "timeout after DATA ({n} bytes) from {host}[{ip}]",
        ],
    ),
    Source(
        name="block store",
        header=_log4j,
        templates=[
            "Received block blk_{n} of size {n} from /{ip}",
            "Receiving block blk_{n} src: /{ip}:{n} dest: /{ip}:{n}",
            "Deleting block blk_{n} file {path}",
            "Verification succeeded for blk_{n}",
            "Served block blk_{n} to /{ip}",
            "Got exception while serving blk_{n} to /{ip}:",
            "Task attempt_{n}_m_{n} is : {f}",
            "Progress of TaskAttempt attempt_{n}_r_{n} is : {f}",
            "Opening proxy : {host}:{n}",
            "Starting thread to hand blk_{n} to {ip}:{n}",
            "Registered signal handlers for [TERM, HUP, INT]",
            "Stopping server on {n}",
            "Starting server on {n}",
        ],
    ),
    Source(
        name="cluster",
        header=_cluster,
        templates=[
            "generating core.{n}",
            "instruction cache parity error corrected",
            "data cache parity error corrected",
            "{n} double-hummer alignment exceptions",
            "{n} floating point alignment exceptions",
            "CE sym {n}, at {addr}, mask {addr}",
            "data address: {addr}",
            "iar {hex} dear {hex}",
            "program interrupt: illegal instruction......{n}",
            "program interrupt: imprecise exception......{n}",
            "node card is not fully functional",
            "control stream read from {ip}:{n} gave (Broken pipe)",
        ],
    ),
    Source(
        name="phone",
        header=_logcat,
        templates=[
            'acquire lock={n}, flags={addr}, tag="{word}", uid={n}, pid={n}',
            'release lock={n}, flags={addr}, tag="{word}"',
            "ready={n},policy={n},wakefulness={n}",
            "Skipping window {hex} for {word}",
            "setLight {n}",
            "onTouch({n}, {n}) handled=true",
            "routeChanged() from {n} to {n}",
            "Screen turned on after {n} ms",
            "Screen turned off after {n} ms",
            "volume of stream {n} is {n}",
        ],
    ),
    Source(
        name="pedometer",
        header=_piped,
        templates=[
            "onStepChanged {n}",
            "onExtend:{n} {n} {n} {n}",
            "calculateDay totalSteps={n}",
            "getSumOfDay = {n}##{n}##{n}",
            "setGoal={n}",
            "REPORT : {n} {n} {n} {n}",
            "flush data to {path}",
            "screen on",
            "screen off",
        ],
    ),
    Source(
        name="web server",
        header=_apache,
        templates=[
            "[client {ip}] File does not exist: {path}",
            "[client {ip}] Directory index forbidden by rule: {path}",
            "jk9_init() Found child {n} in scoreboard slot {n}",
            "worker.init() ok {path}",
            "mod_xy child init {n} {n}",
            "child {n} still did not exit, sending a signal",
        ],
    ),
    Source(
        name="servicing",
        header=_padded,
        templates=[
            "Loaded servicing stack v{f}.{n} with core: {path}",
            "{n}@2031/5/17:04:30:31.455 StackInitialize (dll version {f}) called (stack @{addr})",
            "Starting the worker main loop.",
            "Ending the worker main loop.",
            "Read out cached applicability for package: Pack_for_{n}~{hex}, state: {n}",
            "Session: {n}_{n} initialized by client Agent.",
            "Warning: Unrecognized attribute.",
        ],
    ),
    Source(
        name="quorum",
        header=_nested,
        templates=[
            "Received connection request /{ip}:{n}",
            "Notification time out: {n}",
            "Established session {addr} with negotiated timeout {n} for client /{ip}:{n}",
            "Closed socket connection for client /{ip}:{n} which had sessionid {addr}",
            "Closed socket connection for client /{ip}:{n} (no session established for client)",
            "Connection broken for id {n}, my id = {n}, error =",
            "Interrupting SendWorker",
            "Send worker leaving thread",
            "New election. My id =  {n}, proposed zxid={addr}",
        ],
    ),
    Source(
        name="cloud",
        header=_python,
        templates=[
            '{ip} "GET /v2/{hex}/servers/detail HTTP/1.1" status: {n} len: {n} time: {f}',
            '{ip} "POST /v2/{hex}/servers HTTP/1.1" status: {n} len: {n} time: {f}',
            "[instance: {uuid}] VM Started (Lifecycle Event)",
            "[instance: {uuid}] VM Stopped (Lifecycle Event)",
            "[instance: {uuid}] Took {f} seconds to build instance.",
            "[instance: {uuid}] Took {f} seconds to destroy the instance on the hypervisor.",
            "image {uuid} at ({path}): checking",
            "Active base files: {path}",
            "Removable base files: {path} {path}",
        ],
    ),
    Source(
        name="proxy",
        header=_proxy,
        templates=[
            "{host}:{n} open through proxy {host}:{n} HTTPS",
            "{host}:{n} close, {size} sent, {size} received, lifetime {n} sec",
            "{host}:{n} error : Could not connect through proxy {host}:{n} - Timeout",
            "open through proxy {host}:{n} SOCKS5",
        ],
    ),
    Source(
        name="columns",
        header=_columns,
        templates=[
            'Component State Change: Component "alt{n}" is in the unavailable state (HWID={n})',
            "Targeting domains:node-{n} and nodes:node-[{n}-{n}] child of command {n}",
            "Fan speeds ( {n} {n} {n} {n} )",
            "Temperature ({n}) exceeds warning threshold",
            "Link error on broadcast tree Interconnect-{n}",
            "boot (command {n}) Error: power off failed",
        ],
    ),
    Source(
        name="kernel",
        header=_kernel,
        templates=[
            "eth{n}: link up",
            "eth{n}: link down",
            "CPU {n} is now offline",
            "Out of memory: Killed process {n} ({word})",
            "scsi{n}: sending diagnostic to channel {n}",
            "Memory: {n}k/{n}k available ({n}k kernel code, {n}k data)",
            "audit({f}:{n}): initialized",
            "usb {n}-{n}: new device found, idVendor={hex}, idProduct={hex}",
        ],
    ),
)


def grouping_accuracy(groups: Sequence[int], truth: Sequence[int]) -> float:
    """Return the share of lines whose group holds just the lines of one template, 0 to 1."""
    together: dict[int, set[int]] = {}
    meant: dict[int, set[int]] = {}
    for line, (group, template) in enumerate(zip(groups, truth, strict=True)):
        together.setdefault(group, set()).add(line)
        meant.setdefault(template, set()).add(line)
    right = {frozenset(lines) for lines in meant.values()}
    return sum(len(lines) for lines in together.values() if frozenset(lines) in right) / len(truth)
