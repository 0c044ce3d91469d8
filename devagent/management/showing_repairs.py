"""What the commands on repairs print."""

from __future__ import annotations

from devagent.management.showing import print_line, print_table
from devagent.services.repairs.fixing import FixResult


def print_result(result: FixResult) -> None:
    """Print what was done in order, the fixes that were made, and what is proposed."""
    print_line(f"Run {result.run_id} on {result.base_commit[:10]}: {result.state}.")
    for stage in result.stages:
        print_line(f"  {stage}")
    if result.approaches:
        print_table(
            ("fix", "verdict", "grade", "why it lost"),
            [(one.title, one.verdict, one.grade, one.lost) for one in result.approaches],
        )
    for line in result.missing:
        print_line(f"Missing: {line}")
    if result.best_approach:
        print_line(f"Proposal {result.proposal_id} awaits approval:")
        print_line(result.best_approach.diff)
        for line in result.best_approach.unchecked:
            print_line(f"Not checked: {line}")
    else:
        print_line(result.message)
