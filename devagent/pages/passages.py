"""A few lines of a file that show why it was found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import chain

from django.utils.safestring import SafeString

from devagent.analysis.findings import Finding
from devagent.index.terms import list_terms_of
from devagent.pages.highlighting import highlight
from devagent.services.reading import SourceFile
from sandbox.shown import to_text

_SHOWN = 6
# Further into a symbol, colours begin at the lines that are shown.
_MOST_BEFORE = 400
_MOST_SEARCHED = 5_000
# What one byte becomes at most, as in \x1b.
_LONGEST_SPELT = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of code as HTML, with what rules say of it.

    ``is_met`` where it holds a word that was looked for.
    """

    number: int
    html: SafeString
    is_met: bool = False
    findings: Sequence[Finding] = ()


def list_lines(file: SourceFile) -> Sequence[str]:
    """Return the lines of a file, with every sign that would not show itself spelt out."""
    most = _LONGEST_SPELT * len(file.content)
    return to_text(file.content, most=most).removesuffix("\n").split("\n")


def choose_lines(
    lines: Sequence[str], span: tuple[int, int], terms: Collection[str], language: str
) -> Sequence[Line]:
    """Return the first line of a span, and those in a row that hold most of the terms.

    A term counts for less on each line, the more lines of the span hold it.
    """
    start, end = span[0], min(span[1], len(lines), span[0] + _MOST_SEARCHED)
    held = [set(terms).intersection(said) for said in list_terms_of(lines[start - 1 : end])]
    counts = Counter(chain.from_iterable(held))
    weights = [sum(1 / counts[term] for term in met) for met in held]
    last = max(len(held) - _SHOWN, 0)
    best = max(range(last + 1), key=lambda at: sum(weights[at : at + _SHOWN]))
    first = start if best <= _MOST_BEFORE else start + best
    shown = range(start + best, min(start + best + _SHOWN, end + 1))
    coloured = highlight(lines[first - 1 : shown.stop - 1], language)
    numbers = [*([start] if best and first == start else []), *shown]
    return [
        Line(number=number, html=coloured[number - first], is_met=bool(held[number - start]))
        for number in numbers
    ]
