"""Declaring panels, and the addresses of the pages that show them."""

from __future__ import annotations

import sys
from types import ModuleType, SimpleNamespace

import pytest
from django.urls import set_script_prefix

from live import checks, panels
from live.exceptions import Forbidden, PanelInvalid, TopicInvalid
from live.panels import MAX_PANELS, Panel, address, get_panels, places_at
from tests.live.pages import COUNT, NAME


def panel(name: str = "tests.one", topic: str = "tests.one") -> Panel:
    return Panel(name=name, topic=topic, may_see=lambda v, k: True, render=lambda v, k: "<p id=a>")


@pytest.fixture
def declaring(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The panels.py of the one installed app that has any."""
    monkeypatch.undo()
    app = SimpleNamespace(name="tests_with_panels", module=sys.modules[__name__])
    module = ModuleType("tests_with_panels.panels")
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setattr(panels, "module_has_submodule", lambda package, name: package is app.module)
    monkeypatch.setattr("live.panels.apps.get_app_configs", lambda: [app])
    get_panels.cache_clear()
    return module


@pytest.fixture(autouse=True)
def forget() -> object:
    yield
    get_panels.cache_clear()
    set_script_prefix("/")


def test_address_leads_back_to_the_panels() -> None:
    places = (COUNT.at(), NAME.at(7), NAME.at("a-B_9"))

    path, _, query = address(*places).partition("?")

    assert path == "/ws/live/"
    assert places_at(query) == places


def test_address_lies_below_the_path_that_the_site_is_mounted_at() -> None:
    set_script_prefix("/queen/")

    assert address(COUNT.at()) == "/queen/ws/live/?tests.count="


def test_topic_of_a_place_holds_its_key() -> None:
    assert NAME.at(7).topic == "tests.user.7"
    assert COUNT.at().topic == "tests.users"


@pytest.mark.parametrize("key", ["", " ", "a.b", "a/b", "é", "1\n", "x" * 41, "{key}"])
def test_hostile_key_is_refused(key: str) -> None:
    with pytest.raises(PanelInvalid):
        NAME.at(key)


def test_key_where_none_is_taken_is_refused() -> None:
    with pytest.raises(PanelInvalid):
        COUNT.at(7)


def test_as_many_panels_as_a_page_may_have_are_found_and_no_more() -> None:
    assert len(places_at("&".join(["tests.count="] * MAX_PANELS))) == MAX_PANELS
    with pytest.raises(Forbidden):
        places_at("&".join(["tests.count="] * (MAX_PANELS + 1)))


@pytest.mark.parametrize(("name", "topic"), [("one", "a.b"), ("a.b", "one"), ("a.b", "a.b c")])
def test_panel_whose_name_or_topic_is_none_is_refused(name: str, topic: str) -> None:
    with pytest.raises(TopicInvalid):
        panel(name, topic)


def test_panel_whose_topic_would_grow_too_long_is_refused() -> None:
    with pytest.raises(TopicInvalid):
        panel(topic="tests." + "a" * 45 + ".{key}")


def test_panels_are_found_in_the_apps_that_declare_them(declaring: ModuleType) -> None:
    declaring.PANELS = (one := panel(), two := panel("tests.two"))  # type: ignore[attr-defined]

    assert get_panels() == {"tests.one": one, "tests.two": two}


def test_two_panels_of_one_name_are_reported(declaring: ModuleType) -> None:
    declaring.PANELS = (panel(), panel())  # type: ignore[attr-defined]

    (error,) = checks.check_panels(None)

    assert error.id == "live.E003"
    assert "two panels named tests.one" in error.msg
