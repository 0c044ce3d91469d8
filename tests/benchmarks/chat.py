"""The chat as people meet it: from a question to its answer on the screen, and many at once."""

from __future__ import annotations

import asyncio
import logging
import os
import shutil
import uuid
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass
from time import perf_counter

import httpx2
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page, sync_playwright
from rich.console import Console
from websockets.asyncio.client import connect

from live.panels import address
from queryassist import services
from queryassist.panels import ASKING
from tests.benchmarks.measuring import Spread
from tests.benchmarks.serving import serving
from tests.live.pages import session_of
from tests.queryassist.chat_page import staff_who_may_ask
from users.models import User

STAFF = 50
QUESTIONS_EACH = 4
PAINTINGS = 40
WARM_UP = 5
PATIENCE_S = 120
DOMAIN = "@bench.invalid"
QUESTIONS = (
    "How many users completed KYC?",
    "What's the average wallet balance by region?",
    "How many female users are active in Tokyo with more than $500 in the wallet?",
    "Show me top 10 most active users this week",
)
CHROMIUM = shutil.which("chromium")

UNTIL_PAINTED = """async (question) => {
  const form = document.getElementById("ask-form");
  form.elements.question.value = question;
  const start = performance.now();
  form.requestSubmit();
  await new Promise((painted) => {
    const look = () => document.querySelector(".turn-answered")
      ? requestAnimationFrame(() => setTimeout(painted)) : requestAnimationFrame(look);
    look();
  });
  return performance.now() - start;
}"""
"""The frame with the answer in it is on the screen once the task after it begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """A member of staff who is signed in."""

    pk: int
    session: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowd:
    """What many people met who asked at once."""

    times_ms: Sequence[float]
    elapsed_s: float
    errors: int


def measure_chat(console: Console) -> None:
    """Measure on the database that is connected, and print."""
    logging.getLogger("httpx2").setLevel(logging.WARNING)
    page = reverse("admin:queryassist_ask_changelist")
    with staff() as askers, serving() as host:
        if CHROMIUM is None:
            console.print("\nChromium is not installed, so no painting is measured.")
        else:
            print_painting(console, measure_painting(f"http://{host}{page}", askers[0]))
        print_crowd(console, asyncio.run(measure_crowd(host, page, askers)))


@contextmanager
def staff() -> Iterator[list[Asker]]:
    """Yield people who may ask, and are gone afterwards."""
    User.objects.filter(email__endswith=DOMAIN).delete()
    services.refresh_value_index(dataset="users")
    people = [staff_who_may_ask(f"{number}{DOMAIN}") for number in range(STAFF)]
    try:
        yield [Asker(pk=person.pk, session=session_of(person)) for person in people]
    finally:
        User.objects.filter(email__endswith=DOMAIN).delete()


def measure_painting(url: str, asker: Asker) -> list[float]:
    """Return the times from sending a question to the frame that shows its answer, in ms."""
    # Chromium's own sandbox does not work as root.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        context = browser.new_context()
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": asker.session, "url": url}
        context.add_cookies([cookie])  # type: ignore[list-item]  # TypedDict of all strings
        page = context.new_page()
        times = [_paint(page, url, number) for number in range(WARM_UP + PAINTINGS)]
        browser.close()
    return times[WARM_UP:]


def _paint(page: Page, url: str, number: int) -> float:
    page.goto(url)
    return float(page.evaluate(UNTIL_PAINTED, QUESTIONS[number % len(QUESTIONS)]))


async def measure_crowd(host: str, page: str, askers: Sequence[Asker]) -> Crowd:
    """Have all ask at once, one question after the other, each with their page's socket open."""
    times: list[float] = []
    errors = 0

    async def ask(client: httpx2.AsyncClient, question: str) -> None:
        nonlocal errors
        form = {"question": question, "token": str(uuid.uuid4()), "conversation": ""}
        headers = {"X-CSRFToken": client.cookies["csrftoken"], "HX-Request": "true"}
        start = perf_counter()
        reply = await client.post(page, data=form, headers=headers)
        times.append((perf_counter() - start) * 1000)
        errors += "turn-answered" not in reply.text

    async def sit(client: httpx2.AsyncClient, number: int) -> None:
        for turn in range(QUESTIONS_EACH):
            await ask(client, QUESTIONS[(number + turn) % len(QUESTIONS)])

    async with AsyncExitStack() as open_pages:
        clients = [await _open(open_pages, host, page, asker) for asker in askers]
        start = perf_counter()
        await asyncio.gather(*(sit(client, number) for number, client in enumerate(clients)))
        return Crowd(times_ms=times, elapsed_s=perf_counter() - start, errors=errors)


async def _open(stack: AsyncExitStack, host: str, page: str, asker: Asker) -> httpx2.AsyncClient:
    cookies = {settings.SESSION_COOKIE_NAME: asker.session}
    client = httpx2.AsyncClient(base_url=f"http://{host}", cookies=cookies, timeout=PATIENCE_S)
    await stack.enter_async_context(client)
    (await client.get(page)).raise_for_status()
    socket = connect(
        f"ws://{host}{address(ASKING.at(asker.pk))}",
        origin=f"http://{host}",  # type: ignore[arg-type]
        additional_headers={"Cookie": f"{settings.SESSION_COOKIE_NAME}={asker.session}"},
        proxy=None,
    )
    await stack.enter_async_context(socket)
    return client


def print_painting(console: Console, times_ms: Sequence[float]) -> None:
    """Print the time from a question to its answer on the screen."""
    spread = Spread.of(times_ms)
    console.print(
        f"\n[bold]From a question to its painted answer[/], over {len(times_ms)} questions in "
        f"Chromium\n  p50 {spread.p50_ms:.0f} ms   p95 {spread.p95_ms:.0f} ms"
    )


def print_crowd(console: Console, crowd: Crowd) -> None:
    """Print what many people met who asked at once."""
    asked = len(crowd.times_ms)
    spread = Spread.of(crowd.times_ms)
    console.print(
        f"\n[bold]{STAFF} people asking at once[/], {asked} questions, their sockets open\n"
        f"  {asked / crowd.elapsed_s:.1f} questions per second   p50 {spread.p50_ms:.0f} ms   "
        f"p95 {spread.p95_ms:.0f} ms   errors: {crowd.errors}"
    )
