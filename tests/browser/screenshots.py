"""Takes the pictures of the documentation, of a Queen that runs with her demo users.

``make run`` in one terminal, ``python -m tests.browser.screenshots`` in another.
"""

from __future__ import annotations

import argparse
import shutil
import sys

from playwright.sync_api import Page, sync_playwright

from queenproject.database import BASE_DIR, STATE_DIR

IMAGES = BASE_DIR / "docs" / "images"
DESK, PHONE = (1000, 800), (390, 780)
FIGURE = (
    "How many female users are currently active in the Tokyo, Japan region with above $500 but less"
    " than $1950 in the wallet?"
)
BUG = "Wrong password error (but the password is correct)"
GROUPS = "What's the average wallet balance by region?"


def main() -> None:
    """Sign in, ask, and keep what is to be seen."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.browser.screenshots", description=__doc__
    )
    parser.add_argument("--url", default="http://127.0.0.1:8000", help="where Queen runs")
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("Chromium is not installed: apt-get install chromium")
    IMAGES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(base_url=parser.parse_args().url, reduced_motion="reduce")
        _take(page)
        browser.close()


def _take(page: Page) -> None:
    _resize(page, DESK)
    page.goto("/admin/login/?next=/admin/queryassist/ask/")
    page.fill("[name=username]", "admin@localhost")
    page.fill("[name=password]", (STATE_DIR / "admin_password").read_text().strip())
    page.click("[type=submit]")
    page.click("#toggle-nav-sidebar")
    _ask(page, FIGURE, ".facts")
    _keep(page, "answer")
    page.emulate_media(color_scheme="dark")
    _ask(page, GROUPS, ".chart svg")
    _keep(page, "chart-dark")
    page.emulate_media(color_scheme="light")
    _resize(page, PHONE)
    page.locator(".turn").first.evaluate("turn => turn.scrollIntoView()")
    _keep(page, "phone")
    _take_code(page)


def _take_code(page: Page) -> None:
    _resize(page, DESK)
    page.goto("/admin/devagent/code/?by=report")
    page.fill("#q", BUG)
    page.locator(".hit").first.wait_for()
    _keep(page, "code")


def _ask(page: Page, question: str, awaited: str) -> None:
    page.fill("#question", question)
    page.press("#question", "Enter")
    page.locator(awaited).last.wait_for()


def _keep(page: Page, name: str) -> None:
    page.screenshot(path=IMAGES / f"{name}.png")


def _resize(page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})


if __name__ == "__main__":
    main()
