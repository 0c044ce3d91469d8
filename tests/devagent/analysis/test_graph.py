"""Names are resolved to the definitions that they mean."""

from __future__ import annotations

from devagent.analysis.references import References, read_references
from tests.devagent.analysis.shop import SHOP, make_graph, users_of


def test_a_function_is_used_where_it_is_called_and_imported() -> None:
    found = users_of(make_graph(SHOP), "accounts/authentication.py", "authenticate")

    assert found >= {"accounts/views.py:1", "accounts/views.py:5", "tests/test_login.py:3"}


def test_an_alias_and_a_module_in_front_mean_the_same_function() -> None:
    found = users_of(make_graph(SHOP), "accounts/authentication.py", "authenticate")

    assert found >= {"accounts/management/commands/try_login.py:4", "accounts/tasks.py:4"}


def test_a_function_of_the_same_name_elsewhere_is_another() -> None:
    files = {
        "a.py": "def total(): pass\n",
        "b.py": "def total(): pass\ntotal()\n",
        "c.py": "from a import total\ntotal()\n",
    }

    graph = make_graph(files)

    assert users_of(graph, "a.py", "total") == {"c.py:1", "c.py:2"}
    assert users_of(graph, "b.py", "total") == {"b.py:2"}


def test_a_name_that_a_package_hands_on_is_followed() -> None:
    files = {
        "shop/models/__init__.py": "from shop.models.orders import Order\n",
        "shop/models/orders.py": "class Order: pass\n",
        "shop/views.py": "from shop.models import Order\nOrder()\n",
    }

    assert "shop/views.py:2" in users_of(make_graph(files), "shop/models/orders.py", "Order")


def test_a_method_is_meant_by_self_in_its_class_and_those_derived_from_it() -> None:
    files = {
        "a.py": "class A:\n    def run(self): pass\n    def go(self): self.run()\n",
        "b.py": "from a import A\nclass B(A):\n    def go(self): self.run()\n",
        "c.py": "class C:\n    def go(self): self.run()\n",
    }

    assert users_of(make_graph(files), "a.py", "A.run") == {"a.py:3", "b.py:3"}


def test_an_attribute_of_an_object_may_be_a_method_of_a_class_that_is_imported() -> None:
    files = {
        "a.py": "class A:\n    def run(self): pass\n",
        "b.py": "from a import A\nA().run()\n",
        **{f"other{n}.py": f"class O{n}:\n    def run(self): pass\n" for n in range(4)},
        "d.py": "x.run()\n",
    }

    assert users_of(make_graph(files), "a.py", "A.run") == {"b.py:2"}


def test_what_a_function_does_within_itself_is_no_use() -> None:
    files = {"a.py": "def again(n):\n    return again(n - 1)\n"}

    assert users_of(make_graph(files), "a.py", "again") == set()


def test_a_dotted_string_names_a_definition() -> None:
    files = {
        "shop/middleware.py": "class Timer: pass\n",
        "shop/settings.py": "MIDDLEWARE = ['shop.middleware.Timer']\n",
    }

    assert users_of(make_graph(files), "shop/middleware.py", "Timer") == {"shop/settings.py:1"}


def test_a_component_is_used_by_its_tag() -> None:
    found = users_of(make_graph(SHOP), "app/auth/login.tsx", "Login")

    assert found == {"app/page.tsx:1", "app/page.tsx:2"}


def test_parameters_and_assigned_names_are_no_uses() -> None:
    files = {
        "a.py": "def password(): pass\n",
        "b.py": "from a import *\ndef f(password, other=1): pass\nf(password=1)\n",
    }

    assert users_of(make_graph(files), "a.py", "password") == set()


def test_of_long_text_that_does_not_parse_nothing_is_known() -> None:
    short, long = b"f()\n" + b"[" * 1_000, b"f()\n" + b"[" * 60_000

    assert [use.name for use in read_references(short, "python").uses] == ["f"]
    assert read_references(long, "python") == References()


def test_references_are_kept_as_bytes() -> None:
    source = (
        b"@receiver(post_save)\nclass A(models.B):\n    x = 'a.b'\n"
        b"urlpatterns = [path('x/', A.as_view(), name='x')]\n"
    )

    references = read_references(source, "python")

    assert References.unpack(references.pack()) == references
    assert references.bases[0].name == "B"
    assert references.decorators[0].name == "receiver"
    assert references.routes[0].view == "A"
