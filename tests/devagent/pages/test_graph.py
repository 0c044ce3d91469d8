"""The drawing of what reaches a definition: near places, in bands, without tests."""

from __future__ import annotations

from devagent.analysis.blast_radius import BlastRadius, Reach
from devagent.analysis.entry_points import Entry, EntryKind
from devagent.analysis.places import CodePlace
from devagent.index.records import Kind
from devagent.models import Project
from devagent.pages.graph import count_left_out, draw

SHOP = Project(name="shop", path="/srv/shop")


def place(name: str, path: str = "shop/carts.py") -> CodePlace:
    return CodePlace(path=path, name=name, kind=Kind.FUNCTION, start_line=3, end_line=4)


def radius(*places: CodePlace, links: tuple[tuple[int, int], ...]) -> BlastRadius:
    entry = Entry(kind=EntryKind.URL, name="/pay/")
    reached = (Reach(entry=entry, steps=(places[-1], places[0])),)
    return BlastRadius(target=places[0], reached=reached, places=places, links=links)


def test_a_place_stands_in_a_band_below_what_it_uses() -> None:
    found = radius(
        place("total"), place("pay"), place("ship"), place("post"), links=((1, 0), (2, 0), (3, 2))
    )

    drawing = draw(SHOP, found, columns=3)

    total, pay, ship, post = drawing.boxes
    assert total.is_target
    assert total.y < pay.y == ship.y < post.y
    assert (post.is_entry, post.below) == (True, "URL /pay/")
    assert len(drawing.curves) == 3


def test_no_box_covers_another_or_leaves_the_drawing() -> None:
    users = [place(f"user_{n}") for n in range(20)]
    found = radius(place("total"), *users, links=tuple((n, 0) for n in range(1, 21)))

    for columns in (2, 3):
        drawing = draw(SHOP, found, columns=columns)
        corners = {(box.x, box.y) for box in drawing.boxes}
        assert len(corners) == 21
        assert all(0 < x <= drawing.width - drawing.box_width for x, _ in corners)
        assert all(0 < y <= drawing.height - drawing.box_height for _, y in corners)


def test_what_uses_itself_or_each_other_is_drawn_once() -> None:
    found = radius(place("total"), place("pay"), links=((0, 0), (1, 0), (0, 1), (1, 1)))

    drawing = draw(SHOP, found, columns=3)

    assert len(drawing.boxes) == 2
    assert len(drawing.curves) == 2


def test_tests_and_what_is_furthest_are_left_out() -> None:
    test = place("test_total", path="tests/test_carts.py")
    users = [place(f"user_{n}") for n in range(40)]
    links = tuple((n, 0) for n in range(1, 42))

    found = radius(place("total"), test, *users, links=links)

    assert "test_total" not in {box.name for box in draw(SHOP, found, columns=3).boxes}
    assert count_left_out(found) == 11
