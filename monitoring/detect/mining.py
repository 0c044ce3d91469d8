"""A whole log mined: each line with the template that its group has in the end."""

from __future__ import annotations

import tempfile
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from monitoring.detect.templates import TemplateMiner

_KEPT = 1_000_000
_AT_ONCE = 65_536


@dataclass(frozen=True, slots=True, kw_only=True)
class Mined:
    """The group of a line, from 1, and the group's template."""

    group: int
    template: str


def mine_lines(lines: Iterable[bytes]) -> Iterator[Mined]:
    """Yield what each line is of, once all are read.

    Lines of one group share its last template, so nothing is yielded before the end is known. Of a
    line only its number is kept, in a temporary file where there are many.
    """
    miner = TemplateMiner()
    numbers = map(miner.add, lines)
    with tempfile.SpooledTemporaryFile(max_size=_KEPT * array("I").itemsize) as kept:
        while block := array("I", islice(numbers, _AT_ONCE)):
            kept.write(block.tobytes())
        found = [
            Mined(group=family + 1, template=miner.template(family)) for family in miner.families()
        ]
        kept.seek(0)
        while packed := kept.read(_AT_ONCE * array("I").itemsize):
            yield from (found[number] for number in array("I", packed))
