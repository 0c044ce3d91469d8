"""What a check of a patch says: outcomes of tests, flags, and the verdict; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class Outcome(StrEnum):
    """How one test ended; an error is a failure outside the test's own body."""

    PASSED = "passed"
    FAILED = "failed"
    ERROR = "error"
    SKIPPED = "skipped"
    XFAILED = "xfailed"


class Decision(StrEnum):
    """What is said of a patch; anything doubtful is inconclusive."""

    PASSED = "passed"
    FAILED = "failed"
    INCONCLUSIVE = "inconclusive"


class FlagKind(StrEnum):
    """What a patch does that a person should look at."""

    TESTS = "touches tests"
    INFRASTRUCTURE = "touches what runs the tests"
    DEPENDENCIES = "touches dependencies"
    SYMLINK = "symbolic link"
    SUBMODULE = "submodule"
    GIT_FILE = "git's own file"
    MODE = "mode bits"
    NATIVE = "no readable text"
    UNPARSABLE = "cannot be parsed"
    SHADOWS = "takes the place of another module"
    TEST_TOOLS = "uses test tools"
    KNOWS_TESTS = "knows about the tests"
    ENDS_PROCESS = "ends or signals processes"
    COMPARISON = "defines comparison or truth"
    INTROSPECTION = "looks into the interpreter"
    PATCHES_OTHERS = "changes what is not its own"
    DYNAMIC_CODE = "runs code made at run time"
    DESCRIPTORS = "uses descriptors or /proc"
    NETWORK = "network"
    PROCESSES = "starts programs"
    SURROUNDINGS = "asks where it runs, or who called"
    UNSTEADY = "differs from call to call"
    UNUSUAL = "imports what repairs seldom need"
    CATCHES_ALL = "catches every error"


HARMLESS = frozenset({FlagKind.TESTS, FlagKind.MODE, FlagKind.CATCHES_ALL})
"""Kinds that a person is shown; with any other kind a verdict is never passed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """One thing that a patch does; ``line`` is in the patched file, 0 for the file as such."""

    kind: FlagKind
    path: str
    line: int = 0
    detail: str = ""

    @property
    def blocks(self) -> bool:
        """Whether the verdict cannot be passed."""
        return self.kind not in HARMLESS


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """How a test ended in one run; ``message`` is the beginning of what it failed with."""

    outcome: Outcome
    duration_s: float = 0.0
    message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One run of the tests: outcomes by exact id.

    ``broken`` names files that could not be loaded. ``faults`` say why the report is not to be
    believed; ``limits_hit`` which limits ended the run. ``added`` are files that were not there
    before, in the folders of tests; of a plain run all that the run before it left to be loaded.
    """

    tests: Mapping[str, Result] = field(default_factory=dict)
    collected: frozenset[str] = frozenset()
    broken: Mapping[str, str] = field(default_factory=dict)
    faults: Sequence[str] = ()
    limits_hit: Sequence[str] = ()
    added: frozenset[str] = frozenset()

    def passes(self, test_id: str) -> bool:
        """Whether this test was run and passed."""
        test = self.tests.get(test_id)
        return test is not None and test.outcome is Outcome.PASSED


@dataclass(frozen=True, slots=True, kw_only=True)
class Plant:
    """What was added to the project's tests, under names that nobody could know before.

    ``files`` are words that the ids of all that was added hold, and no others. ``canaries`` must
    fail. ``twins`` gives for each test to be repaired the id of a copy of it, which must
    end as it does; ``mirrors`` the ids of copies that must fail where it passes; ``contrasts`` the
    ids of those that pass where values differ that the test tells apart.
    """

    files: frozenset[str] = frozenset()
    canaries: frozenset[str] = frozenset()
    twins: Mapping[str, str] = field(default_factory=dict)
    mirrors: Mapping[str, Sequence[str]] = field(default_factory=dict)
    contrasts: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A test before and after the patch; None where it did not run."""

    test_id: str
    before: Outcome | None
    after: Outcome | None
    is_flaky: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is said of a patch, and why.

    ``failures`` gives what failed with the patch, a test or a file that could not be loaded, with
    the beginning of its message.
    """

    decision: Decision
    reasons: Sequence[str]
    tests: Sequence[Comparison]
    failures: Mapping[str, str] = field(default_factory=dict)
