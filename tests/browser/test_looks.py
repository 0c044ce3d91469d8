"""Every kind of page in light, in dark and on a phone: policy, accessibility, width, a picture.

The pictures are in ``.queen/screenshots``, to look at.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from claude.models import Call
from claude.scripted import calls
from devagent.models import Project
from devagent.pages.addresses import file_address, project_address
from devagent.services.analysing import analyse
from devagent.services.counting import count_findings
from devagent.services.indexing import index_project
from devagent.services.projects import add_project
from devagent.services.reindexing import request_index
from queenproject.database import STATE_DIR
from queryassist import services
from queryassist.engine_names import Engine
from queryassist.memory.lessons import teach_sentence
from queryassist.memory.models import TaughtWord
from queryassist.models import Question
from queryassist.spec import Function, Measure, QuerySpec
from tests.browser.conftest import Visit
from tests.browser.test_chat import ask
from tests.devagent.conftest import CARTS, commit, git
from tests.functional.rows import NOON, claude_call, watch
from tests.monitoring.incidents.trouble import make_trouble
from tests.queryassist.chat_page import NEW, address
from tests.queryassist.scripts import query_of, set_up
from tests.users.factories import UserFactory
from users.models import User

pytestmark = pytest.mark.django_db(transaction=True)

PICTURES = STATE_DIR / "screenshots"
PHONE_WIDTH = 390
QUESTIONS = (
    "How many users completed KYC?",
    "What's the average wallet balance by region?",
    "Delete all users",
    "new users",
)
OF_DJANGO = ("users", "user", "schedule")
GRAVE = ("serious", "critical")
COMPONENT = "export const Cart = () => <p/>;\n"
VIEWS = (
    "from django.urls import path\n\nfrom shop.carts import total\n\n\n"
    'def pay(request, seen=[]):\n    """Pay."""\n    seen.append(1)  # too late\n'
    "    return total(seen)\n\n\n"
    'urlpatterns = [path("pay/", pay)]\n'
)
ALL_USERS = QuerySpec(dataset="users", measures=(Measure(function=Function.COUNT),))


@pytest.fixture
def queen(browser: object) -> User:
    """A superuser who has asked everything."""
    person: User = UserFactory.create(email="ada@example.com", is_staff=True, is_superuser=True)
    for region, balance in (("Osaka", "1000"), ("Kyoto", "20.5"), (None, "3"), ("Nara", "300")):
        UserFactory.create(region=region, city=None, wallet_balance_usd=balance)
    services.refresh_value_index(dataset="users")
    watch(person)
    return person


def answered(person: User) -> Question:
    conversation = services.start_conversation(owner=person)
    services.ask(question=QUESTIONS[1], asked_by=person, conversation=conversation)
    return Question.objects.get(text=QUESTIONS[1])


def taught(person: User) -> TaughtWord:
    return teach_sentence("a whale is a user with over 10,000 in the wallet", person)


def asked_for_days(person: User) -> str:
    """Answer, refuse and pay on two days; return where the figures of that are shown."""
    for days in (1, 0):
        for question in QUESTIONS:
            services.ask(question=question, asked_by=person)
        claude_call()
        before = timezone.now() - timedelta(days=days)
        Question.objects.filter(asked_at__gt=before).update(asked_at=before)
        Call.objects.filter(started_at=NOON).update(started_at=before, cost_usd="0.0125")
    return reverse("admin:queryassist_performance_changelist")


def indexed(folder: Path) -> Project:
    """Return the project of a repository in a folder, indexed and counted."""
    git(folder, "init", "--quiet", "--initial-branch=main")
    commit(folder, {"shop/carts.py": CARTS, "shop/views.py": VIEWS, "app/cart.tsx": COMPONENT})
    project = add_project(name="shop", path=folder)
    index_project(project=project)
    count_findings(project=project, now=NOON)
    return project


PAGES: dict[str, Callable[[User], str]] = {
    "chat-empty": lambda person: NEW,
    "permalink": lambda person: reverse(
        "admin:queryassist_ask_question", args=[answered(person).pk]
    ),
    "index": lambda person: reverse("admin:index"),
    "words": lambda person: (taught(person), reverse("admin:queryassist_ask_words"))[1],
    "word": lambda person: reverse("admin:queryassist_ask_word", args=[taught(person).pk]),
    "users": lambda person: reverse("admin:users_user_changelist"),
    "user": lambda person: reverse("admin:users_user_change", args=[person.pk]),
    "question": lambda person: reverse(
        "admin:queryassist_question_change", args=[answered(person).pk]
    ),
    "watch": lambda person: reverse("admin:queryassist_watch_change", args=[watch().pk]),
    "schedule": lambda person: reverse("admin:django_q_schedule_add"),
}


def violations(page: Page) -> list[str]:
    """Return what axe-core finds that keeps people from using the page."""
    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}"
        for one in found
        if one["impact"] in GRAVE
        for node in one["nodes"]
    ]


def look_at(page: Page, name: str) -> None:
    """Take pictures of the page that is shown, and have it judged where it is Queen's own."""
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        page.screenshot(path=PICTURES / f"{name}-{theme}.png", full_page=True)
        assert name in OF_DJANGO or violations(page) == [], f"{name} in {theme}"
    page.set_viewport_size({"width": PHONE_WIDTH, "height": 844})
    page.screenshot(path=PICTURES / f"{name}-phone.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE_WIDTH


@pytest.mark.parametrize("name", PAGES)
def test_a_page_keeps_the_policy_is_accessible_and_fits_a_phone(
    visit: Visit, queen: User, name: str
) -> None:
    path = PAGES[name](queen)

    def journey(page: Page) -> None:
        response = page.goto(path)
        assert response is not None
        assert response.ok
        look_at(page, name)

    visit(queen, journey)


def test_a_conversation_keeps_the_policy_is_accessible_and_fits_a_phone(
    visit: Visit, queen: User
) -> None:
    def journey(page: Page) -> None:
        page.goto(NEW)
        for question in QUESTIONS:
            ask(page, question)
        expect(page.locator(".facts")).to_be_visible()
        expect(page.locator(".chart svg")).to_be_visible()
        look_at(page, "chat-thread")

    visit(queen, journey)


def test_the_figures_of_asking_are_accessible_and_fit_a_phone(visit: Visit, queen: User) -> None:
    path = asked_for_days(queen)

    def journey(page: Page) -> None:
        page.goto(path)
        expect(page.locator(".chart svg")).to_have_count(4)
        look_at(page, "performance")

    visit(queen, journey)


def test_two_readings_to_choose_from_are_accessible_and_fit_a_phone(
    visit: Visit, queen: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up(monkeypatch, calls(query_of(ALL_USERS)))
    conversation = services.start_conversation(owner=queen)
    services.ask(
        question="How many active users are in Japan?",
        asked_by=queen,
        conversation=conversation,
        options=services.AskOptions(engine=Engine.BOTH),
    )

    def journey(page: Page) -> None:
        page.goto(address("change", conversation))
        expect(page.locator(".readings > li")).to_have_count(2)
        look_at(page, "double-entry")

    visit(queen, journey)


def test_what_opens_below_an_answer_is_accessible_and_fits_a_phone(
    visit: Visit, queen: User
) -> None:
    def journey(page: Page) -> None:
        page.goto(NEW)
        ask(page, "How many active users?")
        expect(page.locator(".meanings b")).to_have_count(2)
        page.locator("details.sql summary").click()
        expect(page.get_by_label("Edit and run")).to_be_visible()
        look_at(page, "meanings-sql")

    visit(queen, journey)


def test_a_project_with_its_index_is_accessible_and_fits_a_phone(
    visit: Visit, queen: User, tmp_path: Path
) -> None:
    project = indexed(tmp_path)
    request_index(project=project, requested_by=queen, now=NOON)

    def journey(page: Page) -> None:
        page.goto(project_address(project))
        expect(page.locator(".index-run p")).to_be_visible()
        look_at(page, "project")

    visit(queen, journey)


def test_a_search_of_code_is_accessible_and_fits_a_phone(
    visit: Visit, queen: User, tmp_path: Path
) -> None:
    indexed(tmp_path)
    Project.objects.create(name="other", path="/srv/other")

    def journey(page: Page) -> None:
        page.goto(f"{reverse('admin:devagent_code_changelist')}?project=shop&q=pay+the+total")
        expect(page.locator(".hit").first).to_be_visible()
        look_at(page, "code-search")

    visit(queen, journey)


def test_a_file_with_all_that_is_known_of_it_is_accessible_and_fits_a_phone(
    visit: Visit, queen: User, tmp_path: Path
) -> None:
    project = indexed(tmp_path)
    analyse(project=project, path="shop/views.py")

    def journey(page: Page) -> None:
        page.goto(file_address(project, "shop/views.py", symbol="pay"))
        expect(page.locator(".finding").first).to_be_visible()
        expect(page.locator(".graph-wide svg")).to_be_visible()
        expect(page.locator("#related h2").first).to_be_visible()
        look_at(page, "code-file")
        expect(page.locator(".graph-narrow svg")).to_be_visible()

    visit(queen, journey)


def test_what_is_wrong_is_accessible_and_fits_a_phone(
    visit: Visit, queen: User, tmp_path: Path
) -> None:
    incident = make_trouble(indexed(tmp_path))

    def journey(page: Page) -> None:
        page.goto(reverse("admin:monitoring_dashboard_changelist"))
        expect(page.locator(".chart svg")).to_be_visible()
        expect(page.locator(".sparkline").first).to_be_visible()
        look_at(page, "dashboard")
        page.goto(reverse("admin:monitoring_incident_change", args=[incident.pk]))
        look_at(page, "incident")

    visit(queen, journey)


def test_the_login_keeps_the_policy_and_is_accessible(visit: Visit, browser: object) -> None:
    def journey(page: Page) -> None:
        page.goto(reverse("admin:login"))
        look_at(page, "login")

    visit(None, journey)
