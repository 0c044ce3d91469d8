"""Which findings a patch brings in."""

from __future__ import annotations

import time

from devagent.analysis.findings import Finding, Kind, Severity, list_new

TEXT = "import os\nx = 1\n"


def finding(*, rule: str = "F401", line: int = 1) -> Finding:
    """Return a finding in shop.py."""
    return Finding(
        rule=rule,
        kind=Kind.DEAD_CODE,
        severity=Severity.LOW,
        path="shop.py",
        line=line,
        column=1,
        end_line=line,
        message="unused",
    )


def test_a_finding_that_lines_above_moved_is_known() -> None:
    texts = {"shop.py": (TEXT, f"# why\n\n{TEXT}")}

    assert list_new([finding(line=3)], [finding(line=1)], texts=texts) == []


def test_another_rule_on_the_same_line_is_new() -> None:
    texts = {"shop.py": (TEXT, TEXT)}
    other = finding(rule="E401")

    assert list_new([finding(), other], [finding()], texts=texts) == [other]


def test_a_second_one_alike_is_new() -> None:
    texts = {"shop.py": (TEXT, f"{TEXT}import os\n")}

    new = list_new([finding(line=3), finding(line=1)], [finding(line=1)], texts=texts)

    assert new == [finding(line=3)]


def test_findings_of_a_new_file_are_new() -> None:
    texts = {"shop.py": ("", TEXT)}

    assert list_new([finding()], [], texts=texts) == [finding()]


def test_a_rewritten_line_between_thousands_alike_is_found_at_once() -> None:
    line = "    total = total + 1\n"
    before = f"{line * 4_000}import os\n{line * 4_000}"
    texts = {"shop.py": (before, before.replace("import os", "import os as files"))}
    old, same = finding(line=4_001), finding(line=4_001)

    assert list_new([same], [old], texts=texts) == []
    assert list_new([same], [], texts=texts) == [same]


def test_a_file_rewritten_as_a_whole_is_compared_in_little_time() -> None:
    lines = [f"x{number % 40} = 1" for number in range(20_000)]
    before = "\n".join(["import os", *lines])
    after = "\n".join([*lines[::-1], "import os as files"])
    started = time.process_time()

    list_new([finding(line=20_001)], [finding(line=1)], texts={"shop.py": (before, after)})

    assert time.process_time() - started < 5
