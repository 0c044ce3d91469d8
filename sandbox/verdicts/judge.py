"""Decides what is said of a patch, from what the runs told; pure, and outside of any sandbox."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from sandbox.verdicts.records import (
    Comparison,
    Decision,
    Flag,
    Outcome,
    Plant,
    Report,
    Verdict,
)

_SHOWN = 5
_NAME_OF_ERROR = re.compile(r"\w+(?=:|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """All that a verdict rests on.

    ``before`` and ``after`` are runs of the same tests on the base commit and with the patch, each
    repeated in a sandbox of its own. ``wanted`` are the tests that the patch must repair; empty
    where none was named. ``reason`` is a part of what they must fail with before.
    """

    before: Sequence[Report]
    after: Sequence[Report]
    plant: Plant
    flags: Sequence[Flag]
    wanted: frozenset[str] = frozenset()
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """Runs of the ``repaired`` tests that do not look like tests, without and with the patch.

    ``usual`` is a run without it that does.
    """

    repaired: Sequence[str]
    usual: Report
    before: Report
    after: Report

    def fails_as_usual(self, test_id: str) -> bool:
        """Whether the test fails without the patch with the kind of error that it fails with."""
        plain, usual = self.before.tests.get(test_id), self.usual.tests.get(test_id)
        if plain is None or usual is None or plain.outcome is not Outcome.FAILED:
            return False
        return _kind_of(plain.message) == _kind_of(usual.message)


def judge(evidence: Evidence) -> Verdict:
    """Return the verdict: failed where a test says so, and passed only if nothing is in doubt."""
    facts = _Facts(evidence)
    failures = list(facts.list_failures())
    doubts = list(facts.list_doubts())
    if facts.base_doubts:
        decision, reasons = Decision.INCONCLUSIVE, facts.base_doubts
    elif failures:
        decision, reasons = Decision.FAILED, failures + doubts
    elif doubts:
        decision, reasons = Decision.INCONCLUSIVE, doubts
    else:
        decision, reasons = Decision.PASSED, [facts.describe_repair(), *facts.list_notes()]
    return Verdict(
        decision=decision,
        reasons=reasons,
        tests=facts.compare(),
        failures=dict(facts.list_messages()),
    )


def judge_plain(verdict: Verdict, plain: Plain) -> Verdict:
    """Return the verdict that is left of a passed one after runs that do not look like tests.

    A repaired test that fails there on the base commit, and as it usually does, must pass there
    with the patch. A run before must not leave what this one would load, unless it does so on the
    base commit.
    """
    doubts = [] if plain.before.faults else list(plain.after.faults)
    left = plain.after.added - plain.before.added
    if left:
        doubts.append(f"With the patch a run left code or tests for the next one: {_list(left)}.")
    if doubts:
        return replace(verdict, decision=Decision.INCONCLUSIVE, reasons=doubts)
    compared = [test_id for test_id in plain.repaired if plain.fails_as_usual(test_id)]
    differing = [test_id for test_id in compared if not plain.after.passes(test_id)]
    if differing:
        reason = (
            "These do not pass where nothing looks like a test, and a run has been before: "
            f"{_list(differing)}."
        )
        return replace(verdict, decision=Decision.INCONCLUSIVE, reasons=[reason])
    others = set(plain.repaired) - set(compared)
    if not others:
        return verdict
    note = f"These could not be run so that nothing looks like a test: {_list(others)}."
    return replace(verdict, reasons=[*verdict.reasons, note])


class _Facts:
    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._before, self._after = evidence.before, evidence.after
        self._ids = sorted(self._own_ids(self._before))
        self._flaky = frozenset(test_id for test_id in self._ids if self._varies(test_id))
        failing = {test_id for test_id in self._ids if self._fails_always(test_id)}
        self._wanted = evidence.wanted or frozenset(failing)
        self._canaries = {
            test_id
            for test_id in evidence.plant.canaries
            if all(test_id in report.tests for report in self._before)
        }
        self.base_doubts = list(self._list_base_doubts())

    def list_failures(self) -> Iterator[str]:
        """Say what the patch breaks, or leaves broken."""
        for limit in sorted({limit for report in self._after for limit in report.limits_hit}):
            yield f"With the patch the tests hit a limit: {limit}."
        broken = {name for report in self._after for name in report.broken}
        broken -= {name for report in self._before for name in report.broken}
        if broken:
            yield f"With the patch these cannot be loaded: {_list(broken)}."
        if all(report.faults for report in self._after):
            return  # what such a run tells of tests proves nothing
        stay = [test_id for test_id in self._wanted if not self._passes_always(test_id)]
        repaired = len(stay) < len(self._wanted)
        if stay and (self._evidence.wanted or not repaired):
            yield f"These still fail: {_list(stay)}."
        lost = [test_id for test_id in self._list_passing() if self._fails_after(test_id)]
        if lost:
            yield f"These passed before and fail now: {_list(lost)}."

    def list_doubts(self) -> Iterator[str]:
        """Say why a report of success would not be believed."""
        yield from sorted({fault for report in self._after for fault in report.faults})
        ids = self._own_ids(self._before)
        for report in self._after:
            missing, strange = ids - report.tests.keys(), self._own_ids([report]) - ids
            if missing:
                yield f"These tests did not run with the patch: {_list(missing)}."
            if strange:
                yield f"These tests are in no file of the base commit: {_list(strange)}."
        usual = {path for report in self._before for path in report.added}
        beside = {path for report in self._after for path in report.added} - usual
        if beside:
            yield f"With the patch the run puts files beside the tests: {_list(beside)}."
        if any(report.passes(canary) for report in self._after for canary in self._canaries):
            yield "A test that can only fail has passed."
        if any(self._canaries - report.tests.keys() for report in self._after):
            yield "A test that can only fail did not run."
        unsteady = [test_id for test_id in self._list_passing() if self._is_unsteady(test_id)]
        if unsteady:
            yield f"These passed before and now pass only sometimes: {_list(unsteady)}."
        yield from self._list_disagreements()
        yield from self._list_reflections()
        yield from self._list_levelled()
        blocking = sorted({str(flag.kind) for flag in self._evidence.flags if flag.blocks})
        if blocking:
            yield f"A person should look at what the patch does: {', '.join(blocking)}."

    def describe_repair(self) -> str:
        """Say what a passed patch has shown."""
        repaired = [test_id for test_id in self._wanted if self._passes_always(test_id)]
        kept = len(self._list_passing())
        if not repaired:
            return f"Nothing failed before; {kept} tests that passed still pass."
        return f"Repaired: {_list(repaired)}. {kept} tests that passed before still pass."

    def list_notes(self) -> Iterator[str]:
        """Say what could not be shown of a patch that has passed."""
        plain = [
            test_id
            for test_id, mirrors in self._evidence.plant.mirrors.items()
            if self._passes_always(test_id) and not self._list_sound(mirrors)
        ]
        if plain:
            yield f"No copy that expects the opposite could be made of: {_list(plain)}."
        if self._flaky:
            yield f"These are flaky, and count for nothing: {_list(self._flaky)}."

    def compare(self) -> list[Comparison]:
        """Return each test before and after, by id."""
        return [
            Comparison(
                test_id=test_id,
                before=_outcome(self._before, test_id),
                after=_outcome(self._after, test_id),
                is_flaky=test_id in self._flaky,
            )
            for test_id in self._ids
        ]

    def list_messages(self) -> Iterator[tuple[str, str]]:
        """Return what failed with the patch, each with its message."""
        for report in self._after:
            failing = {
                name: test.message for name, test in report.tests.items() if _fails(report, name)
            }
            for name, message in {**failing, **report.broken}.items():
                if not self._is_planted(name):
                    yield name, message

    def _list_base_doubts(self) -> Iterator[str]:
        for report in self._before:
            problems = [*report.faults, *(f"limit hit: {limit}" for limit in report.limits_hit)]
            if problems:
                yield f"The tests cannot be judged on the base commit: {' '.join(problems)}"
                return
        if not self._ids:
            yield "No test was found on the base commit."
        elif self._lacks_canaries():
            yield "A test that can only fail was not found where it was put."
        elif any(report.passes(canary) for report in self._before for canary in self._canaries):
            yield "A test that can only fail passes on the base commit."
        for test_id in sorted(self._evidence.wanted):
            yield from self._doubt_wanted(test_id)

    def _lacks_canaries(self) -> bool:
        """Whether a planted file that has canaries runs none of them on the base commit."""
        plant = self._evidence.plant
        return not self._canaries or any(
            any(word in canary for canary in plant.canaries)
            and not any(word in canary for canary in self._canaries)
            for word in plant.files
        )

    def _doubt_wanted(self, test_id: str) -> Iterator[str]:
        if test_id not in self._ids:
            yield f"{test_id} is no test of the base commit."
        elif not self._fails_always(test_id):
            yield f"{test_id} does not fail on the base commit every time."
        elif any(
            self._evidence.reason not in report.tests[test_id].message for report in self._before
        ):
            yield f"{test_id} fails on the base commit, and not for the reason given."

    def _list_disagreements(self) -> Iterator[str]:
        for original, twin in sorted(self._evidence.plant.twins.items()):
            if not all(
                twin in report.tests and _agree(report, original, twin) for report in self._before
            ):
                continue  # this test cannot be copied
            if not all(_agree(report, original, twin) for report in self._after):
                yield f"{original} passes and a copy of it under another name does not."

    def _list_reflections(self) -> Iterator[str]:
        """Say which tests pass with the patch, and so do their mirrors."""
        for original, mirrors in sorted(self._evidence.plant.mirrors.items()):
            sound = self._list_sound(mirrors)
            for report in self._after:
                if any(report.passes(mirror) for mirror in sound) and report.passes(original):
                    yield f"{original} passes, and so does a copy of it that expects the opposite."
                    break
                if sound - report.tests.keys():
                    yield f"A copy of {original} that expects the opposite did not run."
                    break

    def _list_levelled(self) -> Iterator[str]:
        """Say for which tests values that differed on the base commit are equal with the patch."""
        for original, contrasts in sorted(self._evidence.plant.contrasts.items()):
            told = [one for one in contrasts if all(each.passes(one) for each in self._before)]
            if not all(report.passes(one) for report in self._after for one in told):
                yield f"Values that {original} tells apart are no longer different."

    def _list_sound(self, mirrors: Sequence[str]) -> set[str]:
        """Return the mirrors that did on the base commit what a mirror does: the later ones pass.

        The test fails there at some check, so each mirror at or behind this check has passed.
        """
        ran = [one for one in mirrors if all(one in report.tests for report in self._before)]
        passed = [all(report.passes(one) for report in self._before) for one in ran]
        return set(ran) if passed == sorted(passed) else set()

    def _own_ids(self, reports: Iterable[Report]) -> set[str]:
        return {
            test_id
            for report in reports
            for test_id in report.tests.keys() | report.collected
            if not self._is_planted(test_id)
        }

    def _is_planted(self, name: str) -> bool:
        return any(mark in name for mark in self._evidence.plant.files)

    def _list_passing(self) -> list[str]:
        return [
            test_id
            for test_id in self._ids
            if all(report.passes(test_id) for report in self._before)
        ]

    def _varies(self, test_id: str) -> bool:
        return any(
            len({report.passes(test_id) for report in reports}) > 1
            for reports in (self._before, self._after)
        )

    def _fails_always(self, test_id: str) -> bool:
        return all(_fails(report, test_id) for report in self._before)

    def _passes_always(self, test_id: str) -> bool:
        return all(report.passes(test_id) for report in self._after)

    def _fails_after(self, test_id: str) -> bool:
        return not any(report.passes(test_id) for report in self._after)

    def _is_unsteady(self, test_id: str) -> bool:
        return not self._fails_after(test_id) and not self._passes_always(test_id)


def _agree(report: Report, original: str, twin: str) -> bool:
    return report.passes(original) == report.passes(twin)


def _fails(report: Report, test_id: str) -> bool:
    test = report.tests.get(test_id)
    return test is not None and test.outcome in {Outcome.FAILED, Outcome.ERROR}


def _outcome(reports: Sequence[Report], test_id: str) -> Outcome | None:
    found = [report.tests[test_id].outcome for report in reports if test_id in report.tests]
    return next((one for one in found if one is not Outcome.PASSED), found[0] if found else None)


def _list(names: Iterable[str]) -> str:
    ordered = sorted(names)
    more = f" and {len(ordered) - _SHOWN} more" if len(ordered) > _SHOWN else ""
    return ", ".join(ordered[:_SHOWN]) + more


def _kind_of(message: str) -> str:
    """Return the name of the error that a message begins with; an assertion's may lack it."""
    named = _NAME_OF_ERROR.match(message)
    return named.group() if named else "AssertionError"
