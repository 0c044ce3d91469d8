"""What the benchmarks print."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from rich.console import Console
from rich.table import Table

from tests.benchmarks import indexing, ingesting, monitoring, sandboxes
from tests.benchmarks.measuring import SLOW_MS, Measured, Spread


def print_reader(console: Console, times_ms: Sequence[float], looking_up_ms: float) -> None:
    """Print the time of the English reader, and what of it is spent in the database."""
    spread = Spread.of(times_ms)
    console.print(f"\n[bold]The English reader[/], over {len(times_ms):,} questions")
    console.print(f"  per question   {_spread(spread)}   (aim: p95 under 5 ms)")
    console.print(f"  of it, looking up whether values have changed takes {looking_up_ms:.1f} ms")


def print_added(console: Console, measured: Sequence[Measured], connecting_ms: float) -> None:
    """Print what Queen adds to questions whose SQL is fast."""
    fast = [one for one in measured if one.sql_ms <= SLOW_MS]
    console.print(
        f"\n[bold]What Queen adds around the SQL[/], over {len(fast)} questions of {SLOW_MS} ms "
        "of SQL at most"
    )
    if len(fast) > 1:
        spread = Spread.of([one.added_ms for one in fast])
        console.print(f"  per question   {_spread(spread)}   (aim: p95 at most 15 ms)")
        beyond = Spread.of([one.beyond_ms for one in fast])
        console.print(f"  beyond the SQL on an open connection   {_spread(beyond)}")
    console.print(f"  a connection of its own takes {connecting_ms:.1f} ms")


def print_ratios(console: Console, measured: Sequence[Measured]) -> None:
    """Print how much longer than their SQL the answers to slow questions take."""
    slow = sorted((one for one in measured if one.sql_ms > SLOW_MS), key=lambda one: -one.ratio)
    console.print(
        f"\n[bold]Whole answers beside their SQL[/], over {len(slow)} questions of more than "
        f"{SLOW_MS} ms of SQL"
    )
    if not slow:
        return
    table = Table(box=None, padding=(0, 2, 0, 0))
    table.add_column("  question", no_wrap=True, overflow="ellipsis", max_width=54)
    for title in ("SQL", "answer", "ratio", "by DECLARE CURSOR"):
        table.add_column(title, justify="right", no_wrap=True)
    for one in slow:
        table.add_row(
            f"  {one.question}",
            f"{one.sql_ms:.0f} ms",
            f"{one.answer_ms:.0f} ms",
            f"{one.ratio:.2f}",
            f"{one.declared_ratio:.2f}",
        )
    console.print(table)
    ratios, declared = [one.ratio for one in slow], [one.declared_ratio for one in slow]
    console.print(f"  answer to SQL   {_ratios(ratios)}   (aim: at most 1.25)")
    console.print(f"  the SQL behind DECLARE CURSOR   {_ratios(declared)}")


def print_sandboxes(console: Console, measured: sandboxes.Measured) -> None:
    """Print how long sandboxes of a backend take, beside what is not isolated."""
    console.print(f"\n[bold]A command that does nothing, by {measured.backend}[/]")
    _print_ways(console, measured, "cold at most 700 ms")


def print_screening(console: Console, measured: sandboxes.Measured) -> None:
    """Print how long the test process of one candidate takes in a warm sandbox."""
    console.print("\n[bold]The tests of one candidate, in a warm sandbox[/]")
    _print_ways(console, measured, "a test process at most 10 ms")


def print_ingesting(console: Console, measured: ingesting.Ingested) -> None:
    """Print how soon errors are accepted, and how many are digested."""
    size = f"{measured.event_bytes / 1_000:.0f} KB"
    console.print(f"\n[bold]Errors that come in[/], of {size}, web and digesting side by side")
    console.print(
        f"  accepted   {_spread(measured.accepted_ms)} at {measured.sent_per_s:,.0f} a second, "
        f"{measured.digested_while_sent:,} digested meanwhile   (aim: p95 50 ms)"
    )
    console.print(
        f"  digested   {measured.digested_per_s:,.0f} a second, {measured.lost} lost   (aim: 150)"
    )


def print_monitoring(console: Console, measured: monitoring.Measured) -> None:
    """Print how fast logs and series are judged, and how soon a spike is found."""
    console.print("\n[bold]Watching[/], on one core, reading from a file")
    by_source = f"{measured.slowest_lines_per_s:,.0f} to {measured.fastest_lines_per_s:,.0f}"
    console.print(
        f"  templates   {measured.lines_per_s:,.0f} lines per second over "
        f"{measured.line_count:,} of all sources, {by_source} by source   (aim: 80,000)"
    )
    console.print(
        f"  series   {measured.points_per_s:,.0f} points per second over "
        f"{measured.point_count:,}   (aim: 100,000)"
    )
    for spike in measured.spikes:
        console.print(
            f"  fifty times {spike.per_minute} a minute   found after {spike.found_s:.1f} s at "
            f"most   (aim: {spike.aim_s} s)"
        )


def print_indexing(console: Console, measured: indexing.Measured | str) -> None:
    """Print how long the index of Django's own sources takes, and searching it."""
    console.print("\n[bold]The index of code[/], on Django's own sources")
    if isinstance(measured, str):
        console.print(f"  not measured: {measured}")
        return
    rate = measured.file_count / measured.full_s
    console.print(
        f"  whole   {measured.file_count:,} files in {measured.full_s:.1f} s, {rate:,.0f} a second"
    )
    if measured.ctags_s is None:
        console.print("  universal-ctags is not installed: make ci-deps")
    else:
        console.print(
            f"  universal-ctags takes {measured.ctags_s:.1f} s, the index "
            f"{measured.full_s / measured.ctags_s:.1f} times as long   (aim: at most 6 times)"
        )
    console.print(f"  one changed file   {_spread(measured.changed)}   (aim: at most 200 ms)")
    console.print(f"  first query of a process   {measured.first_query_ms:,.0f} ms")
    console.print(f"  queries   {_spread(measured.queries)}   (aim: p95 at most 50 ms)")
    console.print(f"  memory   {measured.peak_mb:,.0f} MB at most")


def _print_ways(console: Console, measured: sandboxes.Measured, aim: str) -> None:
    if not measured.ways:
        console.print(f"  not measured: {measured.obstacle}")
        return
    plain = measured.ways[0]
    console.print(f"  {len(plain.times_ms)} times each   (aim: {aim})")
    table = Table(box=None, padding=(0, 2, 0, 0))
    table.add_column("  way", no_wrap=True)
    for title in ("p50", "p95", "to the first", "to the one above"):
        table.add_column(title, justify="right", no_wrap=True)
    above = plain
    for way in measured.ways:
        times = (f"{way.spread.p50_ms:.0f} ms", f"{way.spread.p95_ms:.0f} ms")
        ratios = (f"{way.ratio_to(plain):.2f}", f"{way.ratio_to(above):.2f}")
        table.add_row(f"  {way.name}", *times, *ratios)
        above = way
    console.print(table)


def _spread(spread: Spread) -> str:
    return f"p50 {spread.p50_ms:.2f} ms   p95 {spread.p95_ms:.2f} ms"


def _ratios(ratios: Sequence[float]) -> str:
    return f"median {median(ratios):.2f}   worst {max(ratios):.2f}"
