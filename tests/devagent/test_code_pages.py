"""The pages about code: what is found and shown, to whom, and that code is only ever text."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_q.models import OrmQ

from devagent import tasks
from devagent.models import BlobAnalysis, Project
from devagent.pages.addresses import LINES_A_PAGE
from devagent.services.indexing import index_project
from tests.devagent.conftest import commit
from tests.queryassist.chat_page import HTMX, client_of, staff_with, text_of
from users.models import User

SEARCH = reverse("admin:devagent_code_changelist")
HOSTILE = (
    'def hostile_total():\n    """<script>alert(1)</script>"""\n    return "\x1b[31m \u202e cart"\n'
)
HOSTILE_METHOD = 'class Cart { "\u202epay"() { return "hostile \u202e total" } }\n'

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    return client_of(staff_with("view_project"))


@pytest.fixture
def shop(project: Project) -> Project:
    index_project(project=project)
    return project


def know(project: Project) -> None:
    """Index a project and make ready what its pages show, as a worker does."""
    index_project(project=project)
    tasks.count_findings(project.pk)


def file_of(project: Project, path: str, **query: object) -> str:
    rest = "".join(f"&{name}={value}" for name, value in query.items())
    return f"{reverse('admin:devagent_code_file', args=[project.name])}?path={quote(path)}{rest}"


def found(client: Client, text: str, **query: str) -> str:
    return text_of(client.get(SEARCH, {"q": text, **query}))


def test_a_description_finds_a_function_with_its_lines_and_reasons(
    client: Client, shop: Project
) -> None:
    page = found(client, "total of lines")

    assert f"{file_of(shop, 'shop/carts.py')}" in page.replace("%2F", "/")
    assert "“total” in name" in page
    assert '<span class="nf">total</span>' in page


def test_a_bug_report_finds_a_file_with_its_likeliest_function(
    client: Client, shop: Project
) -> None:
    page = found(client, "The total is wrong\n\nshop/carts.py says 0", by="report")

    assert "names the path shop/carts.py" in page
    assert '<span class="kind">function</span>' in page


def test_htmx_gets_what_was_found_alone(client: Client, shop: Project) -> None:
    part = text_of(client.get(SEARCH, {"q": "total"}, headers=HTMX))

    assert part.startswith('<section id="results"')
    assert "shop/carts.py" in part


def test_a_text_that_meets_nothing_and_an_index_that_is_missing_say_so(
    client: Client, project: Project
) -> None:
    assert "shop has no index yet" in found(client, "total")
    index_project(project=project)

    assert "Nothing in shop meets a word of it." in found(client, "xylophone")


def test_what_code_and_searches_say_is_text(
    client: Client, shop: Project, repository: Path
) -> None:
    commit(repository, {"shop/hostile.py": HOSTILE, "app/hostile.ts": HOSTILE_METHOD})
    know(shop)
    of_python = file_of(shop, "shop/hostile.py")
    of_script = file_of(shop, "app/hostile.ts")
    reach = file_of(shop, "shop/hostile.py", symbol="hostile_total").replace("/file/", "/reach/")
    addresses = (
        f"{SEARCH}?q=hostile+total+\u202e+cart</textarea><script>alert(2)</script>",
        f"{SEARCH}?by=report&q=hostile+total+\u202e+cart",
        of_python,
        of_script,
        of_python.replace("/file/", "/related/"),
        of_script.replace("/file/", "/related/"),
        reach,
    )

    pages = [text_of(client.get(address)).replace("total \u202e cart", "") for address in addresses]

    for page in pages:
        assert "<script>alert" not in page
        assert not {"\x1b", "\u202e"} & set(page)
    assert "&lt;script&gt;alert(1)" in pages[0]
    assert r"\x1b" in pages[2]
    assert all(r"\u202e" in page for page in pages[:4])


def test_a_file_is_shown_by_line_with_its_symbols(client: Client, shop: Project) -> None:
    page = text_of(client.get(file_of(shop, "shop/carts.py")))

    assert '<li id="L2" class="line">' in page
    assert 'href="#L2"' in page
    assert '<span class="kind">function</span>' in page
    assert shop.snapshot.commit[:12] in page


def test_a_long_file_is_shown_in_parts(client: Client, shop: Project, repository: Path) -> None:
    commit(repository, {"shop/long.py": "x = 1\n" * (LINES_A_PAGE + 5)})
    index_project(project=shop)

    first = text_of(client.get(file_of(shop, "shop/long.py")))
    second = text_of(client.get(file_of(shop, "shop/long.py", page=2)))
    beyond = text_of(client.get(file_of(shop, "shop/long.py", page=99)))

    assert 'id="L2000"' in first
    assert 'id="L2001"' not in first
    assert 'id="L2001"' in second
    assert 'id="L2000"' not in second
    assert second.count('<li id="L') == beyond.count('<li id="L')


def test_a_binary_and_a_repository_that_is_gone_are_told(
    client: Client, shop: Project, repository: Path
) -> None:
    commit(repository, {"shop/logo.py": "a\0b"})
    index_project(project=shop)

    assert "Not shown: binary." in text_of(client.get(file_of(shop, "shop/logo.py")))
    Project.objects.update(path="/nowhere")

    assert "/nowhere is no folder on this machine." in text_of(
        client.get(file_of(shop, "shop/carts.py"))
    )
    assert "/nowhere is no folder on this machine." in found(client, "total")


def test_what_is_not_indexed_is_not_found(client: Client, shop: Project) -> None:
    assert client.get(file_of(shop, "../../etc/passwd")).status_code == 404
    assert client.get(file_of(shop, "")).status_code == 404
    assert client.get(file_of(shop, "x").replace("/shop/", "/%00/")).status_code == 404


def test_a_project_of_a_group_is_seen_by_that_group_alone(shop: Project) -> None:
    group = Group.objects.create(name="Shop")
    shop.groups.add(group)
    member, other = staff_with("view_project"), staff_with("view_project", email="eve@example.com")
    member.groups.add(group)
    addresses = (
        f"{SEARCH}?project=shop&q=total",
        file_of(shop, "shop/carts.py"),
        reverse("admin:devagent_project_change", args=[shop.pk]),
    )

    assert {client_of(member).get(address).status_code for address in addresses} == {200}
    assert {client_of(other).get(address).status_code for address in addresses} == {404}
    assert "no project that you may see" in found(client_of(other), "total")


def test_the_project_can_be_chosen_where_there_are_several(client: Client, shop: Project) -> None:
    assert "<select" not in found(client, "total")
    Project.objects.create(name="abacus", path="/srv/abacus")

    page = found(client, "total", project="shop")

    assert "<option selected>shop</option>" in page
    assert "<option>abacus</option>" in page
    assert "shop/carts.py" in page


def queries_of(client: Client, address: str) -> int:
    """Return how often a page asks the database, once what it keeps is there."""
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_no_page_asks_more_often_for_much_than_for_little(
    client: Client, shop: Project, repository: Path
) -> None:
    reach = file_of(shop, "shop/carts.py", symbol="total").replace("/file/", "/reach/")
    addresses = [
        f"{SEARCH}?project=shop&q=total",
        f"{SEARCH}?project=shop&q=total&by=report",
        file_of(shop, "shop/carts.py"),
        file_of(shop, "shop/carts.py").replace("/file/", "/related/"),
        reach,
        reverse("admin:devagent_project_change", args=[shop.pk]),
    ]
    know(shop)
    few = [queries_of(client, address) for address in addresses]
    part = "from shop.carts import total\n\n\ndef total_{0}(a=[]):\n    return total(a)\n"
    commit(repository, {f"shop/part{n}.py": part.format(n) for n in range(12)})
    know(shop)
    Project.objects.create(name="other", path="/srv/other")

    assert [queries_of(client, address) for address in addresses] == few


def test_findings_stand_at_their_lines(client: Client, shop: Project, repository: Path) -> None:
    commit(repository, {"shop/slip.py": "def add(one, many=[]):\n    many.append(one)\n"})
    know(shop)

    page = text_of(client.get(file_of(shop, "shop/slip.py")))

    line = page.partition('<li id="L1"')[2].partition("</li>")[0]
    assert '<p class="finding' in line
    assert "B006" in line
    assert "Findings" in page


def test_a_page_has_a_worker_analyse_a_file_and_shows_what_it_found_afterwards(
    client: Client, shop: Project
) -> None:
    page = file_of(shop, "shop/carts.py")
    parts = [page.replace("/file/", f"/{part}/") for part in ("findings", "related")]
    parts.append(file_of(shop, "shop/carts.py", symbol="total").replace("/file/", "/reach/"))

    before = [text_of(client.get(address)) for address in (page, page, *parts)]

    assert all("A worker analyses it" in shown for shown in before)
    assert not BlobAnalysis.objects.exists()
    [queued] = OrmQ.objects.all()
    assert queued.func() == "devagent.tasks.analyse"

    assert tasks.analyse(*queued.task["args"])

    assert client.get(parts[0], headers=HTMX).headers["HX-Refresh"] == "true"
    after = [text_of(client.get(address)) for address in (page, *parts[1:])]
    assert not any("A worker analyses it" in shown for shown in after)
    assert OrmQ.objects.count() == 1


def test_what_is_no_code_is_shown_without_findings(
    client: Client, shop: Project, repository: Path
) -> None:
    commit(repository, {"shop/cart.html": "<p>{{ total }}</p>\n"})
    know(shop)

    page = text_of(client.get(file_of(shop, "shop/cart.html")))

    assert '<li id="L1"' in page
    assert 'class="fault"' not in page


def test_beside_a_file_stands_who_uses_it_and_what_it_imports(
    client: Client, shop: Project, repository: Path
) -> None:
    pay = (
        "import json\n\nfrom shop.carts import total\n\n\n"
        "def pay(lines):\n    return total(lines)\n"
    )
    commit(repository, {"shop/pay.py": pay, "tests/test_carts.py": pay})
    know(shop)

    carts = text_of(client.get(file_of(shop, "shop/carts.py").replace("/file/", "/related/")))
    paid = text_of(client.get(file_of(shop, "shop/pay.py").replace("/file/", "/related/")))

    assert "pay in shop/pay.py" in carts
    assert "uses total on line 7" in carts
    assert "Imported by" in carts
    assert carts.count("tests/test_carts.py") > 0
    assert "Imports" in paid
    assert "<li>json</li>" in paid


def test_what_reaches_a_function_is_drawn_and_told(
    client: Client, shop: Project, repository: Path
) -> None:
    commit(
        repository,
        {
            "shop/views.py": "from shop.carts import total\n\n\ndef pay(request):\n    total([])\n",
            "shop/urls.py": "from django.urls import path\n\nfrom shop.views import pay\n\n"
            'urlpatterns = [path("pay/", pay)]\n',
        },
    )
    know(shop)
    address = file_of(shop, "shop/carts.py", symbol="total")

    page = text_of(client.get(address.replace("/file/", "/reach/")))

    assert page.count("<svg") == 2
    assert "<b>URL</b> /pay/" in page
    assert 'hx-trigger="load"' in text_of(client.get(address))
    assert client.get(address.replace("/file/", "/reach/") + "x").status_code == 404


def test_the_button_has_a_worker_index_the_project(shop: Project) -> None:
    client = client_of(staff_with("view_project", "reindex_project"))
    address = reverse("admin:devagent_project_reindex", args=[shop.pk])
    page = reverse("admin:devagent_project_change", args=[shop.pk])

    assert "Waits for a worker" in text_of(client.post(address, headers=HTMX))
    assert client.post(address).headers["Location"] == page
    assert "Waits for a worker" in text_of(client.get(page))
    assert shop.index_runs.get().requested_by == User.objects.get(email="bob@example.com")


def test_only_who_sees_a_project_can_be_changed(shop: Project) -> None:
    client = client_of(staff_with("view_project", "change_project"))
    group = Group.objects.create(name="Shop")
    page = reverse("admin:devagent_project_change", args=[shop.pk])

    sent = client.post(page, {"groups": [group.pk], "path": "/etc", "test_command": "rm -rf /"})

    shop.refresh_from_db()
    assert sent.status_code == 302
    assert [*shop.groups.all()] == [group]
    assert (shop.path == "/etc", shop.test_command) == (False, "")


def test_a_search_whose_login_is_over_leads_the_whole_page_there(shop: Project) -> None:
    response = Client().get(SEARCH, {"q": "total"}, headers=HTMX)

    assert response.headers["HX-Redirect"].startswith("/admin/login/")
