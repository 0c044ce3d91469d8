"""The verdict, from what the runs told."""

from __future__ import annotations

from dataclasses import replace

from sandbox.verdicts.judge import Evidence, Plain, judge, judge_plain
from sandbox.verdicts.records import Decision, Flag, FlagKind, Outcome, Plant, Report, Result

PLANT = Plant(
    files=frozenset({"canary", "twin"}),
    canaries=frozenset({"canary::a"}),
    twins={"bug": "twin::bug"},
    mirrors={"bug": ("twin::early", "twin::bug_late")},
)


def report(**outcomes: str) -> Report:
    """Return a run in which tests ended so; the planted ones as they should."""
    bug = outcomes.get("bug", "failed")
    planted = {
        "canary::a": "failed",
        "twin::bug": bug,
        "twin::early": "failed",
        "twin::bug_late": "passed" if bug == "failed" else "failed",
    }
    tests = {
        test_id: Result(outcome=Outcome(outcome), message="assert 2 == 3")
        for test_id, outcome in (planted | outcomes).items()
    }
    return Report(tests=tests, collected=frozenset(tests))


def evidence(**changes: object) -> Evidence:
    """Return that of a good repair, but for the changes."""
    good = Evidence(
        before=[report(bug="failed", other="passed")] * 2,
        after=[report(bug="passed", other="passed")] * 2,
        plant=PLANT,
        flags=[],
        wanted=frozenset({"bug"}),
    )
    return replace(good, **changes)  # type: ignore[arg-type]


def decision(**changes: object) -> Decision:
    return judge(evidence(**changes)).decision


def test_repair_that_breaks_nothing_passes() -> None:
    verdict = judge(evidence())

    assert verdict.decision is Decision.PASSED
    assert [(test.test_id, test.before, test.after) for test in verdict.tests] == [
        ("bug", Outcome.FAILED, Outcome.PASSED),
        ("other", Outcome.PASSED, Outcome.PASSED),
    ]


def test_what_fails_with_the_patch_is_told_with_its_message() -> None:
    broken = {"tests/test_a.py": "ImportError: total", "tests/test_canary_1.py": "ImportError: x"}
    after = replace(report(bug="failed", other="passed"), broken=broken)

    verdict = judge(evidence(after=[after] * 2))

    assert verdict.failures == {"bug": "assert 2 == 3", "tests/test_a.py": "ImportError: total"}


def test_bug_that_is_still_there_fails() -> None:
    assert decision(after=[report(bug="failed", other="passed")]) is Decision.FAILED
    assert decision(after=[report(bug="skipped", other="passed")]) is Decision.FAILED
    assert decision(after=[report(bug="xfailed", other="passed")]) is Decision.FAILED


def test_regression_fails() -> None:
    assert decision(after=[report(bug="passed", other="failed")]) is Decision.FAILED


def test_limit_that_was_hit_fails() -> None:
    cut = Report(faults=["The run did not come to its end."], limits_hit=["time"])

    assert decision(after=[cut]) is Decision.FAILED


def test_test_that_did_not_run_is_in_doubt() -> None:
    lost = report(bug="passed")

    assert decision(after=[lost]) is not Decision.PASSED


def test_test_that_nobody_knows_is_in_doubt() -> None:
    more = report(bug="passed", other="passed", strange="passed")

    assert decision(after=[more]) is Decision.INCONCLUSIVE


def test_canary_that_passes_is_in_doubt() -> None:
    sung = report(**{"bug": "passed", "other": "passed", "canary::a": "passed"})

    assert decision(after=[sung]) is Decision.INCONCLUSIVE


def test_canary_that_is_missing_is_in_doubt() -> None:
    whole = report(bug="passed", other="passed")
    without = {name: test for name, test in whole.tests.items() if name != "canary::a"}

    assert decision(after=[replace(whole, tests=without)]) is Decision.INCONCLUSIVE


def test_repair_that_depends_on_the_name_of_the_test_is_in_doubt() -> None:
    named = report(**{"bug": "passed", "other": "passed", "twin::bug": "failed"})

    assert decision(after=[named]) is Decision.INCONCLUSIVE


def test_fault_of_the_report_is_in_doubt() -> None:
    forged = replace(report(bug="passed", other="passed"), faults=["A line is foreign."])

    assert decision(after=[forged]) is Decision.INCONCLUSIVE


def test_flag_that_blocks_is_in_doubt_and_a_harmless_one_is_not() -> None:
    blocking = Flag(kind=FlagKind.SYMLINK, path="x")
    harmless = Flag(kind=FlagKind.TESTS, path="x")

    assert decision(flags=[blocking]) is Decision.INCONCLUSIVE
    assert decision(flags=[harmless]) is Decision.PASSED


def test_reproduction_that_does_not_fail_before_is_in_doubt() -> None:
    assert decision(before=[report(bug="passed", other="passed")]) is Decision.INCONCLUSIVE
    assert decision(wanted=frozenset({"missing"})) is Decision.INCONCLUSIVE
    assert decision(reason="ZeroDivisionError") is Decision.INCONCLUSIVE
    assert decision(reason="2 == 3") is Decision.PASSED


def test_reproduction_that_fails_for_another_reason_once_is_in_doubt() -> None:
    base = report(bug="failed", other="passed")
    strange = Result(outcome=Outcome.FAILED, message="TimeoutError")
    once = replace(base, tests={**base.tests, "bug": strange})

    assert decision(before=[base, once], reason="2 == 3") is Decision.INCONCLUSIVE


def test_test_that_was_flaky_before_need_not_pass() -> None:
    good, bad = report(bug="failed", other="passed"), report(bug="failed", other="failed")

    verdict = judge(evidence(before=[good, bad], after=[report(bug="passed", other="failed")] * 2))

    assert verdict.decision is Decision.PASSED
    assert {test.test_id for test in verdict.tests if test.is_flaky} == {"other"}
    assert "flaky" in verdict.reasons[-1]


def test_test_that_becomes_flaky_is_in_doubt() -> None:
    good, bad = report(bug="passed", other="passed"), report(bug="passed", other="failed")

    assert decision(after=[good, bad]) is Decision.INCONCLUSIVE


def test_without_a_named_test_one_repaired_is_enough_and_none_is_not() -> None:
    before = [report(bug="failed", other="failed")]

    one = decision(wanted=frozenset(), before=before, after=[report(bug="passed", other="failed")])
    none = decision(wanted=frozenset(), before=before, after=before)

    assert (one, none) == (Decision.PASSED, Decision.FAILED)


def test_mirror_that_passes_with_its_test_is_in_doubt() -> None:
    faked = report(**{"bug": "passed", "other": "passed", "twin::early": "passed"})

    assert decision(after=[faked]) is Decision.INCONCLUSIVE


def test_mirror_that_is_missing_is_in_doubt() -> None:
    whole = report(bug="passed", other="passed")
    without = {name: test for name, test in whole.tests.items() if name != "twin::bug_late"}

    assert decision(after=[replace(whole, tests=without)]) is Decision.INCONCLUSIVE


def test_mirrors_that_were_none_on_the_base_commit_are_noted_and_no_more() -> None:
    odd = report(**{"bug": "failed", "other": "passed", "twin::early": "passed"})
    odd = replace(odd, tests={**odd.tests, "twin::bug_late": Result(outcome=Outcome.FAILED)})
    faked = report(**{"bug": "passed", "other": "passed", "twin::early": "passed"})

    verdict = judge(evidence(before=[odd], after=[faked]))

    assert verdict.decision is Decision.PASSED
    assert "No copy that expects the opposite" in verdict.reasons[-1]


def test_file_put_beside_the_tests_with_the_patch_alone_is_in_doubt() -> None:
    beside = replace(report(bug="passed", other="passed"), added=frozenset({"tests/out.txt"}))
    usual = replace(report(bug="failed", other="passed"), added=frozenset({"tests/out.txt"}))

    assert decision(after=[beside]) is Decision.INCONCLUSIVE
    assert decision(before=[usual], after=[beside]) is Decision.PASSED


def test_repair_that_fails_where_nothing_looks_like_a_test_is_in_doubt() -> None:
    passed = judge(evidence())
    before, right = report(bug="failed"), report(bug="passed")
    unlike = replace(before, tests={**before.tests, "bug": Result(outcome=Outcome.ERROR)})

    missing = Result(outcome=Outcome.FAILED, message="NameError: name '__dirname'")
    other = replace(before, tests={**before.tests, "bug": missing})

    decisions = [
        judge_plain(passed, Plain(repaired=["bug"], usual=before, before=one, after=two)).decision
        for one, two in [(before, right), (before, before), (unlike, before), (other, other)]
    ]

    assert decisions == [
        *(Decision.PASSED, Decision.INCONCLUSIVE),
        *(Decision.PASSED, Decision.PASSED),  # what fails there for another reason tells nothing
    ]


def test_what_a_run_leaves_for_the_plain_one_is_in_doubt_unless_the_base_commit_leaves_it_too() -> (
    None
):
    passed = judge(evidence())
    before, after = report(bug="failed"), report(bug="passed")
    leaves = replace(after, added=frozenset({"support/__init__.py"}))
    leaves_before = replace(before, added=leaves.added)
    faulty = Report(faults=["The run left a configuration of tests above the workspace."])

    verdicts = [
        judge_plain(passed, Plain(repaired=["bug"], usual=before, before=one, after=two))
        for one, two in [(before, leaves), (leaves_before, leaves), (before, faulty)]
    ]

    assert [verdict.decision for verdict in verdicts] == [
        *(Decision.INCONCLUSIVE, Decision.PASSED, Decision.INCONCLUSIVE)
    ]
    assert "support/__init__.py" in verdicts[0].reasons[0]


def test_project_that_changes_its_own_tests_is_told_as_not_run_plainly() -> None:
    passed = judge(evidence())
    faulty = Report(faults=["The run changed files that are tests or decide how tests run."])
    runs = Plain(repaired=["bug"], usual=report(bug="failed"), before=faulty, after=faulty)

    verdict = judge_plain(passed, runs)

    assert verdict.decision is Decision.PASSED
    assert "could not be run" in verdict.reasons[-1]
