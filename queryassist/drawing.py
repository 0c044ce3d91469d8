"""A chart as SVG: no style and no script in it, so that the page's stylesheet gives the colours."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import leather

from queryassist.charts import Bars, Chart, Lines
from queryassist.formats import ResultColumn, format_cell, format_number

MOST_TICKS = 5
WIDTH = 560

_BAR_HEIGHT = 24
_FRAME_HEIGHT = 90
_LINES_HEIGHT = 300
_COLOURS = ("#2f86c1", "#c8701a", "#3a9e5c", "#9b6bce")
"""Each stands out from a white and from a black page by 3 to 1 at least."""
_STEPS = ((10**9, "B"), (10**6, "M"), (10**3, "k"))


def draw(chart: Chart) -> str:
    """Return a chart as an SVG element that scales with what holds it."""
    match chart:
        case Bars():
            plot, height = _bars(chart), _FRAME_HEIGHT + _BAR_HEIGHT * len(chart.amounts)
        case Lines():
            plot, height = _lines(chart), _LINES_HEIGHT
    attributes = {"viewBox": f"0 0 {WIDTH} {height}", "xmlns": "http://www.w3.org/2000/svg"}
    root = ElementTree.Element("svg", {**attributes, "aria-hidden": "true"})
    root.append(plot.to_svg_group(WIDTH, height))
    return ElementTree.tostring(root, encoding="unicode")


def _bars(chart: Bars) -> leather.Chart:
    plot = leather.Chart()
    plot.add_bars([(amount, label) for label, amount in chart.amounts], fill_color=_COLOURS[0])
    if chart.whole is not None:
        plot.add_x_scale(0, chart.whole)
    plot.add_x_axis(tick_formatter=lambda amount, *_: _short(amount, chart.unit))
    return plot


def _lines(chart: Lines) -> leather.Chart:
    plot = leather.Chart()
    for line, colour in zip(chart.lines, _COLOURS, strict=False):
        plot.add_line(list(line.amounts), name=line.name, stroke_color=colour)
    amounts = [amount for line in chart.lines for _, amount in line.amounts]
    # From zero, so that a height is as much of another as its amount is.
    lowest, highest = min(Decimal(0), *amounts), max(Decimal(0), *amounts)
    plot.add_y_scale(lowest, highest if highest > lowest else 1)
    moments = sorted({moment for line in chart.lines for moment, _ in line.amounts})
    ticks = moments[:: -(-len(moments) // MOST_TICKS)]
    plot.add_x_axis(ticks=ticks, tick_formatter=lambda moment, *_: _told(moment, chart))
    plot.add_y_axis(tick_formatter=lambda amount, *_: _short(amount, chart.unit))
    return plot


def _told(moment: datetime, chart: Lines) -> str:
    if chart.moment_format:
        return moment.strftime(chart.moment_format)
    shown = format_cell(moment.replace(tzinfo=UTC), chart.bucket, ZoneInfo("UTC"))
    return shown.removeprefix("week of ")


def _short(amount: int | float | Decimal, unit: ResultColumn) -> str:
    """Return an amount in few characters, for an axis: "$1.5k", "20%"; none for half a row."""
    number = Decimal(str(amount))
    if unit.kind == "integer" and number % 1:
        return ""
    size, letter = next((step for step in _STEPS if abs(number) >= step[0]), (1, ""))
    symbol = unit.symbol if unit.prefix else ""
    shown = format_number(number / size, symbol, prefix=True)
    if "." in shown:
        shown = shown.rstrip("0")
    return f"{shown}{letter}{'%' if unit.kind == 'percent' else ''}"
