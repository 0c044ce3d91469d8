"""Definitions that nothing refers to, and those that only seem so."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from devagent.analysis.dead_code import Confidence, DeadCode, find_dead_code
from devagent.analysis.entry_points import EntryPoints
from tests.devagent.analysis.shop import SHOP, make_graph

SITE = {"manage.py": "from shop import a, carts, models\n"}


def dead_in(files: Mapping[str, str]) -> dict[str, DeadCode]:
    """Return the dead code of a site by name."""
    graph = make_graph({**SITE, **files})
    return {one.place.name: one for one in find_dead_code(graph, EntryPoints(graph))}


def test_what_nothing_refers_to_is_dead_for_sure() -> None:
    found = dead_in(SHOP)

    assert {name: one.confidence for name, one in found.items()} == {"forgotten": Confidence.HIGH}


def test_what_only_dead_code_refers_to_is_dead_even_in_a_circle() -> None:
    found = dead_in({"shop/a.py": "def ping(): pong()\ndef pong(): ping()\n"})

    assert {name: one.reason for name, one in found.items()} == {
        "ping": "only dead code refers to it",
        "pong": "only dead code refers to it",
    }


def test_what_only_tests_refer_to_is_told_with_less_confidence() -> None:
    files = {
        "shop/a.py": "def total(): pass\n",
        "tests/test_a.py": "from shop.a import total\ndef test_total(): total()\n",
    }

    [found] = dead_in(files).values()

    assert (found.confidence, found.reason) == (Confidence.MEDIUM, "only tests refer to it")


def test_an_import_alone_is_no_use() -> None:
    files = {"shop/a.py": "def total(): pass\n", "shop/b.py": "from shop.a import total\n"}

    assert dead_in(files)["total"].confidence is Confidence.MEDIUM


def test_the_names_of_a_package_may_be_for_others() -> None:
    graph = make_graph({"shop/a.py": "def total(): pass\ndef _sum(): pass\n"})

    found = {one.place.name: one for one in find_dead_code(graph, EntryPoints(graph))}

    assert found["total"].confidence is Confidence.LOW
    assert found["_sum"].confidence is Confidence.HIGH


def test_what_only_doubtful_code_refers_to_is_doubtful_too() -> None:
    files = {
        "shop/models.py": "class Cart(models.Model):\n    code = Field(default=new_code)\n\n"
        "def new_code(): pass\n"
    }

    found = dead_in(files)

    assert found["Cart"].reason.endswith("its table may hold data")
    assert found["new_code"].confidence is Confidence.LOW
    assert found["new_code"].reason.endswith("which may be needed")


def test_a_file_that_nothing_imports_may_be_loaded_by_its_name() -> None:
    files = {"shop/odd.py": "def unused(): _help()\ndef _help(): pass\n"}

    found = dead_in(files)

    assert {one.confidence for one in found.values()} == {Confidence.LOW}
    assert found["unused"].reason.endswith("may be loaded by its name")


def test_a_dead_class_is_told_once() -> None:
    assert list(dead_in({"shop/a.py": "class A:\n    def run(self): pass\n"})) == ["A"]


def test_a_method_that_nobody_calls_is_dead() -> None:
    files = {
        "shop/a.py": "class A:\n    def run(self): self.go()\n    def go(self): pass\n"
        "    def stop(self): pass\nA().run()\n"
    }

    assert list(dead_in(files)) == ["A.stop"]


ALIVE = {
    "a view of an address": {
        "shop/views.py": "def show(request): pass\n",
        "shop/urls.py": "from shop import views\nurlpatterns = [path('', views.show)]\n",
    },
    "a class-based view": {
        "shop/views.py": "class Show(View):\n    def get(self, request): pass\n",
        "shop/urls.py": "from shop.views import Show\nurlpatterns = [path('', Show.as_view())]\n",
    },
    "an admin class": {
        "shop/admin.py": "from django.contrib import admin\nfrom shop.models import Cart\n"
        "@admin.register(Cart)\nclass CartAdmin(admin.ModelAdmin):\n    def total(self): pass\n",
        "shop/models.py": "class Cart(models.Model): pass\n",
    },
    "an admin class that is registered by a call": {
        "shop/admin.py": "from django.contrib import admin\n"
        "class CartAdmin(admin.ModelAdmin): pass\n"
        "admin.site.register(Cart, CartAdmin)\n",
    },
    "a receiver of a signal": {
        "shop/signals.py": "@receiver(post_save)\ndef note(sender, **rest): pass\n"
    },
    "a command": {
        "shop/management/commands/sell.py": "class Command(BaseCommand):\n"
        "    def handle(self): pass\n"
    },
    "a migration": {
        "shop/migrations/0002_prices.py": "def fill(apps, editor): pass\n"
        "class Migration(migrations.Migration):\n    operations = [RunPython(fill)]\n"
    },
    "an app": {"shop/apps.py": "class ShopConfig(AppConfig): pass\n"},
    "a template tag": {"shop/templatetags/money.py": "@register.filter\ndef euros(amount): pass\n"},
    "a task": {"shop/tasks.py": "@shared_task\ndef send(): pass\n"},
    "a name in __all__": {
        "shop/a.py": "__all__ = ['total']\ndef total(): pass\n",
    },
    "a dotted string of the settings": {
        "shop/timing.py": "class Timer: pass\n",
        "kiosk/settings.py": "MIDDLEWARE = ['shop.timing.Timer']\n",
    },
    "a name that a package hands on": {
        "shop/__init__.py": "from shop.a import total\n",
        "shop/a.py": "def total(): pass\n",
    },
    "a method that a template names": {
        "shop/carts.py": "class Cart:\n    def total_price(self): pass\nCart()\n",
        "templates/cart.html": "{{ cart.total_price }}",
    },
    "a function that an unknown decorator takes": {
        "shop/api.py": "@api.get('/carts')\ndef list_carts(): pass\n"
    },
    "a default export under another name": {
        "app/list.tsx": "export default function ProductList() { return null; }\n",
        "app/main.ts": 'import Products from "./list";\nrender(Products);\n',
    },
    "a method in whose place the base class calls": {
        "shop/a.py": "class A:\n    def run(self): self._go()\n    def _go(self): pass\n"
        "class B(A):\n    def _go(self): pass\nB().run()\n"
    },
    "a setting": {"kiosk/settings.py": "TIMEOUT_S = 3\n"},
    "a function within another": {
        "shop/a.py": "def outer():\n    def inner(): pass\n    return inner\nouter()\n"
    },
}


@pytest.mark.parametrize("files", ALIVE.values(), ids=ALIVE.keys())
def test_it_is_alive(files: Mapping[str, str]) -> None:
    assert dead_in(files) == {}
