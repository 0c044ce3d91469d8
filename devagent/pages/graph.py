"""What reaches a definition as a drawing: places in bands by distance, and what uses what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle, groupby

from devagent.analysis.blast_radius import BlastRadius
from devagent.analysis.places import CodePlace
from devagent.index.roles import Role, find_role
from devagent.models import Project
from devagent.pages.addresses import file_address
from devagent.services.indexing import printable

_MOST_PLACES = 30
_WIDTH, _HEIGHT = 172, 44
_GAP, _ROW_GAP, _BAND_GAP = 14, 10, 38
_MOST_SIGNS = 21


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A place, by its left upper corner; ``entry`` is what sets it going, if anything does."""

    x: int
    y: int
    name: str
    below: str
    title: str
    address: str
    is_entry: bool
    is_target: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """Boxes of one size, and the curves from what uses to what it uses, as paths of SVG.

    ``marker`` is the id of the arrows' tips, one for each drawing of a page.
    """

    marker: str
    width: int
    height: int
    boxes: Sequence[Box]
    curves: Sequence[str]
    box_width: int = _WIDTH
    box_height: int = _HEIGHT


def count_left_out(radius: BlastRadius) -> int:
    """Return how many places of the product a drawing leaves out."""
    return max(len(_choose(radius, most=len(radius.places))) - _MOST_PLACES, 0)


def draw(project: Project, radius: BlastRadius, *, columns: int) -> Drawing:
    """Return the drawing with so many places side by side; tests are left out of it."""
    chosen = _choose(radius, most=_MOST_PLACES)
    corners = _arrange(chosen, _measure(radius), columns)
    entries = {reach.steps[0]: f"{reach.entry.kind} {reach.entry.name}" for reach in radius.reached}
    boxes = [
        _make_box(project, radius.places[number], corners[number], entries, is_target=number == 0)
        for number in chosen
    ]
    return Drawing(
        marker=f"tip-{columns}",
        width=columns * (_WIDTH + _GAP) - _GAP + 2,
        height=max(y for _, y in corners.values()) + _HEIGHT + 2,
        boxes=boxes,
        curves=[
            _curve(corners[user], corners[used])
            for user, used in radius.links
            if user in corners and used in corners and user != used
        ],
    )


def _choose(radius: BlastRadius, *, most: int) -> Sequence[int]:
    """Return the numbers of the nearest places; the target is one whatever it is."""
    product = [
        number
        for number, place in enumerate(radius.places)
        if number == 0 or find_role(place.path) is not Role.TEST
    ]
    return product[:most]


def _measure(radius: BlastRadius) -> Mapping[int, int]:
    """Return how far each place is from the target; links come in the order of a breadth search."""
    distances = {0: 0}
    for user, used in radius.links:
        distances.setdefault(user, distances[used] + 1)
    return distances


def _arrange(
    chosen: Sequence[int], distances: Mapping[int, int], columns: int
) -> Mapping[int, tuple[int, int]]:
    """Return the corner of each place: a band for each distance, the target's on top."""
    corners, y = {}, 1
    width = columns * (_WIDTH + _GAP) - _GAP
    for _, band in groupby(chosen, key=lambda number: distances[number]):
        for row in _split(list(band), columns):
            left = (width - len(row) * (_WIDTH + _GAP) + _GAP) // 2 + 1
            for at, number in enumerate(row):
                corners[number] = (left + at * (_WIDTH + _GAP), y)
            y += _HEIGHT + _ROW_GAP
        y += _BAND_GAP - _ROW_GAP
    return corners


def _split(band: Sequence[int], columns: int) -> Iterator[Sequence[int]]:
    """Yield the rows of a band, laid like bricks, so that lines pass between those below."""
    sizes = cycle((columns, columns - 1))
    while band:
        size = next(sizes)
        yield band[:size]
        band = band[size:]


def _make_box(
    project: Project,
    place: CodePlace,
    corner: tuple[int, int],
    entries: Mapping[CodePlace, str],
    *,
    is_target: bool,
) -> Box:
    entry, path = printable(entries.get(place, "")), printable(place.path)
    name = printable(place.name)
    return Box(
        x=corner[0],
        y=corner[1],
        name=_shorten(name or path.rpartition("/")[2]),
        below=_shorten(entry or path.rpartition("/")[2]),
        title=f"{name or 'code'} in {path}" + (f": {entry}" if entry else ""),
        address=file_address(project, place.path, place.start_line),
        is_entry=bool(entry),
        is_target=is_target,
    )


def _curve(user: tuple[int, int], used: tuple[int, int]) -> str:
    """Return the path from the top of what uses to the bottom of what it uses."""
    x1, y1 = user[0] + _WIDTH // 2, user[1]
    x2, y2 = used[0] + _WIDTH // 2, used[1] + _HEIGHT
    bend = max((y1 - y2) // 2, _BAND_GAP // 2)
    return f"M{x1} {y1}C{x1} {y1 - bend} {x2} {y2 + bend} {x2} {y2}"


def _shorten(text: str) -> str:
    return text if len(text) <= _MOST_SIGNS else f"{text[: _MOST_SIGNS - 1]}…"
