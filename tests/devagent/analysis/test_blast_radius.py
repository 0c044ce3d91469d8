"""Who reaches a definition, and by which way."""

from __future__ import annotations

from devagent.analysis.blast_radius import BlastRadius, find_blast_radius
from devagent.analysis.entry_points import EntryKind, EntryPoints
from tests.devagent.analysis.shop import SHOP, find_segment, make_graph


def radius_of(path: str, name: str) -> BlastRadius:
    """Return the blast radius of a definition of the shop."""
    graph = make_graph(SHOP)
    return find_blast_radius(graph, EntryPoints(graph), find_segment(graph, path, name))


def entries(radius: BlastRadius) -> set[tuple[EntryKind, str]]:
    """Return what reaches the target."""
    return {(reach.entry.kind, reach.entry.name) for reach in radius.reached}


def test_a_function_is_reached_from_addresses_commands_tasks_components_and_tests() -> None:
    radius = radius_of("accounts/authentication.py", "authenticate")

    assert entries(radius) == {
        (EntryKind.URL, "/api/accounts/login/"),
        (EntryKind.COMMAND, "manage.py try_login"),
        (EntryKind.TASK, "recheck"),
        (EntryKind.COMPONENT, "Login"),
        (EntryKind.COMPONENT, "Page"),
        (EntryKind.TEST, "tests/test_login.py::test_login_works"),
    }


def test_the_way_leads_from_the_entry_point_to_the_function() -> None:
    radius = radius_of("accounts/digests.py", "_strip")

    [reach] = [one for one in radius.reached if one.entry.kind is EntryKind.URL]

    assert [step.name for step in reach.steps] == ["login", "authenticate", "matches", "_strip"]
    assert reach.steps[0].path == "accounts/views.py"


def test_an_admin_page_reaches_what_its_methods_use() -> None:
    assert (EntryKind.ADMIN, "Customer") in entries(radius_of("accounts/digests.py", "matches"))


def test_links_join_the_places_that_were_met() -> None:
    radius = radius_of("accounts/authentication.py", "authenticate")

    users = {radius.places[user].name for user, used in radius.links if used == 0}

    assert radius.places[0] == radius.target
    assert {"login", "recheck", "Command.handle", "test_login_works"} <= users
    assert not radius.is_cut


def test_a_method_is_reached_by_way_of_the_one_that_it_overrides() -> None:
    files = {
        "shop/a.py": "class A:\n    def run(self): self._go()\n    def _go(self): pass\n",
        "shop/b.py": "from shop.a import A\nclass B(A):\n    def _go(self): pass\n",
        "shop/tasks.py": "from shop.b import B\n@shared_task\ndef work(): B().run()\n",
    }
    graph = make_graph(files)

    radius = find_blast_radius(graph, EntryPoints(graph), find_segment(graph, "shop/b.py", "B._go"))

    assert entries(radius) == {(EntryKind.TASK, "work")}
    assert "A.run" in {place.name for place in radius.places}


def test_what_nobody_uses_is_reached_by_nobody() -> None:
    radius = radius_of("accounts/digests.py", "forgotten")

    assert (radius.reached, len(radius.places)) == ((), 1)
